"""The sheets of what people wrote: themes as cards, every comment to filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.report.booklet import Chapter
from outreach.report.booklet_binding import Binding, Leaf
from outreach.report.booklet_lists import Column, ListPage, Value
from outreach.report.comment_rows import CommentRow
from outreach.report.excel_texts import narrowed
from outreach.report.theme_cards import ThemeCard
from outreach.report.workbook_bars import counted_bars
from outreach.report.workbook_styles import LINE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_CHART = 760  # width of the chart, in pixels
_ASKED = 104  # columns of a question beside each comment: four lines
_COUNTED = 2  # column of the numbers that the chart shows, and before it their names


def theme_leaf(chapter: Chapter, section: str, before: str, colour: str) -> Iterator[Leaf]:
    """Yield the sheet of themes, nothing where nobody wrote anything."""

    def write(sheet: Worksheet, binding: Binding) -> None:
        page = ListPage(sheet, binding, _card_columns())
        total = sum(card.comments for card in chapter.cards)
        rows = (_card(at, card, total) for at, card in enumerate(chapter.cards, 1))
        page.write(_("Themes of the comments"), _remarks(chapter), rows, section)
        if any(card.comments for card in chapter.cards):
            _put_chart(page)

    if chapter.cards:
        about = _("What people wrote, in {number} themes").format(number=len(chapter.cards))
        yield Leaf(before + _("Themes"), about, write, section, colour)


def _card_columns() -> list[Column]:
    return [
        Column(_("No."), 5, "cell index"),
        Column(_("Theme"), 24),
        Column(_("Number of comments"), 10, "cell number"),
        Column(_("Share"), 8, "cell share"),
        Column(_("Kinds"), 16),
        Column(_("Words"), 26),
        Column(_("Steadiness"), 12),
        Column(_("Project"), 22),
        Column(_("Owner"), 12),
        Column(_("Quotes"), 66),
    ]


def _card(at: int, card: ThemeCard, total: int) -> Sequence[Value]:
    return (
        at,
        card.label,
        card.comments,
        card.comments / total if total else None,
        "\n".join(f"{name} {number}" for _kind, name, number in card.kinds),
        _(", ").join(card.words),
        card.steady,
        card.project,
        card.owner,
        "\n".join(f"「{quote}」" for quote in card.quotes),
    )


def _remarks(chapter: Chapter) -> Iterator[str]:
    if chapter.silent:
        yield _("{number} more say nothing (特になし).").format(number=chapter.silent)
    yield _("Themes are groups of opinions; the number of comments is no number of votes.")


def _put_chart(page: ListPage) -> None:
    """Put a chart of comments per theme below the list, and both on the printed page."""
    chart, height = counted_bars(
        page.binding.book, page.sheet, _("Comments per theme"),
        (page.first, page.last), (_COUNTED - 1, _COUNTED),
    )  # fmt: skip
    chart.set_size({"width": _CHART, "height": height})
    top = page.last + 2
    options = {"object_position": 2, "description": _("Comments per theme"), "x_offset": 4}
    page.sheet.insert_chart(top, 0, chart, options)
    bottom = top + -(-height * 3 // (4 * LINE)) + 1
    for row in range(page.last + 1, bottom + 1):
        page.sheet.set_row(row, LINE)
    page.sheet.print_area(0, 0, bottom, len(page.columns) - 1)


def comments_leaf(chapter: Chapter, section: str, before: str, colour: str) -> Iterator[Leaf]:
    """Yield the sheet of comments, nothing where nobody wrote any."""
    told = tuple(dict.fromkeys(name for row in chapter.comments for name in row.writer))

    def write(sheet: Worksheet, binding: Binding) -> None:
        page = ListPage(sheet, binding, _comment_columns(told))
        rows = (_comment(row, told) for row in chapter.comments)
        note = _("Personal data are masked; the numbers count comments and are no respondents'.")
        page.write(_("Comments"), [note], rows, section)

    if chapter.comments:
        about = _("{number} comments with theme and kind, to filter")
        about = about.format(number=len(chapter.comments))
        yield Leaf(before + _("Comments"), about, write, section, colour)


def _comment(row: CommentRow, told: Sequence[str]) -> Sequence[Value]:
    asked = narrowed(row.question, _ASKED)
    who = (row.writer.get(name, "") for name in told)
    return (row.number, asked, row.text, row.theme, row.second, row.kind, *who)


def _comment_columns(told: Sequence[str]) -> list[Column]:
    return [
        Column(_("No."), 7, "cell index"),
        Column(_("Question"), 26),
        Column(_("Comment"), 76),
        Column(_("Theme"), 22),
        Column(_("Second theme"), 22),
        Column(_("Kind"), 12),
        *(Column(name, 16) for name in told),
    ]
