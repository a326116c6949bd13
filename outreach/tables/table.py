"""A Table: counts, bases and shares of one question, in arrays of one shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from outreach.codebook import Question
from outreach.errors import UnknownOption
from outreach.messages import _
from outreach.tables.cube import Counts
from outreach.tables.rounding import percent

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

Base = Literal["all", "answered"]
Share = Literal["row", "column", "total"]
SMALL = 30  # a base below this is marked


@dataclass(frozen=True, slots=True)
class Category:
    """A column of a table, or a group of people: an option, 不明, 無回答 or a net."""

    label: str
    kind: Literal["option", "unreadable", "no answer", "net"]


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """A question's answers, of everybody or by the groups of a break.

    `counts` and `bases` are arrays of groups × categories, in people; a
    simple table has one group. `total_counts` and `total_bases` hold everybody
    (1 × categories), who of a multiple break are fewer than the groups' sum;
    `respondents` is how many returned the form, whatever the base; `decimals`
    is what percentages are shown with.
    A multiple answer's base is people, not ticks.
    """

    survey: str
    question: Question
    by: Question | None
    base: Base
    categories: tuple[Category, ...]
    groups: tuple[Category, ...]
    counts: Counts
    bases: Counts
    total_counts: Counts
    total_bases: Counts
    respondents: int
    decimals: int = 1

    def bases_of(self, share: Share = "row") -> Counts:
        """Return groups × categories: the base that each percentage is of.

        "row": the people of the group; "column": everybody who gave the
        answer; "total": everybody. A simple table has one base in all three.
        """
        if share not in get_args(Share):
            raise UnknownOption(_("“{share}” is no share.").format(share=share))
        if self.by is None or share == "row":
            return self.bases
        whole = self.total_counts if share == "column" else self.total_bases
        return np.broadcast_to(whole, self.counts.shape)

    def shares(self, share: Share = "row") -> NDArray[np.float64]:
        """Return groups × categories: counts over bases, from 0 to 1; NaN on a base of nobody."""
        bases = self.bases_of(share)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(bases > 0, self.counts / bases, np.nan)

    def tidy(self, share: Share = "row") -> Iterator[dict[str, Any]]:
        """Yield one cell a row: survey, question, label, by, group, option, count, base, percent.

        `by` and `group` are empty in a simple table; percent has full
        precision and is None on a base of nobody.
        """
        bases = self.bases_of(share)
        for at, group in enumerate(self.groups):
            for column, category in enumerate(self.categories):
                tally, base = self.counts[at, column].item(), bases[at, column].item()
                yield {
                    "survey": self.survey,
                    "question": self.question.key,
                    "label": self.question.label,
                    "by": self.by.key if self.by else "",
                    "group": group.label if self.by else "",
                    "option": category.label,
                    "count": tally,
                    "base": base,
                    "percent": 100 * tally / base if base else None,
                }

    def frame(self, share: Share | None = None) -> pd.DataFrame:
        """Return groups × options as pandas: people, or percentages of a share."""
        import pandas as pd

        values = self.counts if share is None else 100 * self.shares(share)
        index = pd.Index([group.label for group in self.groups], name=self._break_label)
        columns = [category.label for category in self.categories]
        return pd.DataFrame(values, index=index, columns=pd.Index(columns))

    @property
    def _break_label(self) -> str:
        return self.by.label if self.by else ""

    def __repr__(self) -> str:
        by = f" by {self.by.key}" if self.by else ""
        return f"<Table {self.question.key}{by}: {self.counts.shape[0]} × {self.counts.shape[1]}>"

    def _repr_html_(self) -> str:
        """Return HTML for a notebook: n, and percent of n, rounded as everywhere."""
        labels = [f"({c.label})" if c.kind == "net" else c.label for c in self.categories]
        heads = "".join(f"<th>{escape(label)}</th>" for label in ("", "n", *labels))
        rows = [("", self.total_counts[0], self.total_bases[0])]
        if self.by:
            names = [group.label for group in self.groups]
            rows += list(zip(names, self.counts, self.bases, strict=True))
        body = "".join(
            f"<tr><th>{escape(name)}</th><td>{bases[0]}</td>"
            + "".join(
                f"<td>{percent(n.item(), of.item(), self.decimals)}</td>"
                for n, of in zip(counts, bases, strict=True)
            )
            + "</tr>"
            for name, counts, bases in rows
        )
        by = f" × {escape(self.by.label)}" if self.by else ""
        caption = f"<caption>{escape(self.question.label)}{by} (%)</caption>"
        return f"<table>{caption}<tr>{heads}</tr>{body}</table>"
