"""A Table: a question's answers as they are asked for: rows, frames, charts, HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from outreach.tables.contents import SMALL, Contents, Share
from outreach.tables.tidying import tidy_cells

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Table(Contents):
    """A question's answers, of everybody or by the groups of a break (see Contents)."""

    def take(self, at: Sequence[int], axis: Literal[0, 1]) -> Table:
        """Return the Table of some of its groups (axis 0) or categories (axis 1), in this order."""
        names = self.groups if axis == 0 else self.categories
        chosen = tuple(names[position] for position in at)
        simple = axis == 1 or self.by is None
        return replace(
            self,
            groups=chosen if axis == 0 else self.groups,
            categories=chosen if axis == 1 else self.categories,
            cells=self.cells.take(at, axis),
            total=self.total.take(at, axis) if simple else self.total,
            hidden=self.hidden and self.hidden.take(list(at), axis),
            tests=self.tests and self.tests.take(list(at), axis),
        )

    def tidy(self, share: Share = "row") -> Iterator[dict[str, Any]]:
        """Yield one cell a row: survey, question, label, by, group, option, count, base, percent.

        `by` and `group` are empty in a simple table; percent has full
        precision and is None on a base of nobody. `base` is in people, also of
        a weighted table, which adds weighted_base and effective_base; tests add
        low, high (percent), residual, p, q, letters, note. A hidden cell has
        neither count nor percent, and says why in note.
        """
        yield from tidy_cells(self, share)

    def frame(self, share: Share | None = None) -> pd.DataFrame:
        """Return groups × options as pandas: people, or percentages of a share; hidden is NaN."""
        import pandas as pd

        values = self.counts if share is None else 100 * self.shares(share)
        if self.hidden is not None:
            gone = self.hidden.cells if share is None else self.hidden.percents(share)
            values = np.where(gone, np.nan, values)
        index = pd.Index([group.label for group in self.groups], name=self._break_label)
        columns = [category.label for category in self.categories]
        return pd.DataFrame(values, index=index, columns=pd.Index(columns))

    def chart(self) -> Any:  # noqa: ANN401 - any of altair's charts
        """Return an altair chart: 100 % bars of one answer by groups, bars of anything else.

        A notebook shows it; `picture_of` makes an SVG or PNG of it.
        """
        from outreach.tables.charts.drawing import chart_of

        return chart_of(self, SMALL)

    @property
    def _break_label(self) -> str:
        return self.by.label if self.by else ""

    def __repr__(self) -> str:
        by = f" by {self.by.key}" if self.by else ""
        return f"<Table {self.question.key}{by}: {self.counts.shape[0]} × {self.counts.shape[1]}>"

    def _repr_html_(self) -> str:
        """Return HTML for a notebook: n, and percent of n, rounded as everywhere."""
        from outreach.tables.html import table_html

        return table_html(self)
