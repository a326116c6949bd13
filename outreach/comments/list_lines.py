"""The lines of a list that people edit, in whatever encoding their editor writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from outreach.errors import OutreachError, Place
from outreach.intake.files.encodings import bad_byte, find_encoding
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import plain

_REMARK = pattern(r"(?:^|(?<=\s))[#＃]")  # C# is a word


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something: its text without the remark, and where it stands.

    `raw` keeps tabs; `remark` is what stands behind #, `heading` the lines of
    remarks above its group.
    """

    text: str
    raw: str
    remark: str
    heading: str
    place: Place

    def error(self, message: str, remedy: str) -> OutreachError:
        """Return the error that names this line."""
        return OutreachError(message, self.place, remedy)


def lines_of(path: Path) -> Iterator[Line]:
    """Yield the lines that are neither blank nor a remark.

    UTF-8 with or without a mark, cp932 and what else `find_encoding` knows.
    Raises UnreadableFile; OutreachError where the file cannot be opened.
    """
    heading: list[str] = []
    said = False
    for number, row in enumerate(_text(path).splitlines(), 1):
        found = _REMARK.search(row)
        raw = row[: found.start()] if found else row
        remark = row[found.end() :].strip() if found else ""
        if plain(raw):
            said = True
            yield Line(plain(raw), raw, remark, " ".join(heading), Place(str(path), line=number))
        elif remark or not row.strip():
            heading = [remark] if said or not remark else [*heading, remark]
            said = False


def _text(path: Path) -> str:
    try:
        encoding = find_encoding(path)
        return path.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        raise bad_byte(path, encoding) from error
    except OSError as error:
        message = _("The list cannot be read: {error}.").format(error=error.strerror)
        raise OutreachError(
            message, Place(str(path)), _("Is it there, and may you read it?")
        ) from (error)


def mend() -> str:
    """Return what to do about a line that cannot be read."""
    return _("Mend the line, or begin it with # to leave it out.")
