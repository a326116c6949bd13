"""Counting: against a loop that anybody can check, and in parts."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from outreach.tables import joint_codes
from outreach.tables.cube import Axis, Cube, count

AGE = Axis("age", 3, nets=((1, 2),))
TOWN = Axis("town", 2)
CHANNEL = Axis("channel", 3, multiple=True, nets=((0, 2),))
WIDE = Axis("wide", 20, multiple=True, nets=((0, 19), (3,)))
TABLES = [(AGE,), (CHANNEL,), (AGE, TOWN), (AGE, CHANNEL), (CHANNEL, AGE, TOWN), (WIDE,)]
TABLES += [(TOWN, WIDE), (WIDE, CHANNEL)]

Codes = dict[str, NDArray[Any]]


@st.composite
def answers(draw: st.DrawFn, most: int = 40) -> Codes:
    size = draw(st.integers(0, most))
    return {
        "age": draw(arrays(np.int8, size, elements=st.integers(-2, 2))),
        "town": draw(arrays(np.int16, size, elements=st.integers(-2, 1))),
        "channel": draw(arrays(np.uint8, size, elements=st.integers(0, 15))),
        "wide": draw(arrays(np.uint32, size, elements=st.integers(0, (1 << 21) - 1))),
    }


def categories(axis: Axis, code: int) -> list[int]:
    """Return the categories that a code is in, by their definition."""
    if axis.multiple:
        chosen = [at for at in range(axis.options + 1) if code >> at & 1]
        silent = [axis.options + 1] if not code else []
    else:
        chosen = [code] if code >= 0 else []
        silent = {-1: [axis.options + 1], -2: [axis.options]}.get(code, [])
    nets = [axis.options + 2 + at for at, net in enumerate(axis.nets) if set(net) & set(chosen)]
    return chosen + silent + nets


def count_by_hand(codes: Codes, axes: tuple[Axis, ...], weights: Any = None) -> NDArray[Any]:
    counts = np.zeros([axis.categories for axis in axes])
    for row in range(len(codes["age"])):
        in_each = [categories(axis, int(codes[axis.key][row])) for axis in axes]
        for cell in product(*in_each):
            counts[cell] += 1 if weights is None else weights[row]
    return counts


@given(answers())
def test_counts_are_what_a_loop_counts(codes: Codes) -> None:
    for axes, cube in zip(TABLES, count(codes, TABLES), strict=True):
        assert cube.counts.tolist() == count_by_hand(codes, axes).tolist()
        assert cube.size == cube.total == len(codes["age"])


@given(answers(), st.data())
def test_weights_are_added(codes: Codes, data: st.DataObject) -> None:
    size = len(codes["age"])
    weights = data.draw(arrays(np.float64, size, elements=st.floats(0, 10)))
    for axes, cube in zip(TABLES, count(codes, TABLES, weights), strict=True):
        assert np.allclose(cube.counts, count_by_hand(codes, axes, weights))
        assert cube.total == pytest.approx(weights.sum())
        assert cube.size == size


@given(answers(), st.data())
def test_cubes_of_two_parts_add_up_to_the_cube_of_the_whole(
    codes: Codes, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(codes["age"])))
    left = count({key: column[:cut] for key, column in codes.items()}, TABLES)
    right = count({key: column[cut:] for key, column in codes.items()}, TABLES)
    for a, b, whole in zip(left, right, count(codes, TABLES), strict=True):
        assert (a + b).counts.tolist() == whole.counts.tolist()
        assert (a + b).size == whole.size


@given(answers(), st.randoms())
def test_the_order_of_rows_changes_nothing(codes: Codes, random: Any) -> None:
    order = list(range(len(codes["age"])))
    random.shuffle(order)
    shuffled = {key: column[order] for key, column in codes.items()}
    for one, other in zip(count(codes, TABLES), count(shuffled, TABLES), strict=True):
        assert one.counts.tolist() == other.counts.tolist()


def test_blocks_are_counted_like_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    codes: Codes = {
        "age": rng.integers(-2, 3, 1000).astype(np.int8),
        "town": rng.integers(-2, 2, 1000).astype(np.int8),
        "channel": rng.integers(0, 16, 1000).astype(np.uint8),
        "wide": rng.integers(0, 1 << 21, 1000).astype(np.uint32),
    }
    whole = count(codes, TABLES)
    monkeypatch.setattr(joint_codes, "BLOCK", 64)
    for one, other in zip(whole, count(codes, TABLES), strict=True):
        assert one.counts.tolist() == other.counts.tolist()


def test_a_net_counts_a_person_once() -> None:
    masks = np.array([0b101, 0b001, 0b010, 0], dtype=np.uint8)
    (cube,) = count({"channel": masks}, [(CHANNEL,)])
    assert cube.counts.tolist() == [2, 1, 1, 0, 1, 2]


def test_cubes_are_summed() -> None:
    parts = [count({"town": np.array([code], dtype=np.int8)}, [(TOWN,)])[0] for code in (0, 1, 1)]
    assert sum(parts).counts.tolist() == [1, 2, 0, 0]  # type: ignore[union-attr]


def test_cubes_of_other_axes_do_not_add() -> None:
    one, other = Cube((AGE,), np.zeros(6), 0, 0), Cube((TOWN,), np.zeros(4), 0, 0)
    with pytest.raises(ValueError, match="do not add up"):
        one + other
