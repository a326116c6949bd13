"""Terms that no dictionary has: found in the text, whatever the tokenizer made of them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from outreach.comments.morphemes import Morpheme, Tokenizer

TERM = "名詞,固有名詞,一般,*"


class TermFinder:
    """Joins the morphemes of each term into one; longer terms win.

    A term counts where it begins and ends with a morpheme, or where it cuts one
    and the sign beside it is of another script: so びーと is found in 「びーとで」
    and アイ not in アイス.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = tuple(terms)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self._terms:
            return None
        return re.compile("|".join(map(re.escape, self._terms)), re.IGNORECASE)

    def join(self, text: str, tokenizer: Tokenizer) -> list[Morpheme]:
        """Return the text's morphemes, each term as one."""
        morphemes = tokenizer.morphemes(text)
        if self._pattern is None:
            return morphemes
        for start, end in list(self._found(text, self._pattern))[::-1]:
            morphemes = _joined(morphemes, text, start, end, tokenizer)
        return morphemes

    def _found(self, text: str, terms: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        for match in terms.finditer(text):
            yield match.span()


def _joined(
    morphemes: list[Morpheme], text: str, start: int, end: int, tokenizer: Tokenizer
) -> list[Morpheme]:
    """Return the morphemes with those from `start` to `end` of the text as one, if that may be."""
    starts = [each.start for each in morphemes]
    first = bisect_left(starts, start)
    if first == len(starts) or starts[first] > start:
        first -= 1
    last = bisect_left(starts, end)  # behind the last that is touched
    if first < 0 or last <= first:
        return morphemes
    head, tail = morphemes[first], morphemes[last - 1]
    whole = head.start == start and tail.end == end
    if whole and last - first == 1:
        return morphemes  # a word of the dictionary already
    if head.start < start and _alike(text, start):
        return morphemes
    if tail.end > end and _alike(text, end):
        return morphemes
    before = _again(text, head.start, start, tokenizer)
    behind = _again(text, end, tail.end, tokenizer)
    term = text[start:end]
    one = Morpheme(term, TERM, term, start)
    return [*morphemes[:first], *before, one, *behind, *morphemes[last:]]


def _again(text: str, start: int, end: int, tokenizer: Tokenizer) -> list[Morpheme]:
    """Return the morphemes of what a term cut off."""
    if start >= end:
        return []
    return [
        Morpheme(each.surface, each.part, each.base, start + each.start, each.inflection)
        for each in tokenizer.morphemes(text[start:end])
    ]


def _alike(text: str, at: int) -> bool:
    """Return whether the signs on both sides of a place are of one script, so none ends there."""
    return _script(text[at - 1]) == _script(text[at])


def _script(sign: str) -> str:
    if sign == "ー":
        return "KATAKANA"
    return unicodedata.name(sign, "").partition(" ")[0].partition("-")[0]
