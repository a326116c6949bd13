"""Responses → Tables: counts, bases and shares of one shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from outreach.codebook import BREAKS, NO_ANSWER, Codebook, Question
from outreach.errors import OutreachError, UnknownOption
from outreach.intake.responses import Responses, unreadable_label
from outreach.messages import _
from outreach.tables.cube import Axis, Counts, Cube, count
from outreach.tables.table import Base, Category, Table


def crosstab(
    responses: Responses,
    question: str,
    by: str | None = None,
    *,
    base: Base = "all",
    nets: bool = False,
) -> Table:
    """Return one question's Table, simple or by the groups of a break.

    Questions are named by key, label or header. `base` is everybody asked, or
    those who answered; `nets` adds the codebook's nets.
    Raises UnknownQuestion; OutreachError for a question without options.
    """
    book = responses.codebook
    breaks = closed_questions(book, [] if by is None else [by])
    asked = closed_questions(book, [question])
    if asked == breaks:
        raise OutreachError(_("“{key}” cannot be broken by itself.").format(key=asked[0].key))
    tables = tabulate([responses], asked, breaks, base, nets=nets)
    return tables[-1]


def tabulate(
    chunks: Iterable[Responses],
    questions: Sequence[Question] | None = None,
    breaks: Sequence[Question] | None = None,
    base: Base = "all",
    *,
    nets: bool = False,
) -> list[Table]:
    """Return simple tables of the questions, then each question by each break.

    The questions default to all with options, the breaks to those whose role
    is age, district or channel. Chunks are counted one by one and added.
    """
    if base not in get_args(Base):
        raise UnknownOption(_("“{base}” is no base.").format(base=base))
    plan: _Plan | None = None
    sums: tuple[Cube, ...] | None = None
    for responses in chunks:
        plan = plan or _Plan.of(responses.codebook, questions, breaks, nets)
        cubes = count(responses.codes, plan.axes)
        sums = cubes if sums is None else tuple(a + b for a, b in zip(sums, cubes, strict=True))
    if plan is None or sums is None:
        return []
    by_axes = {cube.axes: cube for cube in sums}
    return [_table(plan, by_axes, question, by, base) for question, by in plan.pairs]


def default_breaks(codebook: Codebook) -> tuple[Question, ...]:
    """Return the questions whose role is age, district or channel, in this order."""
    return tuple(
        question for role in BREAKS for question in codebook.by_role(role) if question.closed
    )


@dataclass(frozen=True)
class _Plan:
    """Which tables are wanted, and the axes of their cubes."""

    survey: str
    pairs: tuple[tuple[Question, Question | None], ...]
    axis: dict[str, Axis]
    decimals: dict[str, int]

    @classmethod
    def of(
        cls,
        codebook: Codebook,
        questions: Sequence[Question] | None,
        breaks: Sequence[Question] | None,
        nets: bool,
    ) -> _Plan:
        """Return the plan for questions and breaks; None stands for the defaults."""
        if questions is None:
            questions = [question for question in codebook.questions if question.closed]
        breaks = default_breaks(codebook) if breaks is None else breaks
        crossed = [(ask, by) for ask in questions for by in breaks if by.key != ask.key]
        everyone = {question.key: question for question in (*questions, *breaks)}
        axis = {key: _axis(question, nets) for key, question in everyone.items()}
        pairs = (*((ask, None) for ask in questions), *crossed)
        decimals = {key: codebook.decimals(question) for key, question in everyone.items()}
        return cls(codebook.name, pairs, axis, decimals)

    @property
    def axes(self) -> list[tuple[Axis, ...]]:
        """One tuple for each cube; every question has a simple one, for bases and totals."""
        simple = [(axis,) for axis in self.axis.values()]
        return simple + [(self.axis[by.key], self.axis[ask.key]) for ask, by in self.pairs if by]


def _axis(question: Question, nets: bool) -> Axis:
    members = tuple(net.members for net in question.nets) if nets else ()
    return Axis(question.key, len(question.options), question.multiple, members)


def _categories(question: Question, axis: Axis) -> tuple[Category, ...]:
    """Return what the axis counts, in its order."""
    options = [Category(label, "option") for label in question.labels]
    silent = [Category(unreadable_label(question), "unreadable"), Category(NO_ANSWER, "no answer")]
    nets = [Category(net.label, "net") for net in question.nets[: len(axis.nets)]]
    return (*options, *silent, *nets)


def _table(
    plan: _Plan,
    cubes: dict[tuple[Axis, ...], Cube],
    question: Question,
    by: Question | None,
    base: Base,
) -> Table:
    """Return one Table from the cubes that were counted for it."""
    axis = plan.axis[question.key]
    simple = cubes[(axis,)]
    categories, total = _categories(question, axis), simple.counts[np.newaxis]
    everybody = np.array([[simple.total]], dtype=total.dtype)
    groups: tuple[Category, ...] = (Category("", "option"),)
    people, counts = everybody, total
    if by is not None:
        by_axis = plan.axis[by.key]
        in_groups = cubes[(by_axis,)].counts
        some = _shown(_categories(by, by_axis), in_groups, without=("net",))
        groups = tuple(_categories(by, by_axis)[at] for at in some)
        people, counts = in_groups[some][:, np.newaxis], cubes[by_axis, axis].counts[some]
    if base == "answered":
        silent = [axis.options + 1]
        people, everybody = people - counts[:, silent], everybody - total[:, silent]
    kept = _shown(categories, total[0], without=() if base == "all" else ("no answer",))
    counts, total = counts[:, kept], total[:, kept]
    return Table(
        plan.survey, question, by, base, tuple(categories[at] for at in kept), groups, counts,
        np.broadcast_to(people, counts.shape), total, np.broadcast_to(everybody, total.shape),
        simple.size, plan.decimals[question.key],
    )  # fmt: skip


def _shown(categories: Sequence[Category], counts: Counts, without: Sequence[str]) -> list[int]:
    """Return the positions of categories that a table shows: 不明 only where it occurs."""
    return [
        at
        for at, category in enumerate(categories)
        if category.kind not in without and (category.kind != "unreadable" or counts[at] > 0)
    ]


def closed_questions(codebook: Codebook, names: Iterable[str]) -> list[Question]:
    """Return the questions of these keys, labels or headers, which must have options."""
    asked = {question.key: question for question in map(codebook.question, names)}
    return [_closed(question) for question in asked.values()]


def _closed(question: Question) -> Question:
    if not question.closed:
        message = _("“{key}” has no options that could be counted.").format(key=question.key)
        raise OutreachError(message, remedy=_("Name a question of type single, multiple or scale."))
    return question
