"""A text file of separated values → rows, whatever its encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np

from outreach.errors import BrokenQuoting, Place, TooLarge, UnreadableFile
from outreach.intake.cells import CHUNK, CodedRows, Column, Rows
from outreach.intake.files.blocks import Block, find_blocks
from outreach.intake.files.distinct import encode
from outreach.intake.files.encodings import bad_byte
from outreach.intake.files.forms import LARGEST_CELL, Form, find_form
from outreach.intake.files.records import find_fields
from outreach.messages import _
from outreach.patterns import pattern

_BREAK = pattern("\r\n|\r|\n")


def read_text_rows(path: Path) -> Iterator[Rows | CodedRows]:
    """Yield the rows of a text parted by commas, tabs or semicolons in chunks, header included.

    The first chunk is Rows. Blank lines come as rows without cells, or with a
    blank one. Raises UnreadableEncoding with the line and the byte,
    BrokenQuoting with the line, TooLarge for one cell of more than a million
    characters.
    """
    form = find_form(path)
    for block, raw in find_blocks(path, form):
        yield from read_block(path, form, block, raw)


def read_block(path: Path, form: Form, block: Block, raw: bytes) -> Iterator[Rows | CodedRows]:
    """Yield the rows of one block, in chunks; `raw` are its bytes where it has a size."""
    csv.field_size_limit(LARGEST_CELL)
    try:
        coded = None if block.first or block.size is None else _coded(form, block, raw)
        if coded is not None:
            yield coded
            return
        with _opened(path, form, block, raw) as file:
            yield from _by_csv(file, form, block)
    except UnicodeDecodeError as error:
        raise bad_byte(path, form.encoding) from error
    except csv.Error as error:
        raise _bad_csv(path, form) from error


def _coded(form: Form, block: Block, raw: bytes) -> CodedRows | None:
    """Return the rows of a block, encoded by column; None where csv must look at each."""
    fields = find_fields(raw, form.delimiter.encode())
    if fields is None or int((fields.ends - fields.starts).max()) > LARGEST_CELL:
        return None
    rows, width = fields.starts.shape
    columns = tuple(
        Column("", at + 1, *encode(fields, at, form.inner_encoding)) for at in range(width)
    )
    lines = block.line + fields.lines().astype(np.int64)
    as_rows = block.line == block.row and lines[-1] == block.row + rows - 1
    return CodedRows(columns, np.arange(block.row, block.row + rows), None if as_rows else lines)


def _opened(path: Path, form: Form, block: Block, raw: bytes) -> TextIO:
    """Return the text of a block, from its first record on."""
    if block.size is not None:
        return io.TextIOWrapper(io.BytesIO(raw), form.inner_encoding, newline="")
    if not block.start:
        file = path.open(encoding=form.encoding, newline="")
        for _line in range(form.above):
            next(file)
        return file
    binary = path.open("rb")
    binary.seek(block.start)
    return io.TextIOWrapper(binary, form.inner_encoding, newline="")


def _by_csv(file: TextIO, form: Form, block: Block) -> Iterator[Rows]:
    """Yield rows as csv reads them."""
    reader = csv.reader(file, delimiter=form.delimiter, strict=True, skipinitialspace=True)
    row, line = block.row, block.line
    while cells := list(islice(reader, CHUNK)):
        below = block.line + reader.line_num
        lines = _lines(cells, line) if row != line or below != row + len(cells) else None
        yield Rows(cells, np.arange(row, row + len(cells)), lines)
        row, line = row + len(cells), below


def _lines(cells: list[list[str]], line: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the physical line that each row begins in; the first one begins in `line`."""
    heights = [1 + sum(len(_BREAK.findall(cell)) for cell in row) for row in cells]
    return line + np.concatenate(([0], np.cumsum(heights[:-1], dtype=np.int64)))


def _bad_csv(path: Path, form: Form) -> UnreadableFile:
    """Return the error for a record that csv cannot take apart, with where it begins."""
    row, line = 1, 1 + form.above
    reason = ""
    with path.open(encoding=form.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=form.delimiter, strict=True, skipinitialspace=True)
        for _line in range(form.above):
            next(file)
        try:
            for _cells in reader:
                row, line = row + 1, reader.line_num + form.above + 1
        except csv.Error as error:
            reason = str(error)
    place = Place(str(path), row=row, line=line)
    if "field larger" in reason and not _opens_a_quote(path, form, line):
        message = _("A cell is larger than {most} characters.")
        remedy = _("Look at this row: is something pasted into it that is no answer?")
        return TooLarge(message.format(most=f"{LARGEST_CELL:,}"), place, remedy)
    return BrokenQuoting(
        _("A quotation mark in this record is not closed, or text follows it."),
        place,
        _('Write " inside a cell as "" and close the cell with a ".'),
    )


def _opens_a_quote(path: Path, form: Form, line: int) -> bool:
    """Return whether the line ends inside quotes: all that follows is swallowed."""
    with path.open(encoding=form.encoding, newline="") as file:
        text = next(islice(file, line - 1, None), "")
    return text.count('"') % 2 == 1 and len(text) < LARGEST_CELL
