"""A picture: what is drawn, what it says in words, and the file it becomes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from outreach.errors import CannotWrite, Place
from outreach.messages import _
from outreach.report.files import replacing
from outreach.report.pictures.lettering import font_remarks, sayable, wrapped
from outreach.report.pictures.shapes import BLACK, DARK, LEADING, Box, Shape, Text, number

_MARGIN, _GAP = 20, 12  # pixels around everything, and between caption and drawing
_TITLE, _CAPTION = 17, 12  # font sizes in pixels
NARROWEST = 480  # pixels: a caption has room
ENDINGS = (".svg", ".png")


@dataclass(frozen=True, eq=False)
class Picture:
    """A drawing with a title and a caption over it, and its text alternative.

    `sentence` and `items` say in words what is drawn, for those who cannot see
    it: one sentence, then everything in the drawing, largest first. `caption`
    says what sizes and places mean; `remarks` what is not drawn as it was
    given. `shapes` are in pixels, within `width` and `height`. A notebook shows it.
    """

    title: str
    sentence: str
    items: tuple[str, ...]
    shapes: tuple[Shape, ...] = field(repr=False)
    width: float
    height: float
    caption: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def alternative(self) -> str:
        """The text alternative as lines: title, sentence, items, caption, remarks."""
        listed = [f"・{item}" for item in self.items]
        lines = [self.title, self.sentence, *listed, *self.caption, *self.remarks]
        return "\n".join(sayable(line) for line in lines)

    @cached_property
    def svg(self) -> str:
        """The picture as an SVG file; its text is outlines, its alternative in <desc>.

        Raises MissingFont.
        """
        width = max(self.width, NARROWEST)
        head, down = _head(self, width)
        root = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
        whole = width + 2 * _MARGIN, down + self.height + _MARGIN
        root.set("width", number(whole[0]))
        root.set("height", number(whole[1]))
        root.set("viewBox", f"0 0 {number(whole[0])} {number(whole[1])}")
        root.set("aria-label", sayable(self.title))
        SubElement(root, "title").text = sayable(self.title)
        SubElement(root, "desc").text = self.alternative
        Box(0, 0, *whole, "#FFFFFF").add_to(root)
        for text in head:
            text.add_to(root)
        left = _MARGIN + (width - self.width) / 2
        body = SubElement(root, "g", transform=f"translate({number(left)} {number(down)})")
        for shape in self.shapes:
            shape.add_to(body)
        return tostring(root, encoding="unicode") + "\n"

    @cached_property
    def png(self) -> bytes:
        """The picture as a PNG file, two dots for each pixel; raises MissingFont."""
        import vl_convert

        return bytes(vl_convert.svg_to_png(self.svg, scale=2))

    def save(self, path: str | os.PathLike[str], inputs: Sequence[Path] = ()) -> Path:
        """Write the picture to a file, .svg or .png by its ending, and return where it is.

        The file is whole or not there. Raises CannotWrite for another ending,
        for one of the `inputs`, and for a place that cannot be written to;
        MissingFont.
        """
        target = Path(path)
        ending = checked_ending(target)
        content = self.svg.encode() if ending == ".svg" else self.png
        with replacing(target, inputs) as beside:
            beside.write_bytes(content)
        return target

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_png_(self) -> bytes:
        return self.png


def checked_ending(path: Path) -> str:
    """Return a picture's ending; raise CannotWrite where it is neither .svg nor .png."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        message = _("“{ending}” is no format that can be written.")
        remedy = _("End the name in one of: {endings}.").format(endings=" ".join(ENDINGS))
        message = message.format(ending=ending or path.name)
        raise CannotWrite(message, Place(str(path)), remedy)
    return ending


def finished(picture: Picture, notes: Sequence[str] = ()) -> Picture:
    """Return the picture with notes under its caption, and remarks on what the font lacks."""
    drawn = [picture.title, *picture.items, *picture.caption, *notes]
    remarks = (*picture.remarks, *font_remarks(drawn))
    return replace(picture, caption=(*picture.caption, *notes), remarks=remarks)


def _head(picture: Picture, width: float) -> tuple[list[Text], float]:
    """Return title, caption and remarks as text, and how far down they reach."""
    parts = [(picture.title, _TITLE, BLACK)]
    parts += [(line, _CAPTION, DARK) for line in (*picture.caption, *picture.remarks)]
    found, down = [], float(_MARGIN)
    for paragraph, size, ink in parts:
        for line in wrapped(paragraph, size, width):
            found.append(Text(_MARGIN, down + size * LEADING / 2, line, size, ink))
            down += size * LEADING
        down += 3
    return found, down + _GAP
