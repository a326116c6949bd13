"""Letters of groups against what was published, and against other implementations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from outreach.codebook import Option, Question
from outreach.tables.figures import Break, Category
from outreach.tables.inference.letters import (
    Groups,
    comparable_shares,
    compare_means,
    compare_shares,
    correct,
    letter_names,
    write_letters,
)
from outreach.tables.inference.mean_letters import letter_means, mean_sentences
from outreach.tables.inference.methods import Settings
from outreach.tables.summary import Summary, summarise

ABCDE = letter_names(5)


def pairs_of(square: np.ndarray) -> list[float]:
    """Return the upper triangle, row by row."""
    return square[np.triu_indices(len(square), 1)].tolist()


def letters(counts, bases, method="z", correction="bonferroni", **levels) -> list[str]:
    """Return the letters of one option's counts by group."""
    shares = (np.asarray(counts) / np.asarray(bases))[:, np.newaxis]
    pairs = correct(compare_shares(shares, Groups.of(bases), method), correction)
    return write_letters(shares, pairs, letter_names(len(bases)), **levels)[:, 0].tolist()


def test_smokers_among_patients_of_four_hospitals() -> None:
    # Fleiss, Statistical Methods for Rates and Proportions (1981), p. 139, as changed in
    # statsmodels' test_proportion.py (TestProportion), whose p come from R's
    # pairwise.prop.test(smokers2, patients, correct=FALSE). Seen.
    smokers, patients = np.array([73, 90, 114, 75]), np.array([86, 93, 136, 82])
    raw = [0.00533824886503131, 0.8327574849753566, 0.1880573726722516,
           0.002026764254350234, 0.1309487516334318, 0.1076118730631731]  # fmt: skip
    found = compare_shares((smokers / patients)[:, np.newaxis], Groups.of(patients), "z")
    assert pairs_of(found[0]) == pytest.approx(raw, rel=1e-9)
    for ours, theirs in (("bonferroni", "bonferroni"), ("bh", "fdr_bh"), ("none", None)):
        adjusted = raw if theirs is None else multipletests(raw, method=theirs)[1]
        assert pairs_of(correct(found, ours)[0]) == pytest.approx(adjusted)
    # At 5 %, the second hospital is above the first and the third, also after Bonferroni.
    assert letters(smokers, patients) == ["", "A C", "", ""]


def test_marital_status_by_education() -> None:
    # SPSS tutorials (spss-tutorials.com), “Chi-Square Test with Pairwise Z-Tests”: 300 respondents,
    # χ²(12) = 23.57, p = 0.023 (the text was seen, its tables are pictures: the counts are from
    # memory, and χ² says that they are right). The letters were reckoned by hand from pooled z.
    counts = np.array([
        [18, 36, 21, 9, 6], [12, 36, 45, 36, 21], [6, 9, 9, 3, 3], [3, 9, 9, 6, 3],
    ])  # fmt: skip
    chi2 = stats.chi2_contingency(counts)
    assert (round(chi2.statistic, 2), chi2.dof, round(chi2.pvalue, 3)) == (23.57, 12, 0.023)
    bases = counts.sum(axis=0)
    shares = (counts / bases).T
    pairs = correct(compare_shares(shares, Groups.of(bases), "z"), "bonferroni")
    found = write_letters(shares, pairs, ABCDE)
    assert found.T.tolist() == [
        ["D", "D", "", "", ""], ["", "", "", "A B", ""], [""] * 5, [""] * 5,
    ]  # fmt: skip
    for one, other in ((0, 3), (1, 3), (0, 2)):
        theirs = proportions_ztest(counts[0, [one, other]], bases[[one, other]])[1]
        assert pairs[0, one, other] == pytest.approx(min(1, 10 * theirs))


def test_small_letters_are_for_the_weaker_level() -> None:
    counts, bases = [60, 45, 40], [100, 100, 100]
    assert letters(counts, bases, correction="none") == ["B C", "", ""]
    assert letters(counts, bases, correction="none", level=0.01) == ["C", "", ""]
    assert letters(counts, bases, correction="none", level=0.01, second=0.05) == ["b C", "", ""]


def test_more_groups_than_letters() -> None:
    names = letter_names(705)
    assert names[:3] == ("A", "B", "C")
    assert names[25:28] == ("Z", "AA", "AB")
    assert names[701:704] == ("ZZ", "AAA", "AAB")
    assert len(set(names)) == 705


counted = st.integers(2, 300).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))


@given(counted, counted)
def test_z_of_two_groups_is_statsmodels(one: tuple[int, int], other: tuple[int, int]) -> None:
    chosen, bases = np.array([one, other]).T
    found = compare_shares((chosen / bases)[:, np.newaxis], Groups.of(bases), "z")
    assert found[0, 0, 1] == pytest.approx(proportions_ztest(chosen, bases)[1], abs=1e-12)
    assert found[0, 0, 1] == found[0, 1, 0]
    assert np.isnan(found[0].diagonal()).all()


