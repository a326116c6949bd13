"""Documents → a vector for each word, learnt from which words stand together in a comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

Documents = Sequence[Sequence[str]]
_CONTEXT = 0.75  # power of a context's frequency (Levy, Goldberg & Dagan 2015)
_DENSE = 500  # a matrix up to this size is decomposed whole


def vocabulary_of(documents: Documents, fewest: int) -> tuple[str, ...]:
    """Return the words that stand in so many documents at least, sorted.

    >>> vocabulary_of([["費用", "訪問"], ["費用", "費用"]], 2)
    ('費用',)
    """
    counts = Counter(word for document in documents for word in set(document))
    return tuple(sorted(word for word, number in counts.items() if number >= fewest))


def count_words(documents: Documents, vocabulary: Sequence[str]) -> csr_matrix:
    """Return documents × words: how often each word stands in each document (float64)."""
    from scipy.sparse import csr_matrix

    place = {word: at for at, word in enumerate(vocabulary)}
    found = [
        (row, place[word])
        for row, document in enumerate(documents)
        for word in document
        if word in place
    ]
    rows, columns = zip(*found, strict=True) if found else ((), ())
    shape = (len(documents), len(vocabulary))
    counts = csr_matrix((np.ones(len(found)), (rows, columns)), shape, dtype=np.float64)
    counts.sum_duplicates()
    return counts


def learn_word_vectors(counts: csr_matrix, dimensions: int) -> NDArray[np.float64]:
    """Return words × dimensions: the left singular vectors of the PPMI matrix, times its values.

    Two words stand together where they stand in one document. PPMI after Levy,
    Goldberg and Dagan (2015), Improving distributional similarity.
    """
    values, vectors = decompose(_ppmi(counts), dimensions)
    return vectors * values


def _ppmi(counts: csr_matrix) -> Any:  # noqa: ANN401 - a sparse matrix
    from scipy.sparse import csr_matrix

    binary = counts.copy()
    binary.data[:] = 1.0
    together = (binary.T @ binary).tocoo()
    own = np.asarray(together.sum(axis=1)).ravel()
    context = own**_CONTEXT / (own**_CONTEXT).sum()
    likely = own[together.row] * context[together.col]
    strength = np.log(np.divide(together.data, likely))
    keep = strength > 0
    places = (together.row[keep], together.col[keep])
    return csr_matrix((strength[keep], places), together.shape)


def decompose(matrix: Any, wanted: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:  # noqa: ANN401
    """Return the largest singular values and their left vectors, whose signs are fixed.

    Vectors are rows of the matrix × dimensions, at most `wanted` of them.
    """
    size = min(matrix.shape)
    if size <= _DENSE:
        left, values, _right = np.linalg.svd(matrix.toarray(), full_matrices=False)
    else:
        from scipy.sparse.linalg import svds

        start = np.full(size, size**-0.5)
        left, values, _right = svds(matrix, min(wanted, size - 1), v0=start)
        order = np.argsort(-values, kind="stable")
        left, values = left[:, order], values[order]
    left, values = left[:, :wanted], values[:wanted]
    if not left.size:
        return values, left
    top = np.abs(left).argmax(axis=0)
    signs = np.sign(left[top, np.arange(left.shape[1])])
    return values, left * np.where(signs == 0, 1.0, signs)
