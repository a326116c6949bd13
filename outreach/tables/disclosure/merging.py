"""Bands or towns to count together, where a table would have too much hidden."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np

from outreach.codebook import Question
from outreach.messages import _
from outreach.tables.cube import Counts
from outreach.tables.disclosure.hiding import hide
from outreach.tables.figures import Category, Figures
from outreach.tables.table import Table

THIRD = 1 / 3
Axis = Literal[0, 1]
Lots = tuple[tuple[int, ...], ...]  # positions that are counted together, in order


@dataclass(frozen=True, eq=False)
class Proposal:
    """A table counted in larger bands or towns, and how much less of it is hidden.

    `merged` names what is counted together; `hidden` of `cells` cells with
    people would be hidden, `hidden_before` of `cells_before` are now.
    """

    table: Table
    merged: tuple[str, ...]
    hidden: int
    cells: int
    hidden_before: int
    cells_before: int

    @property
    def text(self) -> str:
        """The proposal in a sentence or two."""
        now = _("{hidden} of {cells} cells are hidden, more than a third.")
        now = now.format(hidden=self.hidden_before, cells=self.cells_before)
        if not self.merged:
            instead = _("Publish the question without this break instead.")
            none = _("No merging of bands or towns helps.")
            return f"{now} " + (instead if self.table.by else none)
        then = _("Counted together, {merged}: {hidden} of {cells} would be.")
        merged = _("; ").join(self.merged)
        return f"{now} " + then.format(merged=merged, hidden=self.hidden, cells=self.cells)


def hidden_share(table: Table) -> float:
    """Return which share of the cells with people is hidden, from 0 to 1."""
    hidden, cells = _hidden_cells(table)
    return hidden / cells if cells else 0.0


def estimated_share(table: Table, below: int) -> float:
    """Return about which share of the cells with people would be hidden, before any is."""
    return _estimate(table, [_singles(len(table.groups)), _singles(len(table.categories))], below)


def propose_merges(table: Table, below: int) -> Proposal:
    """Return which neighbouring bands, or which towns, to count together so that least is hidden.

    Bands of a question with the role age and of a scale are merged with a
    neighbour, the smallest town (role district) with any other. One pair after
    the other, each time the one that leaves the fewest cells to hide, until at
    most a third is; `merged` is empty where that would take all of them.
    """
    lots = start = [_singles(len(table.groups)), _singles(len(table.categories))]
    while lots is start or _estimate(table, lots, below) > THIRD:
        choices = [
            (*_burden(_summed(table, changed), below), axis, changed)
            for axis in (0, 1)
            for changed in _mergers(table, axis, lots)
        ]
        if not choices:
            return Proposal(table, (), *_hidden_cells(table), *_hidden_cells(table))
        lots = min(choices, key=lambda choice: choice[:3])[-1]
    (merged,) = hide([_merge(table, lots)], below, sparing=False)
    names = tuple(name for axis in (0, 1) for name in _names(table, axis, lots[axis]))
    return Proposal(merged, names, *_hidden_cells(merged), *_hidden_cells(table))


def _hidden_cells(table: Table) -> tuple[int, int]:
    some = table.cells.people > 0
    flags = table.hidden.cells if table.hidden else np.zeros_like(some)
    return int((some & flags).sum()), int(some.sum())


def _singles(size: int) -> Lots:
    return tuple((at,) for at in range(size))


def _burden(people: Counts, below: int) -> tuple[int, int]:
    """Return about how many cells would be hidden, and minus how many there are.

    Besides each small one, another in every row and column that has just one.
    """
    some = people > 0
    small = some & (people < below)
    beside = sum(
        int(((small.sum(axis=axis) == 1) & (some.sum(axis=axis) > 1)).sum()) for axis in (0, 1)
    )
    return int(small.sum()) + beside, -int(some.sum())


def _estimate(table: Table, lots: Sequence[Lots], below: int) -> float:
    hidden, cells = _burden(_summed(table, lots), below)
    return hidden / -cells if cells else 0.0


def _summed(table: Table, lots: Sequence[Lots]) -> Counts:
    """Return groups × categories in people, without nets."""
    plain = [lot for lot in lots[1] if table.categories[lot[0]].kind != "net"]
    return _sums(_sums(table.cells.people, lots[0], 0), plain, 1)


def _sums(counts: Counts, lots: Sequence[Sequence[int]], axis: Axis) -> Counts:
    sums = [counts.take(list(lot), axis=axis).sum(axis=axis) for lot in lots]
    return np.stack(sums, axis=axis)


def _question(table: Table, axis: Axis) -> Question | None:
    """Return the question whose options may be merged: one answer, not nested, in order or towns.

    The answers of a scale are what the table is about: they are merged as a break only.
    """
    asked = (table.question,) if axis == 1 else table.by.questions if table.by else ()
    question = asked[0] if len(asked) == 1 else None
    if question is None or question.multiple:
        return None
    ordered = question.role in ("age", "district") or (axis == 0 and question.type == "scale")
    return question if ordered else None


def _mergers(table: Table, axis: Axis, lots: Sequence[Lots]) -> Iterator[list[Lots]]:
    """Yield the lots after each merger that makes sense."""
    question = _question(table, axis)
    if question is None:
        return
    names = table.groups if axis == 0 else table.categories
    apart = (question.other, question.outside, *question.exclusive)
    some = [
        at
        for at, lot in enumerate(lots[axis])
        if names[lot[0]].kind == "option" and names[lot[0]].label not in apart
    ]
    if len(some) < 3:
        return
    pairs = list(itertools.pairwise(some))
    if question.role == "district":
        sizes = _sums(table.cells.people, lots[axis], axis).sum(axis=1 - axis)
        least = min(some, key=lambda at: (sizes[at], at))
        pairs = [(min(at, least), max(at, least)) for at in some if at != least]
    for one, other in pairs:
        changed = list(lots[axis])
        changed[one] = (*changed[one], *changed.pop(other))
        yield [tuple(changed), lots[1]] if axis == 0 else [lots[0], tuple(changed)]


def _names(table: Table, axis: Axis, lots: Lots) -> list[str]:
    return [_name(table, axis, lot) for lot in lots if len(lot) > 1]


def _name(table: Table, axis: Axis, lot: Sequence[int]) -> str:
    names = table.groups if axis == 0 else table.categories
    labels = [str(names[at]) for at in lot]
    question = _question(table, axis)
    if question is not None and question.role == "district":
        return " + ".join(labels)
    return _("{first} to {last}").format(first=labels[0], last=labels[-1])


def _merge(table: Table, lots: Sequence[Lots]) -> Table:
    """Return the table counted in lots, without its nets, tests and flags."""
    plain: Callable[[int], bool] = lambda at: table.categories[at].kind != "net"  # noqa: E731
    columns = [lot for lot in lots[1] if plain(lot[0])]
    return replace(
        table,
        groups=_merged(table, 0, lots[0]),
        categories=_merged(table, 1, columns),
        cells=_figures(table.cells, lots[0], columns),
        total=_figures(table.total, [(0,)], columns),
        hidden=None, tests=None, joint=None,
    )  # fmt: skip


def _merged(table: Table, axis: Axis, lots: Sequence[Sequence[int]]) -> tuple[Category, ...]:
    names = table.groups if axis == 0 else table.categories
    return tuple(
        names[lot[0]] if len(lot) == 1 else Category(_name(table, axis, lot), "option")
        for lot in lots
    )


def _figures(
    of: Figures, groups: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]
) -> Figures:
    """Return Figures summed over lots; a base is a group's, not a category's."""
    summed = {}
    for each in fields(of):
        array = _sums(getattr(of, each.name), groups, 0)
        is_count = each.name in ("counts", "people")
        summed[each.name] = (
            _sums(array, columns, 1) if is_count else array[:, [lot[0] for lot in columns]]
        )
    return Figures(**summed)
