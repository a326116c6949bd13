"""The dictionary of an SPSS file, held to the file's size."""

from __future__ import annotations

import codecs
import math
import struct
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from outreach.errors import Place, UnreadableEncoding, UnreadableFile
from outreach.intake.files.savsets import ResponseSet, read_sets
from outreach.messages import _

HEADER = 176  # bytes before the first record
_WIDEST = 255  # bytes of a string in one variable record; longer ones have several
_STRINGS = (1, 2)  # the formats A and AHEX
_FEWEST_BYTES = {0: 8.0, 1: 1.0, 2: 1 / 1100}  # for 8 bytes of a row, by kind of compression
_PADDING = 24  # bytes that may stand behind the last row
_CODE_PAGES = {2: "cp1252", 3: "cp1252", 4: "cp932", 20932: "euc-jp", 51932: "euc-jp"}


@dataclass(slots=True)
class SavDictionary:
    """What stands before the rows: `octets` are the 8-byte pieces of a row, −1 cases: unknown.

    `pieces` and `pending` are those of the last string, all and without their
    record; `labelled` are values with a label that are no numbers; `end` is where
    the record 999 stands, behind which the rows begin.
    """

    order: str
    compression: int
    cases: int
    octets: int = 0
    pieces: int = 0
    pending: int = 0
    end: int = 0
    encoding: str = ""
    labelled: list[bytes] = field(default_factory=list)
    extensions: dict[int, bytes] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)

    def long_names(self, encoding: str = "") -> dict[str, str]:
        """Return the variables' names by those of eight bytes, in capitals."""
        codec = _codec(encoding or self.encoding) or "latin-1"
        names = self.extensions.get(13, b"").rstrip(b"\0").decode(codec, "replace")
        pairs = (part.partition("=") for part in names.split("\t"))
        return {short.upper(): name for short, _equals, name in pairs if name}

    def response_sets(self, encoding: str = "") -> list[ResponseSet]:
        """Return the sets, their members by their long names."""
        codec, long = _codec(encoding or self.encoding) or "latin-1", self.long_names(encoding)
        found: dict[str, ResponseSet] = {}
        for subtype in (7, 19):
            for one in read_sets(self.extensions.get(subtype, b""), codec):
                members = tuple(long.get(name.upper(), name) for name in one.members)
                found[one.name] = replace(one, members=members)
        return list(found.values())

    def require_encoding(self, place: Place, encoding: str = "") -> None:
        """Raise UnreadableEncoding where a labelled string is not in the encoding.

        ReadStat, as pyreadstat 1.3.7 has it, would end the process there.
        """
        codec = _codec(encoding or self.encoding) or "ascii"
        if not all(_is_text(value, codec) for value in self.labelled):
            message = _("A labelled value is not written in the file's encoding, {encoding}.")
            raise UnreadableEncoding(message.format(encoding=codec), place, save_again())


def _is_text(value: bytes, codec: str) -> bool:
    """Return whether bytes are signs that every decoder of the encoding knows."""
    try:
        text = value.rstrip(b"\0").decode(codec)
    except UnicodeDecodeError:
        return False
    return text.replace("\u3000", "").isprintable()


def save_again() -> str:
    """Return what to do about a file that is damaged."""
    return _("Export it again from the program that wrote it.")


def read_dictionary(path: Path) -> SavDictionary:
    """Return the dictionary of a .sav or .zsav file.

    Raises UnreadableFile where its numbers cannot be true, or where the file
    is too short for its rows: ReadStat would ask for the memory first.
    """
    place, size = Place(str(path)), path.stat().st_size
    with path.open("rb") as file:
        try:
            found = _walk(file, size)
        except (_Broken, struct.error) as error:
            message = _("The SPSS file is damaged: its dictionary contradicts itself.")
            raise UnreadableFile(message, place, save_again()) from error
        rest = size - found.end - 8
    _check_rows(found, rest, place)
    return found


