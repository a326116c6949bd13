"""Which words stand in the same comments: a network as data, with places for its picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.comments.frequencies import common_words, row_of, word_sets
from outreach.comments.network_layout import places_of

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_matrix

    from outreach.comments.words import Analysed

_MOST_WORDS = 2_000  # the most frequent ones: pairs are counted in memory
_DIGITS = 9  # of a centrality that is compared and written


@dataclass(frozen=True, slots=True)
class Node:
    """A word of the network: in how many comments, its group (0 is the largest), its place.

    `degree` is its number of edges, `betweenness` the share of shortest ways
    between other words that lead over it (Freeman 1977). `x` and `y` are from 0 to 1.
    """

    word: str
    comments: int
    community: int
    degree: int
    betweenness: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two words, how many comments have both, and what share that is of those with either."""

    one: str
    other: str
    comments: int
    jaccard: float


@dataclass(frozen=True)
class Network:
    """Words and which of them stand together; the most frequent word and closest pair are first.

    `comments` is how many comments were looked at, `minimum` in how many of
    them a word and a pair had to be; `spanning` says that only a spanning tree was kept.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    comments: int
    minimum: int
    spanning: bool = False

    @property
    def graph(self) -> nx.Graph:
        """The network as networkx has it: nodes are words, all else are attributes."""
        import networkx as nx

        graph = nx.Graph()
        for node in self.nodes:
            graph.add_node(node.word, **{k: v for k, v in row_of(node).items() if k != "word"})
        for edge in self.edges:
            graph.add_edge(edge.one, edge.other, comments=edge.comments, jaccard=edge.jaccard)
        return graph

    def tidy(self) -> Iterator[dict[str, Any]]:
        """Yield the edges as rows: one, other, comments, jaccard."""
        return map(row_of, self.edges)


def network_of(
    analysed: Iterable[Analysed],
    *,
    minimum: int = 2,
    edges: int = 60,
    parts: Sequence[str] = (),
    spanning: bool = False,
) -> Network:
    """Return the network of words that stand in the same comments.

    Words and pairs are of at least `minimum` comments; of the pairs those with
    the largest Jaccard coefficient are kept, `edges` at the most; of pairs
    alike those of more comments come first, then the order of their characters.
    `parts` are parts of speech; with `spanning` a spanning tree of the closest
    pairs is left of each connected part. Words without an edge are left out.
    Groups are by greedy modularity (Clauset, Newman & Moore 2004), places
    after Kamada & Kawai (1989), each connected part by itself. Where no two
    words stand together the network is empty. Raises UnknownOption.
    """
    sets = word_sets(analysed, parts)
    counts = common_words(sets, minimum, _MOST_WORDS)
    kept = _pairs(sets, counts, max(minimum, 1))[: max(edges, 0)]
    if spanning:
        kept = _spanning(kept)
    together = {word for edge in kept for word in (edge.one, edge.other)}
    words = [word for word in counts if word in together]
    return Network(_nodes(words, counts, kept), tuple(kept), len(sets), minimum, spanning)


def _pairs(sets: Sequence[Sequence[str]], counts: dict[str, int], minimum: int) -> list[Edge]:
    """Return all pairs of words that stand together often enough, the closest first."""
    words = sorted(counts)
    if len(words) < 2:
        return []
    incidence = _incidence(sets, words)
    both = (incidence.T @ incidence).tocoo()
    upper = (both.row < both.col) & (both.data >= minimum)
    found = []
    pairs = zip(
        both.row[upper].tolist(), both.col[upper].tolist(), both.data[upper].tolist(), strict=True
    )
    for at, to, shared in pairs:
        one, other = words[at], words[to]
        either = counts[one] + counts[other] - shared
        found.append(Edge(one, other, shared, shared / either))
    found.sort(key=lambda edge: (-edge.jaccard, -edge.comments, edge.one, edge.other))
    return found


def _incidence(sets: Sequence[Sequence[str]], words: Sequence[str]) -> csr_matrix:
    """Return comments × words: 1 where a word stands in a comment."""
    from scipy.sparse import csr_matrix

    place = {word: at for at, word in enumerate(words)}
    cells = [(row, place[word]) for row, said in enumerate(sets) for word in said if word in place]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    ones = np.ones(len(rows), dtype=np.int64)
    return csr_matrix((ones, (rows, columns)), shape=(len(sets), len(words)))


def _spanning(edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges of a spanning tree: each, closest first, that joins what is not joined."""
    root: dict[str, str] = {}

    def top(word: str) -> str:
        while (above := root.setdefault(word, word)) != word:
            word = above
        return word

    kept = []
    for edge in edges:
        one, other = top(edge.one), top(edge.other)
        if one != other:
            root[other] = one
            kept.append(edge)
    return kept


def _nodes(words: Sequence[str], counts: dict[str, int], edges: Sequence[Edge]) -> tuple[Node, ...]:
    """Return the words with their groups, centralities and places.

    Whatever networkx computes is of numbers: sets of texts have no fixed order.
    """
    import networkx as nx

    if not words:
        return ()
    place = {word: at for at, word in enumerate(words)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(words)))
    for edge in edges:
        graph.add_edge(place[edge.one], place[edge.other], jaccard=edge.jaccard)
    groups = [sorted(group) for group in
              nx.community.greedy_modularity_communities(graph, weight="jaccard")]  # fmt: skip
    groups.sort(key=lambda group: (-len(group), group[0]))
    community = {node: at for at, group in enumerate(groups) for node in group}
    between = nx.betweenness_centrality(graph)
    places = places_of(graph)
    return tuple(
        Node(
            word, counts[word], community[at], graph.degree(at), round(between[at], _DIGITS),
            *places[at],
        )
        for at, word in enumerate(words)
    )  # fmt: skip
