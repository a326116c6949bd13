"""Comments and their themes in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.report.booklet import Chapter
from outreach.report.workbook_lists import Column, print_across, write_list
from outreach.report.workbook_styles import Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_BAR, _AROUND, _CELL = 26, 90, 20  # heights of a bar, of what is around, of a line: pixels


def write_comments(sheet: Worksheet, styles: Styles, chapter: Chapter) -> None:
    """Write the comments, a row each, to filter by theme, kind and question."""
    told = list(dict.fromkeys(name for row in chapter.comments for name in row.writer))
    columns = [
        Column(_("No."), 6), Column(_("Comment"), 70), Column(_("Theme"), 24),
        Column(_("Second theme"), 20), Column(_("Kind"), 12), Column(_("Question"), 34),
        *(Column(name, 14) for name in told),
    ]  # fmt: skip
    rows = [
        (row.number, row.text, row.theme, row.second, row.kind, row.question,
         *(row.writer.get(name, "") for name in told))
        for row in chapter.comments
    ]  # fmt: skip
    write_list(sheet, styles, columns, rows)


def write_themes(book: Workbook, sheet: Worksheet, styles: Styles, chapter: Chapter) -> None:
    """Write the themes, a row each, and below them their sizes as a chart."""
    columns = (
        Column(_("Theme"), 24), Column(_("Comments"), 9), Column("%", 7), Column(_("Kinds"), 24),
        Column(_("Words"), 40), Column(_("Steady"), 16), Column(_("Project"), 24),
        Column(_("Owner"), 12), Column(_("In their words"), 70),
    )  # fmt: skip
    rows = [
        (
            card.label, card.comments, f"{card.share}%" if card.share else "",
            "、".join(f"{name} {number}" for _kind, name, number in card.kinds),
            "、".join(card.words), card.steady, card.project, card.owner,
            "\n".join(f"「{quote}」" for quote in card.quotes),
        )
        for card in chapter.cards
    ]  # fmt: skip
    below = write_list(sheet, styles, columns, rows)
    if rows:
        height = _sizes(book, sheet, len(rows), below + 1)
        print_across(sheet, below + 2 + height // _CELL, len(columns) - 1)


def _sizes(book: Workbook, sheet: Worksheet, size: int, row: int) -> int:
    """Put a chart of the themes' sizes at a row; return its height in pixels."""
    chart = book.add_chart({"type": "bar"})
    assert chart is not None  # bar is a type that there is
    name, title = str(sheet.name), _("Themes of the comments")
    chart.add_series({
        "categories": [name, 1, 0, size, 0], "values": [name, 1, 1, size, 1], "gap": 40,
        "fill": {"color": "#005AFF"}, "data_labels": {"value": True},
    })  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    height = _AROUND + _BAR * size
    chart.set_size({"width": 640, "height": height})
    sheet.insert_chart(row, 0, chart, {"description": title})
    return height
