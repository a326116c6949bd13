"""Write the files of this folder anew: `cd tests && python -m hostile.make [--all]`.

The files of tests/files/bad that are no plain text are written too. With --all
also what other writers make (openpyxl, xlwt, LibreOffice, encryption), whose
bytes differ from one version, or one time, to the next.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hostile.bad_files import bad_files, encrypted
from hostile.strange_files import other_writers, strange_files
from hostile.text_files import text_files
from hostile.workbook_files import workbook_files

FOLDER = Path(__file__).parent / "files"
BAD = Path(__file__).parents[1] / "files" / "bad"


def made() -> dict[str, bytes]:
    """Return every file that needs nothing but the standard library, by name."""
    groups = (text_files(), workbook_files(), strange_files())
    names = [name for group in groups for name in group]
    assert len(names) == len(set(names)), "two files of one name"
    return {name: raw for group in groups for name, raw in group.items()}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    also = "--all" in sys.argv
    for name, raw in (made() | (other_writers() if also else {})).items():
        (FOLDER / name).write_bytes(raw)
    for name, raw in (bad_files() | (encrypted() if also else {})).items():
        (BAD / name).write_bytes(raw)


if __name__ == "__main__":
    main()
