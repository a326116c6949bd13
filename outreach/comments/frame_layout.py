"""A TOML text as blocks of lines: what is not changed stays as people wrote it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from outreach.codebook_writing import quoted
from outreach.patterns import pattern

_HEADING = pattern(r"\s*\[(\[?)\s*([^\[\]]*?)\s*\]")
_CLOSING = pattern(r"[\]}]|\"\"\"|'''")
_BARE = pattern(r"[A-Za-z0-9_-]+")
_WIDEST = 96

Value = str | int | bool | Sequence[str] | Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines of one key and its value; of a comment or a blank line, whose key is ""."""

    key: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading's line ("" at the top of a file) and the entries below it.

    `name` is what stands in the brackets; `many` says that they are double.
    """

    name: str = ""
    heading: str = ""
    many: bool = False
    entries: tuple[Entry, ...] = field(default=())

    def values(self, key: str) -> tuple[str, ...]:
        """Return the lines of a key, () where it is not there."""
        return next((entry.lines for entry in self.entries if entry.key == key), ())


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a TOML text that can be read; `text_of` makes the text of them again."""
    blocks = [Block()]
    entries: list[Entry] = []
    for entry in _entries(text.split("\n")):
        heading = _HEADING.match(entry.lines[0]) if entry.key == "[" else None
        if heading is None:
            entries.append(entry)
            continue
        blocks[-1] = replace(blocks[-1], entries=tuple(entries))
        blocks.append(Block(heading[2], entry.lines[0], bool(heading[1])))
        entries = []
    blocks[-1] = replace(blocks[-1], entries=tuple(entries))
    return blocks


def text_of(blocks: Sequence[Block]) -> str:
    """Return the text of blocks, with one line end behind its last line."""
    lines: list[str] = []
    for block in blocks:
        if block.heading:
            if lines and lines[-1].strip() and not lines[-1].lstrip().startswith("#"):
                lines.append("")
            lines.append(block.heading)
        lines += [line for entry in block.entries for line in entry.lines]
    return "\n".join(lines).strip("\n") + "\n"


def with_value(block: Block, key: str, value: Value | None) -> Block:
    """Return the block with that value; without the key where it is None.

    A key that has it already keeps its lines; a new one comes behind the last.
    """
    old = block.values(key)
    if value is None:
        return replace(block, entries=tuple(each for each in block.entries if each.key != key))
    new = Entry(key, tuple(toml_line(key, value).split("\n")))
    if old and tomllib.loads("\n".join(old))[key] == _as_read(value):
        return block
    if old:
        entries = tuple(new if each.key == key else each for each in block.entries)
        return replace(block, entries=entries)
    behind = max((at + 1 for at, each in enumerate(block.entries) if each.key), default=0)
    return replace(block, entries=(*block.entries[:behind], new, *block.entries[behind:]))


def with_texts(block: Block, key: str, new: Mapping[str, str]) -> Block:
    r"""Return the block with texts of a key's list replaced; comments in the list stay.

    >>> block = blocks_of('pins = [\n "12", # 後で\n]\n')[0]
    >>> with_texts(block, "pins", {"12": "#1a2b3c4d"}).values("pins")
    ('pins = [', ' "#1a2b3c4d", # 後で', ']')
    """
    lines = "\n".join(block.values(key))
    if not lines or not new:
        return block
    texts = tomllib.loads(lines)[key]
    wanted = new.get(texts, texts) if isinstance(texts, str) else [new.get(t, t) for t in texts]
    for old, after in new.items():
        for written in (quoted(old), f"'{old}'"):
            lines = lines.replace(written, quoted(after), 1)
    if tomllib.loads(lines)[key] == wanted:
        entry = Entry(key, tuple(lines.split("\n")))
        return replace(block, entries=tuple(entry if e.key == key else e for e in block.entries))
    return with_value(block, key, wanted)


def toml_line(key: str, value: Value) -> str:
    """Return a key and its value as TOML; a long list on several lines.

    >>> toml_line("pins", []), toml_line("words", {"費用": 1.5})
    ('pins = []', 'words = { "費用" = 1.5 }')
    """
    name = key if _BARE.fullmatch(key) else quoted(key)
    if isinstance(value, bool | int):
        return f"{name} = {str(value).lower()}"
    if isinstance(value, str):
        return f"{name} = {quoted(value)}"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{quoted(word)} = {weight!r}" for word, weight in value.items())
        return f"{name} = {{ {pairs} }}" if pairs else f"{name} = {{}}"
    line = f"{name} = [{', '.join(map(quoted, value))}]"
    if len(line) <= _WIDEST:
        return line
    return f"{name} = [\n" + "".join(f"  {quoted(each)},\n" for each in value) + "]"


def _as_read(value: Value) -> object:
    """Return the value as tomllib gives it."""
    if isinstance(value, Mapping):
        return dict(value)
    return value if isinstance(value, str | bool | int) else list(value)


def _entries(lines: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries of lines in order; a heading's key is "["."""
    at = 0
    while at < len(lines):
        stripped = lines[at].strip()
        size = 1
        key = ""
        if stripped.startswith("["):
            key = "["
        elif stripped and not stripped.startswith("#"):
            key, size = _key_and_size(lines, at)
        yield Entry(key, tuple(lines[at : at + size]))
        at += size


def _key_and_size(lines: Sequence[str], at: int) -> tuple[str, int]:
    """Return the key that begins in a line, and how many lines its value takes."""
    for size in range(1, len(lines) - at + 1):
        if size > 1 and not _CLOSING.search(lines[at + size - 1]):
            continue  # a value of several lines ends in one of these: nothing else is tried
        try:
            read = tomllib.loads("\n".join(lines[at : at + size]))
        except tomllib.TOMLDecodeError:
            continue
        return next(iter(read)), size
    return lines[at], 1  # cannot be: the whole text has been read
