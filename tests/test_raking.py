"""Raking and Kish's figures: published examples, another method, and what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar, root

from outreach.tables.weights.kish import Spread, kish
from outreach.tables.weights.raking import cut, furthest, rake


def test_a_published_table_is_reproduced_to_its_last_digit() -> None:
    """Wikipedia, "Iterative proportional fitting", example: the table after three rounds."""
    seed = np.array(
        [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]], dtype=float
    )
    rows, columns = (at.ravel() for at in np.indices(seed.shape))
    wanted = [np.array([0.15, 0.3, 0.4, 0.15]), np.array([0.2, 0.3, 0.4, 0.1])]
    fit = rake(seed.ravel(), [rows, columns], wanted, rounds=3)
    fitted = (fit.factors * seed.ravel()).reshape(4, 4) / seed.sum() * 1000
    assert fitted.round(2).tolist() == [
        [64.61, 46.28, 35.42, 3.83],
        [49.95, 68.15, 156.49, 25.37],
        [56.70, 144.40, 145.06, 53.76],
        [28.74, 41.18, 63.03, 17.03],
    ]
    assert not fit.converged
    assert rake(seed.ravel(), [rows, columns], wanted).converged


# California schools (R's survey, data set apiclus1): people by stype E, H, M × sch.wide Yes, No.
SCHOOLS = np.array([132.0, 12.0, 11.0, 3.0, 17.0, 8.0])
STYPE, WIDE = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 1, 0, 1])
SCHOOL_TARGETS = [np.array([4421, 755, 1018]) / 6194, np.array([5122, 1072]) / 6194]


def test_the_weights_are_those_of_rs_survey_package() -> None:
    """survey::rake(dclus1, ~stype, ~sch.wide), weights(): six values, to all 15 digits.

    It stops once no cell changes by more than 1 of 6,194, which is after four rounds.
    """
    fit = rake(SCHOOLS, [STYPE, WIDE], SCHOOL_TARGETS, rounds=4)
    published = [
        29.8704638727345, 39.838509410554, 50.3301527726748,
        67.1257826263303, 36.7921816646831, 49.0700673992951,
    ]  # fmt: skip
    assert fit.factors * 6194 / 183 == pytest.approx(published, rel=1e-13)
    to_the_end = rake(SCHOOLS, [STYPE, WIDE], SCHOOL_TARGETS)
    assert to_the_end.converged
    assert to_the_end.factors * 6194 / 183 == pytest.approx(published, rel=3e-5)


ASKIA = [
    0.820508273, 1.027660121, 0.798126889, 1.813092082, 0.524670726, 1.682138128, 0.066485204,
    1.524746555, 0.571220139, 1.878748796, 0.070238083, 1.840453697, 0.683791839, 1.00838961,
    0.833383964, 1.330310173, 0.602917671, 1.257201562, 0.632265608, 1.451447184, 0.622107103,
    1.252551275, 0.966905785, 1.561603913,
]  # fmt: skip


def test_the_effective_base_is_that_of_a_published_example() -> None:
    """Askia support, "Weighting efficiency": 24 people, 80.06 %, an effective base of 19."""
    effective, design_effect = kish(np.array(ASKIA))
    assert round(100 * effective / 24, 2) == 80.06
    assert round(effective) == 19
    assert Spread.of(np.array(ASKIA)).total == pytest.approx(24.82096438, abs=1e-8)
    assert Spread.of(np.array(ASKIA)).squares == pytest.approx(32.06457627, abs=1e-7)
    assert design_effect == pytest.approx(1 + (np.std(ASKIA) / np.mean(ASKIA)) ** 2)


@st.composite
def problems(draw: st.DrawFn) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray]]:
    """Cells with people in every cross of two or three margins, and targets for each."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=3))
    count = math.prod(sizes)
    base = np.array(draw(st.lists(st.integers(1, 50), min_size=count, max_size=count)), float)
    classes = [at.ravel() for at in np.indices(sizes)]
    parts = [draw(st.lists(st.integers(1, 20), min_size=n, max_size=n)) for n in sizes]
    return base, classes, [np.array(part) / sum(part) for part in parts]


@given(problems())
def test_margins_are_met_and_the_mean_is_one(problem) -> None:
    base, classes, targets = problem
    fit = rake(base, classes, targets)
    assert fit.converged
    for at, wanted in zip(classes, targets, strict=True):
        found = np.bincount(at, fit.factors * base) / base.sum()
        assert np.abs(found - wanted).max() <= 1e-6
    assert (fit.factors * base).sum() == pytest.approx(base.sum())


@given(problems())
def test_calibration_by_newtons_method_gives_the_same_weights(problem) -> None:
    """Deville and Särndal (1992): w = d exp(xλ), λ solved for at once, is raking's answer."""
    base, classes, targets = problem
    design = [np.ones(len(base))]
    for at, wanted in zip(classes, targets, strict=True):
        design += [(at == place).astype(float) for place in range(1, len(wanted))]
    x = np.array(design)
    totals = np.concatenate([[1.0], *(wanted[1:] for wanted in targets)])
    share = base / base.sum()
    solved = root(
        lambda at: x @ (share * np.exp(at @ x)) - totals,
        np.zeros(len(x)),
        jac=lambda at: (x * (share * np.exp(at @ x))) @ x.T,
        tol=1e-12,
    )
    assume(solved.success)
    fit = rake(base, classes, targets, tolerance=1e-12, rounds=100_000)
    assert fit.factors == pytest.approx(np.exp(solved.x @ x), rel=1e-6)


