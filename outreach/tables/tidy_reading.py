"""Tidy output → Tables: what was written can be read again."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from outreach.tables.figures import Figures
from outreach.tables.hidden import Hidden
from outreach.tables.table import Table
from outreach.tables.tidy_grid import TidyGrid
from outreach.tables.tidy_rows import TidyRow, tidy_rows


def read_tidy(source: object) -> list[Table]:
    """Return the Tables of tidy output: a path, an open CSV file or a data frame.

    Of tables whose percentages are of the group. `tidy()` gives the same cells
    again, to the last digit. What tidy output does not say is taken from what it
    says: a question's options are those of its tables; what comes after 無回答 are
    nets; an answer is a multiple one where a group's answers are more than its
    people. Everybody's figures are those of the question's simple table, else
    the sum of the groups. Means and differences in points are no cells of a
    table and are left out.

    Raises OutreachError with its place: no tidy output, a number that is none,
    a cell twice or not at all, a percentage that is not of its base.
    """
    tables: dict[tuple[str, str, str], list[TidyRow]] = {}
    for row in tidy_rows(source):
        if not row.is_statistic:
            tables.setdefault(row.table, []).append(row)
    labels = {rows[0].texts["question"]: rows[0].texts["label"] for rows in tables.values()}
    found = [TidyGrid.of(rows).table(labels) for rows in tables.values()]
    simple = {(table.survey, table.question.key): table for table in found if table.by is None}
    return [_with_total(table, simple.get((table.survey, table.question.key))) for table in found]


def _with_total(table: Table, simple: Table | None) -> Table:
    """Return a table with everybody's figures: of its simple table, else of its groups."""
    labels = [str(each) for each in table.categories]
    known = [str(each) for each in simple.categories] if simple else []
    if simple is None or not set(labels) <= set(known):
        return _summed(table)
    at = [known.index(label) for label in labels]
    question = replace(table.question, type=simple.question.type)
    total, secret = simple.cells.take(at, 1), simple.hidden
    table = replace(table, total=total, respondents=simple.respondents, question=question)
    if table.hidden is None and secret is None:
        return table
    hidden = table.hidden or _nothing_hidden(table)
    if secret is None:
        return replace(table, hidden=hidden)
    cells = np.take(secret.cells, at, axis=1)
    return replace(table, hidden=replace(hidden, total=cells, whole=bool(secret.groups[0])))


def _summed(table: Table) -> Table:
    """Return the table with its groups' sums; a sum with a hidden part is not known either."""
    arrays = {
        each.name: getattr(table.cells, each.name).sum(axis=0, keepdims=True)
        for each in fields(Figures)
    }
    total = Figures(**arrays)
    hidden = table.hidden
    if hidden is not None:
        parts = np.asarray(hidden.cells.any(axis=0, keepdims=True))
        hidden = replace(hidden, total=parts, whole=bool(hidden.groups.any()))
    people = int(total.bases.max(initial=0))
    return replace(table, total=total, hidden=hidden, respondents=people)


def _nothing_hidden(table: Table) -> Hidden:
    shape = table.counts.shape
    return Hidden(
        below=0,
        cells=np.zeros(shape, np.bool_),
        total=np.zeros((1, shape[1]), np.bool_),
        groups=np.zeros(shape[0], np.bool_),
        reasons=np.full(shape, "", object),
    )
