"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path

from outreach.errors import NoTable, PasswordProtected, Place, SurveyNotFound, UnreadableFile
from outreach.messages import N_, _
from outreach.patterns import pattern

TEXT, ZIP, XLS, STATISTICS = "text", "zip", "xls", "statistics"
_BEGIN = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("a PDF")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\x1f\x8b", N_("a compressed archive")),
    (b"7z\xbc\xaf", N_("a compressed archive")),
    (b"Rar!", N_("a compressed archive")),
    (b"BZh", N_("a compressed archive")),
    (b"SQLite format 3", N_("a database")),
    (b"PAR1", N_("a Parquet file")),
    (b"{\\rtf", N_("a text document")),
)
_PAGE = pattern(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?"
    rb"<(?:!doctype|html|head|body|table|meta|\w+:?workbook|\?mso)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_XML = pattern(rb"\s*<\?xml\b")
_SYLK = pattern(rb"ID;P[^\r\n]*\r?\n[A-Z]{1,2}(?:;|\r?\n)")
_JSON = pattern(rb'\s*(?:\{\s*"|\[\s*[\[{]\s*")')
_WORD, _ENCRYPTED = "WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
_BOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
SAS = b"\0" * 12 + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\0\x09\xc7\x31\x8c"
STATA = b"<stata_dta>"
_OLD_STATA = range(102, 116)  # formats of Stata 1 to 12
_ENDINGS = {
    TEXT: (".csv", ".tsv", ".tab", ".txt", ""),
    ZIP: (".xlsx", ".xlsm", ".xlsb", ".ods", ".xltx"),
    XLS: (".xls", ".xlt"),
    STATISTICS: (".sav", ".zsav", ".dta", ".sas7bdat"),
}
_NAMES = {
    TEXT: N_("a text file"),
    ZIP: N_("an Excel or OpenDocument workbook"),
    XLS: N_("an old Excel workbook (.xls)"),
    STATISTICS: N_("a file of SPSS, Stata or SAS"),
}


def kind_of(path: Path) -> str:
    """Return TEXT, ZIP (xlsx, ods), XLS or STATISTICS, by the file's content.

    Raises SurveyNotFound, UnreadableFile (a folder, no permission), NoTable
    for a page, a picture and the like, PasswordProtected.
    """
    begin = _first_bytes(path)
    if begin.startswith(b"PK\x03\x04"):
        return ZIP
    if begin.startswith(_OLE):
        return _kind_of_ole(path)
    if is_stat_file(begin):
        return STATISTICS
    foreign = next((name for sign, name in _FOREIGN if begin.startswith(sign)), "")
    text = begin.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _PAGE.match(text) or text.startswith(b"MIME-Version:"):
        foreign = N_("a web page or XML, which other programs save as .xls")
    elif _OTHER_XML.match(text):
        foreign = N_("an XML file")
    elif _SYLK.match(text):
        foreign = N_("a SYLK file")
    elif _JSON.match(text):
        foreign = N_("a JSON file")
    if foreign:
        raise _no_table(path, foreign)
    return TEXT


def unlike_its_name(path: Path, kind: str) -> str:
    """Return what the file is where its ending says something else, else "".

    >>> use = Path("answers.csv")
    >>> unlike_its_name(use, ZIP), unlike_its_name(use, TEXT)
    ('an Excel or OpenDocument workbook', '')
    """
    ending = path.suffix.lower()
    known = any(ending in endings for endings in _ENDINGS.values())
    return _(_NAMES[kind]) if known and ending not in _ENDINGS[kind] else ""


def _first_bytes(path: Path) -> bytes:
    place = Place(str(path))
    try:
        if path.is_dir():
            raise UnreadableFile(
                _("This is a folder, not a file."), place, _("Name the file in it.")
            )
        if not path.exists():
            raise SurveyNotFound(
                _("There is no such file."), place, _("Look at the spelling of its name.")
            )
        with path.open("rb") as file:
            return file.read(_BEGIN)
    except OSError as error:
        message = _("The file cannot be opened ({reason}).").format(reason=error.strerror)
        remedy = _("Is it open in Excel? Close it there and try again.")
        raise UnreadableFile(message, place, remedy) from error


def _kind_of_ole(path: Path) -> str:
    """Return XLS for an old workbook; a password turns a new one into the same container."""
    with path.open("rb") as file:
        raw = file.read(64 << 20)
    if _ENCRYPTED in raw:
        raise password(path)
    if _WORD in raw and not any(name in raw for name in _BOOK):
        raise _no_table(path, N_("a Word document"))
    return XLS


def password(path: Path) -> PasswordProtected:
    """Return the error for a file that opens with a password only."""
    remedy = _("Open it in Excel, remove the password, and save it again.")
    return PasswordProtected(_("The file has a password."), Place(str(path)), remedy)


def _no_table(path: Path, what: str) -> NoTable:
    message = _("This is no table of answers but {what}.").format(what=_(what))
    remedy = _("Open it in the program that made it, and save the answers as .xlsx or “CSV UTF-8”.")
    return NoTable(message, Place(str(path)), remedy)


def foreign_archive(path: Path) -> NoTable:
    """Return the error for a zip file that is no workbook: a document, or files put together."""
    return _no_table(path, N_("a document or a compressed archive"))


def is_stat_file(begin: bytes) -> str:
    """Return "sav" (.zsav too), "dta" or "sas7bdat" by the first 28 bytes of a file, else "".

    >>> is_stat_file(b"$FL2@(#) SPSS DATA FILE"), is_stat_file("番号,年齢".encode())
    ('sav', '')
    """
    if begin.startswith((b"$FL2", b"$FL3")):
        return "sav"
    if begin.startswith(SAS):
        return "sas7bdat"
    old = len(begin) > 3 and begin[0] in _OLD_STATA and begin[1] in (1, 2) and begin[2] == 1
    return "dta" if old or begin.startswith(STATA) else ""
