"""Colours that everybody can tell apart, also when a report is printed in grey.

They are those of the カラーユニバーサルデザイン推奨配色セット, version 4 (CUDO, 2018), in an
order in which a dark one stands beside a light one.
"""

from __future__ import annotations

OPTIONS = (
    "#005AFF", "#FFF100", "#990099", "#4DC4FF", "#804000", "#F6AA00", "#03AF7A", "#FFCABF",
    "#FF4B00", "#D8F255",
)  # fmt: skip
INKS = ("#000000", "#005AFF", "#804000", "#990099")  # those that small text on white is read in
PALE = ("#BFE4FF", "#FFFF80", "#C9ACE6", "#D8F255", "#77D9A8", "#FFCABF", "#C8C8CB")  # under text
NO_ANSWER, UNREADABLE, NET = "#C8C8CB", "#84919E", "#FFFFFF"
EDGE = "#84919E"  # around what would be white on white


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


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.1); small text needs 4.5.

    >>> contrast("#FFFFFF", "#000000")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return round((light + 0.05) / (dark + 0.05), 6)


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on the colour.

    >>> ink_on("#005AFF"), ink_on("#FFF100")
    ('#FFFFFF', '#000000')
    """
    light = luminance(colour)
    return "#FFFFFF" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#000000"
