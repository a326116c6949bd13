"""Reports as an Excel file: one sheet for people, one for machines."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from outreach.errors import CannotWrite, Place
from outreach.messages import _
from outreach.report.files import replacing, save
from outreach.report.model import Report
from outreach.report.tidy import cells, columns
from outreach.report.workbook_charts import Charts
from outreach.report.workbook_page import TablePage
from outreach.report.workbook_styles import Styles
from outreach.report.workbook_tidy import write_tidy_sheet

MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is written


def write_workbook(
    reports: Report | Sequence[Report], target: str | Path, inputs: Sequence[Path] = ()
) -> None:
    """Write the reports' tables into one .xlsx, all of it or nothing.

    A sheet a report for people, counts above percentages, each table with its
    chart; one tidy sheet with a cell a row; and, where there are charts of
    crossed tables, one with the percentages that they are drawn from. Raises
    CannotWrite.
    """
    from xlsxwriter import Workbook

    if isinstance(reports, Report):
        reports = [reports]
    if Path(target).suffix.lower() != ".xlsx":
        message = _("The name of a workbook ends in .xlsx.")
        raise CannotWrite(message, Place(str(target)), _("Change the ending of its name."))
    with replacing(Path(target), inputs) as path:
        book = Workbook()
        book.set_properties({"created": MADE, "title": reports[0].title if reports else ""})
        styles = Styles(book)
        pages = [
            book.add_worksheet(
                _("Tables") if len(reports) == 1 else _("Tables {number}").format(number=number)
            )
            for number in range(1, len(reports) + 1)
        ]
        tidy = book.add_worksheet(_("Tidy data"))
        charts = Charts(book, styles)
        for sheet, report in zip(pages, reports, strict=True):
            _write_page(TablePage(sheet, report.shown, styles, charts), report)
        write_tidy_sheet(tidy, styles, columns(reports), cells(reports))
        save(book, path)


def _write_page(page: TablePage, report: Report) -> None:
    """Write title, response rates, tables and footnotes."""
    page.line(report.title, "title")
    page.sheet.freeze_panes(1, 1)
    if report.subtitle:
        page.line(report.subtitle, "note")
    if report.mark:
        page.line(report.mark, "mark")
    for line in report.returned:
        page.line(line, "note")
    page.tables()
    page.foot(report.notes)
