"""How many themes: a number to begin with, and two others worth a look."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from outreach.comments.k_means import adjusted_rand_index, k_means

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST, MOST = 5, 12
_PER_THEME = 4  # comments that a theme should have on average
_RUNS = 4
_AROUND = 2
_LOOKED_AT = 1_500  # rows that are enough to see how well runs agree


def propose_counts(vectors: NDArray[np.float64]) -> tuple[int, tuple[int, ...]]:
    """Return a number of themes from 5 to 12, and up to two others worth a look.

    No statistic finds the number: it grows as the square root of half the
    number of different comments, and within two of that it is the one on which
    runs from different starts agree best (mean adjusted Rand index). Of fewer
    than 20 comments it is a quarter of them.
    """
    known = np.flatnonzero(np.any(vectors != 0, axis=1))
    size = len(known)
    most = max(1, size // _PER_THEME)
    if most < FEWEST:
        others = tuple(count for count in (most - 1, most + 1) if 1 <= count <= size)
        return min(most, max(size, 1)), others
    usual = min(MOST, most, max(FEWEST, round((size / 2) ** 0.5)))
    around = range(max(FEWEST, usual - _AROUND), min(MOST, most, usual + _AROUND) + 1)
    step = max(1, size // _LOOKED_AT)
    rows = vectors[known[::step]]
    scores = {count: _agreement(rows, count) for count in around}
    ranked = sorted(around, key=lambda count: (-round(scores[count], 6), abs(count - usual)))
    return ranked[0], tuple(sorted(ranked[1:3]))


def _agreement(rows: NDArray[np.float64], count: int) -> float:
    """Return how alike runs from different starts are, from about 0 to 1."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        runs = [k_means(rows, count, seed, 1) for seed in range(_RUNS)]
    pairs = combinations(runs, 2)
    return float(np.mean([adjusted_rand_index(one, other) for one, other in pairs]))
