"""Two events compared: published figures, what must always hold, what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import outreach
from outreach.cli import COMMANDS, build
from outreach.codebook import Applies, Codebook, Net, Option, Question, Survey
from outreach.errors import OutreachError, UnknownQuestion
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses, code_dtype
from outreach.report.comparison import lines, points
from outreach.tables.compare import Terms, compare, compare_surveys
from outreach.tables.figures import Break
from outreach.tables.waves.compared import COLUMNS
from outreach.tables.waves.harmony import NotComparable, harmonise
from outreach.tables.waves.pooling import pool

SURVEYS = Path(__file__).parent.parent / "surveys"


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(at), label, score=at) for at, label in enumerate(labels, 1))


YES = Question("q", "single", "q", options=options("yes", "no"))


def responses(
    columns: dict[Question, Sequence[int]],
    name: str = "old",
    weights: Sequence[float] | None = None,
) -> Responses:
    """Return answers by question: codes, or masks; of a number the numbers."""
    size = len(next(iter(columns.values())))
    book = Codebook(Survey(title=name), tuple(columns), path=Path(name) / "codebook.toml")
    codes = {
        asked.key: np.array(given, dtype=code_dtype(asked) if asked.closed else np.int8)
        for asked, given in columns.items()
        if asked.type != "number"
    }
    values = {
        asked.key: np.array(given, np.float64)
        for asked, given in columns.items()
        if asked.type == "number"
    }
    codes |= {key: np.where(np.isfinite(given), 0, -1) for key, given in values.items()}
    weighted = None if weights is None else np.array(weights, np.float64)
    return Responses(book, Respondents(None, 1, size), codes, values, weights=weighted)


def counted(chosen: int, base: int, name: str = "old") -> Responses:
    return responses({YES: [0] * chosen + [1] * (base - chosen)}, name)


# Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10.
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]


@pytest.mark.parametrize(("x", "n", "y", "m", "low", "high"), NEWCOMBE)
def test_intervals_are_those_that_newcombe_prints(
    x: int, n: int, y: int, m: int, low: float, high: float
) -> None:
    found = compare(counted(y, m), counted(x, n, "new"), "q")
    assert round(found.low[0, 0], 4) == low
    assert round(found.high[0, 0], 4) == high


def test_two_polls_of_march_2013() -> None:
    """Pew: 735 of 1,395; Washington Post: 581 of 941; pooled z = 4.328 as a textbook solves it."""
    found = compare(counted(735, 1395), counted(581, 941, "new"), "q")
    (outcome,) = found.outcomes
    assert outcome.statistic is not None
    assert round(outcome.statistic**0.5, 3) == 4.328
    assert found.p[0, 0] == pytest.approx(outcome.p)


# 内閣府「国民生活に関する世論調査」: 満足, 不満 in percent, of so many; what its report says.
SATISFIED = [
    (6351, 6075, (67.3, 71.0), (32.0, 27.6), True),  # 2012 → 2013: 上昇し, 低下している
    (6319, 5969, (73.9, 74.7), (25.1, 24.3), False),  # 2017 → 2018: +0.8, -0.7 points
]


@pytest.mark.parametrize(("n", "m", "satisfied", "not_so", "changed"), SATISFIED)
def test_the_cabinet_offices_rise_and_fall(
    n: int, m: int, satisfied: tuple[float, float], not_so: tuple[float, float], changed: bool
) -> None:
    asked = Question("life", "single", "life", options=options("満足", "不満", "どちらとも"))
    years = []
    for base, yes, no in zip((n, m), satisfied, not_so, strict=True):
        counts = [round(base * yes / 100), round(base * no / 100)]
        codes = [at for at, count in enumerate((*counts, base - sum(counts))) for _ in range(count)]
        years.append(responses({asked: codes}))
    found = compare(*years, "life")
    assert points(found, 0, 0) == f"+{satisfied[1] - satisfied[0]:.1f}"
    assert ((found.q[0, :2] < 0.05) == changed).all()
    assert (found.low[0, 0] > 0) == changed
    assert (found.high[0, 1] < 0) == changed


def test_welchs_interval_of_two_means() -> None:
    """As scipy's own ttest_ind(equal_var=False) has it."""
    from scipy.stats import ttest_ind

    visits = Question("visits", "number", "利用回数")
    old, new = [1.0, 2, 2, 5, 7, float("nan")], [4.0, 4, 6, 9, 9, 12, 3]
    means = compare(responses({visits: old}), responses({visits: new}, "new"), "visits").means
    assert means is not None
    theirs = ttest_ind(new, old[:-1], equal_var=False)
    ends = theirs.confidence_interval(0.95)
    assert means.p[0] == pytest.approx(theirs.pvalue)
    assert (means.low[0], means.high[0]) == pytest.approx((ends.low, ends.high))
    assert means.old.n.tolist() == [5]


