"""Clusters → names that say what they are about, from the words that tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outreach.comments.words import Analysed

WORDS = 12  # of a theme that are kept
_PRIOR = 10.0  # words' worth of what is said anywhere, for each theme
_IN_NAME = 2
_JOINT = "・"
_FEWEST = 2  # comments of a theme that a word of its name stands in, if there is one such word

Words = tuple[tuple[str, float], ...]


def telling_words(
    analysed: Sequence[Analysed], labels: NDArray[np.int64], count: int
) -> list[Words]:
    """Return for each of `count` clusters its most telling words with weights, best first.

    The weight is the z score of the log odds that a comment of the cluster has
    the word against the other comments, with what all say as prior (Monroe,
    Colaresi & Quinn 2008, Fightin' Words). Comments count, not occurrences. A
    word that is only a part of a longer one is left out.
    """
    sets = [sorted(set(each.terms)) for each in analysed]
    said = zip(sets, labels.tolist(), strict=True)
    vocabulary = sorted({word for words, label in said if label >= 0 for word in words})
    place = {word: at for at, word in enumerate(vocabulary)}
    counts = np.zeros((count, len(vocabulary)))
    for words, label in zip(sets, labels.tolist(), strict=True):
        if label >= 0:
            counts[label, [place[word] for word in words]] += 1
    scores = _log_odds(counts)
    return [
        _best(vocabulary, counts[at], scores[at]) if counts[at].any() else () for at in range(count)
    ]


def _log_odds(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return clusters × words: z scores."""
    whole = counts.sum(axis=0)
    total = whole.sum()
    if not total:
        return counts
    prior = _PRIOR * whole / total
    inside, outside = counts + prior, whole - counts + prior
    sizes = counts.sum(axis=1, keepdims=True) + _PRIOR
    others = total - counts.sum(axis=1, keepdims=True) + _PRIOR
    odds = np.log(inside / np.maximum(sizes - inside, 1e-9))
    rest = np.log(outside / np.maximum(others - outside, 1e-9))
    found: NDArray[np.float64] = (odds - rest) / np.sqrt(1 / inside + 1 / outside)
    return found


def _best(
    vocabulary: Sequence[str], counts: NDArray[np.float64], scores: NDArray[np.float64]
) -> Words:
    """Return the best words that stand in the cluster, no part beside its compound."""
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda at: (-scores[at], vocabulary[at]))
    kept: list[int] = []
    for at in order:
        word = vocabulary[at]
        inside = [other for other in kept if word in vocabulary[other]]
        around = [other for other in kept if vocabulary[other] in word]
        if any(2 * counts[other] >= counts[at] for other in inside):
            continue  # most of its comments say the longer word
        if any(2 * counts[at] < counts[other] for other in around):
            continue
        kept = [other for other in kept if other not in around] + [at]
        if len(kept) == WORDS:
            break
    kept.sort(key=lambda at: (-scores[at], vocabulary[at]))
    telling = [at for at in kept if scores[at] > 0] or kept  # one theme has nothing to tell from
    return tuple((vocabulary[at], float(scores[at])) for at in telling)


def name_themes(
    words: Sequence[Words], analysed: Sequence[Analysed], taken: Sequence[str] = ()
) -> list[str]:
    """Return a name for each theme: its two most telling nouns, no name twice.

    Nouns that several comments have come first, of these compounds before
    words of one sign (市, 声), which say little alone; verbs only where there is
    no noun. A theme without words is called （言葉なし）.
    """
    nouns = {word.text for each in analysed for word in each.words if word.part == "noun"}
    nouns |= {part for each in analysed for word in each.words for part in word.parts}
    comments = Counter(word for each in analysed for word in set(each.terms))
    used = set(taken)
    names = []
    for found in words:
        ranked = [word for word, _weight in found]
        order = sorted(
            ranked,
            key=lambda word: (word not in nouns, comments[word] < _FEWEST, len(word) == 1),
        )
        names.append(_unused(_apart(order), used))
        used.add(names[-1])
    return names


def _apart(words: Sequence[str]) -> list[str]:
    """Return the words of which none holds another."""
    kept: list[str] = []
    for word in words:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return kept


def _unused(words: Sequence[str], used: set[str]) -> str:
    for size in range(min(_IN_NAME, len(words)), len(words) + 1):
        name = _JOINT.join(words[:size])
        if name and name not in used:
            return name
    stem = _JOINT.join(words[:_IN_NAME]) or "（言葉なし）"
    number = 2
    while (name := f"{stem} {number}") in used:
        number += 1
    return name if stem in used else stem


def theme_key(words: Words, label: str) -> str:
    """Return a key that stays the same as long as the theme's best words do.

    >>> theme_key((("費用", 2.0),), "費用")
    't5012'
    """
    text = "|".join(sorted(word for word, _weight in words[:3])) or label
    return "t" + blake2b(text.encode(), digest_size=2).hexdigest()
