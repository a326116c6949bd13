"""A report as an Excel file: contents, plan, a sheet per question, comments, data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.messages import _
from outreach.palette import OPTIONS
from outreach.report.booklet import Booklet, Chapter
from outreach.report.booklet_actions import action_leaves
from outreach.report.booklet_binding import Binding, Leaf, set_paper
from outreach.report.booklet_comments import comments_leaf, theme_leaf
from outreach.report.booklet_contents import write_contents, write_reading
from outreach.report.booklet_plan import plan_leaves
from outreach.report.booklet_questions import question_leaves
from outreach.report.excel_texts import clip, sheet_name
from outreach.report.files import replacing, save
from outreach.report.model import Report
from outreach.report.tidy import cells, columns
from outreach.report.workbook import MADE
from outreach.report.workbook_charts import Charts
from outreach.report.workbook_styles import Styles
from outreach.report.workbook_tidy import write_tidy_sheet
from outreach.tables.waves.event_names import distinct, event_labels

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TITLE = 255  # characters that a file's title may have


def write_booklet_workbook(booklet: Booklet, target: Path, inputs: Sequence[Path] = ()) -> None:
    """Write a report as one .xlsx, all of it or nothing.

    Contents with links; the plan; for each survey a sheet a question, themes,
    comments; the tables as data; how to read them. Raises CannotWrite.
    """
    from xlsxwriter import Workbook

    with replacing(target, inputs) as path:
        book = Workbook(None, {"strings_to_urls": False, "strings_to_formulas": False})
        title = clip(booklet.title, _TITLE)
        book.set_properties({"created": MADE, "title": title})
        taken: set[str] = set()
        contents = sheet_name(_("Contents"), taken)
        styles = Styles(book)
        charts = Charts(book, styles, sheet_name(_("Chart data"), taken))
        binding = Binding(book, styles, charts, contents, title, booklet.mark)
        events = _events(booklet)
        leaves = list(_leaves(booklet, events))
        names = _names(leaves, taken)
        first = book.add_worksheet(contents)
        sheets = [book.add_worksheet(name) for name in names]
        for sheet, leaf in zip(sheets, leaves, strict=True):
            if leaf.colour:
                sheet.set_tab_color(leaf.colour)
            leaf.write(sheet, binding)
        entries = [(leaf.section, n, leaf.about) for n, leaf in zip(names, leaves, strict=True)]
        if charts.row:
            set_paper(charts.blocks, binding)
            entries.append((entries[-1][0], charts.name, _("What the charts are drawn from")))
        write_contents(first, binding, booklet, entries, events)
        first.activate()
        save(book, path)


def _events(booklet: Booklet) -> tuple[str, ...]:
    """Return the chapters' names, no two alike."""
    books = [chapter.study.codebook for chapter in booklet.chapters]
    return event_labels(books, [chapter.name for chapter in booklet.chapters])


def _names(leaves: Sequence[Leaf], taken: set[str]) -> list[str]:
    """Return names that Excel takes; those that are always the same come first."""
    found = {leaf: sheet_name(leaf.name, taken) for leaf in leaves if leaf.fixed}
    found |= {leaf: sheet_name(leaf.name, taken) for leaf in leaves if not leaf.fixed}
    return [found[leaf] for leaf in leaves]


def _leaves(booklet: Booklet, events: Sequence[str]) -> Iterator[Leaf]:
    """Yield the sheets in their order."""
    planned = _("What next")
    yield from plan_leaves(booklet.plan, planned)
    yield from action_leaves(booklet.plan, planned)
    several = len(booklet.chapters) > 1
    for at, (chapter, event) in enumerate(zip(booklet.chapters, events, strict=True)):
        before, section = (f"{at + 1} ", f"{at + 1}　{event}") if several else ("", event)
        yield from _chapter(chapter, section, before, OPTIONS[at % len(OPTIONS)])
    rest = _("Data and notes")
    about = _("All tables, one number a row, for machines")
    yield Leaf(_("Tidy data"), about, lambda sheet, bound: _write_tidy(sheet, bound, booklet), rest)
    about = _("Bases, rounding, marks: the footnotes that apply")
    yield Leaf(
        _("How to read this"), about,
        lambda sheet, bound: write_reading(sheet, bound, booklet), rest,
    )  # fmt: skip


def _chapter(chapter: Chapter, section: str, before: str, colour: str) -> Iterator[Leaf]:
    yield from question_leaves(chapter, chapter.report.shown, section, before, colour)
    yield from theme_leaf(chapter, section, before, colour)
    yield from question_leaves(chapter, chapter.said, section, before, colour)
    yield from comments_leaf(chapter, section, before, colour)


def _write_tidy(sheet: Worksheet, binding: Binding, booklet: Booklet) -> None:
    reports = [replace(each.report, exhibits=each.exhibits) for each in booklet.chapters]
    write_tidy_sheet(sheet, binding.styles, columns(reports), _tidy(reports))
    set_paper(sheet, binding)


def _tidy(reports: Sequence[Report]) -> Iterator[Mapping[str, Any]]:
    """Yield the cells of all tables; two surveys of one name are told apart."""
    for name, report in zip(distinct(each.survey for each in reports), reports, strict=True):
        for cell in cells([report]):
            yield cell if name == report.survey else {**cell, "survey": name}
