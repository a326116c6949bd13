"""Which parts of a survey's files can be read apart: files, and blocks of large text files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from outreach.intake.files.blocks import Block, find_blocks
from outreach.intake.files.forms import Form, find_form
from outreach.intake.files.kinds import TEXT, kind_of
from outreach.intake.headers import LOOKED_AT

PART = 32 << 20  # bytes that one process reads at a time, of a text file that is larger


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or some blocks of a text file, of `size` bytes; `first` and `last` of their file.

    `path` is absolute, since others may read it elsewhere; `name` is what
    findings call it. `head` is the block with the file's header.
    """

    path: Path
    name: str
    size: int
    form: Form | None = None
    head: Block | None = None
    blocks: tuple[Block, ...] = ()
    first: bool = True
    last: bool = True

    @property
    def whole(self) -> bool:
        """Whether it is all of a file."""
        return self.first and self.last


def find_parts(paths: Sequence[Path], size: int = PART) -> Iterator[Part]:
    """Yield the parts of the files in their order, those of large text files of about `size` bytes.

    A large text file is looked through for where it can be cut; the others
    are one part each. Raises UnreadableFile, SurveyNotFound.
    """
    for path in paths:
        kind, length = kind_of(path), path.stat().st_size
        blocks: list[Block] = []
        if kind == TEXT and length > size:
            form = find_form(path)
            blocks = [block for block, _bytes in find_blocks(path, form)]
        if len(blocks) < 2 or blocks[1].row <= LOOKED_AT:  # the header may be further down
            yield Part(path.absolute(), str(path), length)
        else:
            yield from _parts_of(path, form, blocks, length, size)


def _parts_of(
    path: Path, form: Form, blocks: Sequence[Block], length: int, size: int
) -> Iterator[Part]:
    """Yield runs of a file's blocks."""
    ends = [*(block.start for block in blocks[1:]), length]
    runs: list[list[Block]] = [[]]
    for block, end in zip(blocks, ends, strict=True):
        runs[-1].append(block)
        if end - runs[-1][0].start >= size and end < length:
            runs.append([])
    starts = [run[0].start for run in islice(runs, 1, None)]
    for at, (run, end) in enumerate(zip(runs, [*starts, length], strict=True)):
        yield Part(
            path.absolute(), str(path), end - run[0].start, form, blocks[0], tuple(run),
            at == 0, at == len(runs) - 1,
        )  # fmt: skip
