"""Which words are characteristic of a group's comments, against all other comments."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from outreach.comments.frequencies import checked_parts, row_of, said_words
from outreach.comments.keyness_measures import (
    Fisher,
    discoveries,
    likelihood_ratio,
    log_likelihood,
    log_ratio,
)
from outreach.errors import OutreachError, UnknownOption
from outreach.messages import N_, _

if TYPE_CHECKING:
    from outreach.comments.words import Analysed

Unit = Literal["comments", "words"]
Said = tuple[str, str]  # a word and its part of speech
METHODS = {
    "comments": N_(
        "G² is the log-likelihood ratio of comments with and without the word, in the group and "
        "outside it (Dunning 1993); it is negative where the word is rarer in the group."
    ),
    "words": N_(
        "G² is the log-likelihood of how often the word stands in the group and outside it "
        "(Rayson & Garside 2000); it is negative where the word is rarer in the group."
    ),
}
_COMMON = N_(
    "The log ratio is log₂ of the two relative frequencies' quotient (Hardie 2014), with 0.5 for "
    "a count of 0. p is of Fisher's exact test, two-sided, on numbers of comments; q is p after "
    "Benjamini and Hochberg (1995) over all words and groups. Comments of no group take no part."
)


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word and a group: how much more, or less, the group's comments have it than the others.

    `comments` of the group's `base` comments have the word, `others` of the
    `others_base` that are not in the group; with unit "words" these are
    occurrences, of all words. `g2` and `log_ratio` measure that unit (see
    `methods`), `p` and `q` always numbers of comments.
    """

    group: str
    word: str
    part: str
    comments: int
    base: int
    others: int
    others_base: int
    g2: float
    log_ratio: float
    p: float
    q: float = math.nan

    def tidy(self) -> dict[str, Any]:
        """Return the fields as a row of a table."""
        return row_of(self)


def methods(unit: Unit = "comments") -> tuple[str, ...]:
    """Return the sentences that say what the numbers are."""
    return _(METHODS[unit]), _(_COMMON)


def keywords(
    analysed: Sequence[Analysed],
    labels: Sequence[Sequence[str]],
    *,
    groups: Sequence[str] = (),
    minimum: int = 2,
    parts: Sequence[str] = (),
    unit: Unit = "comments",
    rarer: bool = False,
) -> list[Keyword]:
    """Return the words that each group's comments have more than the others, most telling first.

    `labels` holds each comment's groups: none, one or several. `groups` puts
    them in order, and leaves others out; else they are in the order of their
    characters. Words of fewer than `minimum` comments are not tested. `rarer`
    adds the words that a group has less than the others, behind. Words of a
    group are in the order of G², then p, then their characters. Raises
    UnknownOption; ValueError where labels and comments differ in number.
    """
    if unit not in get_args(Unit):
        raise UnknownOption(_("“{unit}” is no unit to count in.").format(unit=unit))
    counted = _Counted(analysed, labels, checked_parts(parts), unit)
    names = tuple(dict.fromkeys(groups)) or tuple(sorted(counted.sizes))
    found = [each for name in names for each in counted.of_group(name, minimum)]
    order = {name: at for at, name in enumerate(names)}
    with_q = [
        replace(one, q=q)
        for one, q in zip(found, discoveries([each.p for each in found]), strict=True)
    ]
    kept = [each for each in with_q if each.g2 > 0 or (rarer and each.g2 < 0)]
    kept.sort(key=lambda one: (order[one.group], -one.g2, one.p, one.word, one.part))
    return kept


def told_by_few(keyword: Keyword, fewest: int) -> bool:
    """Return whether one of the numbers is of 1 to `fewest` − 1 comments or words.

    >>> one = Keyword("70歳代", "費用", "noun", 2, 8, 9, 30, 1.2, 0.4, 0.3)
    >>> told_by_few(one, 2), told_by_few(one, 3)
    (False, True)
    """
    numbers = (keyword.comments, keyword.base, keyword.others, keyword.others_base)
    return any(0 < number < fewest for number in numbers)


class _Counted:
    """Comments, and occurrences, of each word in each group."""

    def __init__(
        self,
        analysed: Sequence[Analysed],
        labels: Sequence[Sequence[str]],
        parts: Sequence[str],
        unit: Unit,
    ) -> None:
        self.unit = unit
        self.size, self.length = 0, 0
        self.sizes: Counter[str] = Counter()  # comments by group
        self.lengths: Counter[str] = Counter()  # words by group
        self.comments: Counter[Said] = Counter()
        self.occurrences: Counter[Said] = Counter()
        self.inside: dict[str, tuple[Counter[Said], Counter[Said]]] = {}
        for each, own in zip(analysed, labels, strict=True):
            if isinstance(own, str):
                raise OutreachError(_("A comment's groups are a list of names, not one text."))
            if own:
                self._add(list(said_words(each, parts)), dict.fromkeys(own))

    def _add(self, said: Sequence[Said], own: dict[str, None]) -> None:
        once = list(dict.fromkeys(said))
        self.size, self.length = self.size + 1, self.length + len(said)
        self.comments.update(once)
        self.occurrences.update(said)
        for group in own:
            comments, occurrences = self.inside.setdefault(group, (Counter(), Counter()))
            self.sizes[group] += 1
            self.lengths[group] += len(said)
            comments.update(once)
            occurrences.update(said)

    def of_group(self, group: str, minimum: int) -> Iterator[Keyword]:
        """Yield the group's Keywords, without q; none where it is nobody or everybody."""
        size, whole = self.sizes[group], self.size
        if not 0 < size < whole:
            return
        comments, occurrences = self.inside[group]
        exact = Fisher(size, whole)
        by_words = self.unit == "words"
        amounts, everywhere = (
            (occurrences, self.occurrences) if by_words else (comments, self.comments)
        )
        base = self.lengths[group] if by_words else size
        rest = (self.length if by_words else whole) - base
        measure = log_likelihood if by_words else likelihood_ratio
        for said in sorted(self.comments):
            if self.comments[said] < minimum:
                continue
            inside = amounts[said]
            outside = everywhere[said] - inside
            sign = 1 if inside * rest >= outside * base else -1
            yield Keyword(
                group, *said, inside, base, outside, rest,
                sign * measure(inside, outside, base, rest),
                log_ratio(inside, outside, base, rest),
                exact.p(comments[said], self.comments[said]),
            )  # fmt: skip