@given(counted, counted)
def test_t_is_z_with_heavier_tails(one: tuple[int, int], other: tuple[int, int]) -> None:
    chosen, bases = np.array([one, other]).T
    shares = (chosen / bases)[:, np.newaxis]
    z, t = (compare_shares(shares, Groups.of(bases), name)[0, 0, 1] for name in ("z", "t"))
    assert t >= z - 1e-15
    deviate = stats.norm.isf(z / 2)
    assert t == pytest.approx(2 * stats.t.sf(deviate, max(bases.sum() - 2, 1)), rel=1e-6)


def test_the_t_of_groups_that_share_people_by_hand() -> None:
    # 60 of 100 and 50 of 100, 40 people in both: the difference is of 60 people on either side.
    groups = Groups.of([100, 100], [[100, 40], [40, 100]])
    found = compare_shares([[0.6], [0.5]], groups, "t")[0, 0, 1]
    t = 0.1 / np.sqrt(0.55 * 0.45 * (1 / 100 + 1 / 100 - 2 * 40 / 100**2))
    assert found == pytest.approx(2 * stats.t.sf(t, 100 + 100 - 40 - 2))
    apart = compare_shares([[0.6], [0.5]], Groups.of([100, 100]), "t")[0, 0, 1]
    assert found < apart


def test_the_variance_of_groups_that_share_people_is_right() -> None:
    """Simulated: the z of two groups with people in common has a variance of 1."""
    rng = np.random.default_rng(1927)
    one, other = np.arange(500) < 300, np.arange(500) >= 150
    weights = rng.uniform(0.2, 3, 500)
    sums = [weights[group].sum() for group in (one, other)]
    effective = np.array([
        total**2 / (weights[group] ** 2).sum()
        for total, group in zip(sums, (one, other), strict=True)
    ])  # fmt: skip
    overlap = (weights[one & other] ** 2).sum() / np.prod(sums) * effective.prod()
    square = np.array([[effective[0], overlap], [overlap, effective[1]]])
    groups = Groups(np.array([300.0, 350.0]), np.array(sums), effective, square)
    draws = rng.random((4000, 500)) < 0.3
    shares = np.array([(draws[:, group] @ weights[group]) / weights[group].sum()
                       for group in (one, other)])  # fmt: skip
    p = compare_shares(shares, groups, "z")[:, 0, 1]
    assert (p <= 0.05).mean() == pytest.approx(0.05, abs=0.011)
    assert (p <= 0.5).mean() == pytest.approx(0.5, abs=0.025)


def test_the_same_people_twice_are_not_compared() -> None:
    groups = Groups.of([80, 80], [[80, 80], [80, 80]])
    assert np.isnan(compare_shares([[0.6], [0.6]], groups)).all()
    assert np.isnan(compare_means([[1.0], [1.0]], [[0.3], [0.3]], groups)).all()


def test_shares_of_nobody_and_of_everybody_cannot_be_compared() -> None:
    assert comparable_shares([0, 1e-15, 0.5, 1 - 1e-15, 1, np.nan]).tolist() == [
        False, False, True, False, False, False,
    ]  # fmt: skip
    shares = np.array([[np.nan], [0.4], [0.9]])
    pairs = correct(compare_shares(shares, Groups.of([0, 50, 50])), "bonferroni")
    assert write_letters(shares, pairs, ("A", "B", "C"))[:, 0].tolist() == ["", "", "B"]
    assert pairs[0, 1, 2] == compare_shares(shares, Groups.of([0, 50, 50]))[0, 1, 2]


def test_means_are_compared_as_scipy_does() -> None:
    means, deviations, bases = [3.1, 2.6, 2.9], [1.0, 1.2, 0.8], [40, 55, 33]
    found = compare_means(*(np.array([each]).T for each in (means, deviations)), Groups.of(bases))
    for one, other in ((0, 1), (0, 2), (1, 2)):
        theirs = stats.ttest_ind_from_stats(
            means[one], deviations[one], bases[one],
            means[other], deviations[other], bases[other], equal_var=False,
        )  # fmt: skip
        assert found[0, one, other] == pytest.approx(theirs.pvalue)
    shared = Groups.of(bases, np.diag(bases))
    pooled = stats.ttest_ind_from_stats(3.1, 1.0, 40, 2.6, 1.2, 55, equal_var=True)
    found = compare_means(*(np.array([each]).T for each in (means, deviations)), shared)
    assert found[0, 0, 1] == pytest.approx(pooled.pvalue)
    assert write_letters([[3.1], [2.6], [2.9]], found, ABCDE)[:, 0].tolist() == ["B", "", ""]


@given(st.lists(counted, min_size=2, max_size=6), st.randoms(use_true_random=False),
       st.sampled_from(["bonferroni", "bh", "none"]))  # fmt: skip
