"""Texts on lines of so many columns, Japanese signs two of them wide."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells
from rich.text import Text

from outreach.patterns import pattern
from outreach.spelling import visible

_PIECES = pattern(r"\s+|[!-~]+|[^\s!-~]")  # a gap, a word of ASCII signs, any other sign
_NOT_FIRST = "、。，．・：；？！）」』】〕％"


def fold_text(text: str, width: int) -> list[str]:
    """Return a sentence in lines; Japanese breaks anywhere but before 、。）, English at gaps.

    >>> fold_text("注: 割合は四捨五入です。", 12)
    ['注: 割合は四', '捨五入です。']
    >>> fold_text("Note: read it with care", 12)
    ['Note: read', 'it with care']
    """
    lines = [""]
    for piece in _PIECES.findall(text):
        if cell_len(lines[-1] + piece.rstrip()) > width and piece not in _NOT_FIRST:
            lines.append("")
        if lines[-1] or len(lines) == 1 or piece.strip():
            lines[-1] += piece
    return [part for line in lines for part in chop_cells(line.rstrip() or " ", width + 2)]


def folded_lines(text: str, width: int, style: str = "", indent: int = 0) -> Iterator[Text]:
    """Yield a sentence in lines of this width, nothing in it that a terminal obeys."""
    for line in fold_text(visible(text), width - indent):
        yield Text(" " * indent + line, style)


def fold_evenly(text: str, width: int) -> list[str]:
    """Return the text in as few lines as fit the width, none much shorter than the others.

    >>> fold_evenly("20歳未満", 7), fold_evenly("事業所(市内)", 10)
    (['20歳', '未満'], ['事業所', '(市内)'])
    >>> fold_evenly("very well understood", 10)
    ['very well', 'understood']
    """
    if cell_len(text) <= width:
        return [text]
    words = text.split(" ")
    if len(words) > 1:
        return _fold_words(words, width)
    fewest = -(-cell_len(text) // width)
    even = -(-cell_len(text) // fewest)
    sizes = range(even, width + 1)
    return next(
        (lines for size in sizes if len(lines := chop_cells(text, size)) <= fewest),
        chop_cells(text, width),
    )


def _fold_words(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += " " + word
        else:
            lines += fold_evenly(word, width) if word else []
    return lines
