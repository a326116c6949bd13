"""Intervals and comparisons against what was published, and against other implementations."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from outreach.tables.inference.proportions import (
    critical,
    difference,
    finite_base,
    net_difference,
    net_error,
    welch,
    wilson,
)

# Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17
# (1998) 857–872, table I: methods 3 (score) and 4 (score with continuity correction). Not seen
# in print: as several public test suites quote the table, all with the same figures.
SINGLE = [
    (81, 263, (0.2553, 0.3662), (0.2535, 0.3682)),
    (15, 148, (0.0624, 0.1605), (0.0598, 0.1644)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.2005)),
    (1, 29, (0.0061, 0.1718), (0.0018, 0.1963)),
]
# Newcombe, Interval estimation for the difference between independent proportions, ibid. 873–890,
# table II, method 10. Not seen in print: as public test suites quote the table.
DIFFERENCES = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]
# Method 11 (with continuity correction), as SAS PROC FREQ prints it (RISKDIFF, CL=NEWCOMBE
# CORRECT), quoted in the tests of an R package.
CORRECTED = [
    (56, 70, 48, 80, 0.0428, 0.3422),
    (9, 10, 3, 10, 0.1013, 0.8387),
    (10, 10, 0, 20, 0.6014, 1.0000),
]


@pytest.mark.parametrize(("chosen", "base", "plain", "corrected"), SINGLE)
def test_newcombes_intervals_of_a_single_share(
    chosen: int, base: int, plain: tuple[float, float], corrected: tuple[float, float]
) -> None:
    for bounds, continuity in ((plain, False), (corrected, True)):
        _share, low, high = wilson(chosen / base, base, continuity=continuity)
        assert (round(float(low), 4), round(float(high), 4)) == bounds


@pytest.mark.parametrize(("one", "n", "other", "m", "low", "high"), DIFFERENCES)
def test_newcombes_intervals_of_a_difference(
    one: int, n: int, other: int, m: int, low: float, high: float
) -> None:
    found = difference(wilson(one / n, n), wilson(other / m, m))
    assert [round(float(bound), 4) for bound in found[1:]] == [low, high]
    back = difference(wilson(other / m, m), wilson(one / n, n))
    assert [round(float(bound), 4) for bound in back[1:]] == [-high, -low]


@pytest.mark.parametrize(("one", "n", "other", "m", "low", "high"), CORRECTED)
def test_intervals_of_a_difference_with_continuity_correction(
    one: int, n: int, other: int, m: int, low: float, high: float
) -> None:
    found = difference(wilson(one / n, n, continuity=True), wilson(other / m, m, continuity=True))
    assert [round(float(bound), 4) for bound in found[1:]] == [low, high]


counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, st.sampled_from([0.1, 0.05, 0.01]))
def test_wilson_is_that_of_scipy_and_statsmodels(drawn: tuple[int, int], level: float) -> None:
    chosen, base = drawn
    _share, low, high = wilson(chosen / base, base, level=level)
    assert (low, high) == pytest.approx(proportion_confint(chosen, base, level, "wilson"), abs=1e-9)
    for method in ("wilson", "wilsoncc"):
        theirs = stats.binomtest(chosen, base).proportion_ci(1 - level, method)
        ours = wilson(chosen / base, base, level=level, continuity=method == "wilsoncc")
        assert ours[1:] == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(counts, counts)
def test_the_interval_of_a_difference_is_that_of_statsmodels(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    theirs = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    ours = difference(*(wilson(chosen / base, base) for chosen, base in (one, other)))
    assert ours[1:] == pytest.approx(theirs, abs=1e-9)


@given(st.floats(0, 1), st.just(0.0) | st.floats(0.5, 1e9), st.booleans())
def test_an_interval_holds_its_share_and_stays_between_0_and_1(
    share: float, base: float, continuity: bool
) -> None:
    value, low, high = wilson(share, base, continuity=continuity)
    if base > 0:
        assert 0 <= low <= value <= high <= 1
    else:
        assert np.isnan([value, low, high]).all()


def test_nobody_has_no_interval_and_arrays_keep_their_shape() -> None:
    share, low, high = wilson([[0.5, 0.5], [np.nan, 1.0]], [[0], [10]])
    assert share.shape == low.shape == high.shape == (2, 2)
    assert np.isnan(low).tolist() == [[True, True], [True, False]]
    gap = difference(wilson(0.5, 0), wilson(0.5, 10))
    assert all(math.isnan(bound) for bound in gap)


def test_a_population_narrows_the_interval_down_to_nothing() -> None:
    # Cochran, Sampling Techniques (1977), section 3.2: 200 names out of a list of 3,042, 38 with
    # wrong addresses; the standard error of the total is √(3042 · 2842 · pq / 199) = 81.8, his s²
    # dividing by n − 1. From memory of the book, not seen again.
    p = 0.19
    worth = float(finite_base(200, 3042))
    assert round(3042 * math.sqrt(p * (1 - p) / worth * 200 / 199 * 3041 / 3042), 1) == 81.8
    widths = [
        float(np.subtract(*wilson(p, finite_base(200, size))[:0:-1]))
        for size in (10**9, 3042, 400, 201, 200)
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0
    assert widths[0] == pytest.approx(float(np.subtract(*wilson(p, 200)[:0:-1])))


def test_a_finite_base_may_be_effective_and_of_nobody() -> None:
    assert finite_base(50, 400, people=100) == pytest.approx(50 * 399 / 300)
    assert finite_base([0, 0], [0, 10]).tolist() == [0, 0]
    assert np.isnan(wilson(0.5, finite_base(0, 0))).all()


def test_agrestis_paired_difference() -> None:
    # Agresti, Categorical Data Analysis, table 10.1 (1990) / 11.1 (2013): approval of the prime
    # minister twice, 150 of 1,600 turned away and 86 turned to: −0.04, standard error 0.0095,
    # interval −0.06 to −0.02. Who changed one way or the other excludes each other as top and
    # bottom do. From memory of the book, not seen again.
    gained, lost = 86 / 1600, 150 / 1600
    assert round(float(net_error(gained, lost, 1600)), 4) == 0.0095
    found = net_difference(gained, lost, 1600)
    assert [round(float(bound), 2) for bound in found] == [-0.04, -0.06, -0.02]


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_net_difference_has_its_bounds(top: int, middle: int, bottom: int) -> None:
    base = top + middle + bottom
    share = (top / base, bottom / base) if base else (0.0, 0.0)
    value, low, high = net_difference(*share, base)
    back = net_difference(*share[::-1], base)
    if not base:
        assert np.isnan([value, low, high]).all()
        return
    assert -1 <= low <= value <= high <= 1
    assert high > low
    assert (-high, -low) == pytest.approx(back[1:])


def test_a_net_difference_is_near_walds_where_there_are_many() -> None:
    value, low, high = net_difference(0.45, 0.2, 4000)
    half = critical(0.05) * float(net_error(0.45, 0.2, 4000))
    assert (low, high) == pytest.approx((value - half, value + half), abs=3e-4)


def test_welch_is_that_of_scipy_and_statsmodels() -> None:
    rng = np.random.default_rng(4)
    one, other = rng.normal(0.4, 1, 40), rng.normal(0, 2, 25)
    found = welch((one.mean(), other.mean()), (one.std(ddof=1), other.std(ddof=1)), (40, 25))
    theirs = stats.ttest_ind(one, other, equal_var=False)
    assert found == pytest.approx((theirs.statistic, theirs.df, theirs.pvalue))
    compared = CompareMeans(DescrStatsW(one), DescrStatsW(other)).ttest_ind(usevar="unequal")
    assert (found.t, found.p, found.freedom) == pytest.approx(compared)


def test_welch_says_nothing_where_nothing_varies_or_nobody_is() -> None:
    found = welch(([1, 1, 2, 3], 1), ([0, 1, 1, np.nan], [0, 1, 1, 1]), ([9, 1, 0, 5], 9))
    assert np.isnan(found.p).all()
    assert welch((1.0, 1.0), (1.0, 1.0), (5, 5)).p == 1