def test_the_order_of_groups_changes_only_the_order(drawn, random, correction) -> None:
    order = list(range(len(drawn)))
    random.shuffle(order)
    counts, bases = np.array(drawn).T
    names = letter_names(len(drawn))
    plain = letters(counts, bases, correction=correction)
    mixed = letters(counts[order], bases[order], correction=correction)
    back = {new: names[old] for new, old in zip(names, order, strict=True)}
    for position, old in enumerate(order):
        assert {back[name] for name in mixed[position].split()} == set(plain[old].split())


@given(st.lists(counted, min_size=1, max_size=5), st.floats(1e-3, 1e3))
def test_scaling_the_weights_changes_nothing(drawn, scale) -> None:
    counts, bases = np.array(drawn).T * 1.0
    shares = (counts / bases)[:, np.newaxis]
    plain = compare_shares(shares, Groups.of(bases))
    scaled = compare_shares(shares, Groups(bases, bases * scale, bases))
    assert scaled == pytest.approx(plain, nan_ok=True)


@pytest.mark.parametrize("size", [0, 1])
def test_one_group_or_none_gets_no_letters(size: int) -> None:
    shares = np.full((size, 2), 0.5)
    pairs = correct(compare_shares(shares, Groups.of([50] * size)), "bh")
    assert write_letters(shares, pairs, letter_names(size)).tolist() == [["", ""]] * size
    assert np.isnan(compare_means(shares, shares, Groups.of([50] * size))).all()


def test_letters_of_quantipy() -> None:
    # Quantipy/quantipy, tests/chain_fixtures.py, X5_SIG_SIMPLE: q5_1 by gender (A, B) and by q4
    # (C, D) of its example data, column percentages with the letters of its “Dim” test, which is
    # IBM Dimensions' (now UNICOM Intelligence). Seen; counts are percentages × bases. Its tests'
    # level of 0.80 is weak, and so tells twelve comparisons apart on either side.
    bases = {"A": 134, "B": 116, "C": 81, "D": 169}
    counts = {
        (7, 4): ["B", ""], (9, 11): ["", "A"], (40, 34): ["", ""], (6, 4): ["B", ""],
        (32, 29): ["", ""],
    }  # fmt: skip
    for chosen, printed in counts.items():
        both = [bases["A"], bases["B"]]
        assert letters(chosen, both, "t", "none", level=0.80) == printed
    counts = {
        (4, 7): ["D", ""], (5, 15): ["", "C"], (30, 44): ["D", ""], (24, 50): ["", ""],
        (4, 6): ["D", ""], (14, 47): ["", "C"],
    }  # fmt: skip
    for chosen, printed in counts.items():
        both = [bases["C"], bases["D"]]
        found = letters(chosen, both, "t", "none", level=0.80)
        assert [{"A": "C", "B": "D"}.get(name, name) for name in found] == printed


def by_number(drawn: dict[str, list[float]], *, multiple: bool = False) -> Summary:
    """Return a number's Summary by groups; the last group is no answer."""
    kind = "multiple" if multiple else "single"
    labels = tuple(Option(str(at), label) for at, label in enumerate(drawn))
    groups = [Category(label, "option") for label in drawn]
    groups[-1] = Category("無回答", "no answer")
    values = np.unique(np.concatenate([*drawn.values()]))
    counts = np.array([[list(each).count(value) for value in values] for each in drawn.values()])
    everybody = summarise(values, counts.sum(axis=0)[np.newaxis], counts.sum(axis=0)[np.newaxis])
    return Summary(
        "見本", Question("days", "number", "日数"),
        Break((Question("sex", kind, "性別", options=labels),)), tuple(groups),
        summarise(values, counts, counts), everybody, int(counts.sum()),
    )  # fmt: skip


def test_letters_of_means() -> None:
    rng = np.random.default_rng(7)
    drawn = {
        "女": rng.integers(0, 9, 60).astype(float), "男": rng.integers(3, 12, 45).astype(float),
        "他": rng.integers(0, 9, 12).astype(float), "無回答": rng.integers(9, 30, 40).astype(float),
    }  # fmt: skip
    found = letter_means(by_number(drawn), Settings())
    assert stats.ttest_ind(drawn["女"], drawn["男"], equal_var=False).pvalue < 0.001
    assert found.letters[:, 0].tolist() == ["", "A", ""]
    assert found.notes[:, 0].tolist() == ["", "", "No letters: fewer than 30 answers."]
    weak = letter_means(by_number(drawn), Settings(minimum_base=0))
    assert weak.notes[:, 0].tolist() == ["", "", ""]
    assert weak.letters[1, 0].startswith("A")
    shared = letter_means(by_number(drawn, multiple=True), Settings())
    assert not shared.compared
    assert set(shared.letters[:, 0]) == {""}
    assert len(mean_sentences(Settings())) == 3
