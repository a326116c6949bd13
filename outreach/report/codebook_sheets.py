"""A codebook as a workbook, for people who would rather fill in cells than edit TOML."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.codebook import Codebook, Question
from outreach.codebook_values import COUNTS
from outreach.codebook_writing import published_table, question_table
from outreach.intake.codebooks.codebook_layout import (
    HINT,
    LINE_BREAK,
    OPTION_COLUMNS,
    OPTIONS,
    PRINTED,
    PRINTED_COLUMNS,
    QUESTION_COLUMNS,
    QUESTIONS,
    ROLE_NAMES,
    SURVEY_ROWS,
    SURVEY_SHEET,
    TARGET_COLUMNS,
    TARGETS,
    TICK,
    TYPE_NAMES,
    Column,
)
from outreach.report.entry_columns import lines_of
from outreach.report.files import replacing, save
from outreach.spelling import visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is written
_FONT = {"font_name": "Yu Gothic", "font_size": 10.5, "valign": "top", "text_wrap": True}
_STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#E8EEF4", "bottom": 1},
    "hint": {"font_color": "#595959", "font_size": 9},
    "text": {"num_format": "@"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
}
_BEFORE_EXCEL = 1900  # the last year in which its days do not count right
_LINE, _TALLEST = 18, 400  # heights of a row in points; Excel allows 409
_VALUE = 44  # width of the column of values
_SPARE = 300  # rows below the last one that have drop-downs too
_EXTENDED = "※ extends で引き継いだ内容も、ここにすべて書き出してあります。"


def write_codebook_sheets(codebook: Codebook, target: Path, inputs: Sequence[Path] = ()) -> None:
    """Write the codebook as a workbook: 催し, 設問, 選択肢, 目標の割合, 印刷した表.

    What it extends is written out. Raises CannotWrite.
    """
    from xlsxwriter import Workbook

    with replacing(target, inputs) as path:
        book = Workbook(None, {"strings_to_urls": False})
        book.set_properties({"created": _MADE, "title": visible(codebook.survey.title)})
        pages = _Pages(book)
        pages.survey(codebook)
        asked = [question_table(question, codebook.survey) for question in codebook.questions]
        keys = [question.key for question in codebook.questions]
        rows = [_question(key, table) for key, table in zip(keys, asked, strict=True)]
        pages.table(QUESTIONS, QUESTION_COLUMNS, rows)
        chosen = [row for question in codebook.questions for row in _options(question, codebook)]
        pages.table(OPTIONS, OPTION_COLUMNS, chosen)
        pages.table(TARGETS, TARGET_COLUMNS, _targets(codebook))
        pages.table(PRINTED, PRINTED_COLUMNS, _printed(codebook))
        save(book, path)


def _question(key: str, table: Mapping[str, Any]) -> dict[str, str]:
    """Return a question's row, by key of its column."""
    row = {name: _entry(value) for name, value in table.items() if not isinstance(value, Mapping)}
    row |= {"key": _entry(key), "type": TYPE_NAMES[table["type"]]}
    row["role"] = ROLE_NAMES.get(table.get("role", ""), "")
    row["nets"] = _entry(_order_of_nets(table))
    if "applies" in table:
        row["applies"] = _entry((table["applies"]["question"], *table["applies"]["is"]))
    return row


