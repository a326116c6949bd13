"""How far hidden numbers can be from the truth without anything that is shown being false."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from outreach.tables.disclosure.ledger import Ledger
from outreach.tables.disclosure.solving import CLOSE, Rows, solve, sparse

if TYPE_CHECKING:
    from scipy.sparse import csc_array

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
ROUNDS = 12  # of directions tried on all numbers at once
CUTS = 40  # times that broken bounds are put in, before more is hidden instead
KEPT = 10_000_000  # numbers in feasible points that are remembered
FEW = 8
_FAINT = 1e-4  # what moving a hidden number costs, so that as few as possible do


class Reach:
    """The numbers of a ledger, and the furthest that each was seen to move, down and up.

    A point is a vector of deviations from the true numbers. It is feasible when
    all sums hold, nothing shown moves, and no number falls below its floor: 1
    for a hidden one, as zeros are shown; 0 beside a zero that is hidden, too,
    and for what no table shows. Every feasible point is a proof: whoever sees
    the tables cannot tell it from the truth. `whole` asks for points of whole
    numbers; sums of weights have no floor but 0.
    """

    def __init__(self, ledger: Ledger, *, whole: bool = True) -> None:
        self.ledger = ledger
        self.whole = whole
        self.values = np.array(ledger.values, dtype=np.float64)
        size = max(1.0, float(self.values.max(initial=0.0)))
        self.costs = np.array(ledger.costs, dtype=np.float64) * (1 + self.values / (2 * size))
        self.shown = self.costs > 0
        floors = np.where(self.shown & whole, np.minimum(1.0, self.values), 0.0)
        self.down = floors - self.values
        self.low = np.zeros(len(self.values))
        self.high = np.zeros(len(self.values))
        self.points: list[Floats] = []
        self.active = np.zeros(len(ledger.bounds), dtype=np.bool_)

    @cached_property
    def matrix(self) -> csc_array:
        """The sums: one row each, one column for each number."""
        return sparse(self.ledger.sums, len(self.values))

    @cached_property
    def bounds(self) -> csc_array:
        """The sums that are 0 or more; `active` are those that a solution once broke."""
        return sparse(self.ledger.bounds, len(self.values)).tocsr()

    @property
    def ceiling(self) -> float:
        """A deviation that is out of the way: beyond it a number is as good as without bound."""
        return 2.0 * float(self.values.max(initial=0.0)) + 10.0

    @property
    def width(self) -> Floats:
        """How far apart the lowest and the highest value of each number were seen to be."""
        return self.high - self.low

    def spread(self, movable: Flags, targets: NDArray[np.intp], width: float) -> None:
        """Move all targets that are not yet wide enough at once, in directions drawn by a seed."""
        draw = np.random.default_rng(0)
        left = len(targets) + 1
        for _round in range(ROUNDS):
            weak = targets[self.width[targets] < width - CLOSE]
            if not 0 < len(weak) < left:
                return
            left = len(weak)
            direction = np.zeros(len(self.values))
            direction[weak] = draw.choice([-1.0, 1.0], len(weak)) / (1 + self.values[weak])
            self._see(self._furthest(movable, direction))
            self._see(self._furthest(movable, -direction))

    def stretch(self, movable: Flags, target: int) -> None:
        """Move one number as far down and up as it goes."""
        direction = np.zeros(len(self.values))
        for sign in (1.0, -1.0):
            if sign < 0 and self.low[target] <= self.down[target] + CLOSE:
                return  # at its floor already
            direction[target] = sign
            self._see(self._furthest(movable, direction))

    def give_way(
        self, movable: Flags, target: int, width: float, hideable: Flags
    ) -> NDArray[np.intp] | None:
        """Return the places that have to be hidden for a number to move by a width, the cheapest.

        None where it cannot even if all that is hideable is hidden. As Kelly,
        Golden and Assad (1992) do: a linear program over deviations, each shown
        number costing what it costs a reader to go without.
        """
        if self.width[target] >= width - CLOSE:
            return np.array([], dtype=np.intp)
        more = self._move(
            movable, target, hideable, [self.low[target] + width, self.high[target] - width]
        )
        return self._both_ways(movable, target, width, hideable) if more is None else more

    def _both_ways(
        self, movable: Flags, target: int, width: float, hideable: Flags
    ) -> NDArray[np.intp] | None:
        """Return what to hide for a number to move partly down and up for the rest."""
        direction = np.zeros(len(self.values))
        direction[target] = 1.0
        ends = [self._furthest(movable | hideable, sign * direction) for sign in (1.0, -1.0)]
        if ends[0] is None or ends[1] is None:
            return None
        high, low = ends[0][target], ends[1][target]
        if high - low < width - CLOSE:
            return None
        up = min(high, max(np.ceil(width / 2), width + low))
        before = self.state
        first = self._move(movable, target, hideable, [up])
        if first is not None:
            wider = movable.copy()
            wider[first] = True
            second = self._move(wider, target, hideable, [up - width])
            if second is not None:
                return np.union1d(first, second)
        self.state = before
        return None

    def _move(
        self, movable: Flags, target: int, hideable: Flags, goals: list[float]
    ) -> NDArray[np.intp] | None:
        """Return what to hide for a number to move to one of some goals, the cheapest."""
        found = [
            self._cheapest(movable, target, goal, hideable)
            for goal in goals
            if goal >= self.down[target]
        ]
        points = [point for point in found if point is not None]
        if not points:
            return None
        moved = [~movable & (np.abs(point) > CLOSE) for point in points]
        best = int(np.argmin([float(self.costs @ flags) for flags in moved]))
        self._see(points[best])
        return np.flatnonzero(moved[best])

    def stands(self, movable: Flags, targets: NDArray[np.intp], width: float) -> bool:
        """Return whether all targets can move by a width with no more than this hidden."""
        still = [p for p in self.points if not np.abs(p[~movable]).max(initial=0.0) > CLOSE]
        seen = np.vstack([np.zeros(len(self.values)), *still])
        self.low, self.high = seen.min(axis=0), seen.max(axis=0)
        for few in (targets[:FEW], targets):  # most failures are among the nearest
            if len(few) > FEW:
                self.spread(movable, few, width)
            for target in few.tolist():
                if self.width[target] < width - CLOSE:
                    self.stretch(movable, target)
                if self.width[target] < width - CLOSE:
                    return False
        return True

    def lower_floors(self, places: Flags) -> None:
        """Let numbers be anything from 0."""
        self.down = np.where(places, -self.values, self.down)

    @property
    def state(self) -> tuple[Floats, Floats, Floats]:
        """Floors and what was seen, to return to."""
        return self.down, self.low.copy(), self.high.copy()

    @state.setter
    def state(self, state: tuple[Floats, Floats, Floats]) -> None:
        self.down, self.low, self.high = state

    def _furthest(self, movable: Flags, direction: Floats) -> Floats | None:
        at = np.flatnonzero(movable)
        upper = np.where(self.shown[at], self.ceiling, np.inf)
        return self._point(-direction[at], at, self.down[at], upper)

    def _cheapest(self, movable: Flags, target: int, goal: float, hideable: Flags) -> Floats | None:
        """Return the point at which a number has moved by a goal and least is to be hidden."""
        at = np.flatnonzero(movable | hideable)
        cost = np.where(movable[at], _FAINT, self.costs[at])
        down, up = -self.down[at], np.full(len(at), np.inf)
        moved = np.flatnonzero(at == target)
        down[moved], up[moved] = max(-goal, 0.0), max(goal, 0.0)
        least = np.zeros(2 * len(at))
        least[moved if goal > 0 else moved + len(at)] = abs(goal)
        return self._point(np.tile(cost, 2), at, least, np.concatenate([up, down]))

    def _point(
        self, cost: Floats, at: NDArray[np.intp], lower: Floats, upper: Floats
    ) -> Floats | None:
        """Return the cheapest feasible point within bounds, None where none was found.

        Where there are twice as many variables as places, the second half is of
        moves down. Bounds of three questions are put in once one is broken.
        """
        sign = np.repeat([1.0, -1.0], len(at)) if len(cost) > len(at) else np.ones(len(at))
        columns = np.tile(at, len(cost) // max(len(at), 1))
        for _more in range(CUTS):
            rows = self._rows(columns, sign)
            found = solve(cost, rows, lower, upper, whole=self.whole)
            if found is None:
                return None
            point = np.zeros(len(self.values))
            np.add.at(point, columns, sign * found)
            broken = self.bounds @ (self.values + point) < -CLOSE
            if not broken.any():
                return point
            self.active |= broken
        return None

    def _rows(self, columns: NDArray[np.intp], sign: Floats) -> list[Rows]:
        """Return the sums and the bounds that were broken, each with its lowest and highest."""
        sums = self.matrix[:, columns] * sign
        active = self.bounds[np.flatnonzero(self.active)]
        return [(sums, 0.0, 0.0), (active[:, columns] * sign, -(active @ self.values), np.inf)]

    def _see(self, point: Floats | None) -> None:
        if point is not None:
            np.minimum(self.low, point, out=self.low)
            np.maximum(self.high, point, out=self.high)
            if len(self.points) * len(point) < KEPT:
                self.points.append(point)
