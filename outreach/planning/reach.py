"""Whom an event reached, through which channel, and whom not: sentences that tables bear out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach.codebook import Question
from outreach.messages import _
from outreach.planning.plan import Rate, Reach, Represented, Statement
from outreach.planning.shown import (
    Told,
    base_of,
    count_of,
    largest,
    members,
    named_groups,
    options_of,
)
from outreach.studies import Study
from outreach.tables.contents import SMALL
from outreach.tables.rounding import percent
from outreach.tables.table import Table

BY = ("district", "age")  # roles that channels are crossed by
_NAMED = 4  # groups in the sentence on a table, the largest; all have a sentence of their own
PROFILE = ("district", "age", "profession", "channel")  # roles whose zeros are told


def reach_of(study: Study, represented: Sequence[Represented] = (), reference: str = "") -> Reach:
    """Return whom a survey reached, told by what may be shown."""
    tables = tuple(_tables(study))
    return Reach(
        study.name,
        study.codebook.survey.title or study.name,
        tuple(_rates(study)),
        tables,
        tuple(map(_sentence, tables)),
        tuple(line for table in tables for line in _by_group(table)),
        tuple(_absent(study)),
        tuple(represented),
        reference,
    )


def _rates(study: Study) -> Iterator[Rate]:
    responses = study.counted.respondents
    for label, people in study.codebook.survey.people.items():
        yield Rate(label, responses, people, percent(responses, people, 1))


def _tables(study: Study) -> Iterator[Table]:
    """Yield the channel by district and by age, as far as the form asks for them."""
    for channel in study.codebook.by_role("channel"):
        for role in BY:
            for by in study.codebook.by_role(role):
                table = study.crossed(channel, by) if channel.closed and by.closed else None
                if table is not None:
                    yield table


def _source(table: Table) -> str:
    by = f" × {table.by.label}" if table.by else ""
    return f"{table.question.label}{by}"


def _sentence(table: Table) -> Statement:
    """Return what a table says in one sentence: the main channel of each group, as may be told."""
    told = [found for at, _group in named_groups(table) if (found := largest(table, at))]
    shown = [each for each in told if each.number]
    sure = [each for each in shown if each.certain]
    base = base_of(table)
    small = base is not None and base < SMALL
    if not shown:
        sentence = _("{source}: no group's channels may be told, as small numbers are hidden.")
    elif sure:
        sentence = _("{source}: the main channel is {parts}.")
    else:
        sentence = _("{source}: of what may be shown, the main channel is {parts}.")
    named = sorted(sure or shown, key=lambda each: -each.base)[:_NAMED]
    parts = _(", ").join(map(_part, named))
    text = sentence.format(source=_source(table), parts=parts)
    return Statement(text, base, _source(table), small)


def _part(told: Told) -> str:
    part = _("{group} {channel} ({number} of {base})")
    channel = _("・").join(told.labels)
    return part.format(group=told.group, channel=channel, number=told.number, base=told.base)


def _by_group(table: Table) -> Iterator[Statement]:
    """Yield one sentence for each group that anybody is in."""
    for at, group in named_groups(table):
        inside = members(table, group)
        name = f"{group}（{'・'.join(inside)}）" if inside else str(group)
        base = base_of(table, at)
        if base == 0:
            continue
        if base is None:
            text = _("{group}: kept secret (X).").format(group=name)
            yield Statement(text, None, _source(table))
            continue
        told = largest(table, at)
        if told is not None:
            yield Statement(_group_text(name, told), base, _source(table), told.small)


def _group_text(name: str, told: Told) -> str:
    if not told.number:
        hidden = _("{group}: {base} people; through which channel is kept secret.")
        nobody = _("{group}: {base} people; nobody named a channel.")
        return (hidden if told.hides else nobody).format(group=name, base=told.base)
    sure = _("{group}: {base} people; most through {channel}, {number} ({share}%).")
    open_ = _(
        "{group}: {base} people; of what may be shown most through {channel}, {number} ({share}%)."
    )
    return (sure if told.certain else open_).format(
        group=name, base=told.base, channel=_("・").join(told.labels), number=told.number,
        share=told.share,
    )  # fmt: skip


def _absent(study: Study) -> Iterator[Statement]:
    """Yield for each question on who people are the options that nobody chose."""
    for role in PROFILE:
        for question in study.codebook.by_role(role):
            table = study.simple(question) if question.closed else None
            if table is not None and len(study.answers):
                yield from _nobody(table, question)


def _nobody(table: Table, question: Question) -> Iterator[Statement]:
    none = [table.categories[at].label for at in options_of(table) if count_of(table, at) == 0]
    base = base_of(table)
    if none and base:
        sentence = _("{question}: of {base} people nobody said {options}.")
        text = sentence.format(question=question.label, base=base, options=_(", ").join(none))
        yield Statement(text, base, question.label, base < SMALL)
