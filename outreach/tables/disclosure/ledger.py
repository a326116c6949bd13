"""Every number that tables published together tell, and the sums that tie them to one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from outreach.codebook import Question
from outreach.errors import OutreachError
from outreach.messages import _

Part = tuple[str, str, str]  # a question's key, a sign, a label
IS, NET, NOT, ANSWERED, REST = "", "net", "not", "answered", "rest"
CELL, MARGIN, BASE = 1.0, 20.0, 60.0  # what it costs a reader to go without
WHOLE = 1000.0  # how many answered is known from elsewhere: never hidden for another's sake
ROUNDING = 1e-6  # sums of weights are equal up to this share


class Statistic(NamedTuple):
    """How many people of a population have all these answers; no answers at all: everybody.

    The same people counted in two tables, in either direction, are one
    statistic: a table's row total is a cell of the break's own simple table.
    """

    survey: str
    where: str
    parts: frozenset[Part]

    def without(self, part: Part) -> Statistic:
        """Return the statistic that this one is a part of."""
        return self._replace(parts=self.parts - {part})

    def having(self, *more: Part) -> Statistic:
        """Return the statistic of those people who have these answers as well."""
        return self._replace(parts=self.parts | set(more))

    def instead(self, part: Part, other: Part) -> Statistic:
        """Return the statistic with one answer exchanged for another."""
        return self._replace(parts=self.parts - {part} | {other})


@dataclass
class Ledger:
    """Statistics by place: their values, what hiding them costs, and the sums among them.

    `costs` is 0 for what no table shows and anybody may work out: those who did
    not choose, those whom a table leaves out. Of these `telling` ones are as
    much to be protected as a shown one. Each of `sums` holds factors by place
    that, multiplied with the values and added, give 0, each of `bounds` 0 or more.
    `folded` are the nets that are groups of a break.
    """

    places: dict[Statistic, int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    sums: list[dict[int, float]] = field(default_factory=list)
    bounds: list[dict[int, float]] = field(default_factory=list)
    telling: set[int] = field(default_factory=set)
    questions: dict[str, Question] = field(default_factory=dict)
    folded: set[Part] = field(default_factory=set)

    def enter(self, statistic: Statistic, value: float, cost: float = 0.0) -> int:
        """Return the place of a statistic, entered with its value unless it is there.

        Raises OutreachError where two tables give it different values.
        """
        place = self.places.setdefault(statistic, len(self.values))
        if place == len(self.values):
            self.values.append(value)
            self.costs.append(cost)
        elif cost and abs(self.values[place] - value) > ROUNDING * max(1.0, abs(value)):
            raise OutreachError(
                _("Two tables count the same people differently: {one} and {other}.").format(
                    one=f"{self.values[place]:g}", other=f"{value:g}"
                ),
                remedy=_("Hide the tables of each set of answers apart."),
            )
        self.costs[place] = max(self.costs[place], cost)
        return place

    def value(self, statistic: Statistic) -> float | None:
        """Return a statistic's value, None where no table tells it."""
        place = self.places.get(statistic)
        return None if place is None else self.values[place]

    def split(self, whole: int, parts: Iterable[int], rest: Statistic) -> None:
        """Put down that a whole is the sum of its parts and, if there is one, of a rest."""
        parts = list(parts)
        left = self.values[whole] - sum(self.values[part] for part in parts)
        size = ROUNDING * max(1.0, abs(self.values[whole]))
        if left > size or rest in self.places:
            parts = [*parts, self.enter(rest, max(left, 0.0))]
        elif left < -size:
            raise OutreachError(
                _("The tables contradict one another: the parts are more than the whole."),
                remedy=_("Hide the tables of each set of answers apart."),
            )
        self.sums.append({whole: 1.0} | dict.fromkeys(parts, -1.0))

    def at_least(self, factors: Mapping[int, float]) -> None:
        """Put down that a sum of factors × values is 0 or more; where it is not, put down nothing.

        A table that shows some of the options only need not keep such a bound.
        """
        slack = sum(factor * self.values[place] for place, factor in factors.items())
        if slack < -ROUNDING * max(1.0, abs(slack)):
            return
        name = Statistic("", "", frozenset({("", "slack", str(len(self.sums)))}))
        self.sums.append({**factors, self.enter(name, max(slack, 0.0)): -1.0})
