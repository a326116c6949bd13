"""Layouts in which answers were once misread in silence: each is read right or told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import outreach

Folder = Callable[..., Path]
BOOK = """format = 1
[survey]
date = 2017-02-04
[question.number]
type = "id"
label = "番号"
optional = true
[question.age]
type = "single"
role = "age"
label = "年齢"
options = ["60歳代", "70歳代", "80歳以上"]
optional = true
[question.want]
type = "multiple"
label = "知りたいこと"
options = ["看取り", "認知症", "費用", "その他"]
other = "その他"
optional = true
[question.worry]
type = "multiple"
label = "心配なこと"
options = ["費用", "認知症", "急変時", "その他"]
other = "その他"
optional = true
[question.content]
type = "single"
label = "満足度"
options = ["満足", "普通", "不満"]
optional = true
[question.way]
type = "multiple"
label = "どこで知りましたか"
options = ["市報", "チラシ", "知人"]
optional = true
[question.comment]
type = "text"
label = "感想"
optional = true
"""


@pytest.fixture
def read(survey: Folder) -> Callable[[str], tuple[Sequence[str], list[dict[str, str]]]]:
    """Return a function that gives the rules broken, and the rows where nothing stops."""

    def of(rows: str) -> tuple[Sequence[str], list[dict[str, str]]]:
        folder = survey(rows, BOOK)
        rules = [finding.rule for finding in outreach.check(folder)]
        try:
            frame = outreach.normalise(outreach.read_responses(folder))
        except outreach.OutreachError:
            return rules, []
        return rules, frame.to_dict("records")

    return of


Read = Callable[[str], tuple[Sequence[str], list[dict[str, str]]]]


def test_questions_that_share_options_keep_them_in_any_order(read: Read) -> None:
    head = "費用,認知症,急変時,その他,看取り,認知症,費用,その他"
    rules, rows = read(f"番号,{head}\n1,○,,,,,,,\n2,,,,,,,○,\n")
    assert rules == []
    assert [(row["worry"], row["want"]) for row in rows] == [("費用", ""), ("", "費用")]


@pytest.mark.parametrize("hint", ["", "（自由記述）", "1つ選択"])
def test_a_second_header_row_is_one_whatever_hint_stands_in_it(read: Read, hint: str) -> None:
    rules, rows = read(f"番号,どこで知りましたか,,,感想\n,市報,チラシ,知人,{hint}\n1,○,,○,よい\n")
    assert rules == []
    assert [(row["way"], row["comment"]) for row in rows] == [("市報|知人", "よい")]


def test_a_row_of_hints_below_the_header_is_no_form(read: Read) -> None:
    rules, rows = read("番号,知りたいこと,感想\n,（複数回答可）,（自由記述）\n1,費用,よい\n")
    assert (rules, [row["want"] for row in rows]) == ([], ["費用"])


def test_options_of_a_single_question_in_columns_are_read(read: Read) -> None:
    text = "番号,満足度,,,どこで知りましたか,,\n,満足,普通,不満,市報,チラシ,知人\n"
    rules, rows = read(text + "1,○,,,○,○,\n2,,,,,,○\n3,○,○,,,,\n")
    assert rules == ["V002"]  # two ticks are two answers
    assert [row["content"] for row in rows] == ["満足", "", "満足、普通"]
    assert [row["way"] for row in rows] == ["市報|チラシ", "知人", ""]


def test_the_first_form_is_never_taken_for_a_second_header_row(read: Read) -> None:
    rules, rows = read(
        "満足度,どこで知りましたか,,,感想\n満足,市報,チラシ,知人,よい\n満足,市報,,,\n"
    )
    assert rows == []
    assert "H003" in rules


def test_answers_right_of_a_question_without_a_header_stop(read: Read) -> None:
    rules, rows = read("番号,どこで知りましたか,,,感想\n1,市報,チラシ,,\n2,市報,,,\n")
    assert "H003" in rules
    assert rows == []


def test_a_record_of_kintone_on_several_rows_is_no_second_person(read: Read) -> None:
    head = "レコードの開始行,レコード番号,更新日時,年齢,満足度\n"
    rules, rows = read(
        head + "*,1,2017-02-04T00:00:00Z,60代,満足\n,1,2017-02-04T00:00:00Z,60代,満足\n"
    )
    assert "R002" in rules
    assert rows == []


def test_whole_forms_below_a_blank_row_are_no_notes(read: Read) -> None:
    rows = "番号,年齢,満足度,感想\n" + "".join(f"{at},60代,満足,\n" for at in range(1, 9))
    rules, found = read(rows + "\n甲,70代,普通,よい\n")
    assert len(found) == 9
    assert "R003" in rules


@pytest.mark.parametrize("word", ["小計", "総計", "人数"])
def test_totals_of_every_name_are_no_forms(read: Read, word: str) -> None:
    rows = "番号,年齢,満足度\n" + "".join(f"{at},60代,満足\n" for at in range(1, 9))
    assert len(read(rows + f"{word},3,2\n")[1]) == 8


@pytest.mark.parametrize("word", ["例", "2月4日"])
def test_a_word_where_forms_have_a_number_is_told(read: Read, word: str) -> None:
    rows = "番号,年齢,満足度\n" + "".join(f"{at},60代,満足\n" for at in range(1, 9))
    rules, found = read(rows + f"{word},3,2\n9,60代,満足\n")
    assert (rules, len(found)) == (["R003"], 10)


@pytest.mark.parametrize("nothing", ["なし", "-", "特になし", "N/A"])
def test_who_writes_that_there_is_nothing_else_has_not_chosen_it(read: Read, nothing: str) -> None:
    rules, rows = read(f"番号,知りたいこと,知りたいこと_other\n1,費用,{nothing}\n2,費用,口腔ケア\n")
    assert [row["want"] for row in rows] == ["費用", "費用|その他"]
    assert rules == []


@pytest.mark.parametrize("sign", ["※", "*", "（注）"])
def test_a_comment_that_begins_as_a_note_does_stays_with_its_respondent(
    read: Read, sign: str
) -> None:
    rows = read(f"感想,満足度\n{sign}よかった,満足\n{sign}また来たい,\n")[1]
    assert [row["comment"] for row in rows] == [f"{sign}よかった", f"{sign}また来たい"]


def test_a_form_that_is_typed_twice_is_found_beside_a_row_of_totals(read: Read) -> None:
    rules, _rows = read("番号,年齢,満足度\n1,60代,満足\n2,60代,普通\n2,70代,\n合計,3,\n")
    assert rules == ["R002"]


def test_a_short_comment_in_the_wrong_column_is_not_shown(survey: Folder) -> None:
    folder = survey("番号,年齢,満足度,感想\n1,60代,母が認知症で困っている,\n", BOOK)
    (finding,) = outreach.check(folder)
    assert "困っている" not in str(finding)


def test_an_identifier_that_is_a_mail_address_is_not_shown(survey: Folder) -> None:
    folder = survey("番号,年齢,満足度,感想\nhanako@example.jp,60代,不明瞭,\n", BOOK)
    assert all("hanako" not in str(finding) for finding in outreach.check(folder))
