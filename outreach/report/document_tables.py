"""A grid of texts → a table of the document, its head repeated, its rows whole."""

from __future__ import annotations

from outreach.messages import _
from outreach.report.document_grids import Grid, grids_of
from outreach.report.document_marks import TWIPS, Element, clean, element, paragraph, run
from outreach.report.document_paper import Paper
from outreach.report.document_styles import TABLE
from outreach.report.exhibit import Exhibit
from outreach.report.summaries import SummaryExhibit

TABLE_NUMBER = "Table {number}"
_TOGETHER = 12  # rows of a table that is kept on one page


def put_exhibit(paper: Paper, exhibit: Exhibit | SummaryExhibit) -> None:
    """Put a numbered table: its caption, its figures, what tests say below."""
    words = _(TABLE_NUMBER)
    title = exhibit.title.removeprefix(words.format(number=exhibit.number)).strip()
    grids = grids_of(exhibit)
    for at, grid in enumerate(grids):
        paper.turn(wide=grid.wide)
        if at:
            again = _("Table {number}, continued ({at} of {all})")
            told = again.format(number=exhibit.number, at=at + 1, all=len(grids))
            paper.text(told, "Note", keep=True)
        else:
            paper.caption(words, exhibit.number, title, keep=True)
        put_grid(paper, grid, title)
    for outcome in exhibit.outcomes:
        paper.text(outcome, "Note")


def turn_for(paper: Paper, exhibit: Exhibit | SummaryExhibit) -> None:
    """Put the page as a table needs it: before its heading, which stands on the same page."""
    paper.turn(wide=grids_of(exhibit)[0].wide)


def put_grid(paper: Paper, grid: Grid, title: str) -> None:
    """Put a table, and a little room below it; `title` is what a screen reader calls it."""
    paper.put(table_of(grid, title), paragraph("Note"))


def table_of(grid: Grid, title: str) -> Element:
    """Return the table."""
    keep = len(grid.rows) <= _TOGETHER
    rows = [_row(grid.heads, grid, keep=True, head=True)]
    last = len(grid.rows) - 1
    rows += [_row(row, grid, keep=keep and at < last) for at, row in enumerate(grid.rows)]
    columns = [element("w:gridCol", w=_twips(width)) for width in grid.widths]
    properties = element(
        "w:tblPr", element("w:tblStyle", val=TABLE),
        element("w:tblW", w=_twips(sum(grid.widths)), type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="0420", firstRow="1", noVBand="1"),
        element("w:tblCaption", val=clean(title).replace("\n", " ")),
    )  # fmt: skip
    return element("w:tbl", properties, element("w:tblGrid", *columns), *rows)


def _row(cells: tuple[str, ...], grid: Grid, *, keep: bool, head: bool = False) -> Element:
    properties = element("w:trPr", *([] if _is_long(cells) else [element("w:cantSplit")]))
    if head:
        properties.append(element("w:tblHeader"))
    made = [
        element(
            "w:tc",
            element("w:tcPr", element("w:tcW", w=_twips(width), type="dxa")),
            paragraph(_style(grid, at, head=head), *([run(text)] if text else []), keep=keep),
        )
        for at, (text, width) in enumerate(zip(cells, grid.widths, strict=True))
    ]
    return element("w:tr", properties, *made)


def _style(grid: Grid, at: int, *, head: bool) -> str:
    if at < grid.words:
        return "TableText"
    if head:
        return "TableHeadSmall" if grid.dense else "TableHead"
    return "TableSmall" if grid.dense else "TableNumber"


def _is_long(cells: tuple[str, ...]) -> bool:
    """Return whether a row may be higher than a page, and so has to be split."""
    return max(map(len, cells)) > 1000


def _twips(millimetres: float) -> str:
    return str(round(millimetres * TWIPS))
