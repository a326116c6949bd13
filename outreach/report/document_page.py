"""An empty document: A4, its header and footer, its lists, its styles."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from outreach.report.document_marks import TWIPS, Element, clean, element, field, run
from outreach.report.document_styles import Look, restyle

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

WIDTH, HEIGHT, MARGIN = 210, 297, 20  # of the page, in millimetres
_FOOT = 10  # from the paper's edge to header and footer
HEADINGS, BULLETS, FIRST_LIST = 40, 41, 42  # numbers of lists; each numbered list has its own
_NUMBERED = 43  # the abstract list that numbered lists are of
_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is written


def new_document(
    title: str, mark: str, more: Mapping[str, Look] | None = None, *, numbered: bool = True
) -> Document:
    """Return a document without content; `mark` stands at the top of every page.

    `more` are styles beside or instead of ours; `numbered` gives headings numbers.
    """
    import docx

    document = docx.Document()
    restyle(document, more or {})
    _lists(document, numbered=numbered)
    _modern(document)
    _say_what_it_is(document, title)
    section = document.sections[0]
    lay(section, wide=False)
    section.header.paragraphs[0].style = document.styles["Header"]
    section.header.paragraphs[0]._p.append(run(mark))
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Footer"]
    pieces = [*field("PAGE", "1"), run(" / "), *field("NUMPAGES", "1")]
    foot._p.extend(pieces)
    return document


def lay(section: Section, *, wide: bool) -> None:
    """Put a section on A4, `wide` on its long side."""
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Mm

    section.orientation = WD_ORIENTATION.LANDSCAPE if wide else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    if wide:
        section.page_width, section.page_height = Mm(HEIGHT), Mm(WIDTH)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.header_distance = section.footer_distance = Mm(_FOOT)


def room(*, wide: bool) -> float:
    """Return the width of what is printed, in millimetres."""
    return float((HEIGHT if wide else WIDTH) - 2 * MARGIN)


def start_list(document: Document, at: int) -> int:
    """Return the number of a new list that begins with 1; `at` counts the lists before it."""
    number = FIRST_LIST + at
    again = element("w:lvlOverride", element("w:startOverride", val="1"), ilvl="0")
    _numbering(document).append(_list(number, _NUMBERED, again))
    return number


def _lists(document: Document, *, numbered: bool) -> None:
    """Define numbered headings, bullets and numbered lists, and tie the styles to them."""
    from docx.oxml.ns import qn

    heads = [_level(at, f"%{'.%'.join('123'[: at + 1])}", f"Heading{at + 1}") for at in range(3)]
    numbering = _numbering(document)
    first = numbering.find(qn("w:num"))
    for number, levels in (
        (HEADINGS, heads), (BULLETS, [_level(0, "・", "ListBullet", 5)]),
        (_NUMBERED, [_level(0, "%1.", "", 8)]),
    ):  # fmt: skip
        kind = "multilevel" if number == HEADINGS else "singleLevel"
        made = element("w:abstractNum", element("w:multiLevelType", val=kind), *levels)
        made.set(qn("w:abstractNumId"), str(number))
        first.addprevious(made)
    numbering.append(_list(HEADINGS, HEADINGS))
    numbering.append(_list(BULLETS, BULLETS))
    for at in range(3 if numbered else 0):
        _tie(document, f"Heading {at + 1}", HEADINGS, at)
    _tie(document, "TOC Heading", 0, 0)  # it is a heading, but none of the numbered ones
    _tie(document, "List Bullet", BULLETS, 0)


def _level(at: int, text: str, style: str, indent: int = 0) -> Element:
    """Return one level of a list; its style's paragraphs hang by `indent` millimetres."""
    wide = str(round(indent * TWIPS))
    place = element("w:ind", left=wide, hanging=wide)
    parts = [
        element("w:start", val="1"),
        element("w:numFmt", val="bullet" if text == "・" else "decimal"),
        *([element("w:pStyle", val=style)] if style else []),
        element("w:suff", val="tab" if indent else "space"),
        element("w:lvlText", val=text), element("w:lvlJc", val="left"),
        element("w:pPr", place),
    ]  # fmt: skip
    return element("w:lvl", *parts, ilvl=str(at))


def _list(number: int, of: int, *more: Element) -> Element:
    return element("w:num", element("w:abstractNumId", val=str(of)), *more, numId=str(number))


def _tie(document: Document, name: str, number: int, level: int) -> None:
    properties = document.styles[name].element.get_or_add_pPr()
    tied = properties.get_or_add_numPr()
    tied.get_or_add_ilvl().val = level
    tied.get_or_add_numId().val = number


def _numbering(document: Document) -> Element:
    return document.part.numbering_part.element


def _modern(document: Document) -> None:
    """Say that Word need not do as an old version did; drop the template's thumbnail."""
    from docx.oxml.ns import qn

    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    links = document.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("thumbnail")]:
        del links[key]


def _say_what_it_is(document: Document, title: str) -> None:
    about = document.core_properties
    about.title = clean(title).replace("\n", " ")[:255]
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = _MADE
    about.language = document.styles.element.xpath("w:docDefaults//w:lang/@w:val")[0]
