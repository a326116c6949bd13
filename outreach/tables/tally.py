"""Responses → counts that add up over chunks, files and machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from outreach.codebook import Question
from outreach.errors import OutreachError
from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.tables.cube import Axis, Counts, Cube, count
from outreach.tables.figures import Break
from outreach.tables.filters import Filter, only, some
from outreach.tables.joint import Joint
from outreach.tables.plan import Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

Measure = Literal["people", "weights", "squares"]
Axes = tuple[Axis, ...]


@dataclass(frozen=True, eq=False)
class Distribution:
    """How often each value of a number was given, by group; they add up.

    `values` are distinct and ascend; `counts` is groups × values.
    """

    values: NDArray[np.float64]
    counts: Counts

    def __add__(self, other: Distribution) -> Distribution:
        values = np.union1d(self.values, other.values)
        counts = np.zeros((len(self.counts), len(values)), self.counts.dtype)
        for part in (self, other):
            counts[:, np.searchsorted(values, part.values)] += part.counts
        return Distribution(values, counts)


@dataclass(frozen=True, eq=False)
class Tally:
    """Everything that was counted for a Plan; `a + b` is the tally of both.

    `cubes` are by universe, measure (people, sums of weights, sums of their
    squares) and axes; `respondents` is how many were counted, `size` how many
    were read.
    """

    size: int
    respondents: int
    cubes: Mapping[tuple[Filter | None, Measure, Axes], Cube]
    joints: Mapping[tuple[Filter | None, Axes], Joint]
    numbers: Mapping[tuple[Measure, str, Break | None], Distribution]

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.size + other.size,
            self.respondents + other.respondents,
            _sums(self.cubes, other.cubes),
            _sums(self.joints, other.joints),
            _sums(self.numbers, other.numbers),
        )


def _sums(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> dict[Any, Any]:
    return {key: value + other[key] for key, value in one.items()}


def tally(responses: Responses, plan: Plan) -> Tally:
    """Return what is counted in a chunk for a plan.

    Whoever has a weight of 0 is not counted. Raises OutreachError where the
    plan is weighted and the answers have no weights.
    """
    if plan.weight and responses.weights is None:
        raise OutreachError(_("The answers have no weights."))
    chosen = only(responses, plan.where)
    if plan.weight and chosen.weights is not None:
        chosen = some(chosen, chosen.weights > 0)
    cubes: dict[tuple[Filter | None, Measure, Axes], Cube] = {}
    joints: dict[tuple[Filter | None, Axes], Joint] = {}
    for universe in plan.universes:
        part = chosen if universe is None else only(chosen, (universe,))
        wanted = plan.wanted(universe)
        for measure, weights in _measures(part, plan):
            counted = count(part.codes, wanted, weights)
            cubes |= {(universe, measure, cube.axes): cube for cube in counted}
        if plan.joints:
            weights = part.weights if plan.weight else None
            crossed = [axes for axes in wanted if len(axes) > 1]
            joints |= {(universe, axes): Joint.of(part.codes, axes, weights) for axes in crossed}
    return Tally(len(responses), len(chosen), cubes, joints, _numbers(chosen, plan))


def _measures(responses: Responses, plan: Plan) -> list[tuple[Measure, NDArray[np.float64] | None]]:
    if not plan.weight or responses.weights is None:
        return [("people", None)]
    weights = responses.weights
    return [("people", None), ("weights", weights), ("squares", weights**2)]


def _numbers(
    responses: Responses, plan: Plan
) -> dict[tuple[Measure, str, Break | None], Distribution]:
    found: dict[tuple[Measure, str, Break | None], Distribution] = {}
    # A scale is left out: its options are counted.
    for question in dict.fromkeys(asked for asked, _by in plan.numbers if not asked.closed):
        universe = plan.universe(question)
        part = responses if universe is None else only(responses, (universe,))
        part = some(part, np.isfinite(part.values[question.key]))
        values, codes = np.unique(part.values[question.key], return_inverse=True)
        breaks = [by for asked, by in plan.numbers if asked == question]
        for measure, weights in _measures(part, plan):
            for by in breaks:
                counts = _by_group(part, plan.axes(by), question, codes, len(values), weights)
                found[measure, question.key, by] = Distribution(values, counts)
    return found


def _by_group(
    responses: Responses,
    axes: Axes,
    question: Question,
    codes: NDArray[Any],
    size: int,
    weights: NDArray[np.float64] | None,
) -> Counts:
    """Return groups × values: how often each value was given; one group without a break."""
    values = Axis(question.key, size)
    coded = {**responses.codes, question.key: codes}
    (cube,) = count(coded, [(*axes, values)], weights)
    return cube.counts.reshape(-1, size + 2)[:, :size]