@given(problems(), st.randoms())
def test_the_order_of_cells_and_margins_makes_no_difference(problem, random) -> None:
    base, classes, targets = problem
    order = list(range(len(base)))
    random.shuffle(order)
    once = rake(base, classes, targets, tolerance=1e-11)
    turned = rake(base[order], [at[order] for at in classes[::-1]], targets[::-1], tolerance=1e-11)
    assert turned.factors == pytest.approx(once.factors[order], rel=1e-5)


@given(problems())
def test_targets_that_are_met_already_leave_every_weight_at_one(problem) -> None:
    base, classes, _targets = problem
    own = [np.bincount(at, base) / base.sum() for at in classes]
    fit = rake(base, classes, own)
    assert (fit.rounds, fit.converged) == (0, True)
    assert fit.factors == pytest.approx(np.ones(len(base)))


@given(problems(), st.sampled_from([1.2, 1.5, 3.0]))
def test_no_weight_is_above_the_cap(problem, cap) -> None:
    base, classes, targets = problem
    fit = rake(base, classes, targets, cap=cap, rounds=100)
    assert fit.factors.max() <= cap * (1 + 1e-9)
    assert (fit.factors * base).sum() == pytest.approx(base.sum())
    share = fit.factors * base / base.sum()
    assert furthest(share, classes, targets)[0] == pytest.approx(fit.gap)
    if rake(base, classes, targets).factors.max() <= cap:
        assert fit.converged


@given(
    st.lists(st.integers(1, 50), min_size=3, max_size=5),
    st.lists(st.integers(1, 20), min_size=4, max_size=4),
)
def test_a_free_class_takes_the_share_that_changes_weights_least(counts, parts) -> None:
    """The relative entropy to the starting weights, minimised by search, is least there."""
    base = np.array(counts, float) / sum(counts)
    parts = np.array(parts[: len(base) - 1]) / sum(parts[: len(base) - 1])
    at = np.arange(len(base))
    fit = rake(base * 100, [at], [np.append(parts * (1 - base[-1]), base[-1])], free=True)
    assert fit.converged

    def entropy(known: float) -> float:
        found = np.append(parts * known, 1 - known)
        return float((found * np.log(found / base)).sum())

    least = minimize_scalar(entropy, bounds=(0, 1), method="bounded", options={"xatol": 1e-10})
    assert 1 - fit.factors[-1] * base[-1] == pytest.approx(least.x, abs=1e-6)


@given(problems())
def test_a_free_class_of_two_margins_leaves_proportions_that_do_not_depend_on_order(
    problem,
) -> None:
    base, classes, targets = problem
    assume(all(len(wanted) > 2 for wanted in targets))
    fit = rake(base, classes, targets, tolerance=1e-10, free=True)
    turned = rake(base, classes[::-1], targets[::-1], tolerance=1e-10, free=True)
    assert fit.converged
    assert turned.factors == pytest.approx(fit.factors, rel=1e-5)
    for at, wanted in zip(classes, targets, strict=True):
        found = np.bincount(at, fit.factors * base)[:-1]
        assert found / found.sum() == pytest.approx(wanted[:-1] / wanted[:-1].sum(), abs=1e-8)


def test_a_cap_that_can_be_held_meets_the_margins_too() -> None:
    base, sex, age = np.array([1.0, 9, 45, 45]), np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    targets = [np.array([0.2, 0.8]), np.array([0.6, 0.4])]
    assert rake(base, [sex, age], targets).factors.max() > 2.2
    fit = rake(base, [sex, age], targets, cap=2.2)
    assert fit.converged
    assert fit.factors.max() == pytest.approx(2.2)


def test_margins_that_contradict_each_other_do_not_converge() -> None:
    base, sex, age = np.array([5.0, 5.0]), np.array([0, 1]), np.array([0, 1])
    fit = rake(base, [sex, age], [np.array([0.5, 0.5]), np.array([0.2, 0.8])], rounds=50)
    assert (fit.rounds, fit.converged) == (50, False)
    assert (fit.gap, fit.worst[0]) == (pytest.approx(0.3), 0)


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=20), st.floats(1.01, 10))
def test_cutting_keeps_the_sum_and_the_order_of_weights(weights, cap) -> None:
    share = np.array(weights) / sum(weights)
    people = np.full(len(share), 1 / len(share))
    found = cut(share, people, cap)
    assert found.sum() == pytest.approx(1)
    assert found.max() <= cap / len(share) * (1 + 1e-9)
    assert (np.diff(found[np.argsort(share)]) >= -1e-12).all()


@given(st.lists(st.floats(0, 1e9), max_size=20), st.integers(0, 20))
def test_spreads_of_two_groups_add_up(weights, at) -> None:
    values = np.array(weights)
    both, whole = Spread.of(values[:at]) + Spread.of(values[at:]), Spread.of(values)
    assert (both.people, both.low, both.high) == (whole.people, whole.low, whole.high)
    assert both.effective == pytest.approx(whole.effective)
    assert both.effective <= both.people * (1 + 1e-9)


def test_kish_of_nobody_and_of_weights_beyond_all_squares() -> None:
    assert kish(np.array([]))[0] == kish(np.zeros(3))[0] == 0
    assert math.isnan(kish(np.zeros(3))[1])
    assert kish(np.array([1e200, 1e200])) == (2.0, 1.0)
