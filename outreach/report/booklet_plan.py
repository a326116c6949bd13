"""The plan in a workbook: whom an event reached and whom not, in sentences with their n."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.planning.plan import Plan, Reach, Represented, Statement
from outreach.report.booklet_binding import Binding, Leaf, put_head, set_paper
from outreach.report.booklet_lists import Column, ListPage, Value
from outreach.tables.hidden import WITHHELD

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def plan_leaves(plan: Plan, section: str) -> Iterator[Leaf]:
    """Yield the sheet of sentences, and that of shares beside a population's, where there are."""
    if any((plan.reach, plan.contradictions, plan.changes)):
        about = _("Whom we reached and whom not, what does not fit, what changed")
        yield Leaf(_("Plan"), about, lambda sheet, bound: _write(sheet, bound, plan), section)
    if any(reach.represented for reach in plan.reach):
        about = _("Districts and ages beside their share of the population")
        yield Leaf(
            _("Beside the population"), about,
            lambda sheet, bound: _write_represented(sheet, bound, plan.reach), section,
        )  # fmt: skip


def _write(sheet: Worksheet, binding: Binding, plan: Plan) -> None:
    page = _Sentences(sheet, binding)
    put_head(page, binding, _("Plan"))
    page.heads()
    for reach in plan.reach:
        reached = _("Whom we reached: {event}").format(event=reach.title)
        page.part(reached, [*_rates(reach), *reach.sentences])
        page.part(_("Group by group"), reach.by_group)
        page.part(_("Who did not come"), reach.absent)
    page.part(_("Worth a second look"), _contradictions(plan))
    page.part(_("What changed since the last event"), plan.changes)
    page.set_up(plan.notes)


def _contradictions(plan: Plan) -> Iterator[Statement]:
    """Yield each good figure, then the comments that say otherwise."""
    for each in plan.contradictions:
        yield each.statement
        for comment in each.comments:
            yield Statement(f"　「{comment}」")


def _rates(reach: Reach) -> Iterator[Statement]:
    for rate in reach.rates:
        line = _("Response rate: {percent}% ({responses} of {people}: {label})")
        words = {"responses": rate.responses, "people": rate.people, "label": rate.label}
        yield Statement(line.format(percent=rate.percent or "-", **words), rate.responses)


class _Sentences(ListPage):
    """The sheet of sentences: under each heading one a row, with n and where to check it."""

    def __init__(self, sheet: Worksheet, binding: Binding) -> None:
        columns = [
            Column(_("Sentence"), 80), Column("n", 8, "cell number"),
            Column(_("Where to check it"), 42),
        ]  # fmt: skip
        super().__init__(sheet, binding, columns)

    def part(self, title: str, statements: Iterable[Statement]) -> None:
        """Write a heading and sentences; nothing where there are none."""
        statements = list(statements)
        if statements:
            self.pencil.down()
            self.line(title, "caption")
        for each in statements:
            self._statement(each)

    def _statement(self, each: Statement) -> None:
        """Write a sentence; an n under 30 is marked."""
        self.row((each.text, each.base, each.source))
        if each.small and each.base is not None:
            self.sheet.write_number(self.last, 1, each.base, self.binding.styles["cell small"])

    def set_up(self, notes: Sequence[str]) -> None:
        """Write the footnotes, and say how the sheet is printed."""
        self.pencil.down()
        for note in notes:
            self.line(note, "note")
        set_paper(self.sheet, self.binding, across=False)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(self.first - 1)
        self.sheet.freeze_panes(self.first, 0)
        self.sheet.print_area(0, 0, self.pencil.row - 1, len(self.columns) - 1)


def _write_represented(sheet: Worksheet, binding: Binding, reaches: Sequence[Reach]) -> None:
    columns = [
        Column(_("Event"), 28), Column(_("Question"), 18), Column(_("Group"), 18),
        Column(_("people"), 8, "cell number"), Column("n", 8, "cell number"),
        Column(_("among those who came (%)"), 14, "cell decimal"),
        Column(_("95% interval"), 14), Column(_("in the population (%)"), 12, "cell decimal"),
        Column(_("Reading"), 26),
    ]  # fmt: skip
    references = dict.fromkeys(reach.reference for reach in reaches if reach.reference)
    notes = [_("Source: {source}").format(source=reference) for reference in references]
    rows = (_beside(reach.title, row) for reach in reaches for row in reach.represented)
    ListPage(sheet, binding, columns).write(_("Beside the population"), notes, rows)


def _beside(event: str, row: Represented) -> Sequence[Value]:
    readings = {
        "under": _("fewer than in the population"), "over": _("more than in the population"),
        "as expected": _("as in the population"), "not testable": _("too few to say"),
        "hidden": _("kept secret"),
    }  # fmt: skip
    known = row.low is not None and row.high is not None
    return (
        event, row.question, row.group, WITHHELD if row.people is None else row.people, row.base,
        WITHHELD if row.share is None else row.share,
        f"{row.low:.1f}–{row.high:.1f}" if known else WITHHELD,
        row.expected, readings[row.standing],
    )  # fmt: skip
