"""A comment → its words: compounds joined, negation kept, spellings brought together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from outreach.comments.compounds import Run, runs_of
from outreach.comments.folding import folded
from outreach.comments.morphemes import Morpheme
from outreach.comments.stoplists import Lexicon, read_lexicon, spelt
from outreach.comments.terms import TermFinder
from outreach.comments.tokenizers import open_tokenizer

_PARTS = {"名詞": "noun", "動詞": "verb", "形容詞": "adjective", "副詞": "adverb"}
_ROOTS = frozenset(("名詞", "動詞", "形容詞"))
_DEPENDENT = frozenset(("非自立", "代名詞", "数", "接尾"))
_AT_A_TIME = 500  # texts that a process gets at once
_WORTH_IT = 4_000  # different texts: with fewer, starting processes costs more than it saves
# What a tokenizer raises that stumbles over one text; what is missing, broken or full goes on up.
_SLIPS = (ArithmeticError, AssertionError, LookupError, RuntimeError, ValueError)
__all__ = ["Analysed", "Analyzer", "Word", "analyse_all", "folded"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a comment, in the spelling that is used for it.

    `start` and `end` are its place in Analysed.text; `part` is noun, verb,
    adjective, adverb or other; `stop` says that it tells nothing; `parts` are
    what a compound is made of, () for a word that is none.
    """

    text: str
    start: int
    end: int
    part: str
    stop: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysed:
    """A comment's text as `folded` has it, its morphemes and its content words, in order.

    `fault` is what the tokenizer said if it stumbled over this text, which then
    has no words; "" for all others. `folder` has the lists that were used, as
    in Analyzer.
    """

    text: str
    morphemes: tuple[Morpheme, ...]
    words: tuple[Word, ...]
    fault: str = ""
    folder: Path | None = None

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words that are no stop words, in order."""
        return tuple(word.text for word in self.words if not word.stop)

    @property
    def stems(self) -> tuple[str, ...]:
        """What themes are found by: each token, or the parts that a compound is made of."""
        return tuple(
            text for word in self.words if not word.stop for text in (word.parts or (word.text,))
        )

    @property
    def roots(self) -> tuple[str, ...]:
        """The base forms of what can stand alone, nothing joined or negated: a second reading."""
        return tuple(_roots(self.morphemes, read_lexicon(self.folder)))

    @property
    def terms(self) -> tuple[str, ...]:
        """The tokens, each compound followed by its parts."""
        return tuple(
            text for word in self.words if not word.stop for text in (word.text, *word.parts)
        )


@dataclass(frozen=True)
class Analyzer:
    """How comments are analysed: `tokenizer` is janome, mecab or sudachi.

    `folder` holds the word lists; None stands for those of outreach. It can be
    sent to another process: tokenizer and lists are opened where they are used.

    >>> Analyzer().analyse("要介護認定の費用がわからない。").tokens
    ('要介護認定', '費用', '分からない')
    """

    tokenizer: str = "janome"
    folder: Path | None = None

    def analyse(self, text: str) -> Analysed:
        """Return the text's words. No text fails; one without a word has none.

        Raises UnknownTokenizer, MissingExtra; OutreachError for a list with a bad line.
        """
        plain, _places = folded(text)
        lexicon = read_lexicon(self.folder)
        tokenizer = open_tokenizer(self.tokenizer)
        try:
            morphemes = tuple(_finder(self.folder).join(plain, tokenizer))
        except _SLIPS as error:  # told in `fault`: the other comments are not lost for this one
            return Analysed(plain, (), (), f"{type(error).__name__}: {error}", self.folder)
        words = tuple(_word(run, lexicon) for run in runs_of(morphemes, lexicon))
        return Analysed(plain, morphemes, words, folder=self.folder)


def analyse_all(
    texts: Sequence[str], analyzer: Analyzer | None = None, jobs: int = 1
) -> list[Analysed]:
    """Return each text's words, in order; what stands there twice is analysed once.

    `jobs` processes share many texts; the result is the same however many.
    Raises MissingExtra for a tokenizer that is not installed.
    """
    analyzer = analyzer or Analyzer()
    distinct = list(dict.fromkeys(texts))
    if jobs == 1 or len(distinct) < _WORTH_IT:
        found = _analyse_some(distinct, analyzer)
    else:
        from joblib import Parallel, delayed

        bundles = [distinct[at : at + _AT_A_TIME] for at in range(0, len(distinct), _AT_A_TIME)]
        results = Parallel(jobs)(delayed(_analyse_some)(bundle, analyzer) for bundle in bundles)
        found = [each for bundle in results for each in bundle]
    by_text = dict(zip(distinct, found, strict=True))
    return [by_text[text] for text in texts]


def _analyse_some(texts: Sequence[str], analyzer: Analyzer) -> list[Analysed]:
    return [analyzer.analyse(text) for text in texts]


@cache
def _finder(folder: Path | None) -> TermFinder:
    return TermFinder(read_lexicon(folder))


def _word(run: Run, lexicon: Lexicon) -> Word:
    parts = tuple(_telling(run.parts, lexicon)) if len(run.parts) > 1 else ()
    hollow = run.plain and len(run.parts) > 1 and lexicon.stops.keys() >= set(run.parts)
    stop = hollow or run.text in lexicon.stops or not _says_something(run.text)
    return Word(run.text, run.start, run.end, _PARTS.get(run.kind, "other"), stop, parts)


def _roots(morphemes: Sequence[Morpheme], lexicon: Lexicon) -> Iterator[str]:
    """Yield what morphemes that can stand alone are made from, stop words only where they hint."""
    for morpheme in morphemes:
        part, detail, *_rest = (*morpheme.part.split(","), "")
        if part not in _ROOTS or detail in _DEPENDENT:
            continue
        word = lexicon.canonical(spelt(morpheme.base))
        hints = word in lexicon.hints or word not in lexicon.stops
        if hints and _says_something(word):
            yield word


def _telling(parts: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Yield the parts of a compound that are words of their own."""
    for part in parts:
        if part not in lexicon.stops and len(part) > 1:
            yield part


def _says_something(word: str) -> bool:
    """Return whether a word is more than one kana or Latin letter, or a sign.

    >>> [_says_something(word) for word in ("母", "あ", "A", "MCS", "12", "!")]
    [True, False, False, True, False, False]
    """
    if len(word) == 1:
        return "\u3400" <= word <= "\u9fff" or ord(word) > 0xFFFF
    return any(sign.isalpha() for sign in word)
