"""A line of terms.csv → a term: janome's user dictionary, simplified or in full."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from outreach.comments.list_lines import Line, mend
from outreach.messages import _
from outreach.spelling import plain, visible

_SIMPLE, _FULL = 3, 13  # cells of a line
_MAJORS = (
    "名詞",
    "動詞",
    "形容詞",
    "副詞",
    "感動詞",
    "接続詞",
    "連体詞",
    "助詞",
    "助動詞",
    "記号",
    "接頭詞",
)
_NOUN = "名詞,一般,*,*"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the user dictionary: as it stands in texts, its part of speech, its base form."""

    surface: str
    part: str
    base: str
    reading: str = ""


def term_of(line: Line) -> Term:
    """Return the term; raise OutreachError where the line is none.

    Three cells are word, part of speech and reading; thirteen are ipadic's:
    word, two numbers, cost, four levels of part of speech, two of inflection,
    base form, reading, pronunciation. Numbers and cost mean nothing here: a
    term is found wherever it stands, by every tokenizer.
    """
    cells = [plain(cell) for cell in next(csv.reader([line.text]))]
    if len(cells) not in (1, _SIMPLE, _FULL) or not cells[0]:
        message = _("A term is written: the word, its part of speech, its reading.")
        raise line.error(message, mend())
    if len(cells) == _FULL:
        part = ",".join(cell or "*" for cell in cells[4:8])
        base = cells[10] if cells[10] not in ("", "*") else cells[0]
        return Term(cells[0], _part(line, part), base, cells[11])
    kind = cells[1] if len(cells) > 1 else "名詞"
    return Term(cells[0], _part(line, kind), cells[0], cells[-1] if len(cells) > 1 else "")


def _part(line: Line, part: str) -> str:
    """Return ipadic's part of speech in four levels; カスタム名詞 is a noun.

    The levels below are filled in for what is inflected or a plain noun.
    """
    major, _comma, rest = part.partition(",")
    if major.endswith("名詞") or not major:
        return part if rest.strip("*,") and major == "名詞" else _NOUN
    if major not in _MAJORS:
        message = _("“{part}” is no part of speech.").format(part=visible(major))
        remedy = _("Known ones: {names}.").format(names=", ".join(_MAJORS))
        raise line.error(message, remedy)
    if rest.strip("*,"):
        return part
    return f"{major},自立,*,*" if major in ("動詞", "形容詞") else f"{major},一般,*,*"
