"""Tables of a Word document: cells in millimetres, lines where they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outreach.report.word_document import element, put

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell, _Row

SIDES = ("top", "left", "bottom", "right")
_INDENT = 2  # millimetres from a cell's left line to its text
_RIGHT = 57  # twentieths of a point to its right line


def add_table(document: Document, widths: Sequence[float], rows: int, style: str) -> Table:
    """Return a new table without lines; widths in millimetres, style of its paragraphs."""
    from docx.shared import Mm

    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    margins = element("tblCellMar")
    margins.extend([element("left", w=0, type="dxa"), element("right", w=_RIGHT, type="dxa")])
    put(table._tbl.tblPr, margins, "tblLook")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
            cell.paragraphs[0].style = style
    return table


def write_cell(cell: _Cell, text: str, *, bold: bool = False, middle: bool = False) -> None:
    """Write a text into a cell, at its left or in its middle."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text).bold = bold
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.left_indent = Mm(_INDENT)


def add_frame(cells: Sequence[_Cell], sides: Sequence[str] = SIDES, kind: str = "single") -> None:
    """Add lines of a kind at these sides of the cells."""
    for cell in cells:
        lines = lines_at("tcBorders", sides, kind)
        put(cell._tc.get_or_add_tcPr(), lines, "shd", "noWrap", "tcMar", "vAlign")


def lines_at(
    name: str, sides: Sequence[str] = SIDES, kind: str = "single", space: int = 0
) -> BaseOxmlElement:
    """Return an element of borders: of a cell (tcBorders), of a paragraph (pBdr)."""
    borders = element(name)
    for side in sides:
        borders.append(element(side, val=kind, sz=6, space=space, color="404040"))
    return borders


def put_height(row: _Row, height: float) -> None:
    """Put a row at that height at the least, in millimetres."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def put_on_one_page(table: Table) -> None:
    """Put a table on one page: no row is parted, and each stays with the next."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
