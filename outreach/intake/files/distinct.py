"""Fields of bytes → distinct texts, and for each field which of them stands there.

Where a file has a million rows, most of its fields say what others said: they
are compared as numbers of eight bytes, and only distinct ones become texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from outreach.intake.cells import Numbers
from outreach.intake.files.records import ROOM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outreach.intake.files.records import Bytes, Fields, Places

    Words = list[NDArray[np.uint64]]
    Coded = tuple[Sequence[str], NDArray[np.int32]]

_WORD = 8
_KEPT = np.array([(1 << _WORD * size) - 1 for size in range(_WORD + 1)], dtype="<u8")
_SLOTS = 16  # bits: about twice as many slots as a block has rows
_SPREADING = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
_LONGEST_NUMBER = 15  # digits that a float counts without a fault
_APART = b"\0"  # which no text file holds


def encode(fields: Fields, at: int, encoding: str) -> Coded:
    """Return the distinct texts of a column in the order in which they come, and codes by row.

    Numbers that go up by one come as Numbers. Raises UnicodeDecodeError.
    """
    starts, ends = fields.starts[:, at], fields.ends[:, at]
    sizes = ends - starts
    if (numbers := _consecutive(fields, starts, ends, sizes)) is not None:
        return numbers, np.arange(len(numbers), dtype=np.int32)
    first = _first_alike(_words(fields.raw, starts, sizes)) if sizes.max() <= ROOM else None
    if first is None:
        return _cleaned(*_encode_one_by_one(fields.block, starts, ends, encoding))
    places = np.flatnonzero(first == np.arange(len(first)))
    code_at = np.empty(len(first), dtype=np.int32)
    code_at[places] = np.arange(len(places))
    cells = _cells(fields.block, starts[places], ends[places])
    return _cleaned(_APART.join(cells).decode(encoding).split("\0"), code_at[first])


def _cells(block: bytes, starts: Places, ends: Places) -> list[bytes]:
    return [block[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def _encode_one_by_one(block: bytes, starts: Places, ends: Places, encoding: str) -> Coded:
    cells = _cells(block, starts, ends)
    code_of = dict.fromkeys(cells)
    texts = _APART.join(code_of).decode(encoding).split("\0")
    numbers = dict(zip(code_of, range(len(texts)), strict=True))
    return texts, np.fromiter(map(numbers.__getitem__, cells), np.int32, len(cells))


def _words(raw: Bytes, starts: Places, sizes: Places) -> Words:
    """Return the bytes of each field as numbers, zeros behind its end: alike only if it is."""
    everywhere = np.ndarray((len(raw) - _WORD + 1,), "<u8", raw, strides=(1,))
    return [
        everywhere[starts + at] & _KEPT[np.clip(sizes - at, 0, _WORD)]
        for at in range(0, max(1, int(sizes.max())), _WORD)
    ]


def _first_alike(words: Words) -> Places | None:
    """Return for each row the first one that holds the same; None where that takes too long.

    Rows go into slots by a hash; who shares a slot with another text than its
    first one's tries again with another hash. Texts are compared in full.
    """
    rows = np.arange(len(words[0]))
    first, left = rows.copy(), rows
    table = np.empty(1 << _SLOTS, dtype=np.intp)
    for spreading in _SPREADING:
        here = [word[left] for word in words] if left is not rows else words
        slots = _slots(here, np.uint64(spreading))
        table[slots[::-1]] = left[::-1]  # of those in one slot the first stays
        found = table[slots]
        alike = here[0] == words[0][found]
        for word, all_of_it in zip(here[1:], words[1:], strict=True):
            alike &= word == all_of_it[found]
        first[left[alike]] = found[alike]
        left = left[~alike]
        if not len(left):
            return first
    return None


def _slots(words: Words, spreading: np.uint64) -> Places:
    hashed = words[0] * spreading
    for word in words[1:]:
        hashed ^= hashed >> np.uint64(29)
        hashed += word
        hashed *= spreading
    hashed ^= hashed >> np.uint64(32)
    hashed *= spreading
    return (hashed >> np.uint64(64 - _SLOTS)).astype(np.intp)


def _consecutive(fields: Fields, starts: Places, ends: Places, sizes: Places) -> Numbers | None:
    """Return the column as Numbers if each is one more than the one before it, else None."""
    block = fields.block
    first, last = (block[starts[at] : ends[at]] for at in (0, -1))
    if not (first.isdigit() and last.isdigit() and max(len(first), len(last)) <= _LONGEST_NUMBER):
        return None
    expected = np.arange(int(first), int(first) + len(starts))
    if int(last) != expected[-1] or first != b"%d" % int(first):
        return None
    digits_of = np.searchsorted(10 ** np.arange(1, _LONGEST_NUMBER), expected, side="right") + 1
    if (sizes != digits_of).any():
        return None
    for size in np.unique(sizes).tolist():
        of_size = sizes == size
        digits = fields.raw[starts[of_size][:, np.newaxis] + np.arange(size)] - np.uint8(ord("0"))
        numbers = digits.astype(np.float64) @ 10.0 ** np.arange(size - 1, -1, -1)
        if (digits > 9).any() or (numbers != expected[of_size]).any():
            return None
    return Numbers(int(first), len(starts))


def _cleaned(texts: Sequence[str], codes: NDArray[np.int32]) -> Coded:
    """Return what csv makes of the fields: no quotation marks around them, no space before them."""
    if not any(text[:1] in ('"', " ") for text in texts if text):
        return tuple(texts), codes
    clean = [_clean(text) for text in texts]
    values = tuple(dict.fromkeys(clean))  # "市報" and 市報 are one
    code_of = dict(zip(values, range(len(values)), strict=True))
    merged = np.fromiter(map(code_of.__getitem__, clean), np.int32, len(clean))
    return values, merged[codes]


def _clean(text: str) -> str:
    r"""Return a field without the quotation marks around it, or the spaces before it.

    >>> _clean('"市報、""東町"" "'), _clean("  駅")
    ('市報、"東町" ', '駅')
    """
    if text.startswith('"'):
        return text[1:-1].replace('""', '"')
    return text.lstrip(" ")
