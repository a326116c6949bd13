"""One row of a table as it is shown: numbers, and the texts that stand for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.messages import _
from outreach.tables.boxes import Difference
from outreach.tables.contents import SMALL, Share
from outreach.tables.figures import Figures
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import percent, rounded
from outreach.tables.table import Table

ABOVE, BELOW = "+", "-"  # plain signs: arrows are one column wide here and two there


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown: of what percentages are, and which lines stand below them."""

    share: Share = "row"
    index: bool = False
    intervals: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A group of a table, everybody (group −1), or a heading (no table)."""

    label: str
    table: Table | None
    group: int
    look: Look
    differences: tuple[Difference, ...] = ()

    @property
    def _table(self) -> Table:
        if self.table is None:
            raise ValueError("a heading has no cells")
        return self.table

    @property
    def _figures(self) -> tuple[Figures, int]:
        """The arrays that the row is taken from, and which row of them it is."""
        whole = self.group < 0
        return (self._table.total, 0) if whole else (self._table.cells, self.group)

    @property
    def columns(self) -> range:
        """The positions of the categories."""
        return range(len(self._table.categories))

    @property
    def people(self) -> int | None:
        """How many people are in the group, never weighted; None where that is hidden."""
        hidden = self._table.hidden
        if hidden is not None and (hidden.whole if self.group < 0 else hidden.groups[self.group]):
            return None
        figures, at = self._figures
        return int(figures.bases[at, 0])

    def is_hidden(self, column: int) -> bool:
        """Return whether a cell is not to be seen."""
        hidden = self._table.hidden
        if hidden is None:
            return False
        return bool(hidden.total[0, column] if self.group < 0 else hidden.cells[self.group, column])

    def hides_share(self, column: int) -> bool:
        """Return whether a cell's percentage is not to be seen: itself or its base is hidden."""
        hidden, share = self._table.hidden, self.look.share
        if hidden is None:
            return False
        if self.group < 0:
            return bool(hidden.total_percents(share)[0, column])
        return bool(hidden.percents(share)[self.group, column])

    def count(self, column: int) -> int | float:
        """Return a cell's people, or their weights."""
        figures, at = self._figures
        found: int | float = figures.counts[at, column].item()
        return found

    def base(self, column: int) -> int | float:
        """Return what the cell's percentage is of."""
        table, share = self._table, self.look.share
        if self.group >= 0:
            of: int | float = table.bases_of(share)[self.group, column].item()
        elif share == "column" and table.by:
            of = table.total.counts[0, column].item()
        else:
            of = table.total.weighted_bases[0, column].item()
        return of

    def is_small(self, column: int | None) -> bool:
        """Return whether percentages rest on this number, and it is of under 30 people.

        With share "row" they rest on each group's n (column None), with
        "column" on all who gave an answer, with "total" on everybody.
        """
        whole = self.group < 0
        rests = {"row": column is None, "column": whole and column is not None}
        if not rests.get(self.look.share, whole and column is None):
            return False
        figures, at = self._figures
        people = figures.bases[at, 0] if column is None else figures.people[at, column]
        return bool(people < SMALL)

    @property
    def bases(self) -> tuple[str, ...]:
        """The texts of the bases: n with * where it is small, and with weights the effective n."""
        if self.people is None:
            return (WITHHELD, WITHHELD) if self._table.weight else (WITHHELD,)
        n = number(self.people) + ("*" if self.is_small(None) else "")
        if not self._table.weight:
            return (n,)
        figures, at = self._figures
        return (n, rounded(figures.effective_bases[at, 0].item(), 1))

    def count_text(self, column: int) -> str:
        """Return a cell's people: "-" for nobody, "" on a base of nobody, X where hidden."""
        if self.is_hidden(column):
            return WITHHELD
        count = self.count(column)
        if not self.base(column):
            return ""
        return number(count) + ("*" if self.is_small(column) else "") if count else "-"

    def share_text(self, column: int) -> str:
        """Return a cell's percentage as it is printed; + or - where a test says so."""
        count, of = self.count(column), self.base(column)
        if not of:
            return ""
        if not count and not self.is_hidden(column):
            return "-"  # of whatever base
        if self.hides_share(column):
            return WITHHELD
        return percent(count, of, self._table.decimals) + self._mark(column) if count else "-"

    def _mark(self, column: int) -> str:
        tests = self._table.tests
        if tests is None or self.group < 0 or not tests.q[self.group, column] < tests.level:
            return ""
        return ABOVE if tests.residual[self.group, column] > 0 else BELOW

    def entry(self, column: int) -> tuple[str, str]:
        """Return people and percent as a simple table prints them: nobody is 0 and 0%."""
        count, of = self.count(column), self.base(column)
        share = percent(count, of, self._table.decimals)
        return (
            WITHHELD if self.is_hidden(column) else number(count),
            WITHHELD if self.hides_share(column) else share,
        )

    def lines(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the lines of a row, each with its kind: people, shares, and what else is shown."""
        blank = [""] * len(self.differences)
        yield "people", [*map(self.count_text, self.columns), *blank]
        shares = [*map(self.share_text, self.columns), *self._points()]
        if any(shares):
            yield "shares", shares
        if self.look.index and self.group >= 0:
            yield "index", [*self._texts(self._table.index()[self.group], 0), *blank]
        tests = self._table.tests
        if tests is None:
            return
        if self.look.intervals:
            yield "interval", [*map(self.interval, self.columns), *blank]
        if self.group >= 0 and any(tests.letters[self.group]):
            letters = [str(tests.letters[self.group, column]) for column in self.columns]
            yield "letters", [*letters, *blank]

    def _texts(self, values: Sequence[float], decimals: int) -> list[str]:
        return [
            "" if self.hides_share(column) else rounded(float(values[column]), decimals)
            for column in self.columns
        ]

    def interval(self, column: int) -> str:
        """Return a share's confidence interval in percent, "" where there is none."""
        tests = self._table.tests
        if tests is None or self.hides_share(column) or self.look.share != "row":
            return ""
        whole = self.group < 0
        low, high = (tests.total_low, tests.total_high) if whole else (tests.low, tests.high)
        at = 0 if whole else self.group
        ends = (rounded(100 * float(end[at, column]), 0) for end in (low, high))
        text = "–".join(ends)
        return "" if text == "–" else text

    def _points(self) -> list[str]:
        """Return the differences of nets, in points of the group's share."""
        labels = [category.label for category in self._table.categories]
        figures, at = self._figures
        of = figures.weighted_bases[at, 0].item()
        points = []
        for each in self.differences:
            some = [labels.index(label) for label in (each.above, each.below)]
            if not of or any(map(self.hides_share, some)):
                points.append("")
                continue
            above, below = (figures.counts[at, column].item() for column in some)
            points.append(rounded(100 * (above - below) / of, self._table.decimals))
        return points


def number(count: float) -> str:
    """Return a number of people: whole, or with one decimal where it is weighted.

    >>> number(1234), number(2.5)
    ('1,234', '2.5')
    """
    return f"{count:,}" if isinstance(count, int) else f"{float(rounded(count, 1)):,.1f}"


def outcome_lines(table: Table, *, several: bool = False) -> Iterator[str]:
    """Yield what tests of a whole table say; with several breaks each line names its own."""
    tests = table.tests
    if tests is None or table.by is None:
        return
    name = f"{table.by.label}: " if several else ""
    for outcome in tests.outcomes:
        parts = [outcome.method]
        if outcome.statistic is not None:
            parts[0] += f" = {rounded(outcome.statistic, 2)}"
        if outcome.freedom is not None:
            parts.append(_("df {freedom}").format(freedom=f"{round(outcome.freedom, 2):g}"))
        if outcome.p is not None:
            parts.append(p_text(outcome.p))
        if outcome.note:
            parts.append(outcome.note)
        yield name + ", ".join(parts)
    if tests.effect is not None:
        effect = tests.effect
        words = {"name": effect.name, "value": rounded(effect.value, 2)}
        words |= {"low": rounded(effect.low, 2), "high": rounded(effect.high, 2)}
        yield name + _("{name} = {value} (95% interval {low} to {high})").format(**words)


def p_text(p: float) -> str:
    """Return a p as it is printed.

    >>> p_text(0.0004), p_text(0.0415)
    ('p < 0.001', 'p = 0.042')
    """
    return "p < 0.001" if p < 0.001 else f"p = {rounded(p, 3)}"
