"""Tests on whole Tables: every shape, weights, nobody, and what takes no part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from outreach.codebook import Codebook, Net, Option, Question, Survey
from outreach.errors import OutreachError, UnknownOption
from outreach.intake.coding import code_dtype
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.tables.crosstab import tabulate
from outreach.tables.figures import Break, Category, Figures
from outreach.tables.inference.residuals import adjusted_residuals, of_counts
from outreach.tables.significance import add_tests
from outreach.tables.table import Table


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(at), label) for at, label in enumerate(labels, 1))


AGE = Question("age", "single", "年齢", "age", options=options("60歳代", "70歳代", "80歳以上"))
SEX = Question("sex", "single", "性別", options=options("女", "男"))
CHANNEL = Question(
    "channel", "multiple", "経路", "channel", options=options("市報", "チラシ", "その他"),
    nets=(Net("紙", (0, 1)),),
)  # fmt: skip
WISH = Question("wish", "multiple", "聞きたいこと", options=options("費用", "看取り", "認知症"))
USEFUL = Question("useful", "scale", "本日の話は", options=options("良い", "普通", "悪い"))
BOOK = Codebook(Survey(), (AGE, SEX, CHANNEL, WISH, USEFUL), path=Path("見本/codebook.toml"))


def responses(rows: Sequence[Sequence[int]], weights: Sequence[float] | None = None) -> Responses:
    """Return answers; a row has one code or mask for each question of the codebook."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, len(BOOK.questions)).T
    codes = {
        question.key: column.astype(code_dtype(question))
        for question, column in zip(BOOK.questions, columns, strict=True)
    }
    found = None if weights is None else np.asarray(weights, dtype=np.float64)
    return Responses(BOOK, Respondents(None, 1, columns.shape[1]), codes, weights=found)


def table_of(
    answers: Responses, question: Question, *by: Question, joints: bool = True, **settings: Any
) -> Table:
    table = tabulate([answers], [question], [Break(by)] if by else [], test=True, **settings)[-1]
    return table if joints else replace(table, joint=None, tests=None)


def people(size: int, seed: int = 4) -> list[list[int]]:
    """Return rows in which age, channel, wish and useful hang together; some gave no answer."""
    rng = np.random.default_rng(seed)
    rows = []
    for _each in range(size):
        age = int(rng.choice([-2, -1, 0, 1, 2], p=[0.02, 0.05, 0.3, 0.35, 0.28]))
        mask = sum(
            1 << bit for bit in range(4) if rng.random() < (0.3 + 0.1 * age, 0.4, 0.2, 0.03)[bit]
        )
        wish = sum(
            1 << bit for bit in range(4) if rng.random() < (0.4, 0.3, 0.2 + 0.1 * age, 0.02)[bit]
        )
        useful = int(rng.choice([-2, -1, 0, 1, 2], p=[0.02, 0.08, 0.5, 0.3, 0.1]))
        rows.append([age, int(rng.integers(-1, 2)), mask, wish, useful])
    return rows


MANY = people(600)
SHAPES = [
    (USEFUL, (AGE,)), (CHANNEL, (AGE,)), (AGE, (CHANNEL,)), (WISH, (CHANNEL,)),
    (USEFUL, (AGE, SEX)), (CHANNEL, (SEX, AGE)), (USEFUL, (SEX, CHANNEL)),
]  # fmt: skip


def test_berkeley_as_a_table() -> None:
    # Agresti (2002), section 6.2, department A: 89 of 108 women and 512 of 825 men were admitted,
    # residual 4.15. Here 女/男 by 良い/普通, beside people who did not answer one or the other.
    counts = {
        (0, 0): 89,
        (0, 1): 19,
        (1, 0): 512,
        (1, 1): 313,
        (0, -1): 40,
        (-1, 0): 70,
        (1, -2): 5,
    }
    rows = [[0, sex, 0, 0, useful] for (sex, useful), n in counts.items() for _each in range(n)]
    for base in ("all", "answered"):
        tested = add_tests(table_of(responses(rows), USEFUL, SEX, base=base)).tests
        assert tested is not None
        assert tested.residual[:2, :2].round(2).tolist() == [[4.15, -4.15], [-4.15, 4.15]]
        assert tested.letters[:, :2].tolist() == [["B", ""], ["", "A"], ["", ""]]
        assert tested.group_letters == ("A", "B", "")
    (outcome,) = tested.outcomes
    theirs = stats.chi2_contingency([[89, 19], [512, 313]], correction=False)
    assert outcome.statistic == pytest.approx(theirs.statistic)
    assert tested.p[0, 0] == pytest.approx(theirs.pvalue)
    assert tested.effect is not None


