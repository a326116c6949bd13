"""An entry sheet for typing in paper forms, made from the codebook."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.codebook import Codebook
from outreach.errors import column_letters
from outreach.intake.files.workbooks import GUIDE
from outreach.messages import _
from outreach.report.entry_columns import EntryColumn, entry_columns, lines_of
from outreach.report.excel_texts import clip, utf16_length
from outreach.report.files import replacing, save
from outreach.spelling import visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 500
_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is written
_FONT = {"font_name": "Yu Gothic", "font_size": 10.5}
_HEAD = {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#E8EEF4", "border": 1}
_LINE = 18  # height of a line of text, in points
_TALLEST = 400  # points; Excel allows 409
_GUIDE_WIDTHS = (44, 52, 44)
_TITLE, _TEXT, _LIST = 32, 255, 255  # characters that Excel takes in a hint and in a list
_PAGE = 180  # columns of a digit that an A4 page across can still be read with
_NEVER, _EVER = datetime.datetime(1900, 3, 1), datetime.datetime(9999, 12, 31)  # noqa: DTZ001
_FORMATS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "number": "General"}


def write_entry_sheet(
    codebook: Codebook, target: Path, rows: int = ROWS, inputs: Sequence[Path] = ()
) -> None:
    """Write an .xlsx with one row a form, drop-downs and hints; the header is locked.

    `rows` are ready for forms, blank ones count as none. Nothing is filled in
    beforehand, not even numbers: a row is a form from the first answer on.
    Raises CannotWrite.
    """
    from xlsxwriter import Workbook

    with replacing(target, inputs) as path:
        book = Workbook(None, {"strings_to_urls": False, "strings_to_formulas": False})
        book.set_properties({"created": _MADE, "title": visible(codebook.survey.title)})
        columns = list(entry_columns(codebook))
        page = _Page(book, rows)
        page.write(columns)
        _write_guide(book, codebook, columns)
        page.lists.hide()
        save(book, path)


class _Page:
    """The sheet that answers are typed into."""

    def __init__(self, book: Workbook, rows: int) -> None:
        self.book = book
        self.rows = rows
        self.sheet = book.add_worksheet(_("Answers"))
        self.lists = _Lists(book)

    def write(self, columns: Sequence[EntryColumn]) -> None:
        """Write headings, cells to type into, and how the page is printed."""
        head = self.book.add_format(_FONT | _HEAD)
        open_cells: dict[str, Any] = {}
        for at, column in enumerate(columns):
            self.sheet.write_string(0, at, column.heading, head)
            self.sheet.set_column(at, at, column.width)
            shown = _FORMATS.get(column.kind, "@")  # text, or Excel makes dates of 1-2
            if shown not in open_cells:
                style = {"num_format": shown, "locked": False, "text_wrap": True, "valign": "top"}
                open_cells[shown] = self.book.add_format(_FONT | style)
            for row in range(1, self.rows + 1):
                self.sheet.write_blank(row, at, None, open_cells[shown])
            rule = self._rule(column, at)
            self.sheet.data_validation(1, at, self.rows, at, rule)
        lines = max(lines_of(column.heading, column.width) for column in columns)
        self.sheet.set_row(0, min(_TALLEST, _LINE * lines))
        self._protect(columns)
        self._page_setup(sum(column.width for column in columns))

    def _rule(self, column: EntryColumn, at: int) -> dict[str, Any]:
        rule: dict[str, Any] = {"ignore_blank": True, "error_title": _("Not an answer")}
        rule |= {"input_title": clip(column.heading, _TITLE)}
        rule |= {"input_message": clip(column.hint, _TEXT)}
        rule |= {"error_message": clip(column.hint, _TEXT)}
        if column.choices:
            source = self.lists.source(column.choices)
            return rule | {"validate": "list", "source": source, "show_error": column.strict}
        if column.kind == "number":
            return rule | {"validate": "decimal", **_bounds(column)}
        if column.kind in ("date", "datetime"):
            between = {"criteria": "between", "minimum": _NEVER, "maximum": _EVER}
            return rule | {"validate": "date", **between}
        if column.kind == "id":
            letters = column_letters(at + 1)
            once = f"=COUNTIF({letters}$2:{letters}${self.rows + 1},{letters}2)=1"
            twice = _("This number is there already.")
            return rule | {"validate": "custom", "value": once, "error_message": twice}
        return rule | {"validate": "any"}

    def _protect(self, columns: Sequence[EntryColumn]) -> None:
        """Lock the header, without a password: it is a guard rail, no secret."""
        may = ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "delete_rows")
        self.sheet.protect("", dict.fromkeys(may, True))
        numbered = columns[0].kind == "id"
        self.sheet.freeze_panes(1, int(numbered))
        if numbered:
            self.sheet.repeat_columns(0, 0)

    def _page_setup(self, width: int) -> None:
        self.sheet.set_paper(9)  # A4
        self.sheet.set_landscape()
        self.sheet.repeat_rows(0)
        self.sheet.hide_gridlines(0)  # shown, and printed where something is typed
        self.sheet.set_footer("&C&P / &N")
        if width <= _PAGE:
            self.sheet.fit_to_pages(1, 0)


class _Lists:
    """Lists of answers that are too long for a drop-down's own text: on a hidden sheet."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, ...], str] = {}
        self.sheet: Worksheet | None = None

    def source(self, choices: tuple[str, ...]) -> list[str] | str:
        """Return the choices, or the name of the range that they stand in."""
        joined = ",".join(choices)
        plain = joined.isprintable() and not any(set(text) & set(',"') for text in choices)
        if plain and utf16_length(joined) <= _LIST:
            return list(choices)
        if choices not in self.made:
            self.sheet = self.sheet or self.book.add_worksheet(_("Lists"))
            at, name = len(self.made), f"answers_{len(self.made) + 1}"
            for row, text in enumerate(choices):
                self.sheet.write_string(row, at, text)
            letters, last = column_letters(at + 1), len(choices)
            where = f"='{_('Lists')}'!${letters}$1:${letters}${last}"
            self.book.define_name(name, where)
            self.made[choices] = f"={name}"
        return self.made[choices]

    def hide(self) -> None:
        """Hide the sheet, if there is one."""
        if self.sheet:
            self.sheet.hide()


