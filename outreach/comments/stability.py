"""How steady a theme is: whether it comes back when a part of the comments is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from outreach.comments.clustering import cluster_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RESAMPLES = 10
_RUNS = 2  # that a clustering of a resample is the consensus of
_KEPT = 0.8
_LARGEST = 600  # rows that are resampled; of more, every second, third …


def stability_of(
    vectors: NDArray[np.float64], labels: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    """Return for each of `count` clusters how steady it is, from 0 to 1; NaN for an empty one.

    One cluster alone is NaN too: there is nothing that it could be mixed up with.

    The mean, over clusterings of four fifths of the rows, of the Jaccard index
    with the cluster that is most like it (Hennig 2007, Cluster-wise assessment
    of cluster stability): below 0.6 a cluster should not be trusted, from 0.75
    it is stable.
    """
    if count < 2:
        return np.full(count, np.nan)
    rows = np.flatnonzero(labels >= 0)
    rows = rows[:: max(1, -(-len(rows) // _LARGEST))]
    random = np.random.default_rng(0)
    found = [
        _best_matches(vectors, labels, count, np.sort(random.permutation(rows)[: _size(len(rows))]))
        for _resample in range(_RESAMPLES)
    ]
    known = ~np.isnan(found)
    total = np.where(known, found, 0.0).sum(axis=0)
    times = known.sum(axis=0)
    result: NDArray[np.float64] = np.full(count, np.nan)
    np.divide(total, times, out=result, where=times > 0)
    return result


def _size(rows: int) -> int:
    return max(1, round(_KEPT * rows))


def _best_matches(
    vectors: NDArray[np.float64],
    labels: NDArray[np.int64],
    count: int,
    rows: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the Jaccard index of each cluster with the most alike of a clustering of the rows."""
    own = labels[rows]
    again = cluster_vectors(vectors[rows], count, 1, runs=_RUNS, starts=1)
    best = np.full(count, np.nan)
    for at in np.unique(own):
        inside = own == at
        others = [again == other for other in np.unique(again[inside])]
        best[at] = max((inside & other).sum() / (inside | other).sum() for other in others)
    return best
