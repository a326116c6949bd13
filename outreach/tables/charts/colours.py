"""Colours that everybody can tell apart, also when a report is printed in grey.

They are those of the カラーユニバーサルデザイン推奨配色セット, version 4 (CUDO, 2018), in an
order in which a dark one stands beside a light one.
"""

from __future__ import annotations

from outreach.tables.figures import Kind

OPTIONS = (
    "#005AFF", "#FFF100", "#990099", "#4DC4FF", "#804000", "#F6AA00", "#03AF7A", "#FFCABF",
    "#FF4B00", "#D8F255",
)  # fmt: skip
NO_ANSWER, UNREADABLE, NET = "#C8C8CB", "#84919E", "#FFFFFF"
EDGE = "#84919E"  # around what would be white on white


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


def luminance(colour: str) -> float:
    """Return the relative luminance of #RRGGBB, from 0 to 1 (WCAG 2.1).

    >>> luminance("#000000"), luminance("#FFFFFF")
    (0.0, 1.0)
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 6)


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on the colour.

    >>> ink_on("#005AFF"), ink_on("#FFF100")
    ('#FFFFFF', '#000000')
    """
    light = luminance(colour)
    return "#FFFFFF" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#000000"
