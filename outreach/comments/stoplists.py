"""The word lists that people edit: stop words, synonyms and terms, read from stopwords/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from outreach.comments.list_lines import Line, lines_of, mend
from outreach.comments.term_lines import Term, term_of
from outreach.errors import OutreachError, Place
from outreach.messages import _
from outreach.spelling import plain, visible

HINTS = "hints.txt"
STOP_FILES = ("common.txt", "events.txt", "care.txt", HINTS)
SYNONYMS, TERMS = "synonyms.tsv", "terms.csv"
_OURS = Path(__file__).resolve().parents[1] / "stopwords"  # where outreach is installed
_CHECKOUT = Path(__file__).resolve().parents[2] / "stopwords"
_ACRONYM = 5  # letters; a longer Latin word is a name or a word
_NO_WORD = frozenset(" \u3000,、，;；")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What the lists say; every word is spelt as texts are when they are analysed.

    `stops` are words that no theme is named by, each with the reason that its
    list gives; those of them in `hints` still tell which comments speak of the
    same thing. `synonyms` gives for each other spelling the one that is used.
    `terms` are words that the tokenizers' dictionaries lack. `phrases` are the
    spellings that may be several morphemes: terms and synonyms.
    """

    stops: Mapping[str, str]
    hints: frozenset[str]
    synonyms: Mapping[str, str]
    terms: Mapping[str, Term]
    phrases: frozenset[str]

    def canonical(self, word: str) -> str:
        """Return the word that is used for this spelling."""
        return self.synonyms.get(word, word)


def word_folder() -> Path:
    """Return the folder with the lists: beside the installed modules, else the checkout's.

    Raises OutreachError where there is neither.
    """
    for folder in (_OURS, _CHECKOUT):
        if (folder / STOP_FILES[0]).is_file():
            return folder
    message = _("The folder stopwords/ is not there.")
    raise OutreachError(message, Place(str(_OURS)), _("Install outreach again."))


@cache
def read_lexicon(folder: Path | None = None) -> Lexicon:
    """Return the lists: those that outreach brings, or yours in place of those of the same name.

    Read once a process. Raises OutreachError with file and line for a folder,
    an encoding or a line that cannot be read.
    """
    if folder and not folder.is_dir():
        message = _("There is no such folder.")
        raise OutreachError(message, Place(str(folder)), _("Look at the spelling of its name."))
    synonyms = _synonyms(_list(SYNONYMS, folder))
    terms = {spelt(term.surface): term for term in map(term_of, lines_of(_list(TERMS, folder)))}
    listed: dict[str, tuple[str, str]] = {}  # the first list that has the word, and its reason
    for name in STOP_FILES:
        for word, reason in _stops(_list(name, folder)):
            listed.setdefault(synonyms.get(word, word), (name, reason))
    stops = {word: reason for word, (_name, reason) in listed.items()}
    hints = frozenset(word for word, (name, _reason) in listed.items() if name == HINTS)
    phrases = frozenset({*terms, *synonyms, *synonyms.values()})
    return Lexicon(stops, hints, synonyms, terms, phrases)


def _list(name: str, folder: Path | None) -> Path:
    own = folder / name if folder else None
    return own if own and own.is_file() else word_folder() / name


@lru_cache(1 << 14)  # the same words come again and again
def spelt(word: str) -> str:
    """Return a word as it is compared: NFKC, short Latin words in capitals, long ones small.

    >>> spelt("ｍｃｓ"), spelt("Facebook"), spelt("ﾁﾗｼ")
    ('MCS', 'facebook', 'チラシ')
    """
    word = plain(word)
    if not word.isascii():
        return word
    return word.upper() if len(word) <= _ACRONYM else word.lower()


def _stops(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each stop word with its reason: the remark behind it, else the one above its group."""
    for line in lines_of(path):
        word = line.text
        if _NO_WORD & set(word) or "\t" in word:
            message = _("“{line}” is more than one word.").format(line=visible(word))
            raise line.error(message, _("Write one word a line, and remarks behind #."))
        yield spelt(word), line.remark or line.heading


def _synonyms(path: Path) -> dict[str, str]:
    """Return for each other spelling the word that is used; raise where one has two."""
    used: dict[str, str] = {}
    heads: dict[str, Line] = {}
    for line in lines_of(path):
        word, *others = _spellings(line)
        for other in others:
            if used.setdefault(other, word) != word:
                message = _("“{word}” stands for both “{one}” and “{other}”.")
                both = {"word": visible(other), "one": used[other], "other": word}
                raise line.error(message.format(**both), mend())
        heads.setdefault(word, line)
    for word in dict.fromkeys(used.values()):
        if word in used:
            message = _("“{word}” is a spelling of another word, and has spellings of its own.")
            fault = message.format(word=visible(word))
            raise heads[word].error(fault, _("Put them in one line."))
    return used


def _spellings(line: Line) -> list[str]:
    """Return the words of a line of synonyms: the one to use, then its other spellings."""
    cells = [plain(cell) for cell in line.raw.split("\t")]
    if not cells[0] or not any(cells[1:]):
        message = _("A line of synonyms needs a word, a tab and other spellings of it.")
        raise line.error(message, mend())
    word = cells[0]
    others = dict.fromkeys(spelt(cell) for cell in cells[1:] if cell)
    if not word.isascii() or word != spelt(word):
        others.setdefault(spelt(word))  # Zoom: as it is written here, not as `spelt` has it
    return [word, *(other for other in others if other != word)]
