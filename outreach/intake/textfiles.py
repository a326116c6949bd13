"""A text file of separated values → rows, whatever its encoding."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from outreach.errors import BrokenQuoting, Place, UnreadableFile
from outreach.intake.cells import CHUNK, Rows
from outreach.intake.encodings import bad_byte, find_encoding
from outreach.messages import _

_LARGEST_CELL = 10_000_000
_BREAK = re.compile("\r\n|\r|\n")


def read_text_rows(path: Path) -> Iterator[Rows]:
    """Yield the rows of a text parted by commas or tabs in chunks, header row included.

    Blank lines come as rows without cells. Raises UnreadableEncoding with the
    line and the byte, BrokenQuoting with the line.
    """
    encoding = find_encoding(path)
    csv.field_size_limit(_LARGEST_CELL)
    delimiter = _delimiter(path, encoding)
    row = line = 1
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            while cells := list(islice(reader, CHUNK)):
                numbers = np.arange(row, row + len(cells))
                lines = None
                if row != line or reader.line_num != row + len(cells) - 1:
                    lines = _lines(cells, line)
                yield Rows(cells, numbers, lines)
                row, line = row + len(cells), reader.line_num + 1
        except UnicodeDecodeError as error:
            raise bad_byte(path, encoding) from error
        except csv.Error as error:
            raise _bad_csv(path, encoding, delimiter) from error


def _delimiter(path: Path, encoding: str) -> str:
    """Return a tab for a .tsv and for a first line parted by tabs, as Excel's “Unicode text” is."""
    if path.suffix.lower() in (".tsv", ".tab"):
        return "\t"
    with path.open(encoding=encoding, newline="") as file:
        try:
            first = file.readline(_LARGEST_CELL)
        except UnicodeDecodeError as error:
            raise bad_byte(path, encoding) from error
    return "\t" if first.count("\t") > first.count(",") else ","


def _lines(cells: list[list[str]], line: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the physical line that each row begins in; the first one begins in `line`."""
    heights = [1 + sum(len(_BREAK.findall(cell)) for cell in row) for row in cells]
    return line + np.concatenate(([0], np.cumsum(heights[:-1], dtype=np.int64)))


def _bad_csv(path: Path, encoding: str, delimiter: str) -> BrokenQuoting | UnreadableFile:
    """Return the error for a record that csv cannot take apart, with where it begins."""
    row = line = 1
    reason = ""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for _cells in reader:
                row, line = row + 1, reader.line_num + 1
        except csv.Error as error:
            reason = str(error)
    place = Place(str(path), row=row, line=line)
    if "field larger" in reason:
        return UnreadableFile(_("A cell is larger than ten million characters."), place)
    return BrokenQuoting(
        _("A quotation mark in this record is not closed, or text follows it."),
        place,
        _('Write " inside a cell as "" and close the cell with a ".'),
    )
