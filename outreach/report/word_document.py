"""A Word document to begin with: A4, Japanese, large print, and the same bytes every time."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FACE = "BIZ UDGothic"  # on every Windows since 10: made to be told apart by weak eyes
WIDTH, HEIGHT, MARGIN, TOP, BOTTOM = 210, 297, 18, 13, 17  # millimetres
LEADING = 1.42  # height of a line, by the size of its signs
_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is written
_STAMP = (2000, 1, 1, 0, 0, 0)


def new_document(title: str, size: float) -> Document:
    """Return an empty document on A4, its base font of that size in points."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.language = title[:255], "", "", "ja-JP"
    facts.created = facts.modified = _MADE
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.footer_distance = Mm(8)
    _speak_japanese(document)
    style = paragraph_style(document, "Normal", size)
    style.paragraph_format.space_after = style.paragraph_format.space_before = 0
    _keep_signs_together(style)
    return document


def paragraph_style(document: Document, name: str, size: float) -> ParagraphStyle:
    """Return a paragraph style of that name, black and in the font of the document.

    It is the built-in one where Word has it, else one that is made.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    known = any(style.name == name for style in document.styles)
    style: ParagraphStyle = (
        document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    if name != "Normal":
        style.base_style = document.styles["Normal"]
    style.font.size, style.font.name, style.font.color.rgb = Pt(size), FACE, RGBColor(0, 0, 0)
    style.paragraph_format.line_spacing = Pt(size * LEADING)  # exact: fonts differ in theirs
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()  # those of a theme come before a name
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(_tag(f"w:{script}"), FACE)
    return style


def add_page_numbers(document: Document) -> None:
    """Put “1 / 2” at the foot of every page, as fields."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _add_field(paragraph, "NUMPAGES")


def bytes_of(document: Document) -> bytes:
    """Return the document as it is saved, without the time at which that was."""
    saved, steady = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(steady, "w", ZIP_DEFLATED) as written:
        for name in parts.namelist():
            part = ZipInfo(name, _STAMP)
            part.compress_type, part.create_system = ZIP_DEFLATED, 0
            written.writestr(part, parts.read(name))
    return steady.getvalue()


def element(name: str, **values: object) -> BaseOxmlElement:
    """Return an element of Word's own language with the attributes."""
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(_tag(f"w:{key}"), str(value))
    return made


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def put(parent: BaseOxmlElement, child: BaseOxmlElement, *later: str) -> None:
    """Put a child before the elements named, as Word's schema orders them."""
    parent.insert_element_before(child, *(f"w:{name}" for name in later))


def _keep_signs_together(style: ParagraphStyle) -> None:
    """Leave no gap between kana and digits: 問1, and not 問 1."""
    for name in ("autoSpaceDE", "autoSpaceDN"):
        put(style.element.get_or_add_pPr(), element(name, val=0), "spacing", "ind", "jc")


def _speak_japanese(document: Document) -> None:
    for language in document.styles.element.iter(_tag("w:lang")):
        for script in ("val", "eastAsia"):
            language.set(_tag(f"w:{script}"), "ja-JP")


def _add_field(paragraph: Paragraph, name: str) -> None:
    for kind in ("begin", "", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        if kind == "":
            instruction = element("instrText")
            instruction.text = name
            run._r.append(instruction)
        elif kind != "text":
            run._r.append(element("fldChar", fldCharType=kind))
