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

Document = tuple[str, ...]
NO_CLUSTER = -1
RUNS = 12
_FEW = 80  # documents: below that, fewer starts are enough
_TOPICS = 50  # dimensions of latent semantic analysis
STARTS, FEW_STARTS = 10, 4  # of k-means in one run


def cluster(
    documents: Documents, count: int, seed: int = 0, *, roots: Documents | None = None
) -> Labels:
    """Return a cluster from 0 for each document, −1 for one without any known word.

    `roots` is a second reading of the same documents (see `Analysed.roots`).
    Documents that are alike are one for the clustering, so that nothing said
    500 times makes a theme by itself, and get the same cluster. Fewer clusters
    than `count` come back where there are not that many different documents.
    """
    distinct, back = distinct_documents(documents, documents if roots is None else roots)
    if not distinct:
        return back
    return cluster_vectors(vectors_of(distinct), count, seed)[back]


def distinct_documents(
    documents: Documents, roots: Documents
) -> tuple[list[tuple[Document, Document]], Labels]:
    """Return the different documents in both readings, sorted, and each one's place among them."""
    keys = [
        (tuple(sorted(document)), tuple(sorted(other)) if document else ())
        for document, other in zip(documents, roots, strict=True)
    ]
    distinct = sorted(set(keys))
    place = {key: at for at, key in enumerate(distinct)}
    return distinct, np.array([place[key] for key in keys], dtype=np.int64)


def vectors_of(distinct: Sequence[tuple[Document, Document]]) -> Floats:
    """Return documents × dimensions, rows of length 1, or 0 where there is no word.

    Both readings are made into word vectors' means and into topics, and
    documents that are near one another in any of the four draw together.
    """
    readings = [[pair[at] for pair in distinct] for at in range(2)]
    views = [
        view
        for reading in readings
        for view in (CommentVectors().fit_transform(reading), topic_vectors(reading, _TOPICS))
    ]
    return smoothed(views)


def cluster_vectors(
    vectors: Floats, count: int, seed: int = 0, *, runs: int = RUNS, starts: int = 0
) -> Labels:
    """Return the consensus of k-means runs: a cluster for each row, −1 for a row of zeros.

    Each of `runs` takes the best of `starts`, without a number of ten, of four for few rows.

    Runs vote on which rows belong together (Fred & Jain 2005, evidence
    accumulation); spectral clustering of the votes gives the clusters.
    """
    known = np.flatnonzero(np.any(vectors != 0, axis=1))
    labels = np.full(len(vectors), NO_CLUSTER, dtype=np.int64)
    count = min(count, len(known))
    if count < 2:
        labels[known] = 0
        return labels
    starts = starts or (STARTS if len(known) >= _FEW else FEW_STARTS)
    labels[known] = _consensus(vectors[known], count, seed, runs, starts)
    return labels


def _consensus(vectors: Floats, count: int, seed: int, runs: int, starts: int) -> Labels:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # sums in another order are other sums
        if count >= len(vectors):
            return np.arange(len(vectors))
        labels = [k_means(vectors, count, 1000 * seed + run, starts) for run in range(runs)]
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
