"""A table's categories in another order."""

from __future__ import annotations

from outreach.tables.table import Table


def by_size(table: Table) -> Table:
    """Return the Table with the options that most people chose first.

    その他, options that exclude all others (特にない), 不明, 無回答 and nets keep
    their places at the end. A scale keeps its order. A hidden count is put where
    its option stood among the hidden ones, so that its place tells nothing.
    """
    question = table.question
    if question.type == "scale":
        return table
    fixed = {question.other, *question.exclusive}
    positions = range(len(table.categories))
    free = [
        at
        for at in positions
        if table.categories[at].kind == "option" and table.categories[at].label not in fixed
    ]
    hidden = table.hidden.total[0] if table.hidden else [False] * len(positions)
    counts = table.total.counts[0]
    first = sorted(free, key=lambda at: (bool(hidden[at]), 0 if hidden[at] else -counts[at]))
    fixed_options = [
        at for at in positions if table.categories[at].kind == "option" and at not in free
    ]
    rest = [at for at in positions if table.categories[at].kind != "option"]
    return table.take([*first, *fixed_options, *rest], 1)
