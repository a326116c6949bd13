"""Fisher's exact test of a table of counts, by every table or by random ones."""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import NDArray

SEED = 20170204  # fixed, so that the same table has the same p
SAMPLES = 9_999  # with the table itself, ten thousand
_FEWEST = 999
_CELLS = 4_000_000  # cells of random tables that are made in all, and
_BATCH = 1_000_000  # cells that are in memory at once
_TABLES = 200_000  # tables that are listed rather than sampled
_SAME = 1e-7  # relative difference of two probabilities that count as one, as R's fisher.test

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def fisher_p(counts: Ints) -> tuple[float, int]:
    """Return the two-sided p of Fisher's exact test, and how many random tables it came from.

    Zero tables: p is exact, the sum over all tables of the same margins that
    are no likelier than this one (Fisher 1934; Freeman & Halton 1951).
    Otherwise p is (b + 1) / (m + 1), where b of m random tables of these
    margins are no likelier (Patefield 1981; Phipson & Smyth 2010). `counts`
    are whole numbers without empty rows or columns, 2 × 2 or larger.

    >>> p, samples = fisher_p(np.array([[3, 1], [1, 3]]))  # tea first, or milk first
    >>> round(p, 4), samples
    (0.4857, 0)
    """
    if counts.shape == (2, 2):
        from scipy.stats import fisher_exact

        return min(float(fisher_exact(counts)[1]), 1.0), 0
    exact = _by_every_table(counts)
    if exact is not None:
        return exact, 0
    samples = min(SAMPLES, max(_FEWEST, _CELLS // counts.size))
    return _by_random_tables(counts, samples), samples


def _by_every_table(counts: Ints) -> float | None:
    """Return the exact p, None where there are too many tables to list.

    Tables are built a column at a time: each row of `left` is what a table
    begun so has still to give to its rows.
    """
    from scipy.special import gammaln

    if counts.shape[0] > counts.shape[1]:
        counts = counts.T
    rows, columns = counts.sum(axis=1), np.sort(counts.sum(axis=0))
    left, logs = rows[np.newaxis], np.zeros(1)
    for column in columns[:-1]:
        if len(left) * comb(int(column) + len(rows) - 1, len(rows) - 1) > _TABLES:
            return None
        parts = _compositions(int(column), rows)
        rest = left[:, np.newaxis] - parts
        fits = (rest >= 0).all(axis=2)
        left = rest[fits]
        logs = (logs[:, np.newaxis] - gammaln(parts + 1.0).sum(axis=1))[fits]
    logs = logs - gammaln(left + 1.0).sum(axis=1)
    chances = np.exp(logs - logs.max())
    observed = np.exp(-gammaln(counts + 1.0).sum() - logs.max())
    unlikely = chances <= observed * (1 + _SAME)
    return float(chances[unlikely].sum() / chances.sum())


def _compositions(total: int, limits: Ints) -> Ints:
    """Return every way to share a total out to rows: ways × rows; all but the last keep limits."""
    ways: Ints = np.zeros((1, 0), dtype=np.int64)
    for limit in limits[:-1]:
        given = np.arange(min(int(limit), total) + 1)
        ways = np.hstack([np.repeat(ways, len(given), axis=0), np.tile(given, len(ways))[:, None]])
        ways = ways[ways.sum(axis=1) <= total]
    return np.hstack([ways, total - ways.sum(axis=1, keepdims=True)])


def _by_random_tables(counts: Ints, samples: int) -> float:
    from scipy.special import gammaln
    from scipy.stats import random_table

    rng = np.random.default_rng(SEED)
    tables = random_table(counts.sum(axis=1), counts.sum(axis=0))
    observed = -gammaln(counts + 1.0).sum()
    below, batch = 0, max(1, _BATCH // counts.size)
    for start in range(0, samples, batch):
        drawn = tables.rvs(size=min(batch, samples - start), random_state=rng)
        logs = -gammaln(drawn + 1.0).sum(axis=(1, 2))
        below += int(np.count_nonzero(logs <= observed + _SAME))
    return (below + 1) / (samples + 1)
