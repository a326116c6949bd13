"""Where a command's result goes: the screen, or a file that is whole or not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def output_file(output: str | None, form: str, inputs: Sequence[Path]) -> Iterator[TextIO]:
    """Give the text file to write to; `output` None is stdout. It is never an input."""
    if output is None:
        yield sys.stdout
        return
    from outreach.report.files import replacing

    encoding = "utf-8-sig" if form == "csv" else "utf-8"  # Excel tells UTF-8 by the mark
    with (
        replacing(Path(output), inputs) as path,
        path.open("w", encoding=encoding, newline="") as file,
    ):
        yield file
