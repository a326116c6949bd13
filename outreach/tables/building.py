"""Counts → Tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from outreach.codebook import Question
from outreach.messages import _
from outreach.tables.categories import categories_of, groups_of, shown, shown_groups
from outreach.tables.cube import Axis, Counts
from outreach.tables.figures import Break, Category, Figures
from outreach.tables.plan import Plan
from outreach.tables.table import Table
from outreach.tables.tally import Measure, Tally

if TYPE_CHECKING:
    from outreach.tables.filters import Filter
    from outreach.tables.joint import Joint


def tables_of(found: Tally, plan: Plan) -> list[Table]:
    """Return the Tables of a plan from what was counted for it, in the plan's order."""
    return [_Builder(found, plan, question, by).table() for question, by in plan.pairs]


@dataclass(frozen=True)
class _Builder:
    """Puts one Table together from the cubes that were counted for it."""

    found: Tally
    plan: Plan
    question: Question
    by: Break | None

    def table(self) -> Table:
        """Return the Table."""
        plan, axis = self.plan, self.plan.axis(self.question)
        categories = categories_of(self.question, axis)
        kept = shown(
            categories,
            self._counts((axis,), "people"),
            without=("no answer",) if plan.base == "answered" else (),
        )
        simple = self._figures((axis,), None).take(kept, 1)
        groups: tuple[Category, ...] = (Category("", "option"),)
        cells = simple
        if self.by is not None:
            axes = plan.axes(self.by)
            every = groups_of(self.by, axes)
            some = shown_groups(self.by, every, self._counts(axes, "people").reshape(-1))
            groups = tuple(every[at] for at in some)
            cells = self._figures((axis,), axes).take(some, 0).take(kept, 1)
        joint = self._joint()
        return Table(
            plan.codebook.name, self.question, self.by, plan.base,
            tuple(categories[at] for at in kept), groups, cells, simple,
            self.found.respondents, plan.codebook.decimals(self.question),
            where_of(plan, self.question), plan.weight, joint=joint,
        )  # fmt: skip

    def _figures(self, axis: tuple[Axis, ...], by: tuple[Axis, ...] | None) -> Figures:
        """Return every group × every category, before those are chosen that are shown."""
        people, bases = self._with_bases(axis, by, "people")
        if not self.plan.weight:
            return Figures.plain(people, bases)
        counts, weighted = self._with_bases(axis, by, "weights")
        _squared, squares = self._with_bases(axis, by, "squares")
        effective = np.divide(weighted**2, squares, out=np.zeros_like(squares), where=squares > 0)
        shape = counts.shape
        return Figures(
            counts, people, *(np.broadcast_to(a, shape) for a in (bases, weighted, effective))
        )

    def _with_bases(
        self, axis: tuple[Axis, ...], by: tuple[Axis, ...] | None, measure: Measure
    ) -> tuple[Counts, Counts]:
        """Return groups × categories of one measure, and each group's base (groups × 1)."""
        (asked,) = axis
        if by is None:
            cube = self.found.cubes[self._universe, measure, axis]
            counts = cube.counts[np.newaxis]
            bases: Counts = np.array([[cube.total]], dtype=counts.dtype)
        else:
            counts = self._counts((*by, asked), measure).reshape(-1, asked.categories)
            bases = self._counts(by, measure).reshape(-1, 1)
        if self.plan.base == "answered":
            bases = bases - counts[:, [asked.options + 1]]
        return counts, bases

    def _counts(self, axes: tuple[Axis, ...], measure: Measure) -> Counts:
        return self.found.cubes[self._universe, measure, axes].counts

    @property
    def _universe(self) -> Filter | None:
        return self.plan.universe(self.question)

    def _joint(self) -> Joint | None:
        axes = (*self.plan.axes(self.by), self.plan.axis(self.question))
        return self.found.joints.get((self._universe, axes))


def where_of(plan: Plan, question: Question) -> str:
    """Return in words whom a table is of, "" for everybody."""
    universe = plan.universe(question)
    return _(" and ").join(map(str, (*plan.where, *([universe] if universe else []))))
