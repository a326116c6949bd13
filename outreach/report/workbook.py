"""Reports as an Excel file: one sheet for people, one for machines."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.messages import _
from outreach.report.files import replacing, save
from outreach.report.model import Exhibit, Report
from outreach.report.tidy import COLUMNS, cells

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is written
_WIDEST, _NUMBER = 40, 9  # widths in columns of a digit
_FONT = {"font_name": "Yu Gothic", "font_size": 10.5}
_LINE = 18  # height of a line of text, in points
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "caption": {"bold": True, "font_size": 11.5},
    "note": {"font_color": "#595959"},
    "mark": {"bold": True, "font_color": "#C00000"},
    "head": {"bold": True, "bottom": 1, "bg_color": "#E8EEF4"}
    | {"text_wrap": True, "align": "right", "valign": "bottom"},
    "label": {"text_wrap": True, "valign": "top"},
    "group": {"text_wrap": True, "valign": "top", "top": 4},
    "count": {"num_format": "#,##0", "align": "right"},
    "cell": {"num_format": '#,##0;-#,##0;"-"', "align": "right", "top": 4},
    "n": {"num_format": "#,##0_*", "align": "right", "top": 4},
    "small n": {"num_format": '#,##0"*"', "align": "right", "top": 4},
    "total": {"num_format": "#,##0", "top": 1, "align": "right"},
    "total label": {"top": 1},
}


def write_workbook(
    reports: Sequence[Report], target: str | Path, inputs: Sequence[Path] = ()
) -> None:
    """Write the reports' tables into one .xlsx, all of it or nothing.

    A sheet a report for people, counts above percentages, and one tidy sheet
    with a cell a row. Raises CannotWrite.
    """
    from xlsxwriter import Workbook

    with replacing(Path(target), inputs) as path:
        book = Workbook()
        book.set_properties({"created": _MADE, "title": reports[0].title if reports else ""})
        styles = _Styles(book)
        for number, report in enumerate(reports, 1):
            name = _("Tables") if len(reports) == 1 else _("Tables {number}").format(number=number)
            _Page(book.add_worksheet(name), styles).write(report)
        _write_tidy(book.add_worksheet(_("Tidy data")), styles, reports)
        save(book, path)


class _Styles:
    """Cell formats by name, each made once; a percentage's by its decimals."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - xlsxwriter's Format
        return self._format(name, _STYLES[name])

    def percent(self, decimals: int, *, crossed: bool = False, top: bool = False) -> Any:  # noqa: ANN401
        """Return the format of a percentage; Excel rounds half up as we do, "-" is nobody."""
        form = "0" + ("." + "0" * decimals if decimals else "") + "%"
        style: dict[str, Any] = {"num_format": form, "align": "right", "top": int(top)}
        if crossed:
            style |= {"num_format": f'{form};-{form};"-"', "font_color": "#404040"}
        return self._format(f"percent {decimals} {crossed} {top}", style)

    def _format(self, name: str, style: dict[str, Any]) -> Any:  # noqa: ANN401
        if name not in self._made:
            self._made[name] = self._book.add_format(_FONT | style)
        return self._made[name]


