"""Any file → Sheets: the way in for text files and workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from outreach.errors import EmptyFile, Place, SurveyNotFound, UnreadableFile
from outreach.intake.cells import Column, Ragged, Rows, Sheet
from outreach.intake.textfiles import read_text_rows
from outreach.intake.workbooks import read_workbook_rows
from outreach.messages import _

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip: xlsx, ods; OLE: xls, or a password


def read_sheets(path: str | Path) -> Iterator[Sheet]:
    """Yield the file's table in Sheets of at most 8,192 rows, all with the same columns.

    The first row that is not blank is the header; blank rows are left out.
    Cells beyond the header's are given in `ragged`, as are those that lack.
    Raises SurveyNotFound, UnreadableFile (encoding, quoting), EmptyFile.
    """
    path = Path(path)
    name, chunks = _open(path)
    header: Place | None = None
    headers: list[str] = []
    empty: Sheet | None = None  # a header, until a row of answers comes
    first = True
    for rows in chunks:
        if header is None:
            found = _header(path, name, rows)
            if found is None:
                continue
            header, headers, rows = found
        sheet = replace(_sheet(str(path), name, headers, rows), header=header, first=first)
        if len(sheet):
            yield sheet
            first = False
        elif first:
            empty = sheet
    if first and empty is not None:
        yield empty
    if header is None:
        message = _("The file is empty: there is no header and no row.")
        raise EmptyFile(message, Place(str(path), name), _("Give a file with a row of headers."))


def read_sheet(path: str | Path) -> Sheet:
    """Return the whole table of a file as one Sheet, which needs memory for all its cells."""
    sheets = list(read_sheets(path))
    if len(sheets) == 1:
        return sheets[0]
    first = sheets[0]
    columns = tuple(
        Column.encode(column.header, column.position, _texts(sheets, position))
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
    return replace(first, columns=columns, rows=rows, lines=lines, ragged=ragged)


def _texts(sheets: list[Sheet], position: int) -> list[str]:
    columns = [sheet.columns[position] for sheet in sheets]
    return [column.values[code] for column in columns for code in column.codes]


def _open(path: Path) -> tuple[str, Iterator[Rows]]:
    if not path.exists():
        raise SurveyNotFound(
            _("There is no such file."), Place(str(path)), _("Look at the spelling of its name.")
        )
    if path.is_dir():
        raise UnreadableFile(_("This is a folder, not a file."), Place(str(path)))
    try:
        with path.open("rb") as file:
            begin = file.read(4)
    except OSError as error:
        message = _("The file cannot be opened ({reason}).").format(reason=error.strerror)
        remedy = _("Is it open in Excel? Close it there and try again.")
        raise UnreadableFile(message, Place(str(path)), remedy) from error
    if begin.startswith(_WORKBOOKS):
        return read_workbook_rows(path)
    return "", read_text_rows(path)


def _header(path: Path, name: str, rows: Rows) -> tuple[Place, list[str], Rows] | None:
    """Return where the header stands, its cells, and the rows below it; None if all are blank."""
    for index, cells in enumerate(rows.cells):
        if not any(map(str.strip, cells)):
            continue
        while not cells[-1].strip():  # Excel writes commas to the end of its used range
            cells = cells[:-1]
        line = None if rows.lines is None else int(rows.lines[index])
        place = Place(str(path), name, int(rows.numbers[index]), line=line)
        below = index + 1
        lines = None if rows.lines is None else rows.lines[below:]
        return place, cells, Rows(rows.cells[below:], rows.numbers[below:], lines)
    return None


def _sheet(path: str, name: str, headers: list[str], rows: Rows) -> Sheet:
    """Return the rows under the headers as a Sheet."""
    width = len(headers)
    cells, numbers, lines = rows.cells, rows.numbers, rows.lines
    filled = [any(map(str.strip, row)) for row in cells]
    blank: tuple[int, ...] = ()
    if not all(filled):
        flags = np.array(filled, dtype=bool)
        among = slice(0, int(flags.nonzero()[0][-1]) if flags.any() else 0)  # not those at the end
        blank = tuple(numbers[among][~flags[among]].tolist())
        cells = [row for row, full in zip(cells, filled, strict=True) if full]
        numbers, lines = numbers[flags], None if lines is None else lines[flags]
    ragged: tuple[Ragged, ...] = ()
    if set(map(len, cells)) - {width}:
        ragged = tuple(_ragged(cells, width))
        cells = [(row + [""] * width)[:width] for row in cells]
    columns = tuple(
        Column.encode(header, position, column)
        for position, (header, column) in enumerate(
            zip(headers, zip(*cells, strict=True) if cells else [()] * width, strict=True), 1
        )
    )
    return Sheet(path, name, columns, numbers, lines, ragged=ragged, blank=blank)


def _ragged(cells: list[list[str]], width: int) -> Iterator[Ragged]:
    for index, row in enumerate(cells):
        if len(row) < width or any(map(str.strip, row[width:])):
            yield Ragged(index, len(row))
