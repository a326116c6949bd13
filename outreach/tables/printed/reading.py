"""A file, or rows of values, with one printed table → Printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from outreach.errors import EmptyFile, NoTable, Place, TooLarge
from outreach.intake.cells import Rows
from outreach.intake.files.kinds import STATISTICS, TEXT, kind_of
from outreach.intake.files.textfiles import read_text_rows
from outreach.messages import _
from outreach.tables.printed.arranging import arranged
from outreach.tables.printed.grid import Cell, Printed

_LONGEST, _LARGEST = 1_000, 50_000  # rows and cells of a table that somebody printed


def read_printed(path: Path, key: str = "", totals: Collection[str] = ()) -> Printed:
    """Return the printed table in a CSV or the first filled sheet of a workbook.

    `totals` are names of total rows beside the usual ones. Lines above the
    headings and notes below are kept as texts. Raises UnreadableFile,
    SurveyNotFound; TooLarge for what nobody prints.
    """
    sheet, numbered = _raw_rows(path)
    place = Place(str(path), sheet)
    filled = [(row, cells) for row, cells in numbered if any(map(str.strip, cells))]
    if not filled:
        remedy = _("Type the table into it: a row of headings, then a row for each line.")
        raise EmptyFile(_("The printed table is empty."), place, remedy)
    width = max(len(cells) for _row, cells in filled)
    rows = [
        [Cell(text, Place(str(path), sheet, row, at)) for at, text in enumerate(cells, 1)]
        + [Cell("", Place(str(path), sheet, row, at)) for at in range(len(cells) + 1, width + 1)]
        for row, cells in filled
    ]
    return arranged(rows, path, key or path.stem, totals)


def printed_of(rows: Sequence[Sequence[object]], totals: Collection[str] = ()) -> Printed:
    """Return the printed table of rows of values, headings first: lists, or a frame's records."""
    width = max(map(len, rows), default=0)
    texts = [[_text(cell) for cell in row] for row in rows]
    cells = [
        [Cell(text, Place("", "", at, column)) for column, text in enumerate(row, 1)]
        + [Cell("", Place("", "", at, column)) for column in range(len(row) + 1, width + 1)]
        for at, row in enumerate(texts, 1)
    ]
    filled = [row for row in cells if any(cell.text.strip() for cell in row)]
    if not filled:
        raise EmptyFile(_("The printed table is empty."), Place(), _("Give rows of values."))
    return arranged(filled, Path(), "", totals)


def _text(value: object) -> str:
    """Return a value as it would be typed; frames have 12.0 for 12, and NaN for nothing.

    >>> _text(12.0), _text(57.1), _text(float("nan")), _text(None)
    ('12', '57.1', '', '')
    """
    if value is None or value != value:
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return f"{value:.0f}" if whole else str(value)


def _raw_rows(path: Path) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return the sheet's name and its rows, each with its number in the spreadsheet."""
    kind = kind_of(path)
    if kind == STATISTICS:
        message = _("A file of a statistics program holds no printed table.")
        raise NoTable(message, Place(str(path)), _("Type the table into a CSV or into Excel."))
    name = ""
    chunks: Iterator[object]
    if kind == TEXT:
        chunks = read_text_rows(path)
    else:
        from outreach.intake.files.workbooks import read_workbook

        sheets = read_workbook(path, kind)
        sheet = next((sheet for sheet in sheets if sheet.may_hold_answers), sheets[0])
        name, chunks = sheet.name, sheet.rows()
    first = next(chunks, None)
    rows, numbers = [], []
    if isinstance(first, Rows):
        rows, numbers = first.cells, first.numbers.tolist()
    cells = sum(map(len, rows))
    if next(chunks, None) is not None or len(rows) > _LONGEST or cells > _LARGEST:
        message = _("The file is too large to be a printed table.")
        raise TooLarge(message, Place(str(path), name), _("Is this the right file?"))
    return name, list(zip(numbers, rows, strict=True))
