"""Correspondence analysis as a picture: words, and the groups that say them, on one map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from outreach.comments.correspondence import Correspondence, Points
from outreach.messages import _
from outreach.palette import EDGE, INKS, OPTIONS
from outreach.report.pictures.lettering import width_of, wrapped
from outreach.report.pictures.picture import Picture, finished
from outreach.report.pictures.shapes import LEADING, Box, Circle, Line, Shape, lines_of
from outreach.report.pictures.spacing import Point, beside

_WIDE, _HIGH = 700, 520  # pixels that points are spread over
_SMALL, _LARGE = 12, 15  # font sizes of words and of groups
_NAME, _LINES = 150, 8  # pixels of a line of names at one point, and how many lines
_MARK, _REACH = 4, 6  # half a square, and what is free around a point: pixels
_EDGE, _NEAR = 12, 14  # pixels around everything, and from which on a line joins name and point


@dataclass(frozen=True, slots=True)
class _Named:
    """A point with its name, or the names of all that fall together there."""

    at: Point
    lines: tuple[str, ...]
    size: int
    ink: str
    group: bool
    tip: str

    @property
    def box(self) -> Point:
        """How wide and high the name is."""
        wide = max(width_of(line, self.size) for line in self.lines)
        return wide, len(self.lines) * self.size * LEADING

    def drawn(self, point: Point, middle: Point) -> list[Shape]:
        """Return the mark at a point, and the name around its middle."""
        x, y = point
        mark = (
            Box(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK, self.ink, tip=self.tip)
            if self.group
            else Circle(x, y, _MARK - 1, OPTIONS[0], OPTIONS[0], self.tip)
        )
        text = lines_of(
            [*self.lines], *middle, self.size, self.ink,
            anchor="middle", halo="#FFFFFF", tip=self.tip,
        )  # fmt: skip
        return [mark, *text]


def correspondence_picture(
    found: Correspondence, *, title: str = "", notes: Sequence[str] = ()
) -> Picture:
    """Return the map of a correspondence analysis: rows are dots, columns squares.

    Both are in principal coordinates on the first two axes (a symmetric map),
    which name their shares of the inertia; of two groups there is one axis.
    Words that fall together share a dot. Names stand where none covers another
    or a point. `notes` stand under the caption.
    """
    words, groups = found.rows, found.columns
    shapes, wide, high = _drawn(_named(found))
    sentence = _("A map of {rows} words and {columns} groups by correspondence analysis.")
    return finished(
        Picture(
            title or _("Which group says which words"),
            sentence.format(rows=len(words.labels), columns=len(groups.labels)),
            (*_items(groups), *_items(words)),
            tuple(shapes), wide, high, tuple(_caption(found)),
        ),
        notes,
    )  # fmt: skip


def _named(found: Correspondence) -> list[_Named]:
    """Return groups, then words, where they stand in pixels: one scale, the second axis upward."""
    together: dict[tuple[bool, float, float], list[str]] = {}
    for group, side in ((True, found.columns), (False, found.rows)):
        for label, row in zip(side.labels, side.coordinates.round(6).tolist(), strict=True):
            place = group, row[0], -row[1] if len(row) > 1 else 0.0
            together.setdefault(place, []).append(label)
    scales = []
    for axis, room in ((1, _WIDE), (2, _HIGH)):
        along = [place[axis] for place in together]
        if max(along) > min(along):
            scales.append(room / (max(along) - min(along)))
    scale = min(scales, default=1.0)
    named = []
    for (group, x, y), labels in together.items():
        size, ink = (_LARGE, INKS[2]) if group else (_SMALL, INKS[0])
        lines = wrapped("、".join(labels), size, _NAME, _LINES)
        tip = "、".join(labels)
        named.append(_Named((x * scale, y * scale), tuple(lines), size, ink, group, tip))
    return named


def _drawn(named: Sequence[_Named]) -> tuple[list[Shape], float, float]:
    """Return axes, points and names, and how wide and high all that is."""
    points, boxes = [name.at for name in named], [name.box for name in named]
    middles = beside(points, boxes, _REACH)
    spots = [(point, (2.0 * _MARK, 2.0 * _MARK)) for point in (*points, (0.0, 0.0))]
    reach = [*zip(middles, boxes, strict=True), *spots]
    left, top = (min(at[axis] - box[axis] / 2 for at, box in reach) - _EDGE for axis in range(2))
    wide, high = (
        max(at[axis] + box[axis] / 2 for at, box in reach) + _EDGE - start
        for axis, start in enumerate((left, top))
    )
    lines = [
        Line(0, -top, wide, -top, EDGE, 0.7, dashed=True),
        Line(-left, 0, -left, high, EDGE, 0.7, dashed=True),
    ]
    shapes: list[Shape] = []
    for name, middle, box in zip(named, middles, boxes, strict=True):
        point, place = ((at[0] - left, at[1] - top) for at in (name.at, middle))
        end = _edge_of(point, place, box)
        if math.dist(end, point) > _NEAR:
            lines.append(Line(*end, *point, EDGE, 0.7))
        shapes += name.drawn(point, place)
    return [*lines, *shapes], wide, high


def _edge_of(point: Point, middle: Point, size: Point) -> Point:
    """Return where the line from a point meets the box of its name."""
    x = min(max(point[0], middle[0] - size[0] / 2), middle[0] + size[0] / 2)
    y = min(max(point[1], middle[1] - size[1] / 2), middle[1] + size[1] / 2)
    return x, y


def _caption(found: Correspondence) -> list[str]:
    shares = [f"{100 * share:.0f}%" for share in found.shares[:2].tolist()]
    axes = [_("Across: axis 1, {share} of the inertia."), _("Upward: axis 2, {share}.")]
    lines = [
        *(axis.format(share=share) for axis, share in zip(axes, shares, strict=False)),
        _("Dots are words, squares are groups; principal coordinates."),
        _("A word that lies the same way from the middle as a group is said more in it."),
    ]
    if found.without:
        lines.append(_("Without anybody: {names}.").format(names=", ".join(found.without)))
    return lines


def _items(side: Points) -> list[str]:
    return [
        f"{label} ({', '.join(f'{value:.2f}' for value in row[:2])})"
        for label, row in zip(side.labels, side.coordinates.tolist(), strict=True)
    ]
