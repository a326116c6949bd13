"""Vectors → clusters: a consensus of several runs, the same for any order of the comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from outreach.comments.k_means import k_means
from outreach.comments.vectors import CommentVectors, smoothed, topic_vectors, unit_rows
from outreach.comments.word_vectors import Documents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]
    Floats = NDArray[np.float64]

NO_CLUSTER = -1
RUNS = 12
_FEW = 80  # documents: below that, runs on few topics vote too, and fewer starts are enough
_TOPICS = 50  # dimensions of latent semantic analysis
STARTS, FEW_STARTS = 10, 4  # of k-means in one run


def cluster(documents: Documents, count: int, seed: int = 0) -> Labels:
    """Return a cluster from 0 for each document, −1 for one without any known word.

    Documents that are alike are one for the clustering, so that nothing said
    500 times makes a theme by itself, and get the same cluster. Fewer clusters
    than `count` come back where there are not that many different documents.
    """
    distinct, back = distinct_documents(documents)
    if not distinct:
        return back
    return cluster_vectors(views_of(distinct, count), count, seed)[back]


def distinct_documents(documents: Documents) -> tuple[list[tuple[str, ...]], Labels]:
    """Return the different documents, sorted, and for each document its place among them."""
    keys = [tuple(sorted(document)) for document in documents]
    distinct = sorted(set(keys))
    place = {key: at for at, key in enumerate(distinct)}
    return distinct, np.array([place[key] for key in keys], dtype=np.int64)


def views_of(documents: Documents, count: int) -> list[Floats]:
    """Return the vectors that runs are made on: each documents × dimensions."""
    views = [
        smoothed(CommentVectors().fit_transform(documents)),
        smoothed(topic_vectors(documents, _TOPICS)),
    ]
    if len(documents) < _FEW:
        views.append(smoothed(topic_vectors(documents, 2 * max(2, count))))
    return [view for view in views if view.any()] or views[:1]


def cluster_vectors(
    views: Sequence[Floats], count: int, seed: int = 0, *, runs: int = RUNS, starts: int = 0
) -> Labels:
    """Return the consensus of k-means runs on the views: a cluster for each row, −1 for zeros.

    Each of `runs` takes the best of `starts`, without a number of ten, of four for few rows.

    Runs vote on which rows belong together (Fred & Jain 2005, evidence
    accumulation); spectral clustering of the votes gives the clusters.
    """
    known = np.flatnonzero(np.any([np.any(view != 0, axis=1) for view in views], axis=0))
    labels = np.full(len(views[0]), NO_CLUSTER, dtype=np.int64)
    count = min(count, len(known))
    if count < 2:
        labels[known] = 0
        return labels
    some = [view[known] for view in views]
    starts = starts or (STARTS if len(known) >= _FEW else FEW_STARTS)
    labels[known] = _consensus(some, count, seed, runs, starts)
    return labels


def _consensus(views: Sequence[Floats], count: int, seed: int, runs: int, starts: int) -> Labels:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # sums in another order are other sums
        size = len(views[0])
        if count >= size:
            return np.arange(size)
        labels = [
            k_means(views[run % len(views)], count, 1000 * seed + run, starts)
            for run in range(runs)
        ]
        return _in_order(_agreed(labels, count, seed, starts))


def _agreed(runs: Sequence[Labels], count: int, seed: int, starts: int) -> Labels:
    """Return the clusters that the runs speak for: k-means on the leading eigenvectors of votes.

    Ng, Jordan & Weiss (2001), On spectral clustering. The votes of rows for one
    another are never written down: with a column for each cluster of each run
    they are a product, whose eigenvectors are the columns' singular vectors.
    """
    columns = np.hstack([np.eye(count)[labels] for labels in runs])
    votes = columns @ columns.sum(axis=0)  # how many each row has
    left, _values, _right = np.linalg.svd(
        columns / np.sqrt(votes)[:, np.newaxis], full_matrices=False
    )
    return k_means(unit_rows(left[:, :count]), count, seed, 2 * starts)


def _in_order(labels: Labels) -> Labels:
    """Return the clusters numbered in the order in which they come."""
    _values, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return rank[inverse].astype(np.int64)
