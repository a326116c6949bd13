"""Which encoding a text file is in; where a byte is in none."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from outreach.errors import Place, UnreadableEncoding, UnreadableFile
from outreach.messages import _

_BLOCK = 1 << 20
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_STRAY = re.compile("[\x80\xa0\uf8f0-\uf8f3]")  # single bytes that Windows maps to nothing
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp932": "Shift_JIS (cp932)"}


def find_encoding(path: Path) -> str:
    """Return the encoding that the file's first text beyond ASCII is in.

    A byte-order mark decides; else UTF-8, then cp932. Bytes further down are
    held to it while they are read. Raises UnreadableEncoding, UnreadableFile.
    """
    with path.open("rb") as file:
        block = file.read(_BLOCK)
        for mark, encoding in _MARKS.items():
            if block.startswith(mark):
                return encoding
        while block and block.isascii() and b"\0" not in block:
            block = file.read(_BLOCK)
    if b"\0" in block:
        message = _("This is no text: it holds NUL bytes.")
        remedy = _("Save it from Excel as “CSV UTF-8”, or give the .xlsx itself.")
        raise UnreadableFile(message, Place(str(path)), remedy)
    final = len(block) < _BLOCK
    if _first_fault(block, "utf-8", final=final) is None or _mostly_utf8(block):
        return "utf-8"
    if _first_fault(block, "cp932", final=final) is None:
        return "cp932"
    raise bad_byte(path, "cp932")


def bad_byte(path: Path, encoding: str) -> UnreadableEncoding:
    """Return the error that names line and byte; the whole file is read again for it."""
    raw = path.read_bytes()
    start = _first_fault(raw, encoding) or 0
    end = b"\n\0" if encoding == "utf-16" and raw.startswith(codecs.BOM_UTF16_LE) else b"\n"
    place = Place(str(path), line=raw.count(end, 0, start) + 1)
    message = _("Byte {number} (0x{byte:02X}) is not valid in {encoding}.")
    remedy = _(
        "Open the file in Excel or an editor, save it as “CSV UTF-8”, and look at this line."
    )
    fault = message.format(number=start + 1, byte=raw[start], encoding=_NAMES[encoding])
    return UnreadableEncoding(fault, place, remedy)


def _first_fault(block: bytes, encoding: str, *, final: bool = True) -> int | None:
    """Return where the first byte stands that is not in the encoding, or None."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(block, final)
    except UnicodeDecodeError as error:
        return error.start
    stray = _STRAY.search(text) if encoding == "cp932" else None
    return len(text[: stray.start()].encode(encoding)) if stray else None


def _mostly_utf8(block: bytes) -> bool:
    r"""Return whether bytes with a fault are UTF-8 all the same: most signs beyond ASCII are read.

    Of cp932 text read so hardly any is; but UTF-8 with one bad byte is often
    valid in cp932, as the wrong signs throughout.

    >>> _mostly_utf8("むさしの".encode() + b"\xff"), _mostly_utf8("むさしの".encode("cp932"))
    (True, False)
    """
    text = block.decode("utf-8", "replace")
    beyond = sum(not sign.isascii() for sign in text)
    return text.count("\ufffd") * 2 < beyond
