"""What a workbook's zip file may hold, looked at before anything is unpacked."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from outreach.errors import Place, TooLarge, UnreadableFile, UnsafeWorkbook
from outreach.intake.files.kinds import foreign_archive, password
from outreach.messages import _
from outreach.patterns import pattern

XLSX, ODS = "xlsx", "ods"
_LARGEST_MEMBER = 1 << 30
_DENSE = 150  # times that a member may unpack to its size, once it is large; sheets reach 40
_LARGE = 32 << 20
_PROLOGUE = 1 << 16
_MOST_MEMBERS = 10_000
_TYPE = pattern(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def look_inside(path: Path) -> str:
    """Return XLSX or ODS.

    Raises NoTable for another zip file, PasswordProtected, TooLarge for what
    unpacks to more than any survey, UnsafeWorkbook for paths that climb out,
    members twice, DTDs and entities, UnreadableFile for a broken zip.
    """
    with opened(path) as archive:
        members = archive.infolist()
        names = [member.filename for member in members]
        if any(member.flag_bits & 1 for member in members):
            raise password(path)
        _check_names(path, names)
        kind = _kind(archive, names)
        if not kind:
            raise foreign_archive(path)
        for member in members:
            _check_size(path, member)
            if member.filename.endswith((".xml", ".rels", ".vml")):
                with archive.open(member) as file:
                    _check_prologue(path, member.filename, file)
        if kind == ODS and _is_encrypted(archive, names):
            raise password(path)
    return kind


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Give the zip file; what is broken in it, then or later, raises UnreadableFile."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError) as error:
        raise broken(path, str(error).strip("'\"")) from error
    except (OSError, ValueError, OverflowError) as error:  # offsets beyond the file
        if isinstance(error, UnreadableFile):
            raise
        raise broken(path, str(error)) from error


def broken(path: Path, reason: str) -> UnreadableFile:
    """Return the error for a workbook that cannot be read."""
    message = _("This Excel file cannot be read ({reason}).").format(reason=reason.strip())
    remedy = _("Open it in Excel, let it repair what it can, and save it again as .xlsx.")
    return UnreadableFile(message, Place(str(path)), remedy)


def _kind(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "[Content_Types].xml" in names and "xl/workbook.xml" in map(str.casefold, names):
        return XLSX
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return ODS if b"opendocument.spreadsheet" in archive.read("mimetype") else ""
    return ODS if {"content.xml", "META-INF/manifest.xml"} <= set(names) else ""


def _check_names(path: Path, names: list[str]) -> None:
    remedy = _("Do not open it; ask whoever sent it for a new copy.")
    for name in names:
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if ".." in parts or name.startswith(("/", "\\")) or re.match("[A-Za-z]:", name):
            message = _("A part of this workbook is named “{name}”, which leads out of it.")
            raise UnsafeWorkbook(message.format(name=name[:80]), Place(str(path)), remedy)
    if len(set(names)) < len(names):
        message = _("A part of this workbook is there twice.")
        raise UnsafeWorkbook(message, Place(str(path)), remedy)
    if len(names) > _MOST_MEMBERS:
        message = _("The workbook has {number} parts: too many to be a survey.")
        raise TooLarge(message.format(number=len(names)), Place(str(path)), remedy)


def _check_size(path: Path, member: zipfile.ZipInfo) -> None:
    dense = member.file_size > _LARGE and member.file_size > _DENSE * member.compress_size
    if member.file_size > _LARGEST_MEMBER or dense:
        message = _("“{name}” in this workbook unpacks to {size} MB: too much to be a survey.")
        text = message.format(name=member.filename[:80], size=member.file_size >> 20)
        raise TooLarge(text, Place(str(path)), _("If it is right all the same: “CSV UTF-8”."))


def _check_prologue(path: Path, name: str, file: IO[bytes]) -> None:
    """Refuse document types and entities, also in UTF-16; calamine itself knows none."""
    begin = file.read(_PROLOGUE).replace(b"\0", b"")
    if _TYPE.search(begin):
        raise document_type(path, name)


def document_type(path: Path, name: str) -> UnsafeWorkbook:
    """Return the error for a part that declares a document type or entities."""
    message = _("“{name}” in this workbook declares a document type or entities (DTD).")
    remedy = _("No spreadsheet does. Do not open it; ask whoever sent it for a new copy.")
    return UnsafeWorkbook(message.format(name=name[:80]), Place(str(path)), remedy)


def _is_encrypted(archive: zipfile.ZipFile, names: list[str]) -> bool:
    if "META-INF/manifest.xml" not in names:
        return False
    return b"encryption-data" in archive.read("META-INF/manifest.xml")