class _Page:
    """The sheet for people: tables one below the other."""

    def __init__(self, sheet: Worksheet, styles: _Styles) -> None:
        self.sheet = sheet
        self.styles = styles
        self.row = 0

    def write(self, report: Report) -> None:
        """Write title, response rates, tables and footnotes."""
        self.line(report.title, "title")
        self.sheet.freeze_panes(1, 1)
        if report.subtitle:
            self.line(report.subtitle, "note")
        if report.mark:
            self.line(report.mark, "mark")
        for line in report.returned:
            self.line(line, "note")
        for exhibit in report.exhibits:
            self.row += 1
            self.line(exhibit.title, "caption")
            self.simple(exhibit) if exhibit.table.by is None else self.crossed(exhibit)
        self.row += 1
        for note in report.notes:
            self.line(note, "note")
        self._page_setup(report)

    def line(self, text: str, style: str) -> None:
        """Write one line of text."""
        self.sheet.write_string(self.row, 0, text, self.styles[style])
        self.row += 1

    def heads(self, *heads: str) -> None:
        """Write a row of headings."""
        for column, head in enumerate(heads):
            self.sheet.write_string(self.row, column, head, self.styles["head"])
        lines = max(-(-columns_of(head) // (_NUMBER - 1)) for head in heads)
        self.sheet.set_row(self.row, _LINE * lines)
        self.row += 1

    def simple(self, exhibit: Exhibit) -> None:
        """Write options × people and percent."""
        table, shares = exhibit.table, exhibit.table.shares(exhibit.share)
        self.heads("", _("people"), "%")
        for at in range(len(table.categories)):
            self.sheet.write_string(self.row, 0, exhibit.row_label(at), self.styles["label"])
            self.sheet.write_number(self.row, 1, table.counts[0, at], self.styles["count"])
            self.share(2, shares[0, at], self.styles.percent(exhibit.decimals))
            self.row += 1
        self.sheet.write_string(self.row, 0, exhibit.total_label, self.styles["total label"])
        self.sheet.write_number(self.row, 1, exhibit.everybody, self.styles["total"])
        if exhibit.whole:
            style = self.styles.percent(exhibit.decimals, top=True)
            self.sheet.write_number(self.row, 2, 1, style)
        self.row += 1

    def crossed(self, exhibit: Exhibit) -> None:
        """Write groups × options: people above, percent below."""
        table, shares = exhibit.table, exhibit.table.shares(exhibit.share)
        self.heads("", "n", *map(exhibit.row_label, range(len(table.categories))))
        totals = table.total_counts[0]
        bases = totals if exhibit.share == "column" else table.total_bases[0]
        whole = [n / of if of else float("nan") for n, of in zip(totals, bases, strict=True)]
        self.group(exhibit, -1, _("All"), totals, whole)
        for at, group in enumerate(table.groups):
            self.group(exhibit, at, group.label, table.counts[at], shares[at])

    def group(
        self,
        exhibit: Exhibit,
        group: int,
        label: str,
        counts: Sequence[float],
        shares: Sequence[float],
    ) -> None:
        """Write the two rows of a group; group −1 is everybody."""
        self.sheet.write_string(self.row, 0, label, self.styles["group"])
        people = [exhibit.people(group), *counts]
        for column, number in enumerate(people, 1):
            style = "n" if column == 1 else "cell"
            if (number or column == 1) and exhibit.is_small(number, group, is_base=column == 1):
                style = "small n"
            self.sheet.write_number(self.row, column, number, self.styles[style])
        self.row += 1
        for column, share in enumerate(shares, 2):
            self.share(column, share, self.styles.percent(exhibit.decimals, crossed=True))
        self.row += 1

    def share(self, column: int, share: float, style: Any) -> None:  # noqa: ANN401
        """Write a percentage; nothing on a base of nobody."""
        if share == share:  # NaN is not itself
            self.sheet.write_number(self.row, column, share, style)

    def _page_setup(self, report: Report) -> None:
        labels = [
            label
            for exhibit in report.exhibits
            for label in (*_labels(exhibit), *(group.label for group in exhibit.table.groups))
        ]
        widest = max((columns_of(label) for label in labels), default=_NUMBER)
        columns = max((len(exhibit.table.categories) for exhibit in report.exhibits), default=1)
        self.sheet.set_column(0, 0, min(_WIDEST, widest + 2))
        self.sheet.set_column(1, columns + 1, _NUMBER)
        self.sheet.set_paper(9)  # A4
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)


def _labels(exhibit: Exhibit) -> list[str]:
    """Return what stands in the first column of a simple table."""
    if exhibit.table.by is not None:
        return []
    return [category.label for category in exhibit.table.categories]


def _write_tidy(sheet: Worksheet, styles: _Styles, reports: Sequence[Report]) -> None:
    """Write one cell a row, under frozen, filterable headings."""
    widths = [columns_of(name) for name in COLUMNS]
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, styles["head"])
    row = 0
    for row, cell in enumerate(cells(reports), 1):
        for column, value in enumerate(cell.values()):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
                widths[column] = max(widths[column], columns_of(value))
            elif value is not None:
                sheet.write_number(row, column, value)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(_WIDEST, width + 3))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(COLUMNS) - 1)


def columns_of(text: str) -> int:
    """Return how many columns a text takes: Japanese signs take two.

    >>> columns_of("70歳代"), columns_of("n")
    (6, 1)
    """
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
