"""Native charts of a workbook: 100 % bars for one answer by groups, bars for the rest.

A chart of a simple table takes its numbers from the table. Of a crossed one
the percentages stand in every other row, which no chart can be made of; they
are repeated, by reference, in a sheet of plain blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outreach.messages import _
from outreach.palette import EDGE, OPTIONS, ink_on
from outreach.report.excel_texts import cell_text, narrowed
from outreach.report.exhibit import Exhibit
from outreach.report.row import Row
from outreach.report.workbook_bars import PERCENT, TEXT, bars_height, empty_bars, look
from outreach.report.workbook_rows import Written, lines_of
from outreach.report.workbook_styles import LINE, WIDEST, Styles, columns_of
from outreach.tables.charts.colours import colours_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_AROUND = 105  # height of title, legend and axis, in pixels
_THIN = 12  # height of one of several bars side by side
_DIGIT = 7  # width of a digit in a label
_HEAD, _ACROSS = 10, 200  # digits in a heading of a block, columns that are so wide
_LONG = 48  # columns of a name in a chart: what is longer stands whole in the table
_MOST = 36  # bars that one chart of several groups can show


@dataclass(frozen=True)
class Sketch:
    """A chart that is ready to be put somewhere, and how high it is to be, in pixels."""

    chart: Chart
    height: int
    title: str


class Charts:
    """Makes the charts of one workbook, and the blocks of numbers behind them."""

    def __init__(self, book: Workbook, styles: Styles, name: str = "") -> None:
        self.book = book
        self.styles = styles
        self.name = name or _("Chart data")
        self.row = 0

    @cached_property
    def blocks(self) -> Worksheet:
        """The sheet of the blocks, which is made, behind all others, when one is needed."""
        sheet = self.book.add_worksheet(self.name)
        sheet.set_column(0, 0, WIDEST)
        sheet.set_column(1, _ACROSS, _HEAD + 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def simple(self, written: Written, sheet: str) -> Sketch | None:
        """Return the bars of a simple table, one for each option; None without any."""
        exhibit, row = written.exhibit, written.exhibit.simple
        kinds = [each.kind for each in exhibit.table.categories]
        if not kinds or not row.base(0):
            return None
        last = written.top + len(kinds) - 1
        fills = [
            OPTIONS[0] if kind == "option" else colour
            for kind, colour in zip(kinds, colours_of(kinds), strict=True)
        ]
        chart = empty_bars(self.book, "bar", exhibit.title)
        chart.add_series(
            {
                "categories": self._names(written, sheet, last),
                "values": [sheet, written.top, 2, last, 2],
                "points": [look(fill) for fill in fills],
                "data_labels": {"value": True, "font": TEXT},
                "gap": 40,
            }
        )
        chart.set_legend({"none": True})
        return Sketch(chart, _AROUND - 25 + bars_height(len(kinds)), exhibit.title)

    def _names(self, written: Written, sheet: str, last: int) -> list[Any]:
        """Return where the names of a simple table's options are, short enough for a chart."""
        exhibit = written.exhibit
        labels = [exhibit.row_label(at) for at in exhibit.simple.columns]
        if max(map(columns_of, labels)) <= _LONG:
            return [sheet, written.top, 0, last, 0]
        self.blocks.write_string(self.row, 0, cell_text(exhibit.title), self.styles["caption"])
        top = self.row + 1
        for row, label in enumerate(labels, top):
            self.blocks.write_string(row, 0, cell_text(narrowed(label, _LONG)))
        self.row = top + len(labels) + 1
        return [self.blocks.name, top, 0, top + len(labels) - 1, 0]

    def crossed(self, written: Written, sheet: str, width: int) -> Sketch | None:
        """Return the chart of a crossed table; None where there is nothing to draw.

        Of one answer a 100 % bar for each group; of several answers, or where
        percentages are not of the group, bars by option, side by side.
        """
        if not written.shares:
            return None
        exhibit = written.exhibit
        if exhibit.share == "row" and not exhibit.table.question.multiple:
            return self._stacked(written, sheet, width)
        return self._side_by_side(written, sheet, width)

    def _stacked(self, written: Written, sheet: str, width: int) -> Sketch:
        exhibit = written.exhibit
        table = exhibit.table
        kinds = [each.kind for each in table.categories]
        parts = [at for at, kind in enumerate(kinds) if kind != "net"]
        colours = colours_of(kinds)
        rows = list(range(len(exhibit.rows)))
        top = self._block(written, sheet, rows, parts)
        chart = empty_bars(self.book, "stacked", exhibit.title)
        room = width - 60 - 6 * max(columns_of(_name(exhibit.rows[at])) for at in rows)
        for column, part in enumerate(parts, 1):
            labels = [self._label(row, part, room) for row in exhibit.rows]
            ink = TEXT | {"color": ink_on(colours[part])}
            chart.add_series(
                {
                    "name": [self.blocks.name, top, column],
                    "categories": [self.blocks.name, top + 1, 0, top + len(rows), 0],
                    "values": [self.blocks.name, top + 1, column, top + len(rows), column],
                    "fill": {"color": colours[part]},
                    "border": {"color": "#FFFFFF", "width": 0.75},
                    "data_labels": {"value": True, "font": ink, "custom": labels},
                    "gap": 30,
                    "overlap": 100,
                }
            )
        chart.set_x_axis(PERCENT | {"max": 1})  # hidden parts leave the bar short of it
        chart.set_legend({"position": "bottom", "font": TEXT})
        lines = _legend_lines([exhibit.row_label(at) for at in parts], width)
        return Sketch(chart, _AROUND + 16 * lines + bars_height(len(rows)), exhibit.title)

    @staticmethod
    def _label(row: Row, part: int, room: int) -> dict[str, bool] | None:
        """Return what takes a label away that has no room in its bar, None where it has."""
        if row.table is None or row.hides_share(part) or not row.base(part):
            return {"delete": True}
        share = row.count(part) / row.base(part)
        wide = (len(row.share_text(part)) + 2) * _DIGIT
        return None if share * room >= wide else {"delete": True}

    def _side_by_side(self, written: Written, sheet: str, width: int) -> Sketch:
        """Return bars by option; of many groups only those with the most people are drawn."""
        exhibit = written.exhibit
        options = range(len(exhibit.table.categories))
        rows = _largest(exhibit, list(written.shares), max(2, _MOST // max(1, len(options))))
        title = exhibit.title
        if len(rows) < len(written.shares):
            title += " " + _("(the {number} largest groups)").format(number=len(rows) - 1)
        top = self._block(written, sheet, rows, options)
        chart = empty_bars(self.book, "bar", title)
        blocks = self.blocks.name
        for number, line in enumerate(range(top + 1, top + 1 + len(rows))):
            colour = EDGE if number == 0 else OPTIONS[(number - 1) % len(OPTIONS)]
            chart.add_series(
                {
                    "name": [blocks, line, 0],
                    "categories": [blocks, top, 1, top, len(options)],
                    "values": [blocks, line, 1, line, len(options)],
                    **look(colour),
                    "data_labels": {"value": True, "font": TEXT | {"size": 8}},
                    "gap": 40,
                }
            )
        chart.set_legend({"position": "bottom", "font": TEXT})
        lines = _legend_lines([_name(exhibit.rows[at]) for at in rows], width)
        bars = len(options) * (_THIN * len(rows) + 8)
        return Sketch(chart, _AROUND + 16 * lines + bars, title)

    def _block(
        self, written: Written, sheet: str, rows: Sequence[int], columns: Sequence[int]
    ) -> int:
        """Write a block of percentages that refer to the table's; return the row of its heads."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        exhibit, quoted = written.exhibit, sheet.replace("'", "''")
        self.blocks.write_string(self.row, 0, cell_text(exhibit.title), self.styles["caption"])
        top = self.row + 1
        shown = [narrowed(exhibit.row_label(column), _LONG) for column in columns]
        self.blocks.set_row(top, LINE * max(lines_of(head, _HEAD) for head in shown))
        for at, head in enumerate(shown, 1):
            self.blocks.write_string(top, at, cell_text(head), self.styles["head"])
        for line, number in enumerate(rows, top + 1):
            row = exhibit.rows[number]
            self.blocks.write_string(line, 0, cell_text(_name(row)), self.styles["label"])
            for at, column in enumerate(columns, 1):
                if number in written.shares and row.base(column) and not row.hides_share(column):
                    cell = xl_rowcol_to_cell(written.shares[number], written.first + column)
                    style = self.styles.percent(exhibit.decimals)
                    share = row.count(column) / row.base(column)
                    self.blocks.write_formula(line, at, f"='{quoted}'!{cell}", style, share)
        self.row = top + len(rows) + 2
        return top


def _name(row: Row) -> str:
    """Return a group's name with its n, as a chart shows it."""
    label = narrowed(row.label, _LONG)
    return label if row.table is None else f"{label} (n={row.bases[0]})"


def _largest(exhibit: Exhibit, rows: Sequence[int], most: int) -> list[int]:
    """Return the first row, everybody, and the groups with the most people, in their order."""
    groups = sorted(rows[1:], key=lambda at: (-(exhibit.rows[at].people or 0), at))
    return [rows[0], *sorted(groups[: most - 1])]


def _legend_lines(names: Sequence[str], width: int) -> int:
    """Return how many lines a legend below the chart takes."""
    return max(1, -(-sum(6 * min(_LONG, columns_of(name)) + 30 for name in names) // width))
