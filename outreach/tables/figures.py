"""What a table is made of: categories, breaks, and arrays of one shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from outreach.codebook import Question
from outreach.tables.cube import Counts

Kind = Literal["option", "unreadable", "no answer", "net"]


@dataclass(frozen=True, slots=True)
class Category:
    """A column of a table, or a group of people: an option, 不明, 無回答 or a net.

    A group of a nested break has one part for each of its questions.
    """

    label: str
    kind: Kind
    parts: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether it is an answer that could be read: an option or a net."""
        return self.kind in ("option", "net")

    def __str__(self) -> str:
        return " × ".join(self.parts) if self.parts else self.label


@dataclass(frozen=True, slots=True)
class Break:
    """What a table's groups are made by: a question, or several nested in one another.

    With `folded` the groups are the nets of the one question, bands or areas,
    and the options that are in none: fewer groups, of more people each.
    """

    questions: tuple[Question, ...]
    folded: bool = False

    @property
    def key(self) -> str:
        """The questions' keys, joined by + where they are nested."""
        return "+".join(question.key for question in self.questions)

    @property
    def label(self) -> str:
        """The questions' labels."""
        return " × ".join(question.label for question in self.questions)

    @property
    def multiple(self) -> bool:
        """Whether a respondent may be in several groups."""
        return any(question.multiple for question in self.questions)


@dataclass(frozen=True, eq=False)
class Figures:
    """Five arrays of one shape, groups × categories.

    `counts` are people, or sums of weights where the table is weighted;
    `people` are never weighted. Each of them is a share of a base: `bases` in
    people, `weighted_bases` in sums of weights, `effective_bases` after Kish
    (1965): (Σw)² / Σw², the number of people whose unweighted share would be
    as exact. Without weights the three bases are the same.
    """

    counts: Counts
    people: Counts
    bases: Counts
    weighted_bases: Counts
    effective_bases: Counts

    @classmethod
    def plain(cls, counts: Counts, bases: Counts) -> Figures:
        """Return the Figures of an unweighted table."""
        bases = np.broadcast_to(bases, counts.shape)
        return cls(counts, counts, bases, bases, bases)

    def take(self, at: Sequence[int], axis: Literal[0, 1]) -> Figures:
        """Return the Figures of some groups (axis 0) or categories (axis 1), in this order."""
        arrays = (getattr(self, field.name) for field in fields(self))
        return Figures(*(np.take(array, list(at), axis=axis) for array in arrays))