def test_no_answer_and_unreadable_take_no_part_as_row_or_column() -> None:
    table = add_tests(table_of(responses(MANY), USEFUL, AGE))
    assert table.tests is not None
    kinds = [category.kind for category in table.categories]
    assert kinds == ["option"] * 3 + ["unreadable", "no answer"]
    for at, group in enumerate(table.groups):
        for column, category in enumerate(table.categories):
            in_it = group.answered and category.answered
            cell = [getattr(table.tests, name)[at, column] for name in ("residual", "p", "q")]
            assert np.isfinite(cell).all() == in_it
            assert bool(table.tests.notes[at, column]) != in_it
            assert np.isfinite([table.tests.low[at, column], table.tests.high[at, column]]).all()
    answered = table.counts[:3, :3]
    assert table.tests.residual[:3, :3] == pytest.approx(adjusted_residuals(of_counts(answered)))
    assert table.tests.notes[3, 0] == "An unreadable answer takes no part in tests."
    assert table.tests.notes[0, 4] == "No answer takes no part in tests."


@pytest.mark.parametrize(("question", "by"), SHAPES)
def test_what_the_joint_says_is_what_people_say(
    question: Question, by: tuple[Question, ...]
) -> None:
    """Each residual reckoned anew from one row a respondent, of those who answered both."""
    rows = np.array(MANY)
    place = {each.key: at for at, each in enumerate(BOOK.questions)}
    table = add_tests(table_of(responses(MANY), question, *by, nets=True))
    assert table.tests is not None

    def members(asked: Question, label: str) -> np.ndarray:
        column = rows[:, place[asked.key]]
        nets = {net.label: net.members for net in asked.nets}
        at = nets.get(label) or (asked.labels.index(label),)
        if asked.multiple:
            return (column & sum(1 << bit for bit in at)) > 0
        return np.isin(column, at)

    answered = np.logical_and.reduce(
        [np.logical_or.reduce([members(each, label) for label in each.labels])
         for each in (question, *by)]
    )  # fmt: skip
    seen = 0
    for at, group in enumerate(table.groups):
        for column, category in enumerate(table.categories):
            if not (group.answered and category.answered):
                continue
            parts = group.parts or (group.label,)
            inside = np.logical_and.reduce(
                [members(each, part) for each, part in zip(by, parts, strict=True)]
            )[answered]
            chose = members(question, category.label)[answered]
            four = [[(inside & chose).sum(), (inside & ~chose).sum()],
                    [(~inside & chose).sum(), (~inside & ~chose).sum()]]  # fmt: skip
            z = adjusted_residuals(of_counts(four))[0, 0]
            assert table.tests.residual[at, column] == pytest.approx(z)
            exact = stats.contingency.expected_freq(four).min() < 5
            p = stats.fisher_exact(four).pvalue if exact else 2 * stats.norm.sf(abs(z))
            assert table.tests.p[at, column] == pytest.approx(p)
            assert ("Fisher" in table.tests.notes[at, column]) == exact
            seen += 1
    assert seen == np.isfinite(table.tests.p).sum()
    tested = np.isfinite(table.tests.p)
    q = stats.false_discovery_control(table.tests.p[tested])
    assert table.tests.q[tested] == pytest.approx(q)


