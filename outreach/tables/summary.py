"""Numbers and scales, by the groups of a break: mean, spread, median, quartiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from outreach.codebook import Question
from outreach.messages import N_, _
from outreach.tables.cube import Counts
from outreach.tables.figures import Break, Category
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import rounded
from outreach.tables.tidying import address

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
STATISTICS = {
    "mean": N_("mean"), "deviation": N_("sd"), "minimum": N_("min"), "lower": N_("Q1"),
    "median": N_("median"), "upper": N_("Q3"), "maximum": N_("max"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Statistics:
    """Arrays with one number for each group; NaN where a group has none.

    `n` people answered, with `weighted_n` as their sum of weights and
    `effective_n` after Kish (1965). `deviation` is of the sample (n − 1);
    quartiles are interpolated as Excel's QUARTILE.INC does (Hyndman and Fan
    1996, type 7); with weights a value is as wide as its weights.
    """

    n: Counts
    weighted_n: Counts
    effective_n: Counts
    mean: Floats
    deviation: Floats
    minimum: Floats
    lower: Floats
    median: Floats
    upper: Floats
    maximum: Floats


@dataclass(frozen=True, eq=False, repr=False)
class Summary:
    """A number's or a scale's statistics, of everybody or by the groups of a break.

    `cells` has one value for each group, `total` one for everybody. The base is
    those who gave a number; of a scale, its options' scores. Groups of fewer
    than `suppress_below` people, and others that `hidden` flags, are not shown;
    `hides_all` says that everybody's are not either. Where means were tested,
    `letters` name for each group those whose mean is lower, by `group_letters`;
    `methods` are sentences for a footer.
    """

    survey: str
    question: Question
    by: Break | None
    groups: tuple[Category, ...]
    cells: Statistics
    total: Statistics
    respondents: int
    where: str = ""
    weight: str = ""
    suppress_below: int = 0
    hidden: tuple[bool, ...] = ()
    hides_all: bool = False
    letters: tuple[str, ...] = ()
    group_letters: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()

    def tidy(self) -> Iterator[dict[str, Any]]:
        """Yield one statistic a row; `count` and `percent` are None, `value` is the statistic."""
        for at, group in enumerate(self.groups):
            for name, label in STATISTICS.items():
                value = getattr(self.cells, name)[at].item()
                hidden = self.hides(at) or self.hides_statistic(name)
                yield address(self.survey, self.question, self.by, group) | {
                    "option": _(label),
                    "count": None,
                    "base": None if self.hides(at) else self.cells.n[at].item(),
                    "percent": None,
                    "value": None if hidden or value != value else value,  # NaN is not itself
                    "letters": self._letters(at) if name == "mean" and not hidden else "",
                    "note": self._reason if hidden else "",
                }

    def hides_statistic(self, name: str) -> bool:
        """Return whether a statistic is one person's answer, and small numbers are hidden."""
        return self.suppress_below > 1 and name in ("minimum", "maximum")

    def hides(self, group: int) -> bool:
        """Return whether a group's statistics are not to be seen; group −1 is everybody."""
        if group < 0 or self.by is None:
            return self.hides_all
        few = bool(0 < self.cells.n[group] < self.suppress_below)
        return few or (bool(self.hidden) and self.hidden[group])

    def _letters(self, group: int) -> str:
        return self.letters[group] if self.letters else ""

    @property
    def _reason(self) -> str:
        return _("fewer than {below} people, or it would tell such a number").format(
            below=self.suppress_below
        )

    def frame(self) -> pd.DataFrame:
        """Return groups × n and the statistics as pandas."""
        import pandas as pd

        gone = [self.hides(at) for at in range(len(self.groups))]
        columns = {"n": self.cells.n, **{name: getattr(self.cells, name) for name in STATISTICS}}
        values = {
            name: np.full(len(column), np.nan)
            if self.hides_statistic(name)
            else np.where(gone, np.nan, column)
            if any(gone)
            else column
            for name, column in columns.items()
        }
        label = self.by.label if self.by else ""
        return pd.DataFrame(
            values, index=pd.Index([str(group) for group in self.groups], name=label)
        )

    def __repr__(self) -> str:
        by = f" by {self.by.key}" if self.by else ""
        return f"<Summary {self.question.key}{by}: {len(self.groups)} groups>"

    def _repr_html_(self) -> str:
        """Return HTML for a notebook, two decimals."""
        from html import escape

        heads = "".join(f"<th>{escape(_(label))}</th>" for label in STATISTICS.values())
        rows = [(escape(_("All")), self.total, 0, self.hides(-1))]
        for at, group in enumerate(self.groups if self.by else ()):
            rows.append((escape(str(group)), self.cells, at, self.hides(at)))
        gone = {name for name in STATISTICS if self.hides_statistic(name)}
        body = "".join(_html_row(*row, gone) for row in rows)
        by = f" × {escape(self.by.label)}" if self.by else ""
        caption = f"<caption>{escape(self.question.label)}{by}</caption>"
        return f"<table>{caption}<tr><th></th><th>n</th>{heads}</tr>{body}</table>"


def _html_row(label: str, some: Statistics, at: int, hidden: bool, gone: set[str]) -> str:
    values = [
        WITHHELD if key in gone else rounded(getattr(some, key)[at].item(), 2) for key in STATISTICS
    ]
    cells = [WITHHELD] * (len(values) + 1) if hidden else [str(some.n[at]), *values]
    return f"<tr><th>{label}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def summarise(
    values: Floats, people: Counts, weights: Counts, squares: Counts | None = None
) -> Statistics:
    """Return the Statistics of groups × values: how many people, which sums of weights.

    `values` ascend; `squares` are sums of squared weights, for the effective n.

    >>> ages = np.array([60.0, 70.0, 80.0])
    >>> counts = np.array([[1, 2, 1], [0, 0, 0]])
    >>> found = summarise(ages, counts, counts)
    >>> found.n.tolist(), found.mean.tolist(), found.upper.tolist()
    ([4, 0], [70.0, nan], [72.5, nan])
    """
    n, total = people.sum(axis=1), weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = np.where(total[:, None] > 0, weights * (n / total)[:, None], np.nan)
        effective = total if squares is None else total**2 / squares.sum(axis=1)
        mean = scaled @ values / n if len(values) else np.full(len(n), np.nan)
        spread = (scaled * (values - mean[:, None]) ** 2).sum(axis=1)
        deviation = np.where(n > 1, np.sqrt(spread / (n - 1)), np.nan)
    quartiles = np.reshape([_quartiles(values, weights) for weights in scaled], (-1, 5)).T
    return Statistics(n, total, np.where(n > 0, effective, 0), mean, deviation, *quartiles)


def _quartiles(values: Floats, scaled: Floats) -> Floats:
    """Return one group's smallest value, quartiles, median and largest; NaN where nobody answered.

    A value is as wide as its weights, scaled to a mean of 1: people of weight
    1 stand at 0, 1, 2 …, as in Excel's QUARTILE.INC; between two values it is
    interpolated. The same weights the other way round give the mirror image.
    """
    some = np.flatnonzero(np.nan_to_num(scaled) > 0)
    if not len(some):
        return np.full(5, np.nan)
    widths = scaled[some]
    middles = np.cumsum(widths) - (widths + 1) / 2
    halves = np.maximum(widths - 1, 0) / 2
    places = np.column_stack([middles - halves, middles + halves]).ravel()
    wanted = np.linspace(places[0], places[-1], 5)
    found: Floats = np.interp(wanted, places, np.repeat(values[some], 2))
    return found
