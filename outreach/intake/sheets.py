"""Any file → Sheets: the one way in for text files, workbooks and files of statistics programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from outreach.errors import EmptyFile, Place, SeveralSheets, TooLarge
from outreach.intake.cells import About, CodedRows, Column, Ragged, Rows, Sheet
from outreach.intake.files.blocks import Block
from outreach.intake.files.forms import Form
from outreach.intake.files.kinds import STATISTICS, TEXT, kind_of, unlike_its_name
from outreach.intake.files.textfiles import read_block, read_text_rows
from outreach.intake.headers import LOOKED_AT, Header, find_header
from outreach.intake.names import Names
from outreach.intake.parts import Part
from outreach.intake.sheet_rows import Head
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
    chunks: Iterator[Rows | CodedRows]
    about: About
    labels: tuple[str, ...] = ()  # second headers, of statistics files
    headed: bool = False  # whether the first row is the header for certain


def read_sheets(path: str | Path, names: Names | None = None) -> Iterator[Sheet]:
    """Yield the file's table in Sheets of some thousand rows, all with the same columns.

    The header is looked for below titles, and in a workbook on every sheet;
    `names` are the headers that count. Blank rows are left out. Cells beyond
    the header's are given in `ragged`, as are those that lack. Raises
    SurveyNotFound, EmptyFile, SeveralSheets and other kinds of UnreadableFile.
    """
    source = _open(Path(path), names)
    head, rows = _find_head(source, names)
    yield from in_order(map(head.sheet, chain([rows], source.chunks)))


def read_part(part: Part, names: Names | None = None) -> Iterator[Sheet]:
    """Yield a part's Sheets, as `read_sheets` does of its file; may raise PartWithoutRows."""
    if part.form is None or part.head is None:
        yield from read_sheets(part.path, names)
        return
    chunks = _rows_of(part, part.form, part.blocks)
    about = About(unlike=unlike_its_name(part.path, TEXT))
    top = chunks if part.first else _rows_of(part, part.form, (part.head,))
    head, rows = _find_head(_Source(str(part.path), "", top, about), names)
    for sheet in in_order(map(head.sheet, chain([rows] if part.first else [], chunks))):
        if not len(sheet):
            raise PartWithoutRows
        yield replace(sheet, first=sheet.first and part.first, last=sheet.last and part.last)


def _rows_of(part: Part, form: Form, blocks: Sequence[Block]) -> Iterator[Rows | CodedRows]:
    for block in blocks:
        raw = b"" if block.size is None else block.read(part.path)
        yield from read_block(part.path, form, block, raw)


class PartWithoutRows(Exception):
    """Nothing but blank rows in a part: which Sheet is a file's last cannot be told from it."""


def in_order(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Yield the Sheets of a file that have rows, the first and the last one marked.

    One at least is yielded: where no row is, that which holds the header.
    """
    held: Sheet | None = None  # until it is known whether it is the last
    for sheet in sheets:
        if held is None:
            held = sheet
        elif len(sheet):
            if len(held):
                yield replace(held, last=False)
                sheet = replace(sheet, first=False)
            held = sheet
    if held is not None:
        yield held


def _find_head(source: _Source, names: Names | None) -> tuple[Head, Rows]:
    """Return the file's header, and the first rows below it; raise EmptyFile, TooLarge."""
    header: Header | None = None
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
    labels = source.labels or ("",) * len(headers)
    return Head(place, headers, labels, below, source.about), _below(first, header.bottom + 1)


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


def _first_rows(chunks: Iterator[Rows | CodedRows]) -> Rows | None:
    """Return the first chunk; with the next ones where it is too small to find a header in."""
    parts: list[Rows | CodedRows] = []
    while sum(len(part.cells) for part in parts) < LOOKED_AT:
        part = next(chunks, None)
        if part is None:
            break
        parts.append(part)
    if not parts:
        return None
    if len(parts) == 1 and isinstance(parts[0], Rows):
        return parts[0]
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
