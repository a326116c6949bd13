"""A printed questionnaire as a Word document in large print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.report.questionnaire import Questionnaire
from outreach.report.questionnaire_items import Choice, Item
from outreach.report.questionnaire_layout import LINE, WIDTH
from outreach.report.word_document import (
    add_page_numbers,
    bytes_of,
    element,
    new_document,
    paragraph_style,
    put,
)
from outreach.report.word_tables import (
    add_frame,
    add_table,
    lines_at,
    put_height,
    put_on_one_page,
    write_cell,
)
from outreach.report.workbook_styles import columns_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

SIZE, LARGE, TITLE = 14, 16, 18  # points
_STYLES = {  # size, space before, space after
    "Title": (TITLE, 4, 4), "Subtitle": (SIZE, 0, 4), "Body Text": (SIZE, 0, 0),
    "Heading 1": (LARGE, 12, 2), "Instruction": (SIZE, 0, 3), "Note": (SIZE, 16, 0),
    "Choice": (SIZE, 3, 3), "Closing": (SIZE, 0, 0), "Footer": (SIZE, 0, 0),
}  # fmt: skip
_BLANK = 15  # full-width signs that there is room to write
_SPARE = 10  # half-width signs: LibreOffice leaves gaps between kana and digits
_BOX, _RULE = 13, 9  # heights in millimetres


def docx_of(form: Questionnaire) -> bytes:
    """Return the form as a .docx: A4, 14 pt and larger, no question on two pages."""
    document = new_document(" ".join(form.title), SIZE)
    _make_styles(document)
    add_page_numbers(document)
    if form.number:
        _add_number(document, form.number)
    title = document.add_paragraph(form.title[0], "Title")
    for line in form.title[1:]:
        title.add_run().add_break()
        title.add_run(line)
    about = "\u3000".join(form.about)
    for line in (about,) if columns_of(about) <= LINE - _SPARE else form.about:
        document.add_paragraph(line, "Subtitle")
    for line in form.introduction:
        document.add_paragraph(line, "Body Text")
    for item in form.items:
        _add_item(document, item)
    _add_closing(document, form)
    return bytes_of(document)


def _add_closing(document: Document, form: Questionnaire) -> None:
    from docx.shared import Pt

    thanks = document.add_paragraph(form.thanks, "Closing").paragraph_format
    thanks.space_before, thanks.keep_with_next = Pt(10), True
    document.add_paragraph(form.hand_in, "Closing")


def _make_styles(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for name, (size, before, after) in _STYLES.items():
        style = paragraph_style(document, name, size)
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        style.font.bold = name in ("Title", "Heading 1", "Closing", "Note")
        style.font.italic = False
        form.keep_with_next = name in ("Heading 1", "Instruction", "Note")
        form.keep_together = True
        if name in ("Title", "Subtitle", "Closing", "Footer"):
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title, note = (document.styles[name] for name in ("Title", "Note"))
    for border in title.element.pPr.findall(element("pBdr").tag):
        title.element.pPr.remove(border)
    put(note.element.pPr, lines_at("pBdr", space=3), "spacing", "ind", "jc")
    note.paragraph_format.left_indent = note.paragraph_format.right_indent = Pt(4)


def _add_number(document: Document, name: str) -> None:
    """Add the place where the office writes the form's number, at the right."""
    from docx.enum.table import WD_TABLE_ALIGNMENT

    table = _table(document, [78, 36])
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    write_cell(table.cell(0, 0), _("{name} (filled in by the office)").format(name=name))
    add_frame(table.rows[0].cells)


def _add_item(document: Document, item: Item) -> None:
    if item.note:
        document.add_paragraph(item.note, "Note")
    heading = document.add_paragraph(f"{item.number}\u3000{item.label}", "Heading 1")
    _hang(heading, columns_of(item.number) / 2 + 1, LARGE)
    for line in filter(None, (item.whom, item.how)):
        run = document.add_paragraph("", "Instruction").add_run(line)
        run.bold = line == item.whom
    put_on_one_page(_PARTS[item.kind](document, item))


