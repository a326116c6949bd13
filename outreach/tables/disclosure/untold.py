"""What tests say of a table of which something is hidden: nothing that would tell it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from outreach.messages import _
from outreach.tables.hidden import Hidden
from outreach.tables.tested import Significance


def untold(tests: Significance, hidden: Hidden) -> Significance:
    """Return the tests without what hidden numbers went into.

    A χ², a residual or a p rests on all cells of its table, so that of a table
    in which something is hidden only the intervals of shown percentages stay.
    """
    if not hidden.some:
        return tests
    nothing = np.full(hidden.cells.shape, np.nan)
    blank = np.full(hidden.cells.shape, "", dtype=object)
    note = _("not shown: it would tell something of hidden cells")
    told = ~(np.isnan(tests.p) & np.isnan(tests.residual)) | (tests.letters != "")
    percents, totals = hidden.percents(), hidden.total_percents()
    return replace(
        tests,
        low=np.where(percents, np.nan, tests.low),
        high=np.where(percents, np.nan, tests.high),
        total_low=np.where(totals, np.nan, tests.total_low),
        total_high=np.where(totals, np.nan, tests.total_high),
        residual=nothing,
        p=nothing,
        q=nothing,
        letters=blank,
        notes=np.where(hidden.cells, "", np.where(told, note, tests.notes)).astype(object),
        outcomes=tuple(
            replace(outcome, statistic=None, freedom=None, p=None, note=note)
            for outcome in tests.outcomes
        ),
        effect=None,
    )
