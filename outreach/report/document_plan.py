"""The plan in a document: whom we reached, what was asked, what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outreach.messages import _
from outreach.planning.plan import Action, Asked, Plan, Reach, Represented
from outreach.report.document_chapter import put_statement
from outreach.report.document_grids import Grid
from outreach.report.document_paper import Paper
from outreach.report.document_tables import put_grid
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import rounded

_ASKED = (10.0, 69.0, 24.0, 12.0, 22.0, 23.0, 10.0)  # widths in millimetres: they make 170
_BESIDE = (36.0, 18.0, 26.0, 26.0, 26.0, 38.0)


def put_plan(paper: Paper, plan: Plan) -> None:
    """Put the plan; nothing where it says nothing."""
    sections: list[tuple[str, Callable[[], None]]] = [
        (_("The next lecture, for the public (キ)"), lambda: _put_actions(paper, plan.public)),
        (_("The next training, for professionals (カ)"),
         lambda: _put_actions(paper, plan.training)),
        (_("For the other projects"), lambda: _put_actions(paper, plan.others)),
        (_("What was asked, to be answered at or before the next event"),
         lambda: _put_asked(paper, plan.asked)),
        (_("Worth a second look"), lambda: _put_contradictions(paper, plan)),
        (_("What changed since the last event"), lambda: _put_changes(paper, plan)),
    ]  # fmt: skip
    parts = [plan.public, plan.training, plan.others, plan.asked, plan.contradictions, plan.changes]
    if not any([*parts, plan.reach]):
        return
    paper.heading(_("What next"), 1)
    for reach in plan.reach:
        name = _("Whom we reached")
        paper.heading(f"{name}: {reach.title}" if len(plan.reach) > 1 else name, 2)
        _put_reach(paper, reach)
    for (name, put), part in zip(sections, parts, strict=True):
        if part:
            paper.heading(name, 2)
            put()


def _put_reach(paper: Paper, reach: Reach) -> None:
    """Put response rates, sentences on channels and groups, who did not come."""
    for rate in reach.rates:
        line = _("Response rate: {percent}% ({responses} of {people}: {label})")
        words = {"responses": rate.responses, "people": rate.people, "label": rate.label}
        paper.bullet(line.format(percent=rate.percent or "-", **words))
    for each in (*reach.sentences, *reach.by_group):
        put_statement(paper, each)
    if reach.absent:
        paper.text(_("Who did not come"), "Caption", keep=True)
        for each in reach.absent:
            put_statement(paper, each)
    if reach.represented:
        title = _("Beside the population")
        paper.text(title, "Caption", keep=True)
        put_grid(paper, _represented(reach.represented), title)
        if reach.reference:
            paper.text(f"{_('Source')}: {reach.reference}", "Note")


def _represented(rows: Sequence[Represented]) -> Grid:
    heads = (
        _("Group"), _("people"), _("among those who came (%)"), _("95% interval"),
        _("in the population (%)"), _("Reading"),
    )  # fmt: skip
    return Grid(heads, tuple(_beside(row) for row in rows), _BESIDE)


def _beside(row: Represented) -> tuple[str, ...]:
    readings = {
        "under": _("fewer than in the population"), "over": _("more than in the population"),
        "as expected": _("as in the population"), "not testable": _("too few to say"),
        "hidden": _("kept secret"),
    }  # fmt: skip
    ends = [_percent(row.low), _percent(row.high)]
    between = "–".join(ends) if row.low is not None and row.high is not None else ""
    people = WITHHELD if row.people is None else f"{row.people:,}"
    told = (people, _percent(row.share), between, _percent(row.expected), readings[row.standing])
    return (row.group, *told)


def _percent(share: float | None) -> str:
    return WITHHELD if share is None else rounded(share, 1)


def _put_asked(paper: Paper, asked: Sequence[Asked]) -> None:
    """Put the questions as a table in which people enter who answers, and until when."""
    heads = (
        _("No."), _("Comment"), _("Theme"), _("Project"), _("Owner"), _("Due"), _("Done"),
    )  # fmt: skip
    rows = tuple(_asked(at, each) for at, each in enumerate(asked, 1))
    put_grid(paper, Grid(heads, rows, _ASKED, words=len(heads)), _("What was asked"))


def _asked(at: int, each: Asked) -> tuple[str, ...]:
    answer = f"\n{_('Answer')}: {each.answer}" if each.answer else ""
    due = each.due.isoformat() if each.due else ""
    done = "✓" if each.done else ""
    return (str(at), each.text + answer, each.theme, each.project, each.owner, due, done)


def _put_actions(paper: Paper, actions: Sequence[Action]) -> None:
    for each in actions:
        state = _("decided by the committee") if each.decided else _("proposed")
        paper.bullet(each.proposal or each.theme, f"[{state}]")
        paper.text(_(" / ").join(action_facts(each)), "Note", keep=bool(each.quote))
        if each.quote:
            paper.text(_("“{quote}”").format(quote=each.quote), "Quote")


def action_facts(action: Action) -> list[str]:
    """Return what a proposal rests on: its theme, comments and kinds, committee, reason."""
    kinds = [
        (_("question"), action.questions), (_("request"), action.requests),
        (_("concern"), action.concerns),
    ]  # fmt: skip
    counts = _(", ").join(f"{name} {number}" for name, number in kinds if number)
    count = _("{number} comments").format(number=action.comments)
    facts = [
        (_("Theme"), action.theme), ("", count + (f" ({counts})" if counts else "")),
        (_("Project"), action.project), (_("Subcommittee"), action.committee),
        (_("Owner"), action.owner), (_("Why"), action.reason),
    ]  # fmt: skip
    return [f"{name}: {what}" if name else what for name, what in facts if what]


def _put_contradictions(paper: Paper, plan: Plan) -> None:
    for each in plan.contradictions:
        put_statement(paper, each.statement)
        for comment in each.comments:
            paper.text(_("“{quote}”").format(quote=comment), "Quote")


def _put_changes(paper: Paper, plan: Plan) -> None:
    for each in plan.changes:
        put_statement(paper, each)
