"""What a publisher should know of a table although no small number is in it."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.messages import _
from outreach.tables.table import Table

NAMED = 5  # groups that a warning names


def remarks(table: Table) -> list[str]:
    """Return warnings about groups all or none of whom gave an answer.

    Such a row tells something of each person in the group, however large it
    is: Hundepool and others, Statistical Disclosure Control (2012), call it
    group disclosure. A table of everybody has no groups, and no warnings.
    """
    if table.by is None:
        return []
    options = [at for at, each in enumerate(table.categories) if each.kind == "option"]
    groups = [at for at in range(len(table.groups)) if table.bases[at].max(initial=0) > 0]
    counts, bases = table.cells.people, table.bases
    asked = [at for at in options if table.total.people[0, at] > 0]
    all_of = [
        group for group in groups if any(counts[group, at] == bases[group, at] for at in options)
    ]
    none_of = [group for group in groups if any(counts[group, at] == 0 for at in asked)]
    said = []
    if all_of:
        words = _("100 %: everybody gave the same answer in {groups}. It is known of each of them.")
        said.append(words.format(groups=_named(table, all_of)))
    if none_of:
        words = _("0 %: nobody gave one of the answers in {groups}. It is known of each of them.")
        said.append(words.format(groups=_named(table, none_of)))
    return said


def _named(table: Table, groups: Sequence[int]) -> str:
    names = ", ".join(str(table.groups[at]) for at in groups[:NAMED])
    if len(groups) <= NAMED:
        return names
    return _("{names} and {more} more").format(names=names, more=len(groups) - NAMED)
