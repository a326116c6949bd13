"""Any file → Sheets: the one way in for text files, workbooks and files of statistics programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from outreach.errors import EmptyFile, Place, SeveralSheets, TooLarge
from outreach.intake.cells import About, Column, Ragged, Rows, Sheet
from outreach.intake.files.kinds import STATISTICS, TEXT, kind_of, unlike_its_name
from outreach.intake.files.textfiles import read_text_rows
from outreach.intake.headers import LOOKED_AT, Header, find_header
from outreach.intake.names import Names
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.intake.files.workbooks import BookSheet

_WIDEST = 16_384  # columns of a spreadsheet
_ENDLESS = 100_000  # cells of a row that are not even looked at
_AS_MANY = 0.6  # of the best sheet's known headers: such a sheet holds answers too


@dataclass(frozen=True)
class _Source:
    """Rows that are to be read, with what is known of their file."""

    path: str
    name: str
    chunks: Iterator[Rows]
    about: About
    labels: tuple[str, ...] = ()  # second headers, of statistics files
    headed: bool = False  # whether the first row is the header for certain


def read_sheets(path: str | Path, names: Names | None = None) -> Iterator[Sheet]:
    """Yield the file's table in Sheets of at most 8,192 rows, all with the same columns.

    The header is looked for below titles, and in a workbook on every sheet;
    `names` are the headers that count. Blank rows are left out. Cells beyond
    the header's are given in `ragged`, as are those that lack. Raises
    SurveyNotFound, EmptyFile, SeveralSheets and other kinds of UnreadableFile.
    """
    source = _open(Path(path), names)
    header: Header | None = None
    held: Sheet | None = None  # until it is known whether it is the last
    first = _first_rows(source.chunks)
    if first is not None:
        _check_width(source, first)
        header = _first_row(first) if source.headed else find_header(first.cells, names)
    if first is None or header is None:
        message = _("The file is empty: there is no header and no row.")
        place = Place(source.path, source.name)
        raise EmptyFile(message, place, _("Give a file with a row of headers."))
    headers = [cell.lstrip("\ufeff") for cell in header.cells]  # a second byte-order mark
    line = None if first.lines is None else int(first.lines[header.top])
    row = None if source.headed else int(first.numbers[header.top])
    place = Place(source.path, source.name, row, line=line)
    below = int(first.numbers[header.bottom]) + 1
    for rows in chain([_below(first, header.bottom + 1)], source.chunks):
        sheet = replace(_sheet(source, headers, rows, below), header=place)
        if held is None:
            held = replace(sheet, about=source.about)
        elif len(sheet):
            if len(held):
                yield replace(held, last=False)
                sheet = replace(sheet, first=False)
            held = replace(sheet, about=source.about)
    if held is not None:
        yield held


def read_sheet(path: str | Path) -> Sheet:
    """Return the whole table of a file as one Sheet, which needs memory for all its cells."""
    return joined(list(read_sheets(path)))


def joined(sheets: Sequence[Sheet]) -> Sheet:
    """Return the Sheets of one file as one."""
    if len(sheets) == 1:
        return sheets[0]
    first = sheets[0]
    columns = tuple(
        Column.encode(column.header, column.position, _texts(sheets, position), column.label)
        for position, column in enumerate(first.columns)
    )
    rows = np.concatenate([sheet.rows for sheet in sheets])
    with_lines = [sheet.rows if sheet.lines is None else sheet.lines for sheet in sheets]
    starts = np.cumsum([0] + [len(sheet) for sheet in sheets])
    ragged = tuple(
        Ragged(row.index + int(start), row.found)
        for sheet, start in zip(sheets, starts, strict=False)
        for row in sheet.ragged
    )
    lines = np.concatenate(with_lines)
    blank = tuple(row for sheet in sheets for row in sheet.blank)
    return replace(
        first, columns=columns, rows=rows, lines=lines, ragged=ragged, blank=blank, last=True
    )


def _texts(sheets: Sequence[Sheet], position: int) -> list[str]:
    columns = [sheet.columns[position] for sheet in sheets]
    return [column.values[code] for column in columns for code in column.codes]


def _open(path: Path, names: Names | None) -> _Source:
    kind = kind_of(path)
    about = About(unlike=unlike_its_name(path, kind))
    if kind == TEXT:
        return _Source(str(path), "", read_text_rows(path), about)
    if kind == STATISTICS:
        from outreach.intake.files.statfiles import read_stat_rows
        from outreach.intake.files.statprobe import check_survival

        check_survival(path)
        header, chunks = read_stat_rows(path)
        return _Source(str(path), "", chunks, about, header.labels, headed=True)
    from outreach.intake.files.workbooks import read_workbook  # zip and XML take their time to load

    sheet, unread = _choose(read_workbook(path, kind), names)
    about = replace(about, merges=sheet.merges, hidden=tuple(sheet.extra.hidden), unread=unread)
    return _Source(str(path), sheet.name, sheet.rows(), about)


def _choose(sheets: Sequence[BookSheet], names: Names | None) -> tuple[BookSheet, tuple[str, ...]]:
    """Return the sheet with the answers, and the names of others that hold something too."""
    filled = [sheet for sheet in sheets if sheet.may_hold_answers] or sheets[:1]
    if len(filled) == 1:
        return filled[0], ()
    known = {sheet.name: _known(sheet, names) for sheet in filled}
    seen = [sheet for sheet in filled if not sheet.concealed]
    if not any(known[sheet.name] for sheet in seen):
        seen = [sheet for sheet in filled if known[sheet.name]] or seen or list(filled)
    best = max(seen, key=lambda sheet: known[sheet.name])
    alike = [
        sheet
        for sheet in seen
        if known[best.name] and known[sheet.name] >= _AS_MANY * known[best.name]
    ]
    if len(alike) > 1:
        message = _("Several sheets hold answers: {sheets}.")
        remedy = _("Put all answers on one sheet, or save each sheet as a file of its own.")
        listed = ", ".join(sheet.name for sheet in alike)
        raise SeveralSheets(message.format(sheets=listed), Place(str(best.path)), remedy)
    others = [sheet.name for sheet in filled if sheet is not best]
    shown = {sheet.name for sheet in filled if not sheet.concealed or known[sheet.name]}
    return best, tuple(name for name in others if name in shown)


def _known(sheet: BookSheet, names: Names | None) -> int:
    """Return how many headers of a sheet are known; 0 where no answer stands below them."""
    if names is None:
        return 0
    try:
        rows = sheet.top(LOOKED_AT + 2)
    except TooLarge:
        return 0
    header = find_header(rows, names)
    if header is None:
        return 0
    below = rows[header.bottom + 1 :]
    return header.known if any(cell.strip() for row in below for cell in row) else 0


def _first_rows(chunks: Iterator[Rows]) -> Rows | None:
    """Return the first chunk; with the next ones where it is too small to find a header in."""
    parts: list[Rows] = []
    while sum(len(part.cells) for part in parts) < LOOKED_AT:
        part = next(chunks, None)
        if part is None:
            break
        parts.append(part)
    if len(parts) < 2:
        return parts[0] if parts else None
    lines = [part.numbers if part.lines is None else part.lines for part in parts]
    return Rows(
        [row for part in parts for row in part.cells],
        np.concatenate([part.numbers for part in parts]),
        np.concatenate(lines) if any(part.lines is not None for part in parts) else None,
    )


def _check_width(source: _Source, rows: Rows) -> None:
    """Raise TooLarge where the first row is wider than any spreadsheet, or one has no end."""
    for at, (cells, row) in enumerate(zip(rows.cells[:LOOKED_AT], rows.numbers, strict=False)):
        if len(cells) > (_ENDLESS if at else _WIDEST):
            message = _("The row has {number} cells: too many to be a survey.")
            place = Place(source.path, source.name, int(row))
            text = message.format(number=len(cells))
            raise TooLarge(text, place, _("Is this the right file, and has it line ends?"))


def _first_row(rows: Rows) -> Header:
    return Header(0, 0, tuple(rows.cells[0]), len(rows.cells[0]))


def _below(rows: Rows, start: int) -> Rows:
    lines = None if rows.lines is None else rows.lines[start:]
    return Rows(rows.cells[start:], rows.numbers[start:], lines)


def _sheet(source: _Source, headers: Sequence[str], rows: Rows, first: int) -> Sheet:
    """Return the rows under the headers as a Sheet; `first` is the row right below them."""
    width = len(headers)
    cells, numbers, lines = rows.cells, rows.numbers, rows.lines
    filled = [any(map(str.strip, row)) for row in cells]
    blank: tuple[int, ...] = ()
    if not all(filled):
        flags = np.array(filled, dtype=bool)
        places = flags.nonzero()[0]
        begin = (
            places[0] if len(places) and numbers[0] == first else 0
        )  # none right below the header
        among = slice(int(begin), int(places[-1]) if len(places) else 0)  # and none at the end
        blank = tuple(numbers[among][~flags[among]].tolist())
        cells = [row for row, full in zip(cells, filled, strict=True) if full]
        numbers, lines = numbers[flags], None if lines is None else lines[flags]
    ragged: tuple[Ragged, ...] = ()
    if set(map(len, cells)) - {width}:
        ragged = tuple(_ragged(cells, width))
        cells = [(row + [""] * width)[:width] for row in cells]
    labels = source.labels or ("",) * width
    below = zip(*cells, strict=True) if cells else iter([()] * width)
    columns = tuple(
        Column.encode(header, position, column, label)
        for position, (header, label, column) in enumerate(
            zip(headers, labels, below, strict=True), 1
        )
    )
    return Sheet(source.path, source.name, columns, numbers, lines, ragged=ragged, blank=blank)


def _ragged(cells: list[list[str]], width: int) -> Iterator[Ragged]:
    for index, row in enumerate(cells):
        if len(row) < width or any(map(str.strip, row[width:])):
            yield Ragged(index, len(row))
