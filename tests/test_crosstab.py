"""Tables: what they hold, and what they must always hold."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import outreach
from outreach.codebook import Codebook, Net, Option, Question, Survey
from outreach.errors import OutreachError, UnknownQuestion
from outreach.intake.coding import code_dtype
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.tables.crosstab import crosstab, tabulate
from outreach.tables.table import Table


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(at), label) for at, label in enumerate(labels, 1))


AGE = Question("age", "single", "年齢", "age", options=options("70歳代", "80歳以上"))
CHANNEL = Question(
    "channel", "multiple", "経路", "channel", options=options("市報", "チラシ", "その他"),
    nets=(Net("紙", (0, 1)),),
)  # fmt: skip
USEFUL = Question("useful", "scale", "本日の話は", options=options("良い", "悪い"))
COMMENT = Question("comment", "text", "ご意見", "comment")
BOOK = Codebook(Survey(), (AGE, CHANNEL, USEFUL, COMMENT), path=Path("見本/codebook.toml"))


def responses(ages: list[int], channels: list[int], useful: list[int]) -> Responses:
    codes = {"age": ages, "channel": channels, "useful": useful}
    arrays = {
        key: np.array(values, dtype=code_dtype(BOOK.question(key))) for key, values in codes.items()
    }
    return Responses(BOOK, Respondents(None, 1, len(ages)), arrays)


SIX = responses([0, 0, 1, 1, -1, 0], [1, 3, 0, 4, 2, 8], [0, 1, -1, 0, 0, -2])
rows = st.lists(st.tuples(st.integers(-2, 1), st.integers(0, 15), st.integers(-2, 1)), max_size=30)


def of_rows(drawn: list[tuple[int, int, int]]) -> Responses:
    columns = [list(column) for column in zip(*drawn, strict=True)] or [[], [], []]
    return responses(*columns)


def labels(table: Table) -> list[str]:
    return [category.label for category in table.categories]


def test_a_simple_table_counts_options_unreadable_and_no_answer() -> None:
    table = crosstab(SIX, "useful")
    assert labels(table) == ["良い", "悪い", "不明", "無回答"]
    assert table.counts.tolist() == [[3, 1, 1, 1]]
    assert table.bases.tolist() == [[6, 6, 6, 6]]


def test_unreadable_has_no_row_where_nothing_is() -> None:
    assert labels(crosstab(SIX, "age")) == ["70歳代", "80歳以上", "無回答"]


def test_the_base_of_answered_leaves_no_answer_out() -> None:
    table = crosstab(SIX, "useful", base="answered")
    assert labels(table) == ["良い", "悪い", "不明"]
    assert table.bases.tolist() == [[5, 5, 5]]
    assert table.respondents == 6


def test_the_base_of_a_multiple_answer_is_people_not_ticks() -> None:
    table = crosstab(SIX, "channel", nets=True)
    assert labels(table) == ["市報", "チラシ", "その他", "不明", "無回答", "紙"]
    assert table.counts.tolist() == [[2, 2, 1, 1, 1, 3]]
    assert set(table.bases[0]) == {6}


def test_a_break_has_the_group_of_those_who_gave_no_answer() -> None:
    table = crosstab(SIX, "useful", "age")
    assert [group.label for group in table.groups] == ["70歳代", "80歳以上", "無回答"]
    assert table.counts.tolist() == [[1, 1, 1, 0], [1, 0, 0, 1], [1, 0, 0, 0]]
    assert table.bases[:, 0].tolist() == [3, 2, 1]
    assert table.total_counts.tolist() == [[3, 1, 1, 1]]


def test_a_multiple_break_has_people_in_several_groups_and_everybody_once() -> None:
    table = crosstab(SIX, "age", "channel")
    assert table.bases[:, 0].tolist() == [2, 2, 1, 1, 1]
    assert table.total_bases[0, 0] == 6


@pytest.mark.parametrize(
    ("share", "bases"),
    [("row", [3, 3, 3, 3]), ("column", [3, 1, 1, 1]), ("total", [6, 6, 6, 6])],
)
def test_shares_say_what_they_are_of(share: str, bases: list[int]) -> None:
    table = crosstab(SIX, "useful", "age")
    assert table.bases_of(share)[0].tolist() == bases  # type: ignore[arg-type]
    cells = list(table.tidy(share))[:4]  # type: ignore[arg-type]
    assert [cell["base"] for cell in cells] == bases
    assert cells[0]["percent"] == pytest.approx(100 * 1 / bases[0])


def test_tidy_has_one_cell_a_row_in_full_precision() -> None:
    (first, *_rest) = crosstab(SIX, "age", "useful").tidy()
    assert first == {
        "survey": "見本", "question": "age", "label": "年齢", "by": "useful", "group": "良い",
        "option": "70歳代", "count": 1, "base": 3, "percent": 100 / 3,
    }  # fmt: skip


def test_a_base_of_nobody_has_no_percentage() -> None:
    table = crosstab(responses([], [], []), "age", "useful")
    assert table.counts.sum() == 0
    assert all(cell["percent"] is None for cell in table.tidy())
    assert np.isnan(table.shares()).all()


def test_tabulate_makes_simple_tables_then_each_question_by_each_break() -> None:
    pairs = [(table.question.key, table.by and table.by.key) for table in tabulate([SIX])]
    assert pairs == [
        ("age", None), ("channel", None), ("useful", None),
        ("age", "channel"), ("channel", "age"), ("useful", "age"), ("useful", "channel"),
    ]  # fmt: skip


def test_no_chunk_makes_no_table() -> None:
    assert tabulate([]) == []


def test_unknown_and_open_questions_are_refused_with_the_way_out() -> None:
    with pytest.raises(UnknownQuestion, match="Did you mean useful"):
        crosstab(SIX, "usefull")
    with pytest.raises(OutreachError, match="no options that could be counted"):
        crosstab(SIX, "comment")


def test_pandas_in_one_call() -> None:
    frame = crosstab(SIX, "useful", "age").frame("row")
    assert frame.loc["80歳以上", "良い"] == 50
    assert crosstab(SIX, "useful", "age").frame().loc["70歳代", "良い"] == 1
    assert "<table" in crosstab(SIX, "useful", "age")._repr_html_()


@given(rows)
def test_single_answer_shares_add_to_one(drawn: list[tuple[int, int, int]]) -> None:
    everybody = of_rows(drawn)
    for base in ("all", "answered"):
        for by in (None, "age", "channel"):
            table = crosstab(everybody, "useful", by, base=base)  # type: ignore[arg-type]
            for shares in table.shares():
                assert np.isnan(shares).all() or math.isclose(shares.sum(), 1)


@given(rows, st.randoms())
def test_shuffling_rows_changes_no_table(drawn: list[tuple[int, int, int]], random: object) -> None:
    shuffled = list(drawn)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for one, other in zip(
        tabulate([of_rows(drawn)], nets=True), tabulate([of_rows(shuffled)], nets=True), strict=True
    ):
        assert list(one.tidy()) == list(other.tidy())


@given(rows, st.integers(0, 30))
def test_chunks_make_the_tables_of_the_whole(drawn: list[tuple[int, int, int]], cut: int) -> None:
    whole = tabulate([of_rows(drawn)], nets=True)
    parts = tabulate([of_rows(drawn[:cut]), of_rows(drawn[cut:])], nets=True)
    assert [list(table.tidy()) for table in parts] == [list(table.tidy()) for table in whole]


def test_a_net_never_exceeds_its_members_nor_falls_below_one() -> None:
    table = crosstab(SIX, "channel", "age", nets=True)
    paper, flyer, net = (table.counts[:, at] for at in (0, 1, labels(table).index("紙")))
    assert (net >= np.maximum(paper, flyer)).all()
    assert (net <= paper + flyer).all()


def test_the_library_reads_a_survey_in_one_call() -> None:
    lecture = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
    table = outreach.crosstab(outreach.read_responses(lecture), "understood", by="age")
    assert table.counts.sum() == 104
