"""How a text file is written: its encoding, what parts its cells, what stands above them."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from outreach.intake.files.encodings import bad_byte, find_encoding
from outreach.patterns import pattern

LARGEST_CELL = 1_000_000  # characters
_DELIMITERS = ",\t;"
_LOOKED_AT = 100  # lines that tell the delimiter
_QUOTED = pattern('"[^"]*"')
_NAMED = pattern("sep=(.)\r?\n?")  # Excel's own first line
_BYTEWISE = ("utf-8", "utf-8-sig", "cp932", "euc_jp")  # no part of a letter is a comma or a quote


@dataclass(frozen=True, slots=True)
class Form:
    """How a text file is written; `above` lines come before its first record."""

    encoding: str
    delimiter: str
    above: int

    @property
    def bytewise(self) -> bool:
        """Whether bytes tell where cells part, whatever letters they are."""
        return self.encoding in _BYTEWISE and self.delimiter in _DELIMITERS

    @property
    def inner_encoding(self) -> str:
        """The encoding of what stands below the first line: no byte-order mark."""
        return self.encoding.removesuffix("-sig")

    def start(self, path: Path) -> int:
        """Return the byte that the first record begins with, in a file that is `bytewise`."""
        with path.open("rb") as file:
            mark = len(codecs.BOM_UTF8) if self.encoding.endswith("-sig") else 0
            file.seek(mark)
            return mark + sum(len(file.readline()) for _line in range(self.above))


def find_form(path: Path) -> Form:
    """Return encoding and delimiter; Excel may name the delimiter in a first line, sep=;.

    Raises UnreadableEncoding, and UnreadableFile for NUL bytes.
    """
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            lines = [file.readline(LARGEST_CELL) for _line in range(_LOOKED_AT)]
        except UnicodeDecodeError as error:
            raise bad_byte(path, encoding) from error
    if named := _NAMED.fullmatch(lines[0]):
        return Form(encoding, named[1], 1)
    if path.suffix.lower() in (".tsv", ".tab"):
        return Form(encoding, "\t", 0)
    return Form(encoding, _delimiter(lines), 0)


def _delimiter(lines: list[str]) -> str:
    r"""Return the sign that stands equally often in most lines, a comma where none does.

    >>> _delimiter(["番号;経路\n", "1;市報,駅\n"]), _delimiter(["番号,経路\n", "1,市報;駅;口\n"])
    (';', ',')
    """
    bare = [_QUOTED.sub("", line) for line in lines if line.strip()]
    best, delimiter = (0, 0), ","
    for sign in _DELIMITERS:
        counts = Counter(count for line in bare if (count := line.count(sign)))
        likeness = max(((alike, count) for count, alike in counts.items()), default=(0, 0))
        if likeness > best:
            best, delimiter = likeness, sign
    return delimiter
