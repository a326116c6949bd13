"""What stands between the options of one answer, where the options are not known yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from outreach.intake.drafting.draft_words import alike
from outreach.patterns import pattern

_BRACKETS = pattern(r"\([^()]*\)|（[^（）]*）|「[^「」]*」|『[^『』]*』")
_HIDDEN = "\ue000"
_SERVICES = (r"[;；|\n]+",)  # services write these between options and nowhere else
_COMMAS = (r", |，\s", r"[,，、]\s?")
_GAPS = (r"\s*[/／]\s*", r"・", r"[\s　]+")  # options hold them too: each part must stand alone
SEPARATORS = (*_SERVICES, *_COMMAS, *_GAPS)


def is_separator(separator: str, parts: Mapping[str, Sequence[str]]) -> bool:
    """Return whether answers seem to be put together from parts, and are no phrases with commas.

    Then parts stand alone too, or there are more combinations than parts.
    """
    several = [found for found in parts.values() if len(found) > 1]
    if separator in _SERVICES or not several:
        return bool(several)
    alone = {alike(found[0]) for found in parts.values() if len(found) == 1}
    used = {alike(part) for found in several for part in found}
    if separator in _GAPS:
        return used <= alone
    return len(used & alone) * 2 >= len(used) or len(several) > len(used)


def split_all(counts: Mapping[str, int], separator: str) -> dict[str, list[str]]:
    """Return each answer's parts; parts that only ever stand together are one option.

    >>> parts = split_all({"市報、知人、友人": 2, "チラシ、知人、友人": 1, "チラシ": 1}, "、")
    >>> parts["市報、知人、友人"]
    ['市報', '知人、友人']
    """
    raw = {text: _split(text, separator) for text in counts}
    total: Counter[str] = Counter()
    follows: Counter[tuple[str, str]] = Counter()
    for text, parts in raw.items():
        total.update(dict.fromkeys(parts, counts[text]))
        follows.update(dict.fromkeys(pairwise(parts), counts[text]))
    bound = {
        pair for pair, times in follows.items()
        if times > 1 and times == total[pair[0]] == total[pair[1]]
    }  # fmt: skip
    return {text: _joined(text, parts, bound) for text, parts in raw.items()}


def _split(text: str, separator: str) -> list[str]:
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        hidden.append(found[0])
        return _HIDDEN

    masked = _BRACKETS.sub(hide, text)
    back = iter(hidden)
    parts = [re.sub(_HIDDEN, lambda _: next(back), part) for part in re.split(separator, masked)]
    return [part.strip() for part in parts if part.strip()]


def _joined(text: str, parts: Sequence[str], bound: set[tuple[str, str]]) -> list[str]:
    """Return the parts, those that belong together with what stands between them in the text."""
    joined: list[str] = []
    at = 0
    for before, part in zip(("", *parts), parts, strict=False):
        start = text.index(part, at)
        if (before, part) in bound and joined:
            gap = text[at:start]
            joined[-1] += gap + part
        else:
            joined.append(part)
        at = start + len(part)
    return joined
