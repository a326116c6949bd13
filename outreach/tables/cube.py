"""Codes → counts that add up over chunks, files and machines.

A person is in exactly one *cell* of a question: an option, no answer,
unreadable; for a multiple answer, the set of options (a mask). A table shows
*categories*, which may overlap: options, 不明, 無回答, nets. Cells are counted
with one joint code and one bincount for each block of rows; a matrix of 0 and
1 turns cells into categories at the end, once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach.tables.joint_codes import Coded, count_combinations

WIDEST = 1 << 16  # joint cells for which several tables are counted at once
DENSEST = 1 << 17  # joint cells that one bincount may have
_WIDEST_MASK = 13  # bits whose sets of options are counted one by one

Counts = NDArray[Any]  # int64, or float64 with weights


@dataclass(frozen=True, slots=True)
class Axis:
    """A question as it is counted.

    Categories: its options, then 不明, then 無回答, then its nets (sets of
    options). `multiple` says that codes are masks (see Responses).
    """

    key: str
    options: int
    multiple: bool = False
    nets: tuple[tuple[int, ...], ...] = ()

    @property
    def categories(self) -> int:
        """How many categories there are."""
        return self.options + 2 + len(self.nets)

    @property
    def cells(self) -> int:
        """How many cells there are: 2 ** (options + 1) masks, or one for each code."""
        return 1 << (self.options + 1) if self.multiple else self.options + 2

    @property
    def lowest(self) -> int:
        """The smallest code: −2, unreadable; a mask begins with 0, no answer."""
        return 0 if self.multiple else -2

    @property
    def wide(self) -> bool:
        """Whether there are too many sets of options to count each."""
        return self.multiple and self.options >= _WIDEST_MASK

    def masks(self) -> list[int]:
        """Return for each category the bits of the cells in it; 無回答 has none."""
        options = [1 << position for position in range(self.options + 1)]
        nets = [sum(1 << position for position in net) for net in self.nets]
        return [*options, 0, *nets]

    def members(self, category: int, codes: NDArray[Any]) -> NDArray[np.bool_]:
        """Return for each code, or mask, whether it is in the category."""
        if not self.multiple:
            singles = [(option,) for option in range(self.options)]
            wanted = [*singles, (-2,), (-1,), *self.nets][category]
            return np.isin(codes, wanted)
        mask = self.masks()[category]
        chosen: NDArray[np.bool_] = (codes & codes.dtype.type(mask)) != 0 if mask else codes == 0
        return chosen

    def matrix(self) -> NDArray[np.int64]:
        """Return cells × categories: 1 where who is in the cell is in the category."""
        codes = np.arange(self.cells) + self.lowest
        flags = [self.members(category, codes) for category in range(self.categories)]
        return np.array(flags, dtype=np.int64).T


@dataclass(frozen=True, eq=False)
class Cube:
    """Counts by category, one dimension for each axis; int64, or float64 with weights.

    `size` is how many respondents were counted, `total` the sum of their
    weights (without weights, the same). Cubes of the same axes add up.
    """

    axes: tuple[Axis, ...]
    counts: Counts
    size: int
    total: float

    def __add__(self, other: Cube) -> Cube:
        if self.axes != other.axes:
            raise ValueError(f"cubes of {self.axes} and {other.axes} do not add up")
        return Cube(
            self.axes, self.counts + other.counts, self.size + other.size, self.total + other.total
        )

    def __radd__(self, other: object) -> Cube:
        """Return the cube itself added to the 0 that `sum` begins with."""
        return self if other == 0 else NotImplemented


def count(
    codes: Mapping[str, NDArray[Any]],
    tables: Sequence[tuple[Axis, ...]],
    weights: NDArray[np.float64] | None = None,
) -> tuple[Cube, ...]:
    """Return a Cube for each table, that is, for each tuple of axes.

    `codes` holds, by an axis's key, one code or mask for each respondent;
    `weights` one weight for each, else everybody counts 1.

    >>> age = Axis("age", 2)
    >>> (cube,) = count({"age": np.array([0, 1, 1, -1, -2], dtype=np.int8)}, [(age,)])
    >>> cube.counts.tolist(), cube.total  # two options, 不明, 無回答
    ([1, 2, 1, 1], 5)
    >>> channel = Axis("channel", 2, multiple=True, nets=((0, 1),))
    >>> (cube,) = count({"channel": np.array([0, 1, 2, 3], dtype=np.uint8)}, [(channel,)])
    >>> cube.counts.tolist()  # a net counts a person once
    [2, 2, 0, 1, 3]
    """
    size = len(next(iter(codes.values()), ()))
    total = size if weights is None else float(weights.sum())
    counted: dict[tuple[Axis, ...], Counts] = {}
    dense = [table for table in dict.fromkeys(tables) if _is_dense(table)]
    for joint in _joints(dense):
        cells = _count_cells(codes, joint, weights)
        for table in dense:
            if set(table) <= set(joint) and table not in counted:
                counted[table] = _expand(_marginal(cells, joint, table), table)
    for table in tables:
        if table not in counted:
            counted[table] = _count_wide(codes, table, weights)
    return tuple(Cube(table, counted[table], size, total) for table in tables)


def _is_dense(table: tuple[Axis, ...]) -> bool:
    return not any(axis.wide for axis in table) and _size(table) <= DENSEST


def _size(axes: Sequence[Axis]) -> int:
    return reduce(mul, (axis.cells for axis in axes), 1)


def _joints(tables: Sequence[tuple[Axis, ...]]) -> list[tuple[Axis, ...]]:
    """Return few tuples of axes that between them hold every table, each countable at once."""
    joints: list[tuple[Axis, ...]] = []
    for table in sorted(tables, key=_size, reverse=True):
        for at, joint in enumerate(joints):
            both = tuple(dict.fromkeys((*joint, *table)))
            if _size(both) <= max(WIDEST, _size(joint)):
                joints[at] = both
                break
        else:
            joints.append(tuple(dict.fromkeys(table)))
    return joints


def _count_cells(
    codes: Mapping[str, NDArray[Any]],
    axes: tuple[Axis, ...],
    weights: NDArray[np.float64] | None,
) -> Counts:
    """Return the joint counts by cell, one dimension for each axis."""
    columns = [Coded(codes[axis.key], axis.cells, axis.lowest) for axis in axes]
    return count_combinations(columns, weights)


def _marginal(cells: Counts, joint: tuple[Axis, ...], table: tuple[Axis, ...]) -> Counts:
    """Return the counts summed over the axes that are not in the table, in the table's order."""
    gone = tuple(at for at, axis in enumerate(joint) if axis not in table)
    kept = [axis for axis in joint if axis in table]
    summed: Counts = cells.sum(axis=gone)
    return summed.transpose([kept.index(axis) for axis in table])


