"""Each group against everybody else, cell by cell.

One formula serves options that exclude each other and those that overlap
(multiple answers, nets): the cell's 2×2 table of in the group or not, chosen
or not. Its z is the adjusted standardised residual of the whole table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from outreach.tables.inference.proportions import Floats, Interval, difference, wilson

FEWEST = 5  # expected people in each cell of the 2×2 table, for z to be near normal
_TIE = 1e-7  # tables as likely as the one seen count among the less likely, as in R and scipy
_AT_ONCE = 1 << 20  # likelihoods that are in memory together
_NOTHING = 1e-9  # of the whole: what is left when sums of weights are subtracted


@dataclass(frozen=True, eq=False)
class Against:
    """Groups and all who are not in them, in arrays of groups × categories.

    `chosen` counts those in the group who are in the category, of `bases`;
    `others` and `other_bases` those outside the group. The effective bases
    are Kish's (1965), on either side; without weights they are the bases.
    """

    chosen: Floats
    bases: Floats
    effective: Floats
    others: Floats
    other_bases: Floats
    other_effective: Floats


def against_rest(
    chosen: ArrayLike,
    bases: ArrayLike,
    all_chosen: ArrayLike,
    all_bases: ArrayLike,
    effective: ArrayLike | None = None,
    all_effective: ArrayLike | None = None,
) -> Against:
    """Return groups beside their complements; `all_…` are of everybody, whom groups may share.

    Groups × categories, or what broadcasts to it. Counts and bases are sums
    of weights, or people where the effective bases are left out. Σw² of the
    rest is what the group leaves of everybody's: no people are needed.
    """
    c, n, all_c, all_n = _arrays(chosen, bases, all_chosen, all_bases)
    e = n if effective is None else _arrays(effective, n)[0]
    all_e = all_n if all_effective is None else _arrays(all_effective, n)[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = _left(all_n, n)
        squares = _left(all_n**2 / all_e, np.where(n > 0, n**2 / e, 0.0))
        rest_e = np.where(rest > 0, rest**2 / squares, 0.0)
    return Against(c, n, e, np.maximum(all_c - c, 0.0), rest, rest_e)


def _arrays(*given: ArrayLike) -> list[Floats]:
    return list(np.broadcast_arrays(*(np.asarray(array, np.float64) for array in given)))


def _left(whole: Floats, part: Floats) -> Floats:
    """Return whole − part, 0 where only rounding is left."""
    rest = whole - part
    return np.where(rest > _NOTHING * whole, rest, 0.0)


def of_counts(counts: ArrayLike) -> Against:
    """Return the rows of a table of people, whose options exclude each other, against the rest."""
    table = np.asarray(counts, np.float64)
    return against_rest(table, table.sum(1, keepdims=True), table.sum(0), table.sum())


def adjusted_residuals(cells: Against) -> Floats:
    """Return z of each cell: how far the group's share is from the others', in standard errors.

    Haberman (1973), Biometrics 29, 205–220; Agresti (2013), Categorical Data
    Analysis, section 3.3.1. NaN where nobody or everybody chose it, or where
    nobody is outside the group.

    >>> adjusted_residuals(of_counts([[12, 8], [4, 16]])).round(2).tolist()
    [[2.58, -2.58], [-2.58, 2.58]]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = _pooled(cells)
        spread = pooled * (1 - pooled) * (1 / cells.effective + 1 / cells.other_effective)
        gap = cells.chosen / cells.bases - cells.others / cells.other_bases
        z: Floats = np.where(spread > 0, gap / np.sqrt(spread), np.nan)
    return np.where(np.isfinite(z), z, np.nan)


def _pooled(cells: Against) -> Floats:
    """Return everybody's share, exactly 0 or 1 where nobody or everybody chose it."""
    whole = cells.bases + cells.other_bases
    share = (cells.chosen + cells.others) / whole
    share = np.where(share > 1 - _NOTHING, 1.0, share)
    return np.where(share < _NOTHING, 0.0, share)


