"""Linear programs, and those of whole numbers, with HiGHS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csc_array

Floats = NDArray[np.float64]
Rows = tuple["csc_array", float | Floats, float]  # a matrix, the lowest and highest of each row
CLOSE = 1e-6
NODES = 2000  # of the search for whole numbers, before more is hidden instead


def solve(
    cost: Floats, rows: list[Rows], lower: Floats, upper: Floats, *, whole: bool
) -> Floats | None:
    """Return the cheapest solution, of whole numbers where wanted, None where there is none."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    constraints = []
    for matrix, least, most in rows:
        csr = matrix.tocsr()
        used = np.flatnonzero(np.diff(csr.indptr)).astype(np.int32)
        least = least if np.ndim(least) == 0 else np.asarray(least)[used]
        if len(used):
            constraints.append(LinearConstraint(csr[used], least, most))
    found = milp(cost, bounds=Bounds(lower, upper), constraints=constraints).x
    if found is None or not whole or _is_whole(found):
        return None if found is None else np.rint(found) if whole else found
    found = milp(
        cost, bounds=Bounds(lower, upper), constraints=constraints,
        integrality=np.ones(len(cost)), options={"node_limit": NODES},
    ).x  # fmt: skip
    return None if found is None else np.rint(found)


def sparse(rows: list[dict[int, float]], size: int) -> csc_array:
    """Return factors by place as a matrix of rows × places."""
    from scipy.sparse import csc_array

    entries = [(row, at, by) for row, factors in enumerate(rows) for at, by in factors.items()]
    down, across, factors = zip(*entries, strict=True) if entries else ((), (), ())
    places = (np.array(down, dtype=np.int32), np.array(across, dtype=np.int32))  # as HiGHS has them
    return csc_array((np.array(factors, dtype=np.float64), places), shape=(len(rows), size))


def _is_whole(found: Floats) -> bool:
    return bool(np.abs(found - np.rint(found)).max(initial=0.0) < CLOSE)
