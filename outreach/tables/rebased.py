"""A table of everybody → the same of those who answered, hiding no less."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from outreach.tables.cube import Counts
from outreach.tables.figures import Figures
from outreach.tables.hidden import Hidden
from outreach.tables.table import Table


def of_answered(table: Table) -> Table | None:
    """Return the Table on the base of those who answered, None where it would be no other.

    Counts stay; 無回答 goes, and bases lose it. Where 無回答 is hidden the base
    would tell it, so that base is hidden too, and with it percentages of it.
    None as well for a weighted table, whose effective bases are not known.
    """
    silent = [at for at, each in enumerate(table.categories) if each.kind == "no answer"]
    if table.base == "answered" or table.weight or not silent:
        return None
    at = silent[0]
    if not table.total.counts[:, at].any():
        return None
    kept = [place for place in range(len(table.categories)) if place != at]
    cells, total = _less(table.cells, at), _less(table.total, at)
    hidden = table.hidden and _hidden(table.hidden, at)
    told = replace(table, base="answered", cells=cells, total=total, hidden=hidden)
    return replace(told, tests=None, joint=None).take(kept, 1)


def _less(figures: Figures, at: int) -> Figures:
    """Return the figures with bases that lack those who gave no answer."""
    bases: Counts = figures.bases - figures.people[:, [at]]
    return Figures.plain(figures.counts, bases)


def _hidden(hidden: Hidden, at: int) -> Hidden:
    groups = hidden.groups | hidden.cells[:, at]
    whole = bool(hidden.whole or hidden.total[0, at])
    return Hidden(
        hidden.below, hidden.cells, hidden.total, np.asarray(groups), hidden.reasons,
        hidden.warnings, whole,
    )  # fmt: skip
