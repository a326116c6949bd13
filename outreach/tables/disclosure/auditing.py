"""How much anybody can tell of what is hidden: the interval of each hidden number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from outreach.tables.disclosure.entries import EVERYBODY, base, cell, rows
from outreach.tables.disclosure.ledger import Statistic
from outreach.tables.disclosure.links import link_tables
from outreach.tables.disclosure.protecting import flags, lines_of
from outreach.tables.disclosure.reach import Reach
from outreach.tables.disclosure.solving import CLOSE
from outreach.tables.table import Table


@dataclass(frozen=True, slots=True)
class Interval:
    """What a hidden number can be, in people, as far as anybody can tell.

    `table` is its position among the tables that were audited; `group` is "" for
    everybody, `option` "" for a base. `high` is infinite where nothing bounds it.
    """

    table: int
    question: str
    by: str
    group: str
    option: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the ends are apart."""
        return self.high - self.low


def audit(tables: Sequence[Table]) -> list[Interval]:
    """Return an Interval for each hidden cell, total and base, in the order of the tables.

    Its ends are found by linear programming over everything that the tables
    show, all of them together (Fischetti and Salazar 2001); numbers of people
    are whole, and a hidden one is none of the zeros unless a zero is hidden in
    its row or column. A number that one table hides and another shows has a
    width of 0.
    """
    hidden = [(at, table, each) for at, table in enumerate(tables) for each in _hidden(table)]
    if not hidden:
        return []
    shown = {statistic for table in tables for statistic in _shown(table)}
    unknown = {statistic for _at, _table, (_group, _option, statistic) in hidden} - shown
    ends = _ends(tables, unknown)
    found = []
    for at, table, (group, option, statistic) in hidden:
        by = table.by.key if table.by else ""
        low, high = ends[statistic]
        found.append(Interval(at, table.question.key, by, group, option, low, high))
    return found


def _cells(table: Table) -> Iterator[tuple[bool, str, str, Statistic]]:
    """Yield of each cell, total and base whether it is hidden, its group and option, and itself."""
    marks = table.hidden
    for group in rows(table):
        label = "" if group == EVERYBODY else str(table.groups[group])
        for at, category in enumerate(table.categories):
            which = (marks.total if group == EVERYBODY else marks.cells) if marks else None
            hidden = which is not None and bool(which[max(group, 0), at])
            yield hidden, label, category.label, cell(table, group, at)
        hidden = marks is not None and bool(
            marks.whole if group == EVERYBODY else marks.groups[group]
        )
        yield hidden, label, "", base(table, group)


def _hidden(table: Table) -> list[tuple[str, str, Statistic]]:
    return [(group, option, statistic) for hide, group, option, statistic in _cells(table) if hide]


def _shown(table: Table) -> list[Statistic]:
    return [statistic for hide, _group, _option, statistic in _cells(table) if not hide]


def _any_cell_shown(tables: Sequence[Table]) -> bool:
    return any(
        table.hidden is None or not (table.hidden.cells.all() and table.hidden.total.all())
        for table in tables
    )


def _ends(tables: Sequence[Table], unknown: set[Statistic]) -> dict[Statistic, tuple[float, float]]:
    """Return by statistic the lowest and the highest value that it can have."""
    reach = Reach(link_tables(tables))
    names = list(reach.ledger.places)
    movable = ~reach.shown | flags(unknown, names)
    for zero in np.flatnonzero(movable & reach.shown & (reach.values == 0)).tolist():
        reach.lower_floors(lines_of(reach.ledger, zero))
    if not _any_cell_shown(tables):  # withheld as a whole: zeros too
        reach.lower_floors(np.ones(len(names), dtype=np.bool_))
    targets = np.flatnonzero(flags(unknown, names))
    reach.spread(movable, targets, float("inf"))
    for target in targets.tolist():
        reach.stretch(movable, target)
    bound = reach.ceiling - CLOSE
    low = reach.values + reach.low
    high = np.where(reach.high < bound, reach.values + reach.high, np.inf)
    ends = zip(np.rint(low).tolist(), np.where(np.isinf(high), high, np.rint(high)), strict=True)
    return dict(zip(names, ((down, float(up)) for down, up in ends), strict=True))
