"""What an event's figures say in a few sentences: the first screen of a report."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from outreach.comments.theme import OTHER
from outreach.messages import _
from outreach.planning.plan import Plan, Statement
from outreach.report.model import ResponseRate
from outreach.studies import BREAKS, Study
from outreach.tables.contents import SMALL
from outreach.tables.rounding import percent
from outreach.tables.table import Table

_THEMES = 3  # that are named


def gist_of(study: Study, plan: Plan) -> tuple[Statement, ...]:
    """Return sentences on one survey: who answered, what they chose, what they wrote, what next.

    Nothing that is hidden is told; `source` names the table.
    """
    return (*_returned(study), *_answers(study), *_reached(study, plan), *_themes(study))


def _returned(study: Study) -> Iterator[Statement]:
    size = len(study.answers)
    rates = [
        ResponseRate(label, size, people) for label, people in study.codebook.survey.people.items()
    ]
    forms = _("Forms returned: {number}").format(number=size)
    parts = [f"{rate.percent}% ({rate.label} {rate.people})" for rate in rates if rate.percent]
    told = _("response rate: {rates}").format(rates=" / ".join(parts)) if parts else ""
    yield Statement(f"{forms} – {told}" if told else forms, size)


def _answers(study: Study) -> Iterator[Statement]:
    """Yield for each question of opinion its largest answer."""
    for table in study.counted.tables:
        if table.by is None and table.question.role not in BREAKS:
            told = _largest(table)
            if told is not None:
                yield told


def _largest(table: Table) -> Statement | None:
    plain = [at for at, each in enumerate(table.categories) if each.kind == "option"]
    base = int(table.bases[0, 0]) if table.bases.size else 0
    if not plain or not base:
        return None
    counts = table.cells.people[0, plain]
    best = plain[int(np.argmax(counts))]
    if table.hidden is not None and (table.hidden.cells[0, best] or table.hidden.whole):
        return None
    number = int(table.cells.people[0, best])
    if not number:
        return None
    sentence = _("{question}: “{option}” {share}% ({number} of {base})")
    share = percent(number, base, table.decimals)
    text = sentence.format(
        question=table.question.label, option=table.categories[best].label, share=share,
        number=number, base=base,
    )  # fmt: skip
    return Statement(text, base, table.question.label, base < SMALL)


def _reached(study: Study, plan: Plan) -> Iterator[Statement]:
    for reach in plan.reach:
        if reach.survey == study.name:
            yield from reach.sentences
            yield from reach.absent[:1]


def _themes(study: Study) -> Iterator[Statement]:
    themes = study.themes
    if themes is None:
        return
    said = sum(theme.size for theme in themes.themes)
    largest = [theme for theme in themes.themes if theme.key != OTHER and theme.size][:_THEMES]
    if largest:
        names = _(", ").join(f"{theme.label} ({theme.size})" for theme in largest)
        sentence = _("Comments: {number}. Most are about: {themes}")
        yield Statement(sentence.format(number=said, themes=names), said, _("Comments"))
