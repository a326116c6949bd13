"""The XML of a sheet read element by element, for files that Excel did not write."""

from __future__ import annotations

from pathlib import Path
from typing import IO
from xml.parsers import expat

from outreach.errors import UnreadableFile, column_number
from outreach.intake.files.archives import broken, document_type
from outreach.intake.files.extra import MOST_CELLS, Extra
from outreach.patterns import pattern

_REFERENCE = pattern(r"\s*([A-Za-z]{1,3})(\d{1,7})\s*")
_BLOCK = 1 << 20
_LONGEST = 20  # signs of a reference that a message shows


def parse_sheet(path: Path, file: IO[bytes]) -> Extra:
    """Return what the XML says beside the values; raise UnreadableFile where it is broken."""
    reader = _Reader(path)
    parse(path, file, reader)
    return reader.found


class Handler:
    """What takes in the elements of a document, one by one."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element's begin."""

    def say(self, text: str) -> None:
        """Take in characters."""

    def end(self, name: str) -> None:
        """Take in an element's end."""


def parse(path: Path, file: IO[bytes], handler: Handler) -> None:
    """Give a document's elements to the handler.

    Raises UnreadableFile, UnsafeWorkbook for a document type.
    """

    def refuse(*_declared: object) -> None:
        raise document_type(path, file.name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.say
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    try:
        while block := file.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except UnreadableFile:
        raise
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that is none
        raise broken(path, str(error)) from error


class _Reader(Handler):
    """Counts rows and cells while the document passes; what has no number is the next one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.found = Extra()
        self._row = self._column = 0
        self._kind = ""
        self._said: dict[str, str] = {}
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a row, a cell, its formula or its value."""
        tag = name.rpartition(":")[2]
        if tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.found.hidden.append(self._row)
        elif tag == "c":
            at = _REFERENCE.fullmatch(attributes.get("r", ""))
            if "r" in attributes and not at:  # calamine would count on beyond all columns
                raise broken(self._path, attributes["r"][:_LONGEST])
            self._column = column_number(at[1].upper()) if at else self._column + 1
            self._row = int(at[2]) if at else self._row
            self._kind, self._said = attributes.get("t", ""), {}
        elif tag in ("f", "v", "t"):
            self._inside = tag
            self._said.setdefault(tag, "")

    def say(self, text: str) -> None:
        """Take in the characters of a formula or a value."""
        if self._inside:
            self._said[self._inside] += text

    def end(self, name: str) -> None:
        """Note the cell that ends, if calamine would read it as empty."""
        tag = name.rpartition(":")[2]
        self._inside = "" if tag == self._inside else self._inside
        if tag != "c":
            return
        if self._said:
            self.found.rows = min(max(self.found.rows, self._row), MOST_CELLS + 1)
            self.found.columns = max(self.found.columns, self._column)
        value = self._said.get("v") or self._said.get("t", "")
        if self._kind == "e":
            self.found.texts[self._row, self._column] = value or "#N/A"
        elif "f" in self._said and not value and self._kind != "str":
            self.found.texts[self._row, self._column] = "=" + (self._said["f"] or "…")
