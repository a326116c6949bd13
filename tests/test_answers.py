"""One raw answer: the options, number or text that it says, or the rule that it breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outreach.codebook import Option, Question, Survey
from outreach.intake.answer import Answer
from outreach.intake.answers import AnswerReader

MISSING = ("無回答", "NA")
LABELS = ("市報", "チラシ", "知人、友人", "市ホームページ", "その他", "特にない")
ALIASES = {"チラシ": ("ちらし", "案内チラシ"), "市ホームページ": ("市HP",)}
CHANNEL = Question(
    "channel", "multiple", "経路", other="その他", exclusive=("特にない",), missing=MISSING,
    options=tuple(
        Option(str(at), label, ALIASES.get(label, ())) for at, label in enumerate(LABELS, 1)
    ),
)  # fmt: skip
FIRST = replace(CHANNEL, type="single", exclusive=())
CLOSED = replace(CHANNEL, other="", exclusive=())
USEFUL = Question(
    "useful", "scale", "役立ち", missing=("無回答", "9"),
    options=(Option("1", "役に立った"), Option("2", "普通"), Option("3", "役に立たなかった")),
)  # fmt: skip


def read(raw: str, question: Question) -> Answer:
    return AnswerReader(question, Survey()).read(raw)


def labels(raw: str, question: Question) -> list[str]:
    """Return the options that an answer is read as."""
    return [question.labels[at] for at in read(raw, question).chosen]


@pytest.mark.parametrize("question", [CHANNEL, FIRST, CLOSED])
@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("市報", "市報"), ("　市報 ", "市報"), ("市　報", "市報"), ("市報\n", "市報"),
        ("ﾁﾗｼ", "チラシ"), ("ちらし", "チラシ"), ("案内チラシ", "チラシ"),
        ("市ＨＰ", "市ホームページ"), ("市hp", "市ホームページ"), ("知人、友人", "知人、友人"),
        ("3", "知人、友人"), ("3.0", "知人、友人"), ("３", "知人、友人"), ("03", "知人、友人"),
        ("③", "知人、友人"), ("３．０", "知人、友人"), (" 3 ", "知人、友人"),
    ],
)  # fmt: skip
def test_an_option_is_found_by_its_text_alias_or_code(
    raw: str, label: str, question: Question
) -> None:
    assert labels(raw, question) == [label]
    assert not read(raw, question).fault


@pytest.mark.parametrize("question", [CHANNEL, FIRST, CLOSED, USEFUL])
@pytest.mark.parametrize("raw", ["", " ", "　", "\n", "無回答", "　無回答"])
def test_a_blank_and_what_the_codebook_calls_missing_are_no_answer(
    raw: str, question: Question
) -> None:
    answer = read(raw, question)
    assert answer.blank
    assert not answer.unreadable


def test_missing_answers_are_the_questions_own() -> None:
    assert read("9", USEFUL).blank
    assert read("NA", CHANNEL).blank
    assert read("NA", USEFUL).fault == "V001"


def test_an_option_that_is_called_like_a_missing_answer_is_an_option() -> None:
    unknown = Question("q", "single", "q", options=(Option("1", "不明"),), missing=("不明",))
    assert read("不明", unknown).chosen == (0,)


@pytest.mark.parametrize("raw", ["A1", "a1", "Ａ１", " A1 "])
def test_a_code_may_be_text(raw: str) -> None:
    question = Question("q", "single", "q", options=(Option("A1", "良い"), Option("A2", "悪い")))
    assert read(raw, question).chosen == (0,)


@pytest.mark.parametrize(
    ("raw", "near"),
    [
        ("市報!", "市報"), ("役立った", ""), ("チラン", "チラシ"), ("7", ""), ("0", ""),
        ("1.5", ""),
        ("市報\x00", "市報"), ("12", ""),
    ],
)  # fmt: skip
def test_what_finds_no_option_is_unreadable_and_names_the_nearest(raw: str, near: str) -> None:
    for question in (CLOSED, replace(CLOSED, type="single")):
        answer = read(raw, question)
        assert (answer.fault, answer.near, answer.unreadable) == ("V001", near, True)
        assert not answer.blank


@pytest.mark.parametrize(
    "raw", ["役に立った、普通", "1,3", "１　２", "役に立った・役に立たなかった", "①②", "1.0,2.0"]
)
def test_two_answers_where_one_is_asked(raw: str) -> None:
    answer = read(raw, USEFUL)
    assert (answer.chosen, answer.unreadable) == ((), True)
    if raw not in ("①②", "1.0,2.0"):
        assert answer.fault == "V002"


@pytest.mark.parametrize(
    "raw", ["市報、チラシ", "市報、親から", "親から、市報", "市報 親から チラシ"]
)
def test_an_option_and_another_answer_are_two_also_where_free_text_is_welcome(raw: str) -> None:
    assert read(raw, FIRST).fault == "V002"


@pytest.mark.parametrize("raw", ["役に立った、役に立った", "1、1", "役に立った、1"])
def test_the_same_answer_twice_is_one(raw: str) -> None:
    assert labels(raw, USEFUL) == ["役に立った"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("その他", ""), ("その他（親から）", "親から"), ("その他：職場での会議", "職場での会議"),
        ("その他（）", ""), ("親から", "親から"), ("　親から　", "親から"), ("ＦＡＸ", "FAX"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("question", [CHANNEL, FIRST])
def test_free_text_beside_the_options_is_other_and_kept(
    raw: str, text: str, question: Question
) -> None:
    answer = read(raw, question)
    assert [question.labels[at] for at in answer.chosen] == ["その他"]
    assert (answer.text, answer.fault) == (text, "")


@pytest.mark.parametrize("question", [CHANNEL, FIRST])
@pytest.mark.parametrize("raw", ["8", "0", "99", "12", "１２", "⑫"])
def test_a_code_that_is_not_there_is_no_free_text(raw: str, question: Question) -> None:
    assert read(raw, question).fault


@pytest.mark.parametrize("raw", ["市ホームペジ", "知人友人", "市報?"])
@pytest.mark.parametrize("question", [CHANNEL, FIRST])
def test_free_text_that_is_nearly_an_option_is_counted_with_a_warning(
    raw: str, question: Question
) -> None:
    answer = read(raw, question)
    assert (answer.fault, answer.text, answer.unreadable) == ("V007", raw, False)


def test_a_remark_that_has_no_place_is_a_warning_and_the_option_counts() -> None:
    answer = read("普通（まあまあ）", USEFUL)
    assert (answer.chosen, answer.fault, answer.unreadable) == ((1,), "V008", False)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("市報,チラシ", ["市報", "チラシ"]), ("チラシ、市報", ["市報", "チラシ"]),
        ("1,2", ["市報", "チラシ"]), ("１、２", ["市報", "チラシ"]), ("①、②", ["市報", "チラシ"]),
        ("1.0,2.0", ["市報", "チラシ"]),
        ("市報|チラシ", ["市報", "チラシ"]), ("知人、友人、市報", ["市報", "知人、友人"]),
        ("市報、その他（親）", ["市報", "その他"]), ("市報、親から", ["市報", "その他"]),
    ],
)  # fmt: skip
def test_a_multiple_answer_holds_every_option_that_it_names(raw: str, expected: list[str]) -> None:
    assert labels(raw, CHANNEL) == expected


def test_a_part_that_cannot_be_read_leaves_the_rest_as_it_is() -> None:
    answer = read("市報、親から", CLOSED)
    assert (answer.chosen, answer.fault, answer.unreadable) == ((0,), "V001", True)


@pytest.mark.parametrize("raw", ["特にない、市報", "6,1", "特にない、その他", "特にない、親から"])
def test_an_exclusive_option_stands_alone(raw: str) -> None:
    answer = read(raw, CHANNEL)
    assert (answer.fault, answer.unreadable) == ("V006", True)


def test_an_exclusive_option_may_have_a_remark() -> None:
    assert labels("特にない（親）", CHANNEL) == ["特にない"]


@pytest.mark.parametrize("raw", ["○", "〇", "◯", "1", "１", "レ", "✓", " ○ ", "市報"])
def test_a_mark_in_an_options_own_column_chooses_it(raw: str) -> None:
    assert AnswerReader(CHANNEL, Survey()).read_mark(raw, 0).chosen == (0,)


@pytest.mark.parametrize("raw", ["", "　", "0", "×", "-", "無回答"])
def test_a_blank_mark_chooses_nothing(raw: str) -> None:
    assert AnswerReader(CHANNEL, Survey()).read_mark(raw, 0).blank


def test_a_mark_of_ones_own_replaces_the_default_ones() -> None:
    reader = AnswerReader(replace(CHANNEL, marks=("選",)), Survey())
    assert reader.read_mark("選", 0).chosen == (0,)
    assert reader.read_mark("○", 0).fault == "V001"


def test_text_in_the_column_of_other_is_its_text() -> None:
    answer = AnswerReader(CHANNEL, Survey()).read_mark("親から", 4)
    assert (answer.chosen, answer.text) == ((4,), "親から")


@pytest.mark.parametrize(
    "raw", ["特になし", "ない", "わからない", "-", "？", "×", "ー", "特にありません", "99"]
)
def test_what_says_nothing_is_not_free_text(raw: str) -> None:
    answer = read(raw, CHANNEL)
    assert (answer.chosen, answer.fault) == ((), "V001")


def test_labels_that_are_numbers_are_read_as_numbers() -> None:
    scale = Question("q", "scale", "q", options=tuple(Option(n, n) for n in "54321"))
    assert [read(raw, scale).chosen for raw in ("5.0", "１", "3")] == [(0,), (4,), (2,)]


def test_what_several_options_begin_with_is_near_to_none() -> None:
    east, south = Option("1", "東町", ("吉祥寺東町",)), Option("2", "南町", ("吉祥寺南町",))
    town = Question("town", "single", "住所", options=(east, south))
    assert read("吉祥寺", town).near == ""
    assert read("吉祥寺東", town).near == "東町"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("3", 3), ("３", 3), ("3.5", 3.5), ("-2", -2), ("1,234", 1234), ("１２人", 12), ("5回", 5),
        ("007", 7), ("+3", 3), ("50%", 50),
    ],
)  # fmt: skip
def test_a_number_is_read_with_its_unit(raw: str, value: float) -> None:
    assert read(raw, Question("n", "number", "n")).value == value


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("#N/A", "V010"), ("#REF!", "V010"), ("＃ＤＩＶ/０！", "V010"), ("Err:502", "V010"),
        ("=1+1", "V011"), ("=IF(A1>3,1,2)", "V011"), ("1月2日", "V009"), ("2-Jan", "V009"),
        ("2026-01-02", "V009"), ("2026/1/2", "V009"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_did_to_an_answer_is_named(raw: str, fault: str) -> None:
    for question in (CLOSED, replace(CLOSED, type="single"), Question("n", "number", "n")):
        answer = read(raw, question)
        assert (answer.fault, answer.unreadable, answer.blank) == (fault, True, False)


def test_an_error_value_in_a_comment_is_told_and_a_formula_is_what_somebody_wrote() -> None:
    comment = Question("c", "text", "c")
    assert (read("#N/A", comment).fault, read("#N/A", comment).text) == ("V010", "#N/A")
    assert (read("=感謝", comment).fault, read("=感謝", comment).text) == ("", "=感謝")


@pytest.mark.parametrize("raw", ["-1", "32", "1,000"])
def test_a_number_out_of_its_range_is_a_finding(raw: str) -> None:
    days = Question("n", "number", "n", minimum=0, maximum=31)
    assert read(raw, days).fault == "V012"
    assert read(raw, replace(days, minimum=None, maximum=None)).fault == ""


def test_an_age_and_a_weight_have_a_range_by_nature() -> None:
    age, weight = Question("a", "number", "a", role="age"), Question("w", "weight", "w")
    assert [read(raw, age).fault for raw in ("0", "130", "131", "-1")] == ["", "", "V012", "V012"]
    assert [read(raw, weight).fault for raw in ("0", "0.5", "-0.5")] == ["", "", "V012"]


@pytest.mark.parametrize("raw", ["三回くらい", "1,23", "3-4", "1e5", "nan", "inf", "9" * 400])
def test_what_is_no_number_is_a_finding(raw: str) -> None:
    assert read(raw, Question("n", "number", "n")).fault == "V003"


def test_a_comment_keeps_its_own_characters() -> None:
    comment = Question("c", "text", "感想")
    assert read(" ﾁﾗｼ ①、\n無回答 ", comment).text == "ﾁﾗｼ ①、\n無回答"
