"""Tokens → vectors: comments near one another speak of the same things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.comments.word_vectors import (
    Documents,
    count_words,
    decompose,
    learn_word_vectors,
    vocabulary_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

DIMENSIONS = 50
_RARE = 1e-2  # Arora's a: a word more frequent than that counts for less
_COMMON = 30  # comments that have something in common beside their topics
_MANY = 60  # documents; of so many, words that stand in one only are left out


class CommentVectors:
    """Vectors of comments from word vectors that are learnt from the comments themselves.

    A comment is the mean of its words' vectors, weighted by how rare each word
    is, without what all comments have in common (Arora, Liang & Ma 2017, A
    simple but tough-to-beat baseline for sentence embeddings). It is used as a
    transformer of scikit-learn is, on documents: lists of words.
    """

    def __init__(self, dimensions: int = DIMENSIONS, fewest: int | None = None) -> None:
        self.dimensions = dimensions
        self.fewest = fewest

    def fit(self, documents: Documents, _y: object = None) -> CommentVectors:
        """Return self, having learnt the words' vectors from the documents."""
        many = len(documents) >= _MANY
        self.fewest_ = (2 if many else 1) if self.fewest is None else self.fewest
        self.vocabulary_ = vocabulary_of(documents, self.fewest_)
        counts = count_words(documents, self.vocabulary_)
        if not self.vocabulary_:
            self.words_ = np.zeros((0, 1))
            self.weights_, self.common_ = np.zeros(0), np.zeros(1)
            return self
        frequency = np.asarray(counts.sum(axis=0)).ravel()
        self.weights_ = _RARE / (_RARE + frequency / frequency.sum())
        self.words_ = learn_word_vectors(counts, self.dimensions)
        self.common_ = _first_component(self._means(counts))
        return self

    def transform(self, documents: Documents) -> NDArray[np.float64]:
        """Return documents × dimensions, rows of length 1; 0 where no word is known."""
        counts = count_words(documents, self.vocabulary_)
        means = self._means(counts)
        found = unit_rows(means - np.outer(means @ self.common_, self.common_))
        found[np.asarray(counts.sum(axis=1)).ravel() == 0] = 0.0
        return found

    def fit_transform(self, documents: Documents, _y: object = None) -> NDArray[np.float64]:
        """Return the vectors of the documents that they are learnt from."""
        return self.fit(documents).transform(documents)

    def _means(self, counts: csr_matrix) -> NDArray[np.float64]:
        weighted = counts.multiply(self.weights_).tocsr()
        return unit_rows(np.asarray(weighted @ self.words_))


