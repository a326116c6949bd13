"""Tables of plain data frames: pandas, polars, pyarrow and what narwhals knows beside them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import outreach
from outreach.errors import OutreachError, UnknownQuestion
from outreach.intake.responses import Responses
from outreach.tables.crosstab import crosstab, tabulate
from outreach.tables.frames.frames import asked_of, responses_of

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
DATA: dict[str, list[Any]] = {
    "年齢": ["70歳代", "20歳未満", "20歳代", None, "70歳代", "20歳代"],
    "満足": [3, 1, 2, 2, None, 3],
    "参加": [True, False, None, True, True, False],
    "距離": [1.5, 2.0, None, 10.25, 3.0, 4.0],
    "知ったきっかけ": [["市報", "チラシ"], ["市報"], [], None, ["その他"], ["チラシ"]],
    "日": [datetime.datetime(2017, 2, 4)] * 6,  # noqa: DTZ001
}
# An older narwhals, still admitted, asks duckdb in a way that it has renamed since.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

MAKERS: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
    "pandas": pd.DataFrame,
    "pandas-arrow": lambda data: pd.DataFrame(data).convert_dtypes(dtype_backend="pyarrow"),
    "polars": pl.DataFrame,
    "polars-lazy": lambda data: pl.DataFrame(data).lazy(),
    "pyarrow": pa.table,
    "duckdb": lambda data: duckdb.from_arrow(pa.table(data)),
}


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Callable[[dict[str, list[Any]]], Any]:
    return MAKERS[request.param]


def rows(responses: Responses, key: str, by: str | None = None) -> dict[str, list[Any]]:
    table = crosstab(responses, key, by)
    names = [str(group) for group in table.groups]
    return dict(zip(names, table.counts.tolist(), strict=True))


def heads(responses: Responses, key: str) -> list[str]:
    return [category.label for category in crosstab(responses, key).categories]


def test_every_kind_of_column_is_read_the_same_from_every_library(make: Any) -> None:
    found = responses_of(make(DATA))
    types = {question.key: question.type for question in found.codebook.questions}
    assert types == {
        "年齢": "single", "満足": "scale", "参加": "single", "距離": "number",
        "知ったきっかけ": "multiple", "日": "datetime",
    }  # fmt: skip
    assert heads(found, "年齢") == ["20歳未満", "20歳代", "70歳代", "無回答"]
    assert rows(found, "年齢") == {"": [1, 2, 2, 1]}
    assert heads(found, "満足") == ["1", "2", "3", "無回答"]
    assert rows(found, "満足") == {"": [1, 2, 2, 1]}
    assert heads(found, "参加") == ["True", "False", "無回答"]
    assert rows(found, "参加") == {"": [3, 2, 1]}
    assert heads(found, "知ったきっかけ") == ["チラシ", "市報", "その他", "無回答"]
    assert rows(found, "知ったきっかけ") == {"": [2, 2, 1, 2]}
    np.testing.assert_array_equal(found.values["距離"], [1.5, 2.0, np.nan, 10.25, 3.0, 4.0])
    assert found.codes["距離"].tolist() == [0, 0, -1, 0, 0, 0]
    assert [option.score for option in found.codebook.question("満足").options] == [1, 2, 3]
    assert rows(found, "知ったきっかけ", "年齢")["20歳代"] == [1, 0, 0, 1]


def test_crosstab_counts_as_pandas_does(make: Any) -> None:
    rng = np.random.default_rng(4)
    data = {"町": rng.choice(["東", "西", "南"], 500).tolist()}
    data["答"] = rng.choice(["はい", "いいえ", None], 500).tolist()
    table = crosstab(responses_of(make(data)), "答", "町")
    wanted = pd.crosstab(pd.Series(data["町"]), pd.Series(data["答"]).fillna("無回答"))
    for at, group in enumerate(table.groups[:-1]):
        for column, category in enumerate(table.categories):
            assert table.counts[at, column] == wanted.loc[group.label, category.label]


def test_categories_keep_their_order_and_those_that_nobody_chose() -> None:
    order = ["良い", "普通", "悪い", "論外"]
    cells = ["悪い", "良い", None, "良い"]
    pandas = pd.DataFrame({"q": pd.Categorical(cells, categories=order)})
    ordered = pd.DataFrame({"q": pd.Categorical(cells, categories=order, ordered=True)})
    polars = pl.DataFrame({"q": pl.Series(cells, dtype=pl.Enum(order))})
    for frame in (pandas, ordered, polars, pa.Table.from_pandas(ordered)):
        found = responses_of(frame)
        assert heads(found, "q") == [*order, "無回答"]
        assert rows(found, "q") == {"": [2, 0, 1, 0, 1]}
    bands = pd.DataFrame({"q": pd.cut([1, 5, 9, 30], [0, 3, 6, 10])})
    assert heads(responses_of(bands), "q") == ["(0, 3]", "(3, 6]", "(6, 10]", "無回答"]
    lists = pl.DataFrame({"q": pl.Series([["悪い"], []], dtype=pl.List(pl.Enum(order)))})
    assert heads(responses_of(lists), "q") == [*order, "無回答"]


def test_texts_without_an_order_are_sorted_so_that_rows_may_come_in_any() -> None:
    cells = ["その他", "10回以上", "2回", "なし", "2回"]
    for frame in (
        pd.DataFrame({"q": cells}),
        pl.DataFrame({"q": pl.Series(cells, dtype=pl.Categorical)}),
        pa.table({"q": pa.array(cells).dictionary_encode()}),
    ):
        assert heads(responses_of(frame), "q")[:-1] == ["2回", "10回以上", "なし", "その他"]


@given(
    st.lists(st.sampled_from(["東", "西", "", "無回答", "不明", None]), min_size=1), st.randoms()
)
def test_the_order_of_rows_changes_no_table(cells: list[str | None], random: Any) -> None:
    mixed = cells.copy()
    random.shuffle(mixed)
    one, other = (
        responses_of(pl.DataFrame({"q": part}, {"q": pl.String})) for part in (cells, mixed)
    )
    assert list(crosstab(one, "q").tidy()) == list(crosstab(other, "q").tidy())
    counts = dict(zip(heads(one, "q"), rows(one, "q")[""], strict=True))
    assert counts["無回答"] == sum(cell in ("", "無回答", None) for cell in cells)
    assert counts.get("不明", 0) == cells.count("不明")
    assert sum(counts.values()) == len(cells)


def test_blanks_and_unreadable_answers_are_told_from_options() -> None:
    frame = pd.DataFrame({"q": ["はい", " ", "無回答", np.nan, None, pd.NA, "不明"]}, dtype=object)
    table = crosstab(responses_of(frame), "q")
    assert [(each.label, each.kind) for each in table.categories] == [
        ("はい", "option"), ("不明", "unreadable"), ("無回答", "no answer"),
    ]  # fmt: skip
    assert table.counts.tolist() == [[1, 1, 5]]


def test_mixed_objects_read_as_text_and_numbers_as_numbers() -> None:
    frame = pd.DataFrame({"a": ["x", 1, 2.5, None], "b": [1, 2, None, 2], "c": [True, None, 1, 0]})
    frame = frame.astype(object)
    found = responses_of(frame)
    assert heads(found, "a") == ["1", "2.5", "x", "無回答"]
    assert found.codebook.question("b").type == "scale"
    assert rows(found, "b") == {"": [1, 2, 1]}


@pytest.mark.parametrize("column", [[], [None, None], [float("nan")]])
def test_a_column_without_answers_gives_a_table_without_options(column: list[Any]) -> None:
    for frame in (
        pd.DataFrame({"q": column, "b": column}),
        pl.DataFrame({"q": column, "b": column}),
    ):
        found = responses_of(frame)
        if found.codebook.question("q").closed:
            assert rows(found, "q", "b").get("無回答", [0]) == [len(column)]


def test_what_nobody_gave_twice_is_free_text_and_numbers_stay_numbers() -> None:
    frame = pl.DataFrame(
        {"感想": [f"感想その{at}です" for at in range(40)], "回数": list(range(40))}
    )
    types = [question.type for question in responses_of(frame).codebook.questions]
    assert types == ["text", "number"]
    (asked,) = asked_of([frame], ["感想"])
    assert len(heads(asked, "感想")) == 41


def test_the_frame_of_responses_gives_the_same_tables_again() -> None:
    responses = outreach.read_responses(LECTURE)
    found = responses_of(responses.frame, survey=responses.codebook.name)
    keys = ["age", "district", "channel", "understood", "useful"]
    for key in keys:
        for by in (None, "age", "district", "age+channel"):
            if key in (by or "").split("+"):
                continue
            one, other = crosstab(responses, key, by), crosstab(found, key, by)
            assert one.categories == other.categories
            assert one.groups == other.groups
            np.testing.assert_array_equal(one.counts, other.counts)
            np.testing.assert_array_equal(one.bases, other.bases)
    assert found.codebook.name == responses.codebook.name


def test_pairs_of_columns_are_a_multiple_answer_also_with_what_could_not_be_read(
    survey: Any,
) -> None:
    codebook = (
        'format = 1\n[question.channel]\ntype = "multiple"\noptions = ["市報", "チラシ"]\n'
        '[question.age]\ntype = "single"\noptions = ["若い", "老い"]\n'
    )
    folder = survey("channel,age\n市報|チラシ,若い\n市報|ちんぷん,かん\n,老い\n", codebook)
    responses = outreach.read_responses(folder)
    found = responses_of(responses.frame)
    assert ("channel", "不明") in list(responses.frame.columns)
    for key, by in (("channel", None), ("channel", "age"), ("age", "channel")):
        one, other = crosstab(responses, key, by), crosstab(found, key, by)
        assert (one.categories, one.groups) == (other.categories, other.groups)
        np.testing.assert_array_equal(one.counts, other.counts)


@pytest.mark.parametrize(
    "marks",
    [
        [[True, False], [None, True], [False, False]],
        [[1, 0], [None, 1.0], [0, 0]],
        [["○", ""], [None, "チラシ"], [" ", "×"]],
    ],
)
def test_columns_that_are_named_are_the_options_of_one_question(marks: list[list[Any]]) -> None:
    frame = pd.DataFrame(marks, columns=["きっかけ_市報", "きっかけ_チラシ"])
    columns = {"きっかけ": ["きっかけ_市報", "きっかけ_チラシ"]}
    found = responses_of(frame, columns=columns)
    assert [question.key for question in found.codebook.questions] == ["きっかけ"]
    assert heads(found, "きっかけ") == ["市報", "チラシ", "無回答"]
    assert rows(found, "きっかけ") == {"": [1, 1, 1]}
    named = responses_of(
        frame, columns={"q": {"きっかけ_チラシ": "チラシ", "きっかけ_市報": "市の報"}}
    )
    assert heads(named, "q") == ["チラシ", "市の報", "無回答"]


def test_frames_are_chunks_with_one_codebook() -> None:
    one = pl.DataFrame({"q": ["東", "西"], "n": [1, 2]})
    other = pl.DataFrame({"q": ["南", None], "n": [3.0, None]})
    chunks = asked_of([one, other], ["q", "n"])
    (table, _n) = tabulate(chunks)
    assert [each.label for each in table.categories] == ["南", "東", "西", "無回答"]
    assert table.counts.tolist() == [[1, 1, 1, 1]]
    assert chunks[0].codebook == chunks[1].codebook


def test_only_what_is_asked_for_is_looked_at() -> None:
    frame = pd.DataFrame({"a": ["x", "y"], "b": ["1", "2"], "c": ["p", "q"], "d": [{}, {}]})
    (found,) = asked_of([frame], ["a"], "b = 1")
    assert set(found.codes) == {"a", "b"}
    table = crosstab(found, "a", where="b = 1")
    assert table.counts.tolist() == [[1, 0, 0]]
    with pytest.raises(UnknownQuestion, match="Did you mean"):
        crosstab(asked_of([frame.rename(columns={"c": "channel"})], ["chanel"])[0], "chanel")


def test_weights_are_a_column() -> None:
    frame = pl.DataFrame({"q": ["東", "西", "東"], "w": [0.5, 2.0, 1.0]})
    table = crosstab(responses_of(frame, weights="w"), "q")
    assert table.counts.tolist() == [[1.5, 2.0, 0.0]] or table.counts.tolist()[0][:2] == [1.5, 2.0]
    assert table.bases[0, 0] == 3


@pytest.mark.parametrize(
    ("frame", "options", "message"),
    [
        (pd.DataFrame({"q": ["a"], "w": [-1]}), {"weights": "w"}, "no weight of 0 or more in 1"),
        (pd.DataFrame({"q": ["a"], "w": [None]}), {"weights": "w"}, "no weight|holds no numbers"),
        (pd.DataFrame({"q": ["a"], "w": ["x"]}), {"weights": "w"}, "holds no numbers"),
        (pd.DataFrame({"q": ["a"]}), {"weights": "weight"}, "no column “weight”"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), {}, "two columns of one name: a"),
        (pa.table([[1], [2]], names=["a", "a"]), {}, "two columns of one name: a"),
        (pd.DataFrame({1: [1], "1": [2]}), {}, "two columns of one name: 1"),
        (pd.DataFrame({"q": [[str(at) for at in range(63)]]}), {}, "more than 62 options"),
        (pl.DataFrame({"q": [[str(at)] for at in range(63)]}), {}, "more than 62 options"),
        (pd.DataFrame({"a": ["?"]}), {"columns": {"q": ["a"]}}, "holds “\\?”, neither a mark"),
        (pd.DataFrame({"a": [1.5]}), {"columns": {"q": ["a"]}}, "something else than whether"),
        (pd.DataFrame({"a": [1]}), {"columns": {"q": ["ab"]}}, "no column “ab”"),
        (pd.DataFrame({("a", "b", "c"): [1]}), {}, "Columns of 3 levels"),
        ({"q": [1]}, {}, "“dict” is no data frame"),
        (pd.Series([1]), {}, "“Series” is no data frame"),
    ],
)
def test_what_cannot_be_is_said(frame: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(OutreachError, match=message):
        responses_of(frame, **options)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([f"感想{at}" for at in range(3_000)], "“q” has 3,000 different answers: that is free"),
        ([datetime.date(2017, 2, 4)], "neither texts nor numbers"),
        ([[["a"]]], "neither texts nor numbers"),
        ([[{"a": 1}]], "neither texts nor numbers"),
        ([{"a": 1}], "neither texts nor numbers"),
    ],
)
def test_a_column_that_no_table_can_be_made_of_is_named(cells: list[Any], message: str) -> None:
    with pytest.raises(OutreachError, match=message):
        asked_of([pl.DataFrame({"q": cells})], ["q"])


def test_frames_that_contradict_each_other_are_told() -> None:
    with pytest.raises(OutreachError, match="not of one kind"):
        asked_of([pl.DataFrame({"q": ["a"]}), pl.DataFrame({"q": [1.5]})], ["q"])


def test_the_frame_is_left_as_it_was() -> None:
    columns = pd.MultiIndex.from_tuples([("a", "x"), ("a", "y"), ("b", "")])
    frame = pd.DataFrame([[True, False, "p"]], columns=columns)
    before = frame.copy()
    responses_of(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_a_dask_frame_is_read_where_narwhals_can() -> None:
    dask = pytest.importorskip("dask.dataframe")
    frame = dask.from_pandas(pd.DataFrame({"q": ["東", "西", "東"], "r": [1, 2, 3]}), npartitions=2)
    (found,) = asked_of([frame], ["q"])
    assert rows(found, "q") == {"": [2, 1, 0]}


def test_crosstab_takes_a_frame_of_any_library(make: Any) -> None:
    table = outreach.crosstab(make(DATA), "知ったきっかけ", "年齢", where="参加 = True")
    assert table.counts[2].tolist() == [1, 1, 1, 0]
    assert table.frame().loc["70歳代", "市報"] == 1


def test_tabulate_takes_frames_as_chunks_and_names_as_questions() -> None:
    frame = pl.DataFrame({"q": ["東", "西"], "g": ["a", "b"], "w": [1.0, 0.5]})
    tables = outreach.tabulate([frame, frame], ["q"], ["g"], weights="w")
    assert [repr(table) for table in tables] == ["<Table q: 1 × 3>", "<Table q by g: 3 × 3>"]
    assert tables[0].counts.tolist() == [[2.0, 1.0, 0.0]]
    assert [table.question.key for table in outreach.tabulate([frame])] == ["q", "g"]


def test_weights_of_a_survey_are_not_named_like_those_of_a_frame() -> None:
    responses = outreach.read_responses(LECTURE)
    with pytest.raises(OutreachError, match="for data frames only"):
        outreach.crosstab(responses, "age", weights="w")


def test_a_hidden_cell_is_missing_in_pandas_too() -> None:
    from dataclasses import replace

    from outreach.tables.hidden import Hidden

    table = crosstab(responses_of(pl.DataFrame({"q": ["東", "西", "東"]})), "q")
    flags = np.array([[True, False, False]])
    reasons = np.full((1, 3), "", object)
    hidden = Hidden(5, flags, flags, np.array([False]), reasons)
    frame = replace(table, hidden=hidden).frame()
    assert frame.isna().to_numpy().tolist() == [[True, False, False]]


def test_a_table_draws_itself() -> None:
    table = outreach.crosstab(pl.DataFrame({"q": ["東", "西"], "g": ["a", "b"]}), "q", "g")
    assert table.chart().to_dict()["title"]["text"] == "q × g (%)"


def test_columns_that_are_called_by_numbers_are_named_by_them() -> None:
    frame = pd.DataFrame([["男", "x", 1, 0, 2.0], ["女", "y", 1, 1, 1.0]])
    for question, by in ((0, 1), ("0", "1"), ("0", 1)):
        assert crosstab(frame, question, by).counts.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    many: Any = {9: {2: "市報", 3: "HP"}}
    assert crosstab(frame, 9, columns=many, weights=4).counts.tolist() == [[3, 1, 0]]  # type: ignore[arg-type]
    assert [each.question.key for each in tabulate([frame], [0], [1])] == ["0", "0"]  # type: ignore[list-item]
    assert outreach.summarise(frame, 4).total.mean[0] == 1.5  # type: ignore[arg-type]
    with pytest.raises(UnknownQuestion):
        crosstab(frame, 7)  # type: ignore[arg-type]


def test_moments_that_are_objects_of_python_are_moments() -> None:
    days = [datetime.date(2017, 2, day) for day in (4, 5, 4)]
    for cells in (days, [*days[:2], None], [datetime.time(9, hour) for hour in range(3)]):
        frame = pd.DataFrame({"d": pd.Series(cells, dtype=object), "a": ["x", "y", "x"]})
        assert responses_of(frame).codebook.question("d").type == "datetime"
        with pytest.raises(OutreachError, match="holds neither texts"):
            crosstab(frame, "d", by="a")
    mixed = pd.DataFrame({"d": pd.Series([days[0], "未定", days[0]], dtype=object)})
    assert heads(responses_of(mixed), "d") == ["2017-02-04", "未定", "無回答"]
