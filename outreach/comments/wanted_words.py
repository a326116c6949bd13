"""Where a word stands in a comment, in whatever form it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from outreach.comments.folding import folded
from outreach.comments.words import Analyzer
from outreach.errors import OutreachError, UnknownOption
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.comments.words import Analysed

How = Literal["word", "text", "regex"]
Span = tuple[int, int]


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a word in all its forms, the very characters, or a pattern.

    `text` is folded as comments are; `words` is what it is called there.
    """

    text: str
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()

    def spans(self, analysed: Analysed) -> list[Span]:
        """Return where it stands in Analysed.text; no two places overlap.

        >>> wanted = wanted_word("ケアマネ")
        >>> said = Analyzer().analyse("ケアマネージャーと、介護支援専門員")
        >>> [said.text[start:end] for start, end in wanted.spans(said)]
        ['ケアマネージャー', '介護支援専門員']
        """
        found = list(_literal(self.pattern, analysed.text))
        if self.words:
            found = list(_unbroken(found, analysed))
            found += [*_same_words(self.words, analysed), *_same_base(self.text, analysed)]
        return list(_apart(found))

    def positions(self, analysed: Analysed) -> list[int]:
        """Return which of Analysed.words the places are in; of several words the first."""
        spans = self.spans(analysed)
        return [
            at
            for at, word in enumerate(analysed.words)
            if any(word.start <= start < word.end for start, _end in spans)
        ]


def wanted_word(word: str, how: How = "word", analyzer: Analyzer | None = None) -> Wanted:
    """Return what to look for.

    With how "word" it is the word in any inflection, its other spellings and
    its synonyms (of the lists in stopwords/), and its characters as a part of a
    compound (診療 in 訪問診療, but neither 家 in 家族 nor 京都 in 東京都); several
    words are found one after another, whatever particles stand between them.
    "text" is the characters alone, "regex" a regular expression; large and small
    letters, full and half width are the same. Raises OutreachError for a blank
    word or a pattern that is none, UnknownOption.

    >>> wanted_word("ｹｱﾏﾈ").words
    ('ケアマネジャー',)
    """
    if how not in get_args(How):
        raise UnknownOption(_("“{how}” is no way to look for a word.").format(how=how))
    text = folded(word)[0].strip()
    if not text:
        raise OutreachError(_("There is no word to look for."), remedy=_("Give a word."))
    try:
        found = re.compile(text if how == "regex" else re.escape(text), re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        message = _("“{pattern}” is no regular expression: {reason}.")
        raise OutreachError(message.format(pattern=text, reason=error)) from error
    words: tuple[str, ...] = ()
    if how == "word":
        words = tuple(each.text for each in (analyzer or Analyzer()).analyse(text).words)
    return Wanted(text, found, words)


def _literal(wanted: re.Pattern[str], text: str) -> Iterator[Span]:
    for found in wanted.finditer(text):
        if found[0]:
            yield found.span()


def _unbroken(spans: Iterable[Span], analysed: Analysed) -> Iterator[Span]:
    """Yield the places that cut no morpheme: whole ones, or two signs or more inside of one."""
    morphemes = analysed.morphemes
    if not morphemes:
        yield from spans
        return
    starts = {each.start for each in morphemes}
    ends = {each.start + len(each.surface) for each in morphemes}
    for start, end in spans:
        whole = start in starts and end in ends
        inside = end - start > 1 and any(
            each.start <= start and end <= each.start + len(each.surface) for each in morphemes
        )
        if whole or inside:
            yield start, end


def _same_words(words: tuple[str, ...], analysed: Analysed) -> Iterator[Span]:
    """Yield where these words stand one after another."""
    said, size = analysed.words, len(words)
    for at in range(len(said) - size + 1):
        if all(said[at + to].text == word for to, word in enumerate(words)):
            yield said[at].start, said[at + size - 1].end


def _same_base(text: str, analysed: Analysed) -> Iterator[Span]:
    """Yield where a form of the word stands, negated too: 分からない has 分かる in it."""
    for morpheme in analysed.morphemes:
        if morpheme.base == text:
            yield morpheme.start, morpheme.start + len(morpheme.surface)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the places from left to right, of those that overlap the longest that begins first."""
    end = 0
    for span in sorted(set(spans), key=lambda each: (each[0], -each[1])):
        if span[0] >= end:
            yield span
            end = span[1]
