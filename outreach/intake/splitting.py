"""An answer that names several options → the options, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from outreach.patterns import pattern
from outreach.spelling import squeeze

_GAP = pattern(r"[\s,、，;/|・。「」『』\"]+")
_ENDS = r"(?=[\s,、;/|・。」』\":(]|$)"
_NUMBERING = r"(?:\(?\d{1,2}[.):]\s*)"  # 1. or (1) before an option
_PIECE = pattern(r"(?:\([^()]*\)|[^\s,、;/|・「」『』\"])+")
_REMARK = pattern(r"\s*(?:\((?P<inside>[^()]*)\)|:\s*(?P<after>(?:\([^()]*\)|[^,、;/|\n])*))")


@dataclass(frozen=True, slots=True)
class Split:
    """`chosen` options in order, `remarks` beside them, `free` text that is no option's."""

    chosen: tuple[int, ...]
    remarks: tuple[tuple[int, str], ...]
    free: str


class Splitter:
    """Splits answers at the longest name that fits, never at commas alone.

    `names` maps squeezed names to positions of options; names may hold commas
    and spaces. A remark is what follows a name in brackets or after a colon.

    >>> splitter = Splitter({"市報": 0, "市報,ちらし": 1, "その他": 2})
    >>> splitter.split("市報、ちらし、市報(駅で)")
    Split(chosen=(0, 1), remarks=((0, '駅で'),), free='')
    >>> splitter.split("市報 その他(知人, 親)")
    Split(chosen=(0, 2), remarks=((2, '知人, 親'),), free='')
    >>> splitter.split("市報、友人の 紹介")
    Split(chosen=(0,), remarks=(), free='友人の 紹介')
    """

    def __init__(self, names: Mapping[str, int]) -> None:
        self._given = names
        self._names = {_one_comma(name): position for name, position in names.items()}

    @cached_property
    def _name(self) -> re.Pattern[str]:
        """A name, its numbering before it; compiled when an answer has to be split."""
        longest_first = sorted(filter(None, self._given), key=len, reverse=True)
        words = "|".join(_spaced(name) for name in longest_first if not name.isdecimal())
        codes = "|".join(name for name in longest_first if name.isdecimal())
        word, code = f"({words or '(?!)'})", f"0*({codes or '(?!)'})(?:\\.0+)?"
        return re.compile(f"(?:{_NUMBERING}?{word}|{code}){_ENDS}", re.IGNORECASE)

    def split(self, text: str) -> Split:
        """Return what the text names; it is in NFKC already."""
        chosen: set[int] = set()
        remarks: list[tuple[int, str]] = []
        free: list[str] = []
        begun: int | None = None  # where free text began that may go on
        at = end = 0
        while at < len(text):
            if gap := _GAP.match(text, at):
                at = gap.end()
            elif name := self._name.match(text, at):
                free += [text[begun:end]] if begun is not None else []
                begun = None
                position = self._names[_one_comma(squeeze(name[1] or name[2]))]
                chosen.add(position)
                remark = _REMARK.match(text, name.end())
                if remark and (said := (remark["inside"] or remark["after"] or "").strip()):
                    remarks.append((position, said))
                at = remark.end() if remark else name.end()
            else:
                begun = at if begun is None else begun
                piece = _PIECE.match(text, at)
                at = end = piece.end() if piece else at + 1
        free += [text[begun:end]] if begun is not None else []
        return Split(tuple(sorted(chosen)), tuple(remarks), " ".join(free))


def _spaced(name: str) -> str:
    """Return a pattern for a name that allows spaces inside it, and either comma."""
    return r"\s*".join("[,、]" if sign in ",、" else re.escape(sign) for sign in name)


def _one_comma(name: str) -> str:
    return name.replace("、", ",")
