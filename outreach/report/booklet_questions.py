"""A sheet for each question: its tables and charts, and the footnotes that apply to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.report.booklet import Chapter
from outreach.report.booklet_binding import Binding, Leaf, put_head, set_paper
from outreach.report.exhibit import Exhibit
from outreach.report.notes import notes_on
from outreach.report.summaries import SummaryExhibit
from outreach.report.workbook_page import TablePage

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Shown = Exhibit | SummaryExhibit


def question_leaves(
    chapter: Chapter, shown: Sequence[Shown], section: str, before: str, colour: str
) -> Iterator[Leaf]:
    """Yield a sheet for each question of some tables, and for each grid of questions.

    `before` stands before the sheets' names.
    """
    groups: dict[object, list[Shown]] = {}
    for each in shown:
        groups.setdefault(_key(each), []).append(each)
    for group in groups.values():
        label = _label(group[0])
        about = _(", ").join(map(_about, group))
        sheet = _Question(chapter, label, tuple(group), section)
        yield Leaf(f"{before}{label}", about, sheet.write, section, colour, fixed=False)


class _Question:
    def __init__(
        self, chapter: Chapter, label: str, shown: tuple[Shown, ...], section: str
    ) -> None:
        self.chapter = chapter
        self.label = label
        self.shown = shown
        self.section = section

    def write(self, sheet: Worksheet, binding: Binding) -> None:
        """Write the sheet: head, tables with charts, footnotes."""
        page = TablePage(sheet, self.shown, binding.styles, binding.charts, upright=True)
        put_head(page, binding, self.label, self.section)
        sheet.freeze_panes(1, 1)
        page.tables()
        page.foot([*self._notes(), *self._left_out()])
        set_paper(sheet, binding, across=not page.upright)

    def _notes(self) -> list[str]:
        exhibits = [each for each in self.shown if isinstance(each, Exhibit)]
        means = [each for each in self.shown if isinstance(each, SummaryExhibit)]
        return notes_on(self.chapter.study.codebook, exhibits, means)

    def _left_out(self) -> Iterator[str]:
        keys = {_key(each) for each in self.shown}
        for table in self.chapter.study.left_out:
            if table.by and table.question.key in keys:
                told = _("Not shown by {by}: nearly all of its numbers would be hidden.")
                yield told.format(by=table.by.label)


def _key(shown: Shown) -> object:
    if isinstance(shown, SummaryExhibit):
        return shown.summary.question.key
    return ("grid", shown.table.question.grid) if shown.is_grid else shown.table.question.key


def _label(shown: Shown) -> str:
    if isinstance(shown, SummaryExhibit):
        return shown.summary.question.label
    return shown.table.question.grid if shown.is_grid else shown.table.question.label


def _about(shown: Shown) -> str:
    """Return a table's number, and by what it is crossed."""
    several = shown.summaries if isinstance(shown, SummaryExhibit) else shown.tables
    breaks = " / ".join(dict.fromkeys(each.by.label for each in several if each.by))
    number = _("Table {number}").format(number=shown.number)
    return f"{number} × {breaks}" if breaks else number