@pytest.mark.parametrize("by", [None, "age", "age+channel"])
@pytest.mark.parametrize("base", ["all", "answered"])
def test_a_survey_has_not_changed_from_itself(by: str | None, base: str) -> None:
    lecture = outreach.read_responses(SURVEYS / "2017-02-04-lecture")
    found = compare(lecture, lecture, "useful", by, base=base)  # type: ignore[arg-type]
    assert (found.difference[np.isfinite(found.difference)] == 0).all()
    assert found.p[np.isfinite(found.p)] == pytest.approx(1)
    assert found.q[np.isfinite(found.q)] == pytest.approx(1)
    assert np.isfinite(found.p).any()
    assert found.drifts == ()
    assert all(outcome.p in (None, pytest.approx(1)) for outcome in found.outcomes)
    shown = found.means
    assert shown
    assert (shown.difference == 0).all()


AGE = Question("age", "single", "年齢", "age", options=options("70歳代", "80歳以上"))
CHANNEL = Question("channel", "multiple", "経路", options=options("市報", "チラシ", "他"),
                   nets=(Net("紙", (0, 1)),))  # fmt: skip
USEFUL = Question("useful", "scale", "本日の話は", options=options("良い", "悪い"))
person = st.tuples(
    st.integers(-2, 1), st.integers(0, 15), st.integers(-2, 1), st.sampled_from([0.5, 1, 3])
)
people = st.lists(person, min_size=1, max_size=40)


def of_rows(rows: list[tuple[int, int, int, float]], name: str, *, weighted: bool) -> Responses:
    ages, channels, useful, weights = zip(*rows, strict=True)
    return responses(
        {AGE: ages, CHANNEL: channels, USEFUL: useful}, name, weights if weighted else None
    )


@given(old=people, new=people, question=st.sampled_from(["channel", "useful"]),
       by=st.sampled_from([None, "age"]), weighted=st.booleans())  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_to_swap_the_surveys_is_to_swap_the_signs(
    old: list[tuple[int, int, int, float]],
    new: list[tuple[int, int, int, float]],
    question: str,
    by: str | None,
    weighted: bool,
) -> None:
    one, other = of_rows(old, "old", weighted=weighted), of_rows(new, "new", weighted=weighted)
    there, back = (
        compare(one, other, question, by, nets=True),
        compare(other, one, question, by, nets=True),
    )
    near = {"atol": 1e-12, "equal_nan": True}
    assert np.allclose(there.difference, -back.difference, **near)  # type: ignore[arg-type]
    assert np.allclose(there.low, -back.high, **near)  # type: ignore[arg-type]
    assert np.allclose(there.p, back.p, **near)  # type: ignore[arg-type]
    assert there.notes.tolist() == back.notes.tolist()
    inside = ~np.isfinite(there.low) | (
        (there.low <= there.difference) & (there.difference <= there.high)
    )
    assert inside.all()
    assert ((there.p >= 0) & (there.p <= 1) | np.isnan(there.p)).all()
    assert (np.isnan(there.p) == np.isnan(there.q)).all()
    assert all(
        note or not np.isnan(p) for note, p in zip(there.notes.flat, there.p.flat, strict=True)
    )
    for cell in there.tidy():
        assert all(value == value for value in cell.values()), "NaN is no number"


@given(old=people, new=people)
@settings(max_examples=40, deadline=None)
def test_the_counts_are_those_of_each_survey_alone(
    old: list[tuple[int, int, int, float]], new: list[tuple[int, int, int, float]]
) -> None:
    one, other = of_rows(old, "old", weighted=False), of_rows(new, "new", weighted=False)
    found = compare(one, other, "channel", "age", nets=True)
    for side, survey in ((found.old, one), (found.new, other)):
        table = outreach.crosstab(survey, "channel", by="age", nets=True)
        alone = {(str(group), each.label): table.counts[at, column]
                 for at, group in enumerate(table.groups)
                 for column, each in enumerate(table.categories)}  # fmt: skip
        for at, group in enumerate(found.groups):
            for column, each in enumerate(found.categories):
                assert side.counts[at, column] == alone.get((str(group), each.label), 0)


