"""Multiple-response sets, as SPSS writes them into its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.patterns import pattern

_SET = pattern(rb"\s*\$?([^=\n]+)=(?:(C)|(D)|(E) \d+)")
_LENGTH = pattern(rb" ?(\d+) ")


@dataclass(frozen=True, slots=True)
class ResponseSet:
    """A multiple-response set; of a dichotomy, `counted` is the value that means: chosen.

    `by_value` says that the counted value's label names the option, and not the variable's.
    """

    name: str
    label: str
    members: tuple[str, ...]
    counted: str | None = None
    by_value: bool = False


def read_sets(record: bytes, codec: str) -> Iterator[ResponseSet]:
    r"""Yield the sets of a record in Python's encoding `codec`; one that is malformed ends them.

    >>> record = "$channel=D1 1 12 きっかけ channel_1 channel_2\n".encode()
    >>> [(one.name, one.label, one.counted, one.members) for one in read_sets(record, "utf-8")]
    [('channel', 'きっかけ', '1', ('channel_1', 'channel_2'))]
    """
    at = 0
    while found := _SET.match(record, at):
        at, counted = found.end(), None
        if not found[2]:
            at, counted = _piece(record, at)
        at, label = _piece(record, at)
        end = record.find(b"\n", at)
        end = len(record) if end < 0 else end
        members = record[at:end].rstrip(b"\0").decode(codec, "replace").split()
        if label is None or (counted is None and not found[2]) or not members:
            return
        texts = (found[1], label, b"" if counted is None else counted)
        name, title, value = (text.decode(codec, "replace").strip() for text in texts)
        yield ResponseSet(
            name, title, tuple(members), None if counted is None else value, bool(found[4])
        )
        at = end


def _piece(record: bytes, at: int) -> tuple[int, bytes | None]:
    """Return a text that its length goes before, and where it ends; None where it is none."""
    found = _LENGTH.match(record, at)
    if not found:
        return at, None
    end = found.end() + int(found[1])
    return end, record[found.end() : end]
