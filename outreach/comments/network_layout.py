"""Places for the nodes of a network: each connected part by itself, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from outreach.comments.scaling import scaled

if TYPE_CHECKING:
    import networkx as nx

Floats = NDArray[np.float64]
_DIGITS = 4  # of a place: what comes after them may differ between processors
_APART = 0.2  # of an edge's length
_GAP = 0.6  # of an edge's length between two parts


def places_of(graph: nx.Graph) -> list[tuple[float, float]]:
    """Return a place for each node 0, 1, 2 …, from 0 to 1 both ways; x and y share one scale.

    Connected nodes are as far from each other as there are edges between them
    (Kamada & Kawai 1989), from a fixed start. The parts stand in
    rows, the largest first.
    """
    import networkx as nx

    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    laid = [_laid(graph, part) for part in parts]
    places = np.zeros((len(graph), 2))
    for part, corner, own in zip(parts, _corners(laid), laid, strict=True):
        places[part] = own + corner
    places -= places.min(axis=0, initial=0)
    places = places / max(float(places.max(initial=0)), 1e-12)
    return [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in places.tolist()]


def _laid(graph: nx.Graph, part: list[int]) -> Floats:
    """Return the places of a connected part from (0, 0) on, an edge about 1 long, wider than high.

    It is turned so that its longest way lies flat: a fixed one of all the
    ways to turn it.
    """
    import networkx as nx

    size = len(part)
    if size == 1:
        return np.zeros((1, 2))
    if size == 2:
        return np.array([[0.0, 0.0], [1.0, 0.0]])
    whole = nx.Graph()
    whole.add_nodes_from(part)
    whole.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges))
    start = dict(zip(part, _start(whole, part), strict=True))
    found = nx.kamada_kawai_layout(whole, pos=start, weight=None)
    places = np.array([found[node] for node in part], dtype=np.float64)
    places -= places.mean(axis=0)
    places = _turned(places)
    length = np.mean([np.linalg.norm(places[part.index(a)] - places[part.index(b)])
                      for a, b in whole.edges])  # fmt: skip
    scaled: Floats = places / max(float(length), 1e-9)
    scaled -= scaled.min(axis=0)
    return scaled


def _start(graph: nx.Graph, part: list[int]) -> Floats:
    """Return places to begin with: by classical scaling, a little apart where nodes fall together.

    From there no chain of words crosses itself, as it does from a circle.
    """
    import networkx as nx

    ways = dict(nx.all_pairs_shortest_path_length(graph))
    places, _share = scaled(np.array([[ways[a][b] for b in part] for a in part], dtype=np.float64))
    angles = 2 * np.pi * np.arange(len(part)) / len(part)
    found: Floats = places + _APART * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return found


def _turned(places: Floats) -> Floats:
    """Return the places along their principal axes, the first node's signs positive."""
    _left, _sizes, axes = np.linalg.svd(places, full_matrices=False)
    turned: Floats = places @ axes.T
    for axis in range(2):
        far = turned[np.flatnonzero(np.abs(turned[:, axis]) > 1e-6), axis]
        if len(far) and far[0] < 0:
            turned[:, axis] *= -1
    return turned


def _corners(parts: list[Floats]) -> list[Floats]:
    """Return where each part's corner stands: in rows about as wide as all of it is high."""
    boxes = [part.max(axis=0) + _GAP for part in parts]
    area = float(sum(box[0] * max(box[1], _GAP) for box in boxes))
    width = max([float(box[0]) for box in boxes] + [1.2 * area**0.5])
    corners, x, y, high = [], 0.0, 0.0, 0.0
    for box in boxes:
        if x > 0 and x + box[0] > width + 1e-9:
            x, y, high = 0.0, y + high, 0.0
        corners.append(np.array([x, y]))
        x, high = x + float(box[0]), max(high, float(box[1]))
    return corners
