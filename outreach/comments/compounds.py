"""Morphemes → words: nouns that stand together are one, a verb is its base form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.comments.morphemes import Morpheme
from outreach.comments.negation import inflected, negated_noun, negative, polite_stem
from outreach.comments.stoplists import Lexicon, spelt

_JOINED = frozenset(("一般", "サ変接続", "固有名詞", "形容動詞語幹", "ナイ形容詞語幹"))
_SUFFIXES = frozenset(("一般", "サ変接続", "地域", "形容動詞語幹"))  # not 人名 (さん), 助数詞 (月)
_MOST = 6  # morphemes of a compound; a longer run is a title, not a word
_HONORIFIC = frozenset(("お", "ご", "御"))
_POINTING = frozenset(("各", "本", "当", "同", "諸", "両", "全", "約", "毎", "某", "計"))
_TAILS = frozenset((
    "ごと", "毎", "たち", "達", "方", "方々", "がた", "同士", "どうし", "等", "など", "自体",
    "さん", "様",
))  # fmt: skip
_EASE = {
    "やすい": "やすい", "易い": "やすい", "にくい": "にくい", "難い": "にくい", "づらい": "にくい",
    "辛い": "にくい", "ずらい": "にくい",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Morphemes that are one word: its text as it is used, its place, its parts.

    `plain` says that the word is no more than its parts in a row: no prefix, no suffix.
    """

    text: str
    start: int
    end: int
    kind: str
    parts: tuple[str, ...]
    plain: bool = True


def runs_of(morphemes: Sequence[Morpheme], lexicon: Lexicon) -> Iterator[Run]:
    """Yield the content words in order: nouns, verbs, adjectives, interjections."""
    at = 0
    while at < len(morphemes):
        if _is_number(morphemes[at]):
            at = _number_end(morphemes, at)
            continue
        end = _noun_end(morphemes, at)
        if end > at:
            yield from _nouns(morphemes, at, end, lexicon)
            at = end
            continue
        if run := _single(morphemes, at, lexicon):
            yield run
        at += 1


def _single(morphemes: Sequence[Morpheme], at: int, lexicon: Lexicon) -> Run | None:
    """Return the word of what is no run of nouns: a verb, an adjective, a call (ありがとう)."""
    morpheme = morphemes[at]
    kind, _comma, rest = morpheme.part.partition(",")
    word = lexicon.canonical(spelt(morpheme.base))
    if kind == "動詞" and rest.startswith("自立") and (joined := _with_ending(morphemes, at, word)):
        text, ending = joined
        return Run(lexicon.canonical(text), morpheme.start, ending.end, ending.part[:2], (text,))
    if kind in ("動詞", "形容詞") and rest.startswith("自立"):
        word = lexicon.canonical(inflected(morphemes, at, word))
    elif not (kind == "名詞" and rest.startswith("副詞可能")) and not (
        kind == "感動詞" and len(morpheme.surface) > 2
    ):
        return None
    return Run(word, morpheme.start, morpheme.end, kind, (word,))


def _with_ending(morphemes: Sequence[Morpheme], at: int, verb: str) -> tuple[str, Morpheme] | None:
    """Return the word that a verb makes with what follows: 伝え方, 聞こえにくい (and づらい)."""
    ending = morphemes[at + 1] if at + 1 < len(morphemes) else None
    if ending is None:
        return None
    stem = polite_stem(verb, morphemes[at].inflection)
    if ending.part.startswith("名詞,接尾,特殊") and ending.surface == "方":
        return stem + "方", ending
    if ending.part.startswith("形容詞,非自立") and ending.base in _EASE:
        return inflected(morphemes, at + 1, stem + _EASE[ending.base]), ending
    return None


def _is_number(morpheme: Morpheme) -> bool:
    return morpheme.part.startswith(("名詞,数", "接頭詞,数接続"))


def _number_end(morphemes: Sequence[Morpheme], at: int) -> int:
    """Return where a number with what it counts ends: 27|年, 7|月, 第|3|回."""
    while at < len(morphemes) and _is_number(morphemes[at]):
        at += 1
    while at < len(morphemes) and morphemes[at].end > morphemes[at - 1].end == morphemes[at].start:
        part = morphemes[at].part
        counts = part.startswith("名詞,接尾,助数詞")
        if not counts and not (part.startswith("名詞") and len(morphemes[at].surface) == 1):
            break
        at += 1
    return at


