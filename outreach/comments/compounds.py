"""Morphemes → words: nouns that stand together are one, a verb is its base form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.comments.morphemes import Morpheme
from outreach.comments.negation import is_negated, negative
from outreach.comments.stoplists import Lexicon, spelt

_JOINED = frozenset((
    "一般", "サ変接続", "固有名詞", "形容動詞語幹", "ナイ形容詞語幹",
))  # fmt: skip
_SUFFIXES = frozenset(("一般", "サ変接続", "地域", "形容動詞語幹"))  # not 人名 (さん), 助数詞 (月)
_ALONE = frozenset(("副詞可能",))
_MOST = 6  # morphemes of a compound; a longer run is a title, not a word
_HONORIFIC = ("お", "ご", "御")
_TAILS = ("ごと", "毎", "たち", "達", "方", "方々", "がた", "同士", "どうし", "等", "など", "自体")


@dataclass(frozen=True, slots=True)
class Run:
    """Morphemes that are one word: its text as it is used, its place, its parts."""

    text: str
    start: int
    end: int
    kind: str
    parts: tuple[str, ...]


def runs_of(morphemes: Sequence[Morpheme], lexicon: Lexicon) -> Iterator[Run]:
    """Yield the content words in order: nouns, verbs, adjectives, interjections."""
    at = 0
    while at < len(morphemes):
        end = _noun_end(morphemes, at)
        if end > at:
            yield from _nouns(morphemes, at, end, lexicon)
            at = end
            continue
        morpheme = morphemes[at]
        kind, _comma, rest = morpheme.part.partition(",")
        if kind in ("動詞", "形容詞") and rest.startswith("自立"):
            yield _inflected(morphemes, at, kind, lexicon)
        elif (kind == "名詞" and rest.startswith("副詞可能")) or _is_call(morpheme, kind):
            word = lexicon.canonical(spelt(morpheme.base))
            yield Run(word, morpheme.start, morpheme.end, kind, (word,))
        at += 1


def _is_call(morpheme: Morpheme, kind: str) -> bool:
    """Return whether it is a call such as ありがとう."""
    return kind == "感動詞" and len(morpheme.surface) > 2


def _inflected(morphemes: Sequence[Morpheme], at: int, kind: str, lexicon: Lexicon) -> Run:
    morpheme = morphemes[at]
    word = lexicon.canonical(spelt(morpheme.base))
    if is_negated(morphemes, at + 1):
        word = lexicon.canonical(negative(word, kind, morpheme.inflection))
    return Run(word, morpheme.start, morpheme.end, kind, (word,))


def _noun_end(morphemes: Sequence[Morpheme], at: int) -> int:
    """Return where the run of nouns that begins here ends; `at` where none does."""
    end, nouns = at, 0
    while end < len(morphemes):
        morpheme = morphemes[end]
        if end > at and morphemes[end - 1].end != morpheme.start:
            break  # white space parts words
        kind, detail, *_rest = (*morpheme.part.split(","), "")
        prefix = kind == "接頭詞" and detail == "名詞接続"
        if kind == "名詞" and (detail in _JOINED or (nouns and _is_suffix(morpheme))):
            nouns += 1
        elif not prefix:
            break
        end += 1
    while end > at and morphemes[end - 1].part.startswith("接頭詞"):
        end -= 1
    return end if nouns else at


def _may_be_negated(morpheme: Morpheme) -> bool:
    """Return whether ない after a noun makes it another word: 必要ない, but バスではない."""
    return any(kind in morpheme.part for kind in ("形容動詞語幹", "ナイ形容詞語幹"))


def _is_suffix(morpheme: Morpheme) -> bool:
    _kind, detail, more, *_rest = (*morpheme.part.split(","), "", "")
    return detail == "接尾" and more in _SUFFIXES


def _nouns(morphemes: Sequence[Morpheme], start: int, end: int, lexicon: Lexicon) -> Iterator[Run]:
    """Yield the compound from `start` to `end`; a run that is too long is parted."""
    while start < end and morphemes[start].surface in _HONORIFIC:
        start += 1
    while start < end - 1 and spelt(morphemes[start].surface) in lexicon.stops:
        start += 1  # 大変勉強 is 勉強
    while start < end - 1 and morphemes[end - 1].surface in _TAILS:
        end -= 1
    for first in range(start, end, _MOST):
        some = morphemes[first : min(first + _MOST, end)]
        parts = tuple(lexicon.canonical(spelt(each.surface)) for each in some)
        word = lexicon.canonical("".join(parts))
        last = first + len(some)
        if last == end and _may_be_negated(some[-1]) and is_negated(morphemes, end):
            word = lexicon.canonical(negative(word, "名詞", ""))
        yield Run(word, some[0].start, some[-1].end, "名詞", parts)
