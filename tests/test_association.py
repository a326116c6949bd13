"""Tests of plain tables, against published figures and other implementations.

"Seen": the figure and the counts stood in the source named, as read when the
test was written. "Known": counts and figure are those of the source as they
are commonly printed, and every other implementation here agrees.
"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from scipy.stats.contingency import association

from outreach.errors import UnknownOption
from outreach.tables.inference.association import V_NOTE, associate, cramers_v
from outreach.tables.inference.exact import _by_every_table, _by_random_tables, fisher_p

# Men, women × admitted, rejected by department, and all; Bickel, Hammel & O'Connell
# (Science, 1975), R's UCBAdmissions. X² is the known one without Yates' correction.
BERKELEY = [
    ("A", [[512, 313], [89, 19]], "17.248"),
    ("B", [[353, 207], [17, 8]], "0.254"),
    ("C", [[120, 205], [202, 391]], "0.754"),
    ("D", [[138, 279], [131, 244]], "0.298"),
    ("E", [[53, 138], [94, 299]], "1.001"),
    ("F", [[22, 351], [24, 317]], "0.384"),
    ("all", [[1198, 1493], [557, 1278]], "92.205"),
]
HAIR_EYES = [[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]]
JOBS = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
ALCOHOL = [[48, 17066], [38, 14464], [5, 788], [1, 126], [1, 37]]
LESIONS = [[0, 1, 0], [8, 1, 8], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0],
           [1, 0, 1], [1, 0, 1]]  # fmt: skip

# name, counts, X², G², p of X²; as many digits as printed, None where not printed.
PUBLISHED = [
    # Agresti, Introduction to Categorical Data Analysis (2007), table 2.5: party by gender; known,
    # the p as in the example of R's chisq.test.
    ("party", [[762, 327, 468], [484, 239, 477]], "30.07", "30.02", "2.954e-07"),
    # Agresti (2007), table 2.1: belief in an afterlife by gender; counts seen, X² known.
    ("afterlife", [[509, 116], [398, 104]], "0.8246", None, "0.3638"),
    # Agresti (2007), table 2.3: heart attacks with placebo and aspirin; known.
    ("aspirin", [[189, 10845], [104, 10933]], "25.01", None, None),
    # Agresti, Categorical Data Analysis (2002), job satisfaction by income, p. 57; known.
    ("jobs", JOBS, "5.97", "6.76", None),
    # Agresti (2002), table 3.7 (Graubard & Korn 1987), malformation by mother's drinking; known.
    ("alcohol", ALCOHOL, "12.1", "6.2", None),
    # Snee (1974), R's HairEyeColor: X² seen as 138.3, df 9, in a course of BYU-Idaho; more
    # digits and G² known from assocstats of R's vcd.
    ("hair and eyes", HAIR_EYES, "138.29", "146.44", None),
    # Koch & Edwards (1988), R's vcd::Arthritis, placebo and treated; known from assocstats.
    ("arthritis", [[29, 7, 7], [13, 7, 21]], "13.055", "13.530", "0.0014626"),
    # Dawson (1995), R's Titanic: survived or not by class and crew; known.
    ("Titanic", [[203, 122], [118, 167], [178, 528], [212, 673]], "190.40", "180.90", None),
    # StatXact's oral lesions in three regions of India (Mehta & Patel 1983); known.
    ("lesions", LESIONS, "22.1", "23.3", "0.1400"),
    # samplics, tests/categorical/test_crosstabulation.py, birthcat.csv; seen.
    ("births", [[56, 239, 192], [79, 193, 37], [105, 18, 4]], "324.2777", "302.5142", None),
]


def printed(value, figure):
    """Return the value with as many digits as the figure."""
    if "e" in figure:
        mantissa = figure.split("e")[0]
        return f"{value:.{len(mantissa) - 2}e}"
    return f"{value:.{len(figure.partition('.')[2])}f}"


def only(counts, method):
    ((outcome,), _effect) = associate(np.array(counts), method)
    return outcome


@pytest.mark.parametrize(("department", "counts", "figure"), BERKELEY)
def test_berkeley_1973(department, counts, figure):
    outcome = only(counts, "chi2")
    assert printed(outcome.statistic, figure) == figure
    assert outcome.freedom == 1


def test_berkeley_departments_add_up_to_conditional_independence():
    # Agresti (2002), and loglm of R's MASS: X² = 19.938, G² = 21.736, 6 degrees of freedom; known.
    tables = [counts for department, counts, figure in BERKELEY if department != "all"]
    assert f"{sum(only(table, 'chi2').statistic for table in tables):.3f}" == "19.938"
    assert f"{sum(only(table, 'lr').statistic for table in tables):.3f}" == "21.736"


@pytest.mark.parametrize(("name", "counts", "chi2", "lr", "p"), PUBLISHED)
def test_published_tables(name, counts, chi2, lr, p):
    pearson, ratio = only(counts, "chi2"), only(counts, "lr")
    assert printed(pearson.statistic, chi2) == chi2
    assert lr is None or printed(ratio.statistic, lr) == lr
    assert p is None or printed(pearson.p, p) == p


@pytest.mark.parametrize(
    ("counts", "figure"),
    [
        # Fisher, The Design of Experiments (1935), the lady tasting tea; R's fisher.test.
        ([[3, 1], [1, 3]], "0.4857"),
        # Fisher (1962), convictions of like-sex twins; R's fisher.test, two-sided; known.
        ([[2, 10], [15, 3]], "0.0005367"),
        # StatXact, oral lesions, as above; known.
        (LESIONS, "0.0101"),
    ],
)
def test_published_exact_p(counts, figure):
    outcome = only(counts, "fisher")
    assert printed(outcome.p, figure) == figure
    assert outcome.statistic is None
    assert "random" not in outcome.note


def test_random_tables_come_near_the_published_p():
    # Job satisfaction (Agresti 2002, p. 57): p = 0.7827 in the example of R's fisher.test; known.
    outcome = only(JOBS, "fisher")
    assert outcome.p == pytest.approx(0.7827, abs=4 * np.sqrt(0.7827 * 0.2173 / 9999))
    assert "9,999 random tables" in outcome.note
    assert only(JOBS, "fisher") == outcome


def test_published_interval_of_cramers_v():
    # statpsych (R), example of ci.cramer(.05, 19.21, 2, 3, 200): 0.3099, 0.1601, 0.4417; seen.
    effect = cramers_v(19.21, 200, (2, 3))
    assert [f"{v:.4f}" for v in (effect.value, effect.low, effect.high)] == [
        "0.3099", "0.1601", "0.4417",
    ]  # fmt: skip


counts_of = arrays(
    np.int64,
    st.tuples(st.integers(1, 6), st.integers(1, 6)),
    elements=st.sampled_from([0, 0, 1, 2, 5, 17, 60, 400]),
)


@given(counts_of)
def test_another_implementation_agrees(counts):
    ((pearson, ratio, exact), effect) = _all_or_skip(counts)
    table = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    for outcome, power in ((pearson, 1), (ratio, 0)):
        other = stats.chi2_contingency(table, correction=False, lambda_=power)
        assert outcome.statistic == pytest.approx(other.statistic, abs=1e-9)
        assert outcome.p == pytest.approx(other.pvalue, abs=1e-9)
        assert outcome.freedom == other.dof
    assert effect.value == pytest.approx(association(table), abs=1e-9)
    assert 0 <= effect.low <= effect.value <= effect.high <= 1
    assert 0 <= exact.p <= 1, "a p below 1e-308 is 0 to a computer"


def _all_or_skip(counts):
    outcomes, effect = associate(counts, "all")
    assume(effect is not None)
    return outcomes, effect


@given(counts_of, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(counts, random):
    rows, columns = list(range(counts.shape[0])), list(range(counts.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    for method in ("chi2", "lr"):
        one, other = only(counts, method), only(counts[rows][:, columns], method)
        assert (one.statistic, one.p) == pytest.approx((other.statistic, other.p), abs=1e-9)
        turned = only(counts.T, method)
        assert (one.statistic, one.p) == pytest.approx((turned.statistic, turned.p), abs=1e-9)
        assert one.freedom == turned.freedom


@given(counts_of)
def test_groups_and_answers_of_nobody_change_nothing(counts):
    wider = np.zeros((counts.shape[0] + 1, counts.shape[1] + 2), dtype=np.int64)
    wider[1:, 1:-1] = counts
    for method in ("chi2", "lr", "auto"):
        assert associate(wider, method) == associate(counts, method)


@given(arrays(np.int64, st.sampled_from([(2, 3), (3, 3), (4, 2)]), elements=st.integers(0, 7)))
def test_every_table_and_random_tables_agree(counts):
    assume((counts.sum(axis=0) > 0).all() and (counts.sum(axis=1) > 0).all())
    exact = _by_every_table(counts)
    assert exact is not None
    assert _by_random_tables(counts, 2000) == pytest.approx(exact, abs=0.06)
    assert fisher_p(counts) == (exact, 0)


@given(arrays(np.int64, (2, 2), elements=st.integers(0, 30)))
def test_every_table_agrees_with_scipy_for_two_by_two(counts):
    assume((counts.sum(axis=0) > 0).all() and (counts.sum(axis=1) > 0).all())
    assert _by_every_table(counts) == pytest.approx(fisher_p(counts)[0], abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "method"),
    [
        ([[10, 10], [10, 10]], "Pearson"),  # expected 10 each
        ([[5, 5], [5, 5]], "Pearson"),  # 5 is not below 5
        ([[4, 6], [5, 5]], "Fisher"),  # 4.5 in two of four
        ([[400, 10], [400, 1], [400, 1], [400, 4], [400, 4]], "Fisher"),  # 4.0 in half
        ([[60, 60, 60, 60, 60], [60, 60, 60, 60, 60], [2, 3, 3, 1, 4]], "Fisher"),
        ([[60, 60, 60, 5], [60, 60, 60, 4], [60, 60, 60, 3]], "Fisher"),  # 3 of 12 are 4
        ([[60, 60, 60, 60, 5], [60, 60, 60, 60, 4], [60, 60, 60, 60, 3]], "Pearson"),  # 3 of 15
        ([[1000, 1000, 1000, 1000, 1], [1000, 1000, 1000, 1000, 1]], "Pearson"),  # 1 is not below 1
        ([[999, 999, 999, 999, 0], [1001, 1001, 1001, 1001, 1]], "Fisher"),  # both below 1
        ([[190, 190, 190, 190, 0], [210, 210, 210, 210, 2]], "Fisher"),  # one is 0.95
    ],
)
def test_cochrans_rule_chooses(counts, method):
    assert only(counts, "auto").method.startswith(method)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (np.zeros((3, 4), dtype=np.int64), "nobody"),
        (np.zeros((0, 4), dtype=np.int64), "nobody"),
        (np.zeros((3, 0), dtype=np.int64), "nobody"),
        ([[1, 2, 3], [0, 0, 0]], "only one group"),
        ([[1, 0], [2, 0], [3, 0]], "same answer"),
        ([[7]], "only one group"),
    ],
)
@pytest.mark.parametrize("method", ["auto", "chi2", "lr", "fisher", "all"])
def test_what_cannot_be_tested_says_why(counts, why, method):
    (outcome,), effect = associate(np.array(counts), method)
    assert effect is None
    assert why in outcome.note
    assert (outcome.statistic, outcome.freedom, outcome.p) == (None, None, None)


def test_an_exact_test_takes_no_weights():
    outcome = only([[1.5, 2.0], [3.0, 4.0]], "fisher")
    assert outcome.p is None
    assert "people" in outcome.note
    assert only([[1.5, 2.0], [3.0, 4.0]], "auto").method.startswith("Pearson")


def test_an_unknown_method_is_an_error():
    with pytest.raises(UnknownOption, match="yates"):
        associate(np.array([[1, 2], [3, 4]]), "yates")


@pytest.mark.parametrize("scale", [1, 10**6, 10**12])
def test_huge_counts_give_numbers(scale):
    (outcome,), effect = associate(np.array([[3, 1], [1, 3]], dtype=np.int64) * 1000 * scale)
    assert outcome.statistic == pytest.approx(2000 * scale)
    assert effect.low <= effect.value <= effect.high


def test_perfect_association_is_one():
    _outcomes, effect = associate(np.diag([30, 40, 50]))
    assert effect.value == pytest.approx(1)
    assert effect.high == 1


def test_the_interval_of_v_covers_the_v_of_the_population():
    rng = np.random.default_rng(3)
    shares = np.array([[0.20, 0.10, 0.10], [0.10, 0.20, 0.10], [0.05, 0.05, 0.10]])
    true = cramers_v(
        float((shares**2 / np.outer(shares.sum(1), shares.sum(0))).sum() - 1), 1, (3, 3)
    )
    hits = 0
    for _ in range(400):
        _outcomes, effect = associate(rng.multinomial(400, shares.ravel()).reshape(3, 3), "chi2")
        hits += effect.low <= true.value <= effect.high
    assert 0.91 < hits / 400 < 0.99


def test_the_bias_of_v_is_told():
    assert "bias" in V_NOTE
