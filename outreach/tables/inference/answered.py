"""Who takes part in the tests of a table: those who answered both questions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.messages import _
from outreach.tables.categories import categories_of, groups_of
from outreach.tables.inference.letters import Groups
from outreach.tables.inference.proportions import Floats
from outreach.tables.inference.residuals import Against, against_rest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outreach.tables.figures import Break
    from outreach.tables.joint import Flags, Joint
    from outreach.tables.table import Table

_BLOCK = 1 << 16  # combinations whose flags are numbers at the same time


@dataclass(frozen=True, eq=False)
class Flagged:
    """Combinations of a Joint × groups, × options (no nets), and which answered both questions."""

    inside: Flags
    options: Flags
    base: Flags


@dataclass(frozen=True, eq=False)
class Answered:
    """What tests of a table are made of; no answer and unreadable ones are left out.

    `rows` and `columns` say which groups and categories of the table these
    are. `chosen` and `people` are groups × categories, as sums of weights and
    as people, `groups` their bases; `everybody` is one group, with
    `all_chosen` and `all_people` (1 × categories). `flags` are of the table's
    Joint, None where it has none.
    """

    rows: list[int]
    columns: list[int]
    chosen: Floats
    people: Floats
    groups: Groups
    all_chosen: Floats
    all_people: Floats
    everybody: Groups
    flags: Flagged | None = None

    def against(self, *, weighted: bool) -> Against:
        """Return each group beside who else answered both, weighted or as people."""
        own, every = self.groups, self.everybody
        if not weighted:
            bases = own.people[:, np.newaxis]
            return against_rest(self.people, bases, self.all_people, every.people)
        return against_rest(
            self.chosen, own.weighted[:, np.newaxis], self.all_chosen, every.weighted,
            own.effective[:, np.newaxis], every.effective,
        )  # fmt: skip


def who_answered(table: Table, by: Break) -> Answered:
    """Return who answered both questions of a table by the groups of a break.

    From the table's Joint where it has one that knows its groups and
    categories; else from its counts. Those cannot tell who gave nothing but
    an unreadable answer to a multiple question (they stay in the bases), nor
    how many people are in two groups at once.
    """
    rows = [at for at, group in enumerate(table.groups) if group.answered]
    columns = [at for at, category in enumerate(table.categories) if category.answered]
    places = None if table.joint is None else _places(table, by, table.joint, rows, columns)
    if table.joint is None or places is None:
        return _from_counts(table, by, rows, columns)
    return _from_joint(table, table.joint, rows, columns, *places)


def _places(
    table: Table, by: Break, joint: Joint, rows: list[int], columns: list[int]
) -> tuple[list[tuple[int, ...]], list[int]] | None:
    """Return where the Joint has the groups and the categories, None where it has not all."""
    axes = joint.axes[:-1]
    cells = product(*(range(axis.categories) for axis in axes))
    groups = dict(zip(groups_of(by, axes), cells, strict=True))
    known = {each: at for at, each in enumerate(categories_of(table.question, joint.axes[-1]))}
    wanted = [table.groups[at] for at in rows], [table.categories[at] for at in columns]
    if not (set(wanted[0]) <= set(groups) and set(wanted[1]) <= set(known)):
        return None
    return [groups[group] for group in wanted[0]], [known[category] for category in wanted[1]]


def _from_joint(
    table: Table,
    joint: Joint,
    rows: list[int],
    columns: list[int],
    groups: list[tuple[int, ...]],
    categories: list[int],
) -> Answered:
    last = len(joint.axes) - 1
    base = np.logical_and.reduce([joint.answered(at) for at in range(len(joint.axes))])
    inside = joint.nested(range(last), groups) & base[:, np.newaxis]
    chosen = joint.members(last, categories) & base[:, np.newaxis]
    options = [at for at, column in enumerate(columns) if table.categories[column].kind == "option"]
    everybody = base[:, np.newaxis]
    return Answered(
        rows, columns,
        _together(inside, joint.weights, chosen), _together(inside, joint.people, chosen),
        _groups(joint, inside),
        _together(everybody, joint.weights, chosen), _together(everybody, joint.people, chosen),
        _groups(joint, everybody),
        Flagged(inside, chosen[:, options], base),
    )  # fmt: skip


def _together(one: Flags, amounts: NDArray[Any], other: Flags) -> Floats:
    """Return the sums over combinations that are in one and in the other, some at a time."""
    sums = np.zeros((one.shape[1], other.shape[1]))
    for start in range(0, len(one), _BLOCK):
        part = slice(start, start + _BLOCK)
        left = one[part].T * amounts[part].astype(np.float64)
        sums += left @ other[part].astype(np.float64)
    return sums


def _groups(joint: Joint, inside: Flags) -> Groups:
    """Return the groups' bases, and who is in two of them at once."""
    every = np.ones((len(inside), 1), dtype=np.bool_)
    people, weights = (
        _together(inside, amounts, every)[:, 0] for amounts in (joint.people, joint.weights)
    )
    shared = _together(inside, joint.squares, inside)
    own = np.diag(shared)
    effective = np.divide(weights**2, own, out=np.zeros(len(own)), where=own > 0)
    if not (shared - np.diag(own)).any():
        return Groups(people, weights, effective)
    share = np.divide(effective, weights, out=np.zeros(len(own)), where=weights > 0)
    return Groups(people, weights, effective, shared * np.outer(share, share))


