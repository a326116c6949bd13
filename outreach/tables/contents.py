"""What a table holds: counts, bases and shares as arrays of one shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from outreach.codebook import Question
from outreach.errors import UnknownOption
from outreach.messages import _
from outreach.tables.cube import Counts
from outreach.tables.figures import Break, Category, Figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outreach.tables.hidden import Hidden
    from outreach.tables.joint import Joint
    from outreach.tables.tested import Significance

Base = Literal["all", "applicable", "answered"]
Share = Literal["row", "column", "total"]
SMALL = 30  # a base below this is marked


@dataclass(frozen=True, eq=False, repr=False)
class Contents:
    """A question's answers as arrays: what a Table holds, before it is shown in any way.

    `cells` holds arrays of groups × categories, `total` everybody (1 ×
    categories), who of a multiple break are fewer than the groups' sum; a
    simple table has one group. `respondents` is how many returned the form,
    whatever the base; `decimals` is what percentages are shown with; `where`
    says in words whom the table is of, "" for everybody; `weight` names what
    people were weighted by, "" where they were not.
    `hidden` marks cells that are not to be shown, `tests` is what tests say,
    `joint` what tests of weights and of multiple answers need.
    A multiple answer's base is people, not ticks.
    """

    survey: str
    question: Question
    by: Break | None
    base: Base
    categories: tuple[Category, ...]
    groups: tuple[Category, ...]
    cells: Figures
    total: Figures
    respondents: int
    decimals: int = 1
    where: str = ""
    weight: str = ""
    hidden: Hidden | None = None
    tests: Significance | None = None
    joint: Joint | None = None

    @property
    def counts(self) -> Counts:
        """Groups × categories: people, or sums of weights."""
        return self.cells.counts

    @property
    def bases(self) -> Counts:
        """Groups × categories: the people that a share of the group is of, never weighted."""
        return self.cells.bases

    @property
    def total_counts(self) -> Counts:
        """1 × categories: everybody, as people or sums of weights."""
        return self.total.counts

    @property
    def total_bases(self) -> Counts:
        """1 × categories: the people that a share of everybody is of, never weighted."""
        return self.total.bases

    def bases_of(self, share: Share = "row") -> Counts:
        """Return groups × categories: the base that each percentage is of, weighted where it is.

        "row": the people of the group; "column": everybody who gave the
        answer; "total": everybody. A simple table has one base in all three.
        """
        if share not in get_args(Share):
            raise UnknownOption(_("“{share}” is no share.").format(share=share))
        if self.by is None or share == "row":
            return self.cells.weighted_bases
        whole = self.total.counts if share == "column" else self.total.weighted_bases
        return np.broadcast_to(whole, self.counts.shape)

    def people_of(self, share: Share = "row") -> Counts:
        """Return groups × categories: the same bases in people, never weighted."""
        if self.by is None or share == "row":
            return self.bases
        whole = self.total.people if share == "column" else self.total.bases
        return np.broadcast_to(whole, self.counts.shape)

    def shares(self, share: Share = "row") -> NDArray[np.float64]:
        """Return groups × categories: counts over bases, from 0 to 1; NaN on a base of nobody."""
        return _quotients(self.counts, self.bases_of(share))

    def total_shares(self, share: Share = "row") -> NDArray[np.float64]:
        """Return 1 × categories: the shares of everybody; with "column" of those who chose it."""
        columns = share == "column" and self.by is not None
        bases = self.total.counts if columns else self.total.weighted_bases
        return _quotients(self.total.counts, bases)

    def index(self) -> NDArray[np.float64]:
        """Return groups × categories: 100 × a group's share over everybody's.

        NaN over nobody, and where one of the two shares is hidden.
        """
        totals = np.broadcast_to(self.total_shares(), self.counts.shape)
        found = 100 * _quotients(self.shares(), totals)
        if self.hidden is None:
            return found
        return np.where(self.hidden.percents() | self.hidden.total_percents(), np.nan, found)


def _quotients(above: Counts, below: Counts) -> NDArray[np.float64]:
    """Return above / below, NaN where below is 0 or unknown."""
    known = np.nan_to_num(below) > 0
    found: NDArray[np.float64] = np.full(above.shape, np.nan)
    return np.divide(above, below, out=found, where=known)
