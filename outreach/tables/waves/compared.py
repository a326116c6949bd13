"""A Comparison: one question in two surveys, in arrays of one shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import Question
from outreach.messages import _
from outreach.tables.contents import Base
from outreach.tables.figures import Break, Category, Figures
from outreach.tables.rounding import rounded
from outreach.tables.summary import Statistics
from outreach.tables.tested import Floats, Outcome, Texts
from outreach.tables.waves.drift import Drift

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

COLUMNS = (
    "survey_old", "survey_new", "question", "label", "by", "group", "option",
    "count_old", "base_old", "percent_old", "count_new", "base_new", "percent_new",
    "difference", "low", "high", "p", "q", "note",
)  # fmt: skip
MEANS = ("mean_old", "mean_new")
WEIGHTED = ("effective_base_old", "effective_base_new")


@dataclass(frozen=True, eq=False)
class Means:
    """Means of two surveys, in arrays of one number for each group; NaN where there is none.

    `difference` is new less old, `low` and `high` bound it; `p` is of Welch's
    test with t and its degrees of freedom. `notes` says why there is none;
    `hidden` flags groups too small to be shown.
    """

    old: Statistics
    new: Statistics
    difference: Floats
    low: Floats
    high: Floats
    t: Floats
    freedom: Floats
    p: Floats
    notes: Texts
    hidden: NDArray[np.bool_]


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """One question's answers in two surveys, of everybody or by the groups of a break.

    Arrays are groups × categories. `difference` is the new share less the old
    one, from −1 to 1, between `low` and `high`; `p` is two-sided, `q` is p
    after Benjamini and Hochberg over the whole comparison, `exact` flags where
    p is Fisher's. They are NaN where nothing is compared, and `notes` says
    why. Differences and intervals are of the printed `base`, p and q of those
    who answered. `asked` (2 × categories) says which form has the option;
    `hidden` flags counts that are not to be shown, `hidden_shares` what with
    them or with a base is not either, `hidden_bases` (2 × groups) bases.
    `outcomes` holds a test of all options for each group; `means` compares a
    scale or a number, which then may have no categories. `drifts` is what changed in the question,
    `remarks` what is to be known of it, `warnings` what of what is hidden.
    """

    surveys: tuple[str, str]
    question: Question
    by: Break | None
    base: Base
    categories: tuple[Category, ...]
    groups: tuple[Category, ...]
    old: Figures
    new: Figures
    asked: NDArray[np.bool_]
    difference: Floats
    low: Floats
    high: Floats
    p: Floats
    q: Floats
    exact: NDArray[np.bool_]
    notes: Texts
    hidden: NDArray[np.bool_]
    hidden_shares: NDArray[np.bool_]
    hidden_bases: NDArray[np.bool_]
    outcomes: tuple[Outcome, ...] = ()
    means: Means | None = None
    drifts: tuple[Drift, ...] = ()
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    confidence: float = 0.95
    decimals: int = 1
    where: str = ""
    weight: str = ""

    def shares(self) -> tuple[Floats, Floats]:
        """Return the old and the new shares, from 0 to 1; NaN where the form has no such option."""
        return tuple(
            np.where(
                asked & (figures.weighted_bases > 0),
                figures.counts / np.maximum(figures.weighted_bases, 1e-300),
                np.nan,
            )
            for figures, asked in zip((self.old, self.new), self.asked, strict=True)
        )  # type: ignore[return-value]  # two of them

    def tidy(self) -> Iterator[dict[str, Any]]:
        """Yield one option a row, with the columns of COLUMNS and MEANS; None where nothing is.

        Shares, differences and bounds are in percent and points with full
        precision, bases in people. A weighted comparison adds effective bases.
        A mean is a row whose option is its name and whose difference is its own.
        """
        shares = [100 * share for share in self.shares()]
        for at, group in enumerate(self.groups):
            for column, category in enumerate(self.categories):
                cell = self._cell(group, category.label)
                for side, name in enumerate(("old", "new")):
                    cell |= self._side(name, side, at, column, shares[side][at, column])
                ends = ("difference", "low", "high")
                cell |= {end: _known(100 * getattr(self, end)[at, column]) for end in ends}
                cell |= {end: _known(getattr(self, end)[at, column]) for end in ("p", "q")}
                yield cell | {"note": self.notes[at, column]}
            if self.means:
                yield self._mean(self.means, at, group)

    def _cell(self, group: Category, option: str) -> dict[str, Any]:
        blank: dict[str, Any] = dict.fromkeys(
            (*COLUMNS, *MEANS, *(WEIGHTED if self.weight else ()))
        )
        return blank | {
            "survey_old": self.surveys[0],
            "survey_new": self.surveys[1],
            "question": self.question.key,
            "label": self.question.label,
            "by": self.by.key if self.by else "",
            "group": group.label if self.by else "",
            "option": option,
            "note": "",
        }

    def _side(self, name: str, side: int, at: int, column: int, share: float) -> dict[str, Any]:
        figures = (self.old, self.new)[side]
        asked = self.asked[side, column]
        counted = asked and not self.hidden[at, column]
        shown = asked and not self.hidden_shares[at, column]
        cell = {
            f"count_{name}": figures.counts[at, column].item() if counted else None,
            f"base_{name}": self.base_of(side, at),
            f"percent_{name}": _known(share) if shown else None,
        }
        if self.weight and not self.hidden_bases[side, at]:
            cell[f"effective_base_{name}"] = figures.effective_bases[at, column].item()
        return cell

    def base_of(self, side: int, at: int) -> int | None:
        """Return how many people a group's shares are of, None where that is not to be seen."""
        if self.hidden_bases[side, at]:
            return None
        bases = (self.old, self.new)[side].bases
        return int(bases[at, 0]) if bases.shape[1] else None

    def _mean(self, means: Means, at: int, group: Category) -> dict[str, Any]:
        values = {
            name: _known(getattr(means, name)[at]) for name in ("difference", "low", "high", "p")
        }
        for name, side in (("old", means.old), ("new", means.new)):
            values[f"mean_{name}"] = _known(side.mean[at])
            if means.hidden[at]:
                continue
            values[f"base_{name}"] = side.n[at].item()
            if self.weight:
                values[f"effective_base_{name}"] = side.effective_n[at].item()
        return self._cell(group, _("mean")) | values | {"note": means.notes[at]}

    def frame(self) -> pd.DataFrame:
        """Return the rows of `tidy` as pandas."""
        import pandas as pd

        return pd.DataFrame(list(self.tidy()))

    def __repr__(self) -> str:
        by = f" by {self.by.key}" if self.by else ""
        old, new = self.surveys
        return f"<Comparison {self.question.key}{by}: {old} → {new}>"

    def _repr_html_(self) -> str:
        """Return HTML for a notebook: percent before and now, difference with interval, p and q."""
        heads = ("", *self.surveys, _("difference"), "", "p", "q")
        rows = [heads, *(self._html_row(cell) for cell in self.tidy())]
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows
        )
        by = f" × {self.by.label}" if self.by else ""
        return f"<table><caption>{escape(self.question.label + by)}</caption>{body}</table>"

    def _html_row(self, cell: dict[str, Any]) -> tuple[str, ...]:
        name = " ".join(part for part in (cell["group"], cell["option"]) if part)
        is_mean = cell["mean_old"] is not None or cell["mean_new"] is not None
        kind, places = ("mean", 2) if is_mean else ("percent", self.decimals)
        figures = (cell[f"{kind}_old"], cell[f"{kind}_new"], cell["difference"])
        ends = [rounded(_number(cell[end]), places) for end in ("low", "high")]
        shown = (rounded(_number(figure), places) for figure in figures)
        chances = (rounded(_number(cell[end]), 3) for end in ("p", "q"))
        return (name, *shown, " – ".join(ends) if all(ends) else "", *chances)


def _known(value: float) -> float | None:
    return None if value != value else float(value)  # NaN is not itself


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