def _from_counts(table: Table, by: Break, rows: list[int], columns: list[int]) -> Answered:
    silent = _silent(table)
    cells, total = table.cells, table.total
    own = _bases(cells.people, cells.bases, cells.counts, cells.weighted_bases, silent)
    every = _bases(total.people, total.bases, total.counts, total.weighted_bases, silent)
    away = [
        at
        for at, group in enumerate(table.groups)
        if group.kind == "no answer" or (group.kind == "unreadable" and not by.multiple)
    ]
    every = every[0] - own[0][away].sum(), every[1] - own[1][away].sum()
    kish = _kish(cells.effective_bases[:, 0], cells.weighted_bases[:, 0])[rows]
    kish_all = _kish(total.effective_bases[:, 0], total.weighted_bases[:, 0])
    people, weighted = own[0][rows], own[1][rows]
    return Answered(
        rows, columns, cells.counts[np.ix_(rows, columns)] * 1.0,
        cells.people[np.ix_(rows, columns)] * 1.0,
        Groups(people, weighted, weighted * kish),
        (total.counts - cells.counts[away].sum(axis=0))[:, columns] * 1.0,
        (total.people - cells.people[away].sum(axis=0))[:, columns] * 1.0,
        Groups(every[0], every[1], every[1] * kish_all),
    )  # fmt: skip


def _silent(table: Table) -> list[int]:
    """Return the columns of who gave no answer that could be read, as far as counts can tell."""
    kinds = {"no answer"} if table.question.multiple else {"no answer", "unreadable"}
    away = {"no answer"} if table.base == "answered" else set()  # not in the bases anyway
    return [at for at, each in enumerate(table.categories) if each.kind in kinds - away]


def _bases(
    people: Floats, bases: Floats, counts: Floats, weighted: Floats, silent: list[int]
) -> tuple[Floats, Floats]:
    """Return the bases of groups without who did not answer: people, and sums of weights."""
    return (
        (bases[:, 0] - people[:, silent].sum(axis=1)) * 1.0,
        (weighted[:, 0] - counts[:, silent].sum(axis=1)) * 1.0,
    )


def _kish(effective: Floats, weighted: Floats) -> Floats:
    """Return effective people for each unit of weight, as among everybody asked."""
    return np.divide(effective, weighted, out=np.zeros(len(weighted)), where=weighted > 0)


def why_untested(somebody: bool, groups: bool, options: bool) -> str:
    """Return why a table of several answers is not tested, "" where it is.

    `somebody` answered both questions; there are `groups` to compare, and
    `options` that some chose and others did not.
    """
    if not somebody:
        return _("Not tested: nobody answered both questions.")
    if not groups:
        return _("Not tested: there are no two groups to compare.")
    if not options:
        return _("Not tested: no option was chosen by some and not by others.")
    return ""
