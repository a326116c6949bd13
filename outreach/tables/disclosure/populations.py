"""Those whom a filter keeps, and those whom it does not, beside everybody."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.codebook import NO_ANSWER
from outreach.messages import _
from outreach.tables.disclosure.ledger import IS, Ledger, Part, Statistic
from outreach.tables.table import Table


def link_filters(ledger: Ledger, tables: Sequence[Table]) -> None:
    """Put down that the people of a filter are some of those around them, or some groups of them.

    All others are a population of their own that no table shows.
    """
    known = sorted({(table.survey, table.where) for table in tables})
    for survey, where in known:
        around = [outer for of, outer in known if of == survey and _is_within(where, outer)]
        if not around:
            continue
        outer = max(around, key=len)
        condition = where.removeprefix(outer + _and()) if outer else where
        accepted = _accepted(ledger, condition)
        for statistic in [each for each in ledger.places if each[:2] == (survey, where)]:
            _link_filter(ledger, statistic, outer, accepted)


def _is_within(where: str, outer: str) -> bool:
    return where != outer and (not outer or where.startswith(outer + _and()))


def _and() -> str:
    return _(" and ")


def _link_filter(ledger: Ledger, inner: Statistic, outer: str, accepted: list[Part]) -> None:
    around = inner._replace(where=outer)
    place, whole = ledger.places[inner], ledger.places.get(around)
    if whole is None:
        return
    if inner.parts & set(accepted):  # everybody who gave the answer meets the condition
        ledger.sums.append({whole: 1.0, place: -1.0})
        return
    left = max(0.0, ledger.values[whole] - ledger.values[place])
    rest = ledger.enter(inner._replace(where=f"{outer} / {inner.where}"), left)
    ledger.sums.append({whole: 1.0, place: -1.0, rest: -1.0})
    ledger.telling.add(rest)
    groups = [ledger.places.get(around.having(part)) for part in accepted]
    known = [group for group in groups if group is not None]
    if accepted and len(known) == len(groups):
        ledger.sums.append({place: 1.0} | dict.fromkeys(known, -1.0))


def _accepted(ledger: Ledger, condition: str) -> list[Part]:
    """Return the answers that a condition keeps, where it is one list of single answers."""
    for question in ledger.questions.values():
        lead = _("{question}: {options}").format(question=question.label, options="")
        if question.multiple or not condition.startswith(lead):
            continue
        labels = condition.removeprefix(lead).split(", ")
        nets = {net.label: [question.labels[at] for at in net.members] for net in question.nets}
        every = [one for label in labels for one in nets.get(label, [label])]
        if set(every) <= {*question.labels, NO_ANSWER}:
            return [(question.key, IS, label) for label in dict.fromkeys(every)]
    return []
