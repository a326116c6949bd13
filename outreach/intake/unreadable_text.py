"""Text that was once read in the wrong encoding (文字化け), known by reading it back."""

from __future__ import annotations

import re
from functools import cache

from outreach.patterns import pattern

LOST = "〓"  # the printers' mark for a sign that is not there
_THREE_KANA = pattern("[ぁ-ん]{3}")
_HIRAGANA = pattern("[\u3041-\u3096]")
_HALF_WIDTH = pattern("[｡-ﾟ]")
_WESTERN = pattern("[\x80-\xff‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]")
_BEYOND_WESTERN = "\u0400"  # no text in a Western encoding has a sign from here on
_CP1252 = {
    code: bytes([code]).decode("cp1252")
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    else chr(code)
    for code in range(0x80, 0xA0)
}
_BYTE_OF = {ord(sign): code for code, sign in _CP1252.items()}
_RUN_OF_LOST = pattern("(?:\ufffd[\x20-\x7e｡-ﾟ]?){4,}|\ufffd{3,}")
_ENOUGH = 0.4  # of the signs beyond ASCII that must be Japanese when read back; else it is 0
_ENOUGH_LOST = 0.3  # of the signs that U+FFFD must be, to be more than an accident
_ENOUGH_HIRAGANA = 0.15  # of the signs; right half-width katakana read as EUC-JP are kanji


def mis_decoded(text: str) -> str:
    r"""Return what the text should say, or "" if it was not read in the wrong encoding.

    UTF-8 read as cp932 or cp1252, cp932 or EUC-JP read as one another or as
    cp1252, and cp932 read as UTF-8. Signs that were lost on the way are 〓; where
    all were lost the text stays as it is but for them. Right Japanese, also in
    half-width katakana or with rare kanji, cannot be read back.

    >>> mis_decoded("縺ゅｊ縺後→縺"), mis_decoded("ã\x81‚ã‚Šã\x81Œã\x81¨"), mis_decoded("、ｱﾘｶﾞﾄｳ")
    ('ありがと〓', 'ありがと', '')
    """
    if text.isascii() or (_THREE_KANA.search(text) and "\ufffd" not in text):
        return ""  # three hiragana in a row come out of no wrong encoding
    if _WESTERN.search(text) and max(text.translate(_BYTE_OF)) < _BEYOND_WESTERN:
        raw = _as_cp1252(text)
        return _read_back(raw, "utf-8") or _read_back(raw, "cp932") or _read_back(raw, "euc_jp")
    if _utf8_as_cp932().search(text) and (found := _read_back(_as_cp932(text), "utf-8")):
        return found
    if _HALF_WIDTH.search(text) and len(_HALF_WIDTH.findall(text)) * 3 > len(text):
        found = _read_back(_as_cp932(text), "euc_jp")
        if len(_HIRAGANA.findall(found)) > max(1, len(found) * _ENOUGH_HIRAGANA):
            return found
    if "\ufffd" in text and _hopeless(text):
        return _RUN_OF_LOST.sub(LOST, text).replace("\ufffd", LOST)
    return ""


def _hopeless(text: str) -> bool:
    """Return whether so many signs are lost that it was no accident."""
    return text.count("\ufffd") > max(3, len(text) * _ENOUGH_LOST)


def _as_cp1252(text: str) -> bytes:
    return text.translate(_BYTE_OF).encode("latin-1", "replace")


def _as_cp932(text: str) -> bytes:
    r"""Return the bytes that were read; 0xFF for a sign that no byte stands for.

    >>> _as_cp932("縺\ufffd").hex()
    'e381ff'
    """
    try:
        return text.encode("cp932")
    except UnicodeEncodeError:
        return b"".join(_bytes_of(sign) for sign in text)


def _bytes_of(sign: str) -> bytes:
    try:
        return sign.encode("cp932")
    except UnicodeEncodeError:
        return b"\xff"


def _read_back(raw: bytes, encoding: str) -> str:
    """Return the bytes as text of the encoding if that is mostly Japanese, else ""."""
    found = raw.decode(encoding, "replace")
    beyond = sum(not sign.isascii() for sign in found)
    japanese = len(_japanese().findall(found))
    if japanese < 2 or japanese < beyond * _ENOUGH or japanese * 4 < len(found):
        return ""
    if "\ufffd" in found and japanese < 3:
        return ""
    return re.sub("\ufffd+", LOST, found)


@cache
def _japanese() -> re.Pattern[str]:
    return re.compile("[\u3001-\u3030\u3041-\u30ff\u4e00-\u9fff\uff01-\uff5e]")


@cache
def _utf8_as_cp932() -> re.Pattern[str]:
    """Return the signs that the first two bytes of kana, kanji and their like in UTF-8 are."""
    pairs = (bytes((first, second)) for first in range(0xE3, 0xEA) for second in range(0x80, 0xC0))
    signs = "".join(pair.decode("cp932", "ignore") for pair in pairs)
    return re.compile(f"[{re.escape(signs)}]")
