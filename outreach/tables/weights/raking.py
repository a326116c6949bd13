"""Raking: weights that bring several margins to their targets at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

TOLERANCE = 1e-6  # of a share: a ten-thousandth of a point
ROUNDS = 1000


@dataclass(frozen=True, eq=False)
class Fit:
    """What raking came to: one factor for each cell, and how near its margins are.

    A person's weight is their starting weight times the factor of their cell.
    `gap` is the largest difference between a share and its target (0.01 is a
    point), `worst` the margin and the class where it is.
    """

    factors: Floats
    rounds: int
    converged: bool
    gap: float
    worst: tuple[int, int]


def rake(
    base: Floats,
    classes: Sequence[Positions],
    targets: Sequence[Floats],
    people: Floats | None = None,
    cap: float | None = None,
    tolerance: float = TOLERANCE,
    rounds: int = ROUNDS,
    *,
    free: bool = False,
) -> Fit:
    """Return the factors that bring every margin to its targets, if there are any.

    Iterative proportional fitting (Deming and Stephan 1940; Kalton and
    Flores-Cervantes 2003) until no share is further than `tolerance` from its
    target. `base` holds the sum of starting weights of each cell, not all 0;
    `classes`, for each margin, the class of each cell; `targets` a share for
    each class, 0 only where no cell with weight is. Weights have a mean of 1
    over `people`, by default the base. With a `cap` above 1 no weight is above
    so many times the mean: they are cut after each round or, where that meets
    no targets, once. With `free` the last class of each margin has no target:
    the others are to have their proportions (see `_nearest`).

    >>> cells = np.array([10.0, 10.0, 20.0])  # 女性の若年、女性の高齢、男性の高齢
    >>> sex, age = np.array([0, 0, 1]), np.array([0, 1, 1])
    >>> fit = rake(cells, [sex, age], [np.array([0.6, 0.4]), np.array([0.2, 0.8])])
    >>> fit.converged, fit.factors.round(4).tolist()
    (True, [0.8, 1.6, 0.8])
    """
    people = base if people is None else np.where(base > 0, people, 0.0)
    problem = _Problem(base, people, classes, targets, free)
    fit, share = problem.solve(None, tolerance, rounds)
    if cap is None or not (share * people.sum() > cap * people).any():
        return fit
    capped, _share = problem.solve(cap, tolerance, rounds)
    if capped.converged:
        return capped
    return problem.fit(cut(share, people / people.sum(), cap), fit.rounds, tolerance)


@dataclass(frozen=True, eq=False, slots=True)
class _Problem:
    """What `rake` is given; solutions are the cells' shares of all weight."""

    base: Floats
    people: Floats
    classes: Sequence[Positions]
    targets: Sequence[Floats]
    free: bool

    def solve(self, cap: float | None, tolerance: float, rounds: int) -> tuple[Fit, Floats]:
        """Return what raking comes to, and the shares."""
        share, done = self.base / self.base.sum(), 0
        fit = self.fit(share, done, tolerance)
        while not (fit.converged and (cap is None or done)) and done < rounds:
            done += 1
            share = self.raked(share)
            if cap is not None:
                share = cut(share, self.people / self.people.sum(), cap)
            fit = self.fit(share, done, tolerance)
        return fit, share

    def raked(self, share: Floats) -> Floats:
        """Return the shares after one round over all margins."""
        for at, wanted in zip(self.classes, self.targets, strict=True):
            found = class_sums(at, share, len(wanted))
            goal = _nearest(wanted, found) if self.free else wanted
            share = share * _ratios(goal, found)[at]
        return share

    def fit(self, share: Floats, done: int, tolerance: float) -> Fit:
        """Return shares as what raking came to."""
        gap, worst = furthest(share, self.classes, self.targets, free=self.free)
        factors = _ratios(share * self.people.sum(), self.base)
        return Fit(factors, done, gap <= tolerance, gap, worst)


def class_sums(classes: Positions, values: NDArray[Any], size: int) -> Floats:
    """Return for each class the sum of the values of its cells."""
    return np.bincount(classes, values, size).astype(np.float64, copy=False)


def _ratios(wanted: Floats, found: Floats) -> Floats:
    return np.divide(wanted, found, out=np.zeros_like(found), where=found > 0)


def _nearest(wanted: Floats, found: Floats) -> Floats:
    """Return the shares nearest to those found whose classes but the last have the proportions.

    Nearest in Kullback and Leibler's sense, so that raking ends at the weights
    nearest to the starting ones (Csiszár 1975), whatever the order: the odds of
    being in the last class go by the geometric mean of the others' factors.
    """
    known = found[:-1].sum()
    parts = wanted[:-1] / wanted[:-1].sum()
    some = (parts > 0) & (found[:-1] > 0)
    if not known or not found[-1]:
        return np.append(parts * known, found[-1])
    logs = np.log(found[:-1][some]) - np.log(known * parts[some])
    odds = known * np.exp((parts[some] * logs).sum())
    near: Floats = np.append(parts * odds, found[-1]) / (odds + found[-1])
    return near


def furthest(
    share: Floats,
    classes: Sequence[Positions],
    targets: Sequence[Floats],
    *,
    free: bool = False,
) -> tuple[float, tuple[int, int]]:
    """Return the largest difference of a class's share from its target, and where it is."""
    gap, worst = 0.0, (0, 0)
    for margin, (at, wanted) in enumerate(zip(classes, targets, strict=True)):
        found = class_sums(at, share, len(wanted))
        goal = wanted
        if free:
            parts = wanted[:-1] / wanted[:-1].sum()
            goal = np.append(parts * found[:-1].sum(), found[-1])
        off = np.abs(found - goal)
        if off.max() > gap:
            gap, worst = float(off.max()), (margin, int(off.argmax()))
    return gap, worst


def cut(share: Floats, people: Floats, cap: float) -> Floats:
    """Return the shares of weight, none above `cap` times its share of people.

    What is cut off is spread over the others in proportion, and these are cut
    again if need be; the sum stays the same.

    >>> cut(np.array([0.7, 0.2, 0.1]), np.array([0.25, 0.25, 0.5]), 2.0).round(4).tolist()
    [0.5, 0.3333, 0.1667]
    """
    most = cap * people
    full = np.zeros(len(share), dtype=bool)
    for _again in range(len(share)):
        over = (share > most * (1 + 1e-12)) & ~full
        rest = share[~full & ~over].sum()
        if not over.any() or not rest:
            break
        full |= over
        left = share.sum() - most[full].sum()
        share = np.where(full, most, share * (left / rest))
    return share
