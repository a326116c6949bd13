"""What the XML of an .ods says and calamine does not: errors, merges, hidden rows, extent."""

from __future__ import annotations

import zipfile
from pathlib import Path

from outreach.intake.cells import Merge
from outreach.intake.files.extra import Extra
from outreach.intake.files.xlsx_parser import Handler, parse

_ROWS_OF_A_SHEET = 1 << 20
_CELLS = ("table:table-cell", "table:covered-table-cell")


def read_ods_extra(path: Path, archive: zipfile.ZipFile) -> dict[str, Extra]:
    """Return what the XML says more, by the sheet's name; read as a stream.

    Raises UnreadableFile where it is broken, TooLarge where a sheet has too
    many cells, UnsafeWorkbook for a document type.
    """
    reader = _Reader()
    with archive.open("content.xml") as file:
        parse(path, file, reader)
    for name, sheet in reader.sheets.items():
        sheet.check_extent(path, name)
    return reader.sheets


class _Reader(Handler):
    """Counts rows and cells while the document passes."""

    def __init__(self) -> None:
        self.sheets: dict[str, Extra] = {}
        self.sheet = Extra(merges=[])
        self.row = self.column = 0  # the last one that is done
        self.rows_alike = self.cells_alike = 1
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element's begin."""
        if name == "table:table":
            self.sheet = self.sheets.setdefault(attributes.get("table:name", ""), Extra(merges=[]))
            self.row = 0
        elif name == "table:table-row":
            self.rows_alike = _number(attributes, "table:number-rows-repeated")
            self.column = 0
            if attributes.get("table:visibility") in ("collapse", "filter"):
                until = min(self.row + self.rows_alike, _ROWS_OF_A_SHEET)
                self.sheet.hidden += range(self.row + 1, until + 1)
        elif name in _CELLS:
            self.cells_alike = _number(attributes, "table:number-columns-repeated")
            self.cell, self.text = attributes, []

    def say(self, text: str) -> None:
        """Take in characters."""
        if self.cell is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        """Take in an element's end."""
        if name == "table:table-row":
            self.row += self.rows_alike
        elif name in _CELLS and self.cell is not None:
            self._end_cell(self.cell, "".join(self.text).strip())
            self.column += self.cells_alike
            self.cell = None

    def _end_cell(self, cell: dict[str, str], text: str) -> None:
        row, column, sheet = self.row + 1, self.column + 1, self.sheet
        kind = cell.get("office:value-type", "")
        down, across = (_number(cell, f"table:number-{way}-spanned") for way in ("rows", "columns"))
        if down * across > 1:
            assert sheet.merges is not None
            sheet.merges.append(Merge(row, column, row + down - 1, column + across - 1))
        if text or kind:
            sheet.rows = max(sheet.rows, self.row + self.rows_alike)
            sheet.columns = max(sheet.columns, self.column + self.cells_alike)
        if cell.get("calcext:value-type") == "error":
            sheet.texts[row, column] = text or "#N/A"
        elif "table:formula" in cell and not kind:
            sheet.texts[row, column] = text or "=" + cell["table:formula"].partition("=")[2]


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1
