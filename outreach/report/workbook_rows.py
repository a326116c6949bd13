"""Tables in the cells of a sheet: people above, percentages below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.report.excel_texts import cell_text, narrowed
from outreach.report.exhibit import Exhibit
from outreach.report.row import ABOVE, BELOW, Row
from outreach.report.summaries import DECIMALS, SummaryExhibit, SummaryRow
from outreach.report.workbook_styles import (
    LINE,
    NUMBER,
    TALLEST,
    WIDEST,
    Styles,
    columns_of,
)
from outreach.tables.hidden import WITHHELD
from outreach.tables.summary import STATISTICS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HEAD = 12  # lines of a heading
_SURE = 0.8  # of a width: what takes less surely fits, whatever its signs are


@dataclass
class Written:
    """Where an exhibit stands in its sheet; rows and columns count from 0.

    `shares` holds, by the position of its Row, the row of its percentages;
    options begin in column `first`. Of a simple table options are rows, from
    `top` on, and its percentages stand in one column.
    """

    exhibit: Exhibit
    top: int
    first: int = 2
    shares: dict[int, int] = field(default_factory=dict)


class Pencil:
    """Writes line by line into a sheet, and knows how high each one is, in points."""

    def __init__(self, sheet: Worksheet, styles: Styles, label_width: int) -> None:
        self.sheet = sheet
        self.styles = styles
        self.label_width = label_width
        self.row = 0
        self.heights: list[float] = []

    def down(self, lines: int = 1) -> None:
        """Put the line that is written to an end: the next one is written below it."""
        self._high(LINE * lines)

    def _high(self, points: float) -> None:
        height = min(TALLEST, points)
        self.sheet.set_row(self.row, height)
        self.heights.append(height)
        self.row += 1

    def line(self, text: str, style: str) -> None:
        """Write one line of text across the columns."""
        self.sheet.write_string(self.row, 0, cell_text(text), self.styles[style])
        self.down()

    def paragraph(self, text: str, style: str, last: int, width: int) -> None:
        """Write a text across the columns up to `last`, so many digits wide, in lines that fit."""
        size = self.styles.size_of(style)
        lines = sum(lines_of(line, int(width / size)) for line in text.split("\n"))
        if lines == 1 and columns_of(text) * size <= _SURE * width:
            self.sheet.write_string(self.row, 0, cell_text(text), self.styles[style])
        else:
            wrapped = self.styles.wrapped(style)
            if last:
                self.sheet.merge_range(self.row, 0, self.row, last, "", wrapped)
            self.sheet.write_string(self.row, 0, cell_text(text), wrapped)
        self._high(LINE * max(1, size) * lines)

    def link(self, text: str, name: str, lines: int = 1) -> None:
        """Write a line that leads to the sheet of a name."""
        quoted = name.replace("'", "''")
        target, style = f"internal:'{quoted}'!A1", self.styles["link"]
        self.sheet.write_url(self.row, 0, target, style, string=cell_text(text))
        self.down(lines)

    def label(self, text: str, style: str) -> int:
        """Write a label into the first column; return how many lines it takes."""
        self.sheet.write_string(self.row, 0, cell_text(text), self.styles[style])
        return lines_of(text, self.label_width)

    def heads(self, *heads: str) -> None:
        """Write a row of headings; what is very long stands whole in a simple table."""
        shown = [narrowed(cell_text(head), _HEAD * (NUMBER - 1)) for head in heads]
        for column, head in enumerate(shown):
            self.sheet.write_string(self.row, column, head, self.styles["head"])
        self.down(max(lines_of(head, NUMBER - 1) for head in shown))

    def simple(self, exhibit: Exhibit) -> Written:
        """Write options × people and percent, with tests the interval too."""
        row, tested = exhibit.simple, exhibit.table.tests is not None
        self.heads("", exhibit.counted, "%", *([_("95% interval")] if tested else []))
        written = Written(exhibit, self.row)
        for at in row.columns:
            lines = self.label(exhibit.row_label(at), "label")
            count, of = row.count(at), row.base(at)
            if row.is_hidden(at):
                self.text(1, WITHHELD)
            else:
                self.sheet.write_number(self.row, 1, count, self.styles.number(count))
            if row.hides_share(at):
                self.text(2, WITHHELD)
            elif of:
                style = self.styles.percent(exhibit.decimals)
                self.sheet.write_number(self.row, 2, count / of, style)
            if tested:
                self.text(3, row.interval(at))
            self.down(lines)
        self._total(exhibit)
        return written

    def _total(self, exhibit: Exhibit) -> None:
        lines = self.label(exhibit.total_label, "total label")
        if exhibit.hides_everybody:
            self.sheet.write_string(self.row, 1, WITHHELD, self.styles["total"])
        else:
            style = self.styles.number(exhibit.total_number, top=1)
            self.sheet.write_number(self.row, 1, exhibit.total_number, style)
        if exhibit.whole:
            self.sheet.write_number(self.row, 2, 1, self.styles.percent(exhibit.decimals, top=1))
        self.down(lines)

    def crossed(self, exhibit: Exhibit) -> Written:
        """Write groups × options: people, percentages and what else is shown, one line each."""
        self.heads("", *exhibit.base_heads, *exhibit.heads)
        written = Written(exhibit, self.row, 1 + len(exhibit.base_heads))
        for at, row in enumerate(exhibit.rows):
            if row.table is None:
                self.line(row.label, "section")
                continue
            for number, (kind, texts) in enumerate(row.lines()):
                lines = self._group(row) if number == 0 else 1
                if kind == "shares":
                    written.shares[at] = self.row
                self._cells(kind, row, texts, written.first)
                self.down(lines)
        return written

    def _group(self, row: Row | SummaryRow) -> int:
        """Write a group's name and its bases; return how many lines the name takes."""
        for column, base in enumerate(row.bases, 1):
            if base == WITHHELD or not base:
                self.sheet.write_string(self.row, column, base, self.styles["group text"])
                continue
            plain, star = base.rstrip("*").replace(",", ""), "*" if base.endswith("*") else "_*"
            value = float(plain) if "." in plain else int(plain)
            style = self.styles.number(value, top=4, star=star)
            self.sheet.write_number(self.row, column, value, style)
        return self.label(row.label, "group")

    def _cells(self, kind: str, row: Row, texts: Sequence[str], first: int) -> None:
        """Write one line of a group: numbers as numbers, of the precision that they have."""
        for at, text in enumerate(texts):
            if at >= len(row.columns):
                self._difference(first + at, text, row)
            elif text in ("", WITHHELD) or kind in ("interval", "letters"):
                self.text(first + at, text, top=kind == "people")
            elif kind == "people":
                count = row.count(at)
                star = "*" if text.endswith("*") else ""
                style = self.styles.number(count, top=4, star=star, nobody=not star)
                self.sheet.write_number(self.row, first + at, count, style)
            elif kind == "shares":
                mark = text[-1] if len(text) > 1 and text[-1] in (ABOVE, BELOW) else ""
                decimals = row.table.decimals if row.table else 0
                style = self.styles.percent(decimals, crossed=True, mark=mark)
                self.sheet.write_number(self.row, first + at, row.count(at) / row.base(at), style)
            else:
                self.sheet.write_number(
                    self.row, first + at, float(text), self.styles.number(int(float(text)))
                )

    def _difference(self, column: int, text: str, row: Row) -> None:
        """Write a difference of two nets, in points."""
        if text:
            decimals = row.table.decimals if row.table else 0
            style = self.styles.number(0, decimals=decimals)
            self.sheet.write_number(self.row, column, float(text), style)

    def summaries(self, exhibit: SummaryExhibit) -> None:
        """Write groups × statistics."""
        self.heads("", *exhibit.base_heads, *exhibit.heads)
        first = 1 + len(exhibit.base_heads)
        for row in exhibit.rows:
            if row.statistics is None:
                self.line(row.label, "section")
                continue
            lines = self._group(row)
            for column, name in enumerate(STATISTICS, first):
                value = float(getattr(row.statistics, name)[row.at])
                if row.is_hidden:
                    self.text(column, WITHHELD, top=True)
                elif value == value:  # NaN is not itself
                    style = self.styles.number(0, top=4, decimals=DECIMALS)
                    self.sheet.write_number(self.row, column, value, style)
            self.down(lines)

    def text(self, column: int, text: str, *, top: bool = False) -> None:
        """Write a text where a number would stand; nothing for ""."""
        if text:
            self.sheet.write_string(
                self.row, column, text, self.styles["group text" if top else "text"]
            )


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of so many digits.

    >>> lines_of("事業所へのお知らせ", 8), lines_of("", 8)
    (3, 1)
    """
    return max(1, -(-columns_of(text) // width))


def label_width(labels: Sequence[str]) -> int:
    """Return the width of the first column, in digits."""
    return min(WIDEST, max(map(columns_of, labels), default=NUMBER) + 2)
