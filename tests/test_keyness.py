"""Characteristic words of groups: against published numbers, scipy, and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from said import said
from scipy.stats import chi2_contingency, false_discovery_control, fisher_exact, power_divergence

from outreach.comments.keyness import keywords, methods
from outreach.comments.keyness_measures import Fisher, likelihood_ratio, log_likelihood, log_ratio
from outreach.errors import OutreachError, UnknownOption

COMMENTS = [
    said("往診", "夜間"), said("往診"), said("往診", "費用"), said("費用"),
    said("費用", "夜間"), said("費用"), said("費用", "往診"), said(),
]  # fmt: skip
AGES = [("70歳代",)] * 3 + [("80歳以上",)] * 4 + [()]


def test_dunnings_table() -> None:
    """Dunning (1993), table 1: "the swiss", 110 2442 111 29114, −2 log λ = 270.72."""
    assert likelihood_ratio(110, 111, 110 + 2442, 111 + 29114) == pytest.approx(270.72, abs=0.005)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(40, 90), st.integers(40, 90))
def test_log_likelihoods_are_scipys(inside: int, outside: int, base: int, rest: int) -> None:
    both = inside + outside
    expected = np.array([base, rest]) * both / (base + rest)
    if both:
        scipys = power_divergence([inside, outside], expected, lambda_="log-likelihood").statistic
        assert log_likelihood(inside, outside, base, rest) == pytest.approx(scipys, abs=1e-9)
    table = np.array([[inside, base - inside], [outside, rest - outside]])
    if table.sum(axis=0).all():
        scipys = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert likelihood_ratio(inside, outside, base, rest) == pytest.approx(scipys, abs=1e-9)


@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_fishers_test_is_scipys(size: int, others: int, data: st.DataObject) -> None:
    inside = data.draw(st.integers(0, size))
    outside = data.draw(st.integers(0, others))
    table = [[inside, size - inside], [outside, others - outside]]
    p = Fisher(size, size + others).p(inside, inside + outside)
    assert p == pytest.approx(fisher_exact(table)[1], rel=1e-9)


def test_a_log_ratio_of_one_is_twice_as_frequent() -> None:
    assert log_ratio(20, 10, 1000, 1000) == 1
    assert log_ratio(10, 20, 1000, 1000) == -1
    assert log_ratio(0, 4, 100, 200) == math.log2((0.5 / 100) / (4 / 200))
    assert math.isnan(log_ratio(3, 0, 10, 0))


def test_each_group_against_all_others() -> None:
    found = keywords(COMMENTS, AGES, minimum=2)
    assert [(each.group, each.word) for each in found] == [
        ("70歳代", "往診"), ("70歳代", "夜間"), ("80歳以上", "費用"),
    ]  # fmt: skip
    first = found[0]
    assert (first.comments, first.base, first.others, first.others_base) == (3, 3, 1, 4)
    assert first.g2 == pytest.approx(likelihood_ratio(3, 1, 3, 4))
    assert first.p == pytest.approx(fisher_exact([[3, 0], [1, 3]])[1])
    assert first.log_ratio == 2


def test_q_is_over_all_words_and_groups_also_those_not_shown() -> None:
    every = keywords(COMMENTS, AGES, minimum=1, rarer=True)
    assert len(every) == 6
    q = false_discovery_control([each.p for each in every])
    assert [each.q for each in every] == pytest.approx(q)
    shown = {(each.group, each.word): each.q for each in keywords(COMMENTS, AGES, minimum=1)}
    assert shown.items() <= {(each.group, each.word): each.q for each in every}.items()


def test_rarer_words_stand_behind_with_a_negative_measure() -> None:
    found = [each for each in keywords(COMMENTS, AGES, rarer=True) if each.group == "70歳代"]
    assert [(each.word, each.g2 > 0, each.log_ratio > 0) for each in found] == [
        ("往診", True, True), ("夜間", True, True), ("費用", False, False),
    ]  # fmt: skip


def test_a_comment_may_be_of_several_groups_and_one_of_none_takes_no_part() -> None:
    labels = [("市報", "チラシ"), ("市報",), ("チラシ",), ("チラシ",), (), (), (), ()]
    found = {(each.group, each.word): each for each in keywords(COMMENTS, labels, minimum=1)}
    paper = found["市報", "往診"]
    assert (paper.comments, paper.base, paper.others, paper.others_base) == (2, 2, 1, 2)


def test_groups_in_the_order_that_is_asked_for() -> None:
    named = keywords(COMMENTS, AGES, groups=("80歳以上", "70歳代", "90歳代"))
    assert list(dict.fromkeys(each.group for each in named)) == ["80歳以上", "70歳代"]


def test_words_are_counted_as_occurrences_where_that_is_asked_for() -> None:
    comments = [said("費用", "費用", "往診"), said("費用", "往診", "往診"), said("夜間", "夜間")]
    (found,) = keywords(comments, [("甲",), ("乙",), ("乙",)], groups=("甲",), unit="words")
    assert (found.word, found.comments, found.base, found.others) == ("費用", 2, 3, 1)
    assert found.others_base == 5
    assert found.g2 == pytest.approx(log_likelihood(2, 1, 3, 5))
    assert found.p == pytest.approx(fisher_exact([[1, 0], [1, 1]])[1])


def test_nothing_to_compare_is_no_error() -> None:
    assert keywords([], []) == []
    assert keywords(COMMENTS, [("皆",)] * len(COMMENTS)) == []


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UnknownOption, match="unit"):
        keywords(COMMENTS, AGES, unit="tokens")  # type: ignore[arg-type]
    with pytest.raises(OutreachError, match="list of names"):
        keywords([said("費用")], ["70歳代"])
    with pytest.raises(ValueError, match="shorter"):
        keywords(COMMENTS, AGES[:3])


def test_the_measures_are_named() -> None:
    assert "Dunning" in methods()[0]
    assert "Rayson" in methods("words")[0]
    assert "Hardie" in methods()[1]
