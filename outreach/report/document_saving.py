"""A document → a file: the same bytes whenever it is written."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.report.files import replacing

if TYPE_CHECKING:
    from docx.document import Document

_MADE = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive knows


def save_document(document: Document, target: Path, inputs: Sequence[Path] = ()) -> None:
    """Write the document; the file is whole or not there. Raises CannotWrite."""
    whole = timeless(document)
    with replacing(target, inputs) as path:
        path.write_bytes(whole)


def timeless(document: Document) -> bytes:
    """Return the document as a .docx file whose parts tell no time."""
    as_saved, as_kept = BytesIO(), BytesIO()
    document.save(as_saved)
    with zipfile.ZipFile(as_saved) as parts, zipfile.ZipFile(as_kept, "w") as kept:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # as on any machine
            kept.writestr(entry, parts.read(name))
    return as_kept.getvalue()
