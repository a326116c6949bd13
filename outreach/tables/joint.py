"""Which answers stand together: people, weights and squared weights of each combination.

A test of weighted counts needs Σw², one of multiple answers the combinations
that people chose; counts of a table alone cannot give either. Combinations
that nobody gave take no room, so a question of forty options costs no more
than the answers it got.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach.tables.cube import Axis
from outreach.tables.joint_codes import Coded, count_combinations

_ROWS = 1 << 20  # rows that are looked at together: memory stays the same for any number
_KEYS = 1 << 62  # keys of combinations fit in 64 bits, with a sign
_CELLS = 1 << 20  # combinations that are counted in place rather than sorted

Flags = NDArray[np.bool_]
Codes = tuple[NDArray[Any], ...]


@dataclass(frozen=True, eq=False)
class Joint:
    """The combinations that occur, in the order of their codes.

    `codes` holds for each axis one code, or mask, for each combination (see
    Axis); `people` how many respondents gave it, `weights` the sum of their
    weights, `squares` the sum of squared weights. Without weights all three
    are the same. Joints of the same axes add up.
    """

    axes: tuple[Axis, ...]
    codes: Codes
    people: NDArray[np.int64]
    weights: NDArray[np.float64]
    squares: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        codes: Mapping[str, NDArray[Any]],
        axes: tuple[Axis, ...],
        weights: NDArray[np.float64] | None = None,
    ) -> Joint:
        """Return the combinations of codes, which hold one code or mask for each respondent.

        >>> age, channel = Axis("age", 2), Axis("channel", 2, multiple=True)
        >>> answers = {"age": np.array([0, 1, 1, -1]), "channel": np.array([3, 1, 1, 0], "u1")}
        >>> joint = Joint.of(answers, (age, channel), np.array([1.0, 2.0, 0.5, 1.0]))
        >>> [column.tolist() for column in joint.codes], joint.people.tolist()
        ([[-1, 0, 1], [0, 3, 1]], [1, 1, 2])
        >>> joint.weights.tolist(), joint.squares.tolist()
        ([1.0, 1.0, 2.5], [1.0, 1.0, 4.25])
        """
        columns = tuple(codes[axis.key] for axis in axes)
        size = len(columns[0]) if columns else 0
        parts = []
        for start in range(0, max(size, 1), _ROWS):
            rows = slice(start, start + _ROWS)
            weight = None if weights is None else weights[rows]
            parts.append(_block(axes, tuple(column[rows] for column in columns), weight))
        return _merge(parts) if len(parts) > 1 else parts[0]

    def __add__(self, other: Joint) -> Joint:
        if self.axes != other.axes:
            raise ValueError(f"joints of {self.axes} and {other.axes} do not add up")
        return _merge([self, other])

    def __radd__(self, other: object) -> Joint:
        """Return the joint itself added to the 0 that `sum` begins with."""
        return self if other == 0 else NotImplemented

    def members(self, at: int, categories: Sequence[int]) -> Flags:
        """Return combinations × categories of one axis: whether who gave it is in the category."""
        axis, codes = self.axes[at], self.codes[at]
        flags = [axis.members(category, codes) for category in categories]
        return np.array(flags, dtype=np.bool_).reshape(len(categories), len(codes)).T

    def nested(self, ats: Sequence[int], groups: Sequence[Sequence[int]]) -> Flags:
        """Return combinations × groups; a group is one category of each of the axes `ats`."""
        inside = np.ones((len(self.people), len(groups)), dtype=np.bool_)
        for place, at in enumerate(ats):
            inside &= self.members(at, [group[place] for group in groups])
        return inside

    def answered(self, at: int) -> Flags:
        """Return for each combination whether it holds an option of the axis.

        No answer is none, nor is an unreadable one; a multiple answer that
        could be read in part is.
        """
        axis, codes = self.axes[at], self.codes[at]
        if not axis.multiple:
            return np.asarray(codes >= 0)
        options = codes.dtype.type((1 << axis.options) - 1)
        return np.asarray((codes & options) != 0)


def _block(axes: tuple[Axis, ...], columns: Codes, weights: NDArray[np.float64] | None) -> Joint:
    """Return the Joint of rows that are few enough to be looked at together."""
    if axes and reduce(mul, (axis.cells for axis in axes)) <= _CELLS:
        return _dense(axes, columns, weights)
    people = np.ones(len(columns[0]) if columns else 0, dtype=np.int64)
    single = people.astype(np.float64) if weights is None else weights
    return _gather(axes, columns, people, single, single * single)


def _dense(axes: tuple[Axis, ...], columns: Codes, weights: NDArray[np.float64] | None) -> Joint:
    """Return the Joint by counting every cell that could be; most are, when there are few."""
    coded = [
        Coded(column, axis.cells, axis.lowest) for axis, column in zip(axes, columns, strict=True)
    ]
    people = count_combinations(coded)
    kept = np.nonzero(people)
    codes = tuple(
        (cells + axis.lowest).astype(column.dtype)
        for axis, column, cells in zip(axes, columns, kept, strict=True)
    )
    if weights is None:
        same = people[kept].astype(np.float64)
        return Joint(axes, codes, people[kept], same, same)
    sums = count_combinations(coded, weights)[kept]
    return Joint(axes, codes, people[kept], sums, count_combinations(coded, weights**2)[kept])


def _sums(key: NDArray[np.intp], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of the weights of each key, up to the largest that occurs."""
    return np.asarray(np.bincount(key, weights), dtype=np.float64)


def _merge(joints: Sequence[Joint]) -> Joint:
    by_axis = zip(*(joint.codes for joint in joints), strict=True)
    columns = tuple(np.concatenate(column) for column in by_axis)
    tallies = [
        np.concatenate([getattr(joint, name) for joint in joints])
        for name in ("people", "weights", "squares")
    ]
    return _gather(joints[0].axes, columns, *tallies)


def _gather(
    axes: tuple[Axis, ...],
    columns: Codes,
    people: NDArray[np.int64],
    weights: NDArray[np.float64],
    squares: NDArray[np.float64],
) -> Joint:
    """Return the Joint of rows that may repeat a combination, however wide its masks are."""
    keys, size = np.zeros(len(people), dtype=np.int64), 1
    for column in columns:
        values, codes = np.unique(column, return_inverse=True)
        if size * max(len(values), 1) > _KEYS:
            kept, keys = np.unique(keys, return_inverse=True)
            size = len(kept)
        keys = keys * max(len(values), 1) + codes
        size *= max(len(values), 1)
    _, first, same = np.unique(keys, return_index=True, return_inverse=True)
    tally = np.zeros(len(first), dtype=np.int64)
    np.add.at(tally, same, people)
    return Joint(
        axes, tuple(column[first] for column in columns), tally,
        _sums(same, weights), _sums(same, squares),
    )  # fmt: skip