def _first_component(means: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the direction that all vectors have in common; none of few: it would be a topic."""
    known = means[np.any(means != 0, axis=1)]
    if len(known) < _COMMON:
        return np.zeros(means.shape[1])
    _values, vectors = np.linalg.eigh(known.T @ known)
    direction: NDArray[np.float64] = vectors[:, -1]
    return direction


def unit_rows(array: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rows at length 1; a row of zeros stays one.

    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    found: NDArray[np.float64] = np.divide(
        array, lengths, out=np.zeros_like(array), where=lengths > 1e-12
    )
    return found


def topic_vectors(documents: Documents, dimensions: int) -> NDArray[np.float64]:
    """Return documents × dimensions by latent semantic analysis of TF-IDF, rows of length 1.

    Of few comments it says as much as word vectors do (Deerwester et al. 1990).
    """
    weighted = weigh_words(documents)
    if not weighted.shape[1]:
        return np.zeros((len(documents), 1))
    values, left = decompose(weighted, dimensions)
    return unit_rows(left * values)


def weigh_words(documents: Documents) -> csr_matrix:
    """Return documents × words in their order: TF-IDF, rows of length 1 or of zeros.

    A word that stands n times counts 1 + ln n, times 1 + ln((1 + D) / (1 + d))
    where d of D documents have it, as scikit-learn's TfidfVectorizer has it
    with sublinear_tf.
    """
    from scipy.sparse import diags

    counts = count_words(documents, vocabulary_of(documents, 1))
    frequency = np.asarray((counts > 0).sum(axis=0)).ravel()
    counts.data = 1.0 + np.log(counts.data)
    weights = np.log((1 + len(documents)) / (1 + frequency)) + 1
    weighted = counts.multiply(weights).tocsr()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    scaled = diags(np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0))
    return (scaled @ weighted).tocsr()


def smoothed(
    views: Sequence[NDArray[np.float64]], neighbours: int = 10, steps: int = 10, own: float = 0.1
) -> NDArray[np.float64]:
    """Return the views side by side, each row drawn towards its neighbours, rows of length 1.

    Each step is `own` times the row itself and the rest the mean of its
    neighbours (Gasteiger et al. 2019, Predict then propagate). Neighbours are
    the nearest by cosine in each view; who is one in several views counts for
    more. Rows of zeros stay.
    """
    from scipy.sparse import diags

    rows = np.hstack(views)
    neighbours = min(neighbours, len(rows) - 1)
    if neighbours < 1:
        return unit_rows(rows)
    graph = sum(_graph(view, neighbours) for view in views)
    degree = np.asarray(graph.sum(axis=1)).ravel()
    step = diags(np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)) @ graph
    found = rows
    for _step in range(steps):
        found = own * rows + (1 - own) * (step @ found)
    return unit_rows(found)


def _graph(vectors: NDArray[np.float64], neighbours: int) -> Any:  # noqa: ANN401 - a sparse matrix
    """Return rows × rows: how like each is to its nearest, and to those whose nearest it is."""
    from scipy.sparse import csr_matrix

    count = len(vectors)
    nearest, likeness = _neighbours(vectors, neighbours)
    rows = np.repeat(np.arange(count), neighbours)
    graph = csr_matrix((np.maximum(likeness, 0).ravel(), (rows, nearest.ravel())), (count, count))
    return graph.maximum(graph.T)


_ROWS = 2_000  # of likenesses that are held at a time


def _neighbours(
    vectors: NDArray[np.float64], wanted: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return for each row the nearest others and how like they are; ties by their order."""
    nearest, likeness = [], []
    for start in range(0, len(vectors), _ROWS):
        block = np.round(vectors[start : start + _ROWS] @ vectors.T, 12)
        block[np.arange(len(block)), start + np.arange(len(block))] = -np.inf
        some = np.sort(np.argpartition(-block, wanted - 1, axis=1)[:, :wanted], axis=1)
        likest = np.take_along_axis(block, some, axis=1)
        order = np.argsort(-likest, axis=1, kind="stable")
        nearest.append(np.take_along_axis(some, order, axis=1))
        likeness.append(np.take_along_axis(likest, order, axis=1))
    return np.concatenate(nearest), np.concatenate(likeness)


def checked_vectors(found: Any, count: int) -> NDArray[np.float64]:  # noqa: ANN401 - whatever a transformer gives
    """Return what somebody's transformer made of `count` texts as an array, rows of length 1.

    Raises OutreachError where it is no matrix of numbers with a row for each text.
    """
    from outreach.errors import OutreachError
    from outreach.messages import _

    found = found.toarray() if hasattr(found, "toarray") else found
    array = np.asarray(found, dtype=np.float64)
    if array.ndim != 2 or len(array) != count or not array.shape[1]:
        message = _("vectors= gave an array of shape {shape} for {count} texts.")
        raise OutreachError(
            message.format(shape=array.shape, count=count),
            remedy=_("It has to give one row of numbers for each text."),
        )
    if not np.isfinite(array).all():
        raise OutreachError(
            _("vectors= gave values that are no numbers (NaN or infinite)."),
            remedy=_("It has to give one row of numbers for each text."),
        )
    return unit_rows(array)
