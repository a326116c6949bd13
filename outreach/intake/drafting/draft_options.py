"""Answers of one column → the options that they were chosen from, in a sensible order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from outreach.intake.drafting.draft_splitting import SEPARATORS, is_separator, split_all
from outreach.intake.drafting.draft_words import (
    NAMED_PERSON,
    NOTHING_ELSE,
    OTHER_LABEL,
    OTHERS,
    alike,
    grade,
    leading_number,
)
from outreach.patterns import pattern
from outreach.spelling import squeeze

_NOUN = pattern(r"[\u4e00-\u9fff\u30a1-\u30fcA-Za-z・]{2,12}")
_REMARK = pattern(r"[(（:：].*$", re.DOTALL)
LONGEST, MOST = 40, 40


@dataclass(frozen=True)
class Choices:
    """Options in order, with their other spellings; `rest` counts answers that are none of them.

    `separated` tells that one answer may name several; `graded` that they are
    steps from good to bad; `rare` are options that were chosen once, `coded` tells
    that numbers stand among the words, for which they seem to be codes.
    """

    labels: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rest: int = 0
    separated: bool = False
    graded: bool = False
    rare: tuple[str, ...] = ()
    coded: bool = False


def find_choices(
    counts: Mapping[str, int], *, certain: float, nouns: bool = False
) -> Choices | None:
    """Return the options that answers were chosen from, or None where they are free text.

    `counts` says how often each answer is there, `certain` how large a part of
    what is answered must come again (from 0 to 1). With `nouns`, as of
    professions, a short noun given once is an option too.

    >>> answers = {"市報;チラシ": 3, "市報": 4, "ちらし": 2, "友人の紹介で": 1}
    >>> found = find_choices(answers, certain=0.7)
    >>> found.labels, found.separated, found.rest
    (('市報', 'チラシ', 'その他'), True, 1)
    >>> find_choices({"よい話でした": 1, "次も来ます": 1, "声が小さい": 1}, certain=0.7) is None
    True
    """
    for separator in (*SEPARATORS, ""):
        parts = split_all(counts, separator) if separator else {text: [text] for text in counts}
        if separator and not is_separator(separator, parts):
            continue
        said: Counter[str] = Counter()
        for text, found in parts.items():
            said.update(dict.fromkeys(found, counts[text]))
        choices = _choices(said, certain, separated=bool(separator), nouns=nouns)
        if choices is not None:
            return choices
    return None


@dataclass
class _Cluster:
    spellings: Counter[str] = field(default_factory=Counter)

    @property
    def label(self) -> str:
        return max(self.spellings, key=lambda text: self.spellings[text])

    @property
    def size(self) -> int:
        return sum(self.spellings.values())


def _choices(
    said: Mapping[str, int], certain: float, *, separated: bool, nouns: bool
) -> Choices | None:
    everything = _clusters(said)
    clusters = _without_codes(everything)
    repeated = {key: cluster for key, cluster in clusters.items() if cluster.size > 1}
    total = sum(cluster.size for cluster in clusters.values())
    often = sum(cluster.size for cluster in repeated.values())
    if not repeated or len(repeated) > MOST or often < certain * total:
        return None
    if max(len(cluster.label) for cluster in repeated.values()) > LONGEST:
        return None
    once = [cluster.label for key, cluster in clusters.items() if key not in repeated]
    open_ended = any(OTHERS.fullmatch(key) for key in repeated)
    rare = () if open_ended else tuple(_like_options(once, list(repeated.values()), nouns=nouns))
    kept = {key: cluster for key, cluster in clusters.items()
            if key in repeated or cluster.label in rare}  # fmt: skip
    rest = len(clusters) - len(kept)
    labels = in_order([cluster.label for cluster in sorted(kept.values(), key=lambda c: -c.size)])
    if rest and not open_ended:
        labels = [*labels, OTHER_LABEL]
    aliases = {cluster.label: _aliases(cluster) for cluster in kept.values()}
    return Choices(
        tuple(labels),
        {label: found for label, found in aliases.items() if found},
        rest,
        separated,
        is_scale(labels),
        rare,
        len(clusters) < len(everything),
    )


def _clusters(said: Mapping[str, int]) -> dict[str, _Cluster]:
    """Return the answers by what their spellings have in common; remarks behind them left out."""
    clusters: dict[str, _Cluster] = {}
    later = []
    for text, times in said.items():
        head = _REMARK.sub("", text).strip()
        if OTHERS.fullmatch(alike(head)) or (OTHERS.match(head) and times == 1):
            clusters.setdefault(alike(OTHER_LABEL), _Cluster()).spellings[OTHER_LABEL] += times
        elif head and head != text and times == 1:
            later.append((text, head))
        else:
            clusters.setdefault(alike(text), _Cluster()).spellings[text] += times
    for text, head in later:
        key = alike(head) if alike(head) in clusters else alike(text)
        spelled = clusters[key].label if key in clusters else text
        clusters.setdefault(key, _Cluster()).spellings[spelled] += 1
    return clusters


def _without_codes(clusters: dict[str, _Cluster]) -> dict[str, _Cluster]:
    """Return the clusters but for bare numbers among words: they stand for the words."""
    words = [key for key in clusters if not key.isdecimal()]
    if len(words) < 2 or any(int(key) > len(words) + 2 for key in clusters if key.isdecimal()):
        return clusters
    return {key: clusters[key] for key in words}


def _aliases(cluster: _Cluster) -> tuple[str, ...]:
    """Return the other spellings that are not read as the label by themselves."""
    seen = {squeeze(cluster.label)}
    return tuple(
        text for text in cluster.spellings
        if squeeze(text) not in seen and not seen.add(squeeze(text))  # type: ignore[func-returns-value]
    )  # fmt: skip


def _like_options(once: Sequence[str], repeated: Sequence[_Cluster], *, nouns: bool) -> list[str]:
    """Return the answers given once that are options for certain: free text never passes.

    They are numbered as the others are, or another step of the same scale.
    """
    labels = [cluster.label for cluster in repeated]
    longest = max(map(len, labels)) + 4
    short = [text for text in once if len(text) <= longest and not NAMED_PERSON.search(text)]
    if all(leading_number(label) is not None for label in labels):
        return [text for text in short if leading_number(text) is not None]
    if all(grade(label) is not None for label in labels):
        return [text for text in short if grade(text) is not None and len(once) <= 3]
    return [text for text in short if nouns and _NOUN.fullmatch(text)]


def in_order(labels: Sequence[str]) -> list[str]:
    """Return options by their numbers, by how good they are, else as given; その他 and none last.

    >>> in_order(["普通", "不満", "とても満足", "満足"]), in_order(["その他", "2.市報", "1.駅"])
    (['とても満足', '満足', '普通', '不満'], ['1.駅', '2.市報', 'その他'])
    """
    last = [label for label in labels if OTHERS.match(alike(label))]
    none = [label for label in labels if NOTHING_ELSE.fullmatch(squeeze(label))]
    rest = [label for label in labels if label not in last and label not in none]
    numbers = {label: leading_number(label) for label in rest}
    if rest and None not in numbers.values():
        return sorted([*rest, *[x for x in last + none if leading_number(x) is not None]],
                      key=lambda label: leading_number(label) or 0) + [
            x for x in last + none if leading_number(x) is None
        ]  # fmt: skip
    grades = [grade(label) for label in rest]
    if rest and None not in grades and len(set(grades)) == len(grades):
        rest = sorted(rest, key=lambda label: -(grade(label) or 0))
    return [*rest, *last, *(label for label in none if label not in last)]


def is_scale(labels: Sequence[str]) -> bool:
    """Return whether the options are steps from good to bad: three or more of them.

    >>> is_scale(["満足", "普通", "不満"]), is_scale(["はい", "いいえ"])
    (True, False)
    """
    grades = [grade(label) for label in labels]
    return len(labels) >= 3 and None not in grades and len(set(grades)) == len(grades)
