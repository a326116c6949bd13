"""Means and quartiles of few people, or from which hidden cells could be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from outreach.tables.figures import Category
from outreach.tables.summary import Summary
from outreach.tables.table import Table


def hidden_groups(
    summary: Summary, tables: Sequence[Table], below: int
) -> tuple[NDArray[np.bool_], bool]:
    """Return for each group whether its statistics are to be hidden, and whether everybody's are.

    `tables` are those published with it, as `suppress` returned them. Hidden
    are groups of 1 to below − 1 people, those whose base or any cell of the
    same question is hidden in a table (a mean and all scores but one tell a
    count), and, where that leaves a single one that the total would tell, the
    smallest other group.
    """
    n = summary.cells.n
    flags: NDArray[np.bool_] = (n > 0) & (n < below)
    whole = bool(0 < summary.total.n.max(initial=0) < below)
    for table in tables:
        if table.hidden is None or table.where != summary.where:
            continue
        of_it = table.question.key == summary.question.key
        whole |= of_it and bool(table.hidden.whole or table.hidden.total.any())
        if summary.by is not None and table.by is not None and table.by.key == summary.by.key:
            for at, group in enumerate(summary.groups):
                flags[at] |= _is_hidden(table, group, cells=of_it)
    if summary.by is None:
        return flags | whole, whole
    if flags.sum() == 1 and not whole and not summary.by.multiple:
        others = [at for at in np.flatnonzero(~flags) if n[at] > 0]
        flags[min(others, key=lambda at: (n[at], at), default=0)] = True
    return flags, whole


def hide_summary(summary: Summary, tables: Sequence[Table], below: int) -> Summary:
    """Return the Summary with what `hidden_groups` says not to be shown."""
    flags, whole = hidden_groups(summary, tables, below)
    gone = tuple(bool(flag) for flag in flags)
    some = any(gone) or whole
    letters = () if some else summary.letters  # a letter tells which of two means is larger
    return replace(
        summary, suppress_below=below, hidden=gone, hides_all=whole, letters=letters,
        group_letters=summary.group_letters if letters else (),
    )  # fmt: skip


def _is_hidden(table: Table, group: Category, *, cells: bool) -> bool:
    if table.hidden is None or group not in table.groups:
        return False
    at = table.groups.index(group)
    return bool(table.hidden.groups[at] or (cells and table.hidden.cells[at].any()))
