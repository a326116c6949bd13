"""Which cells of a table are not shown, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

WITHHELD = "X"  # as Japanese official statistics mark what is kept secret


@dataclass(frozen=True, eq=False)
class Hidden:
    """Flags and reasons: `cells` and `reasons` are groups × categories, `total` is 1 × categories.

    `groups` flags groups whose base is hidden too, `whole` says that
    everybody's is. `reasons` says in words why a cell is not shown, "" where it
    is; it never tells a small number from one hidden beside it. `below` is the
    smallest number of people that may be shown (0 always may); `warnings` are
    footnotes.
    """

    below: int
    cells: NDArray[np.bool_]
    total: NDArray[np.bool_]
    groups: NDArray[np.bool_]
    reasons: NDArray[np.object_]
    warnings: tuple[str, ...] = ()
    whole: bool = False

    @property
    def some(self) -> bool:
        """Whether anything at all is hidden."""
        return bool(self.cells.any() or self.total.any() or self.groups.any() or self.whole)

    def bases(self, share: Literal["row", "column", "total"] = "row") -> NDArray[np.bool_]:
        """Return groups × categories: whether the base that a percentage is of is hidden."""
        if share == "column":
            return np.broadcast_to(self.total, self.cells.shape)
        if share == "total":
            return np.full(self.cells.shape, self.whole)
        return np.broadcast_to(self.groups[:, np.newaxis], self.cells.shape)

    def percents(self, share: Literal["row", "column", "total"] = "row") -> NDArray[np.bool_]:
        """Return groups × categories: whether a percentage is hidden, as its cell or base is.

        A count and a percentage together would tell the base.
        """
        return self.cells | self.bases(share)

    def total_percents(self, share: Literal["row", "column", "total"] = "row") -> NDArray[np.bool_]:
        """Return 1 × categories: whether a percentage of everybody is hidden."""
        return self.total if share == "column" else self.total | self.whole

    def take(self, at: list[int], axis: int) -> Hidden:
        """Return what is hidden of some groups (axis 0) or categories (axis 1), in this order."""
        return Hidden(
            self.below,
            np.take(self.cells, at, axis=axis),
            np.take(self.total, at, axis=1) if axis == 1 else self.total,
            np.take(self.groups, at) if axis == 0 else self.groups,
            np.take(self.reasons, at, axis=axis),
            self.warnings,
            self.whole,
        )
