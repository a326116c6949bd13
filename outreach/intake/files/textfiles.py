"""A text file of separated values → rows, whatever its encoding."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from outreach.errors import BrokenQuoting, Place, TooLarge, UnreadableFile
from outreach.intake.cells import CHUNK, Rows
from outreach.intake.files.encodings import bad_byte, find_encoding
from outreach.messages import _
from outreach.patterns import pattern

LARGEST_CELL = 1_000_000  # characters
_DELIMITERS = ",\t;"
_LOOKED_AT = 100  # lines that tell the delimiter
_QUOTED = pattern('"[^"]*"')
_NAMED = pattern("sep=(.)\r?\n?")  # Excel's own first line
_BREAK = pattern("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Form:
    """How a text file is written; `above` lines come before its first record."""

    encoding: str
    delimiter: str
    above: int


def read_text_rows(path: Path) -> Iterator[Rows]:
    """Yield the rows of a text parted by commas, tabs or semicolons in chunks, header included.

    Blank lines come as rows without cells. Raises UnreadableEncoding with the
    line and the byte, BrokenQuoting with the line, TooLarge for one cell of
    more than a million characters.
    """
    form = _find_form(path)
    csv.field_size_limit(LARGEST_CELL)
    row, line = 1, 1 + form.above
    with path.open(encoding=form.encoding, newline="") as file:
        for _line in range(form.above):
            next(file)
        reader = csv.reader(file, delimiter=form.delimiter, strict=True, skipinitialspace=True)
        try:
            while cells := list(islice(reader, CHUNK)):
                numbers = np.arange(row, row + len(cells))
                lines = None
                if row != line or reader.line_num + form.above != row + len(cells) - 1:
                    lines = _lines(cells, line)
                yield Rows(cells, numbers, lines)
                row, line = row + len(cells), reader.line_num + form.above + 1
        except UnicodeDecodeError as error:
            raise bad_byte(path, form.encoding) from error
        except csv.Error as error:
            raise _bad_csv(path, form) from error


def _find_form(path: Path) -> _Form:
    """Return encoding and delimiter; Excel may name the delimiter in a first line, sep=;."""
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            lines = [file.readline(LARGEST_CELL) for _line in range(_LOOKED_AT)]
        except UnicodeDecodeError as error:
            raise bad_byte(path, encoding) from error
    if named := _NAMED.fullmatch(lines[0]):
        return _Form(encoding, named[1], 1)
    if path.suffix.lower() in (".tsv", ".tab"):
        return _Form(encoding, "\t", 0)
    return _Form(encoding, _delimiter(lines), 0)


def _delimiter(lines: list[str]) -> str:
    r"""Return the sign that stands equally often in most lines, a comma where none does.

    >>> _delimiter(["番号;経路\n", "1;市報,駅\n"]), _delimiter(["番号,経路\n", "1,市報;駅;口\n"])
    (';', ',')
    """
    bare = [_QUOTED.sub("", line) for line in lines if line.strip()]
    best, delimiter = (0, 0), ","
    for sign in _DELIMITERS:
        counts = Counter(count for line in bare if (count := line.count(sign)))
        likeness = max(((alike, count) for count, alike in counts.items()), default=(0, 0))
        if likeness > best:
            best, delimiter = likeness, sign
    return delimiter


def _lines(cells: list[list[str]], line: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the physical line that each row begins in; the first one begins in `line`."""
    heights = [1 + sum(len(_BREAK.findall(cell)) for cell in row) for row in cells]
    return line + np.concatenate(([0], np.cumsum(heights[:-1], dtype=np.int64)))


def _bad_csv(path: Path, form: _Form) -> UnreadableFile:
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


def _opens_a_quote(path: Path, form: _Form, line: int) -> bool:
    """Return whether the line ends inside quotes: all that follows is swallowed."""
    with path.open(encoding=form.encoding, newline="") as file:
        text = next(islice(file, line - 1, None), "")
    return text.count('"') % 2 == 1 and len(text) < LARGEST_CELL
