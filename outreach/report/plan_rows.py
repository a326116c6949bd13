"""The plan as data: an item a row (CSV), or one object (JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import IO, Any

from outreach.planning.plan import Action, Asked, Plan, Reach, Represented, Statement
from outreach.report.tidy import write_csv

COLUMNS = (
    "section", "survey", "text", "base", "source", "theme", "kind", "project", "committee",
    "owner", "due", "done", "answer", "questions", "requests", "concerns", "comments", "reason",
)  # fmt: skip


def write_plan_csv(plan: Plan, file: IO[str]) -> None:
    """Write every sentence, proposal and question of the plan as a row."""
    rows = ([row.get(name) for name in COLUMNS] for row in plan_rows(plan))
    write_csv(file, COLUMNS, rows)


def plan_rows(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield the plan's items in its order, by the names of COLUMNS; what does not apply is None."""
    for reach in plan.reach:
        yield from _reach(reach)
    for section in ("public", "training", "others"):
        yield from (_action(section, each) for each in getattr(plan, section))
    yield from map(_asked, plan.asked)
    for each in plan.contradictions:
        yield _said("contradiction", "", each.statement)
        yield from ({"section": "contradiction comment", "text": text} for text in each.comments)
    yield from (_said("change", "", each) for each in plan.changes)


def _said(section: str, survey: str, statement: Statement) -> dict[str, Any]:
    return {
        "section": section, "survey": survey, "text": statement.text, "base": statement.base,
        "source": statement.source,
    }  # fmt: skip


def _reach(reach: Reach) -> Iterator[dict[str, Any]]:
    for rate in reach.rates:
        text = f"{rate.label}: {rate.percent}%"
        yield {"section": "rate", "survey": reach.survey, "text": text, "base": rate.people}
    for section in ("sentences", "by_group", "absent"):
        yield from (_said(section, reach.survey, each) for each in getattr(reach, section))
    yield from (_represented(reach, each) for each in reach.represented)


def _represented(reach: Reach, one: Represented) -> dict[str, Any]:
    return {
        "section": "represented", "survey": reach.survey, "text": one.group,
        "base": one.base or None, "source": one.question, "kind": one.standing,
    }  # fmt: skip


def _action(section: str, action: Action) -> dict[str, Any]:
    names = ("theme", "project", "committee", "owner", "reason", "comments")
    counts = {name: getattr(action, name) for name in ("questions", "requests", "concerns")}
    known = {name: getattr(action, name) for name in names}
    return {"section": section, "text": action.proposal, **known, **counts}


def _asked(asked: Asked) -> dict[str, Any]:
    known = asdict(asked)
    known["due"] = asked.due.isoformat() if asked.due else None
    known["done"] = int(asked.done)
    return {"section": "asked", **known}


def write_plan_json(plan: Plan, file: IO[str]) -> None:
    """Write the plan as one object: titles, notes, and its items."""
    about = {
        "titles": list(plan.titles), "synthetic": plan.synthetic, "suppress_below": plan.below,
        "items": [
            {name: value for name, value in row.items() if name in COLUMNS and value is not None}
            for row in plan_rows(plan)
        ],
        "notes": list(plan.notes),
    }  # fmt: skip
    file.write(json.dumps(about, ensure_ascii=False, indent=1) + "\n")
