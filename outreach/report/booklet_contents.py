"""A workbook's first sheet, with links to all others, and its last: how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.planning.plan import Statement
from outreach.report.booklet import Booklet
from outreach.report.booklet_binding import Binding, put_head, set_paper
from outreach.report.booklet_lists import lines_in
from outreach.report.excel_texts import cell_text
from outreach.report.workbook_rows import Pencil

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NAMES, _ABOUT = 36, 80  # widths of the two columns
_READING = (50, 50)  # two columns: LibreOffice does not fit a single one to a page


class _Text:
    """A sheet of running text, in columns of such widths."""

    def __init__(self, sheet: Worksheet, binding: Binding, widths: Sequence[int]) -> None:
        self.sheet = sheet
        self.binding = binding
        self.widths = widths
        self.pencil = Pencil(sheet, binding.styles, widths[0])
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)

    def line(self, text: str, style: str) -> None:
        """Write a text across the columns."""
        last = len(self.widths) - 1
        self.pencil.paragraph(text, style, last, int(0.95 * sum(self.widths)))

    def set_up(self) -> None:
        """Say how the sheet is printed."""
        set_paper(self.sheet, self.binding, across=False)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        self.sheet.print_area(0, 0, self.pencil.row - 1, len(self.widths) - 1)


def write_contents(
    sheet: Worksheet,
    binding: Binding,
    booklet: Booklet,
    entries: Sequence[tuple[str, str, str]],
    events: Sequence[str],
) -> None:
    """Write what the report is, what it says in short, and a link to each sheet.

    `entries` are the sections, names and contents of the sheets, `events` the
    chapters' names.
    """
    page = _Text(sheet, binding, (_NAMES, _ABOUT))
    for text, style in (
        (booklet.title, "title"), (booklet.subtitle, "note"), (booklet.mark, "mark"),
        (booklet.secret, "note"),
    ):  # fmt: skip
        if text:
            page.line(text, style)
    for chapter, event in zip(booklet.chapters, events, strict=True):
        page.pencil.down()
        several = len(booklet.chapters) > 1
        short = _("In short: {event}").format(event=event) if several else _("In short")
        page.line(short, "caption")
        for each in chapter.gist:
            page.line(f"・{_told(each)}", "body")
    page.pencil.down()
    _put_links(page, entries)
    page.set_up()


def _told(each: Statement) -> str:
    return f"{each.text} *" if each.small else each.text


def _put_links(page: _Text, entries: Sequence[tuple[str, str, str]]) -> None:
    section = ""
    page.line(_("Contents"), "caption")
    for part, name, about in entries:
        if part != section:
            section = part
            page.line(part, "strong")
        row = page.pencil.row
        page.sheet.write_string(row, 1, cell_text(about), page.binding.styles.wrapped("body"))
        lines = lines_in(about, _ABOUT)
        page.pencil.link(name, name, lines)


def write_reading(sheet: Worksheet, binding: Binding, booklet: Booklet) -> None:
    """Write how the tables are to be read: the footnotes that apply to any of them."""
    page = _Text(sheet, binding, _READING)
    put_head(page, binding, _("How to read this"))
    if booklet.secret:
        page.line(booklet.secret, "note")
    page.pencil.down()
    for note in booklet.notes:
        page.line(f"・{note}", "body")
    page.set_up()
