"""Weights of a weight question, and raked to [weights] or a file of targets."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_codebook_sheets import as_workbooks_have_it, in_order, plain, through
from test_codebook_writing import codebooks, read_again, unclashing

from outreach.codebook import Codebook, Margin, Net, Option, Question, Survey
from outreach.codebook_toml import read_codebook
from outreach.codebook_weights import target_names
from outreach.errors import CodebookError, OutreachError, UnknownQuestion
from outreach.intake.coding import code_dtype
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.intake.surveys import find_survey
from outreach.messages import use_language
from outreach.report.codebook_sheets import write_codebook_sheets
from outreach.tables.weights.kish import Spread
from outreach.tables.weights.targets import read_targets
from outreach.tables.weights.weight_values import find_weights
from outreach.tables.weights.weight_words import weight_report
from outreach.tables.weights.weighting import Raked, Raking


@pytest.fixture(autouse=True)
def _in_english() -> None:
    use_language("en")


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(at), label) for at, label in enumerate(labels, 1))


AGE = Question(
    "age", "single", "年齢", options=options("60歳代", "70歳代", "80歳以上"),
    nets=(Net("70歳以上", (1, 2)), Net("全員", (0, 1, 2))),
)  # fmt: skip
TOWN = Question("town", "single", "お住まい", options=options("東町", "西町", "市外"))
CHANNEL = Question("channel", "multiple", "経路", options=options("市報", "チラシ"))
WEIGHT = Question("weight", "weight", "重み")
BOOK = Codebook(Survey(), (AGE, TOWN, CHANNEL, WEIGHT), path=Path("見本/codebook.toml"))
AGES = Margin("age", (("60歳代", 30), ("70歳以上", 70)))
TOWNS = Margin("town", (("東町", 60), ("西町", 40)))


def responses(ages: list[int], towns: list[int], weights: list[float] | None = None) -> Responses:
    codes = {
        "age": np.array(ages, code_dtype(AGE)),
        "town": np.array(towns, code_dtype(TOWN)),
        "channel": np.zeros(len(ages), code_dtype(CHANNEL)),
    }
    numbers = np.array(weights if weights is not None else [np.nan] * len(ages), dtype=float)
    return Responses(BOOK, Respondents(None, 1, len(ages)), codes, {"weight": numbers})


def raked(*chunks: Responses, margins=(AGES, TOWNS), **how) -> Raked:
    raking = Raking(BOOK, margins, **how)
    for chunk in chunks:
        raking.add(chunk)
    return raking.fit()


def share(weights: np.ndarray, flags: np.ndarray) -> float:
    return float(weights[flags].sum() / weights.sum())


EIGHT = responses([0, 0, 0, 0, 0, 1, 2, 2], [0, 0, 1, 1, 1, 0, 0, 1])


def test_a_net_and_an_option_are_brought_to_their_targets() -> None:
    found = raked(EIGHT)
    weights = found.weights(EIGHT)
    ages, towns = EIGHT.codes["age"], EIGHT.codes["town"]
    assert share(weights, ages == 0) == pytest.approx(0.3, abs=1e-6)
    assert share(weights, ages > 0) == pytest.approx(0.7, abs=1e-6)
    assert share(weights, towns == 0) == pytest.approx(0.6, abs=1e-6)
    assert weights.mean() == pytest.approx(1)
    assert found.spread.people == 8
    assert found.spread.effective == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert (found.spread.low, found.spread.high) == pytest.approx((weights.min(), weights.max()))
    first = found.shares[0]
    assert (first.question, first.option, first.people, first.before) == (
        "年齢",
        "60歳代",
        5,
        0.625,
    )
    assert (first.target, first.after) == (0.3, pytest.approx(0.3, abs=1e-6))


def test_the_report_says_method_margins_convergence_range_and_effective_base() -> None:
    found = raked(EIGHT)
    assert found.report[0] == (
        "Weighted by raking (Deming & Stephan 1940) to the targets of: 年齢, お住まい."
    )
    assert found.report[1].startswith(f"It converged (rounds: {found.fit.rounds});")
    low, high = found.spread.low, found.spread.high
    assert f"from {low:.3f} to {high:.3f}" in found.report[2]
    assert f"effective base {found.spread.effective:.1f} of 8 people" in found.report[2]
    assert len(found.report) == 3


def test_those_without_a_target_keep_the_share_that_they_had() -> None:
    some = responses([0, 0, 0, 1, -1, -2, 1, 2], [0, 1, 2, 0, 0, 1, -1, 2])
    found = raked(some)
    weights = found.weights(some)
    ages, towns = some.codes["age"], some.codes["town"]
    assert share(weights, ages < 0) == pytest.approx(2 / 8, abs=1e-6)
    assert share(weights, ages == 0) == pytest.approx(0.3 * 6 / 8, abs=1e-6)
    outside = (towns == 2) | (towns < 0)
    assert share(weights, outside) == pytest.approx(3 / 8, abs=1e-6)
    assert share(weights[~outside], towns[~outside] == 0) == pytest.approx(0.6, abs=1e-6)
    assert "“年齢” has no target for 2 people; together they keep 25.0 %." in found.report
    assert "“お住まい” has no target for 3 people; together they keep 37.5 %." in found.report


def test_a_share_that_cannot_be_kept_moves_no_more_than_it_must() -> None:
    some = responses([0, 0, 1, 0, 1], [-1, 0, 0, 1, 1], [3, 1, 1, 1, 1])  # 60歳代: 3 of 7 at least
    found = raked(some, weight="weight")
    weights = found.weights(some)
    ages, towns = some.codes["age"], some.codes["town"]
    assert share(weights, ages == 0) == pytest.approx(0.3, abs=1e-6)
    assert share(weights[1:], towns[1:] == 0) == pytest.approx(0.6, abs=1e-6)
    before, after = 3 / 7, share(weights, towns == -1)
    assert after < before
    words = f"had to go from {100 * before:.1f} % to {100 * after:.1f} %."
    assert found.report[-1] == f"“お住まい” has no target for 1 people; their share {words}"
    turned = raked(some, weight="weight", margins=(TOWNS, AGES))
    assert turned.weights(some) == pytest.approx(weights, rel=1e-4)


def test_raking_begins_from_a_weight_question() -> None:
    doubled = responses([0, 0, 1, 2], [0, 1, 0, 1], [2, 2, 1, 1])
    unweighted = responses([0, 0, 0, 0, 1, 2], [0, 0, 1, 1, 0, 1])
    weights = raked(doubled, weight="weight").weights(doubled)
    as_rows = raked(unweighted).weights(unweighted)
    assert weights / weights[2] == pytest.approx(
        np.array([as_rows[0] + as_rows[1], as_rows[2] + as_rows[3], *as_rows[4:]]) / as_rows[4]
    )
    assert weights.mean() == pytest.approx(1)


def test_who_has_no_weight_is_left_out_and_counted() -> None:
    some = responses([0, 0, 1, 2, 1], [0, 1, 0, 1, -1], [1, 1, 1, 1, np.nan])
    found = raked(some, weight="重み")
    assert found.weights(some)[4] == 0
    assert found.weights(some)[:4].sum() == pytest.approx(4)
    assert "Left out, without a weight above 0: 1 of 5 people." in found.report
    assert "Raking began from the weights of “重み”." in found.report


def test_a_target_of_0_leaves_its_class_out() -> None:
    towns = Margin("town", (("東町", 60), ("西町", 40), ("市外", 0)))
    some = responses([0, 0, 1, 2, 1], [0, 1, 0, 1, 2])
    found = raked(some, margins=(AGES, towns))
    assert found.weights(some)[4] == 0
    assert (found.spread.people, found.weights(some).sum()) == (4, pytest.approx(4))
    assert "The target of “市外” is 0: its 1 people count nothing." in found.report
    assert "Left out, without a weight above 0: 1 of 5 people." in found.report
    silent = responses([0, 0, 1, 2, 1, -1], [0, 1, 0, 1, 2, 0])
    kept = raked(silent, margins=(AGES, towns))
    assert "“年齢” has no target for 1 people; together they keep 20.0 %." in kept.report
    nobody = raked(EIGHT, margins=(AGES, towns))
    assert nobody.fit.converged
    assert len(nobody.report) == 3


def test_with_a_cap_no_weight_is_above_it() -> None:
    rare = responses([0] * 9 + [1] * 90, [0, 1, 1] * 33)
    ages = Margin("age", (("60歳代", 50), ("70歳代", 50)))
    assert raked(rare, margins=(ages,)).weights(rare).max() > 5
    found = raked(rare, margins=(ages,), cap=3)
    weights = found.weights(rare)
    assert weights.max() == pytest.approx(3)
    assert weights.mean() == pytest.approx(1)
    assert not found.fit.converged
    assert found.report[1] == (
        "With the cap not every target is met; the largest difference is 22.73 points."
    )
    assert "No weight is above 3 times the mean." in found.report


def test_with_a_cap_weights_of_one_class_are_cut_one_by_one() -> None:
    some = responses([0, 0, 0, 1, 1, 1, 1, 1], [0, 1] * 4, [1, 2, 30, 1, 2, 1, 2, 1])
    ages = Margin("age", (("60歳代", 30), ("70歳代", 70)))
    found = raked(some, some, margins=(ages,), weight="weight", cap=1.6)
    weights = found.weights(some)
    assert weights.max() == pytest.approx(1.6)
    assert weights[1] == pytest.approx(2 * weights[0])
    assert weights.mean() == pytest.approx(1)
    assert found.spread.high == pytest.approx(1.6)


rows = st.lists(
    st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.sampled_from([1.0, 0.5, 3.0])),
    min_size=1, max_size=30,
).map(lambda found: [*found, (0, 0, 1.0), (1, 0, 1.0), (0, 1, 1.0), (1, 1, 1.0)])  # fmt: skip


def of_rows(drawn: list[tuple[int, int, float]]) -> Responses:
    ages, towns, weights = (list(column) for column in zip(*drawn, strict=True))
    return responses(ages, towns, weights)


@given(rows, st.integers(0, 30), st.randoms(), st.sampled_from([None, 2.5]))
def test_chunks_and_the_order_of_rows_and_margins_make_no_difference(
    drawn, cut, random, cap
) -> None:
    how = {"weight": "weight", "cap": cap, "tolerance": 1e-10}
    whole = of_rows(drawn)
    weights = raked(whole, **how).weights(whole)
    chunks = [of_rows(part) for part in (drawn[:cut], drawn[cut:]) if part]
    in_chunks = raked(*chunks, **how)
    parts = np.concatenate([in_chunks.weights(chunk) for chunk in chunks])
    assert parts == pytest.approx(weights, rel=1e-9)
    order = list(range(len(drawn)))
    random.shuffle(order)
    turned = of_rows([drawn[at] for at in order])
    assert raked(turned, **how).weights(turned) == pytest.approx(weights[order], rel=1e-9)
    if cap is None:
        other = raked(whole, margins=(TOWNS, AGES), **how).weights(whole)
        assert other == pytest.approx(weights, rel=1e-5)


@given(rows, st.floats(1e-3, 1e6))
def test_only_the_proportions_of_targets_count(drawn, factor) -> None:
    whole = of_rows(drawn)
    scaled = Margin("age", tuple((name, target * factor) for name, target in AGES.targets))
    weights = raked(whole, margins=(scaled, TOWNS)).weights(whole)
    assert weights == pytest.approx(raked(whole).weights(whole), rel=1e-9)


def test_two_countings_add_up() -> None:
    one, other = Raking(BOOK, (AGES, TOWNS)), Raking(BOOK, (AGES, TOWNS))
    one.add(EIGHT)
    other.add(of_rows([(1, 1, 1.0), (-1, 0, 1.0)]))
    both = pickle.loads(pickle.dumps(one)) + pickle.loads(pickle.dumps(other))
    assert both.respondents == 10
    whole = raked(EIGHT, of_rows([(1, 1, 1.0), (-1, 0, 1.0)]))
    assert both.fit().weights(EIGHT) == pytest.approx(whole.weights(EIGHT))


def test_answers_that_were_not_counted_have_no_weight_to_give() -> None:
    with pytest.raises(ValueError, match="not the answers"):
        raked(EIGHT).weights(responses([-1], [-1]))


@pytest.mark.parametrize(
    ("margins", "words"),
    [
        ((), "There is no target to weight to."),
        ((AGES, AGES), "There are targets for “age” twice."),
        ((Margin("agee", (("a", 1), ("b", 2))),), "no question “agee”"),
        ((Margin("channel", (("市報", 1), ("チラシ", 2))),), "to “channel”: it must have options"),
        ((Margin("weight", (("市報", 1), ("チラシ", 2))),), "to “weight”: it must have options"),
        ((Margin("age", (("60代", 1), ("70歳以上", 2))),), "“60代” is neither .* mean 60歳代"),
        ((Margin("age", (("60歳代", 1),)),), "One target alone"),
        ((Margin("age", ()),), "One target alone"),
        ((Margin("age", (("60歳代", 0), ("70歳以上", 0))),), "All targets of “age” are 0"),
        ((Margin("age", (("60歳代", -1), ("70歳以上", 2))),), "“60歳代” must be a number, 0 or"),
        ((Margin("age", (("60歳代", np.nan), ("70歳以上", 2))),), "“60歳代” must be a number"),
        ((Margin("age", (("60歳代", np.inf), ("70歳以上", 2))),), "“60歳代” must be a number"),
        ((Margin("age", (("60歳代", 1), ("全員", 2))),), "“60歳代” is in two targets"),
    ],
)
def test_margins_that_cannot_be_used_are_refused(margins, words) -> None:
    with pytest.raises(OutreachError, match=words):
        Raking(BOOK, margins)


@pytest.mark.parametrize("cap", [1.0, 0.5, -1, np.nan, np.inf])
def test_a_cap_must_be_above_the_mean(cap) -> None:
    with pytest.raises(OutreachError, match="above 1"):
        Raking(BOOK, (AGES,), cap=cap)


def test_a_class_without_anybody_is_named_with_the_way_out() -> None:
    with pytest.raises(OutreachError, match="“西町” of “お住まい”") as caught:
        raked(responses([0, 1], [0, 0]))
    assert "Merge it" in caught.value.remedy
    with pytest.raises(OutreachError, match="Nobody is in “東町”"):
        raked(responses([0, 1], [-1, -2]))


def test_margins_that_no_weights_can_meet_are_refused_with_the_worst_class() -> None:
    with pytest.raises(OutreachError, match=r"in 20 rounds: “.*” of “年齢” is still 30\.00 points"):
        raked(responses([0, 0, 1], [0, 0, 1]), rounds=20)


def test_nobody_and_weights_of_0_are_refused() -> None:
    with pytest.raises(OutreachError, match="no answers"):
        raked()
    with pytest.raises(OutreachError, match="no answers"):
        raked(responses([], []))
    with pytest.raises(OutreachError, match="above 0"):
        raked(responses([0, 1], [0, 1], [0, np.nan]), weight="weight")
    with pytest.raises(OutreachError, match="above 0"):
        weight_report("重み", Spread(), 3)


def test_the_report_on_a_weight_question() -> None:
    weights = find_weights(responses([0] * 4, [0] * 4, [1, 3, np.nan, 0]), "重み")
    assert weights.tolist() == [1, 3, 0, 0]
    assert weight_report("重み", Spread.of(weights), 4) == (
        "Weighted by “重み”.",
        "Weights run from 1.000 to 3.000 (3.0 times); design effect 1.250, effective base"
        " 1.6 of 2 people (Kish).",
        "Left out, without a weight above 0: 2 of 4 people.",
    )


def test_a_weight_that_is_none_is_refused() -> None:
    with pytest.raises(OutreachError, match=r'“age” is no weight. .*type = "weight"'):
        find_weights(EIGHT, "age")
    with pytest.raises(UnknownQuestion):
        find_weights(EIGHT, "おもみ")
    for wrong in (-0.5, 1e13):
        with pytest.raises(OutreachError, match=r"not .*\(form 2 from the top\)"):
            find_weights(responses([0, 0], [0, 0], [1, wrong]), "weight")


CODEBOOK = """
format = 1
[question.number]
type = "id"
[question.w]
type = "weight"
label = "重み"
[question.age]
type = "single"
label = "年齢"
options = ["60歳代", "70歳代", "80歳以上"]
aliases = { "60歳代" = ["六十代"] }
nets = { "70歳以上" = ["70歳代", "80歳以上"] }
[question.town]
type = "single"
options = ["東町", "西町"]
[question.channel]
type = "multiple"
options = ["市報", "チラシ"]
"""


def test_a_negative_weight_in_a_file_is_told_with_its_cell_and_form(survey) -> None:
    rows = "number,重み,age,town,channel\nA1,1.5,60歳代,東町,市報\nA2,-2,70歳代,西町,\n"
    source = find_survey(survey(rows, CODEBOOK))
    (chunk,) = source.chunks()
    with pytest.raises(OutreachError, match=r"not -2 \(form A2\)") as caught:
        find_weights(chunk, "w")
    assert caught.value.place.cell == "B3"


def test_a_weight_that_cannot_be_read_leaves_the_respondent_out(survey) -> None:
    rows = "number,重み,age,town,channel\n1,１．５,60歳代,東町,市報\n2,重い,70歳代,西町,\n3,,,,\n"
    (chunk,) = find_survey(survey(rows, CODEBOOK)).chunks()
    assert find_weights(chunk, "w").tolist() == [1.5, 0, 0]


# The codebook's [weights]

WEIGHTS = """
[weights.age]
"60歳代" = 12000
"70歳以上" = 1.5e4
[weights.town]
"東町" = 5.2
"西町" = 4
"""


def test_the_codebook_says_targets(survey) -> None:
    book = find_survey(survey("number\n1\n", CODEBOOK + WEIGHTS)).codebook
    assert book.weights == (
        Margin("age", (("60歳代", 12000), ("70歳以上", 15000))),
        Margin("town", (("東町", 5.2), ("西町", 4))),
    )


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ('[weights.agee]\n"60歳代" = 1', "no question “agee”. Did you mean age?"),
        ('[weights.age]\n"60代" = 1\n"70歳代" = 2', "Did you mean 60歳代?"),
        ('[weights.age]\n"60歳代" = "1"\n"70歳代" = 2', "must be a number, 0 or more"),
        ('[weights.age]\n"60歳代" = true\n"70歳代" = 2', "must be a number, 0 or more"),
        ('[weights.age]\n"60歳代" = nan\n"70歳代" = 2', "must be a number, 0 or more"),
        ('[weights.age]\n"70歳以上" = 1\n"70歳代" = 2', "“70歳代” is in two targets"),
        ('[weights.channel]\n"市報" = 1\n"チラシ" = 2', "it must have options, and one answer"),
        ("[weights]\nage = 3", "Give each option its number"),
        ("weights = 3", "must be a table"),
    ],
)
def test_what_is_no_target_is_a_fault_with_its_line(survey, weights, words) -> None:
    text = f"{weights}\n{CODEBOOK}" if weights == "weights = 3" else f"{CODEBOOK}\n{weights}\n"
    with pytest.raises(CodebookError) as caught:
        read_codebook(survey("number\n1\n", text))
    assert words in str(caught.value)
    assert all(fault.place.row for fault in caught.value.faults)


def test_targets_of_a_codebook_that_is_extended_are_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "common.toml").write_text(CODEBOOK + WEIGHTS, "utf-8")
    path = tmp_path / "codebook.toml"
    path.write_text('format = 1\nextends = "common.toml"\n', "utf-8")
    assert [margin.question for margin in read_codebook(path).weights] == ["age", "town"]
    own = '[weights.town]\n"東町" = 1\n"西町" = 1\n'
    path.write_text(f'format = 1\nextends = "common.toml"\n{own}', "utf-8")
    assert read_codebook(path).weights == (Margin("town", (("東町", 1), ("西町", 1))),)


@st.composite
def weighted(draw: st.DrawFn) -> Codebook:
    """Codebooks with targets for some of their questions."""
    book = draw(codebooks().filter(unclashing).filter(as_workbooks_have_it).map(in_order))
    margins = []
    for question in book.questions:
        if question.closed and not question.multiple and len(question.options) > 1:
            names = draw(st.permutations(question.labels))
            numbers = st.floats(0, 1e9) | st.integers(0, 10**9)
            targets = [draw(numbers) for _name in names]
            if draw(st.booleans()) and any(targets):
                margins.append(Margin(question.key, tuple(zip(names, targets, strict=True))))
    return replace(book, weights=tuple(margins))


@settings(suppress_health_check=list(HealthCheck), max_examples=60, deadline=None)
@given(weighted())
def test_targets_come_back_from_toml_and_from_a_workbook(tmp_path: Path, book: Codebook) -> None:
    assert read_again(book, tmp_path) == book
    assert all(plain(name) for question in book.questions for name in target_names(question))
    assert through(book, tmp_path) == book


@pytest.fixture
def typed(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes a workbook of a codebook, with rows typed as targets."""

    def make(*rows: list[object]) -> Path:
        (tmp_path / "codebook.toml").write_text(CODEBOOK, "utf-8")
        path = tmp_path / "codebook.xlsx"
        write_codebook_sheets(read_codebook(tmp_path), path)
        book = openpyxl.load_workbook(path)
        for row in rows:
            book["目標の割合"].append(row)
        book.save(path)
        return path

    return make


