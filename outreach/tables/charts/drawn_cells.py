"""A table's cells as a chart needs them: nothing hidden is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from outreach.messages import _
from outreach.spelling import visible
from outreach.tables.charts.colours import colours_of
from outreach.tables.contents import Contents
from outreach.tables.figures import Figures
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import percent


@dataclass(frozen=True)
class Drawn:
    """A table as a chart shows it: bars by group and option, in the order of the table.

    A bar holds `group` (its name with n), `at` (the group's position), `option`,
    `place` (the category's position), `share` (0 to 1) and `shown` (the
    percentage as it is printed; of a hidden one 0 and X). `rests` are the parts
    of 100 % bars that hidden cells take together.
    """

    bars: list[dict[str, Any]]
    rests: list[dict[str, Any]]
    groups: list[str]
    options: list[str]
    kinds: list[str]
    colours: list[str]
    notes: list[str]


def drawn(table: Contents, small: int) -> Drawn:
    """Return what is drawn of a table; a base under `small` is marked *."""
    options = [
        _("(net) {label}").format(label=label) if each.kind == "net" else label
        for each in table.categories
        for label in [visible(str(each))]  # vl-convert ends the program at a control sign
    ]
    kinds = [each.kind for each in table.categories]
    bars: list[dict[str, Any]] = []
    rests: list[dict[str, Any]] = []
    groups: list[str] = []
    for at, group in enumerate(_groups(table)):
        label = group.label(small, groups)
        groups.append(label)
        for place, option in enumerate(options):
            bar = group.bar(place, table.decimals)
            if bar:
                bars.append({"group": label, "at": at, "option": option, "place": place} | bar)
        if rest := group.rest(kinds):
            rests.append({"group": label, "at": at} | rest)
    return Drawn(
        bars, rests, groups, options, [*kinds], colours_of(kinds), _notes(table, groups, small)
    )


def _groups(table: Contents) -> list[_Group]:
    """Return the rows that are drawn: everybody, then the groups; of a simple table the one."""
    hidden = table.hidden
    flags = None if hidden is None else hidden.total_percents()[0].tolist()
    name = _("All") if table.by else ""
    groups = [_Group(name, table.total, 0, flags, bool(hidden and hidden.whole))]
    for at, group in enumerate(table.groups if table.by else ()):
        flags = None if hidden is None else hidden.percents()[at].tolist()
        without_base = bool(hidden and hidden.groups[at])
        groups.append(_Group(visible(str(group)), table.cells, at, flags, without_base))
    return groups


@dataclass(frozen=True)
class _Group:
    """One row of a table, everybody or a group, and which of its cells are hidden."""

    name: str
    figures: Figures
    at: int
    hidden: Sequence[bool] | None
    without_base: bool

    def label(self, small: int, taken: Sequence[str]) -> str:
        """Return the name with n; unlike those before it, so that no two groups fall together."""
        n = next(iter(self.figures.bases[self.at].tolist()), 0)
        size = WITHHELD if self.without_base else f"{n:,}" + ("*" if n < small else "")
        label = f"{self.name} (n={size})" if self.name else f"n={size}"
        while label in taken:
            label += "\u00a0"
        return label

    def bar(self, place: int, decimals: int) -> dict[str, Any] | None:
        """Return a cell's share and percentage, X where it is hidden, None on a base of nobody."""
        if self.is_hidden(place):
            return {"share": 0.0, "shown": WITHHELD}
        count = self.figures.counts[self.at, place].item()
        of = self.figures.weighted_bases[self.at, place].item()
        if not of:
            return None
        return {"share": count / of, "shown": percent(count, of, decimals)}

    def is_hidden(self, place: int) -> bool:
        """Return whether the cell is not to be seen."""
        return self.without_base or (self.hidden is not None and self.hidden[place])

    def rest(self, kinds: Sequence[str]) -> dict[str, Any] | None:
        """Return from where to where a 100 % bar's hidden cells reach, all of them together."""
        parts = [place for place, kind in enumerate(kinds) if kind != "net"]
        if self.without_base or not any(map(self.is_hidden, parts)):
            return None
        bars = [self.bar(place, 0) for place in parts]
        start = min(1.0, sum(bar["share"] for bar in bars if bar))
        return {"start": start, "end": 1.0, "middle": (start + 1) / 2, "shown": WITHHELD}


def _notes(table: Contents, groups: Sequence[str], small: int) -> list[str]:
    """Return what is said under the title: whom the chart is of, and what its signs mean."""
    notes = [visible(table.where)] if table.where else []
    if table.weight:
        notes.append(_("weighted; n is people"))
    if any(label.rstrip("\u00a0)").endswith("*") for label in groups):
        notes.append(_("* marks an n under {small}: read it with care.").format(small=small))
    hidden = table.hidden
    if hidden is not None and hidden.some:
        notes.append(_("{sign} is a number that is kept secret.").format(sign=WITHHELD))
    if table.by is not None and table.by.multiple:
        notes.append(_("Whoever gave several answers to the break is in several groups."))
    return notes
