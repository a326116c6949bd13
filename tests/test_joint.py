"""Combinations of answers, against counting them one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.tables import joint as joint_module
from outreach.tables.cube import Axis, count
from outreach.tables.joint import Joint

AGE = Axis("age", 3)
CHANNEL = Axis("channel", 4, multiple=True, nets=((0, 1),))
WIDE = Axis("wide", 40, multiple=True)
AXES = (AGE, CHANNEL, WIDE)


@st.composite
def answers(draw):
    size = draw(st.integers(0, 40))
    ages = draw(st.lists(st.integers(-2, 2), min_size=size, max_size=size))
    channels = draw(st.lists(st.integers(0, 31), min_size=size, max_size=size))
    wide = draw(st.lists(st.sampled_from([0, 1, 1 << 39, (1 << 41) - 1]), min_size=size,
                         max_size=size))  # fmt: skip
    weights = draw(st.lists(st.sampled_from([0.0, 0.25, 1.0, 3.5]), min_size=size, max_size=size))
    codes = {
        "age": np.array(ages, dtype=np.int8),
        "channel": np.array(channels, dtype=np.uint8),
        "wide": np.array(wide, dtype=np.uint64),
    }
    return codes, np.array(weights)


def as_dict(joint):
    keys = list(zip(*(column.tolist() for column in joint.codes), strict=True))
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys)
    values = zip(joint.people.tolist(), joint.weights.tolist(), joint.squares.tolist(), strict=True)
    return dict(zip(keys, values, strict=True))


def one_by_one(codes, axes, weights):
    people, sums, squares = Counter(), Counter(), Counter()
    columns = [codes[axis.key].tolist() for axis in axes]
    for *key, weight in zip(*columns, weights.tolist(), strict=True):
        people[tuple(key)] += 1
        sums[tuple(key)] += weight
        squares[tuple(key)] += weight**2
    return {key: (people[key], sums[key], squares[key]) for key in people}


@given(answers(), st.sampled_from([(AGE,), (AGE, CHANNEL), (CHANNEL, WIDE), AXES]))
def test_combinations_are_those_that_occur(sample, axes):
    codes, weights = sample
    assert as_dict(Joint.of(codes, axes, weights)) == one_by_one(codes, axes, weights)
    plain = one_by_one(codes, axes, np.ones(len(weights)))
    assert as_dict(Joint.of(codes, axes)) == plain


@given(answers(), st.integers(0, 40), st.sampled_from([(AGE, CHANNEL), AXES]))
def test_joints_of_chunks_add_up_to_the_joint_of_all(sample, cut, axes):
    codes, weights = sample
    parts = [
        Joint.of({key: column[rows] for key, column in codes.items()}, axes, weights[rows])
        for rows in (slice(0, cut), slice(cut, None))
    ]
    assert as_dict(sum(parts)) == as_dict(Joint.of(codes, axes, weights))


def test_blocks_of_rows_add_up(monkeypatch):
    rng = np.random.default_rng(4)
    codes = {"age": rng.integers(-2, 3, 1000).astype(np.int8),
             "wide": rng.integers(0, 1 << 41, 1000, dtype=np.uint64)}  # fmt: skip
    whole = as_dict(Joint.of(codes, (AGE, WIDE)))
    monkeypatch.setattr(joint_module, "_ROWS", 64)
    assert as_dict(Joint.of(codes, (AGE, WIDE))) == whole


def test_keys_of_many_wide_masks_stay_in_64_bits():
    rng = np.random.default_rng(5)
    axes = tuple(Axis(f"q{at}", 40, multiple=True) for at in range(8))
    codes = {axis.key: rng.integers(0, 1 << 41, 3000, dtype=np.uint64) for axis in axes}
    assert as_dict(Joint.of(codes, axes)) == one_by_one(codes, axes, np.ones(3000))


@given(answers())
def test_members_count_what_a_cube_counts(sample):
    codes, weights = sample
    joint = Joint.of(codes, (AGE, CHANNEL), weights)
    (cube,) = count(codes, [(AGE, CHANNEL)], weights)
    ages = joint.members(0, range(AGE.categories))
    channels = joint.members(1, range(CHANNEL.categories))
    counted = (ages.T * joint.weights) @ channels.astype(float)
    assert np.allclose(counted, cube.counts)
    pairs = [(age, channel) for age in range(5) for channel in range(CHANNEL.categories)]
    nested = joint.weights @ joint.nested((0, 1), pairs).astype(float)
    assert np.allclose(nested, cube.counts.ravel())


def test_who_answered_gave_an_option_that_could_be_read():
    codes = {"age": np.array([-2, -1, 0, 0], dtype=np.int8),
             "channel": np.array([1, 0, 16, 17], dtype=np.uint8)}  # fmt: skip
    joint = Joint.of(codes, (AGE, CHANNEL))
    assert joint.answered(0).tolist() == [False, False, True, True]
    assert joint.answered(1).tolist() == [True, False, False, True]


def test_joints_of_other_axes_do_not_add_up():
    codes = {"age": np.array([1], dtype=np.int8), "channel": np.array([1], dtype=np.uint8)}
    with pytest.raises(ValueError, match="do not add up"):
        Joint.of(codes, (AGE,)) + Joint.of(codes, (AGE, CHANNEL))
