"""Tables → statistics: which people each cell, total and base counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from outreach.tables.cube import Counts
from outreach.tables.disclosure.ledger import (
    ANSWERED,
    BASE,
    CELL,
    IS,
    MARGIN,
    NET,
    WHOLE,
    Ledger,
    Part,
    Statistic,
)
from outreach.tables.figures import Category
from outreach.tables.table import Table

Measure = Literal["people", "weights"]
EVERYBODY = -1  # the group that is no group


def cell(table: Table, group: int, category: int) -> Statistic:
    """Return the statistic of a cell; group −1 is everybody."""
    return population(table).having(*_group(table, group), _category(table, category))


def base(table: Table, group: int) -> Statistic:
    """Return the statistic of a group's base; group −1 is everybody."""
    answered = [(table.question.key, ANSWERED, "")] if table.base == "answered" else []
    return population(table).having(*_group(table, group), *answered)


def population(table: Table) -> Statistic:
    """Return the statistic of everybody whom a table could be of."""
    return Statistic(table.survey, table.where, frozenset())


def rows(table: Table) -> range:
    """Return the groups of a table and, first, everybody; of a simple table only everybody."""
    return range(EVERYBODY, 0) if table.by is None else range(EVERYBODY, len(table.groups))


def enter_tables(tables: Sequence[Table], measure: Measure = "people") -> Ledger:
    """Return a Ledger with what the tables show, and the margins of nested breaks.

    Raises OutreachError where two tables give the same people different values.
    """
    ledger = Ledger()
    for table in tables:
        asked = (table.question, *(table.by.questions if table.by else ()))
        ledger.questions |= {question.key: question for question in asked}
        ledger.folded |= {part for at in rows(table) for part in _group(table, at)
                          if part[1] == NET}  # fmt: skip
        if measure == "people" and (table.base != "applicable" or not table.question.applies):
            cost = 0.0 if table.where else WHOLE  # how many returned the form is no secret
            ledger.enter(population(table), table.respondents, cost)
        for statistic, value, cost in _shown(table, measure):
            ledger.enter(statistic, value, cost)
    for table in tables:
        for statistic, value in _margins(table, measure):
            ledger.enter(statistic, value)
    return ledger


def _shown(table: Table, measure: Measure) -> Iterator[tuple[Statistic, float, float]]:
    everybody = Statistic(table.survey, "", frozenset())
    for group in rows(table):
        counts, bases = figures(table, group, measure)
        of = base(table, group)
        yield of, bases.item(), WHOLE if of == everybody else BASE
        for at, category in enumerate(table.categories):
            cost = MARGIN if group == EVERYBODY else CELL if category.answered else CELL / 2
            yield cell(table, group, at), counts[at].item(), cost


def figures(table: Table, group: int, measure: Measure) -> tuple[Counts, Counts]:
    """Return a group's counts by category, and its base; group −1 is everybody."""
    some = table.total if group == EVERYBODY else table.cells
    at = max(group, 0)
    counts = some.people if measure == "people" else some.counts
    bases = some.bases if measure == "people" else some.weighted_bases
    if not bases.shape[1]:
        return counts[at], bases.sum()
    return counts[at], bases[at, 0]


def _margins(table: Table, measure: Measure) -> Iterator[tuple[Statistic, float]]:
    """Yield what a nested break's groups add up to, over each question that has one answer."""
    questions = table.by.questions if table.by else ()
    single = [at for at, question in enumerate(questions) if not question.multiple]
    for size in range(1, len(questions)):
        for gone in combinations(single, size):
            sums: dict[Statistic, float] = defaultdict(float)
            for group in range(len(table.groups)):
                dropped = {_group(table, group)[at] for at in gone}
                counts, bases = figures(table, group, measure)
                pairs = [(base(table, group), bases)]
                pairs += [(cell(table, group, at), count) for at, count in enumerate(counts)]
                for statistic, value in pairs:
                    sums[statistic._replace(parts=statistic.parts - dropped)] += value.item()
            yield from sums.items()


def _group(table: Table, group: int) -> list[Part]:
    if group == EVERYBODY or table.by is None:
        return []
    of: Category = table.groups[group]
    labels = of.parts or (of.label,)
    sign = NET if of.kind == "net" else IS  # the net of a folded break, which is not nested
    return [
        (question.key, sign, label)
        for question, label in zip(table.by.questions, labels, strict=True)
    ]


def _category(table: Table, category: int) -> Part:
    of = table.categories[category]
    return (table.question.key, NET if of.kind == "net" else IS, of.label)
