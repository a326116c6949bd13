"""What the records of an old .xls say and calamine does not: errors, hidden rows, extent."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from outreach.intake.files.archives import broken
from outreach.intake.files.extra import Extra
from outreach.intake.files.kinds import password

_STREAMS = ("Workbook", "Book")
_SHEET, _BEGIN, _PASSWORD, _ROW, _FORMULA, _ERROR = 0x85, 0x809, 0x2F, 0x208, 0x06, 0x205
_ONE_CELL = frozenset((0x06, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0x406, 0x206))
_SEVERAL_CELLS = frozenset((0xBD, 0xBE))
_HIDDEN = 0x20
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def read_xls_extra(path: Path) -> list[Extra]:
    """Return what the records say more, one sheet after the other, in the order of the file.

    Format: [MS-XLS] 2.4. Raises UnreadableFile, PasswordProtected, TooLarge.
    """
    sheets: list[Extra] = []
    for kind, data in _records(path, _stream(path)):
        if kind == _PASSWORD:
            raise password(path)
        if kind == _BEGIN:
            sheets.append(Extra())
        elif sheets:
            _read_record(kind, data, sheets[-1])
    for sheet in sheets:
        sheet.check_extent(path, "")
    return sheets


def _stream(path: Path) -> bytes:
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as file:
            for name in _STREAMS:
                if file.exists(name):
                    raw: bytes = file.openstream(name).read()
                    return raw
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise broken(path, str(error)) from error
    raise broken(path, "Workbook")


def _records(path: Path, raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(raw):
        kind, size = struct.unpack_from("<HH", raw, at)
        if at + 4 + size > len(raw):
            raise broken(path, f"record {kind:#x}")
        yield kind, raw[at + 4 : at + 4 + size]
        at += 4 + size


def _read_record(kind: int, data: bytes, sheet: Extra) -> None:
    if kind in _ONE_CELL and len(data) >= 4:
        row, column = struct.unpack_from("<HH", data)
        sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + 1)
        if error := _error(kind, data):
            sheet.texts[row + 1, column + 1] = error
    elif kind in _SEVERAL_CELLS and len(data) >= 6:
        row = struct.unpack_from("<H", data)[0]
        last = struct.unpack_from("<H", data, len(data) - 2)[0]
        sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, last + 1)
    elif kind == _ROW and len(data) >= 16:
        row, flags = struct.unpack_from("<H", data)[0], struct.unpack_from("<H", data, 12)[0]
        if flags & _HIDDEN:
            sheet.hidden.append(row + 1)


def _error(kind: int, data: bytes) -> str:
    """Return the error value of a cell, "" where it holds none."""
    if kind == _ERROR and len(data) >= 8 and data[7] == 1:
        return _ERRORS.get(data[6], "#N/A")
    if kind == _FORMULA and len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _ERRORS.get(data[8], "#N/A")
    return ""