def _add_choices(document: Document, item: Item) -> Table:
    table = _table(document, [WIDTH / item.columns] * item.columns, len(item.lines))
    for row, line in zip(table.rows, item.lines, strict=True):
        cells = row.cells
        if line[0].blank and len(cells) > 1:
            cells = (cells[0].merge(cells[-1]),)
        for cell, choice in zip(cells, line, strict=False):
            _write_choice(cell.paragraphs[0], choice, item.hang)
    return table


def _write_choice(paragraph: Paragraph, choice: Choice, hang: float) -> None:
    from docx.shared import Pt

    if hang:
        _hang(paragraph, hang, SIZE)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(hang * SIZE))
        paragraph.add_run(choice.code).bold = True
        paragraph.add_run("\t")
    paragraph.add_run(choice.label)
    if choice.blank:
        paragraph.add_run("（" + "\u3000" * _BLANK + "）")


def _add_row(document: Document, item: Item) -> Table:
    table = _table(document, [WIDTH / item.columns] * item.columns)
    for cell, choice in zip(table.rows[0].cells, item.lines[0], strict=True):
        write_cell(cell, choice.mark, bold=True, middle=True)
        if choice.code:
            paragraph = cell.add_paragraph(choice.label, "Choice")
            paragraph.alignment = cell.paragraphs[0].alignment
    add_frame(table.rows[0].cells)
    return table


def _add_grid(document: Document, item: Item) -> Table:
    rest = (WIDTH - item.width) / item.columns
    widths = [item.width, *[rest] * item.columns]
    table = _table(document, widths, 1 + len(item.statements))
    write_cell(table.cell(0, 0), _("Question"))
    for cell, choice in zip(table.rows[0].cells[1:], item.lines[0], strict=True):
        write_cell(cell, choice.label, middle=True)
    for row, (number, label) in zip(table.rows[1:], item.statements, strict=False):
        write_cell(row.cells[0], f"{number}\u3000{label}")
        for cell, choice in zip(row.cells[1:], item.lines[0], strict=True):
            write_cell(cell, choice.mark, bold=True, middle=True)
    for row in table.rows:
        add_frame(row.cells)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    return table


def _add_boxes(document: Document, item: Item) -> Table:
    """Add a box for a number with its unit, or those of a day and a time."""
    words = [_("year"), _("month"), _("day"), _("hour"), _("minute")]
    words = {"number": [item.unit], "date": words[:3], "datetime": words}[item.kind]
    first = 50 if item.kind == "number" else 26
    widths = [width for at in range(len(words)) for width in (16 if at else first, 17)]
    table = _table(document, widths)
    put_height(table.rows[0], _BOX)
    for at, word in enumerate(words):
        add_frame([table.cell(0, 2 * at)])
        write_cell(table.cell(0, 2 * at + 1), word)
    return table


def _add_rules(document: Document, item: Item) -> Table:
    table = _table(document, [WIDTH], item.rules)
    for row in table.rows:
        put_height(row, _RULE)
        add_frame(row.cells, ("bottom",), "dotted")
    return table


def _table(document: Document, widths: Sequence[float], rows: int = 1) -> Table:
    return add_table(document, widths, rows, "Choice")


def _hang(paragraph: Paragraph, signs: float, size: float) -> None:
    """Indent all lines but the first."""
    from docx.shared import Pt

    paragraph.paragraph_format.left_indent = Pt(signs * size)
    paragraph.paragraph_format.first_line_indent = Pt(-signs * size)


_PARTS: Mapping[str, Callable[[Document, Item], Table]] = {
    "choices": _add_choices, "row": _add_row, "grid": _add_grid, "number": _add_boxes,
    "date": _add_boxes, "datetime": _add_boxes, "text": _add_rules,
}  # fmt: skip
