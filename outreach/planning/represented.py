"""Districts and ages beside their shares of the population: who came less, who came more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outreach.codebook import Question
from outreach.planning.plan import Represented, Standing
from outreach.planning.population import Population
from outreach.planning.shown import count_of
from outreach.studies import Study
from outreach.tables.contents import SMALL
from outreach.tables.inference.proportions import wilson
from outreach.tables.table import Table

LEAST = 5  # people expected, below which nothing is said of a group


def represented(study: Study, population: Population) -> Iterator[Represented]:
    """Yield each district and age of the population beside its share of those who came.

    The base are those who gave one of the population's districts (or ages):
    who came from elsewhere, from a workplace, or said nothing is not in it.
    Where any of their numbers is hidden, the nets, if they may be told, stand
    for the options, as the base would be told otherwise.
    """
    for role, people in (("district", population.towns), ("age", population.ages)):
        for question in study.codebook.by_role(role):
            table = study.simple(question) if question.closed else None
            if table is not None and any(people.values()) and not question.multiple:
                yield from _of(table, question, people)


def _of(table: Table, question: Question, people: Mapping[str, int]) -> Iterator[Represented]:
    groups: dict[str, tuple[str, ...]] = {
        label: (label,) for label in question.labels if label in people
    }
    counts = _counts(table, groups)
    if any(count is None for count in counts.values()):
        nets = _nets(question, people)
        of_nets = _counts(table, nets)
        if nets and None not in of_nets.values():
            groups, counts = nets, of_nets
    whole = sum(people.values())
    known = [count for count in counts.values() if count is not None]
    base = sum(known) if len(known) == len(counts) else 0
    for label, members in groups.items():
        expected = 100 * sum(people[member] for member in members) / whole
        yield _one(question, label, counts[label], base, expected)


def _nets(question: Question, people: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Return the nets of options of the population with nothing else in them, none overlapping."""
    found: dict[str, tuple[str, ...]] = {}
    inside: set[str] = set()
    for net in question.nets:
        members = tuple(question.labels[at] for at in net.members)
        if set(members) <= people.keys() and not inside & set(members):
            found[net.label] = members
            inside |= set(members)
    alone = {label: (label,) for label in question.labels if label in people.keys() - inside}
    return found | alone if found else {}


def _counts(table: Table, groups: Mapping[str, tuple[str, ...]]) -> dict[str, int | None]:
    places = {category.label: at for at, category in enumerate(table.categories)}
    return {label: count_of(table, places[label]) if label in places else 0 for label in groups}


def _one(
    question: Question, label: str, count: int | None, base: int, expected: float
) -> Represented:
    if count is None or not base:
        standing: Standing = "hidden" if count is None else "not testable"
        return Represented(question.key, label, None, 0, None, None, None, expected, standing)
    share, low, high = (100 * float(each) for each in wilson(count / base, base))
    return Represented(
        question.key, label, count, base, share, low, high, expected,
        _standing(base, expected, low, high),
    )  # fmt: skip


def _standing(base: int, expected: float, low: float, high: float) -> Standing:
    """Return how a share stands to the population's, in percent.

    >>> _standing(100, 20.0, 5.0, 15.0), _standing(100, 4.0, 1.0, 9.0), _standing(20, 50, 60, 90)
    ('under', 'not testable', 'not testable')
    """
    if base < SMALL or expected * base / 100 < LEAST:
        return "not testable"
    if expected > high:
        return "under"
    return "over" if expected < low else "as expected"
