"""A printed table as it stands: named rows and columns of cells that know their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from outreach.errors import Place
from outreach.spelling import squeeze
from outreach.tables.printed.figure import Figure
from outreach.tables.printed.words import OTHER, PART, PERCENTS, SHARE, TOTAL


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; `figure` is None where nobody (`nobody`), nothing or no number stands."""

    text: str
    place: Place
    figure: Figure | None = None
    nobody: bool = False

    @property
    def known(self) -> bool:
        """Whether the cell says how many: a number, or that there is none."""
        return self.figure is not None or self.nobody


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its names from the outermost, what it holds, how far it is indented."""

    names: tuple[str, ...]
    kind: str
    place: Place
    indent: int = 0

    @property
    def name(self) -> str:
        """The line's name in messages."""
        return "/".join(name for name in self.names if name)

    @property
    def group(self) -> tuple[str, ...]:
        """The names above the last one, as 27年度 is above 件数."""
        return self.names[:-1]


@dataclass(frozen=True)
class Printed:
    """A printed table: rows × columns of cells with numbers.

    `loose` are headings and notes; `beside` what stands beside the numbers of
    each row (names, days), under the headings `sides`. The table `turned` has
    its columns as rows, so that what holds for columns can be asked of rows
    too. `faults` are cells that should hold a number, `beyond` such as have no
    heading. `several` says that a person may be in several rows.
    """

    key: str
    path: Path
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[tuple[Cell, ...], ...]
    loose: tuple[tuple[Cell, ...], ...] = ()
    beside: tuple[tuple[Cell, ...], ...] = ()
    sides: tuple[str, ...] = ()
    faults: tuple[Cell, ...] = field(default=(), repr=False)
    beyond: tuple[Cell, ...] = field(default=(), repr=False)
    several: bool = False

    @cached_property
    def turned(self) -> Printed:
        """The table with rows and columns exchanged."""
        cells = tuple(zip(*self.cells, strict=True)) if self.rows else ((),) * len(self.columns)
        return replace(self, rows=self.columns, columns=self.rows, cells=cells)

    def column(self, at: int) -> list[Cell]:
        """Return the cells of a column, from the top."""
        return [row[at] for row in self.cells]

    def without(self, names: Sequence[str]) -> Printed:
        """Return the table without the rows and columns of these names."""
        gone = {squeeze(name) for name in names}
        rows = [at for at, row in enumerate(self.rows) if not gone & _spellings(row)]
        columns = [at for at, column in enumerate(self.columns) if not gone & _spellings(column)]
        return replace(
            self,
            rows=tuple(self.rows[at] for at in rows),
            columns=tuple(self.columns[at] for at in columns),
            cells=tuple(tuple(self.cells[row][at] for at in columns) for row in rows),
            beside=tuple(self.beside[at] for at in rows),
        )

    @cached_property
    def counts(self) -> list[int]:
        """The columns that count: neither percentages, nor means, nor numbers with points.

        Positions from 0; a column of whole numbers under any other name counts.
        """
        return [
            at
            for at, column in enumerate(self.columns)
            if column.kind not in (*PERCENTS, OTHER) and not self._is_broken(at)
        ]

    def _is_broken(self, at: int) -> bool:
        """Return whether a column holds fractions, or percentages as its signs say."""
        figures = [
            figure
            for row, line in zip(self.cells, self.rows, strict=True)
            if (figure := row[at].figure) is not None and line.kind not in (*PERCENTS, OTHER)
        ]
        return any(figure.decimals or figure.percent for figure in figures)

    @cached_property
    def shares(self) -> list[int]:
        """The columns of percentages, by their name or the sign in most of their cells."""
        return [at for at, column in enumerate(self.columns) if self._is_share(at, column)]

    def _is_share(self, at: int, column: Line) -> bool:
        if column.kind in PERCENTS:
            return column.kind == SHARE
        figures = [row[at].figure for row in self.cells]
        signs = [figure.percent for figure in figures if figure is not None]
        return column.kind in (PART, TOTAL) and 2 * sum(signs) > len(signs)

    def texts(self) -> Iterator[Cell]:
        """Yield every cell that holds no number."""
        for row in (*self.loose, *self.beside):
            yield from row


def _spellings(line: Line) -> set[str]:
    return {squeeze(line.name), squeeze(line.names[-1] if line.names else "")}
