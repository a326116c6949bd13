"""A file of a statistics program, read once in a process of its own.

ReadStat, the C library below pyreadstat, dies of some damaged files. If it must,
then it is a child that dies, and the file is refused in one line.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from outreach.errors import OutreachError, Place, UnreadableFile
from outreach.intake.files.savfiles import save_again
from outreach.intake.files.statfiles import read_stat_rows
from outreach.messages import _

_READ = "import sys; from outreach.intake.files.statprobe import read_through as r; r(sys.argv[1])"
_MEMORY = 4 << 30  # bytes of address space; numpy alone takes one
_survived: set[tuple[str, int, int]] = set()


def check_survival(path: Path) -> None:
    """Raise UnreadableFile where reading the file kills the process that reads it."""
    about = path.stat()
    file = (str(path), about.st_mtime_ns, about.st_size)
    if file in _survived or not sys.executable:
        return
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    child = subprocess.run(  # noqa: S603 - this interpreter, and a path as an argument
        [sys.executable, "-c", _READ, str(path)], env=environment, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    if child.returncode:
        message = _("The file is damaged: the program that reads it breaks off.")
        raise UnreadableFile(message, Place(str(path)), save_again())
    _survived.add(file)


def read_through(path: str) -> None:
    """Give the file one reading from begin to end; what is wrong with it is told elsewhere."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        for _rows in read_stat_rows(Path(path))[1]:
            pass
    except OutreachError:  # the parent meets it again, and says so
        return
