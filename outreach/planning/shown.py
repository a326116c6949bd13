"""What may be told of a table: numbers that are not hidden, and the largest of a group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.tables.contents import SMALL
from outreach.tables.figures import Category
from outreach.tables.rounding import percent
from outreach.tables.table import Table

EVERYBODY = -1


@dataclass(frozen=True, slots=True)
class Told:
    """A group's largest answers as far as they may be told; several are equally many.

    `certain` says that no hidden answer can be larger, `hides` that there are
    hidden ones. `number` is 0 and `labels` empty where nobody's answer is shown.
    """

    group: str
    base: int
    labels: tuple[str, ...]
    number: int
    share: str
    certain: bool
    hides: bool

    @property
    def small(self) -> bool:
        """Whether the base is under 30."""
        return self.base < SMALL


def base_of(table: Table, group: int = EVERYBODY) -> int | None:
    """Return how many people a group has, everybody for group −1; None where that is hidden."""
    hidden = table.hidden
    if hidden is not None and (hidden.whole if group < 0 else hidden.groups[group]):
        return None
    figures = table.total if group < 0 else table.cells
    at = max(group, 0)
    return int(figures.bases[at, 0]) if figures.bases.shape[1] else 0


def count_of(table: Table, category: int, group: int = EVERYBODY) -> int | None:
    """Return a cell's people, everybody's for group −1; None where they are hidden."""
    hidden = table.hidden
    if hidden is not None:
        gone = hidden.total[0, category] if group < 0 else hidden.cells[group, category]
        if gone:
            return None
    figures = table.total if group < 0 else table.cells
    return int(figures.people[max(group, 0), category])


def options_of(table: Table) -> list[int]:
    """Return the positions of the categories that are options of the form."""
    return [at for at, each in enumerate(table.categories) if each.kind == "option"]


def largest(table: Table, group: int = EVERYBODY) -> Told | None:
    """Return a group's largest answers; None where its base is hidden, or nobody is in it.

    A hidden answer of one could be as large as what the shown ones leave of
    the base, less one for each other hidden one; of several answers as large
    as the base.
    """
    base = base_of(table, group)
    if not base:
        return None
    counts = {at: count_of(table, at, group) for at in options_of(table)}
    shown = {at: count for at, count in counts.items() if count is not None}
    hidden = len(counts) - len(shown)
    number = max(shown.values(), default=0)
    labels = tuple(table.categories[at].label for at, n in shown.items() if n == number and n)
    rest = [count_of(table, at, group) for at, each in enumerate(table.categories)
            if each.kind in ("unreadable", "no answer")]  # fmt: skip
    left = base - sum(shown.values()) - sum(each or 0 for each in rest)
    most = base if table.question.multiple else left - max(hidden - 1, 0)
    certain = not hidden or number > most
    name = "" if group < 0 else str(table.groups[group])
    share = percent(number, base, table.decimals)
    return Told(name, base, labels, number, share, certain, bool(hidden))


def named_groups(table: Table) -> Iterator[tuple[int, Category]]:
    """Yield the groups that are answers, with their positions: neither 不明 nor 無回答."""
    for at, group in enumerate(table.groups):
        if group.answered:
            yield at, group


def members(table: Table, group: Category) -> tuple[str, ...]:
    """Return the options in a group that is a net, nothing for another one."""
    if group.kind != "net" or table.by is None:
        return ()
    question = table.by.questions[0]
    for net in question.nets:
        if net.label == group.label:
            return tuple(question.labels[at] for at in net.members)
    return ()