def test_equal_weights_change_nothing() -> None:
    rows = [(0, 3, 0, 1.0), (1, 4, 1, 1.0), (0, 1, 0, 1.0), (1, 0, -1, 1.0)] * 12
    plain = compare(
        of_rows(rows, "old", weighted=False), of_rows(rows[:-9], "new", weighted=False), "useful"
    )
    heavy = compare(
        of_rows(rows, "old", weighted=True), of_rows(rows[:-9], "new", weighted=True), "useful"
    )
    assert np.allclose(plain.difference, heavy.difference)
    assert np.allclose(plain.p, heavy.p, equal_nan=True)
    assert heavy.weight
    assert "effective_base_new" in next(heavy.tidy())


def test_weights_widen_the_interval_through_the_effective_base() -> None:
    codes = {YES: [0] * 60 + [1] * 60}
    plain = compare(responses(codes), responses(codes, "new"), "q")
    uneven = [1.0, 9.0] * 60
    heavy = compare(responses(codes, weights=uneven), responses(codes, "new", uneven), "q")
    assert heavy.new.effective_bases[0, 0] == pytest.approx(600**2 / (60 * 82))
    assert heavy.high[0, 0] > plain.high[0, 0]


def test_a_survey_without_weights_counts_one_each_beside_a_weighted_one() -> None:
    codes = {YES: [0, 0, 1, 1]}
    found = compare(responses(codes), responses(codes, "new", [3, 1, 1, 1]), "q")
    assert found.old.counts[0, 0] == 2
    assert found.new.counts[0, 0] == 4


def test_an_option_that_one_form_lacks_is_shown_and_not_compared() -> None:
    before = replace(CHANNEL, options=options("市報", "チラシ"), nets=())
    old = responses({before: [1, 2, 3, 0]})
    new = responses({CHANNEL: [1, 2, 4, 4]}, "new")
    cells = {cell["option"]: cell for cell in compare(old, new, "channel").tidy()}
    assert cells["他"]["count_old"] is None
    assert cells["他"]["count_new"] == 2
    assert cells["他"]["difference"] is None
    assert "only one of the forms" in cells["他"]["note"]
    assert cells["市報"]["difference"] == -25
    assert cells["無回答"]["difference"] == -25
    assert cells["無回答"]["p"] is None


def test_options_that_one_form_joins_count_a_person_once() -> None:
    before = Question("channel", "multiple", "経路", options=options("市報", "チラシ", "他"),
                      nets=(Net("紙", (0, 1)),))  # fmt: skip
    now = Question("channel", "multiple", "経路", options=options("紙", "他"))
    old = responses({before: [3, 1, 4, 0]})  # 市報 and チラシ; 市報; 他; nothing
    new = responses({now: [1, 2, 3, 0]}, "new")
    found = compare(old, new, "channel")
    assert [each.label for each in found.categories] == ["紙", "他", "無回答"]
    assert found.old.counts.tolist() == [[2, 1, 1]]
    assert found.new.counts.tolist() == [[2, 2, 1]]


def test_unreadable_and_no_answer_keep_their_place_when_options_move() -> None:
    before = Question(
        "age", "single", "年齢", "age", options=options("80歳以上", "70歳代", "60歳代")
    )
    old = responses({before: [0, 1, 1, 2, -1, -2, -2]})
    new = responses({AGE: [0, 1, -1, -2]}, "new")
    found = compare(old, new, "age")
    counts = dict(zip(map(str, found.categories), found.old.counts[0].tolist(), strict=True))
    assert counts == {"70歳代": 2, "80歳以上": 1, "60歳代": 1, "不明": 2, "無回答": 1}


def test_unreadable_bits_of_several_answers_keep_their_place() -> None:
    before = replace(CHANNEL, options=options("チラシ", "市報"), nets=())
    old, new = responses({before: [4, 5, 2]}), responses({CHANNEL: [8, 1, 0]}, "new")
    found = compare(old, new, "channel")
    counts = dict(zip(map(str, found.categories), found.old.counts[0].tolist(), strict=True))
    assert counts == {"市報": 1, "チラシ": 1, "他": 0, "不明": 2, "無回答": 0}


def test_groups_of_a_break_that_only_one_form_has_are_left_out() -> None:
    older = Question("age", "single", "年齢", "age", options=options("60歳代", "70歳代"))
    old = responses({older: [0, 1, 1], USEFUL: [0, 0, 1]})
    new = responses({AGE: [0, 1, 1], USEFUL: [0, 0, 1]}, "new")
    found = compare(old, new, "useful", "age")
    assert [str(group) for group in found.groups] == ["70歳代"]


def test_one_answer_then_several_is_refused_with_the_reason() -> None:
    several = replace(USEFUL, type="multiple")
    old, new = responses({USEFUL: [0, 1]}), responses({several: [1, 3]}, "new")
    for one, other in ((old, new), (new, old)):
        with pytest.raises(NotComparable, match="not the same measure"):
            compare(one, other, "useful")
    both = responses({AGE: [0], USEFUL: [0]}), responses({AGE: [0], several: [1]}, "new")
    with pytest.raises(NotComparable, match="not the same measure"):
        compare(*both, "age", by="useful")


