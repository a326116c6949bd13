"""Whom an event reached, through which channel, and whom not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach.codebook import Codebook, Question
from outreach.messages import _
from outreach.planning.cells import (
    ALL,
    Leading,
    base_of,
    cells_of,
    count_of,
    group_name,
    is_small,
    leading,
    source_of,
)
from outreach.planning.plan import Rate, Reach, Represented, Statement
from outreach.planning.wording import joined
from outreach.studies import Study
from outreach.tables.rounding import percent
from outreach.tables.table import Table

PROFILE = ("district", "age", "profession")
_FEWEST = 10  # people of a group whose leading answer the sentence on a table names
ABSENT = ("district", "age", "profession", "channel")


def reach_of(study: Study, represented: Sequence[Represented] = (), reference: str = "") -> Reach:
    """Return whom a survey reached, in sentences of what may be shown of its tables."""
    tables = tuple(_tables(study))
    return Reach(
        study.name,
        study.codebook.survey.title or study.name,
        tuple(_rates(study)),
        tables,
        tuple(table_sentence(table) for table in tables),
        tuple(line for table in tables if table.by for line in group_sentences(table)),
        tuple(_absent(study)),
        tuple(represented),
        reference,
    )


def _rates(study: Study) -> Iterator[Rate]:
    """Yield the response rates; none where so few answered that their number is hidden."""
    returned = len(study.answers)
    if 0 < returned < study.below:
        return
    for label, people in study.codebook.survey.people.items():
        yield Rate(label, returned, people, percent(returned, people, 1))


def _tables(study: Study) -> Iterator[Table]:
    """Yield channel by district and by age; where there is none such, who came; professions."""
    book = study.codebook
    channels = _closed(book, "channel")
    breaks = [each for role in ("district", "age") for each in _closed(book, role)]
    crossed = [study.crossed(channel, by) for channel in channels for by in breaks]
    found = [table for table in crossed if table is not None]
    if not found:
        found = [table for each in (*channels, *breaks) if (table := study.simple(each))]
    yield from found
    yield from (table for each in _closed(book, "profession") if (table := study.simple(each)))


def _closed(book: Codebook, role: str) -> list[Question]:
    return [question for question in book.by_role(role) if question.closed]


def table_sentence(table: Table) -> Statement:
    """Return one sentence on a table: what most said, and in which groups something else leads."""
    base, most = base_of(table), leading(table)
    about, source = _("“{question}”").format(question=table.question.label), source_of(table)
    if base is None:
        text = _("{about}: how many answered is kept secret.").format(about=about)
        return Statement(text, None, source)
    if most is None:
        return Statement(_nothing(table, ALL, about, base), base, source, is_small(base))
    text = _led(about, most)
    others = list(_otherwise(table, most)) if table.by else []
    if others:
        told = _("Of groups of {least} people or more, another answer leads in: {groups}.")
        text = joined([text, told.format(least=_FEWEST, groups=_("; ").join(others))])
    return Statement(text, base, source, is_small(base))


def _otherwise(table: Table, most: Leading) -> Iterator[str]:
    """Yield the groups in which an answer is more frequent than what leads among everybody."""
    for at in range(len(table.groups)):
        own = leading(table, at)
        counts = [count_of(table, label, at) for label in most.labels]
        if own is None or own.base < _FEWEST or not table.groups[at].answered:
            continue
        if all(count is not None and count < own.count for count in counts):
            told = _("{group} {labels} ({count} of {base})")
            yield told.format(
                group=table.groups[at], labels=_and(own), count=own.count, base=own.base
            )


def group_sentences(table: Table) -> Iterator[Statement]:
    """Yield one sentence for each group in which somebody is: what most of them said.

    Those who gave no answer to the break are no group that could be reached.
    """
    source = source_of(table)
    for at in range(len(table.groups)):
        base, name = base_of(table, at), group_name(table, at)
        if not table.groups[at].answered:
            continue
        if base is None:
            text = _("{group}: the number of people is not shown.").format(group=name)
            yield Statement(text, None, source)
        elif base:
            most = leading(table, at)
            text = _led(name, most) if most else _nothing(table, at, name, base)
            yield Statement(text, base, source, is_small(base))


def _led(about: str, most: Leading) -> str:
    """Return what leads, and whether that is certain or only so of what may be shown."""
    if len(most.labels) == 1:
        told = (
            _("{about}, {base} people: the most frequent is {labels}, {count} ({percent}%).")
            if most.certain
            else _(
                "{about}, {base} people: of what may be shown the most frequent is {labels},"
                " {count} ({percent}%)."
            )
        )
    else:
        told = (
            _("{about}, {base} people: the most frequent are {labels}, {count} ({percent}%) each.")
            if most.certain
            else _(
                "{about}, {base} people: of what may be shown the most frequent are {labels},"
                " {count} ({percent}%) each."
            )
        )
    words = {"base": most.base, "labels": _and(most), "count": most.count}
    return told.format(about=about, percent=most.percent, **words)


def _nothing(table: Table, group: int, about: str, base: int) -> str:
    """Return why nothing can be said to lead in a group."""
    if not base:
        return _("{about}: nobody answered.").format(about=about)
    options = [cell for cell in cells_of(table, group) if cell.category.kind == "option"]
    if any(cell.count is None for cell in options):
        told = _("{about}, {base} people: no number of an answer but 0 may be shown.")
    else:
        told = _("{about}, {base} people: nobody chose an answer.")
    return told.format(about=about, base=base)


def _and(most: Leading) -> str:
    return _(", ").join(most.labels)


def _absent(study: Study) -> Iterator[Statement]:
    """Yield for each question on who came and how the answers that nobody gave."""
    for role in ABSENT:
        for question in _closed(study.codebook, role):
            table = study.simple(question)
            base = base_of(table) if table is not None else None
            if table is None or not base:
                continue
            never = [
                cell.label
                for cell in cells_of(table)
                if cell.category.kind == "option" and cell.count == 0
            ]
            never = [label for label in never if label != question.other]
            if never:
                told = _("“{question}”: none of {base} people answered {labels}.")
                words = {"question": question.label, "labels": _(", ").join(never)}
                yield Statement(
                    told.format(base=base, **words), base, source_of(table), is_small(base)
                )
