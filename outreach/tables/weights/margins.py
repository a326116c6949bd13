"""Margins to weight to, as classes of people, and how many people each cross of classes has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach.codebook import Codebook, Margin, Question
from outreach.codebook_weights import margin_faults, target_members
from outreach.errors import OutreachError
from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.tables.weights.raking import Floats, Positions

MOST_CELLS = 1 << 62  # joint codes that an int64 holds
LEAST = 1e-12  # of the largest target; one below it asks for nobody
_SPREAD = (np.add, np.add, np.add, np.minimum, np.maximum)  # how each column of Cells adds up


@dataclass(frozen=True, eq=False)
class Classes:
    """A margin's classes: one for each target, and after them one for everybody else.

    `targets` add up to 1; one below a million millionth of the largest is 0.
    `lookup` gives the class of a code; −1 and −2, no answer and unreadable,
    are everybody else, as are options that no target names.
    """

    question: Question
    names: tuple[str, ...]
    targets: Floats
    lookup: Positions

    @classmethod
    def of(cls, margin: Margin, codebook: Codebook) -> Classes:
        """Return the classes of a margin; raises UnknownQuestion, OutreachError."""
        question = codebook.question(margin.question)
        for _name, message, remedy in margin_faults(question, dict(margin.targets)):
            raise OutreachError(message, remedy=remedy)
        lookup = np.full(len(question.options) + 2, len(margin.targets), dtype=np.intp)
        for at, (name, _target) in enumerate(margin.targets):
            lookup[list(target_members(question, name) or ())] = at
        targets = np.array([target for _name, target in margin.targets], dtype=np.float64)
        targets /= targets.max()
        targets = np.where(targets > LEAST, targets / targets.sum(), 0.0)
        return cls(question, tuple(name for name, _target in margin.targets), targets, lookup)

    @property
    def size(self) -> int:
        """How many classes there are, everybody else included."""
        return len(self.names) + 1


def resolved(codebook: Codebook, margins: Sequence[Margin]) -> tuple[Classes, ...]:
    """Return the classes of each margin.

    Raises OutreachError where there is no margin, where two are of one
    question, or too many to count; UnknownQuestion.
    """
    if not margins:
        remedy = _("Write [weights.…] into the codebook, or name a file of targets.")
        raise OutreachError(_("There is no target to weight to."), remedy=remedy)
    found = tuple(Classes.of(margin, codebook) for margin in margins)
    keys = [classes.question.key for classes in found]
    twice = next((key for key in keys if keys.count(key) > 1), "")
    if twice:
        raise OutreachError(_("There are targets for “{key}” twice.").format(key=twice))
    if prod(classes.size for classes in found) > MOST_CELLS:
        remedy = _("Leave out the questions that matter least.")
        raise OutreachError(_("There are too many questions to weight to."), remedy=remedy)
    return found


def joint_codes(responses: Responses, margins: Sequence[Classes]) -> NDArray[np.int64]:
    """Return one number for each respondent, which says their class in every margin."""
    joint = np.zeros(len(responses), dtype=np.int64)
    for classes in margins:
        joint *= classes.size
        joint += classes.lookup[responses.codes[classes.question.key]]
    return joint


def split_codes(joint: NDArray[np.int64], margins: Sequence[Classes]) -> list[Positions]:
    """Return for each margin the classes that `joint_codes` put together."""
    parts: list[Positions] = []
    for classes in reversed(margins):
        joint, at = np.divmod(joint, classes.size)
        parts.append(at.astype(np.intp))
    return parts[::-1]


@dataclass(frozen=True, eq=False)
class Cells:
    """People with a weight, by joint code, and by starting weight where these are told apart.

    `spread` has a column each of people, Σw, Σw², the least and the largest
    weight. Cells of two groups of people add up; they stay sorted by `codes`,
    then `starts`.
    """

    codes: NDArray[np.int64]
    starts: Floats
    spread: tuple[NDArray[Any], ...]

    @classmethod
    def of(cls, codes: NDArray[np.int64], weights: Floats, *, apart: bool) -> Cells:
        """Return the cells of people who have weights above 0."""
        some = weights > 0
        codes, weights = codes[some], weights[some]
        starts = weights if apart else np.zeros(len(weights))
        people = np.ones(len(weights), dtype=np.int64)
        columns = (people, weights, np.square(weights), weights, weights)
        return cls(codes, starts, columns)._grouped()

    @classmethod
    def none(cls) -> Cells:
        """Return the cells of nobody."""
        return cls.of(np.zeros(0, dtype=np.int64), np.zeros(0), apart=False)

    def __add__(self, other: Cells) -> Cells:
        both = zip(self.spread, other.spread, strict=True)
        return Cells(
            np.concatenate([self.codes, other.codes]),
            np.concatenate([self.starts, other.starts]),
            tuple(np.concatenate(pair) for pair in both),
        )._grouped()

    def _grouped(self) -> Cells:
        if not len(self.codes):
            return self
        order = np.lexsort((self.starts, self.codes))
        codes, starts = self.codes[order], self.starts[order]
        new = (np.diff(codes) != 0) | (np.diff(starts) != 0)
        first = np.flatnonzero(np.concatenate([[True], new]))
        columns = zip(_SPREAD, self.spread, strict=True)
        spread = tuple(sums.reduceat(column[order], first) for sums, column in columns)
        return Cells(codes[first], starts[first], spread)