def test_questions_put_to_others_are_compared_where_a_condition_makes_the_people_the_same() -> None:
    """Those who answered are other people: before, everybody was asked."""
    some = replace(USEFUL, applies=Applies("age", ("80歳以上",)))
    old = responses({AGE: [0, 1, 1], USEFUL: [0, 0, 1]})
    new = responses({AGE: [0, 1, 1], some: [-1, 0, 1]}, "new")
    for base in ("all", "applicable", "answered"):
        with pytest.raises(NotComparable, match=r"different people.*where “age = 80歳以上”"):
            compare(old, new, "useful", base=base)  # type: ignore[arg-type]
        for where in ("age = 80歳以上", "age not in 70歳代, 無回答, 不明"):
            found = compare(old, new, "useful", base=base, where=where)  # type: ignore[arg-type]
            assert (found.old.bases[0, 0], found.new.bases[0, 0]) == (2, 2)
    for where in ("age = 70歳代", "age in 70歳代, 80歳以上", "age != 70歳代", "useful = 良い"):
        with pytest.raises(NotComparable, match="different people"):
            compare(old, new, "useful", where=where)
    with pytest.raises(NotComparable, match="different people"):
        compare(old, new, "age", by="useful")
    assert compare(old, new, "age", by="useful", where="age = 80歳以上").old.counts[0, 1] == 1
    assert [each.key for each in pool([old, new]).codebook.questions] == ["event", "age"]


def test_a_condition_must_meet_whom_either_form_asks() -> None:
    """The joined option 70歳以上 is more than the 80歳以上 of the old form."""
    coarse = replace(AGE, options=options("60歳代", "70歳以上"))
    some = replace(USEFUL, applies=Applies("age", ("80歳以上",)))
    old = responses({AGE: [0, 1, 1], some: [-1, 0, 1]})
    new = responses({coarse: [0, 1, 1], USEFUL: [0, 0, 1]}, "new")
    with pytest.raises(NotComparable, match=r"different people\.$"):
        compare(old, new, "useful", where="age = 70歳以上")


def test_a_column_that_one_survey_lacks_is_not_compared() -> None:
    may = replace(USEFUL, optional=True)
    old, blank = responses({AGE: [0], may: [0]}), responses({AGE: [0], may: [-1]}, "new")
    without = replace(blank, codes={"age": blank.codes["age"]})
    assert compare(old, blank, "useful").new.counts[0, 0] == 0
    for pair in ((old, without), (without, old)):
        with pytest.raises(NotComparable, match="was not in the answers of new"):
            compare(*pair, "useful")
        with pytest.raises(NotComparable, match="was not in the answers of new"):
            compare(*pair, "age", by="useful")
        harmony = harmonise([each.codebook for each in pair])
        found = compare_surveys(harmony, [[each] for each in pair])
        assert [each.question.key for each in found] == ["age"]
        assert [each.key for each in pool(pair).codebook.questions] == ["event", "age"]


def test_the_base_of_those_to_whom_it_applies() -> None:
    some = replace(USEFUL, applies=Applies("age", ("80歳以上",)))
    old = responses({AGE: [0, 1, 1], some: [-1, 0, 1]})
    new = responses({AGE: [1, 1, 1], some: [0, 0, -1]}, "new")
    found = compare(old, new, "useful", base="applicable")
    assert (found.old.bases[0, 0], found.new.bases[0, 0]) == (2, 3)


def test_means_are_compared_only_where_scores_agree() -> None:
    turned = replace(
        USEFUL, options=tuple(replace(each, score=-each.score) for each in USEFUL.options)
    )
    old, new = responses({USEFUL: [0, 1, 1]}), responses({turned: [0, 1, 0]}, "new")
    assert compare(old, old, "useful").means is not None
    found = compare(old, new, "useful")
    assert found.means is None
    assert found.difference[0, 0] == pytest.approx(1 / 3)


def test_a_filter_is_on_options_that_both_have() -> None:
    rows = [(0, 1, 0, 1.0), (1, 1, 1, 1.0)] * 3
    old, new = of_rows(rows, "old", weighted=False), of_rows(rows, "new", weighted=False)
    found = compare(old, new, "useful", where="age = 70歳代")
    assert found.old.bases[0, 0] == 3
    assert found.where == "年齢: 70歳代"


