"""The styles of a document: fonts, sizes and colours that a person can change in Word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from outreach.messages import current_language
from outreach.report.document_marks import TWIPS, Element, element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

FONT = "BIZ UDGothic"
INSTEAD = ("Yu Gothic", "Meiryo", "MS Gothic", "Noto Sans CJK JP")  # where FONT is not there
INK, QUIET, RULE, SHADE = "1F3864", "595959", "8496B0", "E8EEF4"
TABLE = "SurveyTable"
Look = tuple[float, float, float, bool, str]  # size, space before and after (points), bold, colour
_PARAGRAPHS: dict[str, Look] = {
    "Title": (22, 0, 4, True, INK),
    "Subtitle": (13, 0, 6, False, "000000"),
    "Heading 1": (16, 20, 6, True, INK),
    "Heading 2": (12.5, 14, 4, True, INK),
    "Heading 3": (11, 10, 3, True, "000000"),
    "TOC Heading": (13, 12, 4, True, INK),
    "toc 1": (10.5, 4, 0, True, "000000"),
    "toc 2": (10, 0, 0, False, "000000"),
    "Caption": (9.5, 8, 3, True, "000000"),
    "List Bullet": (10.5, 0, 3, False, "000000"),
    "List Number": (10.5, 0, 5, False, "000000"),
    "Quote": (10, 2, 2, False, "000000"),
    "Note": (8.5, 2, 2, False, QUIET),
    "Figure": (9, 6, 2, False, "000000"),
    "Table Text": (9, 1, 1, False, "000000"),
    "Table Number": (9, 1, 1, False, "000000"),
    "Table Head": (8.5, 1, 1, True, "000000"),
    "Table Head Small": (7, 0.5, 0.5, True, "000000"),
    "Table Small": (7.5, 0.5, 0.5, False, "000000"),
    "Header": (8.5, 0, 0, False, QUIET),
    "Footer": (9, 0, 0, False, QUIET),
}
_RIGHT = ("Table Number", "Table Small", "Table Head", "Table Head Small", "Header")
_CENTRE = ("Figure", "Footer", "News Figure", "News Label")
_INDENT = {"toc 2": 6.0, "Quote": 6.0}  # millimetres


def restyle(document: Document, more: Mapping[str, Look]) -> None:
    """Put the document's styles, fonts and language in place; `more` are styles beside ours."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    _plain_fonts(document)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    known = {style.name for style in document.styles}
    for name, look in {**_PARAGRAPHS, **more}.items():
        if name not in known:
            made: Any = document.styles.add_style(
                name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc")
            )
            made.base_style = normal
        _dress(document.styles[name], name, look)
    quiet: Any = document.styles.add_style("Quiet", WD_STYLE_TYPE.CHARACTER)
    quiet.font.size, quiet.font.color.rgb = Pt(8.5), RGBColor.from_string(QUIET)
    document.styles.element.append(_table_style())


def _dress(
    style: Any,  # noqa: ANN401 - python-docx names a style of any type
    name: str,
    look: Look,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    size, before, after, bold, colour = look
    _bare(style)
    style.hidden, style.quick_style = False, True
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.15
    if name.startswith(("Heading", "TOC", "Caption", "Figure")) and name != "TOC Heading":
        form.keep_with_next = name != "Caption"
    if name in _RIGHT:
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif name in _CENTRE:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if name in _INDENT:
        form.left_indent = Mm(_INDENT[name])


def _bare(style: ParagraphStyle) -> None:
    """Take numbers, lines and letter spacing of the template out of a style."""
    from docx.oxml.ns import qn

    for tag in ("w:numPr", "w:pBdr", "w:tabs", "w:spacing", "w:kern", "w:contextualSpacing"):
        for part in list(style.element.iter(qn(tag))):
            part.getparent().remove(part)


def _plain_fonts(document: Document) -> None:
    """Name one font for all signs instead of the template's theme, and the language."""
    from docx.oxml.ns import qn

    for fonts in list(document.styles.element.iter(qn("w:rFonts"))):
        if any("heme" in name for name in fonts.attrib):
            fonts.getparent().remove(fonts)
    (default,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    names = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)
    default.insert(0, element("w:rFonts", **names))
    language = default.find(qn("w:lang"))
    spoken = {"ja": "ja-JP"}.get(current_language(), "en-US")
    language.set(qn("w:val"), spoken)
    language.set(qn("w:eastAsia"), "ja-JP")
    (spacing,) = document.styles.element.xpath("w:docDefaults/w:pPrDefault/w:pPr/w:spacing")
    spacing.set(qn("w:after"), "80")
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = part.blob.replace(b"</w:fonts>", _font_entry())


def _font_entry() -> bytes:
    """Return what the table of fonts says of ours, and which ones may take its place."""
    other = ",".join(INSTEAD)
    entry = f'<w:font w:name="{FONT}"><w:altName w:val="{other}"/></w:font></w:fonts>'
    return entry.encode()


def _table_style() -> Element:
    """Return the table style: lines between rows, the first row shaded and bold."""
    lines = [
        element(f"w:{side}", val="single", sz=size, space="0", color=RULE)
        for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4"))
    ]
    margins = [
        element(f"w:{side}", w=str(round(wide * TWIPS)), type="dxa")
        for side, wide in (("left", 1.0), ("right", 1.0))
    ]
    head = element(
        "w:tblStylePr", element("w:rPr", element("w:b")),
        element("w:tcPr", element("w:shd", val="clear", color="auto", fill=SHADE)), type="firstRow",
    )  # fmt: skip
    return element(
        "w:style", element("w:name", val="Survey Table"), element("w:basedOn", val="TableNormal"),
        element("w:uiPriority", val="99"), element("w:qFormat"),
        element("w:tblPr", element("w:tblBorders", *lines), element("w:tblCellMar", *margins)),
        head, type="table", customStyle="1", styleId=TABLE,
    )  # fmt: skip
