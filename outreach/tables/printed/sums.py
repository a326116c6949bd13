"""Totals against the sum of their parts, down the columns and across the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import squeeze
from outreach.tables.printed.grid import Cell, Printed
from outreach.tables.printed.shares import fits_as_several
from outreach.tables.printed.words import (
    BASE,
    PART,
    PERCENTS,
    TOTAL,
    WITHIN,
    bare,
    is_net,
    is_of_heads,
)

_SHOWN = 15  # parts that a message lists
_MOST = 300  # totals of a table that are looked at
_RUNS = 30  # parts among which a net's members are looked for anywhere
_ENOUGH = 4  # sums that tell whether a row that is called a total is one

_HALF = Decimal("0.5")
_EXCEPT = pattern(r"[(]?([^()]+)を(?:除く|除いた)")
_ROUNDED = pattern(r".*(?:四捨五入|端数).*(?:一致し|合わ|符合し|合致し|異な).*")
_OF_PERCENT = pattern(r"%|割合|比率|構成比|100")
_AMOUNT = pattern(r"金額|[千万億]円|[千万億](?:人|件|台|t|トン)|百万|単位:[千万億]|トン|ha|km")

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
    def gap(self) -> Decimal:
        """The total less the sum; 0 if there is no total."""
        return self.total.figure.value - self.value if self.total.figure else Decimal(0)

    @property
    def right(self) -> bool:
        """Whether the total is the sum."""
        return self.total.figure is not None and not self.gap

    @property
    def is_short(self) -> bool:
        """Whether the total is less than the sum, and no less than any part: people, not ticks."""
        figures = [cell.figure.value for cell in self.parts if cell.figure]
        return self.gap < 0 and max(figures) <= self.value + self.gap


def wrong_totals(table: Printed) -> Iterator[Finding]:
    """Yield S001 for each total, of rows or of columns, that is not the sum of its parts.

    Which rows are parts follows from names (計, 小計, うち…), from order, and
    from names in outer columns; what fits is taken. Where several answers
    were allowed there are no such sums down the column, nor across where the
    options are columns. Where a note says that amounts are rounded, totals may
    be off by as much as that makes.
    """
    if not table.several and not fits_as_several(table):
        yield from _wrong(table)
    yield from _wrong(table.turned)
    for view in (table, table.turned):
        yield from _too_large(view)


def _too_large(table: Printed) -> Iterator[Finding]:
    """Yield S001 where うち… has more than the row that it is a part of, the one above it."""
    for at, row in enumerate(table.rows):
        said = squeeze(row.names[-1] if row.names else "").lstrip("(・※")
        wholes = [
            place for place in range(at)
            if table.rows[place].kind in (PART, TOTAL, BASE)
            and table.rows[place].indent <= row.indent
        ]  # fmt: skip
        if not wholes or row.kind != WITHIN or not said.startswith(("うち", "内")):
            continue
        for column in table.counts:
            part, whole = table.cells[at][column], table.cells[wholes[-1]][column]
            if part.figure and whole.figure and part.figure.value > whole.figure.value >= 0:
                yield _beyond(row.name, part, table.rows[wholes[-1]].name, whole)


def _beyond(name: str, part: Cell, of: str, whole: Cell) -> Finding:
    message = _("“{name}” is printed as {printed}, but “{whole}”, of which it is, as {all}.")
    text = message.format(name=name, printed=part.text, whole=of, all=whole.text)
    remedy = _("Correct the one or the other: a part is no more than its whole.")
    return finding("S001", part.place, text, remedy, value=f"{name} {part.text}")


def _is_of_people(sums: Sequence[Sum], *, several: bool) -> bool:
    """Return whether totals count people who may be in several parts, so that they are no sums."""
    wrong = [added for added in sums if not added.right]
    short = bool(wrong) and all(added.is_short for added in wrong)
    if several:
        return short and 2 * len(wrong) > len(sums)
    return short and len(wrong) == len(sums) >= _ENOUGH - 1


def _wrong(table: Printed) -> Iterator[Finding]:
    totals = [at for at, row in enumerate(table.rows) if row.kind == TOTAL]
    for at in totals[:_MOST]:
        sums = best_sums(table, at, [*candidates(table, at)])
        wrong = [added for added in sums if not added.right]
        if len(sums) >= _ENOUGH and 2 * len(wrong) > len(sums):
            continue  # so many that it is another kind of total: people and cases, this year's
        if _is_of_people(sums, several=table.several):
            continue
        slack = _slack(table)
        for added in wrong:
            if abs(added.gap) > slack * (len(added.parts) + 1):
                yield wrong_total(table.rows[at].name, added)


def _slack(table: Printed) -> Decimal:
    """Return by how much a rounded amount may be off: ½, where a note and a unit say so, else 0."""
    texts = [squeeze(cell.text) for cell in table.texts()]
    names = [squeeze(line.name) for line in (*table.rows, *table.columns)]
    said = any(_ROUNDED.fullmatch(text) and not _OF_PERCENT.search(text) for text in texts)
    return _HALF if said and any(map(_AMOUNT.search, (*texts, *names))) else Decimal(0)


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
        heads = is_of_heads(table.columns[column].name) or is_of_heads(table.rows[at].name)
        if added.known and not (heads and added.is_short):
            yield added


def candidates(table: Printed, at: int) -> Iterator[Parts]:
    """Yield what may be a total's parts, the likeliest first."""
    rows, row = table.rows, table.rows[at]
    same = [place for place, other in enumerate(rows) if other.group == row.group]
    excepted = _EXCEPT.search(squeeze(row.name))
    if excepted:
        kept = [place for place in same if bare(rows[place].name) not in excepted[1]]
        yield _outer_parts(table, kept)
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
    """Yield the runs of neighbours that a net may be of.

    A net beside its members (リハビリ職計) is of those next to it; one beside
    another total, as nets below 合計 are, is of any run.
    """
    rows = table.rows
    same = [place for place, row in enumerate(rows) if row.group == rows[at].group]
    parts = _outer_parts(table, same)
    above = tuple(place for place in parts if place < at)
    below = tuple(place for place in parts if place > at)
    for start in range(len(above) - 1, -1, -1):
        yield above[start:]
    for end in range(1, len(below) + 1):
        yield below[:end]
    sides = (range(at - 1, -1, -1), range(at + 1, len(rows)))
    kinds = [[rows[place].kind for place in side] for side in sides]
    near = [next((kind for kind in side if kind not in PERCENTS), "") for side in kinds]
    if TOTAL in near:
        for side in (above[-_RUNS:], below[:_RUNS]):
            for start in range(len(side)):
                yield from (side[start:end] for end in range(start + 2, len(side) + 1))


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
