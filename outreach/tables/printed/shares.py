"""A column of printed percentages → what they are made of: counts, and the base that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from outreach.patterns import pattern
from outreach.spelling import squeeze
from outreach.tables.printed.figure import Figure, rounded, share
from outreach.tables.printed.grid import Cell, Printed
from outreach.tables.printed.words import BASE, PART, PERCENTS, TOTAL, is_silent

HUNDRED = Decimal(100)
_N = pattern(r"(?<![a-z])n=((?:\d{1,3}(?:,\d{3})+|\d{1,9}))(?!\d)")
_EXACT = 8  # decimals of a percentage that was computed; floats are exact to a few more
_SEVERAL = Decimal("1.1")  # times the base: ticks of people who could give several answers


@dataclass(frozen=True, slots=True)
class Percent:
    """One printed percentage with what it was made of."""

    name: str
    cell: Cell
    count: Decimal
    base: Decimal
    decimals: int

    @property
    def printed(self) -> Decimal:
        """The percentage as it is printed."""
        return self.cell.figure.value if self.cell.figure else Decimal(0)

    @property
    def exact(self) -> Decimal:
        """Count of base, unrounded."""
        return share(self.count, self.base)

    @property
    def right(self) -> Decimal:
        """What should be printed: halves rounded up."""
        return rounded(self.exact, self.decimals)

    @property
    def is_right(self) -> bool:
        """Whether that is printed."""
        return self.printed == self.right

    @property
    def is_near(self) -> bool:
        """Whether it is off by one in the last digit at the most, as roundings are."""
        return abs(self.printed - self.right) <= Decimal(1).scaleb(-self.decimals)


@dataclass(frozen=True, slots=True)
class Shares:
    """A column of percentages with the base that they were made of.

    `parts` are the percentages of rows that are no totals; `hundred` says that
    the base itself is printed as 100, `beside` that the counts stand right
    beside the percentages, `usual` that the base is everybody; else it is
    those who answered.
    """

    column: str
    percents: tuple[Percent, ...]
    parts: tuple[Percent, ...]
    hundred: bool = False
    beside: bool = False
    usual: bool = True

    @property
    def wrong(self) -> list[Percent]:
        """The percentages that are not rounded half up."""
        return [percent for percent in self.percents if not percent.is_right]

    @property
    def is_distribution(self) -> bool:
        """Whether the base is printed as 100, or the parts so that they add up to about that."""
        if self.hundred or len(self.parts) < 2:
            return self.hundred
        slack = Decimal(len(self.parts) + 2).scaleb(-self.parts[0].decimals) / 2
        return abs(sum(part.printed for part in self.parts) - HUNDRED) <= slack

    @property
    def fits(self) -> bool:
        """Whether the base is this one beyond doubt: most percentages are nearly right."""
        near = sum(percent.is_near for percent in self.percents)
        sure = self.usual and self.beside and self.is_distribution
        return 2 * near > len(self.percents) or sure


def chosen_shares(table: Printed, at: int, decimals: int | None = None) -> Shares | None:
    """Return a column's percentages with the base that fits, or None where no base does.

    Bases are the total of the column or row, the sum of the parts, n in the
    title, and those who answered; what makes the fewest of them wrong is
    taken. Fractions of 1, as Excel keeps what it shows as 33.4%, are read as
    percentages where no base fits them as they stand.
    """
    chosen = _chosen(table, at, decimals)
    if chosen is None and _are_fractions(table, at):
        return _chosen(_in_percent(table, at), at, decimals)
    return chosen


def _are_fractions(table: Printed, at: int) -> bool:
    """Return whether a column of percentages holds numbers from 0 to 1 only, and some between."""
    figures = [cell.figure for cell in table.column(at) if cell.figure]
    plain = not any(figure.percent for figure in figures)
    within = all(0 <= figure.value <= 1 for figure in figures)
    return plain and within and any(0 < figure.value < 1 for figure in figures)


def _in_percent(table: Printed, at: int) -> Printed:
    """Return the table with the fractions of a column as percentages."""
    cells = tuple((*row[:at], _percent(row[at]), *row[at + 1 :]) for row in table.cells)
    return replace(table, cells=cells)


def _percent(cell: Cell) -> Cell:
    if cell.figure is None:
        return cell
    decimals = min(max(cell.figure.decimals - 2, 0), _EXACT)
    return replace(cell, figure=Figure(rounded(100 * cell.figure.value, decimals), decimals))


def _chosen(table: Printed, at: int, decimals: int | None) -> Shares | None:
    every = [shares for shares in _shares(table, at, decimals) if shares.percents]
    for shares in every:
        if not shares.wrong:
            return shares
    fitting = [shares for shares in every if shares.usual and shares.fits]
    fitting += [
        shares for shares in every
        if not shares.usual and 2 * len(shares.wrong) < len(shares.percents)
    ]  # fmt: skip
    return min(fitting, key=lambda shares: len(shares.wrong), default=None)


def fits_as_several(table: Printed) -> bool:
    """Return whether people could give several answers: percentages are right, far beyond 100.

    Then the total is of people, and no sum of its column.
    """
    for at in table.shares:
        shares = chosen_shares(table, at)
        if shares and len(shares.parts) > max(1, 2 * len(shares.wrong)):
            ticks = sum(part.count for part in shares.parts)
            if ticks > _SEVERAL * shares.parts[0].base:
                return True
    return False


def _shares(table: Printed, at: int, decimals: int | None) -> Iterator[Shares]:
    """Yield the column's percentages on each base that there may be."""
    counted = count_column(table, at)
    figures = [cell.figure for cell in table.column(at) if cell.figure]
    if counted is None or not figures:
        return
    shown = decimals if decimals is not None else max(figure.decimals for figure in figures)
    cells = table.column(counted)
    least = min((row.indent for row in table.rows if row.kind == PART), default=0)
    whole = _sum([
        cell for row, cell in zip(table.rows, cells, strict=True)
        if row.kind == PART and row.indent == least
    ])  # fmt: skip
    silent = [c for row, c in zip(table.rows, cells, strict=True) if is_silent(row.name)]
    for row, cell in zip(table.rows, cells, strict=True):
        if row.kind in (TOTAL, BASE) and cell.figure:
            fixed = [cell.figure.value] * len(cells)
            yield _on(table, at, counted, fixed, shown)
            if silent:
                rest = [cell.figure.value - _sum(silent)] * len(cells)
                yield _on(table, at, counted, rest, shown, usual=False)
    for across, line in enumerate(table.columns):
        if line.kind in (TOTAL, BASE):  # the total itself is 100 in each row
            bases = [cell.figure.value if cell.figure else None for cell in table.column(across)]
            yield _on(table, at, counted, bases, shown)
    yield _on(table, at, counted, [whole] * len(cells), shown)
    if any(row.indent > least for row in table.rows if row.kind == PART):
        yield _on(table, at, counted, _parents(table, cells, whole), shown)
    yield from (_on(table, at, counted, [n] * len(cells), shown) for n in _told_bases(table))
    if silent:
        rest = [whole - _sum(silent)] * len(cells)
        yield _on(table, at, counted, rest, shown, usual=False)


