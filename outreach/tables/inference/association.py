"""Whether two questions hang together: χ², G², Fisher's exact test, Cramér's V."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from outreach.errors import UnknownOption
from outreach.messages import N_, _
from outreach.tables.inference.exact import fisher_p
from outreach.tables.tested import Effect, Outcome

Method = Literal["auto", "chi2", "lr", "fisher", "all"]
CHI2 = N_("Pearson's χ² test")
LR = N_("likelihood ratio test (G²)")
FISHER = N_("Fisher's exact test")
CRAMER = N_("Cramér's V")
V_NOTE = N_(
    "Cramér's V is not corrected for its bias: in small tables it is above 0 by chance alone. "
    "Its interval inverts the noncentral χ² distribution (Smithson 2003)."
)
_NAMES: Mapping[str, str] = {"chi2": CHI2, "lr": LR, "fisher": FISHER}
_SMALL, _TINY, _FEW = 5, 1, 0.2  # Cochran 1954

Counts = NDArray[np.int64] | NDArray[np.float64]
Floats = NDArray[np.float64]


def associate(
    counts: Counts, method: Method = "auto", level: float = 0.95
) -> tuple[tuple[Outcome, ...], Effect | None]:
    """Return tests of groups × answers, in which everybody is counted once, and Cramér's V.

    "auto" is Pearson's χ², or Fisher's exact test where expected counts are
    small: one below 1, or more than a fifth below 5 (Cochran 1954); "all" is
    χ², G² and Fisher. Groups and answers of nobody are left out first. Where
    nothing is left to compare there is one Outcome whose note says why, and
    no Effect. Raises UnknownOption for another method.

    >>> ((outcome,), v) = associate(np.array([[1198, 1493], [557, 1278]]))  # Berkeley, 1973
    >>> f"{outcome.statistic:.2f} {v.value:.2f} {v.low:.2f} {v.high:.2f}"
    '92.21 0.14 0.11 0.17'
    >>> ((outcome,), v) = associate(np.array([[3, 1], [1, 3]]))
    >>> outcome.method, round(outcome.p, 4), outcome.note
    ("Fisher's exact test", 0.4857, '4 of 4 expected counts are below 5.')
    """
    if method not in get_args(Method):
        raise UnknownOption(_("“{method}” is no test.").format(method=method))
    table = occupied(counts)
    reason = why_untested(table)
    if reason:
        first = CHI2 if method in ("auto", "all") else _NAMES[method]
        return (Outcome(_(first), note=reason),), None
    chosen: tuple[str, ...] = (method,)
    if method == "auto":
        chosen = ("fisher",) if small_expected(table) and is_whole(table) else ("chi2",)
    elif method == "all":
        chosen = tuple(_NAMES)
    outcomes = tuple(_fisher(table) if name == "fisher" else _chi2(table, name) for name in chosen)
    return outcomes, cramers_v(pearson(table), float(table.sum()), table.shape, level=level)


def occupied(counts: Counts) -> Counts:
    """Return the counts without the groups and answers of nobody."""
    table = np.asarray(counts)
    kept: Counts = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return kept


def why_untested(table: Counts) -> str:
    """Return why an occupied table of groups × answers cannot be tested, "" where it can."""
    if table.size == 0:
        return _("Not tested: nobody answered both questions.")
    if table.shape[0] < 2:
        return _("Not tested: there is only one group with answers.")
    if table.shape[1] < 2:
        return _("Not tested: everybody gave the same answer.")
    return ""


def is_whole(table: Counts) -> bool:
    """Return whether the counts are of people, not sums of weights."""
    return bool((table == np.rint(table)).all())


def expected(table: Counts) -> Floats:
    """Return the counts that independence would give: row total × column total / total."""
    rows, columns = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True)
    cells: Floats = rows * (columns / table.sum())
    return cells


def pearson(table: Counts) -> float:
    """Return X² = Σ (O − E)² / E of an occupied table (Pearson 1900), without Yates' correction."""
    independent = expected(table)
    return float(((table - independent) ** 2 / independent).sum())


def likelihood_ratio(table: Counts) -> float:
    """Return G² = 2 Σ O ln(O / E) of an occupied table (Wilks 1938); an empty cell adds nothing."""
    from scipy.special import xlogy

    return max(0.0, float(2 * xlogy(table, table / expected(table)).sum()))


def small_expected(table: Counts) -> str:
    """Return in words how many expected counts are too small for χ² (Cochran 1954), else ""."""
    return small_cells(expected(table))


def small_cells(cells: Floats) -> str:
    """Return the same of expected counts in any shape."""
    below = int(np.count_nonzero(cells < _SMALL))
    if not (cells < _TINY).any() and below <= _FEW * cells.size:
        return ""
    return _("{below} of {cells} expected counts are below 5.").format(
        below=below, cells=cells.size
    )


def cramers_v(
    statistic: float,
    size: float,
    shape: tuple[int, ...],
    *,
    spread: float = 1.0,
    level: float = 0.95,
) -> Effect:
    """Return Cramér's V = √(X² / n(k − 1)), k the smaller side of the table, with its interval.

    The interval holds the noncentralities λ of χ² under which X² would not be
    surprising, as √(λ / n(k − 1)) (Smithson 2003); it is widened to hold V,
    and ends at 1. `spread` divides X² first: the mean design effect of a
    weighted table (Rao & Scott 1984).
    """
    from scipy.special import chdtrc, chndtrinc

    freedom = (shape[0] - 1) * (shape[1] - 1)
    largest = size * (min(shape) - 1)
    value = min(1.0, float(np.sqrt(statistic / largest)))
    tail, seen = (1 - level) / 2, statistic / spread
    # Below these the central distribution already leaves too little, and λ is 0.
    low = chndtrinc(seen, freedom, 1 - tail) if chdtrc(freedom, seen) < tail else 0.0
    high = chndtrinc(seen, freedom, tail) if chdtrc(freedom, seen) < 1 - tail else 0.0
    ends = np.sqrt(spread * np.array([low, high]) / largest)
    return Effect(
        _(CRAMER), value, min(value, float(ends[0])), max(value, min(1.0, float(ends[1])))
    )


def _chi2(table: Counts, name: str) -> Outcome:
    from scipy.special import chdtrc

    statistic = pearson(table) if name == "chi2" else likelihood_ratio(table)
    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    p = float(chdtrc(freedom, statistic))
    return Outcome(_(_NAMES[name]), statistic, freedom, p, small_expected(table))


def _fisher(table: Counts) -> Outcome:
    if not is_whole(table):
        return Outcome(_(FISHER), note=_("Not tested: an exact test needs counts of people."))
    p, samples = fisher_p(table.astype(np.int64))
    notes = [small_expected(table)] if small_expected(table) else []
    if samples:
        told = _("p is estimated from {samples} random tables with the same totals.")
        notes.append(told.format(samples=f"{samples:,}"))
    return Outcome(_(FISHER), p=p, note=" ".join(notes))
