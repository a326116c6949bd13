"""Where themes are, and which of them a comment is nearest to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.comments.comment import Comment
from outreach.comments.kinds import Kind, kind_of
from outreach.comments.silence import says_nothing
from outreach.comments.theme import NOWHERE
from outreach.comments.vectors import checked_vectors, unit_rows
from outreach.comments.wish import impersonal_words
from outreach.comments.words import Analyzer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

_BESIDE = 0.9  # of the own theme's nearness: a second theme is as near as that
_AT_LEAST = 0.3  # nearness of a second theme


@dataclass(frozen=True, eq=False)
class Centres:
    """The centres of clusters (`rows`, clusters × dimensions, unit length) among `vectors`."""

    rows: Floats
    vectors: Floats

    @classmethod
    def none(cls) -> Centres:
        """Return the centres of nothing."""
        return cls(np.zeros((0, 1)), np.zeros((0, 1)))

    def nearest_of(self, labels: Labels) -> tuple[Labels, Labels, Floats]:
        """Return for each vector its cluster, a second one or −1, and its nearness from 0 to 1.

        A vector that has nothing in common with the others of its cluster (a
        cosine of 0 or less) belongs nowhere (−1).
        """
        if not len(self.rows):
            nothing = np.full(len(labels), NOWHERE, dtype=np.int64)
            return nothing, nothing.copy(), np.full(len(labels), np.nan)
        near = self.vectors @ self.rows.T
        own = np.where(self.fits(labels), labels, NOWHERE)
        scores = near[np.arange(len(labels)), labels]
        rest = near.copy()
        rest[np.arange(len(labels)), labels] = -np.inf
        second = rest.argmax(axis=1)
        beside = rest.max(axis=1)
        also = (own >= 0) & (beside >= np.maximum(_BESIDE * scores, _AT_LEAST))
        nearness = np.where(own >= 0, np.clip(scores, 0, 1), np.nan)
        return own, np.where(also, second, NOWHERE), nearness

    def fits(self, labels: Labels) -> NDArray[np.bool_]:
        """Return which vectors have something in common with the others of their cluster."""
        fits = labels >= 0
        for at in range(len(self.rows)):
            inside = np.flatnonzero(labels == at)
            if len(inside) > 1 and len(self.rows) > 1:
                whole = self.vectors[inside].sum(axis=0)
                others = unit_rows(whole - self.vectors[inside])
                alone = np.einsum("ij,ij->i", others, self.vectors[inside])
                fits[inside] &= alone > 0
        return fits


def centres_of(vectors: Floats, labels: Labels) -> Centres:
    """Return the centres of the clusters 0, 1, 2 … of vectors; −1 is in none."""
    count = int(labels.max(initial=-1)) + 1
    sums = np.zeros((count, vectors.shape[1]))
    np.add.at(sums, labels[labels >= 0], vectors[labels >= 0])
    return Centres(unit_rows(sums), vectors)


def shared_clusters(vectors: Floats, labels: Labels, times: Labels) -> Labels:
    """Return the clusters that two comments or more share, numbered as before; −1 is in none.

    `times` is how many comments each vector stands for. What has nothing in
    common with its cluster leaves it, until nobody leaves; one cluster alone stays.
    """
    found = labels
    while found.max(initial=-1) > 0:
        kept = centres_of(vectors, found).fits(found)
        sizes = np.bincount(found[kept], weights=times[kept], minlength=int(found.max()) + 1)
        kept &= sizes[found] > 1
        if kept.all(where=found >= 0) or not kept.any():
            break
        _values, numbers = np.unique(found[kept], return_inverse=True)
        found = np.full(len(found), -1)
        found[kept] = numbers
    return found


@dataclass(frozen=True, eq=False)
class Placed:
    """Where comments belong: one entry for each of them, as in Themes."""

    codes: NDArray[np.int16]
    seconds: NDArray[np.int16]
    scores: Floats
    kinds: tuple[Kind, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Placer:
    """What it takes to place any comment; can be sent to another process.

    `vectors` makes vectors of documents, or of texts where it is `raw`;
    `centres` are themes × dimensions. A comment that has nothing in common with
    any of them goes to その他, the theme behind them. Personal data are no words.
    """

    analyzer: Analyzer
    vectors: Any
    centres: Floats
    raw: bool = False
    public_names: tuple[str, ...] = ()

    def place(self, comments: Sequence[Comment]) -> Placed:
        """Return where the comments belong."""
        texts = [comment.text for comment in comments]
        analysed = impersonal_words(texts, self.analyzer, self.public_names)
        silent = np.array([says_nothing(text) for text in texts], dtype=bool)
        given = texts if self.raw else [each.stems for each in analysed]
        found = checked_vectors(self.vectors.transform(given), len(texts))
        near = np.round(found @ self.centres.T, 9)
        codes, second, scores = self._nearest(near, np.any(found != 0, axis=1))
        codes[silent], second[silent], scores[silent] = NOWHERE, NOWHERE, np.nan
        other = len(self.centres)
        return Placed(
            codes.astype(np.int16), second.astype(np.int16), scores,
            tuple(kind_of(each) for each in analysed),
            tuple("nearest" if 0 <= code < other else "" for code in codes.tolist()),
        )  # fmt: skip

    def _nearest(self, near: Floats, known: NDArray[np.bool_]) -> tuple[Labels, Labels, Floats]:
        other = len(self.centres)
        nowhere = np.full(len(near), NOWHERE, dtype=np.int64)
        if not other:
            return np.zeros(len(near), dtype=np.int64), nowhere, np.full(len(near), np.nan)
        codes = near.argmax(axis=1)
        rows = np.arange(len(near))
        scores = near[rows, codes]
        fits = known & (scores > 0)
        rest = near.copy()
        rest[rows, codes] = -np.inf
        also = fits & (rest.max(axis=1) >= np.maximum(_BESIDE * scores, _AT_LEAST))
        return (
            np.where(fits, codes, other),
            np.where(also, rest.argmax(axis=1), nowhere),
            np.where(fits, np.clip(scores, 0, 1), np.nan),
        )
