"""Which tables stand together under one number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from outreach.report.exhibit import Exhibit
from outreach.report.row import Look
from outreach.report.summaries import SummaryExhibit
from outreach.tables.boxes import Difference
from outreach.tables.summary import Summary
from outreach.tables.table import Table


def lay_out(
    tables: Sequence[Table],
    look: Look,
    *,
    banner: bool = False,
    differences: Sequence[Difference] = (),
) -> tuple[Exhibit, ...]:
    """Return the numbered Exhibits of tables, in their order.

    The simple tables of a grid's questions come together; with `banner`, so
    do the tables of a question by its breaks.
    """
    exhibits: list[Exhibit] = []
    for group in _together(tables, banner=banner):
        labels = {category.label for category in group[0].categories}
        pairs = tuple(pair for pair in differences if labels >= {pair.above, pair.below})
        exhibits.append(Exhibit(len(exhibits) + 1, tuple(group), look, pairs))
    return tuple(exhibits)


def _together(tables: Sequence[Table], *, banner: bool) -> list[list[Table]]:
    """Return tables in groups, each where its first one stands."""
    groups: dict[object, list[Table]] = {}
    for at, table in enumerate(tables):
        key: object = at
        if table.question.grid and table.by is None:
            # A table of other categories (with 不明, say) cannot share the head.
            key = ("grid", table.question.grid, table.categories)
        elif banner and table.by is not None:
            key = ("banner", table.question.key, table.categories)
        groups.setdefault(key, []).append(table)
    return list(groups.values())


def lay_out_summaries(
    summaries: Sequence[Summary], numbered: int, *, banner: bool = False
) -> tuple[SummaryExhibit, ...]:
    """Return the numbered SummaryExhibits, after so many tables."""
    groups = [
        list(group)
        for _key, group in groupby(
            summaries, lambda each: (each.question.key, each.by is None or (not banner and each.by))
        )
    ]
    return tuple(
        SummaryExhibit(number, tuple(group)) for number, group in enumerate(groups, numbered + 1)
    )
