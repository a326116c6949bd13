"""Districts and ages beside their share of the population, as far as that can be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from outreach.codebook import Question
from outreach.messages import _
from outreach.planning.cells import cells_of
from outreach.planning.plan import Represented, Standing
from outreach.planning.population import Population
from outreach.studies import Study
from outreach.tables.contents import SMALL
from outreach.tables.inference.proportions import wilson

_EXPECTED = 5  # people, at the least, that a share of the population has to stand for
_WORK = ("事業所", "職場", "勤務")  # options that say where people work, not where they live


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a population says of a survey: rows, and sentences on what was not compared."""

    rows: tuple[Represented, ...] = ()
    notes: tuple[str, ...] = ()


def represent(study: Study, population: Population) -> Comparison:
    """Return the survey's districts and ages, options and nets, beside the population.

    Who came from outside, from an office, or gave no answer is in no base.
    Where numbers are hidden, only what the shown ones tell is compared.
    """
    rows: list[Represented] = []
    notes: list[str] = []
    for role, people in (("district", population.towns), ("age", population.ages)):
        asked = (each for each in study.codebook.by_role(role) if each.closed)
        question = next((each for each in asked if not each.multiple), None)
        if question is None or sum(people.values()) <= 0:
            continue
        counts = _residents(study, question, population)
        if counts is None:
            notes.append(_outsiders_note(question))
            continue
        base = _base(question, people, counts)
        if base is None:
            told = _("“{question}” is not compared with the population: its base is kept secret.")
            notes.append(told.format(question=question.label))
            continue
        rows += _rows(question, people, counts, base)
        notes += _lacking(question, people)
    return Comparison(tuple(rows), tuple(notes))


Counts = Mapping[str, int | None]


def _residents(study: Study, question: Question, population: Population) -> Counts | None:
    """Return people by option and net, None where they cannot be told from outsiders.

    Ages are of residents: where numbers are hidden these could tell hidden
    ones, so that then nobody may have come from outside.
    """
    table = study.simple(question)
    if table is None:
        return None
    shown = {cell.label: cell.count for cell in cells_of(table)}
    district = next((each for each in study.codebook.by_role("district") if each.closed), None)
    if question.role == "district" or district is None:
        return shown
    towns = [label for label in district.labels if lives_in(district, label, population)]
    if study.below > 1:
        where = study.simple(district)
        cells = [each for each in cells_of(where) if each.category.kind != "net"] if where else []
        none = all(cell.count == 0 for cell in cells if cell.label not in towns)
        return shown if where and none else None
    return _counted(study, question, district, towns)


def _counted(
    study: Study, question: Question, district: Question, towns: Sequence[str]
) -> dict[str, int | None]:
    """Return people of these towns by option and net."""
    codes = study.answers.codes
    places = [district.labels.index(label) for label in towns]
    own = codes[question.key][np.isin(codes[district.key], places)]
    counts: dict[str, int | None] = {
        label: int((own == at).sum()) for at, label in enumerate(question.labels)
    }
    nets = {net.label: int(np.isin(own, net.members).sum()) for net in question.nets}
    return counts | nets


def lives_in(district: Question, label: str, population: Population) -> bool:
    """Return whether an option is a place in the city where people live."""
    if population.towns:
        return label in population.towns
    return label != district.outside and not any(word in label for word in _WORK)


def _base(question: Question, people: Mapping[str, float], counts: Counts) -> int | None:
    """Return how many people are of the options of the population, None where that is secret.

    Hidden options count by shown nets that hold nothing else.
    """
    left = {label for label in people if label in question.labels}
    total = 0
    for net in question.nets:
        members = {question.labels[at] for at in net.members}
        number = counts.get(net.label)
        secret = any(counts.get(label) is None for label in members)
        if secret and number is not None and members <= left:
            total += number
            left -= members
    parts = [counts.get(label) for label in left]
    known = [number for number in parts if number is not None]
    return total + sum(known) if len(known) == len(parts) else None


def _rows(
    question: Question, people: Mapping[str, float], counts: Counts, base: int
) -> Iterable[Represented]:
    whole = sum(people.values())
    for label in question.labels:
        if label in people:
            yield _row(question, label, counts.get(label), base, people[label] / whole)
    for net in question.nets:
        members = [question.labels[at] for at in net.members]
        if all(label in people for label in members):
            expected = sum(people[label] for label in members) / whole
            yield _row(question, net.label, counts.get(net.label), base, expected)


def _row(
    question: Question, group: str, count: int | None, base: int, expected: float
) -> Represented:
    percent = 100 * expected
    if count is None or not base:
        standing: Standing = "hidden" if count is None else "not testable"
        return Represented(question.label, group, count, base, None, None, None, percent, standing)
    share, low, high = (100 * float(each) for each in wilson(count / base, base))
    return Represented(
        question.label, group, count, base, share, low, high, percent,
        standing_of(percent, low, high, base),
    )  # fmt: skip


def standing_of(expected: float, low: float, high: float, base: int) -> Standing:
    """Return how a share of people stands to that of the population, all in percent.

    >>> standing_of(20, 5, 15, 100), standing_of(20, 15, 25, 100), standing_of(20, 5, 15, 29)
    ('under', 'as expected', 'not testable')
    """
    if base < SMALL or expected / 100 * base < _EXPECTED:
        return "not testable"
    if expected > high:
        return "under"
    return "over" if expected < low else "as expected"


def _outsiders_note(question: Question) -> str:
    return _(
        "“{question}” is not compared with the population: people from outside the city would have"
        " to be left out, and the small numbers that are hidden could then be worked out. For"
        " yourselves only: --suppress 0."
    ).format(question=question.label)


def _lacking(question: Question, people: Mapping[str, float]) -> Sequence[str]:
    """Return a sentence on the options that the population has no row for."""
    names = [
        label
        for label in question.labels
        if label not in people
        and label not in (question.outside, question.other)
        and not any(word in label for word in _WORK)
    ]
    if not names:
        return ()
    told = _("The population has no row for these, which are left out: {labels}.")
    return (told.format(labels=_(", ").join(names)),)
