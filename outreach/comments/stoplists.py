"""The word lists that people edit: stop words, synonyms and terms, read from stopwords/."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from outreach.errors import OutreachError, Place
from outreach.intake.files.encodings import find_encoding
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import plain

STOP_FILES = ("common.txt", "events.txt", "care.txt")
SYNONYMS, TERMS = "synonyms.tsv", "terms.csv"
_INFLECTED = pattern("[いうくぐすつぬぶむる]$")  # a verb or an adjective: left to the tokenizer
_CHECKOUT = Path(__file__).resolve().parents[2] / "stopwords"


@dataclass(frozen=True)
class Lexicon:
    """What the lists say; every word is spelt as texts are when they are analysed.

    `stops` are words that no theme is made of. `synonyms` gives for each
    spelling the one that is used. `terms` are words that the tokenizers'
    dictionary lacks, the longest first; nouns among the synonyms are with them.
    """

    stops: frozenset[str]
    synonyms: Mapping[str, str]
    terms: tuple[str, ...]

    def canonical(self, word: str) -> str:
        """Return the word that is used for this spelling."""
        return self.synonyms.get(word, word)


def word_folder() -> Path:
    """Return the folder with the lists: the installed one, else that of the checkout.

    Raises OutreachError where there is neither.
    """
    try:
        installed = Path(str(files("outreach") / "stopwords"))
    except ModuleNotFoundError:  # a bare checkout that is not even on the path
        installed = _CHECKOUT
    for folder in (installed, _CHECKOUT):
        if (folder / STOP_FILES[0]).is_file():
            return folder
    message = _("The folder stopwords/ is not there.")
    raise OutreachError(message, Place(str(_CHECKOUT)), _("Install outreach again."))


@cache
def read_lexicon(folder: Path | None = None) -> Lexicon:
    """Return the lists in a folder, else those that outreach brings; a file may be absent.

    Raises OutreachError with file and line for what cannot be read.
    """
    folder = folder or word_folder()
    if not folder.is_dir():
        message = _("There is no such folder.")
        raise OutreachError(message, Place(str(folder)), _("Look at the spelling of its name."))
    synonyms = dict(_synonyms(folder / SYNONYMS))
    stops = {synonyms.get(word, word) for name in STOP_FILES for _at, word in _lines(folder / name)}
    spellings = {word for word in (*synonyms, *synonyms.values()) if not _INFLECTED.search(word)}
    terms = {*_terms(folder / TERMS), *spellings}
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    return Lexicon(frozenset(stops), synonyms, tuple(longest_first))


def spelt(word: str) -> str:
    """Return a word as it is compared: NFKC, short Latin words in capitals, long ones small.

    >>> spelt("ｍｃｓ"), spelt("Facebook"), spelt("ﾁﾗｼ")
    ('MCS', 'facebook', 'チラシ')
    """
    word = plain(word)
    if not word.isascii():
        return word
    return word.upper() if len(word) <= _ACRONYM else word.lower()


_ACRONYM = 5  # letters; a longer Latin word is a name or a word


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line numbers and what stands before # in each line that is not blank."""
    if not path.is_file():
        return
    encoding = find_encoding(path)
    for at, line in enumerate(path.read_text(encoding=encoding).splitlines(), 1):
        text = plain(line.partition("#")[0].partition("＃")[0])
        if text:
            yield at, text if "\t" in text or "," in text else spelt(text)


def _synonyms(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each other spelling with the word that is used; raise where one has two."""
    used: dict[str, str] = {}
    for at, line in _lines(path):
        words = [spelt(cell) for cell in line.split("\t") if cell.strip()]
        if len(words) < 2:
            message = _("A line of synonyms needs a word, a tab and other spellings of it.")
            raise _bad_line(path, at, message)
        for word in words[1:]:
            if used.setdefault(word, words[0]) != words[0]:
                message = _("“{word}” stands for both “{one}” and “{other}”.")
                words_of = {"word": word, "one": used[word], "other": words[0]}
                raise _bad_line(path, at, message.format(**words_of))
            yield word, words[0]
    loops = sorted(set(used) & set(used.values()))
    if loops:
        message = _("“{word}” is a spelling of another word, and has spellings of its own.")
        raise OutreachError(
            message.format(word=loops[0]), Place(str(path)), _("Put them in one line.")
        )


def _terms(path: Path) -> Iterator[str]:
    """Yield the first cell of each line, in janome's simplified or full form."""
    for at, line in _lines(path):
        cells = next(csv.reader([line]))
        if len(cells) not in (1, 3) and len(cells) < 10:
            message = _("A term is written: the word, its part of speech, its reading.")
            raise _bad_line(path, at, message)
        if not cells[0].strip():
            raise _bad_line(path, at, _("The word is blank."))
        yield spelt(cells[0])


def _bad_line(path: Path, line: int, message: str) -> OutreachError:
    remedy = _("Mend the line, or begin it with # to leave it out.")
    return OutreachError(message, Place(str(path), line=line), remedy)
