"""Bytes of separated values → whole records, and where each of their fields stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Places = NDArray[np.intp]

ROOM = 64  # zeros behind the bytes: eight may be read at once from any field on
_QUOTE, _FEED, _RETURN = b'"\n\r'


@dataclass(frozen=True, slots=True)
class Cut:
    """Whole records at the beginning of a block: where they end, and how many rows and lines."""

    end: int
    rows: int
    lines: int


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """Records of one width: where each field begins and ends in `raw`, records × fields."""

    block: bytes
    raw: Bytes
    starts: Places
    ends: Places

    def lines(self) -> Places:
        """Return the line, counted from 0, that each record begins in."""
        breaks = np.flatnonzero(self.raw == _FEED)
        return np.searchsorted(breaks, self.starts[:, 0])


def cut_records(block: bytes, delimiter: bytes) -> Cut | None:
    r"""Return the whole records that a block begins with; it begins where a record does.

    None where only csv tells the records apart, sign by sign: where a
    quotation mark stands in the middle of a field, where a line ends with \r
    alone, or where no record ends.

    >>> cut_records('1,"市報\n駅"\n2,チラシ\n3,"市'.encode(), b",")
    Cut(end=27, rows=2, lines=3)
    >>> cut_records(b'1,5"\n', b",") is None
    True
    """
    raw = np.frombuffer(block, np.uint8)
    returns = np.flatnonzero(raw == _RETURN)
    if len(returns) and block.endswith(b"\r"):
        returns = returns[:-1]  # the line feed may come with the next block
    if (raw[returns + 1] != _FEED).any():
        return None
    if b'"' not in block:
        lines = int(np.count_nonzero(raw == _FEED))
        return Cut(block.rfind(b"\n") + 1, lines, lines) if lines else None
    quotes, breaks = raw == _QUOTE, np.flatnonzero(raw == _FEED)
    between = breaks[~_quoted(quotes)[breaks]]
    end = int(between[-1]) + 1 if len(between) else 0
    if not end or not _is_regular(raw, np.flatnonzero(quotes[:end]), delimiter):
        return None
    return Cut(end, len(between), int(np.searchsorted(breaks, end)))


def find_fields(block: bytes, delimiter: bytes) -> Fields | None:
    """Return the fields of records that `cut_records` has cut; None where widths differ.

    The last one must end with a line feed.
    """
    raw = np.frombuffer(block + bytes(ROOM), np.uint8)
    bare = raw[: len(block)]
    parting = (bare == delimiter[0]) | (bare == _FEED)
    if b'"' in block:
        parting &= ~_quoted(bare == _QUOTE)
    ends = np.flatnonzero(parting)
    feeds = bare[ends] == _FEED
    width = int(feeds.argmax()) + 1
    rows, over = divmod(len(ends), width)
    if over or not feeds[width - 1 :: width].all() or np.count_nonzero(feeds) != rows:
        return None
    starts = np.concatenate(([0], ends[:-1] + 1)).reshape(rows, width)
    table = ends.reshape(rows, width)
    last = table[:, -1]
    last -= (last > starts[:, -1]) & (bare[last - 1] == _RETURN)
    return Fields(block, raw, starts, table)


def _quoted(quotes: NDArray[np.bool_]) -> NDArray[Any]:
    """Return for each byte whether an odd number of quotation marks stands up to it."""
    return np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_)


def _is_regular(raw: Bytes, quotes: Places, delimiter: bytes) -> bool:
    """Return whether each quotation mark opens a field, closes one, or is doubled.

    Then fields part where an even number of quotation marks stands before,
    and csv parts them in the same places.
    """
    around = np.frombuffer(delimiter + b'"\n\r', np.uint8)
    opening, closing = quotes[0::2], quotes[1::2]
    before = raw[opening[opening > 0] - 1]
    return bool(np.isin(before, around).all() and np.isin(raw[closing + 1], around).all())
