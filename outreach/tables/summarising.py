"""Counts → Summaries: of numbers from their distributions, of scales from their options' scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outreach.codebook import Question
from outreach.tables.building import where_of
from outreach.tables.categories import groups_of, shown_groups
from outreach.tables.cube import Counts
from outreach.tables.figures import Break, Category
from outreach.tables.plan import Plan
from outreach.tables.summary import Statistics, Summary, summarise
from outreach.tables.tally import Measure, Tally

Spread = tuple[NDArray[np.float64], Counts]  # ascending values, groups × how often each


def summaries_of(found: Tally, plan: Plan) -> list[Summary]:
    """Return the Summaries of the plan's numbers."""
    return [_summary(found, plan, question, by) for question, by in plan.numbers]


def _summary(found: Tally, plan: Plan, question: Question, by: Break | None) -> Summary:
    """Return one question's Summary; a scale's numbers are its options' scores."""
    total = _statistics(found, plan, question, None, [0])
    groups: tuple[Category, ...] = (Category("", "option"),)
    cells = total
    if by is not None:
        axes = plan.axes(by)
        cube = found.cubes[plan.universe(question), "people", axes]
        every = groups_of(by, axes)
        some = shown_groups(by, every, cube.counts.reshape(-1))
        groups = tuple(every[at] for at in some)
        cells = _statistics(found, plan, question, by, some)
    return Summary(
        plan.codebook.name, question, by, groups, cells, total, found.respondents,
        where_of(plan, question), plan.weight,
    )  # fmt: skip


def _statistics(
    found: Tally, plan: Plan, question: Question, by: Break | None, some: list[int]
) -> Statistics:
    values, people = _spread(found, plan, question, by, "people")
    if not plan.weight:
        return summarise(values, people[some], people[some])
    _values, weights = _spread(found, plan, question, by, "weights")
    _values, squares = _spread(found, plan, question, by, "squares")
    return summarise(values, people[some], weights[some], squares[some])


def _spread(
    found: Tally, plan: Plan, question: Question, by: Break | None, measure: Measure
) -> Spread:
    """Return the distinct values, and groups × values of one measure."""
    if not question.closed:
        distribution = found.numbers[measure, question.key, by]
        return distribution.values, distribution.counts
    axis = plan.axis(question)
    axes = (*plan.axes(by), axis)
    counts = found.cubes[plan.universe(question), measure, axes].counts
    counts = counts.reshape(-1, axis.categories)[:, : axis.options]
    scores = np.array([option.score for option in question.options])
    order = np.argsort(scores, kind="stable")
    return scores[order], counts[:, order]
