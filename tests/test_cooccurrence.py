"""The network of words that stand together: counted by hand, by networkx, twice the same."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from said import HOSTILE, printed, said

from outreach.comments.cooccurrence import Edge, network_of
from outreach.comments.network_layout import places_of
from outreach.comments.words import Analyzer

SIX = [
    said("往診", "夜間", "費用"), said("往診", "夜間"), said("費用", "往診"),
    said("認知症", "家族"), said("家族", "認知症", "家族"), said("講演"),
]  # fmt: skip
words = st.lists(st.lists(st.sampled_from("あいうえおか"), max_size=4), max_size=12)


def test_the_closest_pairs_come_first() -> None:
    network = network_of(SIX, minimum=1)
    assert network.edges == (
        Edge("家族", "認知症", 2, 1.0),
        Edge("夜間", "往診", 2, 2 / 3),
        Edge("往診", "費用", 2, 2 / 3),
        Edge("夜間", "費用", 1, 1 / 3),
    )
    assert network.comments == 6


def test_a_pair_and_a_word_must_be_in_so_many_comments() -> None:
    network = network_of(SIX, minimum=2)
    assert [(edge.one, edge.other) for edge in network.edges] == [
        ("家族", "認知症"), ("夜間", "往診"), ("往診", "費用"),
    ]  # fmt: skip
    assert network_of(SIX, minimum=3).nodes == ()


def test_nodes_have_their_counts_groups_and_centralities() -> None:
    nodes = {node.word: node for node in network_of(SIX).nodes}
    assert list(nodes) == ["往診", "夜間", "家族", "認知症", "費用"]
    assert {word: node.comments for word, node in nodes.items()} == {
        "往診": 3, "夜間": 2, "家族": 2, "認知症": 2, "費用": 2,
    }  # fmt: skip
    groups = {word: node.community for word, node in nodes.items()}
    assert groups == {"往診": 0, "夜間": 0, "費用": 0, "家族": 1, "認知症": 1}
    assert (nodes["往診"].degree, nodes["夜間"].degree) == (2, 1)
    assert nodes["往診"].betweenness == pytest.approx(1 / 6)  # 1 of the 6 pairs of other words


def test_only_so_many_edges_are_kept_and_words_without_one_left_out() -> None:
    network = network_of(SIX, edges=1)
    assert [node.word for node in network.nodes] == ["家族", "認知症"]
    assert network_of(SIX, edges=0).nodes == ()


def test_a_spanning_tree_is_as_close_as_networkx_makes_it() -> None:
    whole, tree = network_of(SIX, minimum=1), network_of(SIX, minimum=1, spanning=True)
    best = nx.maximum_spanning_tree(whole.graph, weight="jaccard")
    assert tree.graph.size("jaccard") == pytest.approx(best.size("jaccard"))
    assert [(edge.one, edge.other) for edge in tree.edges] == [
        ("家族", "認知症"), ("夜間", "往診"), ("往診", "費用"),
    ]  # fmt: skip
    assert tree.spanning


def test_the_graph_has_all_as_attributes() -> None:
    graph = network_of(SIX).graph
    assert graph.nodes["往診"]["comments"] == 3
    assert graph["往診"]["夜間"] == {"comments": 2, "jaccard": 2 / 3}
    assert next(iter(network_of(SIX).tidy())) == {
        "one": "家族", "other": "認知症", "comments": 2, "jaccard": 1.0,
    }  # fmt: skip


@given(words)
def test_an_edge_is_what_the_sets_say(texts: list[list[str]]) -> None:
    network = network_of([said(*each) for each in texts], minimum=1, edges=100)
    have = {word: {at for at, text in enumerate(texts) if word in text} for word in "あいうえおか"}
    for edge in network.edges:
        one, other = have[edge.one], have[edge.other]
        assert edge.comments == len(one & other)
        assert edge.jaccard == len(one & other) / len(one | other)
    pairs = sum(bool(have[a] & have[b]) for a in have for b in have if a < b)
    assert len(network.edges) == pairs


@given(words, st.randoms())
def test_the_order_of_comments_changes_nothing(texts: list[list[str]], random: object) -> None:
    shuffled = texts[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (network_of([said(*each) for each in order]) for order in (texts, shuffled))
    assert one == other


def test_no_comment_and_no_pair_make_an_empty_network() -> None:
    for comments in ([], [said()], [said("費用")], [said("費用"), said("往診")]):
        network = network_of(comments, minimum=1)
        assert (network.nodes, network.edges) == ((), ())
        assert len(network.graph) == 0


def test_hostile_comments_make_a_network() -> None:
    analyzer = Analyzer()
    network = network_of(map(analyzer.analyse, HOSTILE), minimum=1)
    assert network.comments == len(HOSTILE)


def test_places_are_apart_and_from_0_to_1() -> None:
    graph = nx.disjoint_union_all([nx.path_graph(5), nx.cycle_graph(4), nx.path_graph(2)])
    graph = nx.disjoint_union(graph, nx.empty_graph(1))
    places = np.array(places_of(graph))
    assert places.min() >= 0
    assert places.max() == 1
    gaps = np.linalg.norm(places[:, None] - places[None], axis=2)
    gaps[np.diag_indices(len(places))] = 1
    assert gaps.min() > 0.05
    edges = [gaps[a, b] for a, b in graph.edges]
    assert max(edges) < 2 * min(edges)  # edges are about as long as one another


PROGRAM = """
import sys; sys.path.insert(0, "tests")
from test_cooccurrence import SIX
from outreach.comments.cooccurrence import network_of
print(network_of(SIX, minimum=1))
"""


def test_the_order_of_sets_changes_nothing() -> None:
    found = {printed(PROGRAM, seed) for seed in ("1", "2", "3")}
    assert found == {f"{network_of(SIX, minimum=1)}\n"}
