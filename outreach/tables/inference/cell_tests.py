"""Each cell of a table tested: the group against everybody else, and against other groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from outreach.messages import _
from outreach.tables.inference.answered import Answered
from outreach.tables.inference.letters import (
    Method,
    Texts,
    comparable_shares,
    compare_shares,
    correct,
    letter_names,
    write_letters,
)
from outreach.tables.inference.methods import Settings
from outreach.tables.inference.proportions import Floats
from outreach.tables.inference.residuals import (
    FEWEST,
    adjusted_residuals,
    discoveries,
    exact_p,
    smallest_expected,
    two_sided,
)

if TYPE_CHECKING:
    from outreach.tables.figures import Category
    from outreach.tables.joint import Flags
    from outreach.tables.table import Table


@dataclass(frozen=True, eq=False)
class AgainstRest:
    """Tested groups × tested categories: z, p and q, and why there is none, or another p."""

    residual: Floats
    p: Floats
    q: Floats
    notes: Texts
    exact: bool


def compare_with_rest(answered: Answered, *, weighted: bool) -> AgainstRest:
    """Return the test of each group against who else answered both questions.

    Where fewer than five people are expected in a cell, p is of Fisher's
    exact test; weighted cells are then not tested, for there is none.
    """
    cells = answered.against(weighted=weighted)
    z = adjusted_residuals(cells)
    few = np.isfinite(z) & (smallest_expected(cells) < FEWEST)
    p = two_sided(z)
    if weighted:
        z, p = np.where(few, np.nan, z), np.where(few, np.nan, p)
    else:
        p = np.where(few, exact_p(cells, few), p)
    notes = _empty(answered)
    for holds, reason in _reasons(answered, few, weighted=weighted):
        notes[np.broadcast_to(holds, z.shape) & (notes == "")] = reason
    return AgainstRest(z, p, discoveries(p), notes, bool(few.any()) and not weighted)


def _reasons(answered: Answered, few: Flags, *, weighted: bool) -> Iterator[tuple[Flags, str]]:
    """Yield where a cell was not tested, or not by its residual, and why; the gravest first."""
    people, everybody = answered.groups.people[:, np.newaxis], answered.everybody.people
    chose = answered.all_people
    yield people <= 0, _("Nobody in the group answered.")
    yield people >= everybody, _("There is nobody outside the group to compare with.")
    yield chose <= 0, _("Nobody chose it.")
    yield chose >= everybody, _("Everybody chose it.")
    if weighted:
        yield few, _("Fewer than 5 people are expected.")
    else:
        yield few, _("Fewer than 5 people are expected: p is of Fisher's exact test.")


@dataclass(frozen=True, eq=False)
class Lettered:
    """Tested groups × tested categories: letters, and why a cell has none; the groups' names."""

    letters: Texts
    notes: Texts
    names: tuple[str, ...]
    compared: bool


def letter_groups(table: Table, answered: Answered, settings: Settings, method: Method) -> Lettered:
    """Return which groups' shares are higher than which others'.

    Groups of a nested break are compared within the same outer group.
    """
    names, notes = letter_names(len(answered.rows)), _empty(answered)
    if table.by is not None and table.by.multiple and answered.flags is None:
        notes[:] = _("No letters: how many people the groups share was not counted.")
        return Lettered(_empty(answered), notes, names, compared=False)
    groups, shares = answered.groups, _shares(answered)
    large = groups.people >= max(settings.minimum_base, 1)
    small = _("No letters: fewer than {minimum} answers.").format(minimum=settings.minimum_base)
    notes[~comparable_shares(shares)] = _("No letters: a share of 0 % or 100 %.")
    notes[~large] = small
    tested = np.where(notes == "", shares, np.nan)
    letters = _empty(answered)
    for family in families(table.groups, answered.rows):
        pairs = compare_shares(tested[family], groups.take(family), method)
        letters[family] = write_letters(
            tested[family],
            correct(pairs, settings.correction),
            tuple(names[at] for at in family),
            level=settings.level,
            second=settings.second,
        )
    return Lettered(letters, notes, names, compared=True)


def _empty(answered: Answered) -> NDArray[np.object_]:
    return np.full(answered.chosen.shape, "", dtype=object)


def _shares(answered: Answered) -> Floats:
    bases = np.broadcast_to(answered.groups.weighted[:, np.newaxis], answered.chosen.shape)
    return np.divide(answered.chosen, bases, out=np.zeros(bases.shape), where=bases > 0)


def families(groups: Sequence[Category], rows: list[int]) -> Iterator[list[int]]:
    """Yield which of the rows are compared with one another: of a nested break, inner within outer.

    >>> from outreach.tables.figures import Category
    >>> nested = [("東町", "女"), ("東町", "男"), ("南町", "女"), ("南町", "男")]
    >>> groups = [Category("+".join(parts), "option", parts) for parts in nested]
    >>> list(families(groups, [0, 1, 2, 3]))
    [[0, 1], [2, 3]]
    """
    outer: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(rows):
        outer.setdefault(groups[row].parts[:-1], []).append(at)
    yield from outer.values()
