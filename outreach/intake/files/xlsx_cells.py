"""What the XML of an .xlsx says and calamine does not: errors, formulas without value, extent."""

from __future__ import annotations

import codecs
import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from outreach.errors import Place, TooLarge, column_number
from outreach.intake.files.extra import Extra
from outreach.intake.files.xlsx_parser import Handler, parse, parse_sheet
from outreach.messages import _
from outreach.patterns import pattern

_BLOCK = 1 << 20
_HEAD = 2048
_LARGEST_ROW = 64 << 20
_ANY_CELL = pattern(rb"[<:]c[\s/>]")
_REFERENCE = pattern(rb'[<:]c r="([A-Z]{1,3})(\d{1,7})"')
_FILLED = pattern(rb'[<:]c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')  # not styled only
_ROW = pattern(rb"<(?:\w+:)?row ([^>]*)>")
_CELL = pattern(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_AT = pattern(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = pattern(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = pattern(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]+)<")
_HIDDEN = pattern(rb'\bhidden="(?:1|true)"')


def read_xlsx_extra(path: Path, archive: zipfile.ZipFile) -> dict[str, Extra]:
    """Return what the XML says more, by the sheet's name; read as a stream.

    Every part that may be a sheet is looked at, whatever the workbook calls
    it. Raises UnreadableFile where the workbook does not say which sheets it
    has, TooLarge where a sheet has too many cells.
    """
    extra = {}
    for member, name in _members(path, archive).items():
        with archive.open(member) as file:
            found = _read_parts(path, name, file)
        if found is None:  # not written as Excel writes: slower, but as XML is meant
            with archive.open(member) as file:
                found = parse_sheet(path, file)
        found.check_extent(path, name)
        extra[name] = found
    return extra


class _Contents(Handler):
    """Gathers what workbook.xml and its relations say: sheets by link, targets by link."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a sheet or a relation."""
        tag = name.rpartition(":")[2]
        if tag == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/").casefold()
            self.targets[attributes.get("Id", "")] = target
        elif tag == "sheet":
            links = (value for key, value in attributes.items() if key.endswith(":id"))
            self.sheets[next(links, "")] = attributes.get("name", "")


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """Return each part of the archive that holds a sheet, with the sheet's name."""
    parts = {name.casefold(): name for name in archive.namelist()}
    contents = _Contents()
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        with archive.open(parts[name]) as file:
            parse(path, file, contents)
    members = {part: part for part in parts.values() if _is_sheet(archive, part)}
    for link, sheet in contents.sheets.items():
        target = contents.targets.get(link, "")
        part = parts.get(target[1:] if target.startswith("/") else f"xl/{target}")
        if part and "chartsheets/" not in target:
            members[part] = sheet
    return members


def _is_sheet(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as file:
        return b"worksheet" in file.read(_HEAD).replace(b"\0", b"")


def _read_parts(path: Path, name: str, file: IO[bytes]) -> Extra | None:
    """Return what patterns find in the XML, None where it is not written as Excel writes it."""
    found = Extra()
    for part in _whole_rows(path, name, file):
        references = _REFERENCE.findall(part)
        if len(references) < len(_ANY_CELL.findall(part)) or part.startswith(codecs.BOM_UTF16_LE):
            return None
        filled = _FILLED.findall(part) if b"/>" in part else references
        for letters in {letters for letters, _row in filled}:
            found.columns = max(found.columns, column_number(letters.decode()))
        found.rows = max([found.rows, *(int(row) for _letters, row in filled[-1:])])
        _read_part(part, found)
    return found


def _whole_rows(path: Path, name: str, file: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML in parts that end where a row ends."""
    kept = b""
    while block := file.read(_BLOCK):
        kept += block
        end = kept.rfind(b"row>") + 4
        if end > 4:
            yield kept[:end]
            kept = kept[end:]
        elif len(kept) > _LARGEST_ROW:
            message = _("A row is larger than {size} MB.").format(size=_LARGEST_ROW >> 20)
            raise TooLarge(message, Place(str(path), name), _("Is this the right file?"))
    yield kept


def _read_part(part: bytes, found: Extra) -> None:
    if b"hidden=" in part:
        rows = (attributes for attributes in _ROW.findall(part) if _HIDDEN.search(attributes))
        numbers = (re.search(rb'\br="(\d{1,7})"', attributes) for attributes in rows)
        found.hidden += [int(number[1]) for number in numbers if number]
    if b'"e"' in part or b"f>" in part or b"<f" in part or b":f" in part:
        for attributes, body in _CELL.findall(part):
            _read_cell(attributes, body, found)


def _read_cell(attributes: bytes, body: bytes, found: Extra) -> None:
    """Note a cell with an error value, or with a formula whose value was never stored."""
    at = _AT.search(attributes)
    value = _VALUE.search(_FORMULA.sub(b"", body))
    formula = _FORMULA.search(body)
    text = ""
    if b't="e"' in attributes:
        text = value[1].decode("utf-8", "replace") if value else "#N/A"
    elif formula and not value and b't="str"' not in attributes:
        text = "=" + (html.unescape((formula[2] or b"").decode("utf-8", "replace")) or "…")
    if text and at:
        found.texts[int(at[2]), column_number(at[1].decode())] = text