@pytest.mark.parametrize(("question", "by"), SHAPES)
def test_weights_that_are_all_one_change_nothing(
    question: Question, by: tuple[Question, ...]
) -> None:
    plain = add_tests(table_of(responses(MANY), question, *by)).tests
    assert plain is not None
    for weight in (1.0, 2.5):
        table = table_of(responses(MANY, [weight] * len(MANY)), question, *by)
        same = add_tests(table).tests
        assert same is not None
        assert same.low == pytest.approx(plain.low, nan_ok=True)
        assert same.high == pytest.approx(plain.high, nan_ok=True)
        few = ["Fewer than 5" in note for note in plain.notes.ravel()]
        for name in ("residual", "p"):  # with weights there is no exact p where few are expected
            ours, theirs = getattr(same, name).ravel(), getattr(plain, name).ravel()
            assert ours[~np.array(few)] == pytest.approx(theirs[~np.array(few)], nan_ok=True)
            assert np.isnan(ours[few]).all()
        assert (same.letters == plain.letters).all()
        assert bool(same.outcomes) == bool(plain.outcomes)
        assert same.outcomes[0].p is not None


def test_weights_widen_intervals_and_shrink_residuals() -> None:
    weights = np.random.default_rng(1).uniform(0.2, 4, len(MANY))
    table = add_tests(table_of(responses(MANY, weights), USEFUL, AGE))
    plain = add_tests(table_of(responses(MANY), USEFUL, AGE))
    assert table.tests is not None
    assert plain.tests is not None
    assert (table.tests.high - table.tests.low)[:3].mean() > (plain.tests.high - plain.tests.low)[
        :3
    ].mean()
    rows, each = np.array(MANY), np.asarray(weights)
    both = (rows[:, 0] >= 0) & (rows[:, 4] >= 0)
    inside, chose = (rows[:, 0] == 1) & both, (rows[:, 4] == 0) & both
    share = [each[group & chose].sum() / each[group].sum() for group in (inside, both & ~inside)]
    kish = [each[group].sum() ** 2 / (each[group] ** 2).sum() for group in (inside, both & ~inside)]
    pooled = each[chose].sum() / each[both].sum()
    error = np.sqrt(pooled * (1 - pooled) * (1 / kish[0] + 1 / kish[1]))
    assert table.tests.residual[1, 0] == pytest.approx((share[0] - share[1]) / error)
    assert "effective bases" in " ".join(table.tests.methods)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(("question", "by"), [*SHAPES, (USEFUL, ()), (CHANNEL, ())])
def test_intervals_hold_the_printed_share(
    question: Question, by: tuple[Question, ...], weighted: bool
) -> None:
    weights = np.linspace(0.5, 3, len(MANY)) if weighted else None
    for population in (None, 600, 2000):
        table = add_tests(
            table_of(responses(MANY, weights), question, *by, nets=True), population=population
        )
        tests = table.tests
        assert tests is not None
        shares = table.cells.counts / table.cells.weighted_bases
        assert (tests.low <= shares + 1e-12).all()
        assert (tests.high >= shares - 1e-12).all()
        if population == 600:
            assert tests.low == pytest.approx(tests.high)
        total = table.total.counts / table.total.weighted_bases
        assert ((tests.total_low <= total) & (total <= tests.total_high + 1e-12)).all()
        if population is not None:
            assert f"{population} people" in " ".join(tests.methods)


def test_a_simple_table_has_intervals_and_nothing_else() -> None:
    tests = add_tests(table_of(responses(MANY), USEFUL)).tests
    assert tests is not None
    assert np.isfinite(tests.low).all()
    assert np.isnan([tests.residual, tests.p, tests.q]).all()
    assert set(tests.letters.ravel()) | set(tests.notes.ravel()) == {""}
    assert (tests.outcomes, tests.effect, tests.group_letters) == ((), None, ())
    assert tests.methods == ("Intervals hold the share with 95 % confidence (Wilson 1927).",)


def test_letters_and_methods_as_chosen() -> None:
    table = table_of(responses(MANY), CHANNEL, AGE)
    chosen = add_tests(
        table,
        letters="z",
        correction="bh",
        level=0.01,
        second=0.1,
        minimum_base=50,
        association=None,
    ).tests
    assert chosen is not None
    told = " ".join(chosen.methods)
    for part in (
        "z test",
        "Benjamini–Hochberg",
        "1 % level",
        "10 % level",
        "fewer than 50",
        "99 %",
    ):
        assert part in told
    assert chosen.outcomes == ()
    without = add_tests(table, letters=None).tests
    assert without is not None
    assert set(without.letters.ravel()) == {""}
    assert without.group_letters == ()
    assert "Letters" not in " ".join(without.methods)
    assert np.isfinite(without.residual).any()