def _order_of_nets(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the nets' names where the order of the options does not give theirs, else nothing."""
    nets = table.get("nets", {})
    seen = [net for label in table.get("options", ()) for net in nets if label in nets[net]]
    return () if list(dict.fromkeys(seen)) == list(nets) else tuple(nets)


def _options(question: Question, codebook: Codebook) -> list[dict[str, str]]:
    """Return a row for each option of a question."""
    table = question_table(question, codebook.survey)
    rows = []
    for at, option in enumerate(question.options):
        nets = tuple(net.label for net in question.nets if at in net.members)
        row = {"question": _entry(question.key), "options": _entry(option.label)}
        row |= {"aliases": _entry(option.aliases), "nets": _entry(nets)}
        for name in ("codes", "scores"):
            row[name] = _entry(table[name][at]) if name in table else ""
        row["other"] = TICK if option.label == question.other else ""
        row["outside"] = TICK if option.label == question.outside else ""
        row["exclusive"] = TICK if option.label in question.exclusive else ""
        rows.append(row)
    return rows


def _targets(codebook: Codebook) -> list[dict[str, str]]:
    return [
        {"question": _entry(margin.question), "option": _entry(name), "target": _entry(target)}
        for margin in codebook.weights
        for name, target in margin.targets
    ]


def _printed(codebook: Codebook) -> list[dict[str, str]]:
    said = [(table.key, published_table(table, codebook)) for table in codebook.published]
    return [
        {"key": _entry(key)} | {name: _entry(value) for name, value in table.items()}
        for key, table in said
    ]


def _entry(value: object) -> str:
    r"""Return a value as a cell shows it: a list one item a line.

    >>> _entry(("市報", "a\nb")), _entry(True), _entry(-1.0)
    ('市報\na⏎b', '○', '-1')
    """
    if isinstance(value, tuple):
        return "\n".join(map(_entry, value))
    if isinstance(value, bool):
        return TICK if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).replace("\n", LINE_BREAK)


class _Pages:
    """The sheets of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.styles = {name: book.add_format(_FONT | style) for name, style in _STYLES.items()}

    def survey(self, codebook: Codebook) -> None:
        """Write the sheet 催し: one row a key, head counts one row each."""
        sheet = self.book.add_worksheet(SURVEY_SHEET)
        self._heads(sheet, [("項目", 16), ("値", _VALUE), ("人数", 10), ("書き方", 60)])
        at = 1
        for row in SURVEY_ROWS:
            value = getattr(codebook.survey, row.key)
            pairs = list(value.items()) if row.kind is COUNTS else [(value, None)]
            for first, number in pairs or [("", None)]:
                sheet.write_string(at, 0, row.heading, self.styles["head"])
                if isinstance(first, datetime.date) and first.year > _BEFORE_EXCEL:
                    moment = datetime.datetime.combine(first, datetime.time())
                    sheet.write_datetime(at, 1, moment, self.styles["date"])
                else:
                    text = "" if first is None else _entry(first)
                    sheet.write_string(at, 1, text, self.styles["text"])
                if number is not None:
                    sheet.write_number(at, 2, number)
                sheet.write_string(at, 3, row.hint, self.styles["hint"])
                if isinstance(first, tuple | str):
                    sheet.set_row(at, min(_TALLEST, _LINE * lines_of(_entry(first), _VALUE)))
                at += 1
        sheet.write_string(at + 1, 0, _EXTENDED, self.book.add_format({"font_color": "#595959"}))

    def table(
        self, name: str, columns: Sequence[Column], rows: Sequence[Mapping[str, str]]
    ) -> None:
        """Write a sheet with headings, a row of hints, and the rows."""
        sheet = self.book.add_worksheet(name)
        self._heads(sheet, [(column.heading, column.width) for column in columns])
        for at, column in enumerate(columns):
            mark = f"{HINT} " if at == 0 else ""
            sheet.write_string(1, at, mark + column.hint, self.styles["hint"])
            for below, row in enumerate(rows, 2):
                sheet.write_string(below, at, row.get(column.key, ""), self.styles["text"])
        hints = {column.key: column.hint for column in columns}
        for at, cells in enumerate((hints, *rows), 1):
            lines = (lines_of(cells.get(column.key, ""), column.width) for column in columns)
            sheet.set_row(at, min(_TALLEST, _LINE * max(lines, default=1)))
        for at, column in enumerate(columns):
            if choices := _choices(column):
                last = 1 + len(rows) + _SPARE
                rule = {"validate": "list", "source": choices, "ignore_blank": True}
                sheet.data_validation(2, at, last, at, rule)
        sheet.freeze_panes(2, 1)

    def _heads(self, sheet: Worksheet, heads: Sequence[tuple[str, int]]) -> None:
        for at, (head, width) in enumerate(heads):
            sheet.write_string(0, at, head, self.styles["head"])
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def _choices(column: Column) -> list[str]:
    """Return what a drop-down offers in the column."""
    if column.key in ("required", "optional", "other", "exclusive", "outside", "several"):
        return [TICK]
    return list({"type": TYPE_NAMES, "role": ROLE_NAMES}.get(column.key, {}).values())
