"""The tables that planning goes by, which a city can read and edit: projects, cues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from outreach.comments.list_lines import Line, lines_of, mend
from outreach.comments.projects import PROJECTS, project_letter
from outreach.comments.stoplists import word_folder
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import squeeze, visible

PROJECT_FILE, CUE_FILE = "projects.tsv", "plan.tsv"
CUES = (
    "専門職", "住民", "専門職の選択肢",
    "進め方", "難しい", "物足りない", "よい答え", "よくない答え",
)  # fmt: skip
_NOBODY = "-"
_PARTING = pattern("[、,，]")


@dataclass(frozen=True, slots=True)
class Project:
    """One of the eight projects: who sees to it, "" where nobody does, and its cue words."""

    letter: str
    committee: str
    words: tuple[str, ...]


@cache
def read_projects() -> Mapping[str, Project]:
    """Return the eight projects by letter, from projects.tsv.

    Read once a process. Raises OutreachError with file and line for a letter
    that is none, or a line that lacks its cells.
    """
    found: dict[str, Project] = {}
    for line in lines_of(word_folder() / PROJECT_FILE):
        letter, committee, words = _cells(line, 3)
        if project_letter(letter) != letter:
            message = _("There is no project “{name}”.").format(name=visible(letter)[:40])
            known = _("The projects are: {known}.").format(known=", ".join(PROJECTS))
            raise line.error(message, known)
        found[letter] = Project(letter, "" if committee == _NOBODY else committee, _words(words))
    return {letter: found.get(letter, Project(letter, "", ())) for letter in PROJECTS}


@cache
def read_cues() -> Mapping[str, tuple[str, ...]]:
    """Return the cue words by kind, from plan.tsv; a kind that is not there has none.

    Read once a process. Raises OutreachError with file and line.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(CUES, ())
    for line in lines_of(word_folder() / CUE_FILE):
        kind, words = _cells(line, 2)
        if kind not in CUES:
            message = _("“{kind}” is no kind of cue.").format(kind=visible(kind)[:40])
            raise line.error(message, _("The kinds are: {kinds}.").format(kinds=", ".join(CUES)))
        found[kind] += _words(words)
    return found


def said_in(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that stand in a text, width and case aside, in the order of the table.

    >>> said_in("ＭＣＳの使い方を知りたい", ["MCS", "退院"])
    ('MCS',)
    """
    plain = _squeezed(text)
    return tuple(word for word in words if _squeezed(word) in plain)


@lru_cache(1 << 15)  # the same comments are looked through for every table
def _squeezed(text: str) -> str:
    return squeeze(text)


def _cells(line: Line, number: int) -> Iterator[str]:
    cells = [cell.strip() for cell in line.raw.split("\t")]
    if len(cells) != number or not all(cells):
        message = _("A line has {number} cells with a tab between them.").format(number=number)
        raise line.error(message, mend())
    yield from cells


def _words(cell: str) -> tuple[str, ...]:
    words = (word.strip() for word in _PARTING.split(cell))
    return tuple(word for word in words if word and word != _NOBODY)
