"""A report as one workbook: contents, a sheet a question, themes, comments, the plan, tidy data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.codebook import Question
from outreach.messages import _
from outreach.report.booklet import Booklet, Chapter
from outreach.report.exhibit import Exhibit
from outreach.report.files import replacing, save
from outreach.report.model import Report
from outreach.report.notes import notes_on
from outreach.report.sheet_names import SheetNames
from outreach.report.summaries import SummaryExhibit
from outreach.report.workbook import MADE, TablePage, write_tidy_sheet
from outreach.report.workbook_charts import Charts
from outreach.report.workbook_comments import write_comments, write_themes
from outreach.report.workbook_lists import print_across
from outreach.report.workbook_plan import write_asked, write_plan
from outreach.report.workbook_rows import lines_of
from outreach.report.workbook_styles import LINE, Styles
from outreach.spelling import visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDE = 100  # digits of a column of sentences


def write_booklet_workbook(booklet: Booklet, target: Path, inputs: Sequence[Path] = ()) -> None:
    """Write a Booklet as one .xlsx, all of it or nothing. Raises CannotWrite."""
    from xlsxwriter import Workbook

    with replacing(target, inputs) as path:
        book = Workbook(None, {"strings_to_urls": False, "strings_to_formulas": False})
        book.set_properties({"created": MADE, "title": visible(booklet.title)})
        _Binder(book, booklet).write()
        save(book, path)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents: the sheet, and what is in it."""

    sheet: Worksheet
    about: str


class _Binder:
    """Writes the sheets one after the other, and the contents, which stand first, last."""

    def __init__(self, book: Workbook, booklet: Booklet) -> None:
        self.book = book
        self.booklet = booklet
        self.styles = Styles(book)
        self.names = SheetNames()
        self.entries: list[_Entry] = []
        self.contents = book.add_worksheet(self.names.of(_("Contents")))

    def write(self) -> None:
        """Add every sheet in its place, then write them: blocks behind charts come last."""
        booklet, styles = self.booklet, self.styles
        charts = Charts(self.book, styles)
        tasks: list[Callable[[], object]] = []
        for number, chapter in enumerate(booklet.chapters, 1):
            before = f"{number}-" if len(booklet.chapters) > 1 else ""
            tasks += self._questions(chapter, before, charts)
            if chapter.comments:
                sheet = self._sheet(before + _("Themes"), _("Themes of the comments"))
                tasks.append(partial(write_themes, self.book, sheet, styles, chapter))
                sheet = self._sheet(before + _("Comments"), _("Comments"))
                tasks.append(partial(write_comments, sheet, styles, chapter))
        sheet = self._sheet(_("Plan"), _("Whom we reached, what next"))
        tasks.append(partial(write_plan, sheet, styles, booklet.plan))
        if booklet.plan.asked:
            asked = _("What was asked, to be answered at or before the next event")
            sheet = self._sheet(_("Asked"), asked)
            tasks.append(partial(write_asked, sheet, styles, booklet.plan.asked))
        reports = [chapter.report for chapter in booklet.chapters]
        tidy = self._sheet(_("Tidy data"), _("Every number in a row of its own"))
        tasks.append(partial(write_tidy_sheet, tidy, styles, reports))
        notes = self._sheet(_("How to read this"), _("Footnotes to the tables"))
        tasks += [partial(self._notes, notes), self._contents]
        for task in tasks:
            task()

    def _sheet(self, name: str, about: str) -> Worksheet:
        """Return a new sheet, which is in the contents."""
        sheet = self.book.add_worksheet(self.names.of(name))
        self.entries.append(_Entry(sheet, about))
        return sheet

    def _questions(
        self, chapter: Chapter, before: str, charts: Charts
    ) -> Iterator[Callable[[], object]]:
        """Add a sheet for each question; yield what writes its simple table, then its crossings."""
        by_key: dict[str, list[Exhibit | SummaryExhibit]] = {}
        shown: tuple[Exhibit | SummaryExhibit, ...] = (
            *chapter.report.exhibits, *chapter.report.summaries, *chapter.said,
        )  # fmt: skip
        for each in shown:
            by_key.setdefault(_question(each).key, []).append(each)
        for number, some in enumerate(by_key.values(), 1):
            asked, report = _question(some[0]), _report_of(chapter, some)
            about = f"{report.title}: {asked.label}"
            sheet = self._sheet(f"{before}{number} {asked.label}", about)
            yield partial(self._tables, sheet, TablePage(sheet, report, self.styles, charts))

    def _tables(self, sheet: Worksheet, page: TablePage) -> None:
        """Write a question's tables, and below everything the link to the contents."""
        row = page.write() + 1
        sheet.write_url(row, 0, self._link(self.contents), self.styles["link"], _("Contents"))

    @staticmethod
    def _link(sheet: Worksheet) -> str:
        name = str(sheet.name).replace("'", "''")
        return f"internal:'{name}'!A1"

    def _notes(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, _WIDE)
        lines = [*filter(None, (self.booklet.mark, self.booklet.secret)), *self.booklet.notes]
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, visible(line), self.styles["cell plain"])
            sheet.set_row(row, LINE * lines_of(line, _WIDE - 4))
        print_across(sheet, len(lines), 0)

    def _contents(self) -> None:
        """Write title, sentences, and a link to each sheet."""
        sheet, booklet, styles = self.contents, self.booklet, self.styles
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 90)
        row = 0
        head = [(booklet.title, "title"), (booklet.subtitle, "note"), (booklet.mark, "mark"),
                (booklet.secret, "note")]  # fmt: skip
        for text, style in head:
            if text:
                sheet.write_string(row, 0, visible(text), styles[style])
                row += 1
        for chapter in booklet.chapters:
            row += 1
            sheet.write_string(row, 0, visible(chapter.report.title), styles["caption"])
            for statement in chapter.gist:
                row += 1
                sheet.merge_range(row, 0, row, 1, visible(statement.text), styles["cell plain"])
                sheet.set_row(row, LINE * lines_of(statement.text, 118))
            row += 1
        row += 1
        for entry in self.entries:
            link = self._link(entry.sheet)
            sheet.write_url(row, 0, link, styles["link"], str(entry.sheet.name))
            sheet.write_string(row, 1, visible(entry.about), styles["cell plain"])
            sheet.set_row(row, LINE * lines_of(entry.about, 86))
            row += 1
        print_across(sheet, row, 1)


def _question(shown: Exhibit | SummaryExhibit) -> Question:
    return shown.table.question if isinstance(shown, Exhibit) else shown.summary.question


def _report_of(chapter: Chapter, shown: Sequence[Exhibit | SummaryExhibit]) -> Report:
    """Return a report of one question's tables, with the notes that apply to them."""
    exhibits = tuple(each for each in shown if isinstance(each, Exhibit))
    summaries = tuple(each for each in shown if isinstance(each, SummaryExhibit))
    book = replace(chapter.study.codebook, questions=())  # says nothing of other questions
    notes = tuple(notes_on(book, exhibits, summaries))
    return replace(chapter.report, exhibits=exhibits, summaries=summaries, notes=notes)
