"""Outputs that are whole or not there: written beside their target, then moved into place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import CannotWrite, Place
from outreach.messages import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook


@contextmanager
def replacing(target: Path, inputs: Sequence[Path] = ()) -> Iterator[Path]:
    """Give a path to write to; afterwards it takes the target's place at once.

    Where the block raises, the target stays as it was. Raises CannotWrite for
    a folder that is not there, a file that is locked, or one of the inputs.
    """
    place = Place(str(target))
    if any(file.exists() and target.exists() and file.samefile(target) for file in inputs):
        raise CannotWrite(
            _("This is the file that is read; it is never written over."), place,
            _("Choose another name with -o."),
        )  # fmt: skip
    if target.is_dir():
        raise CannotWrite(
            _("This is a folder, not a file."), place, _("Choose another name with -o.")
        )
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        message = _("Nothing can be written here ({reason}).").format(reason=error.strerror)
        raise CannotWrite(
            message, place, _("Does the folder exist, may you write to it?")
        ) from error
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o666 & ~_umask())
        beside.replace(target)
    except PermissionError as error:
        remedy = _("Is it open in Excel? Close it there and try again.")
        raise CannotWrite(_("The file is locked."), place, remedy) from error
    except CannotWrite:
        raise
    except OSError as error:  # a full disk, a folder that is gone
        message = _("Nothing can be written here ({reason}).").format(reason=error.strerror)
        raise CannotWrite(message, place) from error
    finally:
        beside.unlink(missing_ok=True)


def save(book: Workbook, path: Path) -> None:
    """Write a workbook that was made without a name; raises OSError, as `replacing` awaits it.

    It is put together in memory: XlsxWriter leaves a file open, and Python
    complains of it at its end, when a disk is full.
    """
    from xlsxwriter.exceptions import FileCreateError

    book.filename = whole = BytesIO()
    try:
        book.close()
    except FileCreateError as error:  # holds the OSError: no room for the parts
        raise error.args[0] from error
    path.write_bytes(whole.getvalue())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
