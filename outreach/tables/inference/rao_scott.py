"""Tests of weighted tables: χ² after Rao and Scott."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from outreach.messages import N_, _
from outreach.tables.inference.association import (
    cramers_v,
    expected,
    likelihood_ratio,
    pearson,
    small_expected,
    why_untested,
)
from outreach.tables.joint import Flags, Joint
from outreach.tables.tested import Effect, Outcome

Order = Literal[1, 2]
Statistic = Literal["chi2", "lr"]
NAMES: Mapping[tuple[Statistic, Order], str] = {
    ("chi2", 1): N_("Pearson's χ² test, corrected for the weights after Rao and Scott"),
    ("chi2", 2): N_("Pearson's χ² test, corrected for the weights after Rao and Scott (F)"),
    ("lr", 1): N_("likelihood ratio test, corrected for the weights after Rao and Scott"),
    ("lr", 2): N_("likelihood ratio test, corrected for the weights after Rao and Scott (F)"),
}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """How much wider than under χ² a sum of squares is spread: its generalised design effects.

    The sum is distributed as Σ δ χ²(1) over `freedom` design effects δ (Rao &
    Scott 1981); `total` is Σ δ and `squares` Σ δ².
    """

    freedom: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The mean design effect, which the first-order correction divides by."""
        return self.total / self.freedom

    def first(self, statistic: float) -> tuple[float, float]:
        """Return the statistic and its degrees of freedom with the right mean (order 1)."""
        return statistic / self.mean, float(self.freedom)

    def second(self, statistic: float) -> tuple[float, float]:
        """Return the same with the right variance too: Satterthwaite's (order 2)."""
        return statistic * self.total / self.squares, self.total**2 / self.squares

    def usable(self) -> bool:
        """Return whether there is anything that varies."""
        return self.freedom > 0 and self.total > 0 and self.squares > 0


def weighted_table(joint: Joint, groups: Flags, answers: Flags) -> tuple[Floats, Floats, int]:
    """Return groups × answers of Σw and of Σw², and how many people are in them.

    `groups` and `answers` are combinations × categories of the Joint (see
    Joint.members); who is in none of either takes no part.
    """
    inside = groups.astype(np.float64).T, answers.astype(np.float64)
    sums = (inside[0] * joint.weights) @ inside[1]
    squares = (inside[0] * joint.squares) @ inside[1]
    people = joint.people[groups.any(axis=1) & answers.any(axis=1)].sum()
    return sums, squares, int(people)


def associate_weighted(
    joint: Joint,
    groups: Flags,
    answers: Flags,
    *,
    statistic: Statistic = "chi2",
    order: Order = 2,
    level: float = 0.95,
) -> tuple[tuple[Outcome, ...], Effect | None]:
    """Return the test of weighted groups × answers, each respondent in one of each, and V.

    Respondents count as independent, their weights as given. Order 2 is the
    F test with Σδ² and n − 1 in its degrees of freedom (Thomas & Rao 1987; as
    svychisq of R's survey, Stata's svy: tabulate, samplics); order 1 divides
    by the mean design effect (Rao & Scott 1981, 1984). With equal weights
    F × its degrees of freedom is (n − 1)/n of the unweighted statistic.
    """
    sums, squares, people = weighted_table(joint, groups, answers)
    rows, columns = sums.sum(axis=1) > 0, sums.sum(axis=0) > 0
    sums, squares = sums[rows][:, columns], squares[rows][:, columns]
    name = _(NAMES[statistic, order])
    reason = why_untested(sums)
    if reason:
        return (Outcome(name, note=reason),), None
    spread = design_effects(sums, squares, people)
    if people < 2 or not spread.usable():
        note = _("Not tested: too few people for a variance.")
        return (Outcome(name, note=note),), None
    scaled = sums * (people / sums.sum())
    raw = pearson(scaled) if statistic == "chi2" else likelihood_ratio(scaled)
    effect = cramers_v(pearson(scaled), people, sums.shape, spread=spread.mean, level=level)
    return (_outcome(name, raw, spread, people, order, small_expected(scaled)),), effect


def design_effects(sums: Floats, squares: Floats, people: int) -> Spread:
    """Return the design effects of (r − 1)(c − 1) contrasts of a table of Σw and Σw².

    Δ = (C′D⁻¹C)⁻¹ C′D⁻¹VD⁻¹C, where C are contrasts of the interaction, D holds
    the shares and V is n times their linearised covariance (Rao & Scott 1984,
    as in R's svychisq). Where a cell is empty, D and V are taken as they would
    be under independence, for an empty cell has no variance to be estimated.
    """
    total, shares = sums.sum(), sums / sums.sum()
    factor = np.divide(squares, sums, out=np.zeros_like(sums), where=sums > 0)
    if (sums == 0).any():
        shares = expected(sums) / total
        factor[sums == 0] = squares.sum() / total
    share, spread = shares.ravel(), (shares * factor).ravel() / total
    contrasts = np.kron(_contrasts(sums.shape[0]), _contrasts(sums.shape[1]))
    divided = contrasts / share[:, np.newaxis]
    # V = diag(s) − s p′ − p s′ + (Σs) p p′, of which D⁻¹C leaves p′D⁻¹C = 0.
    middle = divided.T @ (divided * spread[:, np.newaxis])
    scale = people * people / max(people - 1, 1)
    delta = np.linalg.solve(contrasts.T @ divided, middle * scale)
    return Spread(len(delta), float(np.trace(delta)), float((delta * delta.T).sum()))


def _contrasts(size: int) -> Floats:
    """Return size × (size − 1) orthonormal columns, each of which sums to 0 (Helmert)."""
    steps = np.arange(1, size)
    columns = np.triu(np.ones((size, size - 1)))
    columns[steps, steps - 1] = -steps
    return columns / np.sqrt(steps * (steps + 1.0))


def _outcome(
    name: str, raw: float, spread: Spread, people: int, order: Order, small: str
) -> Outcome:
    from scipy.special import chdtrc, fdtrc

    if order == 1:
        value, freedom = spread.first(raw)
        return Outcome(name, value, freedom, float(chdtrc(freedom, value)), small)
    freedom = spread.second(raw)[1]
    value, rest = raw / spread.total, freedom * (people - 1)
    told = _("F has {first} and {second} degrees of freedom; before correction the sum is {raw}.")
    note = told.format(first=f"{freedom:.2f}", second=f"{rest:,.0f}", raw=f"{raw:.2f}")
    p = float(fdtrc(freedom, rest, value))
    return Outcome(name, value, freedom, p, f"{note} {small}".rstrip())