def _parents(table: Printed, cells: Sequence[Cell], whole: Decimal) -> list[Decimal | None]:
    """Return as base of each row the count of the row that it is indented below, or the whole."""
    bases: list[Decimal | None] = []
    for at, row in enumerate(table.rows):
        above = [place for place in range(at) if table.rows[place].indent < row.indent]
        parent = cells[above[-1]].figure if above and row.kind != TOTAL else None
        bases.append(parent.value if parent else whole)
    return bases


def _told_bases(table: Printed) -> list[Decimal]:
    """Return the base that the title tells, as （n=104）; several of them tell none."""
    told = {found[1] for cell in table.texts() for found in _N.finditer(squeeze(cell.text))}
    return [Decimal(base.replace(",", "")) for base in told] if len(told) == 1 else []


def _sum(cells: Sequence[Cell]) -> Decimal:
    return sum((cell.figure.value for cell in cells if cell.figure), Decimal(0))


def count_column(table: Printed, at: int) -> int | None:
    """Return the column that one of percentages is of: 男 of 男割合, or its group's nearest."""
    groups, name = table.columns, squeeze(table.columns[at].name)
    counts = [other for other in table.counts if other not in table.shares]
    own = {other: squeeze(groups[other].name) for other in counts}
    named = [other for other in counts if own[other] and name.startswith(own[other])]
    if named:
        return max(named, key=lambda other: len(own[other]))
    same = [other for other in counts if groups[other].names[:1] == groups[at].names[:1]]
    near = [other for other in counts if groups[other].group == groups[at].group]
    for places in (same if len(groups[at].names) > 1 else [], near, counts):
        before = [other for other in places if other < at]
        if before or places:
            return max(before) if before else min(places)
    return None


def _on(
    table: Printed, at: int, counted: int, bases: Sequence[Decimal | None],
    decimals: int, *, usual: bool = True,
) -> Shares:  # fmt: skip
    """Return the column's percentages on one base for each row."""
    percents, parts, hundred = [], [], False
    least = min((row.indent for row in table.rows if row.kind == PART), default=0)
    for row, cells, base in zip(table.rows, table.cells, bases, strict=True):
        printed, count = cells[at].figure, cells[counted]
        if printed is None or not count.known or not base or row.kind in PERCENTS:
            continue
        value = count.figure.value if count.figure else Decimal(0)
        percent = Percent(row.name, cells[at], value, base, decimals)
        if row.kind == TOTAL and percent.printed == HUNDRED:
            hundred |= percent.is_right
            continue  # whatever the total should be, it is all of them
        percents.append(percent)
        if row.kind == PART and row.indent == least:
            parts.append(percent)
    name = table.columns[at].name
    return Shares(name, tuple(percents), tuple(parts), hundred, counted == at - 1, usual)
