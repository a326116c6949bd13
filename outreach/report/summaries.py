"""Summaries of numbers and scales as they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from outreach.messages import _
from outreach.report.captions import base_heads, caption
from outreach.report.row import number
from outreach.tables.contents import SMALL
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import rounded
from outreach.tables.summary import STATISTICS, Statistics, Summary

DECIMALS = 2  # of a mean: one more than a percentage usually has


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A group of a Summary, or a heading (no summary)."""

    label: str
    summary: Summary | None
    statistics: Statistics | None
    at: int

    @property
    def table(self) -> Summary | None:
        """The Summary that the row is of, None for a heading."""
        return self.summary

    @property
    def bases(self) -> tuple[str, ...]:
        """The texts of the bases: n, and with weights the effective n."""
        if self.summary is None or self.statistics is None:
            return ()
        if self.is_hidden:
            return (WITHHELD, WITHHELD) if self.summary.weight else (WITHHELD,)
        people = int(self.statistics.n[self.at])
        n = number(people) + ("*" if people < SMALL else "")
        effective = rounded(float(self.statistics.effective_n[self.at]), 1)
        return (n, effective) if self.summary.weight else (n,)

    @property
    def is_hidden(self) -> bool:
        """Whether so few people are in the group that nothing is shown."""
        if self.summary is None or self.statistics is None:
            return False
        return self.summary.hides(self.at if self.statistics is self.summary.cells else -1)

    def _text(self, name: str) -> str:
        value = float(getattr(self.statistics, name)[self.at])
        known = value == value  # NaN is not itself
        if known and self.summary is not None and self.summary.hides_statistic(name):
            return WITHHELD
        return rounded(value, DECIMALS)

    @property
    def has_letters(self) -> bool:
        """Whether the group's mean was compared with others'."""
        summary = self.summary
        return summary is not None and bool(summary.letters) and self.statistics is summary.cells

    def lines(self) -> Iterator[tuple[str, list[str]]]:
        """Yield one line: the statistics."""
        if self.statistics is None:
            return
        if self.is_hidden:
            yield "people", [WITHHELD] * len(STATISTICS)
            return
        yield "people", [self._text(name) for name in STATISTICS]
        letters = self.summary.letters[self.at] if self.summary and self.has_letters else ""
        if letters:
            yield "letters", [letters, *[""] * (len(STATISTICS) - 1)]


@dataclass(frozen=True)
class SummaryExhibit:
    """A numbered table of statistics: of everybody, or by the groups of breaks."""

    number: int
    summaries: tuple[Summary, ...]
    is_simple = False

    @property
    def summary(self) -> Summary:
        """The first one."""
        return self.summaries[0]

    @property
    def title(self) -> str:
        """The caption: number, question and break, whom it is of."""
        breaks = (summary.by for summary in self.summaries)
        return caption(self.number, self.summary.question.label, breaks, self.summary.where)

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands over the columns."""
        return tuple(map(_, STATISTICS.values()))

    @property
    def base_heads(self) -> tuple[str, ...]:
        """What stands over the bases."""
        return base_heads(self.summary.weight)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What tests say: nothing."""
        return ()

    @cached_property
    def rows(self) -> tuple[SummaryRow, ...]:
        """Everybody, then each break's groups."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[SummaryRow]:
        yield SummaryRow(_("All"), self.summary, self.summary.total, 0)
        for summary in self.summaries:
            if summary.by is None:
                continue
            if len(self.summaries) > 1:
                yield SummaryRow(summary.by.label, None, None, 0)
            for at, group in enumerate(summary.groups):
                names = summary.group_letters
                label = f"{group} [{names[at]}]" if names and names[at] else str(group)
                yield SummaryRow(label, summary, summary.cells, at)