def _noun_end(morphemes: Sequence[Morpheme], at: int) -> int:
    """Return where the run of nouns that begins here ends; `at` where none does."""
    end, nouns = at, 0
    while end < len(morphemes) and (end == at or _joins(morphemes, end)):
        morpheme = morphemes[end]
        kind, detail, *_rest = (*morpheme.part.split(","), "")
        if kind == "名詞" and (
            detail in _JOINED or (nouns and _is_suffix(morpheme)) or _takes_suffix(morphemes, end)
        ):
            nouns += 1
        elif not (kind == "接頭詞" and detail == "名詞接続"):
            break
        end += 1
    while end > at and morphemes[end - 1].part.startswith("接頭詞"):
        end -= 1
    return end if nouns else at


def _joins(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Return whether a morpheme may be of one word with that before.

    White space parts words, and so does the end of a place: 武蔵野市|在宅医療; but a
    suffix (県, 駅) and a second place are one with it.
    """
    before, morpheme = morphemes[at - 1], morphemes[at]
    if before.end != morpheme.start:
        return False
    place = "固有名詞,地域" in before.part or "接尾,地域" in before.part
    return not place or _is_suffix(morpheme) or "固有名詞,地域" in morpheme.part


def _is_suffix(morpheme: Morpheme) -> bool:
    _kind, detail, more, *_rest = (*morpheme.part.split(","), "", "")
    return detail == "接尾" and more in _SUFFIXES


def _takes_suffix(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Return whether a noun of time is one with its suffix: 将来像."""
    return morphemes[at].part.startswith("名詞,副詞可能") and (
        at + 1 < len(morphemes)
        and morphemes[at].end == morphemes[at + 1].start
        and _is_suffix(morphemes[at + 1])
    )


def _nouns(morphemes: Sequence[Morpheme], start: int, end: int, lexicon: Lexicon) -> Iterator[Run]:
    """Yield the compound from `start` to `end`; of a run that is too long each noun."""
    while start < end and morphemes[start].surface in _HONORIFIC | _POINTING:
        start += 1
    while start < end - 1 and _is_degree(morphemes, start, lexicon):
        start += 1
    while start < end - 1 and morphemes[end - 1].surface in _TAILS:
        end -= 1
    units = _units(morphemes, start, end)
    if end - start <= _MOST:
        units = [(start, end)] if units else []
    for first, last in units:
        yield _compound(morphemes, first, last, lexicon)


def _is_degree(morphemes: Sequence[Morpheme], at: int, lexicon: Lexicon) -> bool:
    """Return whether a stop word says only how much the noun behind it is: 大変|勉強."""
    return (
        "形容動詞語幹" in morphemes[at].part
        and not _is_suffix(morphemes[at + 1])
        and lexicon.canonical(spelt(morphemes[at].surface)) in lexicon.stops
    )


def _units(morphemes: Sequence[Morpheme], start: int, end: int) -> list[tuple[int, int]]:
    """Return where each noun of a run begins and ends, with its prefixes and suffixes."""
    units: list[tuple[int, int]] = []
    first = start
    for at in range(start, end):
        if morphemes[at].part.startswith("接頭詞"):
            continue
        if _is_suffix(morphemes[at]) and units:
            units[-1] = (units[-1][0], at + 1)
        else:
            units.append((first, at + 1))
        first = at + 1
    return units


def _compound(morphemes: Sequence[Morpheme], start: int, end: int, lexicon: Lexicon) -> Run:
    """Return the word from `start` to `end`; its parts are its nouns, with their prefixes."""
    whole, parts, prefix = "", [], ""
    for each in morphemes[start:end]:
        spelling = lexicon.canonical(spelt(each.base if each.inflection else each.surface))
        whole += spelling
        if each.part.startswith("接頭詞"):
            prefix += spelling
            continue
        parts.append(lexicon.canonical(prefix + spelling))
        prefix = ""
    word = lexicon.canonical(whole)
    if negated_noun(morphemes, end - 1):
        word = lexicon.canonical(negative(word, "名詞", ""))
    affixed = any(
        each.part.startswith("接頭詞") or _is_suffix(each) for each in morphemes[start:end]
    )
    first, last = morphemes[start], morphemes[end - 1]
    return Run(word, first.start, last.end, "名詞", tuple(parts), not affixed)
