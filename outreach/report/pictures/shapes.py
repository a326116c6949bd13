"""What a picture is drawn with: lines, circles, boxes and text, in pixels, as parts of an SVG.

Text is drawn as the font's own outlines, so that it looks the same where the font is not
installed, and no character is a □.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from outreach.report.pictures.lettering import drawable, outline_of, sayable, units, width_of

Anchor = Literal["start", "middle", "end"]
BLACK, DARK = "#000000", "#333333"
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # how much of a line stands before its place
_DOWN = 0.38  # of a font size: from the middle of a line down to where its characters stand
_HALO = 2.5  # pixels around text that stands on lines
LEADING = 1.25  # of a font size: from one line to the next


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = DARK
    width: float = 1
    dashed: bool = False

    def add_to(self, parent: Element) -> None:
        """Add the line to a part of an SVG."""
        element = SubElement(
            parent, "line",
            x1=number(self.x1), y1=number(self.y1), x2=number(self.x2), y2=number(self.y2),
        )  # fmt: skip
        element.set("stroke", self.colour)
        element.set("stroke-width", number(self.width))
        element.set("stroke-linecap", "round")
        if self.dashed:
            element.set("stroke-dasharray", "5 4")


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc with an edge; `tip` is shown where a pointer rests on it."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = DARK
    tip: str = ""

    def add_to(self, parent: Element) -> None:
        """Add the disc to a part of an SVG."""
        element = SubElement(
            parent, "circle", cx=number(self.x), cy=number(self.y), r=number(self.radius),
            fill=self.fill, stroke=self.edge,
        )  # fmt: skip
        _tell(element, self.tip)


@dataclass(frozen=True, slots=True)
class Box:
    """A filled box, its left upper corner at x and y."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""
    tip: str = ""

    def add_to(self, parent: Element) -> None:
        """Add the box to a part of an SVG."""
        element = SubElement(
            parent, "rect", x=number(self.x), y=number(self.y), width=number(self.width),
            height=number(self.height), fill=self.fill,
        )  # fmt: skip
        if self.edge:
            element.set("stroke", self.edge)
        _tell(element, self.tip)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; y is the middle of its height, x its start, middle or end.

    `halo` is a colour around it, for text that stands on lines.
    """

    x: float
    y: float
    text: str
    size: float
    ink: str = BLACK
    anchor: Anchor = "start"
    halo: str = ""
    tip: str = ""

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return width_of(drawable(self.text), self.size)

    def add_to(self, parent: Element) -> None:
        """Add the text's outlines to a part of an SVG."""
        scale = self.size / units()
        left = self.x - _BEFORE[self.anchor] * self.width
        place = f"translate({number(left)} {number(self.y + _DOWN * self.size)})"
        turned = f"{place} scale({scale:.6g} {-scale:.6g})"
        outline = outline_of(drawable(self.text))
        if self.halo:
            around = SubElement(parent, "path", d=outline, transform=turned, stroke=self.halo)
            around.set("stroke-width", number(2 * _HALO / scale))
            around.set("stroke-linejoin", "round")
        _tell(SubElement(parent, "path", d=outline, transform=turned, fill=self.ink), self.tip)


Shape = Line | Circle | Box | Text


def lines_of(
    lines: list[str], x: float, y: float, size: float, ink: str = BLACK, *,
    anchor: Anchor = "start", halo: str = "", tip: str = "",
) -> list[Text]:  # fmt: skip
    """Return lines of text one below the other, y the middle of all their height."""
    first = y - (len(lines) - 1) / 2 * size * LEADING
    return [
        Text(x, first + at * size * LEADING, line, size, ink, anchor, halo, tip)
        for at, line in enumerate(lines)
    ]


def number(value: float) -> str:
    """Return a number as it stands in an SVG: hundredths of a pixel.

    >>> number(3), number(0.125), number(-0.001)
    ('3', '0.12', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _tell(element: Element, tip: str) -> None:
    if tip:
        SubElement(element, "title").text = sayable(tip)
