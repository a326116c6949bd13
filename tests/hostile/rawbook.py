"""A workbook written part by part, so that any part of it can be wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from hostile.table import TABLE

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DATE, MOMENT, PERCENT, TEXT, CLOCK, HOURS, MONTH_DAY = 1, 2, 3, 4, 5, 6, 7  # cell styles
_FORMATS = (0, 14, 22, 9, 49, 21, 46, 164)


class Raw(str):
    """A cell as XML; {r} is its reference."""

    __slots__ = ()


def number(value: object, style: int = 0) -> Raw:
    return Raw(f'<c r="{{r}}" s="{style}"><v>{value}</v></c>')


def formula(text: str, value: str = "", kind: str = "", attributes: str = "") -> Raw:
    """A formula; without a value it was never calculated."""
    stored = f"<v>{escape(value)}</v>" if value else ""
    kind = f' t="{kind}"' if kind else ""
    return Raw(f'<c r="{{r}}"{kind}><f{attributes}>{escape(text)}</f>{stored}</c>')


def error(value: str) -> Raw:
    return Raw(f'<c r="{{r}}" t="e"><v>{value}</v></c>')


def inline(text: str) -> Raw:
    return Raw(
        f'<c r="{{r}}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    )


def letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass
class Page:
    """One sheet: rows from `row` and `column` on, and what stands around its cells."""

    rows: Sequence[Sequence[Any]] = ()
    row: int = 1
    column: int = 1
    dimension: str = ""
    before: str = ""  # sheetViews, cols
    after: str = ""  # autoFilter, mergeCells
    hidden: frozenset[int] = frozenset()
    state: str = ""
    more: str = ""  # rows as XML, behind the others
    inline: bool = False

    def merged(self, *ranges: str) -> Page:
        cells = "".join(f'<mergeCell ref="{name}"/>' for name in ranges)
        self.after += f'<mergeCells count="{len(ranges)}">{cells}</mergeCells>'
        return self

    def xml(self, strings: dict[str, int]) -> str:
        rows = "".join(self._row(at, cells, strings) for at, cells in enumerate(self.rows))
        dimension = f'<dimension ref="{self.dimension}"/>' if self.dimension else ""
        return (
            f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{dimension}{self.before}'
            f"<sheetData>{rows}{self.more}</sheetData>{self.after}</worksheet>"
        )

    def _row(self, at: int, cells: Sequence[Any], strings: dict[str, int]) -> str:
        row = self.row + at
        xml = "".join(
            self._cell(f"{letters(self.column + place)}{row}", cell, strings)
            for place, cell in enumerate(cells)
            if cell is not None
        )
        hidden = ' hidden="1"' if row in self.hidden else ""
        return f'<row r="{row}"{hidden}>{xml}</row>' if xml or hidden else ""

    def _cell(self, name: str, cell: Any, strings: dict[str, int]) -> str:
        if isinstance(cell, Raw):
            return cell.format(r=name)
        if isinstance(cell, bool):
            return f'<c r="{name}" t="b"><v>{int(cell)}</v></c>'
        if isinstance(cell, int | float):
            return f'<c r="{name}"><v>{cell}</v></c>'
        if self.inline:
            return inline(cell).format(r=name)
        at = strings.setdefault(cell, len(strings))
        return f'<c r="{name}" t="s"><v>{at}</v></c>'


@dataclass
class Book:
    """A workbook: sheets by name, and parts that stand beside or instead of the usual ones."""

    pages: Mapping[str, Page] = field(default_factory=lambda: {"回答": Page(TABLE)})
    date1904: bool = False
    parts: Mapping[str, str | bytes | None] = field(default_factory=dict)
    strings: Mapping[str, str] = field(default_factory=dict)  # another <si> for a text
    kinds: Mapping[str, str] = field(default_factory=dict)

    def members(self) -> dict[str, bytes]:
        strings: dict[str, int] = {}
        sheets = {
            f"xl/worksheets/sheet{at}.xml": page.xml(strings)
            for at, page in enumerate(self.pages.values(), 1)
        }
        parts: dict[str, str | bytes | None] = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": self._workbook(),
            "xl/_rels/workbook.xml.rels": self._targets(),
            "xl/styles.xml": _styles(),
            "xl/sharedStrings.xml": self._strings(strings),
            **sheets,
            **self.parts,
        }
        return {
            name: part.encode() if isinstance(part, str) else part
            for name, part in parts.items()
            if part is not None
        }

    def bytes(self) -> bytes:
        return pack(self.members().items())

    def _types(self) -> str:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        of_book = self.kinds.get("workbook", f"{kind}.sheet.main+xml")
        parts = {"/xl/workbook.xml": of_book, "/xl/styles.xml": f"{kind}.styles+xml"}
        parts["/xl/sharedStrings.xml"] = f"{kind}.sharedStrings+xml"
        for at in range(1, len(self.pages) + 1):
            parts[f"/xl/worksheets/sheet{at}.xml"] = f"{kind}.worksheet+xml"
        overrides = "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
        )
        return (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        )

    def _workbook(self) -> str:
        sheets = "".join(
            f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"'
            + (f' state="{page.state}"' if page.state else "")
            + "/>"
            for at, (name, page) in enumerate(self.pages.items(), 1)
        )
        settings = '<workbookPr date1904="1"/>' if self.date1904 else "<workbookPr/>"
        return (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}'
            f"<sheets>{sheets}</sheets></workbook>"
        )

    def _targets(self) -> str:
        targets = {
            f"rId{at}": ("worksheet", f"worksheets/sheet{at}.xml")
            for at in range(1, len(self.pages) + 1)
        }
        targets["rIdStyles"] = ("styles", "styles.xml")
        targets["rIdStrings"] = ("sharedStrings", "sharedStrings.xml")
        return _relations(targets)

    def _strings(self, strings: Iterable[str]) -> str:
        items = "".join(
            self.strings.get(text, f'<si><t xml:space="preserve">{escape(text)}</t></si>')
            for text in strings
        )
        return f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>'


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def _styles() -> str:
    cells = "".join(
        f'<xf numFmtId="{name}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for name in _FORMATS
    )
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1">'
        '<numFmt numFmtId="164" formatCode="m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs count="{len(_FORMATS)}">{cells}</cellXfs></styleSheet>'
    )


def pack(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip that is the same at any time of day."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, raw in members:
            archive.writestr(zipfile.ZipInfo(name), raw, method)
    return whole.getvalue()


def repack(raw: bytes) -> bytes:
    """A zip that a library wrote, without the time at which it did."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return pack((name, archive.read(name)) for name in archive.namelist())
