"""Adjusted residuals against what was published, and against other implementations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from statsmodels.stats.contingency_tables import Table as Contingency
from statsmodels.stats.multitest import multipletests

from outreach.tables.inference.proportions import difference, wilson
from outreach.tables.inference.residuals import (
    adjusted_residuals,
    against_rest,
    discoveries,
    exact_p,
    gaps,
    of_counts,
    smallest_expected,
    two_sided,
)

# Applicants to Berkeley, 1973 (Bickel, Hammel & O'Connell, Science 187, 398–403; R's
# UCBAdmissions): men admitted and rejected, women admitted and rejected, by department.
BERKELEY = {
    "A": (512, 313, 89, 19), "B": (353, 207, 17, 8), "C": (120, 205, 202, 391),
    "D": (138, 279, 131, 244), "E": (53, 138, 94, 299), "F": (22, 351, 24, 317),
}  # fmt: skip


def test_berkeley_department_by_department() -> None:
    # Agresti, Categorical Data Analysis (2002), section 6.2: of women admitted, were sex and
    # admission independent in each department. From memory of the book, not seen again.
    printed = {"A": 4.15, "B": 0.50, "C": -0.87, "D": 0.55, "E": -1.00, "F": 0.62}
    for department, counts in BERKELEY.items():
        table = np.reshape(counts, (2, 2))
        women = adjusted_residuals(of_counts(table))[1, 0]
        assert round(float(women), 2) == printed[department]


def test_berkeley_admission_by_department() -> None:
    # Crunch-io/crunch-cube, tests/integration/test_z_scores.py, admit × department unweighted:
    # an implementation independent of ours. Seen.
    printed = [18.04029231, 13.01839498, -2.57673984, -3.05952633, -7.23024453, -19.32141026]
    admitted = [counts[0] + counts[2] for counts in BERKELEY.values()]
    rejected = [counts[1] + counts[3] for counts in BERKELEY.values()]
    z = adjusted_residuals(of_counts([admitted, rejected]))
    assert z[0].round(8).tolist() == printed
    assert z[1].tolist() == (-z[0]).tolist()


def test_party_by_gender() -> None:
    # Agresti, An Introduction to Categorical Data Analysis (2007), section 2.4: 4.50, 0.70, −5.32;
    # to seven digits as R prints chisq.test(M)$stdres in its manual's example. R's output was seen.
    z = adjusted_residuals(of_counts([[762, 327, 468], [484, 239, 477]]))
    assert z[0].round(7).tolist() == [4.5020535, 0.6994517, -5.3159455]
    assert z[1].round(2).tolist() == [-4.50, -0.70, 5.32]


def test_education_by_belief() -> None:
    # Agresti, Categorical Data Analysis (2002), table 3.2: highest degree × religious beliefs
    # (fundamentalist, moderate, liberal), with its adjusted residuals. From memory of the book.
    counts = [[178, 138, 108], [570, 648, 442], [138, 252, 252]]
    printed = [[4.5, -2.6, -1.9], [2.6, 1.3, -4.0], [-6.8, 0.7, 6.3]]
    assert adjusted_residuals(of_counts(counts)).round(1).tolist() == printed


def test_repair_records_of_cars() -> None:
    # Stata: sysuse auto; tabchi foreign rep78, adjust (N. J. Cox), as a tutorial prints it. Seen.
    z = adjusted_residuals(of_counts([[2, 8, 27, 9, 2], [0, 0, 3, 9, 9]]))
    assert z[0].round(3).tolist() == [0.949, 1.990, 3.236, -2.098, -4.040]


def test_options_of_a_weighted_multiple_answer() -> None:
    # Crunch-io/crunch-cube, tests/fixtures/selected-crosstab-4.json (sums of weights of those who
    # agree with a statement on the climate, and of those who do not, by two groups) and
    # test_z_scores.py, test_standardized_residuals_selected_crosstab. Seen. Each option has a base
    # of its own, and the sums of weights are taken for people.
    options = [
        ((9782.8995547749, 10531.918128024), (1702.761649889, 1380.67075846721), -7.31367932),
        ((4417.59622213432, 3448.38031626975), (7247.10311601815, 8661.81603101627), 15.39360198),
        ((6179.17551258144, 6490.42747493475), (5368.2380409703, 5471.14810806267), -1.15219648),
    ]
    for chosen, not_chosen, printed in options:
        bases = np.add(chosen, not_chosen)
        cells = against_rest(chosen, bases, sum(chosen), bases.sum())
        z = adjusted_residuals(cells)
        assert z.round(8).tolist() == [printed, -printed]


def test_benjamini_and_hochbergs_own_example() -> None:
    # Benjamini & Hochberg (1995), JRSS B 57, section 4.1 (Neuhaus et al. 1992): at 5 % the first
    # four of fifteen are discoveries. As R's p.adjust and scipy's manual have them: seen.
    p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459,
         .3240, .4262, .5719, .6528, .7590, 1.000]  # fmt: skip
    q = discoveries(p)
    assert (q <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert q[:5].round(6).tolist() == [0.0015, 0.003, 0.0095, 0.035625, 0.0603]
    assert q == pytest.approx(multipletests(p, method="fdr_bh")[1])
    mixed = [p[3], np.nan, *p[:3], *p[4:]]
    assert discoveries(mixed)[[2, 0]].round(6).tolist() == [0.0015, 0.035625]
    assert np.isnan(discoveries(mixed)[1])
    assert np.isnan(discoveries([np.nan])).all()


def test_the_lady_tasting_tea() -> None:
    # Fisher, The Design of Experiments (1935): 3 of 4 right, p = 0.486 two-sided.
    cells = of_counts([[3, 1], [1, 3]])
    assert exact_p(cells, smallest_expected(cells) < 5).round(4).tolist() == [[0.4857] * 2] * 2
    assert np.isnan(exact_p(cells, np.zeros((2, 2), dtype=bool))).all()


tables = st.tuples(st.integers(2, 5), st.integers(2, 5)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 60))
)


@given(tables)
def test_residuals_are_those_of_statsmodels(counts: np.ndarray) -> None:
    z = adjusted_residuals(of_counts(counts))
    occupied = np.ix_(counts.sum(1) > 0, counts.sum(0) > 0)
    table = counts[occupied]
    if min(table.shape, default=0) < 2:
        assert np.isnan(z).all()
        return
    theirs = np.asarray(Contingency(table, shift_zeros=False).standardized_resids)
    assert z[occupied] == pytest.approx(theirs)
    assert np.isfinite(z).sum() == table.size


@given(arrays(np.int64, (2, 2), elements=st.integers(1, 500)))
def test_residuals_of_four_cells_are_the_root_of_chi_square(counts: np.ndarray) -> None:
    z = adjusted_residuals(of_counts(counts))
    chi2 = stats.chi2_contingency(counts, correction=False)
    assert np.abs(z) == pytest.approx(np.full((2, 2), np.sqrt(chi2.statistic)), abs=1e-9)
    assert two_sided(z) == pytest.approx(np.full((2, 2), chi2.pvalue), abs=1e-9)
    assert smallest_expected(of_counts(counts)).max() == pytest.approx(chi2.expected_freq.min())


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_groups_and_options_changes_nothing_else(counts, random) -> None:
    rows, columns = list(range(counts.shape[0])), list(range(counts.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    z = adjusted_residuals(of_counts(counts))
    shuffled = adjusted_residuals(of_counts(counts[rows][:, columns]))
    assert shuffled == pytest.approx(z[rows][:, columns], nan_ok=True)
    q = discoveries(two_sided(z))
    assert discoveries(two_sided(shuffled)) == pytest.approx(q[rows][:, columns], nan_ok=True)


@given(
    arrays(np.float64, 40, elements=st.floats(0.1, 9)),
    arrays(np.bool_, (40, 2)),
    st.floats(1e-3, 1e3),
)
def test_scaling_the_weights_changes_nothing(weights, flags, scale) -> None:
    found = [adjusted_residuals(_weighted(weights * times, flags)) for times in (1.0, scale)]
    assert found[0] == pytest.approx(found[1], nan_ok=True, rel=1e-6)
    plain = adjusted_residuals(_weighted(np.full(40, scale), flags))
    group, chosen = flags.T
    counts = [[(group & chosen).sum(), (group & ~chosen).sum()],
              [(~group & chosen).sum(), (~group & ~chosen).sum()]]  # fmt: skip
    assert plain == pytest.approx(adjusted_residuals(of_counts(counts))[0, 0], nan_ok=True)


def _weighted(weights: np.ndarray, flags: np.ndarray):
    """Return one group's one option, as sums of weights with Kish's bases."""
    group, chosen = flags.T
    base, every = weights[group].sum(), weights.sum()
    effective = base**2 / (weights[group] ** 2).sum() if group.any() else 0.0
    return against_rest(
        weights[group & chosen].sum(), base, weights[chosen].sum(), every,
        effective, every**2 / (weights**2).sum(),
    )  # fmt: skip


def test_weights_widen_as_kish_says() -> None:
    # Two groups of 100, in one of them weights that halve its effective base.
    cells = against_rest([60, 45], [100, 100], 105, 200, [50, 100], 200**2 / (200 + 100))
    assert cells.other_effective == pytest.approx([100, 50])
    pooled = 0.525 * 0.475 * (1 / 50 + 1 / 100)
    assert adjusted_residuals(cells) == pytest.approx(np.array([0.15, -0.15]) / np.sqrt(pooled))


def test_groups_beside_the_others_with_the_difference_and_its_interval() -> None:
    cells = of_counts([[56, 14], [48, 32]])
    found = gaps(cells)
    theirs = difference(wilson(56 / 70, 70), wilson(48 / 80, 80))
    assert found.value[0, 0] == pytest.approx(0.2)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx(theirs[1:])


@pytest.mark.parametrize(
    "counts", [[[5, 3]], [[5], [3]], [[0, 0], [0, 0]], [[4, 0], [3, 0]], np.zeros((0, 3))]
)
def test_nothing_to_compare_gives_nothing_and_no_warning(counts) -> None:
    cells = of_counts(np.array(counts))
    z = adjusted_residuals(cells)
    assert np.isnan(z).all()
    assert np.isnan(two_sided(z)).all()
    assert np.isnan(discoveries(two_sided(z))).all()
    gaps(cells)


@given(tables, st.integers(1, 3))
def test_exact_p_is_scipys(counts: np.ndarray, times: int) -> None:
    cells = of_counts(counts * times)
    asked = np.isfinite(adjusted_residuals(cells))
    found = exact_p(cells, asked)
    assert (np.isfinite(found) == asked).all()
    for at in zip(*np.nonzero(asked), strict=True):
        chosen, others = int(cells.chosen[at]), int(cells.others[at])
        four = [
            [chosen, int(cells.bases[at]) - chosen],
            [others, int(cells.other_bases[at]) - others],
        ]
        assert found[at] == pytest.approx(stats.fisher_exact(four).pvalue, rel=1e-9)


def test_exact_p_of_millions_is_reckoned_in_bounded_memory() -> None:
    cells = of_counts([[3, 4_000], [2_000, 9_000_000]])
    found = exact_p(cells, np.ones((2, 2), dtype=bool))
    theirs = stats.fisher_exact([[3, 4_000], [2_000, 9_000_000]]).pvalue
    assert found == pytest.approx(np.full((2, 2), theirs))
