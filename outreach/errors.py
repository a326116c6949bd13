"""What is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.messages import _
from outreach.spelling import visible


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file: row and column count from 1, as the spreadsheet shows them.

    `line` is the physical line of a text file when it differs from the row.

    >>> Place("a.csv", row=12, column=28).cell
    'AB12'
    """

    path: str = ""
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    line: int | None = None
    header: str = ""

    @property
    def cell(self) -> str:
        """The spreadsheet's name of the cell, or "" when row or column is unknown."""
        if self.row is None or self.column is None:
            return ""
        return column_letters(self.column) + str(self.row)

    def __str__(self) -> str:
        parts = []
        if self.sheet:
            parts.append(_("sheet {sheet}").format(sheet=self.sheet))
        if self.row is not None:
            parts.append(_("row {row}").format(row=self.row))
        if self.line is not None and self.line != self.row:
            parts.append(_("line {line}").format(line=self.line))
        if self.column is not None:
            header = visible(self.header.strip()) or column_letters(self.column)
            parts.append(_("column “{header}”").format(header=header))
        if self.cell:
            parts.append(_("cell {cell}").format(cell=self.cell))
        return ": ".join(part for part in (visible(self.path), " ".join(parts)) if part)


def column_letters(column: int) -> str:
    """Return the letters over a spreadsheet's column, counted from 1.

    >>> column_letters(1), column_letters(26), column_letters(27)
    ('A', 'Z', 'AA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the column, counted from 1, that the letters stand over.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


class OutreachError(Exception):
    """Anything that stops the work, with its place and the way out as fields."""

    def __init__(self, message: str, place: Place | None = None, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place or Place()
        self.remedy = remedy

    def __str__(self) -> str:
        text = ": ".join(part for part in (str(self.place), self.message) if part)
        return visible(f"{text} {self.remedy}" if self.remedy else text)


class SurveyNotFound(OutreachError, LookupError):
    """No such file, folder or codebook."""


class CodebookError(OutreachError, ValueError):
    """A codebook that cannot be used; `faults` holds one error for each fault in it."""

    def __init__(self, faults: list[OutreachError]) -> None:
        super().__init__(faults[0].message, faults[0].place, faults[0].remedy)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class UnreadableFile(OutreachError, ValueError):
    """A file that no table can be read from; `rule` is the code that `check` gives it."""

    rule = "F001"


class UnreadableEncoding(UnreadableFile):
    """A text file whose bytes are in no encoding that is known."""

    rule = "F002"


class EmptyFile(UnreadableFile):
    """A file without a header and a row."""

    rule = "F003"


class PasswordProtected(UnreadableFile):
    """A file that opens with a password only."""

    rule = "F004"


class NoTable(UnreadableFile):
    """A page, a picture, a document: something else than a table."""

    rule = "F005"


class TooLarge(UnreadableFile):
    """A file, a sheet or a cell larger than any survey's."""

    rule = "F007"


class UnsafeWorkbook(UnreadableFile):
    """A workbook with parts that only an attack would have."""

    rule = "F008"


class SeveralSheets(UnreadableFile):
    """A workbook with answers on more than one sheet."""

    rule = "H007"


class BrokenQuoting(UnreadableFile):
    """A CSV whose quotes do not close: what follows cannot be told apart."""

    rule = "R005"


class UnknownQuestion(OutreachError, KeyError):
    """A question that the codebook does not have."""

    __str__ = OutreachError.__str__


class UnknownOption(OutreachError, KeyError):
    """An option that the question, or the call, does not have."""

    __str__ = OutreachError.__str__


class UnusableAnswers(OutreachError, ValueError):
    """Findings that would make the numbers wrong; `findings` holds them."""

    def __init__(self, message: str, findings: tuple[object, ...], remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.findings = findings

    def __str__(self) -> str:
        shown = [str(finding) for finding in self.findings[:20]]
        if len(self.findings) > len(shown):
            shown.append(_("… and {more} more.").format(more=len(self.findings) - len(shown)))
        return "\n".join([*shown, OutreachError.__str__(self)])


class CannotWrite(OutreachError, OSError):
    """An output that cannot be written: a folder, a locked file, an unknown ending."""