def test_small_letters_stand_for_the_weaker_level() -> None:
    rows = [[age, 0, 0, 0, int(at >= (60, 45, 40)[age])] for age in range(3) for at in range(100)]
    table = table_of(responses(rows), USEFUL, AGE)
    tests = add_tests(table, letters="z", correction="none", level=0.01, second=0.05).tests
    assert tests is not None
    assert tests.letters[:3, :2].tolist() == [["b C", ""], ["", "a"], ["", "A"]]


def test_small_groups_and_shares_of_nobody_get_no_letters_and_say_why() -> None:
    rows = [[0, 0, 0, 0, 0]] * 40 + [[0, 0, 0, 0, 1]] * 20 + [[1, 0, 0, 0, 1]] * 50
    rows += [[2, 0, 0, 0, 0]] * 29 + [[2, 0, 0, 0, -1]] * 30
    tests = add_tests(table_of(responses(rows), USEFUL, AGE)).tests
    assert tests is not None
    assert tests.notes[2, 0] == "No letters: fewer than 30 answers."  # 59 people, 29 answers
    assert tests.notes[1, 0] == "No letters: a share of 0 % or 100 %."
    assert tests.notes[0, 2] == "Nobody chose it."
    assert set(tests.letters.ravel()) == {""}
    lower = add_tests(table_of(responses(rows), USEFUL, AGE), minimum_base=29).tests
    assert lower is not None
    assert lower.notes[2, 0] == "No letters: a share of 0 % or 100 %."


def test_nested_groups_are_compared_within_their_outer_group() -> None:
    rows = [[age, sex, 0, 0, int(at % 10 >= (2, 6)[sex])]
            for age in (0, 1) for sex in (0, 1) for at in range(100)]  # fmt: skip
    table = add_tests(table_of(responses(rows), USEFUL, AGE, SEX))
    assert table.tests is not None
    assert [str(group) for group in table.groups][:2] == ["60歳代 × 女", "60歳代 × 男"]
    assert table.tests.group_letters[:4] == ("A", "B", "C", "D")
    assert table.tests.letters[:4, 0].tolist() == ["", "A", "", "C"]
    assert table.tests.letters[:4, 1].tolist() == ["B", "", "D", ""]
    assert "within the same outer group" in " ".join(table.tests.methods)


def test_groups_that_share_people_need_to_know_how_many() -> None:
    table = table_of(responses(MANY), USEFUL, CHANNEL)
    tests = add_tests(table).tests
    assert tests is not None
    assert "in two groups" in " ".join(tests.methods)
    bare = add_tests(replace(table, joint=None)).tests
    assert bare is not None
    assert bare.residual == pytest.approx(tests.residual, nan_ok=True, abs=0.35)
    assert np.isfinite(bare.residual[0, 0])
    assert bare.notes[0, 0] == "No letters: how many people the groups share was not counted."
    assert bare.outcomes[0].note.startswith("Not tested")
    assert "Letters" not in " ".join(bare.methods)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("base", ["all", "answered"])
@pytest.mark.parametrize(("question", "by"), [(USEFUL, (AGE,)), (USEFUL, (AGE, SEX))])
def test_counts_alone_give_the_same_tests_of_single_answers(
    question: Question, by: tuple[Question, ...], base: str, weighted: bool
) -> None:
    weights = [2.0] * len(MANY) if weighted else None
    table = table_of(responses(MANY, weights), question, *by, base=base)
    with_joint, bare = add_tests(table).tests, add_tests(replace(table, joint=None)).tests
    assert with_joint is not None
    assert bare is not None
    for name in ("residual", "p", "q"):
        assert getattr(bare, name) == pytest.approx(getattr(with_joint, name), nan_ok=True)
    assert (bare.letters == with_joint.letters).all()
    assert (bare.notes == with_joint.notes).all()


