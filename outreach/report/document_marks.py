"""WordprocessingML in small pieces: elements, runs, fields, bookmarks, in clean text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from outreach.spelling import visible

TWIPS = 1440 / 25.4  # of a millimetre

Element = Any  # lxml's elements, as python-docx makes them


def element(tag: str, *inside: Element, **attributes: str) -> Element:
    """Return an element such as w:jc with what is inside it, its attributes in Word's namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(inside)
    return made


def clean(text: str) -> str:
    r"""Return a text as XML may hold it, its lines kept; what nobody sees is escaped.

    >>> clean("市報\x00\nチラシ"), clean("=cmd|' /C calc'!A0")
    ('市報\\x00\nチラシ', "=cmd|' /C calc'!A0")
    """
    return "\n".join(visible(line) for line in text.splitlines())


def run(text: str, style: str = "") -> Element:
    """Return a run; lines of the text stand below one another. `style` is a character style's."""
    made = element("w:r")
    if style:
        made.append(element("w:rPr", element("w:rStyle", val=style)))
    for at, line in enumerate(clean(text).split("\n")):
        if at:
            made.append(element("w:br"))
        made.append(_text("w:t", line))
    return made


def field(code: str, shown: str) -> Iterator[Element]:
    """Yield the runs of a field, with what it shows until Word works it out anew."""
    yield element("w:r", element("w:fldChar", fldCharType="begin"))
    yield element("w:r", _text("w:instrText", f" {code} "))
    yield element("w:r", element("w:fldChar", fldCharType="separate"))
    yield run(shown)
    yield element("w:r", element("w:fldChar", fldCharType="end"))


def bookmarked(number: int, name: str, inside: Element) -> Iterator[Element]:
    """Yield a run between the ends of a bookmark."""
    yield element("w:bookmarkStart", id=str(number), name=name)
    yield inside
    yield element("w:bookmarkEnd", id=str(number))


def paragraph(
    style: str, *inside: Element, keep: bool = False, number: int | None = None
) -> Element:
    """Return a paragraph of a style (its id); `keep` keeps it with the next, `number` is a list."""
    properties = element("w:pPr", element("w:pStyle", val=style))
    if keep:
        properties.append(element("w:keepNext"))
    if number is not None:
        level, of = element("w:ilvl", val="0"), element("w:numId", val=str(number))
        properties.append(element("w:numPr", level, of))
    return element("w:p", properties, *inside)


def _text(tag: str, text: str) -> Element:
    made = element(tag)
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
