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
