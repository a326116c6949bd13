"""A numbered table as it is shown: its rows, and every cell as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from outreach.messages import _
from outreach.report.captions import base_heads, caption
from outreach.report.row import Look, Row, number, outcome_lines
from outreach.tables.boxes import Difference
from outreach.tables.contents import Share
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import percent, rounded
from outreach.tables.table import Table
from outreach.tables.tidying import tidy_groups


@dataclass(frozen=True)
class Exhibit:
    """One or several Tables under one number and one head.

    Of one question: its simple table, its table by a break, or, as a banner,
    by several breaks one below the other. Of a grid: several questions with the
    same options, a row each. All of them have the same categories.
    `differences` of nets are shown in points.
    """

    number: int
    tables: tuple[Table, ...]
    look: Look = field(default_factory=Look)
    differences: tuple[Difference, ...] = ()

    @property
    def table(self) -> Table:
        """The first table."""
        return self.tables[0]

    @property
    def share(self) -> Share:
        """Of what percentages are."""
        return self.look.share

    @property
    def is_grid(self) -> bool:
        """Whether the rows are questions."""
        return len({table.question.key for table in self.tables}) > 1

    @property
    def is_simple(self) -> bool:
        """Whether options are rows, and there is one column of people."""
        return not self.is_grid and self.table.by is None

    @property
    def decimals(self) -> int:
        """How many decimals percentages are shown with."""
        return self.table.decimals

    @property
    def title(self) -> str:
        """The caption: number, question and break, whom it is of."""
        asked = self.table.question.grid if self.is_grid else self.table.question.label
        breaks = (table.by for table in self.tables)
        return caption(self.number, asked, breaks, self.table.where)

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands over the columns of a crossed exhibit, after the groups' names and n."""
        options = [self.row_label(at) for at in range(len(self.table.categories))]
        return (*options, *(difference.label for difference in self.differences))

    @property
    def base_heads(self) -> tuple[str, ...]:
        """What stands over the bases: n, and with weights the effective n."""
        return base_heads(self.table.weight)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of a crossed exhibit: everybody, then groups; of a grid, its questions."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        look, pairs = self.look, self.differences
        if self.is_grid:
            for table in self.tables:
                yield Row(table.question.label, table, -1, look, pairs)
            return
        yield Row(_("All"), self.table, -1, look, pairs)
        for table in self.tables:
            if len(self.tables) > 1 and table.by:
                yield Row(table.by.label, None, -1, look)
            for at, group in enumerate(table.groups):
                yield Row(_lettered(str(group), table, at), table, at, look, pairs)

    def row_label(self, category: int) -> str:
        """Return the name of a category, a net marked as such."""
        shown = self.table.categories[category]
        return _("(net) {label}").format(label=shown.label) if shown.kind == "net" else shown.label

    @property
    def simple(self) -> Row:
        """The row of everybody: a simple table shows it as a column."""
        return Row("", self.table, -1, self.look)

    @property
    def total_label(self) -> str:
        """What the last row of a simple table is called."""
        return _("People") if self.table.question.multiple else _("Total")

    @property
    def whole(self) -> str:
        """The total's percentage, as it is printed: of one answer, everybody gave one."""
        if self.table.question.multiple or self.hides_everybody:
            return ""
        return percent(self.everybody, self.everybody, self.decimals)

    @property
    def everybody(self) -> int | float:
        """How many people the whole table is of."""
        people: int | float = self.table.total_bases[0, 0].item()
        return people

    @property
    def hides_everybody(self) -> bool:
        """Whether even the number of everybody is hidden."""
        return self.simple.people is None

    def points(self, table: Table) -> Iterator[dict[str, Any]]:
        """Yield the differences of nets as tidy cells: `value` is in points, full precision."""
        labels = [category.label for category in table.categories]
        shares = table.shares()
        for difference in self.differences:
            one, other = labels.index(difference.above), labels.index(difference.below)
            for at, cell in enumerate(tidy_groups(table)):
                points = 100 * (shares[at, one] - shares[at, other]).item()
                known = points == points  # NaN is not itself
                hidden = (
                    table.hidden is not None and table.hidden.percents()[at, [one, other]].any()
                )
                yield cell | {
                    "option": difference.label,
                    "value": points if known and not hidden else None,
                }

    @property
    def counted(self) -> str:
        """What stands over the counts of a simple table."""
        return _("weighted") if self.table.weight else _("people")

    @property
    def total_count(self) -> str:
        """The last row's count: everybody, or the sum of their weights; X where it is hidden."""
        return WITHHELD if self.hides_everybody else number(self.total_number)

    @property
    def total_number(self) -> int | float:
        """How many people the whole table is of, or the sum of their weights."""
        if not self.table.weight:
            return self.everybody
        return float(self.table.total.weighted_bases[0, 0])

    @property
    def _people_line(self) -> tuple[str, ...]:
        """Below a weighted simple table: how many people it is of."""
        if not (self.is_simple and self.table.weight) or self.hides_everybody:
            return ()
        effective = rounded(float(self.table.total.effective_bases[0, 0]), 1)
        line = _("n = {people}, not weighted; effective n = {effective}")
        return (line.format(people=number(self.everybody), effective=effective),)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What stands below: n of a weighted simple table; what tests of whole tables say."""
        return self._people_line + tuple(
            line
            for table in self.tables
            for line in outcome_lines(table, several=len(self.tables) > 1)
        )


def _lettered(label: str, table: Table, at: int) -> str:
    """Return a group's name with the letter that stands for it in the tests."""
    letters = table.tests.group_letters if table.tests else ()
    letter = letters[at] if letters else ""
    return f"{label} [{letter}]" if letter else label
