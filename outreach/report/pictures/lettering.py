"""Text as it is drawn: which characters the font has, how wide lines are, where they break."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, islice
from typing import Any

from outreach.fonts import glyph_names, open_font
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import composed

GETA = "〓"  # what a Japanese printer sets for a sign that he has no type for
_ACCENTED = pattern("[A-Za-zΑ-ωА-я][\u0300-\u036f]+")
_NOTHING = pattern("[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]")  # variants of signs
_UNSAYABLE = pattern("[\ud800-\udfff\ufffe\uffff]")  # half a sign, or none: no file may hold them
_PIECE = pattern(r"[!-~]+ ?|.")  # what a line is not broken in
_NEVER_LAST = "（「『【〈《〔［"
_NEVER_FIRST = "、。，．・：；？！）」』】〉》〕］ー～…々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Return the characters of a text that the font cannot draw, each once, in order.

    >>> missing_glyphs("𠮷田さんの往診😊、髙橋さん")
    ('𠮷', '😊')
    """
    return tuple(dict.fromkeys(sign for sign in _seen(text) if not _drawn(sign)))


def drawable(text: str) -> str:
    r"""Return a text as it is drawn: on one line, 〓 for a character that the font lacks.

    Control and bidirectional characters and variants (of kanji, of emoji) are
    gone; kana and their voice marks are one character.

    >>> drawable("在宅\n医療"), drawable("𠮷田"), drawable("abc\u202edef"), drawable("ほ\u309aん")
    ('在宅 医療', '〓田', 'abcdef', 'ぽん')
    """
    drawn = (sign if _drawn(sign) else GETA for sign in _seen(text))
    return " ".join("".join(drawn).split())


def sayable(text: str) -> str:
    r"""Return a text as it is read aloud: on one line, every character that has a look kept.

    >>> sayable("𠮷田\x00さん\n😊\ud800")
    '𠮷田 さん 😊\ufffd'
    """
    said = (_UNSAYABLE.sub("\ufffd", sign) for sign in _seen(text))
    return " ".join("".join(said).split())


def font_remarks(texts: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence on the characters that 〓 stands for, or nothing.

    >>> font_remarks(["𠮷田", "往診"])
    ('〓 stands for what the font cannot draw: 𠮷 (U+20BB7).',)
    """
    signs = dict.fromkeys(sign for text in texts for sign in missing_glyphs(text))
    if not signs:
        return ()
    named = [f"{sayable(sign)} (U+{ord(sign):04X})" for sign in list(signs)[:10]]
    shown = ", ".join([*named, "…"] if len(signs) > len(named) else named)
    return (_("〓 stands for what the font cannot draw: {signs}.").format(signs=shown),)


def width_of(text: str, size: float) -> float:
    """Return how wide a line of text is at a font size, in the same unit.

    >>> width_of("在宅医療", 10)
    40.0
    """
    return sum(advance_of(sign) for sign in text) * size / units()


def wrapped(text: str, size: float, width: float, most: int = 4) -> list[str]:
    """Return a text as it is drawn, in lines of a width; … ends what is longer than `most` lines.

    A word of Latin letters stays whole where it can, and no line begins with 、 or ends with 「.

    >>> wrapped("在宅医療、介護", 10, 40), wrapped("在宅医療と介護の連携", 10, 40, 2)
    (['在宅医', '療、介護'], ['在宅医療', 'と介護…'])
    """
    lines = [""]
    for piece in _PIECE.findall(drawable(text)):
        if len(lines) > most:
            break
        if lines[-1] and width_of(lines[-1] + piece.rstrip(), size) > width:
            lines.append("")
            broken = piece in _NEVER_FIRST or lines[-2][-1] in _NEVER_LAST
            if broken and len(lines[-2]) > 1:
                lines[-2], lines[-1] = lines[-2][:-1], lines[-2][-1]
        lines[-1] += piece
    lines = [each for line in lines for each in islice(_cut(line.strip(), size, width), most + 1)]
    if len(lines) > most:
        lines[most - 1 :] = [_shortened(lines[most - 1], size, width)]
    return lines


def _cut(line: str, size: float, width: float) -> Iterator[str]:
    """Yield a line, a word that is too long for it in several."""
    while len(line) > (fits := max(1, _fitting(line, size, width))):
        yield line[:fits]
        line = line[fits:]
    yield line


def shortened(text: str, size: float, width: float) -> str:
    """Return a text as it is drawn, or as much of its beginning as fits the width with … behind.

    >>> shortened("在宅医療", 10, 40), shortened("在宅医療", 10, 39)
    ('在宅医療', '在宅…')
    """
    text = drawable(text)
    return text if _fitting(text, size, width) == len(text) else _shortened(text, size, width)


def _shortened(text: str, size: float, width: float) -> str:
    """Return as much of the text's beginning as fits with … behind it."""
    return text[: _fitting(text, size, width - width_of("…", size))].rstrip() + "…"


def _fitting(text: str, size: float, width: float) -> int:
    """Return how many of the text's first characters are no wider than that."""
    room = width * units() / size
    for at, across in enumerate(accumulate(advance_of(sign) for sign in text)):
        if across > room:
            return at
    return len(text)


def units() -> int:
    """Return how many of the font's units its size has."""
    return int(open_font()["head"].unitsPerEm)


@cache
def advance_of(sign: str) -> int:
    """Return how far the next character stands from this one, in the font's units."""
    return int(open_font()["hmtx"].metrics[_glyph_of(sign)][0])


@cache
def outline_of(text: str) -> str:
    """Return a line's outline as an SVG path in the font's units, y upward; "" for a space.

    >>> outline_of("一") != outline_of("二"), outline_of(" ")
    (True, '')
    """
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs = _glyphs()
    pen = SVGPathPen(glyphs, ntos=lambda value: str(round(value)))
    across = 0
    for sign in text:
        glyphs[_glyph_of(sign)].draw(TransformPen(pen, (1, 0, 0, 1, across, 0)))
        across += advance_of(sign)
    return str(pen.getCommands())


@cache
def _glyphs() -> Any:  # noqa: ANN401 - fontTools's own kind of mapping
    return open_font().getGlyphSet()


def _glyph_of(sign: str) -> str:
    """Return the name of a character's glyph; that of 〓 where there is none."""
    names = glyph_names()
    return names.get(ord(sign)) or names[ord(GETA)]


@cache
def _drawn(sign: str) -> bool:
    """Whether the font draws a character; its private ones are blank or no letters."""
    return sign == " " or (ord(sign) in glyph_names() and unicodedata.category(sign) != "Co")


def _seen(text: str) -> Iterator[str]:
    """Yield the characters that take part in a line: a space for each control character."""
    joined = _ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), composed(text))
    for sign in _NOTHING.sub("", joined):
        category = unicodedata.category(sign)
        if category in ("Cc", "Zl", "Zp", "Zs"):
            yield " "
        elif category != "Cf":
            yield sign
