"""Whether groups and answers hang together, by giving the people's answers to one another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from outreach.messages import N_, _
from outreach.tables.inference.answered import why_untested
from outreach.tables.inference.exact import SAMPLES, SEED
from outreach.tables.tested import Outcome

PERMUTATION = N_("permutation test (Σχ² over groups and options)")
_FEWEST = 999
_CELLS = 16_000_000  # cells of random tables that are made in all, and
_BATCH = 1_000_000  # cells that are in memory at once
_SAME = 1e-9  # relative difference of two statistics that count as one

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


def permute(
    groups: Flags, options: Flags, people: NDArray[np.int64], multiple: tuple[bool, bool]
) -> Outcome:
    """Return the permutation test of groups × options, of which people may be in several.

    `groups` and `options` are combinations × categories, `people` how many
    gave each combination; `multiple` says whether a person may be in several
    groups, and choose several options. Everybody's options are dealt out anew
    to everybody's groups, and Σχ² is how often as large as it is: p = (b + 1) /
    (m + 1) for b of m times (Phipson & Smyth 2010). What a person chose together
    stays together, so nothing is assumed of how options hang together, and
    small counts do no harm. The seed is fixed: the same table has the same p.

    >>> groups = np.repeat(np.eye(2, dtype=bool), 2, axis=0)  # 70歳代, 70歳代, 80歳以上 …
    >>> options = np.tile(np.eye(2, dtype=bool), (2, 1))  # 往診, 費用, 往診, 費用
    >>> outcome = permute(groups, options, np.array([9, 1, 1, 9]), (False, True))
    >>> outcome.p < 0.01, round(outcome.statistic, 2)
    (True, 25.6)
    """
    size = int(people.sum())
    inside, chosen = _varying(groups, people, multiple[0]), _varying(options, people, multiple[1])
    reason = why_untested(size > 0, inside.shape[1] > 1 - multiple[0], chosen.shape[1] > 0)
    if reason:
        return Outcome(_(PERMUTATION), note=reason)
    rows, at = np.unique(inside, axis=0, return_inverse=True)
    columns, to = np.unique(chosen, axis=0, return_inverse=True)
    table = np.zeros((len(rows), len(columns)), dtype=np.int64)
    np.add.at(table, (at.ravel(), to.ravel()), people)
    statistic = _Statistic(table, rows, columns, multiple)
    seen = float(statistic.of(table))
    samples = min(SAMPLES, max(_FEWEST, _CELLS // table.size))
    p = (_at_least(seen * (1 - _SAME), table, statistic, samples) + 1) / (samples + 1)
    told = _("p is estimated from {samples} random tables with the same totals.")
    return Outcome(_(PERMUTATION), seen, None, p, told.format(samples=f"{samples:,}"))


def _varying(flags: Flags, people: NDArray[np.int64], several: bool) -> Flags:
    """Return the categories of some people, and where they overlap not of all."""
    sizes = people @ flags
    kept: Flags = flags[:, (sizes > 0) & (not several or sizes < people.sum())]
    return kept


class _Statistic:
    """Σχ²: squares of how far each count is from independence, over its variance.

    Of categories that overlap, each is a table of its own: in it or not.
    """

    def __init__(
        self, table: NDArray[np.int64], rows: Flags, columns: Flags, multiple: tuple[bool, bool]
    ) -> None:
        self.rows, self.columns = rows.T.astype(np.float64), columns.astype(np.float64)
        size = table.sum()
        across, down = self.rows @ table.sum(axis=1), table.sum(axis=0) @ self.columns
        self.expected = np.outer(across, down) / size
        self.factors = np.outer(
            _free(across / size, multiple[0]), _free(down / size, multiple[1])
        ) / self.expected  # fmt: skip

    def of(self, tables: NDArray[np.int64]) -> Floats:
        """Return the statistic of one table of combinations, or of each of many."""
        gaps = self.rows @ tables.astype(np.float64) @ self.columns - self.expected
        sums: Floats = (gaps**2 * self.factors).sum(axis=(-2, -1))
        return sums


def _free(shares: Floats, several: bool) -> Floats:
    return 1 / (1 - shares) if several else np.ones_like(shares)


def _at_least(
    least: float, table: NDArray[np.int64], statistic: _Statistic, samples: int
) -> int:  # fmt: skip
    """Return how many of so many random tables have at least this statistic."""
    from scipy.stats import random_table

    rng = np.random.default_rng(SEED)
    tables = random_table(table.sum(axis=1), table.sum(axis=0))
    above, batch = 0, max(1, _BATCH // table.size)
    for start in range(0, samples, batch):
        drawn = tables.rvs(size=min(batch, samples - start), random_state=rng)
        above += int(np.count_nonzero(statistic.of(drawn) >= least))
    return above