def test_errors_name_what_is_wrong() -> None:
    old = of_rows([(0, 1, 0, 1.0)], "old", weighted=False)
    with pytest.raises(UnknownQuestion, match="Did you mean useful"):
        compare(old, old, "usefull")
    with pytest.raises(OutreachError, match="broken by itself"):
        compare(old, old, "age", by="age")
    with pytest.raises(OutreachError, match="not between 0 and 1"):
        compare(old, old, "age", confidence=95)
    with pytest.raises(OutreachError, match="needs two surveys"):
        harmonise([old.codebook])
    with pytest.raises(OutreachError, match="cannot be hidden"):
        Terms(suppress=-1).checked()


@pytest.mark.parametrize("size", [0, 1])
def test_surveys_of_nobody_and_of_one_have_no_numbers_that_are_none(size: int) -> None:
    few = responses({AGE: [0] * size, CHANNEL: [1] * size, USEFUL: [0] * size})
    many = of_rows([(0, 3, 0, 1.0)] * 5, "new", weighted=False)
    for one, other in ((few, many), (many, few), (few, few)):
        for question, by in (("channel", None), ("useful", "age"), ("useful", None)):
            for cell in compare(one, other, question, by, nets=True).tidy():
                assert all(value == value for value in cell.values())


def test_what_is_hidden_of_one_survey_is_hidden_of_both() -> None:
    old, new = counted(3, 40), counted(20, 40, "new")
    harmony = harmonise([old.codebook, new.codebook])
    (found,) = compare_surveys(harmony, [[old], [new]], terms=Terms(suppress=5))
    cells = list(found.tidy())[:2]
    for cell in cells:
        assert cell["count_old"] is cell["count_new"] is cell["difference"] is cell["p"] is None
        assert cell["percent_old"] is cell["percent_new"] is None
        assert "too few" in cell["note"]
    assert all(outcome.statistic is None for outcome in found.outcomes)


def test_tests_are_of_those_who_answered_and_shares_of_everybody() -> None:
    """30 of 60 and 48 of 100 who answered: no answers of the first survey are no change."""
    old = responses({YES: [0] * 30 + [1] * 30 + [-1] * 30 + [-2] * 10})
    new = responses({YES: [0] * 48 + [1] * 52}, "new")
    found, among = compare(old, new, "q"), compare(old, new, "q", base="answered")
    (outcome,) = found.outcomes
    assert found.difference[0, 0] == pytest.approx(0.18)
    assert found.low[0, 0] > 0
    assert found.p[0, 0] == pytest.approx(outcome.p)
    assert found.p[0, 0] == pytest.approx(among.p[0, 0]) == pytest.approx(among.outcomes[0].p)
    assert among.old.bases[0, 0] == 70, "the unreadable answered"


@given(old=people, new=people, weighted=st.booleans(),
       question=st.sampled_from(["channel", "useful"]))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_no_base_changes_a_test(
    old: list[tuple[int, int, int, float]],
    new: list[tuple[int, int, int, float]],
    weighted: bool,
    question: str,
) -> None:
    one, other = of_rows(old, "old", weighted=weighted), of_rows(new, "new", weighted=weighted)
    by_base = []
    for base in ("all", "answered"):
        found = compare(one, other, question, "age", base=base, nets=True)  # type: ignore[arg-type]
        by_base.append({
            (str(group), each.label): found.p[at, column]
            for at, group in enumerate(found.groups)
            for column, each in enumerate(found.categories) if np.isfinite(found.p[at, column])
        })  # fmt: skip
    assert by_base[0] == pytest.approx(by_base[1])


def test_a_hidden_base_takes_its_shares_differences_and_tests_with_it() -> None:
    """3 women of the old survey: what is shown of women would tell that they are 3."""
    sex = Question("s", "single", "性別", options=options("男", "女"))
    old = responses({sex: [0] * 40 + [1] * 3 + [-1] * 30, YES: [0, 1] * 20 + [0] * 3 + [0, 1] * 15})
    new = responses({sex: [0, 1] * 30, YES: [0, 0, 1, 1] * 15}, "new")
    harmony = harmonise([old.codebook, new.codebook])
    by = (Break((harmony.item("s").question,)),)
    found = compare_surveys(harmony, [[old], [new]], [harmony.item("q")], by, Terms(suppress=5))[-1]
    cells = [cell for cell in found.tidy() if cell["base_old"] is None or cell["base_new"] is None]
    assert any(cell["group"] == "女" for cell in cells)
    names = ("percent_old", "percent_new", "difference", "low", "high", "p", "q")
    assert all(cell[name] is None for cell in cells for name in names)
    assert not np.isfinite(found.p).any(), "a test of what is shown would tell what is hidden"
    assert all(found.notes.flat)