def test_a_table_typed_in_by_hand() -> None:
    counts = np.array([[60, 40], [30, 70]])
    table = Table(
        "見本", USEFUL, Break((SEX,)), "answered",
        (Category("はい", "option"), Category("いいえ", "option")),
        (Category("女", "option"), Category("男", "option")),
        Figures.plain(counts, counts.sum(1, keepdims=True)),
        Figures.plain(counts.sum(0, keepdims=True), np.array([[200]])), 200,
    )  # fmt: skip
    tests = add_tests(table).tests
    assert tests is not None
    assert tests.residual.round(2).tolist() == [[4.26, -4.26], [-4.26, 4.26]]
    assert tests.letters.tolist() == [["B", ""], ["", "A"]]


@pytest.mark.parametrize("joints", [True, False])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(
    "rows",
    [
        [], [[-1, -1, 0, 0, -1]] * 9, [[-2, -2, 8, 8, -2]] * 9, [[0, 0, 1, 1, 0]],
        [[0, 0, 1, 1, 0]] * 50, [[0, 0, 1, 1, 0]] * 50 + [[-1, -1, 2, 2, 1]] * 9,
        [[1, 1, 7, 7, 2], [0, 0, 1, 1, 0]] * 40,
    ],
)  # fmt: skip
def test_nobody_one_group_and_one_option_give_no_number_and_no_warning(
    rows: list[list[int]], weighted: bool, joints: bool
) -> None:
    weights = [0.5 + at % 3 for at in range(len(rows))] if weighted else None
    for question, by in [*SHAPES, (USEFUL, ()), (CHANNEL, ())]:
        table = table_of(responses(rows, weights), question, *by, joints=joints, nets=True)
        tests = add_tests(table, population=100).tests
        assert tests is not None
        assert not np.isinf(tests.residual).any()
        for at in zip(*np.nonzero(np.isnan(tests.p)), strict=True):
            assert tests.notes[at] or table.by is None
        assert ((tests.p >= 0) & (tests.p <= 1) | np.isnan(tests.p)).all()
        for outcome in tests.outcomes:
            assert outcome.p is not None or outcome.note


row = st.tuples(
    st.integers(-2, 2),
    st.integers(-2, 1),
    st.integers(0, 15),
    st.integers(0, 15),
    st.integers(-2, 2),
)


@given(st.lists(row, max_size=40), st.sampled_from(SHAPES), st.booleans(), st.data())
@settings(max_examples=60, deadline=None)
def test_any_answers_give_tests_that_hold_together(drawn, shape, weighted, data) -> None:
    question, by = shape
    weights = None
    if weighted:
        weights = data.draw(st.lists(st.floats(0.1, 9), min_size=len(drawn), max_size=len(drawn)))
    tests = add_tests(table_of(responses(drawn, weights), question, *by), minimum_base=2).tests
    assert tests is not None
    assert (np.isnan(tests.p) == np.isnan(tests.residual)).all()
    assert (np.isnan(tests.q) == np.isnan(tests.p)).all()
    known = np.isfinite(tests.p)
    assert (tests.q[known] >= tests.p[known] - 1e-12).all()
    assert (tests.letters[~known] == "").all()
    if weighted:
        scaled = [7 * weight for weight in weights]
        again = add_tests(table_of(responses(drawn, scaled), question, *by), minimum_base=2).tests
        assert again is not None
        assert again.p == pytest.approx(tests.p, nan_ok=True, abs=1e-7)
        assert (again.letters == tests.letters).all()


@pytest.mark.parametrize(
    ("settings_", "kind", "told"),
    [
        ({"letters": "q"}, UnknownOption, "“q” is no test."),
        ({"association": "q"}, UnknownOption, "“q” is no test."),
        ({"correction": "holm"}, UnknownOption, "“holm” is no correction."),
        ({"level": 5}, OutreachError, "A level of 5 is not between 0 and 1."),
        ({"second": 0}, OutreachError, "A level of 0 is not between 0 and 1."),
        ({"population": 599}, OutreachError, "smaller than its 600 respondents"),
    ],
)
def test_what_cannot_be_is_refused(settings_: dict[str, Any], kind: type, told: str) -> None:
    with pytest.raises(kind, match=told):
        add_tests(table_of(responses(MANY), USEFUL, AGE), **settings_)
