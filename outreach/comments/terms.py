"""Terms that no dictionary has: found in the text, whatever the tokenizer made of them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from outreach.comments.morphemes import Morpheme, Tokenizer
from outreach.comments.stoplists import Lexicon, spelt

NOUN = "名詞,一般,*,*"
_ENDLESS = ("助動詞", "助詞", "形容詞")  # a spelling that ends so is a sentence's, no noun's


class TermFinder:
    """Joins the morphemes of each term, and of each spelling of a synonym, into one.

    The longest at a place wins. A term counts where it begins and ends with a
    morpheme, or where it cuts one and the sign beside it is of another script:
    so びーと is found in 「びーとで」 and アイ not in アイス. A spelling of a synonym
    cuts none.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms, self._phrases = lexicon.terms, lexicon.phrases

    @cached_property
    def _by_sign(self) -> dict[str, tuple[str, ...]]:
        """The phrases by their first sign, as `_small` has it, the longest first."""
        found: dict[str, list[str]] = {}
        for phrase in sorted(self._phrases, key=lambda phrase: (-len(phrase), phrase)):
            found.setdefault(_small(phrase)[0], []).append(_small(phrase))
        return {sign: tuple(dict.fromkeys(phrases)) for sign, phrases in found.items()}

    def join(self, text: str, tokenizer: Tokenizer) -> list[Morpheme]:
        """Return the text's morphemes, each term as one."""
        morphemes = tokenizer.morphemes(text)
        small, by_sign = _small(text), self._by_sign
        starts = [each.start for each in morphemes]
        ends = [each.end for each in morphemes]
        found: list[Morpheme] = []
        done = at = 0  # morphemes that are dealt with; where the next term may begin
        while at < len(text):
            for phrase in by_sign.get(small[at], ()):
                if not small.startswith(phrase, at):
                    continue
                end = at + len(phrase)
                first, last = bisect_right(ends, at), bisect_left(starts, end)
                joined = list(self._joined(text, at, end, morphemes[first:last], tokenizer))
                if first < done or not joined:
                    continue
                found += [*morphemes[done:first], *joined]
                done, at = last, end - 1
                break
            at += 1
        return [*found, *morphemes[done:]]

    def _joined(
        self, text: str, start: int, end: int, touched: list[Morpheme], tokenizer: Tokenizer
    ) -> Iterator[Morpheme]:
        """Yield the term from `start` to `end` and what it cut off; nothing where none is here."""
        if not touched:
            return
        surface = text[start:end]
        term = self._terms.get(spelt(surface))
        head, tail = touched[0], touched[-1]
        whole = head.start == start and tail.end == end
        if whole and not term and (len(touched) == 1 or tail.part.startswith(_ENDLESS)):
            return  # a word of the dictionary already, or not a noun
        if not whole and not term:
            return
        if (head.start < start and _alike(text, start)) or (tail.end > end and _alike(text, end)):
            return
        yield from _again(text, head.start, start, tokenizer)
        yield Morpheme(surface, term.part if term else NOUN, term.base if term else surface, start)
        yield from _again(text, end, tail.end, tokenizer)


def _small(text: str) -> str:
    """Return the text without capitals, sign by sign."""
    return text.lower() if text.isascii() else "".join(map(_small_sign, text))


def _small_sign(sign: str) -> str:
    return sign.lower() if sign.isascii() else sign


def _again(text: str, start: int, end: int, tokenizer: Tokenizer) -> Iterator[Morpheme]:
    """Yield the morphemes of what a term cut off."""
    if start < end:
        for each in tokenizer.morphemes(text[start:end]):
            yield replace(each, start=start + each.start)


def _alike(text: str, at: int) -> bool:
    """Return whether the signs on both sides of a place are of one script, so none ends there."""
    return _script(text[at - 1]) == _script(text[at])


def _script(sign: str) -> str:
    if sign == "ー":
        return "KATAKANA"
    return unicodedata.name(sign, "").partition(" ")[0].partition("-")[0]