@cache
def _matrix(axis: Axis) -> NDArray[np.int64]:
    return axis.matrix()


def _expand(cells: Counts, axes: tuple[Axis, ...]) -> Counts:
    """Return counts by category from counts by cell."""
    for at, axis in enumerate(axes):
        expanded = np.tensordot(cells, _matrix(axis), axes=(at, 0))
        cells = np.moveaxis(expanded, -1, at)
    return cells


def _count_wide(
    codes: Mapping[str, NDArray[Any]],
    axes: tuple[Axis, ...],
    weights: NDArray[np.float64] | None,
) -> Counts:
    """Return counts by category, a widest axis's categories one after the other."""
    widest = max(axes, key=lambda axis: axis.cells)
    at = axes.index(widest)
    rest = axes[:at] + axes[at + 1 :]
    if not rest:
        return _count_categories(codes[widest.key], widest, weights)
    slices = []
    for category in range(widest.categories):
        chosen = widest.members(category, codes[widest.key])
        part = {axis.key: codes[axis.key][chosen] for axis in rest}
        weight = None if weights is None else weights[chosen]
        if _is_dense(rest):
            slices.append(_expand(_count_cells(part, rest, weight), rest))
        else:
            slices.append(_count_wide(part, rest, weight))
    return np.stack(slices, axis=at)


def _count_categories(
    column: NDArray[Any], axis: Axis, weights: NDArray[np.float64] | None
) -> Counts:
    chosen = [axis.members(category, column) for category in range(axis.categories)]
    if weights is None:
        return np.array([np.count_nonzero(flags) for flags in chosen], dtype=np.int64)
    return np.array([weights[flags].sum() for flags in chosen], dtype=np.float64)
