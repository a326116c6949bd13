"""What next, in a workbook: proposals, and what was asked with cells to fill in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outreach.comments.kinds import KIND_LABELS
from outreach.comments.projects import project_title
from outreach.messages import _
from outreach.planning.plan import Action, Asked, Plan
from outreach.report.booklet_binding import Binding, Leaf
from outreach.report.booklet_lists import Column, ListPage, Value

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_DUE, _DONE = 7, 8  # columns of the list of what was asked
_SPARE = 50  # rows below the last one in which dates and ticks are checked too
_FIRST_DAY, _LAST_DAY = datetime.date(2000, 1, 1), datetime.date(9999, 12, 31)


def action_leaves(plan: Plan, section: str) -> Iterator[Leaf]:
    """Yield the sheet of proposals and that of what was asked, where there are any."""
    if plan.actions:
        about = _("The next lecture, the next training, the other projects: what is proposed")
        yield Leaf(_("Proposals"), about, lambda sheet, bound: _next(sheet, bound, plan), section)
    if plan.asked:
        about = _("{number} questions and requests to answer: owner, due, done")
        yield Leaf(
            _("Asked"), about.format(number=len(plan.asked)),
            lambda sheet, bound: _asked(sheet, bound, plan.asked), section,
        )  # fmt: skip


def _next(sheet: Worksheet, binding: Binding, plan: Plan) -> None:
    columns = [
        Column(_("For"), 24), Column(_("Proposal"), 58), Column(_("Why"), 34),
        Column(_("State"), 10), Column(_("Theme"), 18), Column(_("Project"), 18),
        Column(_("Subcommittee"), 18), Column(_("Owner"), 11),
        Column(_("Number of comments"), 9, "cell number"), Column(_("Kinds"), 14),
        Column(_("Quote"), 32),
    ]  # fmt: skip
    parts = [
        (_("The next lecture, for the public (キ)"), plan.public),
        (_("The next training, for professionals (カ)"), plan.training),
        (_("For the other projects"), plan.others),
    ]
    rows = (_action(name, action) for name, actions in parts for action in actions)
    ListPage(sheet, binding, columns).write(_("What to do next"), (), rows)


def _action(part: str, action: Action) -> Sequence[Value]:
    return (
        part, action.proposal, action.reason,
        _("decided by the committee") if action.decided else _("proposed"),
        action.theme, project_title(action.project) or action.project, action.committee,
        action.owner, action.comments, "\n".join(_kinds(action)),
        f"「{action.quote}」" if action.quote else "",
    )  # fmt: skip


def _kinds(action: Action) -> Iterator[str]:
    """Yield how many comments are questions, requests, concerns, as far as there are any."""
    numbers = {"question": action.questions, "request": action.requests}
    for kind, number in (numbers | {"concern": action.concerns}).items():
        if number:
            yield f"{_(KIND_LABELS[kind])} {number}"


def _asked(sheet: Worksheet, binding: Binding, asked: Sequence[Asked]) -> None:
    columns = [
        Column(_("No."), 6, "cell index"), Column(_("Survey"), 16), Column(_("Comment"), 60),
        Column(_("Kind"), 9), Column(_("Theme"), 20), Column(_("Project"), 18),
        Column(_("Owner"), 14), Column(_("Due"), 12, "cell date"), Column(_("Done"), 7),
        Column(_("Answer"), 30), Column(_("Key in plan.toml"), 26),
    ]  # fmt: skip
    page = ListPage(sheet, binding, columns)
    note = _("Fill in owner, due and done. What the next report is to know goes into plan.toml.")
    rows = (_wish(at, each) for at, each in enumerate(asked, 1))
    page.write(_("What was asked, to be answered at or before the next event"), [note], rows)
    last = page.last + _SPARE
    sheet.data_validation(page.first, _DUE, last, _DUE, _due_rule())
    sheet.data_validation(page.first, _DONE, last, _DONE, _done_rule())


def _wish(at: int, each: Asked) -> Sequence[Value]:
    kind = KIND_LABELS.get(each.kind)
    return (
        at, each.survey, each.text, _(kind) if kind else each.kind, each.theme,
        project_title(each.project) or each.project, each.owner, each.due,
        _done() if each.done else "", each.answer, each.key,
    )  # fmt: skip


def _done() -> str:
    """Return what stands in a cell for what is done."""
    return _("done")


def _due_rule() -> dict[str, object]:
    return {
        "validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY,
        "error_title": _("Not a date"), "error_message": _("Type a date, as 2017-02-04."),
    }  # fmt: skip


def _done_rule() -> dict[str, object]:
    message = _("Choose from the list, or leave the cell blank.")
    return {
        "validate": "list", "source": [_done()],
        "error_title": _("Not an answer"), "error_message": message,
    }  # fmt: skip
