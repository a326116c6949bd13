"""A survey read whole: what is counted and themed, what is hidden, what is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from outreach.intake.surveys import find_survey
from outreach.studies import Study, read_study

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
BOOK = """format = 1
[survey]
title = "見本"
{more}
[question.age]
type = "single"
role = "age"
label = "年齢"
options = ["60歳代", "70歳代", "80歳以上"]
nets = {{ "70歳以上" = ["70歳代", "80歳以上"] }}
[question.channel]
type = "multiple"
role = "channel"
label = "知ったきっかけ"
options = ["市報", "チラシ"]
[question.useful]
type = "scale"
label = "本日の話は"
options = ["良い", "悪い"]
[question.comment]
type = "text"
role = "comment"
label = "感想"
"""
HEAD = "年齢,知ったきっかけ,本日の話は,感想\n"


@pytest.fixture(scope="module")
def lecture() -> Study:
    return read_study(find_survey(LECTURE))


def keys(study: Study) -> list[tuple[str, str]]:
    return [(t.question.key, t.by.key if t.by else "") for t in study.counted.tables]


def study(survey: Callable[..., Path], rows: str, more: str = "", **wanted: int) -> Study:
    folder = survey(HEAD + rows, BOOK.format(more=more))
    return read_study(find_survey(folder), **wanted)


def test_no_number_of_the_lecture_from_one_to_four_is_shown(lecture: Study) -> None:
    assert lecture.below == 5
    for table in lecture.counted.tables:
        assert table.hidden is not None
        shown = table.counts[~table.hidden.cells]
        assert not ((shown > 0) & (shown < 5)).any()


def test_through_which_channel_whom_is_always_there_by_bands_and_areas(lecture: Study) -> None:
    book = lecture.codebook
    table = lecture.crossed(book.question("channel"), book.question("district"))
    assert table is not None
    assert [str(group) for group in table.groups][:3] == ["吉祥寺圏", "中央圏", "武蔵境圏"]
    assert lecture.crossed(book.question("channel"), book.question("age")) is not None


def test_what_would_show_next_to_nothing_is_left_out_so_that_others_show_more(
    lecture: Study,
) -> None:
    assert ("understood", "district") not in keys(lecture)
    assert "understood" in {table.question.key for table in lecture.left_out}
    understood = lecture.simple(lecture.codebook.question("understood"))
    assert understood is not None
    assert understood.hidden is not None
    assert not understood.hidden.cells[0, 0]  # 95 of 104 understood: 2 and 7 are hidden
    assert understood.hidden.cells[0, 1:].all()


def test_themes_are_crossed_by_their_writers_only_where_no_theme_is_of_a_few(
    lecture: Study,
) -> None:
    kinds = [table for table in lecture.said if table.by and table.by.key == "kind"]
    assert [table.hidden for table in kinds] == [None]  # each comment is listed with its kind
    themes = lecture.themes
    assert themes is not None
    if min(theme.size for theme in themes.themes) < lecture.below:
        assert lecture.said == tuple(kinds)
    whole = read_study(find_survey(LECTURE), suppress=0)
    assert [table.by.key if table.by else "" for table in whole.said] == [
        "", "age", "district", "channel", "kind",
    ]  # fmt: skip


def test_with_nothing_hidden_every_town_is_there() -> None:
    whole = read_study(find_survey(LECTURE), suppress=0)
    book = whole.codebook
    table = whole.crossed(book.question("channel"), book.question("district"))
    assert table is not None
    assert "境南町" in [group.label for group in table.groups]
    assert table.hidden is None
    assert not whole.left_out
    assert ("age", "district") not in keys(whole)  # who people are, by who they are


def test_a_codebook_that_says_nothing_hides_below_five(survey: Callable[..., Path]) -> None:
    assert study(survey, "65,市報,良い,\n").below == 5
    assert study(survey, "65,市報,良い,\n", "suppress_below = 0").below == 0
    assert study(survey, "65,市報,良い,\n", "suppress_below = 0", suppress=3).below == 3


def test_a_survey_without_comments_has_no_themes(survey: Callable[..., Path]) -> None:
    found = study(survey, "65,市報,良い,\n72,チラシ,悪い,\n")
    assert found.themes is None
    assert found.said == ()


def test_a_survey_of_nobody_is_well_formed(survey: Callable[..., Path]) -> None:
    found = study(survey, "")
    assert len(found.answers) == 0
    assert all(np.asarray(table.counts).sum() == 0 for table in found.counted.tables)


def test_one_respondent_is_not_shown(survey: Callable[..., Path]) -> None:
    found = study(survey, "65,市報,良い,費用を知りたい\n")
    for table in found.counted.tables:
        assert table.hidden is not None
        assert not ((table.counts > 0) & ~table.hidden.cells).any()
