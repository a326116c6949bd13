"""Rows below a header → the Sheet that holds them: blank rows left out, ragged ones told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from outreach.errors import Place
from outreach.intake.cells import About, CodedRows, Column, Ragged, Rows, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Head:
    """What stands above the rows: the headers, where they are, and labels of statistics files.

    `below` is the row right below them, `about` what else is known of the file.
    """

    place: Place
    headers: Sequence[str]
    labels: Sequence[str]
    below: int
    about: About

    def sheet(self, rows: Rows | CodedRows) -> Sheet:
        """Return the rows as a Sheet under these headers."""
        width, numbers, lines = len(self.headers), rows.numbers, rows.lines
        if isinstance(rows, CodedRows):
            filled = _filled_by_column(rows)
            texts, ragged = _coded(rows, filled, width)
        else:
            filled = _filled(rows)
            texts, ragged = _listed(rows, filled, width)
        blank: tuple[int, ...] = ()
        if not filled.all():
            blank = self._blank(numbers, filled)
            numbers, lines = numbers[filled], None if lines is None else lines[filled]
        columns = tuple(
            replace(column, header=header, position=position, label=label)
            for position, (header, label, column) in enumerate(
                zip(self.headers, self.labels, texts, strict=True), 1
            )
        )
        return Sheet(
            self.place.path, self.place.sheet, columns, numbers, lines, self.place, ragged, blank,
            about=self.about,
        )  # fmt: skip

    def _blank(self, numbers: NDArray[np.int64], filled: NDArray[np.bool_]) -> tuple[int, ...]:
        """Return the blank rows, but for those right below the header and those at the end."""
        places = filled.nonzero()[0]
        begin = int(places[0]) if len(places) and numbers[0] == self.below else 0
        among = slice(begin, int(places[-1]) if len(places) else 0)
        return tuple(numbers[among][~filled[among]].tolist())


def _filled(rows: Rows) -> NDArray[np.bool_]:
    """Return for each row whether something stands in it."""
    return np.array([any(map(str.strip, row)) for row in rows.cells], dtype=bool)


def _filled_by_column(rows: CodedRows) -> NDArray[np.bool_]:
    filled = np.zeros(len(rows.numbers), dtype=bool)
    for column in rows.columns:
        filled |= column.filled
        if filled.all():
            break
    return filled


def _listed(
    rows: Rows, filled: NDArray[np.bool_], width: int
) -> tuple[list[Column], tuple[Ragged, ...]]:
    """Return `width` columns of the rows that are filled, and those with more or fewer cells."""
    cells = rows.cells
    if not filled.all():
        cells = [row for row, full in zip(cells, filled.tolist(), strict=True) if full]
    ragged: tuple[Ragged, ...] = ()
    if set(map(len, cells)) - {width}:
        ragged = tuple(_ragged(cells, width))
        cells = [(row + [""] * width)[:width] for row in cells]
    below = zip(*cells, strict=True) if cells else iter([()] * width)
    return [Column.encode("", 1, column) for column in below], ragged


def _ragged(cells: list[list[str]], width: int) -> Iterator[Ragged]:
    for index, row in enumerate(cells):
        if len(row) < width or any(map(str.strip, row[width:])):
            yield Ragged(index, len(row))


def _coded(
    rows: CodedRows, filled: NDArray[np.bool_], width: int
) -> tuple[list[Column], tuple[Ragged, ...]]:
    """Return the same of rows that are encoded by column, which all have as many cells."""
    columns = list(rows.columns)
    if not filled.all():
        columns = [column.keep(filled) for column in columns]
    found, size = len(columns), int(filled.sum())
    over = np.full(size, found < width)
    for column in columns[width:]:
        over |= column.filled
    empty = Column("", 1, ("",) if size else (), np.zeros(size, dtype=np.int32))
    ragged = tuple(Ragged(index, found) for index in over.nonzero()[0].tolist())
    return [*columns[:width], *[empty] * (width - found)], ragged
