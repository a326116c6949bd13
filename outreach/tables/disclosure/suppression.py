"""Small cells hidden so that they cannot be worked out, with what a publisher should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outreach.errors import OutreachError
from outreach.messages import _
from outreach.tables.disclosure.hiding import hide
from outreach.tables.disclosure.merging import THIRD, hidden_share, propose_merges
from outreach.tables.disclosure.remarks import remarks
from outreach.tables.table import Table


def suppress(tables: Sequence[Table], below: int, *, proposals: bool = True) -> list[Table]:
    """Return the tables with `hidden` set: no number from 1 to below − 1 can be seen or worked out.

    Give all tables that are published together: what one of them tells of
    another is seen only then. Hidden are cells, totals and bases of 1 to below −
    1 people, then as few others as it takes until each hidden number can be
    anything in an interval at least `below` wide, for a reader who knows all
    that is shown, that people are whole, and that a hidden number is none of
    the zeros. "Did not choose it" counts as a number too. What is shown is
    true. Tests of a table in which something is hidden are withheld. Warnings
    name rows of 100 % and 0 % and, where more than a third of a table's cells
    are hidden, the bands or towns to count together instead, unless `proposals`
    is False: finding them takes time.
    Raises OutreachError where below is negative, and where tables contradict
    one another.
    """
    if below < 0:
        raise OutreachError(
            _("Cells below {below} people cannot be hidden.").format(below=below),
            remedy=_("Give 0, which hides nothing, or a larger number such as 5."),
        )
    return [_warned(table, below, proposals=proposals) for table in hide(tables, below)]


def _warned(table: Table, below: int, *, proposals: bool) -> Table:
    if table.hidden is None or below < 2:
        return table
    much = proposals and hidden_share(table) > THIRD
    proposed = propose_merges(table, below) if much else None
    said = (*remarks(table), *([proposed.text] if proposed else []))
    return replace(table, hidden=replace(table.hidden, warnings=said))
