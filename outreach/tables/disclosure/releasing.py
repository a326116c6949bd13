"""What was hidden beside small numbers and need not have been: shown again."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from outreach.tables.disclosure.ledger import MARGIN, Statistic
from outreach.tables.disclosure.protecting import flags, lines_of
from outreach.tables.disclosure.reach import Reach

TRIES = 16  # totals that are tried, the dearest first
MOST = 2000  # hidden numbers, beyond which nothing is tried again


def release(
    reaches: Sequence[Reach],
    widths: Sequence[float],
    hidden: set[Statistic],
    kept: Set[Statistic],
    telling: Set[Statistic],
) -> set[Statistic]:
    """Return what has still to be hidden when each needless total or base is shown again.

    Numbers are hidden one after the other, so that a later one can make an
    earlier one needless. `kept` stay hidden whatever happens.
    """
    ledger = reaches[0].ledger
    costs = {name: ledger.costs[place] for name, place in ledger.places.items()}
    totals = [name for name in hidden - kept if costs[name] >= MARGIN]
    if len(hidden) > MOST:
        return hidden
    totals.sort(key=lambda name: (-costs[name], ledger.places[name]))
    for name in totals[:TRIES]:
        pairs = list(zip(reaches, widths, strict=True))
        if all(_stands(reach, width, hidden - {name}, telling, name) for reach, width in pairs):
            hidden = hidden - {name}
    return hidden


def _stands(
    reach: Reach, width: float, hidden: set[Statistic], telling: Set[Statistic], name: Statistic
) -> bool:
    places = reach.ledger.places
    if name not in places:
        return True
    names = list(places)
    movable = ~reach.shown | flags(hidden, names)
    return reach.stands(movable, _nearest_first(reach, hidden | telling, names, name), width)


def _nearest_first(
    reach: Reach, wanted: Set[Statistic], names: Sequence[Statistic], name: Statistic
) -> NDArray[np.intp]:
    """Return the places of the wanted numbers, those first that stand in a line with one."""
    near = lines_of(reach.ledger, reach.ledger.places[name])
    parts = np.array([name.parts <= each.parts for each in names], dtype=np.bool_)
    targets = np.flatnonzero(flags(wanted, names))
    return targets[np.lexsort((targets, reach.values[targets], ~(near | parts)[targets]))]
