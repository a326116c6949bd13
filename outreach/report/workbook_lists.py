"""Lists in a sheet: comments, themes, what was asked; each row one thing, to filter and to sort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outreach.report.workbook_rows import lines_of
from outreach.report.workbook_styles import LINE, Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_000  # characters that a cell takes, a few less than Excel's 32,767
_TALLEST = 400  # points; Excel allows 409
_PAPER = 9  # A4


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head, its width in digits, and whether people fill it in."""

    head: str
    width: int
    filled_in: bool = False


def write_list(
    sheet: Worksheet,
    styles: Styles,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    top: int = 0,
) -> int:
    """Write rows under a frozen, filterable head; return the first row below them.

    Texts are written as texts, never as formulas or links; numbers as numbers.
    """
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(top, at, column.head, styles["list head"])
    row = top
    for row, cells in enumerate(rows, top + 1):
        for at, (column, value) in enumerate(zip(columns, cells, strict=True)):
            style = styles["entry" if column.filled_in else "cell"]
            if isinstance(value, int | float):
                sheet.write_number(row, at, value, style)
            elif value:
                sheet.write_string(row, at, str(value)[:LONGEST], style)
            else:
                sheet.write_blank(row, at, None, style)
        sheet.set_row(row, _height(columns, cells))
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, max(row, top + 1), len(columns) - 1)
    sheet.repeat_rows(top)
    print_across(sheet, max(row, top), len(columns) - 1)
    return row + 1


def print_across(sheet: Worksheet, last_row: int, last_column: int) -> None:
    """Have a sheet printed on A4 across, as wide as a page, with page numbers."""
    sheet.set_paper(_PAPER)
    sheet.set_landscape()
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, max(last_row, 0), max(last_column, 0))
    sheet.set_footer("&C&P / &N")


def _height(columns: Sequence[Column], cells: Sequence[Any]) -> float:
    lines = [
        sum(lines_of(part, max(column.width - 1, 1)) for part in str(value or "").split("\n"))
        for column, value in zip(columns, cells, strict=True)
    ]
    return float(min(_TALLEST, LINE * max(lines, default=1)))
