"""Boxes pushed apart, or put beside points: no two words of a picture stand on each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, count

_ROUNDS = 60  # of pushing, before everything is spread
_SPREAD = 1.1
_DIGITS = 2

Point = tuple[float, float]


def apart(places: Sequence[Point], sizes: Sequence[Point], gap: float = 4) -> list[Point]:
    """Return the middles of boxes, moved as little as it takes that none overlaps another.

    Of two that overlap each gives way by half, along the shorter way; where
    that finds no end, all places are spread by a tenth, and so on. `gap` is
    what is left free between them. The same places give the same result.

    >>> apart([(0, 0), (1, 0), (100, 0)], [(10, 10)] * 3)
    [(-6.5, 0.0), (7.5, 0.0), (100.0, 0.0)]
    """
    found = [[float(x), float(y)] for x, y in places]
    grown = [(width + gap, height + gap) for width, height in sizes]
    while True:
        for _round in range(_ROUNDS):
            if not _push(found, grown):
                return [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in found]
        for place in found:
            place[0] *= _SPREAD
            place[1] *= _SPREAD


def beside(points: Sequence[Point], sizes: Sequence[Point], reach: float = 5) -> list[Point]:
    """Return the middles of boxes beside their points, each as near as there is room.

    None covers another or a point, of which `reach` around are left free. The
    first box has the first choice: above its point, else right, left, below,
    slantwise, and so on farther out.

    >>> beside([(0, 0), (1, 0)], [(10, 10), (10, 10)])
    [(0.0, -10.0), (11.0, 0.0)]
    """
    taken = [(point, (2 * reach - 1, 2 * reach - 1)) for point in points]
    found: list[Point] = []
    for point, size in zip(points, sizes, strict=True):
        place = next(each for each in _around(point, size, reach) if _free(each, size, taken))
        taken.append((place, size))
        found.append((round(place[0], _DIGITS), round(place[1], _DIGITS)))
    return found


def _around(point: Point, size: Point, reach: float) -> Iterator[Point]:
    """Yield places for the middle of a box around a point, nearer ones first."""
    ways = [-90, 0, 180, 90, -45, -135, 45, 135, *range(-78, 282, 12)]
    for ring in count():
        for way in ways:
            across, down = math.cos(math.radians(way)), math.sin(math.radians(way))
            away = reach + 4 * ring
            x = point[0] + across * (away + size[0] / 2)
            yield x, point[1] + down * (away + size[1] / 2)


def _free(middle: Point, size: Point, taken: Sequence[tuple[Point, Point]]) -> bool:
    """Whether a box overlaps none of the others."""
    x, y = middle
    wide, high = size[0] - 2e-6, size[1] - 2e-6
    for (other_x, other_y), (other_wide, other_high) in reversed(taken):
        across = 2 * abs(x - other_x) < wide + other_wide
        if across and 2 * abs(y - other_y) < high + other_high:
            return False
    return True


def _push(places: list[list[float]], sizes: Sequence[Point]) -> bool:
    """Push all boxes that overlap apart, once; say whether any did."""
    moved = False
    for one, other in combinations(range(len(places)), 2):
        steps = []
        for axis in range(2):
            reach = (sizes[one][axis] + sizes[other][axis]) / 2
            steps.append(reach - abs(places[other][axis] - places[one][axis]))
        if min(steps) <= 1e-6:
            continue
        moved = True
        axis = 0 if steps[0] < steps[1] else 1
        way = 1 if places[other][axis] >= places[one][axis] else -1
        places[one][axis] -= way * steps[axis] / 2
        places[other][axis] += way * steps[axis] / 2
    return moved
