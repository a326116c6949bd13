"""The plan as data: one item a row, for machines (CSV and JSON), and for people to sort."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import IO, Any

from outreach.comments.kinds import KIND_LABELS
from outreach.messages import N_, _
from outreach.planning.plan import Action, Plan, Reach, Represented, Statement
from outreach.report.tidy import write_csv
from outreach.tables.rounding import rounded

COLUMNS = (
    "section", "survey", "text", "base", "small", "theme", "kind", "project", "committee",
    "owner", "due", "done", "answer", "reason", "decided", "questions", "requests", "concerns",
    "source", "key",
)  # fmt: skip
SECTIONS = (
    "rate", "reach", "group", "absent", "population", "asked", "lecture", "training", "project",
    "contradiction", "change",
)  # fmt: skip
STANDINGS = {
    "under": N_("fewer than in the population"), "over": N_("more than in the population"),
    "as expected": N_("no difference can be told"), "not testable": N_("too few to tell"),
    "hidden": N_("not shown"),
}  # fmt: skip
_AUDIENCES = {"public": "lecture", "professionals": "training"}

Row = dict[str, Any]


def plan_rows(plan: Plan) -> Iterator[Row]:
    """Yield every item of a plan as a row with COLUMNS; None where one does not apply.

    `section` is one of SECTIONS; `due` is ISO, `done` true or false.
    """
    for reach in plan.reach:
        yield from _of_reach(reach)
    for each in plan.asked:
        yield _row(
            "asked", each.survey, each.text, theme=each.theme, kind=each.kind,
            project=each.project, owner=each.owner, due=each.due and each.due.isoformat(),
            done=each.done, answer=each.answer, key=each.key,
        )  # fmt: skip
    for action in plan.actions:
        yield _of_action(action)
    for one in plan.contradictions:
        yield _of_statement("contradiction", "", one.statement)
        for text in one.comments:
            yield _row("contradiction", "", text, source=one.statement.source)
    for told in plan.changes:
        yield _of_statement("change", "", told)


def write_plan_csv(plan: Plan, file: IO[str]) -> None:
    """Write the rows as CSV with a header; no spreadsheet finds a formula in it."""
    rows = ([_cell(row[name]) for name in COLUMNS] for row in plan_rows(plan))
    write_csv(file, COLUMNS, rows)


def write_plan_json(plan: Plan, file: IO[str]) -> None:
    """Write one object: titles, notes, who is beside the population, and the rows."""
    found = {
        "titles": list(plan.titles),
        "synthetic": plan.synthetic,
        "suppress_below": plan.below,
        "entries": plan.entries_path,
        "rows": list(plan_rows(plan)),
        "represented": [
            asdict(each) | {"survey": reach.survey}
            for reach in plan.reach
            for each in reach.represented
        ],
        "notes": list(plan.notes),
    }
    json.dump(found, file, ensure_ascii=False, indent=1)
    file.write("\n")


def kind_word(kind: str) -> str:
    """Return what a kind of comment is called in the current language."""
    return _(KIND_LABELS[kind]) if kind in KIND_LABELS else kind


def represented_sentence(each: Represented) -> str:
    """Return one sentence on a group beside its share of the population."""
    words = {"group": each.group, "base": each.base, "expected": rounded(each.expected, 1)}
    if each.people is None or each.share is None or each.low is None or each.high is None:
        told = _("{group}: {expected}% of the population; {standing}.")
        return told.format(standing=_(STANDINGS[each.standing]), **words)
    told = _(
        "{group}: {people} of {base} people, {share}% (95% interval {low} to {high});"
        " {expected}% of the population: {standing}."
    )
    ends = {"low": rounded(each.low, 1), "high": rounded(each.high, 1)}
    return told.format(
        people=each.people, share=rounded(each.share, 1),
        standing=_(STANDINGS[each.standing]), **ends, **words,
    )  # fmt: skip


def rate_sentence(label: str, responses: int, people: int, share: str) -> str:
    """Return one sentence on a response rate."""
    line = _("Response rate: {percent}% ({responses} of {people}: {label})")
    return line.format(percent=share or "-", responses=responses, people=people, label=label)


def _of_reach(reach: Reach) -> Iterator[Row]:
    for rate in reach.rates:
        text = rate_sentence(rate.label, rate.responses, rate.people, rate.percent)
        yield _row("rate", reach.survey, text, base=rate.people)
    told = (("reach", reach.sentences), ("group", reach.by_group), ("absent", reach.absent))
    for section, sentences in told:
        for each in sentences:
            yield _of_statement(section, reach.survey, each)
    for group in reach.represented:
        text = represented_sentence(group)
        source = f"{group.question}: {reach.reference}"
        yield _row("population", reach.survey, text, base=group.base, source=source)


def _of_statement(section: str, survey: str, each: Statement) -> Row:
    small = each.small if each.base is not None else None
    return _row(section, survey, each.text, base=each.base, small=small, source=each.source)


def _of_action(action: Action) -> Row:
    section = _AUDIENCES.get(action.audience, "project")
    return _row(
        section, action.survey, action.proposal, theme=action.theme, project=action.project,
        committee=action.committee, owner=action.owner, reason=action.reason,
        decided=action.decided, questions=action.questions, requests=action.requests,
        concerns=action.concerns, base=action.comments,
    )  # fmt: skip


def _row(section: str, survey: str, text: str, **values: object) -> Row:
    return dict.fromkeys(COLUMNS) | {"section": section, "survey": survey, "text": text} | values


def _cell(value: object) -> object:
    """Return a value as a cell has it: true and false in small letters, nothing as ""."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value
