"""Comments that people placed → where the others belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from outreach.comments.vectors import unit_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

_ROUNDS = 3  # of placing, and moving the centres to what was placed
_TRUST = 0.25  # what a comment that was placed by its nearness counts, beside one by a person


@dataclass(frozen=True, eq=False)
class Nearest:
    """For each comment its theme, how near it is (cosine), and the second nearest theme."""

    labels: Labels
    scores: Floats
    seconds: Labels


def nearest(vectors: Floats, known: Labels, clusters: Labels | None = None) -> Nearest:
    """Return where comments belong when people placed some of them (`known`, −1 for the others).

    What people placed stays there. The others go to the nearest centre of what
    is placed, by cosine; then centres are moved, in
    which these count less (Rocchio's method with self-training). A theme that
    nobody placed anything in gets nothing.
    Being in one cluster with what people placed, where `clusters` are given
    (−1 for none), weighs as much as that.
    """
    views = [vectors]
    if clusters is not None:
        members = (clusters[:, np.newaxis] == np.unique(clusters[clusters >= 0])).astype(float)
        views.append(members)
    themes = np.unique(known[known >= 0])
    count = len(known)
    if not len(themes):
        none = np.full(count, -1, dtype=np.int64)
        return Nearest(none, np.zeros(count), none.copy())
    weights = np.where(known[:, np.newaxis] == themes, 1.0, 0.0)
    near = _near(views, weights)
    for _round in range(_ROUNDS):
        placed = near.argmax(axis=1)
        guessed = np.where(placed[:, np.newaxis] == np.arange(len(themes)), _TRUST, 0.0)
        weights = np.where((known >= 0)[:, np.newaxis], weights, guessed)
        near = _near(views, weights)
    order = np.argsort(-np.round(near, 12), axis=1, kind="stable")
    labels = np.where(known >= 0, known, themes[order[:, 0]])
    seconds = themes[order[:, 1]] if len(themes) > 1 else np.full(count, -1)
    at = np.searchsorted(themes, labels)
    return Nearest(labels, near[np.arange(count), at], np.where(seconds == labels, -1, seconds))


def _near(views: Sequence[Floats], weights: Floats) -> Floats:
    """Return comments × themes: the mean cosine with the weighted centres."""
    return np.asarray(np.mean([view @ unit_rows(weights.T @ view).T for view in views], axis=0))
