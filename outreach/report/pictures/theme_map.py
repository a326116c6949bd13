"""A map of themes: near one another where their comments use the same words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from outreach.comments.hierarchy import Profiles, theme_profiles
from outreach.comments.scaling import scaled
from outreach.comments.theme import Themes
from outreach.messages import _
from outreach.palette import OPTIONS, PALE
from outreach.report.pictures.lettering import width_of, wrapped
from outreach.report.pictures.picture import Picture, finished
from outreach.report.pictures.shapes import LEADING, Circle, Shape, Text, lines_of
from outreach.report.pictures.spacing import Point, apart

Floats = NDArray[np.float64]
_WIDE, _HIGH = 640, 420  # pixels, before themes are pushed apart
_SMALLEST, _LARGEST = 12, 46  # radii in pixels
_SIZE, _NAME, _LINES = 13, 156, 5  # of a name: pixels of its signs and lines, how many lines


def theme_map(themes: Themes, *, title: str = "", notes: Sequence[str] = ()) -> Picture:
    """Return a map of the themes: discs by numbers of comments, near ones alike in their words.

    Distances are cosine distances of the themes' word profiles (see
    `theme_hierarchy`), brought to two dimensions by classical scaling
    (Torgerson 1952); the caption says how much of them two dimensions hold.
    Themes are then moved until none stands on another. その他 has no place.
    `notes` stand under the caption. Raises OutreachError where there is no
    theme with a comment.
    """
    profiles = theme_profiles(themes)
    places, share = scaled(profiles.distances)
    most = max(profiles.sizes)
    radii = [max(_SMALLEST, _LARGEST * math.sqrt(size / most)) for size in profiles.sizes]
    names = [wrapped(label, _SIZE, _NAME, _LINES) for label in profiles.labels]
    sizes = [_size(name, radius) for name, radius in zip(names, radii, strict=True)]
    middles = apart(_spread(places), sizes, 10)
    left = min(x - size[0] / 2 for (x, _y), size in zip(middles, sizes, strict=True))
    top = min(y - size[1] / 2 for (_x, y), size in zip(middles, sizes, strict=True))
    shapes: list[Shape] = []
    for at, (x, y) in enumerate(middles):
        tip = _told(profiles, at)
        down = y - top - sizes[at][1] / 2 + radii[at]
        below = down + radii[at] + 4 + len(names[at]) * _SIZE * LEADING / 2
        shapes.append(Circle(x - left, down, radii[at], PALE[0], OPTIONS[0], tip))
        shapes.append(Text(x - left, down, f"{profiles.sizes[at]:,}", _SIZE, anchor="middle"))
        shapes += lines_of(names[at], x - left, below, _SIZE, anchor="middle", tip=tip)
    wide = max(x + size[0] / 2 for (x, _y), size in zip(middles, sizes, strict=True)) - left
    high = max(y + size[1] / 2 for (_x, y), size in zip(middles, sizes, strict=True)) - top
    sentence = _("A map of {count} themes, near ones alike in their words (n={number} comments).")
    number = f"{sum(profiles.sizes):,}"
    return finished(
        Picture(
            title or _("Map of the themes"),
            sentence.format(count=len(names), number=number),
            tuple(_told(profiles, at) for at in range(len(names))),
            tuple(shapes), wide, high, tuple(_caption(number, share, len(names))),
        ),
        notes,
    )  # fmt: skip


def _spread(places: Floats) -> list[Point]:
    """Return the places in pixels, one scale both ways, as large as the map allows."""
    reach = np.ptp(places, axis=0)
    scales = [room / far for room, far in zip((_WIDE, _HIGH), reach.tolist(), strict=True) if far]
    found: list[Point] = [(x, y) for x, y in (places * min(scales, default=1)).tolist()]
    return found


def _size(name: Sequence[str], radius: float) -> Point:
    """Return how wide and high a disc is with its name below it."""
    wide = max(2 * radius, *(width_of(line, _SIZE) for line in name))
    return wide, 2 * radius + 4 + len(name) * _SIZE * LEADING


def _caption(number: str, share: float, count: int) -> list[str]:
    lines = [_("Disc: number of comments (n={number}).").format(number=number)]
    if count > 1:
        near = _("Near themes use the same words; the map shows {share}% of the distances.")
        lines.append(near.format(share=round(100 * share)))
    lines.append(_("その他 has no place here. Numbers of comments are no votes."))
    return lines


def _told(profiles: Profiles, at: int) -> str:
    return f"{profiles.labels[at]}: {profiles.sizes[at]:,}"
