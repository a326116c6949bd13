"""A co-occurrence network as a picture: which words stand in the same comments."""

from __future__ import annotations

import math
from collections.abc import Sequence

from outreach.comments.cooccurrence import Edge, Network, Node
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.palette import EDGE, PALE
from outreach.report.pictures.lettering import shortened, width_of
from outreach.report.pictures.picture import Picture, finished
from outreach.report.pictures.shapes import Circle, Line, Shape, Text
from outreach.report.pictures.spacing import Point, apart

_WIDE, _STEP = 760, 110  # pixels of all, if that is room enough, and of an edge
_ROOM = 3  # times the area of all words and discs
_SMALLEST, _LARGEST = 7, 30  # radii in pixels
_SIZE, _HIGH = 13, 17  # of a word, and of its line: pixels
_LONGEST = 180  # pixels of a word; what is longer ends in …
_THIN, _THICK = 1, 5  # pixels of an edge


def network_picture(network: Network, *, title: str = "", notes: Sequence[str] = ()) -> Picture:
    """Return a network of words: discs by numbers of comments, lines where words stand together.

    A disc's area follows the number of comments with the word, down to a
    smallest one; a line is the thicker, the larger the Jaccard coefficient.
    Discs of one colour are one group; lines between two groups are dashed, so
    that groups are seen in grey too. Places are the network's, moved until no
    word stands on another. `notes` stand under the caption. Raises
    OutreachError where no two words stand together.
    """
    if not network.nodes:
        message = _("No two words stand together in {number} comments or more.")
        remedy = _("A network needs more comments, or a smaller number.")
        raise OutreachError(message.format(number=network.minimum), remedy=remedy)
    names = [shortened(node.word, _SIZE, _LONGEST) for node in network.nodes]
    most = max(node.comments for node in network.nodes)
    radii = [max(_SMALLEST, _LARGEST * math.sqrt(node.comments / most)) for node in network.nodes]
    places, wide, high = _placed(network.nodes, names, radii)
    shapes: list[Shape] = [*_lines(network, places)]
    for node, place, radius in zip(network.nodes, places, radii, strict=True):
        fill = PALE[node.community % len(PALE)]
        tip = _told(node)
        shapes.append(Circle(*place, radius, fill, EDGE, tip))
    for node, name, place, radius in zip(network.nodes, names, places, radii, strict=True):
        wider = width_of(name, _SIZE) > 2 * radius
        halo = PALE[node.community % len(PALE)] if wider else ""
        text = Text(*place, name, _SIZE, anchor="middle", halo=halo, tip=_told(node))
        shapes.append(text)
    sentence = _("A network of {words} words and {pairs} pairs that stand in the same comments.")
    return finished(
        Picture(
            title or _("Words that stand in the same comments"),
            sentence.format(words=len(network.nodes), pairs=len(network.edges)),
            (*(_told(node) for node in network.nodes), *map(_joined, network.edges)),
            tuple(shapes), wide, high, tuple(_caption(network)),
        ),
        notes,
    )  # fmt: skip


def _placed(
    nodes: Sequence[Node], names: Sequence[str], radii: Sequence[float]
) -> tuple[list[Point], float, float]:
    """Return where the words stand, none on another, and how wide and high that is."""
    sizes = [
        (max(2 * radius, width_of(name, _SIZE)), max(2 * radius, _HIGH))
        for name, radius in zip(names, radii, strict=True)
    ]
    scale = _scale(nodes, sizes)
    middles = apart([(node.x * scale, node.y * scale) for node in nodes], sizes, 10)
    left, top = (
        min(middle[axis] - size[axis] / 2 for middle, size in zip(middles, sizes, strict=True))
        for axis in range(2)
    )
    wide, high = (
        max(middle[axis] + size[axis] / 2 for middle, size in zip(middles, sizes, strict=True))
        for axis in range(2)
    )
    return [(x - left, y - top) for x, y in middles], wide - left, high - top


def _scale(nodes: Sequence[Node], sizes: Sequence[Point]) -> float:
    """Return how many pixels the network is wide: few words need less, many more, long ones too."""
    reach = [max(node.x for node in nodes), max(0.2, max(node.y for node in nodes))]
    needed = _ROOM * sum(wide * high for wide, high in sizes) / (reach[0] * reach[1])
    return max(math.sqrt(needed), min(_WIDE, _STEP * math.sqrt(len(nodes))))


def _lines(network: Network, places: Sequence[Point]) -> list[Line]:
    at = {node.word: place for node, place in zip(network.nodes, places, strict=True)}
    group = {node.word: node.community for node in network.nodes}
    return [
        Line(
            *at[edge.one], *at[edge.other], EDGE, _THIN + (_THICK - _THIN) * edge.jaccard,
            dashed=group[edge.one] != group[edge.other],
        )
        for edge in network.edges
    ]  # fmt: skip


def _caption(network: Network) -> list[str]:
    areas = _("Disc: number of comments with the word (n={number}); line: Jaccard coefficient.")
    groups = _("Colour: groups of words; lines between two groups are dashed.")
    least = _("Words and pairs of {number} comments or more.")
    return [
        areas.format(number=f"{network.comments:,}"),
        groups,
        least.format(number=network.minimum),
    ]


def _told(node: Node) -> str:
    message = _("{word} ({number}), group {group}")
    return message.format(word=node.word, number=node.comments, group=node.community + 1)


def _joined(edge: Edge) -> str:
    message = _("{one} – {other}: together in {number}, Jaccard {jaccard}")
    return message.format(
        one=edge.one, other=edge.other, number=edge.comments, jaccard=f"{edge.jaccard:.2f}"
    )
