"""Which encoding a text file is in; where a byte is in none."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from outreach.errors import Place, UnreadableEncoding, UnreadableFile
from outreach.messages import _
from outreach.patterns import pattern

_BLOCK = 1 << 20
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_STRAY = pattern("[\x80\xa0\uf8f0-\uf8f3]")  # single bytes that Windows maps to nothing
_HALF_WIDTH = pattern("[｡-ﾟ]")
_JIS = pattern(rb"\x1b\$[@B]")
_NAMES = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp932": "Shift_JIS (cp932)", "euc_jp": "EUC-JP",
    "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32",
    "iso2022_jp_ext": "ISO-2022-JP",
}  # fmt: skip


def find_encoding(path: Path) -> str:
    """Return the encoding that the file's first text beyond ASCII is in.

    A byte-order mark decides; else UTF-8, then EUC-JP and cp932, whichever
    reads as Japanese. Bytes further down are held to it while they are read.
    Raises UnreadableEncoding, UnreadableFile (NUL bytes, wherever they stand).
    """
    telling = b""
    at = 0
    for block in _blocks(path):
        if at == 0 and (marked := _marked(block)):
            return marked
        if b"\0" in block:
            raise _nul(path, at + block.index(b"\0"))
        if not telling and (not block.isascii() or b"\x1b" in block):
            telling = block
        at += len(block)
    final = len(telling) < _BLOCK
    if telling.isascii():
        return "iso2022_jp_ext" if _JIS.search(telling) else "utf-8"
    if _first_fault(telling, "utf-8", final=final) is None or _mostly_utf8(telling):
        return "utf-8"
    if _is_euc(telling, final=final):
        return "euc_jp"
    if _first_fault(telling, "cp932", final=final) is None:
        return "cp932"
    raise bad_byte(path, "cp932")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _marked(block: bytes) -> str:
    """Return the encoding that a byte-order mark names, or NUL bytes beside every ASCII sign."""
    for mark, encoding in _MARKS.items():
        if block.startswith(mark):
            return encoding
    head = block[:2000]
    nul = [head[start::2].count(0) * 4 > len(head) // 2 for start in (0, 1)]
    if nul == [False, True] and 0 not in head[0::2]:
        return "utf-16-le"
    return "utf-16-be" if nul == [True, False] and 0 not in head[1::2] else ""


def _nul(path: Path, at: int) -> UnreadableFile:
    line = sum(block.count(b"\n") for block in _first(path, at)) + 1
    message = _("This is no text: it holds NUL bytes.")
    remedy = _("Save it from Excel as “CSV UTF-8”, or give the .xlsx itself.")
    return UnreadableFile(message, Place(str(path), line=line), remedy)


def _first(path: Path, size: int) -> Iterator[bytes]:
    for block in _blocks(path):
        yield block[:size]
        size -= len(block)
        if size <= 0:
            return


def bad_byte(path: Path, encoding: str) -> UnreadableEncoding:
    """Return the error that names line and byte; the whole file is read again for it."""
    raw = path.read_bytes()
    start = _first_fault(raw, encoding) or 0
    little = encoding == "utf-16-le" or raw.startswith(codecs.BOM_UTF16_LE)
    end = b"\n\0" if encoding.startswith("utf-16") and little else b"\n"
    place = Place(str(path), line=raw.count(end, 0, start) + 1)
    message = _("Byte {number} (0x{byte:02X}) is not valid in {encoding}.")
    remedy = _(
        "Open the file in Excel or an editor, save it as “CSV UTF-8”, and look at this line."
    )
    byte = raw[start] if start < len(raw) else 0
    fault = message.format(number=start + 1, byte=byte, encoding=_NAMES[encoding])
    return UnreadableEncoding(fault, place, remedy)


def _first_fault(block: bytes, encoding: str, *, final: bool = True) -> int | None:
    """Return where the first byte stands that is not in the encoding, or None."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(block, final)
    except UnicodeDecodeError as error:
        return error.start
    stray = _STRAY.search(text) if encoding == "cp932" else None
    return len(text[: stray.start()].encode(encoding)) if stray else None


def _is_euc(block: bytes, *, final: bool) -> bool:
    """Return whether bytes are EUC-JP: in cp932 the same bytes are half-width katakana.

    >>> _is_euc("番号,理解できたか".encode("euc_jp"), final=True)
    True
    >>> _is_euc("番号,理解できたか,ｱﾝｹｰﾄ".encode("cp932"), final=True)
    False
    """
    if _first_fault(block, "euc_jp", final=final) is not None:
        return False
    if _first_fault(block, "cp932", final=final) is not None:
        return True
    as_euc, as_cp932 = (block.decode(name, "ignore") for name in ("euc_jp", "cp932"))
    return len(_HALF_WIDTH.findall(as_euc)) < len(_HALF_WIDTH.findall(as_cp932))


def _mostly_utf8(block: bytes) -> bool:
    r"""Return whether bytes with a fault are UTF-8 all the same: most signs beyond ASCII are read.

    Of cp932 text read so hardly any is; but UTF-8 with one bad byte is often
    valid in cp932, as the wrong signs throughout.

    >>> _mostly_utf8("むさしの".encode() + b"\xff"), _mostly_utf8("むさしの".encode("cp932"))
    (True, False)
    """
    text = block.decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") * 2 < beyond