def _write_guide(book: Workbook, codebook: Codebook, columns: Sequence[EntryColumn]) -> None:
    """Write the sheet that says how to fill in the other one."""
    sheet = book.add_worksheet(GUIDE)
    styles = {
        "title": book.add_format(_FONT | {"bold": True, "font_size": 14}),
        "head": book.add_format(_FONT | _HEAD),
        "text": book.add_format(_FONT | {"text_wrap": True, "valign": "top"}),
    }
    sheet.write_string(0, 0, codebook.survey.title or codebook.name, styles["title"])
    plain = book.add_format(_FONT)
    for row, line in enumerate(_steps(columns), 2):
        sheet.write_string(row, 0, line, plain)
    row += 2
    for at, head in enumerate((_("Column"), _("How to type it"), _("Answers"))):
        sheet.write_string(row, at, head, styles["head"])
    for below, column in enumerate(columns, row + 1):
        answers = column.choices if column.kind == "choice" else ()
        texts = (column.heading, column.hint, "\n".join(answers))
        for at, text in enumerate(texts):
            sheet.write_string(below, at, text, styles["text"])
        lines = max(map(lines_of, texts, _GUIDE_WIDTHS))
        sheet.set_row(below, min(_TALLEST, _LINE * lines))
    for at, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _steps(columns: Sequence[EntryColumn]) -> list[str]:
    steps = [
        _("1. One row is one form. Type from the second row on, without blank rows between."),
        _("2. Leave a cell blank where nothing is answered, or where it cannot be read."),
        _("3. Choose from the list where the cell offers one; Alt+↓ opens it."),
        _("4. Do not change the first row: the headings say which question a column answers."),
        _("5. Save it as responses.xlsx in the survey's folder, and run: outreach check"),
    ]
    if columns[0].kind == "id":
        steps[0] += " " + _("Write the form's number on the paper too.")
    return steps


def _bounds(column: EntryColumn) -> dict[str, Any]:
    low, high = column.question.minimum, column.question.maximum
    if low is not None and high is not None:
        return {"criteria": "between", "minimum": low, "maximum": high}
    if high is not None:
        return {"criteria": "<=", "value": high}
    least = 0 if column.question.type == "weight" else -1e12
    return {"criteria": ">=", "value": least if low is None else low}
