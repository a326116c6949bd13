"""Which words are said, by how many comments, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from outreach.errors import UnknownOption
from outreach.messages import N_, _

if TYPE_CHECKING:
    from outreach.comments.words import Analysed

PARTS: Mapping[str, str] = {
    "noun": N_("nouns"),
    "verb": N_("verbs"),
    "adjective": N_("adjectives"),
    "adverb": N_("adverbs"),
    "other": N_("other words"),
}


@dataclass(frozen=True, slots=True)
class Frequency:
    """One word: how many comments have it, what share of all that is, how often it stands there.

    `share` is from 0 to 1, of all comments that were counted, those without a word too.
    """

    word: str
    part: str
    comments: int
    occurrences: int
    share: float

    def tidy(self) -> dict[str, Any]:
        """Return the fields as a row of a table."""
        return row_of(self)


def row_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass of plain fields
    """Return a dataclass's fields by name, in their order."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def frequencies(
    analysed: Iterable[Analysed], *, parts: Sequence[str] = (), minimum: int = 1
) -> list[Frequency]:
    """Return the words of the comments that are no stop words, those of most comments first.

    Of words in as many comments the one that stands there more often comes
    first, then noun, verb, adjective, adverb, other, then the order of their
    characters. `parts` leaves only words of these parts of speech, `minimum`
    only those of so many comments. Raises UnknownOption for another part.

    >>> from outreach.comments.words import Analyzer
    >>> texts = ("費用が不安。費用を知りたい", "往診の費用")
    >>> [(each.word, each.comments, each.occurrences)
    ...  for each in frequencies(map(Analyzer().analyse, texts), minimum=2)]
    [('費用', 2, 3)]
    """
    wanted = checked_parts(parts)
    comments: Counter[tuple[str, str]] = Counter()
    occurrences: Counter[tuple[str, str]] = Counter()
    size = 0
    for each in analysed:
        size += 1
        said = list(said_words(each, wanted))
        occurrences.update(said)
        comments.update(list(dict.fromkeys(said)))
    order = {part: at for at, part in enumerate(PARTS)}
    found = [
        Frequency(word, part, number, occurrences[word, part], number / size)
        for (word, part), number in comments.items()
        if number >= minimum
    ]
    found.sort(key=lambda each: (-each.comments, -each.occurrences, order[each.part], each.word))
    return found


def said_words(analysed: Analysed, parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of these parts of speech that are no stop words, each with its part."""
    for word in analysed.words:
        if not word.stop and word.part in parts:
            yield word.text, word.part


def word_sets(analysed: Iterable[Analysed], parts: Sequence[str] = ()) -> list[list[str]]:
    """Return for each comment its different words in the order of their characters."""
    wanted = checked_parts(parts)
    return [sorted({word for word, _part in said_words(each, wanted)}) for each in analysed]


def common_words(sets: Iterable[Sequence[str]], minimum: int, most: int) -> dict[str, int]:
    """Return the most frequent words, at most `most`, and how many comments have each.

    None is in fewer than `minimum` comments; of words in as many comments the
    first in the order of their characters comes first.

    >>> common_words([["夜間", "往診"], ["往診"], ["往診", "費用"]], 1, 2)
    {'往診': 3, '夜間': 1}
    """
    counts = Counter(word for words in sets for word in words)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return dict(item for item in ranked[: max(most, 0)] if item[1] >= minimum)


def checked_parts(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of speech that are wanted, all where none is named; raise UnknownOption."""
    for part in parts:
        if part not in PARTS:
            message = _("“{part}” is no part of speech.").format(part=part)
            remedy = _("Use one of {parts}.").format(parts=", ".join(PARTS))
            raise UnknownOption(message, remedy=remedy)
    return tuple(parts) or tuple(PARTS)
