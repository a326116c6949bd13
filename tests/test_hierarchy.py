"""The tree of themes: against scipy, by hand, and where there is nothing to join."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from said import said
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import pdist, squareform

from outreach.comments.comment import Comment
from outreach.comments.hierarchy import Branch, Fork, Hierarchy, hierarchy_of, theme_hierarchy
from outreach.comments.theme import OTHER, Theme, Themes
from outreach.errors import OutreachError, UnknownOption

ANGLES = np.deg2rad([0, 60, 10, 90])
FOUR = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
LABELS = ("往診", "認知症", "夜間", "家族")
profiles = arrays(np.float64, st.tuples(st.integers(2, 8), st.just(4)), elements=st.floats(0, 1))


def themes_of(documents: list[tuple[int, tuple[str, ...]]], labels: tuple[str, ...]) -> Themes:
    codes = np.array([code for code, _words in documents], dtype=np.int16)
    found = tuple(
        Theme(
            OTHER if label == "その他" else f"t{at}",
            label,
            comments=tuple(np.flatnonzero(codes == at).tolist()),
        )
        for at, label in enumerate(labels)
    )
    comments = tuple(
        Comment(str(at), "", " ".join(words)) for at, (_c, words) in enumerate(documents)
    )
    return Themes(
        comments, found, codes, np.full(len(codes), -1, np.int16), np.zeros(len(codes)),
        analysed=[said(*words) for _code, words in documents],
    )  # fmt: skip


def test_the_nearest_are_joined_first() -> None:
    tree = hierarchy_of(LABELS, FOUR, (4, 3, 2, 1))
    near, far = 1 - np.cos(np.deg2rad([10, 30]))
    whole = 1 - np.cos(np.deg2rad([60, 50, 90, 80])).mean()
    rows = list(tree.tidy())
    assert [row["height"] for row in rows] == pytest.approx([near, far, whole])
    assert [{*row["left"], *row["right"]} for row in rows] == [
        {"往診", "夜間"}, {"認知症", "家族"}, set(LABELS),
    ]  # fmt: skip
    assert [row["size"] for row in rows] == [6, 4, 10]
    assert [LABELS[at] for at in tree.order] == ["往診", "夜間", "認知症", "家族"]


def test_a_cut_leaves_so_many_branches_in_the_order_of_the_leaves() -> None:
    tree = hierarchy_of(LABELS, FOUR)
    assert tree.cut(1) == (0, 0, 0, 0)
    assert tree.cut(2) == (0, 1, 0, 1)
    assert tree.cut(3) == (0, 1, 0, 2)
    assert tree.cut(4) == (0, 2, 1, 3)
    for count in (0, 5):
        with pytest.raises(OutreachError, match="4 themes"):
            tree.cut(count)


def test_forks_are_the_lines_of_the_chart() -> None:
    forks = hierarchy_of(LABELS, FOUR).forks
    heights = [fork.height for fork in forks]
    assert [(fork.left, fork.right) for fork in forks] == [(0, 1), (2, 3), (0.5, 2.5)]
    assert forks[2] == Fork(0.5, 2.5, heights[0], heights[1], heights[2])


@pytest.mark.parametrize("method", ["average", "ward"])
@given(rows=profiles)
def test_heights_are_scipys(method: str, rows: np.ndarray) -> None:
    rows = np.round(rows, 2) + 0.01  # far enough from each other for one order of joining
    tree = hierarchy_of([f"題{at}" for at in range(len(rows))], rows, method=method)  # type: ignore[arg-type]
    units = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    metric = "cosine" if method == "average" else "euclidean"
    links = linkage(np.round(pdist(units, metric), 9), method)
    heights = sorted(fork.height for fork in tree.forks)
    assert heights == pytest.approx(sorted(links[:, 2]), abs=1e-6)
    assert sorted(tree.order) == list(range(len(rows)))
    if method == "average" and len(set(links[:, 2].round(6))) == len(links):
        assert joined(tree) == pytest.approx(squareform(cophenet(links)), abs=1e-6)


def joined(tree: Hierarchy) -> np.ndarray:
    """Return at which height each two labels meet."""
    found = np.zeros((len(tree.labels), len(tree.labels)))

    def walk(branch: Branch) -> None:
        for child in branch.children:
            others = [at for at in branch.members if at not in child.members]
            found[np.ix_(child.members, others)] = branch.height
            walk(child)

    walk(tree.root)
    return found


def test_themes_that_share_words_are_near_and_other_has_no_place() -> None:
    themes = themes_of(
        [
            (0, ("往診", "夜間")), (0, ("往診", "費用")), (1, ("認知症", "家族")),
            (1, ("認知症",)), (2, ("夜間", "往診", "救急")), (3, ("講演",)), (-1, ()),
        ],
        ("往診", "認知症", "夜間", "その他", "空"),
    )  # fmt: skip
    tree = theme_hierarchy(themes)
    assert tree.labels == ("往診", "認知症", "夜間")
    assert tree.sizes == (2, 2, 1)
    assert tree.cut(2) in ((0, 1, 0), (1, 0, 1))
    first = next(tree.tidy())
    assert {*first["left"], *first["right"]} == {"往診", "夜間"}
    assert list(tree.tidy())[1]["height"] == 1.0  # no word in common
    assert "cosine" in tree.method
    assert "Ward" in theme_hierarchy(themes, "ward").method


def test_one_theme_is_a_leaf_and_none_is_an_error() -> None:
    tree = theme_hierarchy(themes_of([(0, ("往診",))], ("往診", "その他")))
    assert tree.root == Branch((0,), 0.0, 0.0)
    assert (tree.forks, list(tree.tidy()), tree.cut(1)) == ((), [], (0,))
    with pytest.raises(OutreachError, match="no theme with a comment"):
        theme_hierarchy(themes_of([(1, ("往診",)), (-1, ())], ("往診", "その他")))
    with pytest.raises(UnknownOption, match="single"):
        hierarchy_of(LABELS, FOUR, method="single")  # type: ignore[arg-type]


def test_themes_without_a_word_are_as_far_as_can_be() -> None:
    tree = theme_hierarchy(themes_of([(0, ()), (1, ())], ("空", "空2", "その他")))
    assert [fork.height for fork in tree.forks] == [1.0]
    tree = theme_hierarchy(themes_of([(0, ("往診",)), (1, ())], ("往診", "空", "その他")), "ward")
    assert [fork.height for fork in tree.forks] == pytest.approx([2**0.5])
