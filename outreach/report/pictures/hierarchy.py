"""A dendrogram: which themes are nearest, and which of these again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from outreach.comments.hierarchy import Hierarchy
from outreach.messages import _
from outreach.palette import EDGE
from outreach.report.pictures.lettering import width_of, wrapped
from outreach.report.pictures.picture import Picture, finished
from outreach.report.pictures.shapes import LEADING, Line, Shape, Text, lines_of

_NAMES, _TREE = 320, 400  # widest of each, in pixels
_SIZE, _SMALL, _GAP, _ROW = 13, 11, 8, 12  # of text, beside it, and between names: pixels
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1)  # between the marks of the scale
_MOST = 6  # steps of the scale


def hierarchy_picture(
    hierarchy: Hierarchy, *, title: str = "", notes: Sequence[str] = ()
) -> Picture:
    """Return the tree of the themes, their names with numbers of comments at the left.

    Two branches meet at their distance, which the scale below shows and the
    caption names. `notes` stand under the caption.
    """
    named = [
        wrapped(f"{hierarchy.labels[leaf]} ({hierarchy.sizes[leaf]:,})", _SIZE, _NAMES)
        for leaf in hierarchy.order
    ]
    left = max(width_of(line, _SIZE) for lines in named for line in lines) + _GAP
    heights = [len(lines) * _SIZE * LEADING + _ROW for lines in named]
    ends = list(accumulate(heights))
    middles = [end - height / 2 for end, height in zip(ends, heights, strict=True)]
    shapes: list[Shape] = []
    for lines, middle in zip(named, middles, strict=True):
        shapes += lines_of(lines, left - _GAP, middle, _SIZE, anchor="end")
    marks = _marks(hierarchy)
    if hierarchy.forks:
        scale = _Scale(left, marks[0], hierarchy.root.height)
        shapes = [*_marked(marks, scale, ends[-1]), *shapes, *_tree(hierarchy, scale, middles)]
    sentence = _("A tree of {count} themes, the nearest joined first.")
    brackets = _("In brackets: number of comments (n={number}).")
    caption = [brackets.format(number=f"{sum(hierarchy.sizes):,}")]
    if hierarchy.forks:
        caption.insert(0, _("Where branches meet: {method}").format(method=hierarchy.method))
    if marks[0]:
        caption.insert(1, _("The scale begins at {start}.").format(start=f"{marks[0]:.3g}"))
    return finished(
        Picture(
            title or _("Themes, the nearest joined first"),
            sentence.format(count=len(named)),
            tuple(_items(hierarchy)),
            tuple(shapes), left + _TREE + _GAP * 2, ends[-1] + (30 if hierarchy.forks else 0),
            tuple(caption),
        ),
        notes,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where heights stand across: the lowest one shown at `left`, `top` at the right end."""

    left: float
    start: float
    top: float

    def x(self, height: float) -> float:
        """Return a height's place in pixels; what is below the scale is at its left end."""
        share = (max(height, self.start) - self.start) / ((self.top - self.start) or 1)
        return self.left + share * _TREE


def _marks(hierarchy: Hierarchy) -> list[float]:
    """Return the marks of the scale; it begins above 0 where all forks are far up."""
    top = hierarchy.root.height
    lowest = min((fork.height for fork in hierarchy.forks), default=0.0)
    start = max(0.0, lowest - 0.4 * (top - lowest)) if lowest > top / 2 else 0.0
    start = start if top - start > _STEPS[0] else 0.0
    step = next((step for step in _STEPS if (top - start) / step <= _MOST), top)
    first = math.floor(start / step + 1e-9)
    return [at * step for at in range(first, math.floor(top / step + 1e-9) + 1)] if step else [0.0]


def _tree(hierarchy: Hierarchy, scale: _Scale, middles: Sequence[float]) -> list[Line]:
    """Return the lines of all forks: from both branches to where they meet, and across."""

    def down(at: float) -> float:
        low = min(int(at), len(middles) - 1)
        high = min(low + 1, len(middles) - 1)
        return middles[low] + (middles[high] - middles[low]) * (at - low)

    lines = []
    for fork in hierarchy.forks:
        meet = scale.x(fork.height)
        above, below = down(fork.left), down(fork.right)
        lines += [
            Line(scale.x(fork.left_height), above, meet, above, width=1.5),
            Line(scale.x(fork.right_height), below, meet, below, width=1.5),
            Line(meet, above, meet, below, width=1.5),
        ]
    return lines


def _marked(marks: Sequence[float], scale: _Scale, bottom: float) -> list[Shape]:
    """Return the marks of the scale, with light lines up through the tree."""
    shapes: list[Shape] = []
    for mark in marks:
        x = scale.x(mark)
        shapes.append(Line(x, 0, x, bottom + 4, EDGE, 0.5))
        shapes.append(Text(x, bottom + 14, f"{mark:.3g}", _SMALL, anchor="middle"))
    return shapes


def _items(hierarchy: Hierarchy) -> list[str]:
    """Return the forks in words, the nearest first; of a single theme its name."""
    if not hierarchy.forks:
        return [f"{hierarchy.labels[0]} ({hierarchy.sizes[0]:,})"]
    message = "{left} + {right}: {height}"
    return [
        message.format(
            left=" / ".join(fork["left"]), right=" / ".join(fork["right"]),
            height=f"{fork['height']:.2f}",
        )
        for fork in hierarchy.tidy()
    ]  # fmt: skip
