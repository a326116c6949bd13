"""A sheet for people: tables one below the other, each with its chart, as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outreach.report.exhibit import Exhibit
from outreach.report.summaries import SummaryExhibit
from outreach.report.workbook_charts import Charts, Sketch
from outreach.report.workbook_rows import Pencil, label_width
from outreach.report.workbook_styles import LINE, NUMBER, Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ACROSS, _UPRIGHT = (740, 490), (510, 730)  # room on A4 between its margins, in points
_SIMPLE, _SLENDER = 520, 400  # widths of a chart beside a simple table, in pixels
_NARROWEST, _BROADEST = 640, 1100  # widths of a chart below a crossed table, in pixels
_WIDTH = 150  # digits that a line of text is at most
_SMALLER = 0.6  # to which a page is made smaller so that a table stands on one
_LEAST = 0.4  # of its size that print can still be read in


class TablePage:
    """The sheet of tables; lines above and below them go through `line`.

    It is printed across, or `upright` where its tables are narrow enough.
    """

    def __init__(
        self,
        sheet: Worksheet,
        shown: Sequence[Exhibit | SummaryExhibit],
        styles: Styles,
        charts: Charts,
        *,
        upright: bool = False,
    ) -> None:
        self.sheet = sheet
        self.shown = shown
        self.charts = charts
        self.label_width = label_width(_labels(shown))
        crossed = [len(each.heads) for each in shown if not each.is_simple]
        self.columns = max(crossed, default=2) + 2
        self.pencil = Pencil(sheet, styles, self.label_width)
        self.starts: list[tuple[int, int]] = []  # of each table, and of its chart below
        self.simple = _SLENDER if upright else _SIMPLE
        self.upright = upright and _UPRIGHT[0] >= _SMALLER * 0.75 * self._broad
        self.paper = _UPRIGHT if self.upright else _ACROSS
        self.last = self.columns  # column of the page
        while self._pixels(self.last) < self._broad:
            self.last += 1
        sheet.set_default_row(LINE)
        sheet.set_column(0, 0, self.label_width)
        sheet.set_column(1, self.last, NUMBER)

    @property
    def _broad(self) -> int:
        """How wide the page is, in pixels: as its widest table, or its widest chart."""
        return max(self._pixels(4) + self.simple, self._pixels(self.columns), _NARROWEST)

    def line(self, text: str, style: str) -> None:
        """Write a text across the page."""
        last = min(self.last, max(1, (_WIDTH - self.label_width) // NUMBER))
        width = int(0.95 * (self.label_width + last * NUMBER))
        self.pencil.paragraph(text, style, last, width)

    def tables(self) -> None:
        """Write the tables, each with its chart."""
        for exhibit in self.shown:
            self.pencil.down()
            start = self.pencil.row
            self.line(exhibit.title, "caption")
            chart = self._exhibit(exhibit)
            self.starts.append((start, chart))

    def foot(self, notes: Sequence[str]) -> None:
        """Write the footnotes, and say how the sheet is printed."""
        self.pencil.down()
        self.starts.append((self.pencil.row, self.pencil.row))
        for note in notes:
            self.line(note, "note")
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
            self._put(self.charts.simple(written, name), top, beside, self.simple)
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
            self.line(line, "note")

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
        sheet = self.sheet
        sheet.set_paper(9)  # A4
        if not self.upright:
            sheet.set_landscape()
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.repeat_rows(0)
        sheet.set_footer("&C&P / &N")
        if self.starts:
            self.starts[0] = (0, self.starts[0][1])  # the head goes with what is first
        scale = min(1.0, self.paper[0] / (0.75 * self._broad))
        if scale < _LEAST:  # several pages across, each with the groups' names
            scale = _LEAST
            sheet.set_print_scale(round(100 * scale))
            sheet.repeat_columns(0, 1)
        else:
            sheet.fit_to_pages(1, 0)
            scale = min(scale, max(_SMALLER, self.paper[1] / (self._tallest() + LINE)))
        right = self.last
        while scale > _LEAST and self._pixels(right + 1) * 0.75 * scale < self.paper[0]:
            right += 1  # as wide as makes it so small
        sheet.print_area(0, 0, self.pencil.row - 1, right)
        sheet.set_h_pagebreaks(self._breaks(self.paper[1] / scale - sum(self.pencil.heights[:1])))

    def _tallest(self) -> float:
        """Return how high the highest table with a chart beside it is: neither can be torn."""
        ends = [start for start, _chart in self.starts[1:]] + [len(self.pencil.heights)]
        whole = [
            sum(self.pencil.heights[start:end])
            for (start, chart), end in zip(self.starts[:-1], ends, strict=False)
            if chart >= end - 1
        ]
        return max(whole, default=0)

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


def _labels(exhibits: Sequence[Exhibit | SummaryExhibit]) -> list[str]:
    """Return what stands in the first column of any table."""
    labels = []
    for shown in exhibits:
        if isinstance(shown, Exhibit) and shown.is_simple:
            categories = range(len(shown.table.categories))
            labels += [*map(shown.row_label, categories), shown.total_label]
        else:
            labels += [row.label for row in shown.rows if row.table is not None]
    return labels
