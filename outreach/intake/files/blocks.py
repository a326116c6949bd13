"""Where a large text file may be cut, so that its parts can be read one by one, or side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from outreach.intake.files.forms import Form
from outreach.intake.files.records import cut_records

FIRST = 1 << 16  # bytes of the first block: the header is among them
BLOCK = 4 << 20  # bytes of the others


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records of a text file, from a byte on, with the row and the line they begin in.

    `size` is None for the rest of a file that only csv can part, sign by sign.
    """

    start: int
    size: int | None
    row: int
    line: int

    @property
    def first(self) -> bool:
        """Whether the file's first record is among them."""
        return self.row == 1

    def read(self, path: Path) -> bytes:
        """Return the records' bytes; a line feed ends the last one."""
        with path.open("rb") as file:
            file.seek(self.start)
            return _ended(file.read(self.size))


def find_blocks(path: Path, form: Form) -> Iterator[tuple[Block, bytes]]:
    """Yield the blocks of a file with their bytes, each but the rest ended by a line feed.

    They depend on nothing but the file. A small one, and one whose bytes do
    not tell where its cells part, is one block without its bytes.
    """
    if not form.bytewise or path.stat().st_size <= FIRST:
        yield Block(0, None, 1, 1 + form.above), b""
        return
    delimiter = form.delimiter.encode()
    start, row, line = form.start(path), 1, 1 + form.above
    with path.open("rb") as file:
        file.seek(start)
        rest, wanted = b"", FIRST
        while raw := rest + file.read(wanted - len(rest)):
            final = len(raw) < wanted
            block = _ended(raw) if final else raw
            cut = cut_records(block, delimiter)
            if cut is None or (final and cut.end < len(block)):
                yield Block(start, None, row, line), b""
                return
            yield Block(start, cut.end, row, line), block[: cut.end]
            start, row, line = start + cut.end, row + cut.rows, line + cut.lines
            rest, wanted = raw[cut.end :], BLOCK
            if final:
                return


def _ended(raw: bytes) -> bytes:
    return raw if raw.endswith(b"\n") else raw + b"\n"
