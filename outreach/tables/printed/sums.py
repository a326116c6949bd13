"""Totals against the sum of their parts, down the columns and across the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.tables.printed.grid import Cell, Printed
from outreach.tables.printed.shares import fits_as_several
from outreach.tables.printed.words import PART, TOTAL, bare, is_net

_SHOWN = 15  # parts that a message lists
_MOST = 300  # totals of a table that are looked at
_RUNS = 30  # parts among which a net's members are looked for anywhere
_ENOUGH = 4  # sums that tell whether a row that is called a total is one

Parts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What one total should be: the cell that prints it, and the cells of its parts."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def value(self) -> Decimal:
        """The parts added up; a dash or a blank counts as nobody."""
        return sum((cell.figure.value for cell in self.parts if cell.figure), Decimal(0))

    @property
    def known(self) -> bool:
        """Whether total and parts are all printed, and it is a sum at all: of two parts or more."""
        enough = sum(cell.figure is not None for cell in self.parts) > 1
        return self.total.figure is not None and enough and all(cell.known for cell in self.parts)

    @property
    def right(self) -> bool:
        """Whether the total is the sum."""
        return self.total.figure is not None and self.total.figure.value == self.value


def wrong_totals(table: Printed) -> Iterator[Finding]:
    """Yield S001 for each total, of rows or of columns, that is not the sum of its parts.

    Which rows are parts follows from names (計, 小計, うち…), from order, and
    from names in outer columns; what fits is taken. Where several answers
    were allowed there are no such sums down the column.
    """
    if not table.several and not fits_as_several(table):
        yield from _wrong(table)
    yield from _wrong(table.turned)


def _wrong(table: Printed) -> Iterator[Finding]:
    totals = [at for at, row in enumerate(table.rows) if row.kind == TOTAL]
    for at in totals[:_MOST]:
        sums = best_sums(table, at, [*candidates(table, at)])
        wrong = [added for added in sums if not added.right]
        if len(sums) >= _ENOUGH and 2 * len(wrong) > len(sums):
            continue  # so many that it is another kind of total: people and cases, this year's
        for added in wrong:
            yield wrong_total(table.rows[at].name, added)


def best_sums(table: Printed, at: int, choices: Sequence[Parts]) -> list[Sum]:
    """Return a row's sums, one for each column, with the parts that make most of them right."""
    distinct = [parts for parts in dict.fromkeys(choices) if len(parts) > 1]
    every = [[*_sums(table, at, parts)] for parts in distinct]
    right = max((sum(added.right for added in sums) for sums in every), default=0)
    best = [sums for sums in every if sum(added.right for added in sums) == right]
    if is_net(table.rows[at].name) and not right:
        return min(best, key=_distance, default=[])
    return best[0] if best else []


def _distance(sums: Sequence[Sum]) -> tuple[bool, Decimal]:
    """Return how far the totals are from their parts; a row without sums is the farthest."""
    return not sums, sum((abs(added.gap) for added in sums), Decimal(0))


def _sums(table: Printed, at: int, parts: Parts) -> Iterator[Sum]:
    for column in table.counts:
        cells = tuple(table.cells[part][column] for part in parts)
        added = Sum(table.cells[at][column], cells)
        if added.known:
            yield added


def candidates(table: Printed, at: int) -> Iterator[Parts]:
    """Yield what may be a total's parts, the likeliest first."""
    rows, row = table.rows, table.rows[at]
    same = [place for place, other in enumerate(rows) if other.group == row.group]
    for near in dict.fromkeys((tuple(same), tuple(range(len(rows))))):
        totals = [place for place in near if rows[place].kind == TOTAL]
        before = max((place for place in totals if place < at), default=-1)
        after = min((place for place in totals if place > at), default=len(rows))
        above, below = [p for p in near if p < at], [p for p in near if p > at]
        since = [place for place in above if place > before]
        until = [place for place in below if place < after]
        order = (since, until, above) if "小計" in bare(row.name) else (above, since, until)
        for chosen in dict.fromkeys(map(tuple, (*order, below, near))):
            yield _outer_parts(table, chosen)
        yield tuple(place for place in totals if place != at)  # subtotals
    if is_net(row.name):
        yield from _runs(table, at)
    tail = row.names[1:]
    if any(tail):  # 合計/男 of 市内/男 and 市外/男
        yield tuple(
            place for place, other in enumerate(rows)
            if other.names[1:] == tail and other.names[0] != row.names[0]
        )  # fmt: skip


def _runs(table: Printed, at: int) -> Iterator[Parts]:
    """Yield the runs of neighbours that a net may be of: beside it, or anywhere above or below.

    A net beside its members (リハビリ職計) is of those next to it; nets that
    stand together below or above all options are of any run of them.
    """
    parts = _outer_parts(table, range(len(table.rows)))
    above = tuple(place for place in parts if place < at)
    below = tuple(place for place in parts if place > at)
    for start in range(len(above) - 1, -1, -1):
        yield above[start:]
    for end in range(1, len(below) + 1):
        yield below[:end]
    for side in (above, below):
        if len(side) <= _RUNS:
            for start in range(len(side)):
                for end in range(start + 2, len(side) + 1):
                    yield side[start:end]


def _outer_parts(table: Printed, places: Sequence[int]) -> Parts:
    """Return the rows among these that are parts and are no parts of parts."""
    parts = [place for place in places if table.rows[place].kind == PART]
    least = min((table.rows[place].indent for place in parts), default=0)
    return tuple(place for place in parts if table.rows[place].indent == least)


def wrong_total(name: str, added: Sum) -> Finding:
    """Return the finding for a total that is not its sum."""
    figures = [str(cell.figure.value) for cell in added.parts if cell.figure]
    shown = " + ".join(figures[:_SHOWN]) + (" + …" if len(figures) > _SHOWN else "")
    message = _("“{name}” is printed as {printed}, but its parts add up to {sum}: {parts}.")
    remedy = _("Print {sum}, or correct the part that is wrong.")
    printed = added.total.figure.value if added.total.figure else added.total.text
    return finding(
        "S001",
        added.total.place,
        message.format(name=name, printed=printed, sum=added.value, parts=shown),
        remedy.format(sum=added.value),
        value=f"{name} {added.total.text}",
    )
