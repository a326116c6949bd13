"""A table's chart as a picture of the document, and what it shows in words."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.report.document_marks import clean
from outreach.report.document_page import HEIGHT, room
from outreach.report.exhibit import Exhibit
from outreach.tables.charts.drawing import chart_of, picture_of
from outreach.tables.contents import SMALL
from outreach.tables.hidden import WITHHELD

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

    from outreach.tables.table import Table

FIGURE_NUMBER = "Figure {number}"
_LONGEST, _MOST, _GROUPS = (
    40,
    30,
    20,
)  # signs of a name, options and groups that a chart has room for
_PIXEL = 0.23  # millimetres of a pixel of a chart, so that its letters are of 7 points
_TALLEST = HEIGHT * 0.68  # of a chart, so that its caption stands below it
_TOLD = 3  # answers that the words name
_FINER = 2  # pixels of a picture for one of its chart


def has_chart(exhibit: Exhibit) -> bool:
    """Return whether a chart shows the table so that it can be read."""
    table = exhibit.table
    rows = [*table.categories, *(table.groups if table.by else ())]
    seen = exhibit.everybody and not exhibit.hides_everybody
    short = max(len(row.label) for row in rows) <= _LONGEST
    few = len(table.categories) <= _MOST and len(table.groups) <= _GROUPS
    return bool(seen and short and few and not exhibit.is_grid)


def picture_of_table(table: Table) -> bytes:
    """Return the chart as a PNG; its caption stands below it, so it has no title of its own."""
    chart = chart_of(table, SMALL)
    told = chart.title["subtitle"]
    title = {"text": told, "anchor": "start", "fontSize": 11, "fontWeight": "normal", "offset": 8}
    return picture_of(chart.properties(title=title if told else ""), "png")


def add_picture(into: Paragraph, picture: bytes, alt: str, tallest: float = _TALLEST) -> None:
    """Add a picture to a paragraph; `alt` is what it shows in words, `tallest` its height in mm."""
    from docx.shared import Mm

    shape = into.add_run().add_picture(BytesIO(picture))
    pixels = shape.width / Mm(1) * 72 / 25.4  # python-docx takes a picture's inch for 72 pixels
    ratio = shape.height / shape.width
    width = min(pixels / _FINER * _PIXEL, room(wide=False), tallest / ratio)
    shape.width, shape.height = Mm(width), Mm(width * ratio)
    about = shape._inline.docPr
    about.set("descr", clean(alt).replace("\n", " "))


def in_words(exhibit: Exhibit) -> str:
    """Return what the chart shows, for who cannot see it: the main figures."""
    table = exhibit.table
    name = table.question.label + (f" × {table.by.label}" if table.by else "")
    figures = _("; ").join(_of_groups(exhibit) if table.by else _largest(exhibit))
    return _("Bar chart, {name}: {figures}.").format(name=name, figures=figures or WITHHELD)


def _largest(exhibit: Exhibit) -> Iterator[str]:
    """Yield the largest answers of everybody."""
    row, kinds = exhibit.simple, exhibit.table.categories
    shown = [at for at in row.columns if not row.hides_share(at) and kinds[at].kind == "option"]
    for at in sorted(shown, key=row.count, reverse=True)[:_TOLD]:
        people, share = row.entry(at)
        told = _("{option} {share}% ({people} people)")
        yield told.format(option=exhibit.row_label(at), share=share, people=people)


def _of_groups(exhibit: Exhibit) -> Iterator[str]:
    """Yield the largest answer of each group."""
    kinds = exhibit.table.categories
    for row in exhibit.rows:
        shown = [at for at in row.columns if not row.hides_share(at) and kinds[at].kind == "option"]
        if shown and row.people:
            best = max(shown, key=row.count)
            if row.count(best):
                told = _("{group}: {option} {share}%")
                share = row.share_text(best).rstrip("+-")
                words = {"group": row.label, "option": exhibit.row_label(best)}
                yield told.format(share=share, **words)
