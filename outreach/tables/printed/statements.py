"""What a codebook says of a printed table: sums, percentages, changes, links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from outreach.codebook import Published
from outreach.codebook_published import PEOPLE, split_statement, table_of_link
from outreach.errors import Place, UnreadableFile
from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import squeeze
from outreach.tables.printed.changes import wrong_change
from outreach.tables.printed.figure import read_figure
from outreach.tables.printed.grid import Cell, Printed
from outreach.tables.printed.naming import (
    Lines,
    UnknownName,
    find_cells,
    find_lines,
    positions,
)
from outreach.tables.printed.percents import wrong_percent
from outreach.tables.printed.shares import Percent
from outreach.tables.printed.sums import Sum, wrong_total

_OVER = pattern(r"\s+[/／÷]\s+")
_ARROW = pattern(r"\s*(?:→|->|⇒)\s*")

Read = Callable[[str], Printed]
Judge = Iterator[Finding]


def broken_statements(
    table: Printed, said: Published, read: Read, people: Mapping[str, int]
) -> Iterator[Finding]:
    """Yield what the table does not keep of what the codebook says of it.

    `read` gives another table by its key; `people` are the survey's head
    counts. A name that no row or column has is S009.
    """
    statements: list[tuple[str, str, Callable[[str, str], Judge]]] = [
        ("sums", text, lambda left, right: _sums(table, left, right)) for text in said.sums
    ]
    statements += [
        ("percents", text, lambda left, right: _percents(table, left, right, said.decimals))
        for text in said.percents
    ]
    statements += [
        ("changes", text, lambda left, right: _changes(table, left, right)) for text in said.changes
    ]
    statements += [
        ("links", text, lambda left, right: _links(table, left, right, read, people))
        for text in said.links
    ]
    for key, text, judge in statements:
        left, right = split_statement(text)
        try:
            yield from judge(left, right)
        except UnknownName as error:
            message = _("[published.{table}] {key} “{text}”: {reason}")
            yield finding(
                "S009",
                Place(str(table.path)),
                message.format(table=said.key, key=key, text=text, reason=error.message),
                error.remedy or _("Name it as the table prints it."),
                value=text,
            )


def _sums(table: Printed, left: str, right: str) -> Judge:
    total = find_lines(table, left)
    parts = find_lines(total.table, right)
    if parts.table.rows != total.table.rows:
        raise UnknownName(_("A row is the sum of rows, a column of columns."))
    at = [place for place in parts.at if place not in total.at]
    for (_name, cells), (_same, added) in zip(
        total.across(), Lines(right, parts.table, tuple(at)).across(), strict=True
    ):
        one = Sum(cells[0], added)
        if one.total.figure and all(cell.known for cell in added) and not one.right:
            yield wrong_total(left, one)


def _percents(table: Printed, left: str, right: str, decimals: int | None) -> Judge:
    over = _OVER.split(right, 1)
    if len(over) != 2:
        raise UnknownName(_("It needs a count and a base."), remedy=_("Write: count / base."))
    printed = find_lines(table, left)
    counts = find_lines(printed.table, over[0])
    if counts.table.rows != printed.table.rows:
        raise UnknownName(_("Percentage and count must both be rows, or both be columns."))
    view, row, counted = printed.table, printed.at[0], counts.at[0]
    bases = _bases(view, over[1], counted)
    figures = [cell.figure for cell in view.cells[row] if cell.figure]
    shown = max((figure.decimals for figure in figures), default=0)
    for at, base in enumerate(bases):
        cell, count = view.cells[row][at], view.cells[counted][at]
        if cell.figure is None or not count.known or not base:
            continue
        value = count.figure.value if count.figure else Decimal(0)
        name = view.columns[at].name if len(bases) > 1 else left
        percent = Percent(name, cell, value, base, shown if decimals is None else decimals)
        if not percent.is_right:
            yield wrong_percent(percent)


def _bases(view: Printed, text: str, counted: int) -> list[Decimal | None]:
    """Return the base of each cell of a line: a number, a line beside it, or one across it."""
    if number := read_figure(text):
        return [number.value] * len(view.columns)
    try:
        cells = view.cells[positions(view.rows, text)[0]]
    except UnknownName as error:
        try:
            across = positions(view.columns, text)[0]
        except UnknownName:
            raise error from None
        cells = (view.cells[counted][across],) * len(view.columns)
    return [cell.figure.value if cell.figure else None for cell in cells]


def _changes(table: Printed, left: str, right: str) -> Judge:
    ends = _ARROW.split(right, 1)
    if len(ends) != 2:
        raise UnknownName(_("It needs an old and a new number."), remedy=_("Write: old → new."))
    old, new = (_value(table, end) for end in ends)
    yield from wrong_change(left, old[0], new[0], new[1])


def _value(table: Printed, text: str) -> tuple[Decimal, Place]:
    if number := read_figure(text):
        return number.value, Place(str(table.path))
    cells = find_cells(table, text)
    return _added(cells, text), cells[0].place


def _added(cells: tuple[Cell, ...], text: str) -> Decimal:
    if not cells or not all(cell.known for cell in cells):
        raise UnknownName(_("“{text}” is no number.").format(text=text))
    return sum((cell.figure.value for cell in cells if cell.figure), Decimal(0))


def _links(table: Printed, left: str, right: str, read: Read, people: Mapping[str, int]) -> Judge:
    key, rest = table_of_link(right)
    if key == PEOPLE:
        if rest not in people:
            raise UnknownName(_("[survey.people] has no “{name}”.").format(name=rest))
        mine = find_cells(table, left)
        where = f"[survey.people] {rest}"
        yield from _compared(left, mine, rest, Decimal(people[rest]), where)
        return
    try:
        other = read(key)
    except UnreadableFile:
        return  # told at that table
    yield from _linked(table, left, other, rest)


def _linked(table: Printed, left: str, other: Printed, right: str) -> Judge:
    """Yield where two cells, or two lines row by row of the same name, disagree."""
    pairs = None if "|" in left.replace("｜", "|") else _pairs(table, left, other, right)
    if pairs:
        for name, mine, its in pairs:
            yield from _compared(f"{left} {name}", mine, right, _added(its, right), _where(its))
        return
    its = find_cells(other, right)
    yield from _compared(left, find_cells(table, left), right, _added(its, right), _where(its))


def _pairs(
    table: Printed, left: str, other: Printed, right: str
) -> list[tuple[str, tuple[Cell, ...], tuple[Cell, ...]]]:
    """Return what two lines print under the same names; nothing where they share fewer than two."""
    if "|" in right.replace("｜", "|"):
        return []
    mine, its = find_lines(table, left), find_lines(other, right)
    there = {squeeze(name): cells for name, cells in its.across()}
    return [
        (name, cells, there[squeeze(name)])
        for name, cells in mine.across()
        if squeeze(name) in there and all(cell.known for cell in (*cells, *there[squeeze(name)]))
    ]


def _where(cells: tuple[Cell, ...]) -> str:
    """Return where cells of another table are, without the folders, which differ by machine."""
    place = replace(cells[0].place, path=Path(cells[0].place.path).name)
    return str(place) if len(cells) == 1 else f"{place} …"


def _compared(left: str, mine: tuple[Cell, ...], right: str, its: Decimal, where: str) -> Judge:
    value = _added(mine, left)
    if value == its:
        return
    message = _("“{name}” is printed as {printed}, but {other} as “{there}” ({where}).")
    yield finding(
        "S004",
        mine[0].place,
        message.format(name=left, printed=value, other=its, there=right, where=where),
        _("One of the two is wrong, or they count different things: say which."),
        value=f"{left} {value}",
    )
