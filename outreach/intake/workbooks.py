"""An Excel file → rows, through python-calamine."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import numpy as np

from outreach.errors import Place, UnreadableFile, column_number
from outreach.intake.cells import CHUNK, Rows
from outreach.messages import _

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"')
_LONGEST_REFERENCE = 40  # bytes of a cell's reference that two blocks may share
_BLOCK = 1 << 20
_LARGEST_MEMBER = 1 << 30
_MOST_CELLS = 50_000_000


def read_workbook_rows(path: Path) -> tuple[str, Iterator[Rows]]:
    """Return the first sheet's name, and its rows in chunks, from the spreadsheet's row 1.

    Whole numbers come without a decimal point, days in ISO form. Raises
    UnreadableFile when it is no workbook or has a password.
    """
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

    _look_first(path)
    try:
        book = CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, WorksheetNotFound) as error:
        message = _("This Excel file cannot be read ({reason}).").format(reason=str(error).strip())
        remedy = _("Open it in Excel, remove a password if it has one, and save it again as .xlsx.")
        raise UnreadableFile(message, Place(str(path)), remedy) from error
    return sheet.name, _chunks(cells)


def _look_first(path: Path) -> None:
    """Raise UnreadableFile where reading would need memory for a rectangle that is nearly empty.

    calamine makes room for every cell up to the last one, and a stray cell at
    the sheet's end would end the process; so cell references are read first.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.file_size > _LARGEST_MEMBER:
                message = _("The Excel file unpacks to more than {most} MB.")
                text = message.format(most=_LARGEST_MEMBER >> 20)
                raise UnreadableFile(text, Place(str(path)), _("Save it as “CSV UTF-8”."))
            if _SHEET.fullmatch(member.filename):
                with archive.open(member) as file:
                    _look_at_cells(path, file)


def _look_at_cells(path: Path, file: IO[bytes]) -> None:
    rows, widest, before = 0, 0, b""
    while block := file.read(_BLOCK):
        for letters, row in _CELL.findall(before + block):
            rows, widest = max(rows, int(row)), max(widest, column_number(letters.decode()))
            if rows * widest > _MOST_CELLS:
                cell = letters.decode() + row.decode()
                message = _("The sheet goes on to cell {cell}: too many cells to be a survey.")
                remedy = _("Delete the rows and columns beyond the answers, and save it again.")
                raise UnreadableFile(message.format(cell=cell), Place(str(path)), remedy)
        before = block[-_LONGEST_REFERENCE:]


def _chunks(cells: Sequence[Sequence[object]]) -> Iterator[Rows]:
    for start in range(0, len(cells), CHUNK):
        rows = [[_text(cell) for cell in row] for row in cells[start : start + CHUNK]]
        yield Rows(rows, np.arange(start + 1, start + 1 + len(rows)))


def _text(cell: object) -> str:
    """Return a cell as text.

    >>> _text(3.0), _text(2.5), _text(True), _text(datetime.datetime(2017, 2, 4))
    ('3', '2.5', 'TRUE', '2017-02-04')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    return str(cell)
