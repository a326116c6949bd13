"""The colours of a table's categories."""

from __future__ import annotations

from outreach.palette import NET, NO_ANSWER, OPTIONS, UNREADABLE
from outreach.tables.figures import Kind


def colours_of(kinds: list[Kind]) -> list[str]:
    """Return a colour for each category: options in turn, no answer and 不明 grey, nets white.

    >>> colours_of(["option", "option", "unreadable", "no answer"])
    ['#005AFF', '#FFF100', '#84919E', '#C8C8CB']
    """
    fixed = {"unreadable": UNREADABLE, "no answer": NO_ANSWER, "net": NET}
    options = 0
    colours = []
    for kind in kinds:
        colours.append(fixed.get(kind) or OPTIONS[options % len(OPTIONS)])
        options += kind == "option"
    return colours