def _check_rows(found: SavDictionary, rest: int, place: Place) -> None:
    """Raise UnreadableFile where so many bytes hold fewer, or more, rows than are announced."""
    width = found.octets * _FEWEST_BYTES[found.compression]
    cut = found.compression == 0 and found.cases < 0 and rest % width != 0
    if cut or found.cases * width > rest + 8:
        message = _("The file is cut off: it is too short for its rows.")
        raise UnreadableFile(message, place, save_again())
    commands = {0: 0.0, 1: 8.0 * math.ceil(found.octets / 8)}.get(found.compression, math.inf)
    if found.cases >= 0 and (found.cases + 1) * (8 * found.octets + commands) + _PADDING < rest:
        message = _("The SPSS file is damaged: it holds more rows than it says.")
        raise UnreadableFile(message, place, save_again())


class _Broken(ValueError):
    pass


class _Records:
    """Reads numbers and bytes, never beyond the file's end."""

    def __init__(self, file: IO[bytes], size: int, order: str) -> None:
        self.file, self.size, self.order = file, size, order

    def take(self, length: int) -> bytes:
        if not 0 <= length <= self.size - self.file.tell():
            raise _Broken
        return self.file.read(length)

    def integers(self, count: int) -> tuple[int, ...]:
        return struct.unpack(f"{self.order}{count}i", self.take(4 * count))

    def integer(self) -> int:
        return self.integers(1)[0]


def _walk(file: IO[bytes], size: int) -> SavDictionary:
    head = file.read(HEADER)
    order = "<" if struct.unpack("<i", head[64:68])[0] in (2, 3) else ">"
    layout, _size, compression, _weight, cases = struct.unpack(f"{order}5i", head[64:84])
    if layout not in (2, 3) or compression not in _FEWEST_BYTES or cases < -1:
        raise _Broken
    found = SavDictionary(order, compression, cases)
    records = _Records(file, size, order)
    while (kind := records.integer()) != 999:
        if kind == 2:
            _variable(records, found)
        elif kind == 3:
            _labels(records, found)
        elif kind == 6:
            records.take(80 * records.integer())
        elif kind == 7:
            subtype, width, count = records.integers(3)
            found.extensions[subtype] = records.take(width * count)
        else:
            raise _Broken
    found.end = file.tell() - 4
    records.integer()
    _end_string(found)
    found.encoding = _encoding(found)
    if not found.octets:
        raise _Broken
    return found


def _variable(records: _Records, found: SavDictionary) -> None:
    width, labelled, absent, *_formats = records.integers(5)
    records.take(8)
    if not -1 <= width <= _WIDEST or labelled not in (0, 1) or absent not in (-3, -2, 0, 1, 2, 3):
        raise _Broken
    if labelled:
        records.take((records.integer() + 3) // 4 * 4)
    records.take(8 * abs(absent))
    if width < 0:
        found.pending -= 1
        found.octets += 1
        if found.pending < 0:
            raise _Broken
        return
    _end_string(found)
    found.octets += 1
    found.pending = found.pieces = max((width + 7) // 8 - 1, 0)
    if width == 0:
        found.numbers.add(found.octets)


def _end_string(found: SavDictionary) -> None:
    """Count the pieces of a string that has no records for them: some programs write none."""
    if found.pending not in (0, found.pieces):
        raise _Broken
    found.octets += found.pending
    found.pending = found.pieces = 0


def _labels(records: _Records, found: SavDictionary) -> None:
    values = []
    for _label in range(records.integer()):
        values.append(records.take(8))
        length = records.take(1)[0]
        records.take((length + 8) // 8 * 8 - 1)
    if records.integer() != 4:
        raise _Broken
    meant = records.integers(records.integer())
    if not meant or not found.numbers.issuperset(meant):
        found.labelled += values


def _encoding(found: SavDictionary) -> str:
    """Return the name of the file's encoding, or "" where it names none."""
    if named := found.extensions.get(20, b"").rstrip(b"\0 "):
        return named.decode("ascii", "replace")
    numbers = found.extensions.get(3, b"")
    page = struct.unpack(f"{found.order}i", numbers[28:32])[0] if len(numbers) >= 32 else 0
    return _CODE_PAGES.get(page, "utf-8" if page == 65001 else f"cp{page}" if page else "")


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):  # a name that Python does not know, or no name
        return ""
