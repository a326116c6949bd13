"""Which words stand near a word, how far before or after it, and how tightly they go with it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outreach.comments.frequencies import checked_parts, row_of
from outreach.comments.wanted_words import How, wanted_word
from outreach.errors import OutreachError
from outreach.messages import N_, _

if TYPE_CHECKING:
    from outreach.comments.words import Analysed, Analyzer

Said = tuple[str, str]  # a word and its part of speech
SPAN = 5  # words on either side
_METHOD = N_(
    "The score adds 1/d for each time that the word stands d words away (as KH Coder does); "
    "logDice is 14 + log₂ of twice the times together over the times of both (Rychlý 2008): 14 at "
    "the most, 1 more says twice as close. Words are content words, stop words among them "
    "counted as distance."
)


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the one looked for, in `comments` comments.

    `before` and `after` count it by distance, the nearest first; `score` and
    `log_dice` are as `collocate_methods` says.
    """

    word: str
    part: str
    comments: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    score: float
    log_dice: float

    @property
    def left(self) -> int:
        """How often it stands before the word."""
        return sum(self.before)

    @property
    def right(self) -> int:
        """How often it stands after the word."""
        return sum(self.after)

    def tidy(self) -> dict[str, Any]:
        """Return a row of a table: word, part, comments, left, right, score, log_dice."""
        row = row_of(self)
        row.pop("before"), row.pop("after")
        return {
            "word": row.pop("word"), "part": row.pop("part"), "comments": row.pop("comments"),
            "left": self.left, "right": self.right, **row,
        }  # fmt: skip


def collocate_methods() -> tuple[str, ...]:
    """Return the sentences that say what the numbers are."""
    return (_(_METHOD),)


def collocates(
    analysed: Sequence[Analysed],
    word: str,
    *,
    span: int = SPAN,
    minimum: int = 1,
    parts: Sequence[str] = (),
    how: How = "word",
    analyzer: Analyzer | None = None,
) -> list[Collocate]:
    """Return the words up to `span` words before or after a word, the highest score first.

    Without stop words and the word itself, and words near it in fewer than
    `minimum` comments. Of words with one score those that stand there more
    often come first, then by their characters. Raises as `wanted_word`.

    >>> from outreach.comments.words import Analyzer
    >>> said = [Analyzer().analyse("往診の費用が不安です"), Analyzer().analyse("費用が不安")]
    >>> [(each.word, each.left, each.right, each.score) for each in collocates(said, "費用")]
    [('不安', 0, 2, 2.0), ('往診', 1, 0, 1.0)]
    """
    if span < 1:
        raise OutreachError(_("Words cannot be {span} words away.").format(span=span))
    wanted, kept = wanted_word(word, how, analyzer), checked_parts(parts)
    near: dict[Said, Counter[int]] = {}
    comments: Counter[Said] = Counter()
    everywhere: Counter[Said] = Counter()
    times = 0  # of the word itself
    for each in analysed:
        everywhere.update((other.text, other.part) for other in each.words)
        times += len(positions := wanted.positions(each))
        for said, distances in _around(each, positions, span).items():
            near.setdefault(said, Counter()).update(distances)
            comments[said] += 1
    found = [
        _collocate(said, comments[said], distances, span, times + everywhere[said])
        for said, distances in near.items()
        if comments[said] >= minimum and said[1] in kept
    ]
    return sorted(found, key=lambda one: (-one.score, -one.left - one.right, one.word, one.part))


def _around(
    analysed: Analysed, positions: Sequence[int], span: int
) -> dict[Said, list[int]]:  # fmt: skip
    """Return at which distances each word stands, below 0 before the word looked for."""
    found: dict[Said, list[int]] = {}
    own = set(positions)
    for at in positions:
        for to in range(max(0, at - span), min(len(analysed.words), at + span + 1)):
            other = analysed.words[to]
            if to not in own and not other.stop:
                found.setdefault((other.text, other.part), []).append(to - at)
    return found


def _collocate(
    said: Said, comments: int, distances: Counter[int], span: int, either: int
) -> Collocate:
    before = tuple(distances[-far] for far in range(1, span + 1))
    after = tuple(distances[far] for far in range(1, span + 1))
    score = math.fsum((before[at] + after[at]) / (at + 1) for at in range(span))
    together = sum(before) + sum(after)
    tight = min(1.0, 2 * together / either)  # near two places of the word it is counted twice
    return Collocate(*said, comments, before, after, score, 14 + math.log2(tight))
