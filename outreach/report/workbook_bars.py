"""What the bars of a workbook's charts have in common: axes, fonts, heights, edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outreach.palette import EDGE, OPTIONS
from outreach.report.excel_texts import clip
from outreach.report.workbook_styles import FONT

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_BAR, _THIN = 22, 12  # height of a bar in pixels, and of one of many
_TALL = 500  # height of all bars together, so that a chart fits on a page
_AROUND = 80  # height of title and axis
_TITLE = 64  # characters of a title: two lines
TEXT = {"name": FONT, "size": 9, "color": "#262626"}
PERCENT: dict[str, Any] = {
    "min": 0,
    "num_format": "0%",
    "num_font": TEXT,
    "label_position": "high",
    "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
    "line": {"none": True},
}


def empty_bars(book: Workbook, kind: str, title: str) -> Any:  # noqa: ANN401 - an xlsxwriter chart
    """Return an empty bar chart: options or groups from the top down, percent below."""
    shape = {"type": "bar"} | ({"subtype": kind} if kind != "bar" else {})
    chart: Any = book.add_chart(shape)
    font = TEXT | {"size": 11, "bold": True}
    plain = clip(title, _TITLE).replace("!", "！")  # XlsxWriter takes “a!A1” for a formula
    chart.set_title({"name": plain, "overlay": False, "name_font": font})
    chart.set_y_axis(
        {
            "reverse": True,
            "interval_unit": 1,
            "num_font": TEXT,
            "line": {"color": EDGE},
            "major_tick_mark": "none",
        }
    )
    chart.set_x_axis(PERCENT)
    chart.set_chartarea({"border": {"color": "#D9D9D9"}})
    chart.show_blanks_as("gap")
    return chart


def counted_bars(
    book: Workbook, sheet: Worksheet, title: str, rows: tuple[int, int], columns: tuple[int, int]
) -> tuple[Chart, int]:
    """Return a chart of numbers in a sheet, and how high it is to be, in pixels.

    `rows` are the first and the last one, `columns` those of the names and of the numbers.
    """
    (first, last), (names, numbers) = rows, columns
    chart = empty_bars(book, "bar", title)
    chart.add_series(
        {
            "categories": [sheet.name, first, names, last, names],
            "values": [sheet.name, first, numbers, last, numbers],
            **look(OPTIONS[0]),
            "data_labels": {"value": True, "font": TEXT},
            "gap": 40,
        }
    )
    chart.set_x_axis(PERCENT | {"num_format": "0"})
    chart.set_legend({"none": True})
    return chart, _AROUND + bars_height(last - first + 1)


def bars_height(bars: int) -> int:
    """Return how high so many bars are together, in pixels: thinner where they are many."""
    return max(min(_BAR * bars, _TALL), _THIN * bars)


def look(colour: str) -> dict[str, Any]:
    """Return fill and edge; what is white has an edge that is seen."""
    edge = OPTIONS[0] if colour == "#FFFFFF" else colour
    return {"fill": {"color": colour}, "border": {"color": edge, "width": 0.75}}
