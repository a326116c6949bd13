"""K-means, the best of several starts: the same labels for the same numbers and seed."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 30  # in which the centres of so few rows have come to rest
_SAME = 1e-12  # difference of two sums of squares that counts as none


def k_means(rows: NDArray[np.float64], count: int, seed: int, starts: int) -> NDArray[np.int64]:
    """Return a cluster from 0 to `count` − 1 for each row, none of them empty.

    Of `starts` starts (k-means++, Arthur & Vassilvitskii 2007) it is the one
    with the smallest sum of squares. scipy does it: to import scikit-learn
    takes longer than all else that is done with the comments of one event.
    There must be `count` rows or more.
    """
    from scipy.cluster.vq import kmeans2

    rng = np.random.default_rng(seed)
    best, least = np.zeros(len(rows), dtype=np.int64), np.inf
    for _start in range(starts):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "One of the clusters is empty")  # see _filled
            centres, labels = kmeans2(rows, count, _ROUNDS, minit="++", rng=rng)
        away = ((rows - centres[labels]) ** 2).sum(axis=1)
        labels = _filled(labels.astype(np.int64), away, count)
        if away.sum() < least - _SAME:
            best, least = labels, away.sum()
    return best


def _filled(labels: NDArray[np.int64], away: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Return the labels with the row farthest from its centre in each cluster that is empty."""
    sizes = np.bincount(labels, minlength=count)
    farthest = iter(np.argsort(-away, kind="stable").tolist())
    for empty in np.flatnonzero(sizes == 0).tolist():
        at = next(row for row in farthest if sizes[labels[row]] > 1)
        sizes[labels[at]] -= 1
        labels[at] = empty
    return labels


def adjusted_rand_index(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Return how alike two clusterings of the same rows are: 1 the same, about 0 by chance.

    Hubert & Arabie (1985), Comparing partitions; 1 where both are one cluster.

    >>> adjusted_rand_index(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    both, rows, columns = (_pairs(each) for each in (table, table.sum(axis=1), table.sum(axis=0)))
    chance = rows * columns / max(_pairs(np.array([len(one)])), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == chance else float((both - chance) / (most - chance))


def _pairs(sizes: NDArray[np.float64]) -> float:
    return float((sizes * (sizes - 1) / 2).sum())
