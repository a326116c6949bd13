"""Tests for small counts: permutations against every permutation, cells against scipy."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import PermutationMethod, chi2_contingency, false_discovery_control, fisher_exact

from outreach.codebook import Codebook, Option, Question, Survey
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.tables.crosstab import crosstab
from outreach.tables.inference.permutation import permute
from outreach.tables.small_tests import add_small_tests

SEVEN = (
    np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1], [0, 1], [0, 1]], dtype=bool),
    np.array(
        [[1, 1, 0], [1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [1, 0, 1], [0, 0, 1]], dtype=bool
    ),
)
ONE_EACH = np.ones(7, dtype=np.int64)


def statistic(groups: np.ndarray, options: np.ndarray, several: bool) -> float:
    """Return Σχ² person by person: of each option's table, for several groups of each pair's."""
    total = 0.0
    for option in options.T:
        parts = [np.column_stack([own, ~own]) for own in groups.T] if several else [groups]
        for part in parts:
            table = np.array([[(own & option).sum(), (own & ~option).sum()] for own in part.T])
            total += chi2_contingency(table, correction=False).statistic
    return total


@pytest.mark.parametrize("several", [False, True])
def test_p_is_that_of_every_permutation(several: bool) -> None:
    groups, options = SEVEN
    if several:
        groups = groups | np.array([[0, 1]] + [[0, 0]] * 6, dtype=bool)
    outcome = permute(groups, options, ONE_EACH, (several, True))
    seen = statistic(groups, options, several)
    every = [statistic(groups[list(order)], options, several) for order in permutations(range(7))]
    exact = np.mean(np.array(every) >= seen - 1e-9)
    assert outcome.statistic == pytest.approx(seen)
    assert outcome.p == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9_999))
    assert 0 < exact < 0.2


def test_of_one_answer_each_it_is_pearsons() -> None:
    table = np.array([[5, 1, 0], [1, 2, 4]])
    groups, options = (
        np.repeat(np.eye(2, dtype=bool), 3, axis=0),
        np.tile(np.eye(3, dtype=bool), (2, 1)),
    )
    outcome = permute(groups, options, table.ravel(), (False, False))
    method = PermutationMethod(n_resamples=20_000, rng=np.random.default_rng(1))
    scipys = chi2_contingency(table, correction=False, method=method)
    assert outcome.statistic == pytest.approx(scipys.statistic)
    assert outcome.p == pytest.approx(scipys.pvalue, abs=0.006)


def test_the_same_table_has_the_same_p_in_any_order() -> None:
    groups, options = SEVEN
    order = [3, 0, 6, 2, 5, 1, 4]
    one, other = (
        permute(groups[at], options[at], ONE_EACH, (False, True)) for at in (range(7), order)
    )
    assert one == other


@pytest.mark.parametrize(
    ("people", "rows", "reason"),
    [
        ([0] * 7, range(7), "nobody answered both"),
        ([1] * 3, range(3), "no two groups"),
        ([1] * 2, (0, 3), "no option"),
    ],
)
def test_why_there_is_no_test(people: list[int], rows: range, reason: str) -> None:
    groups, options = (array[list(rows)] for array in SEVEN)
    if reason == "no option":
        options = np.ones_like(options)
    outcome = permute(groups, options, np.array(people), (False, True))
    assert outcome.p is None
    assert reason in outcome.note


def answers(weights: np.ndarray | None = None) -> Responses:
    """Return 40 people: 70歳代 want 往診, 80歳以上 費用, some want both."""
    options = tuple(Option(str(at), label) for at, label in enumerate(("往診", "費用", "夜間"), 1))
    ages = tuple(Option(str(at), label) for at, label in enumerate(("70歳代", "80歳以上"), 1))
    book = Codebook(
        Survey(),
        (
            Question("age", "single", "年齢", "age", options=ages),
            Question("wish", "multiple", "要望", options=options),
            Question("best", "single", "一番", options=options),
        ),
    )
    age = np.array([0] * 20 + [1] * 18 + [-1] * 2, np.int8)
    wish = np.array([1] * 14 + [3] * 4 + [2] * 2 + [2] * 14 + [6] * 2 + [1, 0] + [1] * 2, np.uint8)
    best = np.array([0] * 17 + [1] * 3 + [1] * 15 + [2] * 3 + [-1] * 2, np.int8)
    codes = {"age": age, "wish": wish, "best": best}
    return Responses(book, Respondents(None, 1, 40), codes, weights=weights)


def test_every_cell_is_tested_by_fisher() -> None:
    table = add_small_tests(crosstab(answers(), "wish", "age", test=True))
    tests = table.tests
    assert tests is not None
    # 往診: 18 of 20 and 1 of 17 who gave both answers.
    p = [
        fisher_exact(cells)[1]
        for cells in ([[18, 2], [1, 16]], [[6, 14], [16, 1]], [[0, 20], [2, 15]])
    ]
    assert tests.p[0, :3] == pytest.approx(p)
    assert tests.p[1, :3] == pytest.approx(p)
    assert tests.q[:2, :3].ravel() == pytest.approx(false_discovery_control(p * 2))
    assert np.isnan(tests.p[2]).all()
    assert not tests.notes[:2, :3].any()
    assert tests.notes[2, 0] == "No answer takes no part in tests."
    (outcome,) = tests.outcomes
    assert outcome.method.startswith("permutation test")
    assert outcome.p == 1e-4
    assert sum("Fisher" in each for each in tests.methods) == 1
    assert any("deals" in each for each in tests.methods)


def test_one_answer_each_is_fishers_test_of_the_whole() -> None:
    table = add_small_tests(crosstab(answers(), "best", "age", test=True))
    assert table.tests is not None
    (outcome,) = table.tests.outcomes
    assert outcome.method == "Fisher's exact test"
    assert table.tests.effect is not None


def test_weighted_and_simple_tables_are_tested_as_everywhere() -> None:
    weighted = crosstab(answers(np.linspace(0.5, 1.5, 40)), "wish", "age", test=True)
    assert weighted.tests is not None
    tests = add_small_tests(weighted).tests
    assert tests is not None
    assert tests.outcomes == weighted.tests.outcomes
    simple = add_small_tests(crosstab(answers(), "wish"))
    assert simple.tests is not None
    assert simple.tests.outcomes == ()
    assert np.isfinite(simple.tests.low).all()


def test_without_its_joint_a_table_keeps_the_reason() -> None:
    tests = add_small_tests(crosstab(answers(), "wish", "age")).tests
    assert tests is not None
    assert tests.outcomes[0].p is None
    assert "not counted" in tests.outcomes[0].note
