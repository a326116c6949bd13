"""What is wrong in a themes.toml, each fault with its theme and its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import ClassVar

from outreach.codebook_values import Faults
from outreach.errors import CodebookError, OutreachError, Place
from outreach.messages import N_, _
from outreach.patterns import pattern
from outreach.spelling import nearest, visible

_TABLE = pattern(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]")
_KEY = pattern(r"""\s*("[^"]*"|'[^']*'|[\w-]+)(?:\s*\.[^=\s]+)?\s*=""")
_LIST = 500  # lines that the list of a key is looked through
Key = tuple[str, ...]


class FrameError(CodebookError):
    """A themes.toml that cannot be used; `faults` holds one error for each fault in it."""


class FrameFaults(Faults):
    """Gathers what is wrong in a themes.toml. A key is ("theme", its number, the key in it).

    `many` is what an entry is called in the file, `said` what it is in words.
    """

    many: ClassVar[str] = "theme"
    said: ClassVar[str] = N_("Theme “{name}”: {message}")

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(str(path), dict(_places(str(path), text, self.many)))
        self._lines = text.split("\n")
        self.labels: dict[str, str] = {}

    def add(self, key: Key, message: str, remedy: str = "", value: str = "") -> None:
        """Note one fault at a key, in the line of the `value` where it is one of a list."""
        super().add(key[:1], message, remedy)  # the nearest place is looked for here
        name = self.labels.get(key[1], key[1]) if len(key) > 1 else ""
        said = _(self.said).format(name=visible(name)[:40], message=message)
        place = Place(self.path, row=self._row(key, value))
        self.found[-1] = OutreachError(said if name else message, place, remedy)

    def known(self, key: Key, keys: Collection[str]) -> None:
        """Note the key where it is none of these."""
        if key[-1] in keys:
            return
        near = nearest(key[-1], keys)
        remedy = _("Did you mean {near}?").format(near=near) if near else ""
        remedy = remedy or _("The keys here are: {keys}.").format(keys=", ".join(keys))
        self.add(key, _("Unknown key “{key}”.").format(key=visible(key[-1])[:40]), remedy)

    def row(self, key: Key) -> int | None:
        """Return the line of a key."""
        return self._row(key, "")

    def raise_any(self) -> None:
        """Raise FrameError with all faults in the order of their lines, if there is one."""
        if self.found:
            raise FrameError(sorted(self.found, key=lambda fault: fault.place.row or 0))

    def _row(self, key: Key, value: str) -> int | None:
        sizes = range(len(key), 0, -1)
        row = next((self.places[key[:at]].row for at in sizes if key[:at] in self.places), None)
        if row is None or not value:
            return row
        for number in range(row, min(row + _LIST, len(self._lines) + 1)):
            if value in self._lines[number - 1]:
                return number
            if number > row and (
                _KEY.match(self._lines[number - 1]) or _TABLE.match(self._lines[number - 1])
            ):
                break
        return row


def broken(path: Path, row: int | None, message: str, remedy: str = "") -> FrameError:
    """Return the error of a file that cannot be read at all."""
    return FrameError([OutreachError(message, Place(str(path), row=row), remedy)])


def _places(path: str, text: str, many: str) -> Iterator[tuple[Key, Place]]:
    """Yield each table and key with the line that it stands in; entries by their number from 1."""
    table: Key = ()
    number_of = 0
    for number, line in enumerate(text.split("\n"), 1):
        place = Place(path, row=number)
        if heading := _TABLE.match(line):
            names = tuple(part.strip(" \"'") for part in heading[2].split("."))
            number_of += bool(heading[1])
            table = (many, str(number_of)) if heading[1] else names
            yield table, place
        elif key := _KEY.match(line):
            yield (*table, key[1].strip("\"'")), place