def test_other_is_not_tested_where_options_changed_beside_it() -> None:
    before = Question("a", "single", "a", options=options("市報", "チラシ", "その他"))
    now = Question("a", "single", "a", options=options("市報", "チラシ", "LINE", "その他"))
    old = responses({before: [0] * 20 + [1] * 10 + [2] * 30})
    new = responses({now: [0] * 20 + [1] * 12 + [2] * 20 + [3] * 10}, "new")
    for found in (compare(old, new, "a"), compare(new, old, "a")):
        cells = {cell["option"]: cell for cell in found.tidy()}
        assert cells["その他"]["p"] is cells["その他"]["low"] is None
        assert "other things" in cells["その他"]["note"]
        assert cells["市報"]["p"] is not None
        assert found.outcomes[0].freedom == 1, "市報 and チラシ"
        (remark,) = found.remarks
        assert "その他" in remark
    assert compare(old, old, "a").p[0, 2] == 1
    named = [replace(each, options=(*each.options[:-1], Option("9", "ほか")), other="ほか")
             for each in (before, now)]  # fmt: skip
    one, other = (replace(each, codebook=replace(each.codebook, questions=(asked,)))
                  for each, asked in zip((old, new), named, strict=True))  # fmt: skip
    assert compare(one, other, "a").remarks


def test_one_common_option_is_told_as_such() -> None:
    forms = (("市報", "チラシ"), ("LINE", "市報"), ("市報", "HP", "その他"), ("市報", "その他"))
    one, two, three, four = (
        responses({Question("a", "single", "a", options=options(*labels)): [0, 1] * 9}, labels[1])
        for labels in forms
    )
    assert "only one option in common" in compare(one, two, "a").outcomes[0].note
    assert "beside “その他”" in compare(three, four, "a").outcomes[0].note


def test_a_scale_that_gained_a_point_says_that_it_has_no_mean() -> None:
    now = replace(USEFUL, options=options("良い", "悪い", "とても悪い"))
    found = compare(responses({USEFUL: [0, 1]}), responses({now: [0, 2]}, "new"), "useful")
    assert found.means is None
    assert any("means are not compared" in remark for remark in found.remarks)


def test_hidden_means_keep_their_groups_names() -> None:
    visits = Question("visits", "number", "回数")
    old = responses({AGE: [0] * 20 + [1] * 3, visits: [1.0, 2.0] * 11 + [3.0]})
    new = responses({AGE: [0, 1] * 12, visits: [1.0, 2.0, 3.0] * 8}, "new")
    harmony = harmonise([old.codebook, new.codebook])
    by = (Break((harmony.item("age").question,)),)
    items = [harmony.item("visits")]
    found = compare_surveys(harmony, [[old], [new]], items, by, Terms(suppress=5))[-1]
    names = [row[0] for row in lines(found)]
    assert "80歳以上 mean" in names
    assert next(row for row in lines(found) if row[0] == "80歳以上 mean")[1:3] == ("X", "X")


def test_a_single_hidden_mean_is_not_what_is_left_of_everybodys() -> None:
    three = replace(AGE, options=options("60歳代", "70歳代", "80歳以上"))
    visits = Question("visits", "number", "回数")
    old = responses({three: [0] * 20 + [1] * 10 + [2] * 3, visits: [1.0, 2.0, 3.0] * 11})
    new = responses({three: [0, 1, 2] * 12, visits: [1.0, 2.0, 3.0, 4.0] * 9}, "new")
    harmony = harmonise([old.codebook, new.codebook])
    by = (Break((harmony.item("age").question,)),)
    items = [harmony.item("visits")]
    found = compare_surveys(harmony, [[old], [new]], items, by, Terms(suppress=5))[-1]
    assert found.means is not None
    hidden = dict(zip(map(str, found.groups), found.means.hidden.tolist(), strict=True))
    assert hidden == {"60歳代": False, "70歳代": True, "80歳以上": True}


def test_chunks_add_up_to_the_whole() -> None:
    rows = [(0, 3, 0, 1.0), (1, 4, 1, 1.0), (0, 1, -1, 1.0)] * 7
    old, new = of_rows(rows, "old", weighted=False), of_rows(rows[::2], "new", weighted=False)
    harmony = harmonise([old.codebook, new.codebook])
    parts = [of_rows(rows[at : at + 4], "old", weighted=False) for at in range(0, len(rows), 4)]
    whole = compare_surveys(harmony, [[old], [new]])
    pieces = compare_surveys(harmony, [parts, [new]])
    assert [list(each.tidy()) for each in pieces] == [list(each.tidy()) for each in whole]


