"""Reports as an Excel file: one sheet for people, one for machines."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import CannotWrite, Place
from outreach.messages import _
from outreach.report.exhibit import Exhibit
from outreach.report.files import replacing, save
from outreach.report.model import Report
from outreach.report.summaries import SummaryExhibit
from outreach.report.tidy import cells, columns
from outreach.report.workbook_charts import Charts, Sketch
from outreach.report.workbook_rows import Pencil, label_width
from outreach.report.workbook_styles import LINE, NUMBER, WIDEST, Styles, columns_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is written
_PAPER = (740, 490)  # what A4 across has room for between its margins, in points
_SIMPLE = 520  # width of a chart beside a simple table, in pixels
_NARROWEST, _BROADEST = 640, 1100  # widths of a chart below a crossed table, in pixels


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
        book.set_properties({"created": _MADE, "title": reports[0].title if reports else ""})
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
            _Page(sheet, report, styles, charts).write()
        _write_tidy(tidy, styles, reports)
        save(book, path)


class _Page:
    """The sheet for people: tables one below the other, each with its chart."""

    def __init__(self, sheet: Worksheet, report: Report, styles: Styles, charts: Charts) -> None:
        self.sheet = sheet
        self.report = report
        self.charts = charts
        self.label_width = label_width(_labels(report))
        self.columns = max((len(shown.heads) for shown in report.shown), default=1) + 2
        self.pencil = Pencil(sheet, styles, self.label_width)
        self.starts: list[tuple[int, int]] = []  # of each table, and of its chart below

    def write(self) -> None:
        """Write title, response rates, tables and footnotes."""
        report, pencil = self.report, self.pencil
        self.sheet.set_default_row(LINE)
        self.sheet.set_column(0, 0, self.label_width)
        self.sheet.set_column(1, self.columns, NUMBER)
        pencil.line(report.title, "title")
        self.sheet.freeze_panes(1, 1)
        if report.subtitle:
            pencil.line(report.subtitle, "note")
        if report.mark:
            pencil.line(report.mark, "mark")
        for line in report.returned:
            pencil.line(line, "note")
        for exhibit in report.shown:
            pencil.down()
            start = pencil.row
            pencil.line(exhibit.title, "caption")
            chart = self._exhibit(exhibit)
            self.starts.append((start, chart))
        pencil.down()
        self.starts.append((pencil.row, pencil.row))
        for note in report.notes:
            pencil.line(note, "note")
        self._page_setup()

    def _exhibit(self, exhibit: Exhibit | SummaryExhibit) -> int:
        """Write a table, what tests say of it, and its chart: beside it, or below a wide one.

        Returns the row in which the chart begins, or where there is none below, the table's end.
        """
        pencil, name = self.pencil, str(self.sheet.name)
        if isinstance(exhibit, SummaryExhibit):
            pencil.summaries(exhibit)
            return pencil.row
        if exhibit.is_simple:
            top, written = pencil.row, pencil.simple(exhibit)
            self._outcomes(exhibit)
            beside = 5 if exhibit.table.tests is not None else 4
            self._put(self.charts.simple(written, name), top, beside, _SIMPLE)
            return pencil.row
        top, written = pencil.row, pencil.crossed(exhibit)
        self._outcomes(exhibit)
        columns = len(exhibit.base_heads) + len(exhibit.heads)
        room = self._pixels(self.columns) - self._pixels(columns + 1)
        if room >= _NARROWEST:  # a wider table makes the page so wide
            width = min(_BROADEST, room)
            self._put(self.charts.crossed(written, name, width), top, columns + 2, width)
            return pencil.row
        below = pencil.row
        width = max(_NARROWEST, min(_BROADEST, self._pixels(columns)))
        self._put(self.charts.crossed(written, name, width), below, 0, width)
        return below

    def _outcomes(self, exhibit: Exhibit) -> None:
        for line in exhibit.outcomes:
            self.pencil.line(line, "note")

    def _put(self, sketch: Sketch | None, row: int, column: int, width: int) -> None:
        """Put a chart at a cell, and the next line below it."""
        if sketch is None:
            return
        sketch.chart.set_size({"width": width, "height": sketch.height})
        options = {"object_position": 2, "description": sketch.title, "x_offset": 4, "y_offset": 6}
        self.sheet.insert_chart(row, column, sketch.chart, options)
        bottom = sum(self.pencil.heights[:row]) + 0.75 * (sketch.height + 12)
        while sum(self.pencil.heights) < bottom:
            self.pencil.down()

    def _pixels(self, columns: int) -> int:
        """Return how wide the labels and so many columns of numbers are."""
        return 7 * self.label_width + 5 + columns * (7 * NUMBER + 5)

    def _page_setup(self) -> None:
        """Fit the widest table to A4 across, and break pages between tables."""
        self.sheet.set_paper(9)  # A4
        self.sheet.set_landscape()
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        self.sheet.repeat_rows(0)
        self.sheet.set_footer("&C&P / &N")
        beside = self._pixels(4) + _SIMPLE
        broad = 0.75 * max(beside, self._pixels(self.columns), _NARROWEST)
        scale = min(1.0, _PAPER[0] / broad)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_h_pagebreaks(self._breaks(_PAPER[1] / scale - LINE))

    def _breaks(self, room: float) -> list[int]:
        """Return the rows that begin a page: what fits on one is not torn apart."""
        heights, breaks, page = self.pencil.heights, [], 0
        ends = [start for start, _chart in self.starts[1:]] + [len(heights)]
        for (start, chart), end in zip(self.starts, ends, strict=True):
            whole = sum(heights[start:end]) <= room
            for first, last in [(start, end)] if whole else [(start, chart), (chart, end)]:
                if first > page and sum(heights[page:last]) > room:
                    breaks.append(first)
                    page = first
        return breaks


def _labels(report: Report) -> list[str]:
    """Return what stands in the first column of any table."""
    labels = []
    for shown in report.shown:
        if isinstance(shown, Exhibit) and shown.is_simple:
            categories = range(len(shown.table.categories))
            labels += [*map(shown.row_label, categories), shown.total_label]
        else:
            labels += [row.label for row in shown.rows if row.table is not None]
    return labels


def _write_tidy(sheet: Worksheet, styles: Styles, reports: Sequence[Report]) -> None:
    """Write one cell a row, under frozen, filterable headings."""
    names = columns(reports)
    widths = [columns_of(name) for name in names]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, styles["head"])
    row = 0
    for row, cell in enumerate(cells(reports), 1):
        for column, name in enumerate(names):
            value = cell.get(name)
            if isinstance(value, str):
                sheet.write_string(row, column, value)
                widths[column] = max(widths[column], columns_of(value))
            elif value is not None:
                sheet.write_number(row, column, value)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(WIDEST, width + 3))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(names) - 1)
