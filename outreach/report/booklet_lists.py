"""A sheet that is a list: a title, headings that stay, rows to filter and sort."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outreach.report.booklet_binding import Binding, put_head, set_paper
from outreach.report.excel_texts import cell_text
from outreach.report.workbook_rows import Pencil, lines_of
from outreach.report.workbook_tidy import ROWS, too_many_rows

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NUMBERS = ("cell number", "cell share", "cell decimal")
Value = str | int | float | datetime.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in digits, how its values look."""

    head: str
    width: int
    style: str = "cell"


class ListPage:
    """The sheet of a list. `first` and `last` are its rows, counted from 0, once it is written."""

    def __init__(self, sheet: Worksheet, binding: Binding, columns: Sequence[Column]) -> None:
        self.sheet = sheet
        self.binding = binding
        self.columns = columns
        self.pencil = Pencil(sheet, binding.styles, columns[0].width)
        self.first = self.last = 0
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)

    def line(self, text: str, style: str) -> None:
        """Write a text across the columns."""
        width = int(0.95 * sum(column.width for column in self.columns))
        self.pencil.paragraph(text, style, len(self.columns) - 1, width)

    def write(
        self, title: str, notes: Iterable[str], rows: Iterable[Sequence[Value]], subtitle: str = ""
    ) -> None:
        """Write title, notes, headings and rows; say how they are filtered and printed."""
        put_head(self, self.binding, title, subtitle)
        for note in notes:
            self.line(note, "note")
        self.heads()
        for row in rows:
            self.row(row)
        self._set_up()

    def heads(self) -> None:
        """Write the headings."""
        for at, column in enumerate(self.columns):
            right = column.style in _NUMBERS
            style = self.binding.styles["list head right" if right else "list head"]
            self.sheet.write_string(self.pencil.row, at, column.head, style)
        self.pencil.down(max(lines_of(each.head, each.width - 2) for each in self.columns))
        self.first = self.last = self.pencil.row

    def row(self, values: Sequence[Value]) -> None:
        """Write one row, as high as its longest text; raises CannotWrite where there is none."""
        at, lines = self.pencil.row, 1
        if at >= ROWS:
            raise too_many_rows()
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            style = self.binding.styles[column.style]
            if isinstance(value, str) and value:
                self.sheet.write_string(at, place, cell_text(value), style)
                lines = max(lines, lines_in(value, column.width))
            elif isinstance(value, datetime.date):
                day = datetime.datetime(value.year, value.month, value.day)  # noqa: DTZ001
                self.sheet.write_datetime(at, place, day, style)
            elif isinstance(value, int | float):
                self.sheet.write_number(at, place, value, style)
            else:
                self.sheet.write_blank(at, place, None, style)
        self.last = at
        self.pencil.down(lines)

    def _set_up(self) -> None:
        set_paper(self.sheet, self.binding)
        self.sheet.fit_to_pages(1, 0)
        head, right = self.first - 1, len(self.columns) - 1
        self.sheet.repeat_rows(head)
        self.sheet.freeze_panes(self.first, 0)
        self.sheet.autofilter(head, 0, self.last, right)
        self.sheet.print_area(0, 0, self.last, right)


def lines_in(text: str, width: int) -> int:
    r"""Return how many lines a text of several lines takes in a column of so many digits.

    >>> lines_in("費用を知りたい\n往診のこと", 16)
    2
    """
    return sum(lines_of(line, max(1, width - 1)) for line in text.split("\n"))