def test_a_difference_is_rounded_once() -> None:
    """249 of 2,000 (12.45 %) and 3 of 8 (37.5 %): 25.05 points, printed 25.1."""
    found = compare(counted(249, 2000), counted(3, 8, "new"), "q")
    assert points(found, 0, 0) == "+25.1"
    assert points(found, 0, 1) == "-25.1"


# The command.


def folder(path: Path, name: str, date: str, kind: str, rows: str) -> str:
    place = path / name
    place.mkdir()
    (place / "codebook.toml").write_text(
        f'format = 1\n[survey]\ntitle = "講演会"\ndate = {date}\n'
        '[question.age]\ntype = "single"\nrole = "age"\nlabel = "年齢"\n'
        'options = ["70歳代", "80歳以上"]\n'
        f'[question.channel]\ntype = "{kind}"\nlabel = "経路"\noptions = ["市報", "=チラシ"]\n',
        encoding="utf-8",
    )
    (place / "responses.csv").write_text("年齢,経路\n" + rows, encoding="utf-8")
    return str(place)


@pytest.fixture
def three(tmp_path: Path) -> list[str]:
    rows = "70歳代,市報\n80歳以上,=チラシ\n75,市報\n,市報\n"
    return [
        folder(tmp_path, "a", "2015-02-04", "single", rows * 5),
        folder(tmp_path, "b", "2016-02-04", "single", rows * 6 + "80歳以上,=チラシ\n" * 9),
        folder(tmp_path, "c", "2017-02-04", "multiple", rows * 7),
    ]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.setitem(COMMANDS, "compare", "")
    return CliRunner().invoke(build(), ["compare", *arguments])


