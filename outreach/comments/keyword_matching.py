"""Whether a comment holds what a keyword expression says, synonyms and compounds included."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from outreach.comments.keywords import And, Near, Node, Not, Or, parse
from outreach.comments.keywords import Word as Written
from outreach.comments.tokenizers import open_tokenizer
from outreach.comments.words import Analyzer
from outreach.patterns import pattern

if TYPE_CHECKING:
    from outreach.comments.words import Analysed, Word

_KATAKANA = pattern("[ァ-ヺー]+")
_PARTICLES = ("助詞", "助動詞", "動詞,非自立", "動詞,接尾", "名詞,接尾", "名詞,非自立", "フィラー")
_SHORTEST = 3  # signs of a word that may be made of others: 訪問診療, 薬局名


@dataclass(frozen=True, slots=True)
class Term:
    """What a written word is looked for as.

    `name` is the one word that it is, "" where it is none; `names` the words
    that it is made of; `letters` stands in the text as it is, "" where only
    the word counts.
    """

    name: str = ""
    names: tuple[str, ...] = ()
    letters: str = ""


Resolved = Node | Term


@dataclass(frozen=True)
class Expression:
    """A keyword expression that is ready to be held against comments."""

    text: str
    node: Resolved


class Searched:
    """A comment as keywords see it; worth keeping when several expressions are tried on it.

    `places` has the positions, counted in words, of every word, of what it is
    made of, and of its synonym.
    """

    def __init__(self, analysed: Analysed, parts: Parts) -> None:
        self.analysed = analysed
        self.places: dict[str, list[int]] = {}
        for at, word in enumerate(analysed.words):
            for name in parts.names(word, analysed.text):
                self.places.setdefault(name, []).append(at)

    @cached_property
    def letters(self) -> str:
        return _letters(self.analysed.text)

    @cached_property
    def sequence(self) -> tuple[str, ...]:
        return tuple(word.text.casefold() for word in self.analysed.words)

    def spots(self, letters: str) -> Iterator[int]:
        """Yield the word in which, or before which, each place of these letters begins."""
        text = self.analysed.text
        offsets = [at for at, sign in enumerate(text) if not sign.isspace()]
        ends = [word.end for word in self.analysed.words]
        found = self.letters.find(letters)
        while found >= 0:
            yield bisect_right(ends, offsets[found])
            found = self.letters.find(letters, found + 1)


class Parts:
    """What words are made of; each different word is taken apart once."""

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = tokenizer
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def names(self, word: Word, text: str) -> tuple[str, ...]:
        """Return the names that a word answers to, in lower case."""
        surface = text[word.start : word.end]
        key = (word.text, surface)
        if key not in self._known:
            names = dict.fromkeys([word.text, *word.parts, *self._inside(word, surface)])
            self._known[key] = tuple(dict.fromkeys(name.casefold() for name in names))
        return self._known[key]

    def _inside(self, word: Word, surface: str) -> Iterator[str]:
        """Yield the nouns in a word; one in katakana is whole: ケアマネ is no ケア."""
        if word.part == "noun" and len(surface) >= _SHORTEST and not _KATAKANA.fullmatch(surface):
            for each in open_tokenizer(self._tokenizer).morphemes(surface):
                if each.part.startswith("名詞"):
                    yield each.surface


class Matcher:
    """Compiles expressions and holds them against comments, all with one analyzer.

    >>> matcher = Matcher()
    >>> comment = matcher.searched(Analyzer().analyse("介護支援専門員に訪問診療の料金を聞いた"))
    >>> said = ("ケアマネ", "訪問 NEAR/3 費用", "薬 OR 往診", "お金 NOT 診療", "「料金を聞」")
    >>> [matches(matcher.compiled(text), comment) for text in said]
    [True, True, False, False, True]
    """

    def __init__(self, analyzer: Analyzer | None = None) -> None:
        self.analyzer = analyzer or Analyzer()
        self._parts = Parts(self.analyzer.tokenizer)

    def compiled(self, text: str) -> Expression:
        """Return the expression ready for use. Raises KeywordError."""
        return Expression(text, self._resolved(parse(text)))

    def searched(self, analysed: Analysed) -> Searched:
        """Return a comment as keywords see it."""
        return Searched(analysed, self._parts)

    def _resolved(self, node: Node) -> Resolved:
        if isinstance(node, Written):
            return self._term(node)
        if isinstance(node, Near):
            return Near(self._node(node.left), self._node(node.right), node.within)
        if isinstance(node, Not):
            return Not(self._node(node.node))
        return type(node)(tuple(map(self._node, node.nodes)))

    def _node(self, node: Node) -> Node:
        return self._resolved(node)  # type: ignore[return-value]

    def _term(self, written: Written) -> Term:
        """Return what a word is looked for as: itself with its synonyms, or its letters."""
        analysed = self.analyzer.analyse(written.text)
        letters = _letters(analysed.text)
        if written.exact or not analysed.words:
            return Term(letters=letters)
        names = tuple(word.text.casefold() for word in analysed.words)
        if len(names) > 1:
            return Term(names=names, letters=letters)
        word = analysed.words[0]
        if _is_whole(word, analysed):
            return Term(names[0], letters=letters if word.parts else "")
        return Term(letters=letters)


def matches(expression: Expression, comment: Searched) -> bool:
    """Return whether the comment holds what the expression says."""
    return _holds(expression.node, comment)


def matching(
    expressions: Sequence[Expression], comments: Iterable[Searched]
) -> Iterator[tuple[int, ...]]:
    """Yield for each comment the positions of the expressions that it matches."""
    for comment in comments:
        yield tuple(at for at, each in enumerate(expressions) if _holds(each.node, comment))


def _is_whole(word: Word, analysed: Analysed) -> bool:
    """Return whether beside a word there are only particles and endings: 困っている, 母は."""
    outside = [each for each in analysed.morphemes if not word.start <= each.start < word.end]
    return word.start == 0 and all(each.part.startswith(_PARTICLES) for each in outside)


def _letters(text: str) -> str:
    """Return the text without white space, in lower case, a sign for a sign."""
    return "".join(
        sign.lower() if len(sign.lower()) == 1 else sign for sign in text if not sign.isspace()
    )


def _holds(node: Resolved, comment: Searched) -> bool:
    if isinstance(node, Term):
        return _has(node, comment)
    if isinstance(node, And):
        return all(_holds(each, comment) for each in node.nodes)
    if isinstance(node, Or):
        return any(_holds(each, comment) for each in node.nodes)
    if isinstance(node, Not):
        return not _holds(node.node, comment)
    assert isinstance(node, Near)
    return _near(node, comment)


def _has(term: Term, comment: Searched) -> bool:
    if term.name and term.name in comment.places:
        return True
    if term.names and any(_runs(term.names, comment)):
        return True
    return bool(term.letters) and term.letters in comment.letters


def _runs(names: tuple[str, ...], comment: Searched) -> Iterator[int]:
    """Yield where these words follow one another."""
    for at in comment.places.get(names[0], ()):
        if comment.sequence[at : at + len(names)] == names:
            yield at


def _near(node: Near, comment: Searched) -> bool:
    left = sorted(_spots(node.left, comment))
    right = sorted(_spots(node.right, comment)) if left else []
    return any(abs(one - other) <= node.within for one in left for other in right)


def _spots(node: Resolved, comment: Searched) -> Iterator[int]:
    """Yield the positions, in words, at which a term, or one of several, stands."""
    if isinstance(node, Term):
        yield from comment.places.get(node.name, ()) if node.name else ()
        yield from _runs(node.names, comment) if node.names else ()
        yield from comment.spots(node.letters) if node.letters else ()
    elif isinstance(node, Near):
        yield from (*_spots(node.left, comment), *_spots(node.right, comment))
    elif isinstance(node, Or):
        for each in node.nodes:
            yield from _spots(each, comment)
