"""Quotes of a theme: comments near its centre that are not alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUOTES = 3
_NEAR = 0.7  # how much nearness counts against being different (Carbonell & Goldstein 1998)
_SHORT, _LONG = 8, 160  # characters of a good quote


def choose_quotes(
    places: Sequence[int],
    vectors: NDArray[np.float64],
    centre: NDArray[np.float64],
    texts: Sequence[str],
    most: int = QUOTES,
) -> tuple[int, ...]:
    """Return up to `most` of the places: near the centre and unlike those before (MMR).

    Comments of usual length come before very short and very long ones; the
    same text is never quoted twice.
    """
    near = {place: float(vectors[place] @ centre) for place in places}
    waiting = sorted(places, key=lambda place: (not _handy(texts[place]), -near[place], place))
    chosen: list[int] = []
    said: set[str] = set()
    while waiting and len(chosen) < most:
        handy = [place for place in waiting if _handy(texts[place])] or waiting
        best = max(handy, key=lambda place: (_worth(place, chosen, vectors, near), -place))
        waiting.remove(best)
        if texts[best].strip() not in said:
            chosen.append(best)
            said.add(texts[best].strip())
    return tuple(chosen)


def _handy(text: str) -> bool:
    return _SHORT <= len(text) <= _LONG


def _worth(
    place: int, chosen: Sequence[int], vectors: NDArray[np.float64], near: dict[int, float]
) -> float:
    alike = max((float(vectors[place] @ vectors[other]) for other in chosen), default=0.0)
    return round(_NEAR * near[place] - (1 - _NEAR) * alike, 12)
