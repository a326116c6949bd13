"""What pyreadstat cannot write into a .sav: a fixed date, and multiple-response sets."""

from __future__ import annotations

import datetime
import struct
from collections.abc import Sequence
from pathlib import Path

from outreach.intake.files.savfiles import SavDictionary, read_dictionary

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_CREATED = 92  # where the day and the time of writing stand, 9 and 8 bytes
_ZIPPED = 2
_SETS = 7  # the record's number


def finish_sav(
    path: Path, sets: Sequence[tuple[str, str, tuple[str, ...]]], date: datetime.date | None
) -> None:
    """Write the sets (name, label, variables) into a .sav or .zsav, and `date` as its day.

    The same answers then give the same bytes, whenever they are written.
    """
    found = read_dictionary(path)
    raw = bytearray(path.read_bytes())
    raw[_CREATED : _CREATED + 17] = f"{_day(date)}00:00:00".encode()
    if sets:
        record = _record(found, sets)
        if found.compression == _ZIPPED:
            _move(raw, found, len(record))
        raw[found.end : found.end] = record
    path.write_bytes(raw)


def _day(date: datetime.date | None) -> str:
    """Return a day as SPSS has it, in English whatever the locale.

    >>> _day(datetime.date(2017, 2, 4))
    '04 Feb 17'
    """
    date = date or datetime.date(2000, 1, 1)
    return f"{date.day:02} {_MONTHS[date.month - 1]} {date.year % 100:02}"


def _record(found: SavDictionary, sets: Sequence[tuple[str, str, tuple[str, ...]]]) -> bytes:
    short = {name: brief for brief, name in found.long_names().items()}
    text = b""
    for name, label, members in sets:
        title = label.replace("\n", " ").encode()
        variables = " ".join(short.get(member, member) for member in members)
        text += f"${name}=D1 1 {len(title)} ".encode() + title + f" {variables}\n".encode()
    return struct.pack(f"{found.order}4i", 7, _SETS, 1, len(text)) + text


def _move(raw: bytearray, found: SavDictionary, by: int) -> None:
    """Add to the places that a .zsav names: of its header, its trailer and its blocks."""
    order, start = found.order, found.end + 8
    header, trailer, length = struct.unpack_from(f"{order}3q", raw, start)
    struct.pack_into(f"{order}3q", raw, start, header + by, trailer + by, length)
    blocks = struct.unpack_from(f"{order}i", raw, trailer + 20)[0]
    for block in range(blocks):
        at = trailer + 24 + 24 * block
        plain, packed = struct.unpack_from(f"{order}2q", raw, at)
        struct.pack_into(f"{order}2q", raw, at, plain + by, packed + by)