def test_targets_that_people_type_into_the_workbook_are_understood(typed, tmp_path: Path) -> None:
    from outreach.intake.codebooks.codebook_sheets import read_codebook_sheets as read

    path = typed(["年齢", "60歳代", "１２，０００人"], ["", "70歳以上", 15000])
    assert read(path, tmp_path / "codebook.toml").weights == (
        Margin("age", (("60歳代", 12000), ("70歳以上", 15000))),
    )
    wrong = typed(
        ["age", "60代", 1],
        ["", "60歳代", "多い"],
        ["", "60歳代", 3],
        ["", "", 3],
        ["まち", "東町", 1],
    )
    with pytest.raises(CodebookError) as caught:
        read(wrong, tmp_path / "codebook.toml")
    assert [fault.place.cell for fault in caught.value.faults] == ["C3", "C4", "B5", "B6", "A7"]
    assert {fault.place.sheet for fault in caught.value.faults} == {"目標の割合"}


# Files of targets


@pytest.fixture
def book(tmp_path: Path) -> Codebook:
    (tmp_path / "codebook.toml").write_text(CODEBOOK, "utf-8")
    return read_codebook(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize(
    "rows",
    [
        "question,option,target\nage,60歳代,12000\nage,70歳以上,15000\ntown,東町,5.2\ntown,西町,4\n",
        '質問,選択肢,人口\n年齢,六十代,"12,000人"\n,７０歳以上,15000\n,合計,27000\ntown,東町,5.2\n,西町,4\n',
        "目標,区分,設問,備考\n12000,60歳代,年齢,x\n15000,70歳以上,,y\n5.2,東町,town,\n4,西町,town,\n",
    ],
)
def test_a_file_of_targets_is_read(tmp_path: Path, book: Codebook, rows, encoding) -> None:
    (tmp_path / "targets.csv").write_bytes(rows.encode(encoding))
    assert read_targets(tmp_path / "targets.csv", book) == (
        Margin("age", (("60歳代", 12000), ("70歳以上", 15000))),
        Margin("town", (("東町", 5.2), ("西町", 4))),
    )


@pytest.mark.parametrize(
    ("rows", "cell", "words"),
    [
        ("question,option,target\nagee,60歳代,1\n", "A2", "no question “agee”. Did you mean age?"),
        ("question,option,target\nage,60代,1\n,70歳代,2\n", "B2", "Did you mean 60歳代?"),
        ("question,option,target\nage,60歳代,1\nage,70歳代,たくさん\n", "C3", "“70歳代” must be"),
        ("question,option,target\nage,60歳代,1\nage,70歳代,\n", "C3", "“70歳代” must be"),
        ("question,option,target\nage,60歳代,1\nage,70歳代,-2\n", "C3", "“70歳代” must be"),
        ("question,option,target\nage,60歳代,1\nage,六十代,2\n", "B3", "“60歳代” is here twice"),
        ("question,option,target\nage,70歳代,1\nage,70歳以上,2\n", "B3", "is in two targets"),
        ("question,option,target\nage,70歳代,1\n", "B2", "One target alone"),
        ("question,option,target\nchannel,市報,1\n", "A2", "it must have options, and one answer"),
        ("question,option,target\n,市報,1\n", "A2", "The question is blank"),
        ("question,option,share\nage,70歳代,1\n", "", "no column “target”"),
        ("question,option,target\nage,合計,1\n", "", "no target in the file"),
    ],
)
def test_a_fault_in_a_file_of_targets_is_told_with_its_cell(
    tmp_path: Path, book: Codebook, rows, cell, words
) -> None:
    path = tmp_path / "targets.csv"
    path.write_text(rows, "utf-8")
    with pytest.raises(CodebookError) as caught:
        read_targets(path, book)
    (fault,) = caught.value.faults
    assert fault.place.cell == cell
    assert fault.place.path == str(path)
    assert words in str(fault)


def test_an_empty_or_missing_file_of_targets_is_refused(tmp_path: Path, book: Codebook) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    for name in ("empty.csv", "none.csv"):
        with pytest.raises(OutreachError):
            read_targets(tmp_path / name, book)
    (tmp_path / "header.csv").write_text("question,option,target\n", "utf-8")
    with pytest.raises(CodebookError, match="no target in the file"):
        read_targets(tmp_path / "header.csv", book)
