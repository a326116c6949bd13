"""Who gave no answer, where tables show only those who did."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.codebook import NO_ANSWER
from outreach.tables.disclosure.entries import base, population
from outreach.tables.disclosure.ledger import ANSWERED, IS, Ledger, Statistic
from outreach.tables.table import Table


def enter_silent(ledger: Ledger, tables: Sequence[Table]) -> None:
    """Put down who gave no answer to the question of each table whose base is those who answered.

    Nobody sees them, but they are what the groups of such tables have in common.
    """
    for table in tables:
        if table.base == "answered" and table.by is not None and len(table.by.questions) == 1:
            _enter_groups(ledger, table, tables)
    for statistic in sorted(ledger.places, key=lambda each: len(each.parts)):
        for part in sorted(statistic.parts):
            whole = ledger.value(statistic.without(part))
            if part[1] == ANSWERED and whole is not None:
                left = whole - ledger.values[ledger.places[statistic]]
                ledger.enter(statistic.instead(part, (part[0], IS, NO_ANSWER)), max(left, 0.0))


def _enter_groups(ledger: Ledger, table: Table, tables: Sequence[Table]) -> None:
    """Put down how many people are in each group of a break, if only to tie tables by it together.

    Where no table tells it, at least as many as answered anything; the
    remaining people are put into the last such group. Any numbers do that agree
    with all tables: what is sought are those that could be true, too.
    """
    groups = [
        base(table, at).without((table.question.key, ANSWERED, ""))
        for at in range(len(table.groups))
    ]
    unknown = [group for group in groups if group not in ledger.places]
    asked = sorted({each.question.key for each in tables})
    sizes = {group: _size(ledger, group, asked) for group in unknown}
    guessed = [group for group, (_value, exact) in sizes.items() if not exact]
    for group, (value, _exact) in sizes.items():
        ledger.enter(group, value)
    everybody = ledger.value(population(table))
    if guessed and everybody is not None and table.by and not table.by.multiple:
        left = everybody - sum(ledger.values[ledger.places[group]] for group in groups)
        ledger.values[ledger.places[guessed[-1]]] += max(left, 0.0)


def _size(ledger: Ledger, group: Statistic, asked: Sequence[str]) -> tuple[float, bool]:
    """Return how many people a group has at least, and whether that is exact."""
    least = 0.0
    for key in asked:
        answered = ledger.value(group.having((key, ANSWERED, ""))) or 0.0
        silent = ledger.value(group.having((key, IS, NO_ANSWER)))
        if silent is not None and group.having((key, ANSWERED, "")) in ledger.places:
            return answered + silent, True
        least = max(least, answered)
    return least, False