def smallest_expected(cells: Against) -> Floats:
    """Return the fewest people, or effective people, expected in the cell's 2×2 table."""
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = _pooled(cells)
        smaller = np.minimum(cells.effective, cells.other_effective)
        return smaller * np.minimum(pooled, 1 - pooled)


def two_sided(z: ArrayLike) -> Floats:
    """Return the two-sided p of normal deviates; NaN stays NaN."""
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(np.asarray(z, np.float64))))


def exact_p(cells: Against, where: NDArray[np.bool_]) -> Floats:
    """Return Fisher's exact two-sided p (1935) of the 2×2 tables in question, NaN elsewhere.

    For people, not for sums of weights. All tables together, for scipy's
    fisher_exact takes a millisecond for each; p is the same.
    """
    found = np.full(cells.chosen.shape, np.nan)
    arrays = (cells.chosen, cells.bases, cells.others, cells.other_bases)
    chosen, base, others, rest = (np.rint(array[where]) for array in arrays)
    ticks = chosen + others
    lowest = np.maximum(0, ticks - rest)
    width = np.minimum(base, ticks) - lowest + 1
    p = np.full(len(chosen), np.nan)
    for some in _batches(width):
        likely = _likelihoods(base[some], rest[some], ticks[some], lowest[some], width[some])
        at = (chosen - lowest)[some, np.newaxis].astype(np.intp)
        seen = np.take_along_axis(likely, at, axis=1)
        p[some] = np.where(likely <= seen * (1 + _TIE), likely, 0).sum(axis=1)
    found[where] = np.minimum(p, 1)
    return found


def _likelihoods(
    base: Floats, rest: Floats, ticks: Floats, lowest: Floats, width: Floats
) -> Floats:
    """Return tables × values from the lowest: how likely each count is, its margins given.

    Hypergeometric, each from its neighbour: exact for any number of people.
    """
    x = lowest[:, np.newaxis] + np.arange(int(width.max()))
    n, m, k = (each[:, np.newaxis] for each in (base, rest, ticks))
    inside = x <= np.minimum(n, k)
    more = inside[:, 1:]
    up = np.where(more, (n - x[:, :-1]) * (k - x[:, :-1]), 1.0)
    steps = np.log(up / np.where(more, x[:, 1:] * (m - k + x[:, 1:]), 1.0))
    logs = np.concatenate([np.zeros((len(x), 1)), np.cumsum(steps, axis=1)], axis=1)
    logs = np.where(inside, logs, -np.inf)
    likely = np.exp(logs - logs.max(axis=1, keepdims=True))
    shares: Floats = likely / likely.sum(axis=1, keepdims=True)
    return shares


def _batches(width: Floats) -> Iterator[NDArray[np.intp]]:
    """Yield positions of tables, few enough at once; those that are as wide stand together."""
    order = np.argsort(width, kind="stable")
    start = 0
    while start < len(order):
        stop = len(order)
        while stop > start + 1 and width[order[stop - 1]] * (stop - start) > _AT_ONCE:
            stop = start + (stop - start) // 2
        yield order[start:stop]
        start = stop


def discoveries(p: ArrayLike) -> Floats:
    """Return q: p after Benjamini and Hochberg (1995), JRSS B 57, 289–300; NaN takes no part."""
    from scipy.stats import false_discovery_control

    given = np.asarray(p, np.float64)
    tested = np.isfinite(given)
    found = np.full(given.shape, np.nan)
    if tested.any():
        found[tested] = false_discovery_control(given[tested])
    return found


def gaps(cells: Against, *, level: float = 0.05) -> Interval:
    """Return each group's share less the others', with Newcombe's interval (1998, method 10)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one = wilson(cells.chosen / cells.bases, cells.effective, level=level)
        other = wilson(cells.others / cells.other_bases, cells.other_effective, level=level)
    return difference(one, other)
