"""Texts as Excel takes them: so long and no longer, without signs that it cannot hold."""

from __future__ import annotations

from outreach.report.workbook_styles import columns_of
from outreach.spelling import visible

CELL = 32_767  # characters that a cell can hold
NAME = 31  # characters of a sheet's name
_FORBIDDEN = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
_KANA = str.maketrans({code: code + 96 for code in range(0x3041, 0x3097)})
_RESERVED = ("history", "履歴")  # what Excel calls a sheet of its own


def clip(text: str, most: int) -> str:
    """Return the text in at most so many characters as Excel counts them, which is in UTF-16.

    >>> clip("どこで知りましたか", 5), clip("😀😀", 3)
    ('どこで知…', '😀…')
    """
    return _cut(visible(" ".join(text.split())), most)


def cell_text(text: str) -> str:
    r"""Return a text as a cell holds it: lines kept, control signs escaped, no more than fits.

    >>> cell_text("一行目\r\n二行目\x07"), len(cell_text("あ" * 40_000))
    ('一行目\n二行目\\x07', 32767)
    """
    if text.isprintable() and len(text) <= CELL // 2:
        return text
    return _cut("\n".join(map(visible, text.splitlines())), CELL)


def narrowed(text: str, columns: int) -> str:
    """Return the text in at most so many columns, a Japanese sign taking two.

    >>> narrowed("どこで知りましたか", 9), narrowed("市報", 4)
    ('どこで知…', '市報')
    """
    if columns_of(text) <= columns:
        return text
    kept, room = "", columns - 1
    for sign in text:
        room -= columns_of(sign)
        if room < 0:
            break
        kept += sign
    return kept + "…"


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that Excel takes for a sheet, none of those `taken`, and add it to them.

    Case, width and kana are not told apart, as in Excel.

    >>> taken = set()
    >>> [sheet_name(name, taken) for name in ("良い/悪い?", "良い／悪い？", "History", "")]
    ['良い／悪い？', '良い／悪い？ (2)', 'History_', '_']
    """
    plain = "".join(sign for sign in wanted if sign.isprintable()).translate(_FORBIDDEN).strip()
    plain = plain + "_" if not plain or plain.casefold() in _RESERVED else plain
    name, number = _cut(plain, NAME), 2
    while _key(name) in taken:
        tail = f" ({number})"
        name, number = _cut(plain, NAME - len(tail)) + tail, number + 1
    taken.add(_key(name))
    return name


def _key(name: str) -> str:
    from unicodedata import normalize

    return normalize("NFKC", name).casefold().translate(_KANA)


def _cut(text: str, most: int) -> str:
    """Return the text, with … at its end where it is longer than Excel counts so many signs."""
    spare = utf16_length(text) - most
    if spare <= 0:
        return text
    kept = text[: max(0, most - 1)]
    while utf16_length(kept) > most - 1:
        kept = kept[:-1]
    return kept + "…"


def utf16_length(text: str) -> int:
    """Return how long Excel takes a text to be.

    >>> utf16_length("市報"), utf16_length("😀")
    (2, 2)
    """
    return len(text) + sum(sign > "\uffff" for sign in text)