def test_each_survey_is_compared_with_the_one_before_it(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(monkeypatch, *three, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    pairs = list(dict.fromkeys((row["survey_old"], row["survey_new"]) for row in rows))
    assert pairs == [("a", "b"), ("b", "c")]
    assert tuple(rows[0]) == COLUMNS
    assert found.exit_code == 1  # channel is refused between b and c
    first = run(monkeypatch, *three, "--against", "first", "--question", "age", "--format", "csv")
    pairs = [
        (row["survey_old"], row["survey_new"]) for row in csv.DictReader(io.StringIO(first.stdout))
    ]
    assert list(dict.fromkeys(pairs)) == [("a", "b"), ("a", "c")]
    assert first.exit_code == 0


def test_csv_has_full_precision_and_no_formula(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(monkeypatch, *three[:2], "--question", "経路", "--format", "csv")
    rows = {row["option"]: row for row in csv.DictReader(io.StringIO(found.stdout))}
    assert found.exit_code == 0
    assert "'=チラシ" in rows
    assert float(rows["市報"]["difference"]) == pytest.approx(100 * 18 / 33 - 75)
    assert rows["無回答"]["p"] == ""


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_text_says_what_was_refused_and_why(
    form: str, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(monkeypatch, *three[1:], "--by", "age", "--format", form)
    assert found.exit_code == 1
    assert "not the same measure" in " ".join(found.stdout.split())
    assert "nan" not in found.stdout.lower()
    assert "2016-02-04 講演会 → 2017-02-04 講演会" in found.stdout


def test_json_holds_cells_tests_and_changes(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (pair,) = json.loads(run(monkeypatch, *three[1:], "--format", "json").stdout)
    assert {cell["question"] for cell in pair["cells"]} == {"age"}
    assert [test["question"] for test in pair["tests"]] == ["age"]
    assert [change["kind"] for change in pair["changes"]] == ["type changed"]
    assert len(pair["not_compared"]) == 1


def test_drift_reads_no_answers(three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for place in three:
        (Path(place) / "responses.csv").write_bytes(b"\xff\xfe\x00broken")
    same = run(monkeypatch, *three[:2], "--drift")
    assert same.exit_code == 0
    assert "ask the same questions" in same.stdout
    found = run(monkeypatch, *three[1:], "--drift", "--format", "csv")
    assert found.exit_code == 1
    (row,) = csv.DictReader(io.StringIO(found.stdout))
    assert (row["kind"], row["old"], row["new"], row["comparable"]) == (
        "type changed", "single", "multiple", "False",
    )  # fmt: skip


def test_the_older_survey_is_meant_to_come_first(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(monkeypatch, three[1], three[0], "--question", "age")
    assert "b is later than a" in found.stderr
    assert found.exit_code == 0


def test_one_survey_or_an_unknown_name_cannot_run(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in ([three[0]], [*three[:2], "--question", "agee"], [three[0], "nowhere"],
                      [*three[:2], "--confidence", "2"], [*three[:2], "--suppress", "-1"],
                      [*three[:2], "--where", "age in 90歳代"]):  # fmt: skip
        found = run(monkeypatch, *arguments)
        assert (found.exit_code, found.stdout) == (2, ""), arguments
        assert "Traceback" not in found.stderr


def test_the_events_as_the_break(
    three: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "pooled.csv"
    found = run(monkeypatch, three[2], three[0], three[1], "--pool", "-o", str(target))
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    groups = dict.fromkeys(row["group"] for row in rows if row["by"] == "event")
    assert list(groups) == ["2015-02-04 講演会", "2016-02-04 講演会", "2017-02-04 講演会"]
    assert "Left out" in found.stderr
    assert {row["question"] for row in rows} == {"age"}


def test_weights_are_those_of_each_survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, rows in (("2016", "yes,3\nno,1\n"), ("2017", "yes,1\nno,1\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "codebook.toml").write_text(
            'format = 1\n[question.q]\ntype = "single"\noptions = ["yes", "no"]\n'
            '[question.w]\ntype = "weight"\n', encoding="utf-8",
        )  # fmt: skip
        (tmp_path / name / "responses.csv").write_text("q,w\n" + rows * 20, encoding="utf-8")
    arguments = [str(tmp_path / "2016"), str(tmp_path / "2017"), "--weight", "w"]
    found = run(monkeypatch, *arguments, "--format", "csv")
    row = next(csv.DictReader(io.StringIO(found.stdout)))
    shown = [float(row[name]) for name in ("percent_old", "base_old", "percent_new")]
    assert shown == [75, 40, 50]
    assert float(row["effective_base_old"]) == pytest.approx(80**2 / 200)
    assert "2016: Weighted by “w”." in run(monkeypatch, *arguments).stdout
    assert (
        "66.7%" in run(monkeypatch, *arguments, "--pool").stdout
    )  # 80 of 120; of people it would be 50%


def test_two_files_with_one_codebook_are_told_apart(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Path(three[0])
    (first / "later.csv").write_text("年齢,経路\n70歳代,市報\n", encoding="utf-8")
    found = run(
        monkeypatch, str(first / "responses.csv"), str(first / "later.csv"), "--format", "csv"
    )
    row = next(csv.DictReader(io.StringIO(found.stdout)))
    assert (row["survey_old"], row["survey_new"]) == ("responses", "later")


def test_an_optional_column_that_one_file_lacks_is_not_compared(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in three[:2]:
        book = Path(place) / "codebook.toml"
        text = book.read_text(encoding="utf-8") + "optional = true\n"
        book.write_text(text, encoding="utf-8")
    (Path(three[0]) / "responses.csv").write_text("年齢\n70歳代\n", encoding="utf-8")
    found = run(monkeypatch, *three[:2], "--format", "csv")
    assert found.exit_code == 1
    reason = "“経路” was not in the answers of 2015-02-04 講演会."
    assert f"Left out: {reason}" in found.stderr
    assert {row["question"] for row in csv.DictReader(io.StringIO(found.stdout))} == {"age"}
    pooled = run(monkeypatch, *three[:2], "--pool", "--format", "csv")
    assert reason in pooled.stderr
    assert {row["question"] for row in csv.DictReader(io.StringIO(pooled.stdout))} == {"age"}
    (Path(three[0]) / "responses.csv").write_text("年齢,経路\n70歳代,\n", encoding="utf-8")
    assert run(monkeypatch, *three[:2], "--format", "csv").exit_code == 0


def test_no_reason_is_kept_back_nor_told_twice(
    three: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for more in (["--format", "csv"], ["-o", str(tmp_path / "found.md")]):
        found = run(monkeypatch, *three[1:], *more)
        assert found.exit_code == 1
        assert found.stderr.count("not the same measure") == 1
    for place in three[1:]:
        book = Path(place) / "codebook.toml"
        text = book.read_text(encoding="utf-8").replace('label = "経路"', 'label = "きっかけ"')
        book.write_text(text, encoding="utf-8")
    found = run(monkeypatch, *three, "--pool")
    lines = found.stderr.splitlines()
    assert lines
    assert len(lines) == len(set(lines))


def test_pool_is_of_all_events_so_it_goes_with_no_order(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for more in (["--drift"], ["--against", "first"], ["--against", "previous"]):
        found = run(monkeypatch, *three, "--pool", *more)
        assert (found.exit_code, found.stdout) == (2, "")
        assert more[0] in found.stderr


def test_a_notebook_shows_it() -> None:
    found = compare(counted(1, 40), counted(30, 40, "<b>"), "q")
    assert "&lt;b&gt;" in found._repr_html_()
    assert "<b>" not in found._repr_html_()
    assert repr(found) == "<Comparison q: old → <b>>"
    assert list(found.frame()["option"]) == ["yes", "no", "無回答"]
