"""Cells as a file gives them → a printed table: headings, names, numbers, notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from outreach.errors import Place, column_letters
from outreach.patterns import pattern
from outreach.spelling import squeeze
from outreach.tables.printed.figure import Figure, is_nobody, is_untold, read_figure, read_pair
from outreach.tables.printed.grid import Cell, Line, Printed
from outreach.tables.printed.words import (
    BASE,
    PART,
    SHARE,
    TOTAL,
    is_numbering,
    is_of_numbers,
    is_of_several,
    kind_of_name,
)

_NOTE = pattern(r"[※注(（*＊]*(?:※|注|備考|資料|出典|出所|＊|\*).*")
_HUNDRED = 100
_PARTS = pattern(r"[_\s/]+")


def arranged(
    rows: Sequence[list[Cell]], path: Path, key: str, totals: Collection[str] = ()
) -> Printed:
    """Return the table that these cells make; all rows are of one width, none is blank."""
    top = _top(rows)
    bottom = _bottom(rows, top)
    body, notes = _body(rows[bottom:])
    heads, body = _apart(_heads(rows[top:bottom], len(rows[top])), body)
    stubs, numbers = _sides(heads, body)
    last = max((at for at, names in enumerate(heads) if any(names)), default=0)
    head = rows[max(top, bottom - 1)][0].place
    columns = [
        _column(heads[at], totals, replace(head, column=body[0][at].place.column if body else None))
        for at in numbers
    ]
    cells = tuple(
        tuple(_typed(row[at], column) for at, column in zip(numbers, columns, strict=True))
        for row in body
    )
    beside = [at for at in range(len(heads)) if at not in numbers]
    return Printed(
        key, path, tuple(_lines(body, stubs, totals)), tuple(columns), cells,
        tuple(map(tuple, [*rows[:bottom], *notes])),
        tuple(tuple(_headed(row[at], heads[at]) for at in beside) for row in body),
        tuple("/".join(heads[at]) for at in beside),
        tuple(cell for row in cells for cell in row if _is_fault(cell)),
        tuple(cell for row in body for cell in row[last + 1 :] if cell.text.strip()),
        any(is_of_several(cell.text) for row in rows[:bottom] for cell in row),
    )  # fmt: skip


def _is_fault(cell: Cell) -> bool:
    return not cell.known and not is_untold(cell.text)


def _top(rows: Sequence[list[Cell]]) -> int:
    """Return the row of headings: the first with two filled cells, if any has two."""
    filled = [sum(bool(cell.text.strip()) for cell in row) for row in rows]
    return next((at for at, number in enumerate(filled) if number > 1), 0)


def _bottom(rows: Sequence[list[Cell]], top: int) -> int:
    """Return the first row below the headings, which may stand in several rows."""
    if any("%" in cell.text and _figure(cell) for cell in rows[top][1:]):
        return top  # numbers at once: there are no headings
    bottom = top + 1
    while bottom < len(rows) - 1 and _continues(rows[bottom - 1], rows[bottom]):
        bottom += 1
    return bottom


def _continues(above: list[Cell], row: list[Cell]) -> bool:
    """Return whether a row goes on with the headings: a blank corner, words and no number."""
    corner = squeeze(row[0].text)
    if corner and corner != squeeze(above[0].text):
        return False
    rest = [cell for cell in row[1:] if cell.text.strip()]
    return bool(rest) and not any(_figure(cell) or is_nobody(cell.text) for cell in rest)


def _figure(cell: Cell) -> Figure | None:
    pair = read_pair(cell.text)
    return read_figure(pair[0] if pair else cell.text)


def _heads(rows: Sequence[list[Cell]], width: int) -> list[tuple[str, ...]]:
    """Return the names above each column, from the outermost; a heading covers what is blank."""
    if not rows:
        return [("",), *((column_letters(at),) for at in range(2, width + 1))]
    names: list[list[str]] = [[] for _at in range(width)]
    for level, row in enumerate(rows):
        last = level == len(rows) - 1
        above = ""
        for at, cell in enumerate(row):
            text = cell.text.strip()
            covered = any(below[at].text.strip() for below in rows[level + 1 :])
            above = text or (above if not last and covered else "")
            if above and above not in names[at]:
                names[at].append(above)
    if len(rows) == 1:
        return [tuple(part for part in _PARTS.split("".join(name)) if part) for name in names]
    return [tuple(name) for name in names]


def _body(rows: Sequence[list[Cell]]) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Return the rows of the table, and the notes among and below them."""
    last = max((at for at, row in enumerate(rows) if any(map(_figure, row[1:]))), default=-1)
    body: list[list[Cell]] = []
    notes: list[list[Cell]] = []
    for at, row in enumerate(rows):
        alone = not any(cell.text.strip() for cell in row[1:])
        is_note = alone and (at > last >= 0 or _NOTE.fullmatch(row[0].text.strip()))
        (notes if is_note else body).append(row)
    return body, notes


