"""A file, or rows of values, with one printed table → Printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from outreach.errors import EmptyFile, NoTable, OutreachError, Place, TooLarge
from outreach.intake.cells import Rows
from outreach.intake.files.kinds import STATISTICS, TEXT, kind_of
from outreach.intake.files.textfiles import read_text_rows
from outreach.messages import _
from outreach.tables.printed.arranging import arranged
from outreach.tables.printed.grid import Cell, Printed

_LONGEST, _LARGEST = 1_000, 50_000  # rows and cells of a table that somebody printed


def read_sheets(path: Path, key: str = "", totals: Collection[str] = ()) -> list[Printed]:
    """Return the printed tables of a CSV (one), or of a workbook's visible sheets.

    `totals` are names of total rows beside the usual ones. Lines above the
    headings and notes below are kept as texts. Left out are empty sheets, and
    behind the first such as are too large. Raises UnreadableFile,
    SurveyNotFound; TooLarge for what nobody prints.
    """
    tables = [
        _printed(path, sheet, filled, key or path.stem, totals)
        for sheet, numbered in _raw_sheets(path)
        if (filled := [(row, cells) for row, cells in numbered if any(map(str.strip, cells))])
    ]
    if not tables:
        remedy = _("Type the table into it: a row of headings, then a row for each line.")
        raise EmptyFile(_("The printed table is empty."), Place(str(path)), remedy)
    return tables


def _printed(
    path: Path, sheet: str, filled: list[tuple[int, list[str]]], key: str, totals: Collection[str]
) -> Printed:
    width = max(len(cells) for _row, cells in filled)
    rows = [
        [Cell(text, Place(str(path), sheet, row, at)) for at, text in enumerate(cells, 1)]
        + [Cell("", Place(str(path), sheet, row, at)) for at in range(len(cells) + 1, width + 1)]
        for row, cells in filled
    ]
    return arranged(rows, path, key, totals)


def frame_rows(frame: Any) -> list[list[object]]:  # noqa: ANN401 - of any library
    """Return a frame of pandas, polars or Arrow as rows of values, headings first.

    The index of a pandas frame that has names or texts is its first columns.
    Raises OutreachError for what is neither rows nor such a frame.
    """
    import narwhals.stable.v2 as nw

    if isinstance(frame, np.ndarray):
        return [list(row) for row in frame]
    if nw.dependencies.is_pandas_like_dataframe(frame):
        index = frame.index
        if index.dtype.kind not in "iu" or any(name is not None for name in index.names):
            frame = frame.reset_index()
        heads = [_head(name) for name in frame.columns]
        return [heads, *map(list, frame.itertuples(index=False, name=None))]
    try:
        known: Any = nw.from_native(frame)
    except TypeError as error:
        message = _("A printed table is a file, rows of values, or a data frame.")
        raise OutreachError(message, remedy=_("Give a path, or a list of rows.")) from error
    known = known.collect() if hasattr(known, "collect") else known
    return [list(known.columns), *map(list, known.rows())]


def _head(name: object) -> str:
    """Return the heading of a column; levels of it are joined by /."""
    return "/".join(filter(None, map(_text, name))) if isinstance(name, tuple) else _text(name)


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
    if value is None or _is_missing(value):
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return f"{value:.0f}" if whole else str(value)


def _is_missing(value: object) -> bool:
    """Return whether a value is NaN, or pandas' NA, which is neither equal nor unequal."""
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def _raw_sheets(path: Path) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    """Yield each sheet's name and its rows, each with its number in the spreadsheet."""
    kind = kind_of(path)
    if kind == STATISTICS:
        message = _("A file of a statistics program holds no printed table.")
        raise NoTable(message, Place(str(path)), _("Type the table into a CSV or into Excel."))
    if kind == TEXT:
        yield "", _raw_rows(path, "", read_text_rows(path))
        return
    from outreach.intake.files.workbooks import read_workbook

    filled = [sheet for sheet in read_workbook(path, kind) if sheet.may_hold_answers]
    shown = [sheet for sheet in filled if not sheet.concealed] or filled[:1]
    for at, sheet in enumerate(shown):
        try:
            rows = _raw_rows(path, sheet.name, sheet.rows())
        except TooLarge:
            if not at:
                raise
            continue  # the answers, behind the table that was made of them
        yield sheet.name, rows


def _raw_rows(path: Path, name: str, chunks: Iterator[object]) -> list[tuple[int, list[str]]]:
    """Return the rows of a sheet with their numbers; raises TooLarge."""
    first = next(chunks, None)
    rows, numbers = [], []
    if isinstance(first, Rows):
        rows, numbers = first.cells, first.numbers.tolist()
    cells = sum(map(len, rows))
    if next(chunks, None) is not None or len(rows) > _LONGEST or cells > _LARGEST:
        message = _("The file is too large to be a printed table.")
        raise TooLarge(message, Place(str(path), name), _("Is this the right file?"))
    return list(zip(numbers, rows, strict=True))
