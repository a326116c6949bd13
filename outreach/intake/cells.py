"""Cells that know their place, one dictionary-encoded column beside the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, overload

import numpy as np

from outreach.errors import Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHUNK = 8_192  # rows that are read, coded and counted at a time; more of them leave the cache


@dataclass(frozen=True, slots=True)
class Rows:
    """A run of rows as a file gives them: text cells, and where each row stands.

    `numbers` are rows of the spreadsheet; `lines`, where they differ from
    them, physical lines of the text file.
    """

    cells: list[list[str]]
    numbers: NDArray[np.int64]
    lines: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class CodedRows:
    """A run of rows that are encoded by column already; numbers and lines as in Rows."""

    columns: tuple[Column, ...]
    numbers: NDArray[np.int64]
    lines: NDArray[np.int64] | None = None

    @property
    def cells(self) -> list[list[str]]:
        """The rows as lists of cells."""
        texts = [[column.values[code] for code in column.codes] for column in self.columns]
        return [list(row) for row in zip(*texts, strict=True)]


class Numbers(Sequence[str]):
    """The numbers from `first` on as texts, each made when it is asked for.

    So a million respondents take no room, and nobody looks at each.

    >>> numbers = Numbers(9, 3)
    >>> list(numbers), numbers[-1], numbers[1:]
    (['9', '10', '11'], '11', ('10', '11'))
    """

    def __init__(self, first: int, size: int) -> None:
        self.range = range(first, first + size)

    def __len__(self) -> int:
        return len(self.range)

    def __iter__(self) -> Iterator[str]:
        return map(str, self.range)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return tuple(map(str, self.range[index]))
        return str(self.range[index])


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that a spreadsheet shows as one: rows and columns from … to, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a file beside its cells.

    `hidden` are rows of the spreadsheet; `unread` other sheets that hold
    something; `unlike` says what the file is where its name says otherwise.
    """

    merges: tuple[Merge, ...] = ()
    hidden: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()
    unlike: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its distinct values, and for every row which of them stands there.

    Values that are Numbers stand there once each, in their order. `label` is a
    second header, as SPSS has it: the question beside the variable's name.
    """

    header: str
    position: int
    values: Sequence[str]
    codes: NDArray[np.int32]
    label: str = ""

    @classmethod
    def encode(cls, header: str, position: int, cells: Sequence[str], label: str = "") -> Column:
        """Return the column of these cells; values keep the order in which they come."""
        values = tuple(dict.fromkeys(cells))
        code_of = dict(zip(values, range(len(values)), strict=True))
        codes = np.fromiter(map(code_of.__getitem__, cells), np.int32, len(cells))
        return cls(header, position, values, codes, label)

    @property
    def numbered(self) -> bool:
        """Whether the rows are numbered here, each by one more than the row above it."""
        return isinstance(self.values, Numbers)

    def __getitem__(self, index: int) -> str:
        return self.values[int(self.codes[index])]

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Return for each row whether something stands there."""
        if self.numbered:
            return np.ones(len(self.codes), dtype=bool)
        flags = [bool(value.strip()) for value in self.values]
        return np.asarray(flags, dtype=bool)[self.codes]

    def keep(self, flags: NDArray[np.bool_]) -> Column:
        """Return the column with only the flagged rows, and only the values that stand there."""
        used, codes = np.unique(self.codes[flags], return_inverse=True)
        values = tuple(self.values[code] for code in used.tolist())
        return replace(self, values=values, codes=codes.astype(np.int32))

    def where(self, wanted: Sequence[bool]) -> NDArray[np.intp]:
        """Return the rows (from 0) whose value is wanted; one flag for each distinct value."""
        return np.flatnonzero(np.asarray(wanted, dtype=bool)[self.codes])


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row with more or fewer cells than the header."""

    index: int
    found: int


@dataclass(frozen=True)
class Sheet:
    """Rows under one header: text cells by column, with their places.

    A large file comes as several Sheets with the same columns; `first` is the
    one that holds the header, `last` the one with the foot of the table.
    `blank` are rows of the spreadsheet that were left out among the others
    because nothing stands in them, `notes` those that are taken for remarks.
    """

    path: str
    name: str
    columns: tuple[Column, ...]
    rows: NDArray[np.int64]
    lines: NDArray[np.int64] | None = None
    header: Place = field(default_factory=Place)
    ragged: tuple[Ragged, ...] = ()
    blank: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    about: About = field(default_factory=About)
    first: bool = True
    last: bool = True

    def __len__(self) -> int:
        return len(self.rows)

    def place(self, index: int, column: Column | None = None) -> Place:
        """Return where a row (from 0), or one of its cells, stands."""
        line = None if self.lines is None else int(self.lines[index])
        row = int(self.rows[index])
        if column is None:
            return Place(self.path, self.name, row, line=line)
        return Place(self.path, self.name, row, column.position, line, column.header)

    def header_place(self, column: Column) -> Place:
        """Return where the column's header stands."""
        top = self.header
        return Place(self.path, self.name, top.row, column.position, top.line, column.header)

    def keep(self, flags: NDArray[np.bool_]) -> Sheet:
        """Return the sheet with only the flagged rows."""
        places = np.cumsum(flags) - 1
        columns = tuple(column.keep(flags) for column in self.columns)
        lines = None if self.lines is None else self.lines[flags]
        ragged = tuple(
            Ragged(int(places[row.index]), row.found) for row in self.ragged if flags[row.index]
        )
        return replace(self, columns=columns, rows=self.rows[flags], lines=lines, ragged=ragged)
