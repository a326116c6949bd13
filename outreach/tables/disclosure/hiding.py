"""Tables published together → flags of what must not be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from outreach.messages import _
from outreach.tables.disclosure.entries import EVERYBODY, base, cell, population, rows
from outreach.tables.disclosure.ledger import NOT, WHOLE, Ledger, Statistic
from outreach.tables.disclosure.links import link_tables
from outreach.tables.disclosure.protecting import protect, small
from outreach.tables.disclosure.reach import Reach
from outreach.tables.disclosure.releasing import release
from outreach.tables.disclosure.untold import untold
from outreach.tables.hidden import Hidden
from outreach.tables.table import Table


def hide(tables: Sequence[Table], below: int, *, sparing: bool = True) -> list[Table]:
    """Return the tables with `hidden` set, without warnings; `suppress` says how.

    `sparing` takes the time to show needlessly hidden totals again.
    """
    hidden: set[Statistic] = set()
    withheld: set[str] = set()
    for survey in dict.fromkeys(table.survey for table in tables) if below > 1 else ():
        found = _hidden([table for table in tables if table.survey == survey], below, sparing)
        if found is None:
            withheld.add(survey)
        else:
            hidden |= found
    return [_marked(table, below, hidden, table.survey in withheld) for table in tables]


def _hidden(tables: Sequence[Table], below: int, sparing: bool) -> set[Statistic] | None:
    """Return what has to be hidden of one survey's tables, None where nothing can be shown."""
    ledger = link_tables(tables)
    if any(0 < value < below for value in _known_sizes(ledger)):
        return None
    reaches, widths = [Reach(ledger)], [float(below)]
    for weight in dict.fromkeys(table.weight for table in tables if table.weight):
        some = [table for table in tables if table.weight == weight]
        reaches.append(Reach(link_tables(some, "weights"), whole=False))
        widths.append(below * _mean_weight(some))
    hidden, telling, given_up = small(ledger, below), told(ledger, below), set[Statistic]()
    hidden |= _several_by_several(tables, hidden | telling)
    while True:
        found, bare = protect(reaches, widths, hidden, telling)
        if bare is None:
            kept = hidden | {name for name in found if not ledger.value(name)}
            return release(reaches, widths, found, kept, telling) if sparing else found
        if bare in given_up:
            return None
        given_up |= _whole_tables(tables, bare, ledger)
        given_up.add(bare)
        hidden = found | given_up


def told(ledger: Ledger, below: int) -> set[Statistic]:
    """Return the statistics of 1 to below − 1 people that no table shows, but that would tell."""
    return {
        statistic
        for statistic, place in ledger.places.items()
        if place in ledger.telling and 0 < ledger.values[place] < below
    }


def _known_sizes(ledger: Ledger) -> list[float]:
    """Return how many returned the form, which everybody knows."""
    return [value for value, cost in zip(ledger.values, ledger.costs, strict=True) if cost >= WHOLE]


def _mean_weight(tables: Sequence[Table]) -> float:
    bases = max(float(table.total.bases.max(initial=0)) for table in tables)
    weighted = max(float(table.total.weighted_bases.max(initial=0)) for table in tables)
    return weighted / bases if bases else 1.0


def _several_by_several(tables: Sequence[Table], secret: set[Statistic]) -> set[Statistic]:
    """Return all cells of two multiple questions crossed, wherever one of them is secret.

    Who chose what with what ties these cells in ways that sums do not tell;
    only their margins can then be shown.
    """
    found: set[Statistic] = set()
    for table in tables:
        if table.by is None or not (table.by.multiple and table.question.multiple):
            continue
        groups, columns = range(len(table.groups)), range(len(table.categories))
        cells = {cell(table, group, column) for group in groups for column in columns}
        if cells & secret or any(_beside(each, secret) for each in cells):
            found |= cells
    return found


def _beside(statistic: Statistic, secret: set[Statistic]) -> bool:
    """Return whether those who did not choose one of a cell's answers are secret."""
    return any(
        statistic.instead(part, (part[0], NOT, part[1] + part[2])) in secret
        for part in statistic.parts
    )


def _whole_tables(tables: Sequence[Table], bare: Statistic, ledger: Ledger) -> set[Statistic]:
    """Return all cells with people of the tables that a number is in, as the last resort."""
    found: set[Statistic] = set()
    for table in tables:
        cells = {
            cell(table, group, at) for group in rows(table) for at in range(len(table.categories))
        }
        if bare in cells:
            found |= {each for each in cells if ledger.value(each)}
    return found


def _marked(table: Table, below: int, hidden: set[Statistic], withheld: bool) -> Table:
    groups, size = range(len(table.groups)), len(table.categories)
    of = [EVERYBODY] if table.by is None else groups
    cells = _flags([[cell(table, group, at) in hidden for at in range(size)] for group in of], size)
    total = _flags([[cell(table, EVERYBODY, at) in hidden for at in range(size)]], size)
    bases = np.array([base(table, group) in hidden for group in of], dtype=np.bool_)
    whole = base(table, EVERYBODY) in hidden
    if withheld:
        cells, total, bases = np.ones_like(cells), np.ones_like(total), np.ones_like(bases)
        known = base(table, EVERYBODY) == population(table) and not table.where
        whole = not known or 0 < table.total.bases.max(initial=0) < below
        bases = bases if table.by else bases & whole
    words = _("fewer than {below} people, or it would tell such a number").format(below=below)
    reasons = np.where(cells, words, "").astype(object)
    marked = Hidden(below, cells, total, bases, reasons, (), bool(whole))
    return replace(
        table,
        hidden=marked,
        tests=untold(table.tests, marked) if table.tests else None,
        joint=None if marked.some else table.joint,
    )


def _flags(found: list[list[bool]], size: int) -> NDArray[np.bool_]:
    return np.array(found, dtype=np.bool_).reshape(len(found), size)
