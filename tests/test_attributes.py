"""Who says what: themes and kinds by what people answered."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from outreach.attribute_answers import comment_answers, people_answers, theme_labels
from outreach.attribute_rows import (
    grouped_by,
    grouped_by_kind,
    grouped_by_survey,
    grouped_by_theme,
)
from outreach.attributes import theme_tables
from outreach.codebook import Codebook, Option, Question, Survey
from outreach.comments.comment import Comment
from outreach.comments.kinds import Kind
from outreach.comments.theme import OTHER, Theme, Themes
from outreach.errors import OutreachError, UnknownOption, UnknownQuestion
from outreach.intake.coding import code_dtype
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.tables.disclosure.suppression import suppress
from outreach.tables.table import Table

REQUEST, QUESTION, UNSURE = "request", "question", "unsure"


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(at), label) for at, label in enumerate(labels, 1))


AGE = Question("age", "single", "年齢", "age", options=options("70歳代", "80歳以上"))
CHANNEL = Question("channel", "multiple", "経路", "channel", options=options("市報", "チラシ"))
JOB = Question("job", "single", "職種", "profession", options=options("医師", "看護師"))
COMMENT = Question("comment", "text", "ご意見", "comment")
BOOK = Codebook(Survey(), (AGE, CHANNEL, JOB, COMMENT), path=Path("2017-見本/codebook.toml"))


def people(ages: list[int], channels: list[int] | None = None, book: Codebook = BOOK) -> Responses:
    size = len(ages)
    codes = {"age": ages, "channel": channels or [0] * size, "job": [0] * size}
    arrays = {
        key: np.array(values, code_dtype(book.question(key))) for key, values in codes.items()
    }
    return Responses(book, Respondents(None, 1, size), arrays)


def themed(
    rows: list[int],
    codes: list[int],
    labels: tuple[str, ...] = ("往診", "費用", "その他"),
    kinds: list[str] | None = None,
    survey: str = "",
) -> Themes:
    """Return the themes of comments in these rows; the last one is その他."""
    array = np.array(codes, dtype=np.int16)
    themes = tuple(
        Theme(OTHER if label == "その他" else f"t{at}", label,
              comments=tuple(np.flatnonzero(array == at).tolist()))
        for at, label in enumerate(labels)
    )  # fmt: skip
    comments = tuple(Comment(str(row), "comment", "…", row, survey) for row in rows)
    none = np.full(len(rows), -1, np.int16)
    return Themes(comments, themes, array, none, np.zeros(len(rows)),
                  kinds=[Kind(kind) for kind in kinds or []])  # fmt: skip


SIX = people([0, 0, 0, 1, 1, -1], [1, 3, 0, 2, 2, 1])
# The first wrote two comments, the third said nothing, the fifth wrote none.
FIVE = themed([0, 1, 2, 3, 5, 0], [0, 0, -1, 1, 2, 1],
              kinds=[REQUEST, REQUEST, UNSURE, QUESTION, UNSURE, QUESTION])  # fmt: skip


def by(tables: list[Table], key: str) -> Table:
    return next(table for table in tables if (table.by.key if table.by else "") == key)


def test_people_are_counted_once_in_each_of_their_themes() -> None:
    tables = theme_tables(SIX, FIVE, test=False)
    simple = by(tables, "")
    assert [each.label for each in simple.categories] == ["往診", "費用", "その他"]
    assert simple.counts.tolist() == [[2, 2, 1]]
    assert simple.bases.tolist() == [[4, 4, 4]]  # of six, who wrote something that says something
    ages = by(tables, "age")
    assert [each.label for each in ages.groups] == ["70歳代", "80歳以上", "無回答"]
    assert ages.counts.tolist() == [[2, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert ages.bases[:, 0].tolist() == [2, 1, 1]
    assert by(tables, "channel").counts[:2].tolist() == [[2, 1, 1], [1, 1, 0]]
    assert [table.by.key if table.by else "" for table in tables] == [
        "", "age", "channel", "job", "kind",
    ]  # fmt: skip


def test_the_base_of_all_is_everybody_who_returned_the_form() -> None:
    ages = by(theme_tables(SIX, FIVE, ["age"], base="all", test=False), "age")
    assert ages.bases[:, 0].tolist() == [3, 2, 1]
    assert [each.label for each in ages.categories][-1] == "無回答"
    assert ages.counts[:, -1].tolist() == [1, 1, 0]


def test_a_second_theme_counts_where_that_is_asked_for() -> None:
    seconds = FIVE.seconds.copy()
    seconds[1] = 1
    tables = theme_tables(SIX, replace(FIVE, seconds=seconds), ["age"], seconds=True, test=False)
    assert by(tables, "").counts.tolist() == [[2, 3, 1]]


def test_theme_by_kind_counts_comments_where_somebody_wrote_two() -> None:
    table = by(theme_tables(SIX, FIVE, ["kind"], test=False), "kind")
    assert table.where == "each comment by itself"
    assert [each.label for each in table.groups] == [
        "question", "request", "appreciation", "concern", "unsure",
    ]  # fmt: skip
    assert table.counts.tolist() == [[0, 2, 0], [2, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 1]]
    one_each = themed([0, 1, 3], [0, 0, 1], kinds=[REQUEST, REQUEST, QUESTION])
    table = by(theme_tables(SIX, one_each, ["kind"], test=False), "kind")
    assert table.where == ""
    assert table.counts[:2].tolist() == [[0, 1, 0], [2, 0, 0]]


def test_kinds_by_age() -> None:
    ages = by(theme_tables(SIX, FIVE, of="kind", test=False), "age")
    assert ages.question.key == "kind"
    assert ages.counts.tolist() == [[1, 2, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 1]]
    assert not any(each.by and each.by.key == "kind" for each in theme_tables(SIX, FIVE, of="kind"))


def test_the_tests_are_fit_for_small_counts() -> None:
    answers = people([0] * 8 + [1] * 8)
    themes = themed(list(range(16)), [0] * 7 + [1] * 9)
    ages = by(theme_tables(answers, themes), "age")
    assert ages.tests is not None
    p = fisher_exact([[7, 1], [0, 8]])[1]
    assert ages.tests.p[:2, :2] == pytest.approx(np.full((2, 2), p))
    assert ages.tests.outcomes[0].method.startswith("permutation test")
    assert ages.tests.outcomes[0].p is not None
    assert ages.tests.outcomes[0].p < 0.01
    assert by(theme_tables(answers, themes, test=False), "age").tests is None


def test_small_cells_are_hidden_as_everywhere() -> None:
    answers = people([0] * 20 + [1] * 20)
    themes = themed(list(range(40)), [0] * 18 + [1] * 2 + [0] * 10 + [1] * 10)
    shown = theme_tables(answers, themes, ["age"], test=False)
    hidden = theme_tables(answers, themes, ["age"], test=False, suppress=5)
    ages = by(hidden, "age")
    assert ages.hidden is not None
    assert ages.hidden.cells[0, 1]
    assert not ages.hidden.cells[1].all()
    again = suppress(shown, 5)
    assert [table.hidden.cells.tolist() for table in again if table.hidden] == [
        table.hidden.cells.tolist() for table in hidden if table.hidden
    ]
    notes = [row["note"] for row in ages.tidy() if row["count"] is None]
    assert notes
    assert all(notes)


def test_comments_one_by_one_are_hidden_too() -> None:
    rows = list(range(20)) * 2
    kinds = [REQUEST] * 19 + [QUESTION] + [UNSURE] * 20
    themes = themed(rows, [0] * 20 + [1] * 20, kinds=kinds)
    table = by(theme_tables(people([0] * 20), themes, ["kind"], suppress=3), "kind")
    assert table.where
    assert table.hidden is not None
    assert table.hidden.cells[0, 0]


def test_several_surveys_are_one_break() -> None:
    old = replace(BOOK, survey=Survey(title="講演会", date=datetime.date(2016, 2, 4)),
                  path=Path("2016-前回/codebook.toml"))  # fmt: skip
    new = replace(BOOK, survey=Survey(title="講演会", date=datetime.date(2017, 2, 4)))
    surveys = [people([0, 1, 1], book=new), people([0, 1], book=old)]
    comments = (
        *themed([0, 2], [0, 0], survey="2017-見本").comments,
        *themed([0, 1], [0, 0], survey="2016-前回").comments,
    )
    themes = replace(themed([0, 2, 0, 1], [0, 1, 1, 1]), comments=comments)
    tables = theme_tables(surveys, themes, test=False)
    assert [table.by.key if table.by else "" for table in tables][:3] == ["", "event", "age"]
    events = by(tables, "event")
    assert [each.label for each in events.groups] == ["2016-02-04 講演会", "2017-02-04 講演会"]
    assert events.counts.tolist() == [[0, 2, 0], [1, 1, 0]]
    assert by(tables, "age").counts[:2].tolist() == [[1, 1, 0], [0, 2, 0]]
    assert grouped_by_survey(comments).groups == ("2017-見本", "2016-前回")
    for wrong in (themed([0], [0], survey="2018-次回"), themed([9], [0], survey="2017-見本")):
        with pytest.raises(OutreachError, match="not of these answers"):
            theme_tables(surveys, wrong)
    with pytest.raises(OutreachError, match="called"):
        theme_tables([surveys[0], surveys[0]], themes)


def test_comments_of_other_answers_are_refused() -> None:
    with pytest.raises(OutreachError, match="not of these answers"):
        theme_tables(SIX, themed([6], [0]))
    sample = replace(FIVE, comments=FIVE.comments[:2])
    with pytest.raises(OutreachError, match="sample"):
        theme_tables(SIX, sample)


def test_what_cannot_be_asked_for_is_said() -> None:
    with pytest.raises(UnknownOption, match="neither theme nor kind"):
        theme_tables(SIX, FIVE, of="age")
    with pytest.raises(UnknownQuestion):
        theme_tables(SIX, FIVE, ["sex"])


def test_no_comment_at_all_makes_tables_of_nobody() -> None:
    tables = theme_tables(SIX, themed([], []))
    assert all(not table.counts.any() for table in tables)
    assert by(tables, "age").shares().shape == (3, 3)


def test_a_form_that_asks_for_a_theme_keeps_its_question() -> None:
    own = Question("theme", "single", "テーマ", options=options("往診", "費用"))
    book = replace(BOOK, questions=(*BOOK.questions, own))
    answers = people([0, 1], book=book)
    answers = replace(answers, codes={**answers.codes, "theme": np.array([0, 1], np.int8)})
    tables = theme_tables(answers, themed([0, 1], [0, 1]), ["theme"], test=False)
    assert [table.question.key for table in tables] == ["theme_", "theme_"]
    assert by(tables, "theme").counts[:2].tolist() == [[1, 0, 0], [0, 1, 0]]


def test_more_themes_than_a_table_has_room_for_are_counted_with_the_others() -> None:
    labels = (*(f"題{at:02}" for at in range(70)), "その他")
    codes = [*range(70), *range(61), 70]
    answers = people([0] * len(codes))
    (simple, *_rest) = theme_tables(answers, themed(list(range(len(codes))), codes, labels))
    assert len(simple.categories) == 62
    assert simple.counts[0].tolist() == [2] * 61 + [10]
    assert simple.categories[-1].label == "その他 (with 9 smaller themes)"
    assert simple.question.other == simple.categories[-1].label


def test_names_that_would_be_taken_for_others_are_made_apart() -> None:
    labels = ("無回答", "往診|夜間", "往診", "往診", "その他")
    names = theme_labels(themed([], [], labels))
    assert names == ("無回答 (2)", "往診｜夜間", "往診", "往診 (2)", "その他")


def test_the_answers_can_be_used_like_any_other() -> None:
    frame = people_answers(SIX, FIVE).frame
    assert frame["theme", "往診"].tolist() == [True, True, False, False, False, False]
    each = comment_answers(SIX, FIVE)
    assert len(each) == 6
    assert each.codes["theme"].tolist() == [0, 0, -1, 1, 2, 1]
    assert each.codes["age"].tolist() == [0, 0, 0, 1, -1, 0]
    assert each.codes["kind"].tolist() == [1, 1, -1, 0, 4, 0]


def test_groups_of_comments() -> None:
    ages = grouped_by(FIVE.comments, SIX, "年齢")
    assert ages.groups == ("70歳代", "80歳以上")
    assert ages.labels == (("70歳代",), ("70歳代",), ("70歳代",), ("80歳以上",), (), ("70歳代",))
    assert grouped_by(FIVE.comments, SIX, "channel").labels[1] == ("市報", "チラシ")
    assert grouped_by_theme(FIVE).labels == (
        ("往診",), ("往診",), (), ("費用",), ("その他",), ("費用",),
    )  # fmt: skip
    assert grouped_by_kind(FIVE).labels[1:4] == (("request",), (), ("question",))
    with pytest.raises(OutreachError, match="no options"):
        grouped_by(FIVE.comments, SIX, "comment")


drawn = st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 3)), max_size=25)


@settings(max_examples=50, deadline=None)
@given(drawn)
def test_counts_are_what_the_comments_say(comments: list[tuple[int, int]]) -> None:
    answers = people([0, 1, -1, 0, 1, 0, 1, -2, 0, 1])
    labels = ("往診", "費用", "夜間", "その他")
    themes = themed([row for row, _code in comments], [code for _row, code in comments], labels)
    tables = theme_tables(answers, themes, ["age"], test=False)
    who = [{row for row, code in comments if code == at} for at in range(4)]
    assert by(tables, "").counts[0].tolist() == [len(each) for each in who]
    assert by(tables, "").bases[0, 0] == len(set().union(*who))
    ages = by(tables, "age")
    assert ages.counts[0].tolist() == [len(each & {0, 3, 5, 8}) for each in who]
