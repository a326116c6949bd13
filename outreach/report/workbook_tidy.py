"""Tables as data in a sheet: one cell a row, for machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreach.errors import CannotWrite
from outreach.messages import _
from outreach.report.excel_texts import cell_text
from outreach.report.workbook_styles import WIDEST, Styles, columns_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_576  # that a sheet has


def write_tidy_sheet(
    sheet: Worksheet, styles: Styles, names: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Write one cell a row, under frozen, filterable headings.

    `names` are of the columns. Raises CannotWrite for more rows than a sheet has.
    """
    widths = [columns_of(name) for name in names]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, styles["head"])
    row = 0
    for row, cell in enumerate(rows, 1):
        if row >= ROWS:
            raise too_many_rows()
        for column, name in enumerate(names):
            value = cell.get(name)
            if isinstance(value, str):
                sheet.write_string(row, column, cell_text(value))
                widths[column] = max(widths[column], columns_of(value))
            elif value is not None:
                sheet.write_number(row, column, value)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(WIDEST, width + 3))
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, row, len(names) - 1)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(names) - 1)


def too_many_rows() -> CannotWrite:
    """Return the error for more rows than a sheet of Excel has."""
    message = _("A sheet of Excel has {most} rows; these are more.").format(most=f"{ROWS:,}")
    return CannotWrite(message, remedy=_("Write fewer surveys or questions into one file."))
