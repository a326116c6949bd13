"""The sheets of a report's workbook: what each is called, what is on it, how it begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from outreach.messages import _
from outreach.report.excel_texts import clip
from outreach.report.model import SYNTHETIC
from outreach.report.workbook_charts import Charts
from outreach.report.workbook_rows import Pencil
from outreach.report.workbook_styles import Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_FOOTER = 28  # characters of a title at the foot of a page, so that it reaches no page number
_A4 = 9


@dataclass(frozen=True, eq=False)
class Binding:
    """The workbook that sheets are bound into.

    `contents` is the name of the sheet of contents, `title` the report's;
    `mark` says that answers are made up, or is "".
    """

    book: Workbook
    styles: Styles
    charts: Charts
    contents: str
    title: str
    mark: str = ""


@dataclass(frozen=True, eq=False)
class Leaf:
    """One sheet that is to be: the name that it would have, what is on it, what writes it.

    `section` is what it belongs to, as the contents say it. A sheet that is
    `fixed` gets its name before those that are called by a question.
    """

    name: str
    about: str
    write: Callable[[Worksheet, Binding], None]
    section: str = ""
    colour: str = ""
    fixed: bool = True


class Page(Protocol):
    """What lines are written on."""

    sheet: Worksheet
    pencil: Pencil

    def line(self, text: str, style: str) -> None:
        """Write a text across the page."""


def put_head(page: Page, binding: Binding, title: str, subtitle: str = "") -> None:
    """Put a sheet's title, the way back to the contents, and whether answers are made up."""
    page.line(title, "title")
    page.pencil.link(_("← To the contents"), binding.contents)
    for text, style in ((subtitle, "note"), (binding.mark, "mark")):
        if text:
            page.line(text, style)


def set_paper(sheet: Worksheet, binding: Binding, *, across: bool = True) -> None:
    """Put a sheet on A4 with margins and a foot: the report's title, the page's number."""
    sheet.set_paper(_A4)
    if across:
        sheet.set_landscape()
    sheet.set_margins(0.5, 0.5, 0.6, 0.7)
    title = clip(binding.title, _FOOTER).replace("&", "&&")
    mark = SYNTHETIC if binding.mark else ""
    sheet.set_footer(f"&L&8{_apart(title)}&C&P / &N&R&8{mark}")


def _apart(text: str) -> str:
    """Return a text that may stand behind a size: a digit would be read as part of it."""
    return f" {text}" if text[:1].isdigit() else text