def _apart(
    heads: list[tuple[str, ...]], body: list[list[Cell]]
) -> tuple[list[tuple[str, ...]], list[list[Cell]]]:
    """Return the table with a column more where cells hold count and percentage, as 39(37.5%)."""
    for at in reversed(range(1, len(heads))):
        told = [row[at].text for row in body if row[at].text.strip()]
        pairs = [pair for pair in map(read_pair, told) if pair]
        signs = any("%" in second for _first, second in pairs) or "%" in squeeze("".join(heads[at]))
        if not pairs or not signs or 2 * len(pairs) < len(told):
            continue
        heads = [*heads[: at + 1], (*heads[at], "%"), *heads[at + 1 :]]
        body = [[*row[:at], *_halves(row[at]), *row[at + 1 :]] for row in body]
    return heads, body


def _halves(cell: Cell) -> tuple[Cell, Cell]:
    first, second = read_pair(cell.text) or (cell.text, "")
    return replace(cell, text=first), replace(cell, text=second)


def _sides(
    heads: Sequence[tuple[str, ...]], body: Sequence[list[Cell]]
) -> tuple[list[int], list[int]]:
    """Return the columns that name the rows, and those that hold numbers."""
    numbers: list[int] = []
    for at in range(1, len(heads)):
        told = [row[at] for row in body if not is_nobody(row[at].text)]
        told = [cell for cell in told if not is_untold(cell.text)]
        figures = sum(_figure(cell) is not None for cell in told)
        head = "".join(heads[at])
        most = 2 * figures > len(told) or (figures and is_of_numbers(head))
        if head and ((most and not (is_numbering(head) and not numbers)) or (numbers and not told)):
            numbers.append(at)
    first = numbers[0] if numbers else len(heads)
    return list(range(max(1, first))), numbers


def _is_of_percent(row: Sequence[Cell]) -> bool:
    """Return whether a row without a name of its own holds the percentages of the row above."""
    figures = [figure for cell in row[1:] if (figure := _figure(cell))]
    broken = any(figure.percent or figure.decimals for figure in figures)
    return broken or (len(figures) > 1 and any(figure.value == _HUNDRED for figure in figures[:1]))


def _column(names: tuple[str, ...], totals: Collection[str], place: Place) -> Line:
    """Return a column; where its last name says nothing of its kind, those above may."""
    kinds = [kind_of_name(name, totals) for name in reversed(names)] or [PART]
    kind = next((kind for kind in kinds if kind != PART), PART) if kinds[0] == PART else kinds[0]
    kind = PART if kind == BASE and len(names) > 1 else kind
    return Line(names, kind, replace(place, header="/".join(names)))


def _lines(body: Sequence[list[Cell]], stubs: Sequence[int], totals: Collection[str]) -> list[Line]:
    """Return the rows; a name that stands once for several rows stands in each of them."""
    lines: list[Line] = []
    above: list[str] = [""] * len(stubs)
    for row in body:
        names = [row[at].text.strip() for at in stubs]
        deepest = max((at for at, name in enumerate(names) if name), default=-1)
        for at in range(deepest):
            if not names[at] and names[:at] == above[:at]:
                names[at] = above[at]
        kinds = [kind_of_name(name, totals) for name in names if name]
        kind = TOTAL if TOTAL in kinds else kinds[-1] if kinds else PART
        if lines and (not any(names) or tuple(names) == lines[-1].names) and _is_of_percent(row):
            kind, names = SHARE, [*lines[-1].names[:-1], f"{lines[-1].names[-1]} %"]
        text = row[0].text
        indent = len(text) - len(text.lstrip()) if names[:1] != [""] else 0
        lines.append(Line(tuple(names), kind, row[0].place, indent))
        above = names
    return lines


def _headed(cell: Cell, names: tuple[str, ...]) -> Cell:
    return replace(cell, place=replace(cell.place, header="/".join(names)))


def _typed(cell: Cell, column: Line) -> Cell:
    place = replace(cell.place, header=column.name)
    return Cell(cell.text.strip(), place, read_figure(cell.text), is_nobody(cell.text))
