"""Tables of every shape against counting by hand: nested, weighted, filtered, applicable."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.codebook import Applies, Codebook, Net, Option, Question, Survey
from outreach.errors import OutreachError
from outreach.intake.coding import code_dtype
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.tables.crosstab import crosstab, summarise, tabulate
from outreach.tables.figures import Break


def options(*labels: str, scores: tuple[float, ...] = ()) -> tuple[Option, ...]:
    values = scores or tuple(map(float, range(1, len(labels) + 1)))
    return tuple(
        Option(str(at), label, (), score)
        for at, (label, score) in enumerate(zip(labels, values, strict=True), 1)
    )


AGE = Question("age", "single", "年齢", "age", options=options("70歳代", "80歳以上"))
TOWN = Question("town", "single", "町", "district", options=options("東町", "西町", "外"))
CHANNEL = Question(
    "channel", "multiple", "経路", "channel", options=options("市報", "チラシ", "その他"),
    nets=(Net("紙", (0, 1)),), other="その他",
)  # fmt: skip
USEFUL = Question(
    "useful", "scale", "本日の話は", options=options("良い", "普通", "悪い", scores=(1, 0, -1))
)
WHICH = Question(
    "which",
    "single",
    "どの面か",
    options=options("表", "裏"),
    applies=Applies("channel", ("市報",)),
)
TIMES = Question("times", "number", "回数")
BOOK = Codebook(Survey(), (AGE, TOWN, CHANNEL, USEFUL, WHICH, TIMES))
ROW = st.tuples(
    st.integers(-2, 1), st.integers(-2, 2), st.integers(0, 15), st.integers(-2, 2),
    st.integers(-2, 1), st.one_of(st.none(), st.integers(-3, 9)), st.integers(0, 4),
)  # fmt: skip
Rows = list[tuple[Any, ...]]


def responses(rows: Rows, *, weighted: bool = False) -> Responses:
    columns = list(zip(*rows, strict=True)) or [()] * 7
    keys = ("age", "town", "channel", "useful", "which")
    codes = {
        key: np.array(column, dtype=code_dtype(BOOK.question(key)))
        for key, column in zip(keys, columns, strict=False)
    }
    times = np.array([np.nan if value is None else value for value in columns[5]], dtype=float)
    codes["times"] = np.where(np.isnan(times), -1, 0).astype(np.int8)
    weights = np.array(columns[6], dtype=float) if weighted else None
    return Responses(
        BOOK, Respondents(None, 1, len(rows)), codes, {"times": times}, weights=weights
    )


def in_group(code: int, label: str, question: Question) -> bool:
    """Whether a code is what a label says: slow, plain and without the cube."""
    nets = {net.label: net.members for net in question.nets}
    if question.multiple:
        if label == "無回答":
            return code == 0
        if label == "不明":
            return bool(code >> len(question.options) & 1)
        members = nets.get(label) or (question.labels.index(label),)
        return any(code >> at & 1 for at in members)
    if label in ("無回答", "不明"):
        return code == {"無回答": -1, "不明": -2}[label]
    return code in (nets.get(label) or (question.labels.index(label),))


@given(st.lists(ROW, max_size=25), st.booleans(), st.sampled_from(["all", "answered"]))
def test_nested_and_weighted_tables_are_what_counting_by_hand_gives(
    rows: Rows, weighted: bool, base: str
) -> None:
    by = Break((AGE, TOWN))
    some = [row for row in rows if row[6] > 0] if weighted else rows
    for table in tabulate(
        [responses(rows, weighted=weighted)], [CHANNEL, USEFUL], [by], base, nets=True
    ):  # type: ignore[arg-type]
        at = {"channel": 2, "useful": 3}[table.question.key]
        assert table.respondents == len(some)
        for (g, group), (c, category) in itertools.product(
            enumerate(table.groups), enumerate(table.categories)
        ):
            members = [
                row
                for row in some
                if table.by is None
                or all(
                    in_group(row[position], part, question)
                    for position, part, question in zip(
                        (0, 1), group.parts, by.questions, strict=True
                    )
                )
            ]
            if base == "answered":
                members = [r for r in members if not in_group(r[at], "無回答", table.question)]
            chosen = [r for r in members if in_group(r[at], category.label, table.question)]
            weights = [r[6] if weighted else 1 for r in members]
            assert table.cells.people[g, c] == len(chosen)
            assert table.bases[g, c] == len(members)
            assert table.counts[g, c] == sum(r[6] if weighted else 1 for r in chosen)
            assert table.cells.weighted_bases[g, c] == sum(weights)
            square = sum(weight**2 for weight in weights)
            wanted = sum(weights) ** 2 / square if square else 0
            assert table.cells.effective_bases[g, c] == pytest.approx(wanted)


def test_a_nested_break_shows_the_groups_that_have_people() -> None:
    table = crosstab(
        responses([(0, 0, 1, 0, 0, 1, 1), (1, 2, 1, 0, 0, 1, 1)]), "useful", "age+town"
    )
    assert [group.label for group in table.groups] == ["70歳代+東町", "80歳以上+外"]
    assert [str(group) for group in table.groups] == ["70歳代 × 東町", "80歳以上 × 外"]
    assert table.by is not None
    assert (table.by.key, table.by.label) == ("age+town", "年齢 × 町")
    assert {cell["by"] for cell in table.tidy()} == {"age+town"}


@pytest.mark.parametrize(
    ("by", "words"), [("age+age", "twice"), ("useful", "itself"), ("age+useful", "itself")]
)
def test_a_break_that_cannot_be_is_refused(by: str, words: str) -> None:
    with pytest.raises(OutreachError, match=words):
        crosstab(responses([]), "useful", by)


def test_an_applicable_base_is_those_the_question_was_put_to() -> None:
    rows: Rows = [
        (0, 0, 1, 0, 0, 1, 1),
        (0, 0, 3, 0, -1, 1, 1),
        (0, 0, 2, 0, 1, 1, 1),
        (1, 0, 0, 0, -1, 1, 1),
    ]
    table = crosstab(responses(rows), "which", base="applicable")
    assert table.counts.tolist() == [[1, 0, 1]]  # 表, 裏, 無回答 of the two who ticked 市報
    assert table.total_bases[0, 0] == 2
    assert table.where == "経路: 市報"
    everybody = crosstab(responses(rows), "which")
    assert everybody.counts.tolist() == [[1, 1, 2]]
    other = crosstab(responses(rows), "useful", "age", base="applicable")
    assert other.total_bases[0, 0] == 4, "a question put to everybody has everybody as its base"
    by = crosstab(responses(rows), "which", "age", base="applicable")
    assert by.bases[:, 0].tolist() == [2, 0, 0]


@given(st.lists(ROW, max_size=20), st.lists(ROW, max_size=20))
def test_chunks_add_up_to_the_whole(first: Rows, second: Rows) -> None:
    both = tabulate([responses(first), responses(second)], top=1)
    whole = tabulate([responses(first + second)], top=1)
    for one, other in zip(both, whole, strict=True):
        assert one.counts.tolist() == other.counts.tolist()
        assert one.groups == other.groups


@given(st.lists(ROW, min_size=1, max_size=20), st.booleans())
def test_a_summary_agrees_with_numpy(rows: Rows, weighted: bool) -> None:
    found = summarise(responses(rows), "times", "age")
    for at, label in enumerate(("70歳代", "80歳以上")):
        values = [row[5] for row in rows if row[0] == at and row[5] is not None]
        group = [str(each) for each in found.groups].index(label)
        cells = found.cells
        assert cells.n[group] == len(values)
        if not values:
            assert np.isnan(cells.mean[group])
            continue
        assert cells.mean[group] == pytest.approx(np.mean(values))
        wanted = np.quantile(values, [0, 0.25, 0.5, 0.75, 1])
        quartiles = (cells.minimum, cells.lower, cells.median, cells.upper, cells.maximum)
        assert [each[group] for each in quartiles] == pytest.approx(wanted.tolist())
        if len(values) > 1:
            assert cells.deviation[group] == pytest.approx(np.std(values, ddof=1))


def test_a_scale_is_summarised_by_its_scores_and_weights() -> None:
    rows: Rows = [(0, 0, 0, 0, 0, 1, 3), (0, 0, 0, 2, 0, 1, 1), (0, 0, 0, -1, 0, 1, 1)]
    plain = summarise(responses(rows), "useful")
    assert (plain.total.n[0], plain.total.mean[0], plain.total.median[0]) == (2, 0, 0)
    weighted = summarise(responses(rows, weighted=True), "useful")
    assert weighted.total.mean[0] == pytest.approx(0.5)
    assert weighted.total.effective_n[0] == pytest.approx(16 / 10)


def test_equal_weights_change_no_statistic() -> None:
    rows: Rows = [(0, 0, 0, 0, 0, value, 3) for value in (1, 2, 2, 7, 9)]
    plain, weighted = (
        summarise(responses(rows), "times"),
        summarise(responses(rows, weighted=True), "times"),
    )
    for name in ("mean", "deviation", "lower", "median", "upper", "effective_n"):
        assert getattr(plain.total, name)[0] == pytest.approx(getattr(weighted.total, name)[0])


def test_boxes_of_a_scale_are_nets_by_score() -> None:
    rows: Rows = [(0, 0, 0, 0, 0, 1, 1), (0, 0, 0, 1, 0, 1, 1), (0, 0, 0, 2, 0, 1, 1)]
    table = crosstab(responses(rows), "useful", top=1)
    nets = {
        c.label: n
        for c, n in zip(table.categories, table.counts[0].tolist(), strict=True)
        if c.kind == "net"
    }
    assert nets == {"top 1 (良い)": 1, "bottom 1 (悪い)": 1}
    assert not any(c.kind == "net" for c in crosstab(responses(rows), "useful", top=2).categories)
    with pytest.raises(OutreachError, match="cannot be counted"):
        crosstab(responses(rows), "useful", top=-1)


def test_the_index_is_100_where_a_group_is_as_everybody() -> None:
    rows: Rows = [
        (0, 0, 1, 0, 0, 1, 1),
        (0, 0, 1, 1, 0, 1, 1),
        (1, 0, 1, 0, 0, 1, 1),
        (1, 0, 1, 0, 0, 1, 1),
    ]
    index = crosstab(responses(rows), "useful", "age").index()
    assert index[0, 0] == pytest.approx(100 * 0.5 / 0.75)
    assert np.isnan(index[0, 2]), "nobody at all answered so"


def test_answers_without_options_or_numbers_are_refused() -> None:
    with pytest.raises(OutreachError, match="has no options"):
        crosstab(responses([]), "times")
    with pytest.raises(OutreachError, match="has no numbers"):
        summarise(responses([]), "age")
    assert crosstab(responses([]), "useful", "age").counts.sum() == 0


HALF = st.integers(1, 8).map(lambda eighths: eighths / 4)


@given(st.lists(st.tuples(st.integers(-9, 9), HALF), min_size=1, max_size=12))
def test_weighted_quartiles_reach_the_ends_and_mirror(drawn: list[tuple[int, float]]) -> None:
    rows: Rows = [(0, 0, 0, 0, 0, value, weight) for value, weight in drawn]
    back: Rows = [(0, 0, 0, 0, 0, -value, weight) for value, weight in drawn]
    found = summarise(responses(rows, weighted=True), "times").total
    mirror = summarise(responses(back, weighted=True), "times").total
    assert found.minimum[0] == min(value for value, _weight in drawn)
    assert found.maximum[0] == max(value for value, _weight in drawn)
    assert found.median[0] == pytest.approx(-mirror.median[0])
    assert found.lower[0] == pytest.approx(-mirror.upper[0])


@pytest.mark.parametrize("by", [["age"], ("age", "town")])
def test_one_question_has_one_name(by: object) -> None:
    with pytest.raises(OutreachError, match="not the name of one question"):
        crosstab(responses([]), "useful", by=by)  # type: ignore[arg-type]


def test_tabulate_takes_one_responses_and_names() -> None:
    answers = responses([(0, 0, 1, 0, 0, 1, 1)])
    (simple, crossed) = tabulate(answers, "useful", "age")
    assert simple.by is None
    assert crossed.by is not None
    assert crossed.by.key == "age"
