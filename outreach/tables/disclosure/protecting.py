"""Which numbers to hide beside the small ones, until none of them can be worked out."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from outreach.tables.disclosure.ledger import BASE, IS, MARGIN, WHOLE, Ledger, Statistic
from outreach.tables.disclosure.reach import Flags, Reach
from outreach.tables.disclosure.solving import CLOSE

ZEROS = 4  # zeros that are tried before totals are hidden


def small(ledger: Ledger, below: int) -> set[Statistic]:
    """Return the shown statistics of 1 to below − 1 people."""
    return {
        statistic
        for statistic, place in ledger.places.items()
        if 0 < ledger.costs[place] < WHOLE and 0 < ledger.values[place] < below
    }


def protect(
    reaches: Sequence[Reach],
    widths: Sequence[float],
    hidden: set[Statistic],
    telling: set[Statistic],
) -> tuple[set[Statistic], Statistic | None]:
    """Return the hidden statistics with those to be hidden beside them, and None.

    Each of them, and each telling one that anybody may work out, can then be
    anything in an interval of a width at least. Where one cannot be protected,
    whatever is hidden, it comes second. A width is in people, or in sums of
    weights where the Reach is of these.
    """
    while True:
        before = len(hidden)
        for reach, width in zip(reaches, widths, strict=True):
            hidden, bare = _protect(reach, width, hidden, telling)
            if bare is not None:
                return hidden, bare
        if len(reaches) == 1 or len(hidden) == before:
            return hidden, None


def _protect(
    reach: Reach, width: float, hidden: set[Statistic], telling: set[Statistic]
) -> tuple[set[Statistic], Statistic | None]:
    names = list(reach.ledger.places)
    movable = ~reach.shown | flags(hidden, names)
    targets = np.flatnonzero(flags(hidden | telling, names))
    for zero in np.flatnonzero(movable & reach.shown & (reach.values == 0)).tolist():
        reach.lower_floors(lines_of(reach.ledger, zero))
    reach.spread(movable, targets, width)
    waiting = deque(targets[np.lexsort((targets, reach.width[targets]))].tolist())
    while waiting:
        target = waiting.popleft()
        if reach.width[target] < width - CLOSE:
            reach.stretch(movable, target)
        if reach.width[target] >= width - CLOSE:
            continue
        more = _hide_beside(reach, movable, target, width)
        if more is None:
            return _hidden(names, movable & reach.shown) | hidden, names[target]
        movable[more] = True
        waiting.extend(more.tolist())
    return _hidden(names, movable & reach.shown) | hidden, None


def _hidden(names: Sequence[Statistic], moves: Flags) -> set[Statistic]:
    return {name for name, moved in zip(names, moves, strict=True) if moved}


def _hide_beside(
    reach: Reach, movable: Flags, target: int, width: float
) -> NDArray[np.intp] | None:
    """Return what to hide for a number's sake: cells, else a zero in its line too, else totals."""
    some = reach.shown & (reach.values > 0)
    cells = some & (reach.costs < MARGIN)
    more = reach.give_way(movable, target, width, cells)
    if more is not None:
        return more
    for zero in _zeros(reach, movable, target, width):
        more = _with_zero(reach, movable, target, zero, width, cells)
        if more is not None:
            return more
    return reach.give_way(movable, target, width, some & (reach.costs < WHOLE))


def _with_zero(
    reach: Reach, movable: Flags, target: int, zero: int, width: float, cells: Flags
) -> NDArray[np.intp] | None:
    """Return what to hide with a zero, whose lines then have no floor of 1: all may be zeros."""
    before = reach.state
    reach.lower_floors(lines_of(reach.ledger, zero))
    first = reach.give_way(movable, zero, width, cells | (np.arange(len(cells)) == zero))
    if first is not None:
        movable = movable.copy()
        movable[first] = True
        reach.stretch(movable, target)
        second = reach.give_way(movable, target, width, cells)
        if second is not None:
            return np.union1d(first, second)
    reach.state = before
    return None


def _zeros(reach: Reach, movable: Flags, target: int, width: float) -> list[int]:
    """Return a few shown zeros in a number's lines that people could well have been in."""
    ledger = reach.ledger
    names = list(ledger.places)
    room: dict[int, float] = {}
    for place in np.flatnonzero(lines_of(ledger, target) & ~movable & (reach.values == 0)):
        of = [ledger.value(names[place].without(part)) or 0.0 for part in names[place].parts]
        if 0 < reach.costs[place] < BASE and min(of) >= width:
            room[int(place)] = min(of)
    return sorted(room, key=lambda place: (-room[place], place))[:ZEROS]


def lines_of(ledger: Ledger, target: int) -> Flags:
    """Return which numbers stand in a line with one: of the same people, by the same question."""
    names = list(ledger.places)
    of = names[target]
    lines = [(of.without(part), part[0]) for part in of.parts if part[1] == IS]
    return np.array(
        [
            any(name.without(part) == rest and part[0] == key for rest, key in lines
                for part in name.parts if part[1] == IS)
            for name in names
        ],
        dtype=np.bool_,
    )  # fmt: skip


def flags(found: Set[Statistic], names: Sequence[Statistic]) -> NDArray[np.bool_]:
    """Return for each name whether it was found."""
    return np.array([name in found for name in names], dtype=np.bool_)
