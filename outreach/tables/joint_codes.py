"""Columns of codes → how many rows hold each combination, counted at memory speed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 18  # rows whose joint codes stay in the processor's cache
_BYTE = 1 << 8  # combinations that one byte tells apart


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of integers from `lowest` on, `cells` of them: 3 for the codes −1, 0 and 1."""

    column: NDArray[Any]
    cells: int
    lowest: int = 0

    def within(self, kind: np.dtype[Any], part: slice) -> NDArray[Any]:
        """Return some of the codes in another type of integers; what does not fit wraps around."""
        codes = self.column[part]
        if codes.dtype.itemsize == kind.itemsize:
            return codes.view(kind)
        wrapped: NDArray[Any] = codes.astype(kind)
        return wrapped


def count_combinations(
    columns: Sequence[Coded], weights: NDArray[np.float64] | None = None
) -> NDArray[Any]:
    """Return how many rows hold each combination, one dimension for each column.

    Counts are int64, or with a weight for each row float64 sums of weights.

    >>> age = Coded(np.array([0, 1, -1, 1], dtype=np.int8), 3, lowest=-1)
    >>> count_combinations([age]).tolist()
    [1, 1, 2]
    """
    size = _size(columns)
    counts = np.zeros(size, dtype=np.int64 if weights is None else np.float64)
    rows = len(columns[0].column) if columns else 0
    for start in range(0, rows, BLOCK):
        part = slice(start, start + BLOCK)
        weight = None if weights is None else weights[part]
        counts += np.bincount(_combined(columns, part), weight, size)
    return counts.reshape(tuple(coded.cells for coded in columns))


def _combined(columns: Sequence[Coded], part: slice) -> NDArray[Any]:
    """Return one code from 0 for each row of the part: which combination stands there."""
    first, *rest = _runs(columns)
    combined = _within_a_run(first, part)
    if rest:
        combined = combined.astype(_unsigned(_size(columns)))
    for run in rest:
        combined *= combined.dtype.type(_size(run))
        combined += _within_a_run(run, part)
    return combined


def _runs(columns: Sequence[Coded]) -> Iterator[list[Coded]]:
    """Yield neighbours whose combinations fit into a byte together; others one by one.

    Most of a questionnaire does, and a register holds twice as many bytes as
    words of two.
    """
    run: list[Coded] = []
    for coded in columns:
        if run and _size([*run, coded]) >= _BYTE:
            yield run
            run = []
        run.append(coded)
    yield run


def _within_a_run(columns: Sequence[Coded], part: slice) -> NDArray[Any]:
    kind = _unsigned(_size(columns))
    first, *rest = columns
    combined, lowest = first.within(kind, part), first.lowest
    for coded in rest:
        combined = combined * kind.type(coded.cells)
        combined += coded.within(kind, part)
        lowest = lowest * coded.cells + coded.lowest
    if lowest:  # codes below 0 have wrapped around until here
        combined = combined + kind.type(-lowest)
    return combined


def _size(columns: Sequence[Coded]) -> int:
    return reduce(mul, (coded.cells for coded in columns), 1)


def _unsigned(cells: int) -> np.dtype[Any]:
    """Return the smallest type for codes below `cells`; bincount makes intp of each itself."""
    return np.dtype(np.intp) if cells > 1 << 16 else np.min_scalar_type(cells - 1)
