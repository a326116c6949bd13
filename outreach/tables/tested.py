"""What tests say of a table: results as data, beside its counts and of their shape."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Texts = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test of a whole table, or why there is none.

    `statistic`, `freedom` (degrees of freedom) and `p` are None where the
    method has none, or where nothing was tested; `note` then says why.
    """

    method: str
    statistic: float | None = None
    freedom: float | None = None
    p: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """How strong an association is, with its interval."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Significance:
    """Tests of one Table; arrays are groups × categories, NaN or "" where nothing was tested.

    `low` and `high` bound each share of the group, from 0 to 1; `residual` is
    the adjusted standardised residual, `p` its two-sided p, `q` that p after
    Benjamini and Hochberg. `letters` name the groups whose share is lower, by
    `group_letters`, with spaces between; `notes` say why a cell was not
    tested, or that p is not of its residual. `total_low` and
    `total_high` are 1 × categories. `outcomes` are tests of the whole table,
    `methods` the sentences that a footer prints.
    """

    low: Floats
    high: Floats
    total_low: Floats
    total_high: Floats
    residual: Floats
    p: Floats
    q: Floats
    letters: Texts
    notes: Texts
    group_letters: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    effect: Effect | None = None
    methods: tuple[str, ...] = ()
    level: float = 0.05

    def take(self, at: list[int], axis: int) -> Significance:
        """Return the results of some groups (axis 0) or categories (axis 1), in this order."""
        names = ("low", "high", "residual", "p", "q", "letters", "notes")
        taken = {name: np.take(getattr(self, name), at, axis=axis) for name in names}
        totals = {name: getattr(self, name) for name in ("total_low", "total_high")}
        letters = self.group_letters
        if axis == 1:
            totals = {name: np.take(array, at, axis=1) for name, array in totals.items()}
        elif letters:
            letters = tuple(letters[position] for position in at)
        return Significance(
            **taken, **totals, group_letters=letters, outcomes=self.outcomes,
            effect=self.effect, methods=self.methods, level=self.level,
        )  # fmt: skip
