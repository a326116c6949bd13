"""Correspondence analysis: Greenacre's smokers, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from said import said

from outreach.comments.correspondence import correspondence, words_by_group
from outreach.errors import OutreachError

STAFF = ("SM", "JM", "SE", "JE", "SC")
SMOKING = ("none", "light", "medium", "heavy")
COUNTS = [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]]
tables = arrays(
    np.int64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(0, 9)
)


def test_greenacres_smokers() -> None:
    """Greenacre (1984, 2007), 193 people of a firm: inertias and coordinates as published."""
    found = correspondence(COUNTS, STAFF, SMOKING)
    assert found.inertias == pytest.approx([0.074759, 0.010017, 0.000414], abs=5e-7)
    assert found.total == pytest.approx(0.085190, abs=5e-7)
    assert found.shares[:2] == pytest.approx([0.8776, 0.1176], abs=5e-5)
    first, second = found.rows.coordinates[:, 0], found.rows.coordinates[:, 1]
    published = [-0.065768, 0.258958, -0.380595, 0.232952, -0.201089]
    assert -first == pytest.approx(published, abs=1e-6)  # non-smokers are above 0 with us
    assert np.abs(second) == pytest.approx(
        [0.193737, 0.243305, 0.010660, 0.057744, 0.078911], abs=1e-6
    )
    columns = found.columns.coordinates
    assert -columns[:, 0] == pytest.approx([-0.393308, 0.099456, 0.196321, 0.293776], abs=1e-6)
    assert columns[3, 1] == pytest.approx(0.197766, abs=1e-6)
    assert found.rows.masses == pytest.approx(np.array([11, 18, 51, 88, 25]) / 193)
    assert found.rows.contributions[:, 0] == pytest.approx(
        [0.0033, 0.0837, 0.5120, 0.3310, 0.0701], abs=1e-4
    )
    assert found.rows.cos2[0] == pytest.approx([0.0922, 0.8003, 0.1074], abs=1e-4)


@given(tables)
def test_axes_carry_all_of_chi_square(counts: np.ndarray) -> None:
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    assume((rows > 0).sum() > 1 and (columns > 0).sum() > 1)
    labels = [f"語{at}" for at in range(counts.shape[0])]
    groups = [f"群{at}" for at in range(counts.shape[1])]
    found = correspondence(counts, labels, groups)
    table = counts[rows > 0][:, columns > 0]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    assert found.total == pytest.approx(((table - expected) ** 2 / expected).sum() / table.sum())
    assert len(found.inertias) == min(table.shape) - 1
    for points in (found.rows, found.columns):
        assert points.inertias.sum() == pytest.approx(found.total)
        assert points.masses @ points.coordinates == pytest.approx(0, abs=1e-9)
        sums = points.contributions.sum(axis=0)
        assert np.all(np.isclose(sums, 1) | (found.inertias == 0))
        whole = points.cos2.sum(axis=1)
        assert np.all(np.isclose(whole, 1) | (points.inertias < 1e-9))
    distances = np.linalg.norm(found.rows.coordinates, axis=1) ** 2  # χ² distances to the mean
    profiles = table / table.sum(axis=1, keepdims=True)
    mean = table.sum(axis=0) / table.sum()
    assert distances == pytest.approx(((profiles - mean) ** 2 / mean).sum(axis=1), abs=1e-9)


def test_a_table_of_two_groups_has_one_axis() -> None:
    found = correspondence([[4, 1], [1, 4], [2, 2]], ["往診", "費用", "夜間"], ["男", "女"])
    assert found.rows.coordinates.shape == (3, 1)
    assert found.columns.coordinates[:, 0] == pytest.approx(
        [-found.columns.coordinates[1, 0], found.columns.coordinates[1, 0]]
    )
    assert found.columns.coordinates[0, 0] > 0  # of those as far out, the first


def test_rows_and_columns_of_nobody_have_no_place() -> None:
    found = correspondence(
        [[4, 0, 1], [0, 0, 0], [1, 0, 4]], ["往診", "講演", "費用"], ["70", "80", "90"]
    )
    assert found.without == ("講演", "80")
    assert (found.rows.labels, found.columns.labels) == (("往診", "費用"), ("70", "90"))


def test_independence_has_no_inertia_and_no_nan() -> None:
    found = correspondence([[1, 2], [2, 4]], ["往診", "費用"], ["男", "女"])
    assert found.total == 0
    for points in (found.rows, found.columns):
        assert not points.coordinates.any()
        assert not points.contributions.any()
    assert found.shares.tolist() == [0.0]
    assert all(np.isfinite(row["coordinate"]) for row in found.tidy())


@pytest.mark.parametrize("counts", [[[1, 2]], [[1], [2]], [[0, 0], [0, 0]], [[1, 2], [0, 0]]])
def test_too_little_to_compare_is_said(counts: list[list[int]]) -> None:
    rows, columns = [str(at) for at in range(len(counts))], ["男", "女"][: len(counts[0])]
    with pytest.raises(OutreachError, match="two rows and two columns"):
        correspondence(counts, rows, columns)


def test_what_is_no_count_is_refused() -> None:
    for wrong in (-1, float("nan"), float("inf")):
        with pytest.raises(OutreachError, match="0 or more"):
            correspondence([[1, 2], [3, wrong]], "ab", "cd")


def test_words_by_group() -> None:
    comments = [
        said("往診", "費用"),
        said("往診", "往診"),
        said("費用"),
        said("夜間"),
        said("往診"),
    ]
    labels = [("男", "女"), ("男",), ("女",), ("男",), ()]
    counts, words, groups = words_by_group(comments, labels, minimum=1)
    assert (words, groups) == (("往診", "費用", "夜間"), ("女", "男"))
    assert counts.tolist() == [[1, 2], [2, 1], [0, 1]]
    counts, words, groups = words_by_group(comments, labels, groups=("男",), minimum=2, most=1)
    assert (counts.tolist(), words, groups) == ([[2]], ("往診",), ("男",))
    counts, words, groups = words_by_group([], [])
    assert (counts.shape, words, groups) == ((0, 0), (), ())
    with pytest.raises(OutreachError, match="two rows"):
        correspondence(counts, words, groups)
