"""A word cloud: the area of a word's characters follows a number that the caption names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from outreach.messages import _
from outreach.palette import INKS
from outreach.report.pictures.lettering import drawable, shortened, width_of
from outreach.report.pictures.picture import Picture, finished
from outreach.report.pictures.shapes import Text
from outreach.report.pictures.weighed import Weighed, Words, weighed

_WIDE, _HIGH = 800, 500  # pixels
_CELL = 4  # pixels of the grid that words are placed on
_LARGEST, _SMALLEST = 96, 12  # font sizes in pixels
_TRIES = 2_000  # free places that are looked at, for all words; the nearest the middle are taken
_FULL = 0.72  # of the area that boxes of words can fill at all


def word_cloud(
    words: Words,
    *,
    measure: str = "",
    title: str = "",
    notes: Sequence[str] = (),
    most: int = 80,
) -> Picture:
    """Return a word cloud of the `most` heaviest words.

    `words` are Frequencies (sizes by numbers of comments), Keywords of a group
    (by G²), or words with weights, which `measure` names. The square of a
    word's font size follows its weight, down to the smallest that is read; all
    words are horizontal, in colours that are read on white and mean nothing.
    `notes` stand under the caption. Words that find no room, that the font has
    no sign of, or whose weight is no number above 0 are left out, and a remark
    says so. Raises OutreachError where none is left.
    """
    found = weighed(words, measure)
    asked = found.words[: max(1, most)]
    texts = _placed([(drawable(word), weight) for word, weight in asked])
    shown = asked[: len(texts)]
    remarks = list(found.remarks)
    if len(shown) < len(asked):
        left = len(asked) - len(shown)
        remarks.append(_("Left out for want of room: {count} words.").format(count=left))
    shapes, high = _drawn(texts, shown)
    sentence = _("A word cloud of {count} words by {measure}; the largest is “{word}”.")
    return finished(
        Picture(
            title or found.title,
            sentence.format(count=len(shown), measure=found.measure, word=shown[0][0]),
            tuple(f"{word}: {weight:.4g}" for word, weight in shown),
            shapes, _WIDE, high,
            tuple(_caption(found, len(shown), smallest=texts[-1].size <= _SMALLEST)),
            tuple(remarks),
        ),
        notes,
    )  # fmt: skip


def _drawn(
    texts: Sequence[Text], words: Sequence[tuple[str, float]]
) -> tuple[tuple[Text, ...], float]:
    """Return the words coloured, from the top of the uppermost on, and how high all is."""
    top = min(text.y - text.size / 2 for text in texts)
    end = max(text.y + text.size / 2 for text in texts)
    shapes = tuple(
        replace(text, y=text.y - top, ink=INKS[at % len(INKS)], tip=f"{word}: {weight:.4g}")
        for at, (text, (word, weight)) in enumerate(zip(texts, words, strict=True))
    )
    return shapes, end - top


def _caption(found: Weighed, shown: int, *, smallest: bool) -> list[str]:
    """Return the lines that say what the sizes are, and which words stand here."""
    measured = _("The area of a word's characters follows: {measure}.")
    lines = [measured.format(measure=found.measured)]
    if smallest:
        lines.append(_("The smallest are drawn larger, so that they can be read."))
    return [*lines, _("Colours and places mean nothing."), *found.cut(shown)]


def _placed(words: Sequence[tuple[str, float]]) -> list[Text]:
    """Return the words in their places, as large as all of them fit; at the smallest, some may not.

    Places and sizes are those of the middles of lines.
    """
    largest = float(_LARGEST)
    while True:
        sized = _sized(words, largest)
        area = sum((width_of(text, size) + 4) * (size + 4) for text, size in sized)
        if area < _FULL * _WIDE * _HIGH or largest <= _SMALLEST:
            found = _laid(sized)
            if len(found) == len(words) or largest <= _SMALLEST:
                return found
        largest = max(_SMALLEST, largest * 0.93)


def _sized(words: Sequence[tuple[str, float]], largest: float) -> list[tuple[str, int]]:
    """Return the words with their font sizes, none wider than the picture."""
    most = words[0][1]
    relative = [math.sqrt(weight / most) for _text, weight in words]
    room = _WIDE - 24
    for (text, _weight), share in zip(words, relative, strict=True):
        wide = width_of(text, 1) * share
        if wide * largest > room:
            largest = max(_SMALLEST, room / wide)
    sizes = [max(_SMALLEST, math.floor(largest * share)) for share in relative]
    return [
        (shortened(text, size, room), size)
        for (text, _weight), size in zip(words, sizes, strict=True)
    ]


def _laid(words: Sequence[tuple[str, int]]) -> list[Text]:
    """Return the words in places of their own, from the first to the last that finds one."""
    import numpy as np
    from wordcloud.wordcloud import IntegralOccupancyMap

    chance = Random(5)  # noqa: S311 - a picture, no secret: the same every time
    rows, columns = _HIGH // _CELL, _WIDE // _CELL
    taken = np.zeros((rows, columns), np.uint32)
    occupied = IntegralOccupancyMap(rows, columns, None)
    tries = max(20, _TRIES // len(words))
    found: list[Text] = []
    for text, size in words:
        high = math.ceil((size + 3) / _CELL)
        wide = math.ceil((width_of(text, size) + max(6, size / 4)) / _CELL)
        place = _nearest_middle(occupied, high, wide, chance, tries)
        if place is None:
            break
        row, column = place[0] + 1, place[1] + 1  # an integral image is looked up a cell before
        taken[row : row + high, column : column + wide] = 1
        occupied.update(taken, row, column)
        across, down = (column + wide / 2) * _CELL, (row + high / 2) * _CELL
        found.append(Text(across, down, text, size, anchor="middle"))
    return found


def _nearest_middle(
    occupied: Any,  # noqa: ANN401 - wordcloud has no types
    high: int,
    wide: int,
    chance: Random,
    tries: int,
) -> tuple[int, int] | None:
    """Return the free place for a box that is nearest the middle among some, as row and column."""
    free = [occupied.sample_position(high, wide, chance) for _try in range(tries)]
    rows, columns = occupied.integral.shape

    def distance(place: tuple[int, int]) -> tuple[float, int, int]:
        down, across = place[0] + high / 2 - rows / 2, place[1] + wide / 2 - columns / 2
        return (down * columns / rows) ** 2 + across**2, *place

    return min((place for place in free if place is not None), key=distance, default=None)
