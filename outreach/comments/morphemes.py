"""Morphemes: the smallest units of a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from outreach.errors import OutreachError
from outreach.messages import _
from outreach.patterns import pattern

_LONGEST = 400  # signs of a piece without an end of sentence; janome is slow beyond
# A piece: no white space, no control sign, no half of a surrogate pair; up to an end of sentence.
_PIECE = pattern(
    rf"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff。！？!?]{{1,{_LONGEST}}}[。！？!?]*|[。！？!?]{{1,{_LONGEST}}}"
)
_SYMBOL = "記号,一般,*,*"


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One morpheme: what stands in the text, its part of speech, its base form, its place.

    `part` is ipadic's part of speech, four levels joined by commas;
    `inflection` how it inflects ("五段・ラ行", "一段", "" where it does not).
    """

    surface: str
    part: str
    base: str
    start: int
    inflection: str = ""

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.surface)


class Tokenizer(Protocol):
    """Whoever parts a text into morphemes."""

    name: str

    def morphemes(self, text: str) -> list[Morpheme]:
        """Return the morphemes in order; white space and control signs are in none."""


class MissingExtra(OutreachError, ImportError):
    """A tokenizer that is not installed."""

    __str__ = OutreachError.__str__


def missing_extra(name: str, error: ImportError) -> MissingExtra:
    """Return the error that says what to install."""
    message = _("The tokenizer {name} is not installed ({error}).").format(name=name, error=error)
    remedy = _("Install it: pip install 'outreach[{name}]', or use janome.").format(name=name)
    return MissingExtra(message, remedy=remedy)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield where each piece of a text begins, and the piece: what a tokenizer is given at once.

    White space and control signs part pieces and are in none, so that every
    tokenizer treats them alike; so do ends of sentences, so that a sentence
    gives the same morphemes alone and in a long text.

    >>> list(pieces("駅　から\n近い。助かる\0！"))
    [(0, '駅'), (2, 'から'), (5, '近い。'), (8, '助かる'), (12, '！')]
    """
    for found in _PIECE.finditer(text):
        yield found.start(), found[0]


@lru_cache(1 << 14)  # the same words come again and again
def ipadic_part(surface: str, part: str) -> str:
    """Return the part of speech, where ipadic calls unknown signs a noun: a symbol.

    >>> ipadic_part("-", "名詞,サ変接続,*,*"), ipadic_part("連絡", "名詞,サ変接続,*,*")
    ('記号,一般,*,*', '名詞,サ変接続,*,*')
    """
    if part.startswith("記号") or any(sign.isalnum() for sign in surface):
        return part
    return _SYMBOL
