"""A codebook.toml: what a good one holds, and that a broken one says where and what to do."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

import outreach
from outreach.codebook import MARKS
from outreach.errors import CodebookError, SurveyNotFound

Folder = Callable[..., Path]
GOOD = 'format = 1\n[question.a]\ntype = "single"\noptions = ["良い", "悪い"]\n'
AFTER = 5  # the line of what is added to GOOD
MULTIPLE = 'format = 1\n[question.a]\ntype = "multiple"\noptions = [{}]\n'


def many(number: int) -> str:
    return MULTIPLE.format(", ".join(f'"選択肢{at}"' for at in range(number)))


def error_of(folder: Path) -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        outreach.read_codebook(folder)
    return caught.value


SYNTAX = {
    "a full-width =": ('type ＝ "single"\n', AFTER, "Full-width"),
    "full-width quotes": ("label = “年齢”\n", AFTER, "Full-width"),
    "a full-width bracket": ("［question.b］\n", AFTER, "Full-width"),
    "a full-width comma": ('headers = ["a"，"b"]\n', AFTER, ""),
    "a full-width indent": ('　label = "年齢"\n', AFTER, ""),
    "no quotes": ("label = 年齢\n", AFTER, ""),
    "an open quote": ('label = "年齢\n', AFTER, ""),
    "an open list": ('headers = ["a",\n\n', AFTER, ""),
    "a key twice": ('type = "single"\n', AFTER, ""),
    "a table twice": ("[question.a]\n", AFTER, ""),
    "a NUL": ('label = "\x00"\n', AFTER, ""),
}


@pytest.mark.parametrize(("added", "line", "words"), SYNTAX.values(), ids=SYNTAX)
def test_what_is_not_toml_is_named_with_its_line(
    survey: Folder, added: str, line: int, words: str
) -> None:
    error = error_of(survey(codebook=GOOD + added))
    (fault,) = error.faults
    assert fault.place.row is not None
    assert line <= fault.place.row <= line + added.count("\n")
    assert fault.remedy
    assert words in str(error)


FAULTS = {
    "an unknown key": ('optoins = ["x"]\n', AFTER, "Did you mean options?"),
    "an unknown key of the survey": ('[survey]\ntitel = "x"\n', 6, "Did you mean title?"),
    "an unknown table": ('[sruvey]\ntitle = "x"\n', AFTER, "Did you mean survey?"),
    "a flag as text": ('required = "yes"\n', AFTER, "true or false"),
    "a label as number": ("label = 3\n", AFTER, "a text in quotes"),
    "decimals below 0": ("decimals = -1\n", AFTER, "whole number"),
    "headers as number": ("headers = [1]\n", AFTER, "a list of texts"),
    "aliases as list": ('aliases = ["x"]\n', AFTER, "a table of lists"),
    "scores as text": ('scores = ["x", "y"]\n', AFTER, "a list of numbers"),
    "applies to nobody": (
        'applies = { question = "age", is = ["30代"] }\n[question.age]\ntype = "single"\n'
        'options = ["20代", "30歳代"]\n', AFTER, "Did you mean 30歳代?",
    ),
    "applies to no question": (
        'applies = { question = "agee", is = ["a"] }\n', AFTER, "no other question “agee”"
    ),
    "applies without an answer": ('applies = { question = "age" }\n', AFTER, "question = "),
    "a grid of a text": (
        '[question.t]\ntype = "text"\ngrid = "満足度"\n', AFTER + 2, "needs options"
    ),
    "a grid whose options differ": (
        '[question.b]\ntype = "single"\ngrid = "満足度"\noptions = ["良", "悪"]\n'
        '[question.c]\ntype = "single"\ngrid = "満足度"\noptions = ["良", "不良"]\n',
        AFTER + 6, "their options differ",
    ),
    "questions that apply in a circle": (
        '[question.b]\ntype = "single"\noptions = ["良"]\n'
        'applies = { question = "c", is = ["良"] }\n'
        '[question.c]\ntype = "single"\noptions = ["良"]\n'
        'applies = { question = "b", is = ["良"] }\n',
        AFTER + 3, "in a circle",
    ),
    "a date in quotes": ('[survey]\ndate = "2017-02-04"\n', 6, "without quotes"),
    "people as text": ('[survey.people]\n"参加者" = "173"\n', AFTER, "head counts"),
    "an unknown role": ('role = "adress"\n', AFTER, "age, district, channel, comment"),
    "an alias for no option": ('aliases = { "良" = ["good"] }\n', AFTER, "none of the options"),
    "a net of no option": ('nets = { "n" = ["良い", "良"] }\n', AFTER, "none of the options"),
    "another that is no option": ('other = "その他"\n', AFTER, "none of the options"),
    "an outside that is no option": ('outside = "市外"\n', AFTER, "none of the options"),
    "an exclusive that is no option": ('exclusive = ["悪"]\n', AFTER, "none of the options"),
    "too few codes": ("codes = [1]\n", AFTER, "1 for 2 options"),
    "too many scores": ("scores = [1, 2, 3]\n", AFTER, "3 for 2 options"),
    "a code twice": ("codes = [1, 1]\n", AFTER, ""),
    "a code in two spellings": ('codes = ["3", "3.0"]\n', AFTER, ""),
    "a bar in an option of several": (
        '[question.b]\ntype = "multiple"\noptions = ["a|b", "c"]\n', 7, "may not contain |",
    ),
    "an alias that is another's code": ('aliases = { "良い" = ["2"] }\n', None, "two options"),
    "no mark": ("marks = []\n", AFTER, "one mark"),
    "a net called like no answer": ('nets = { "無回答" = ["良い"] }\n', AFTER, "net"),
    "too many decimals": ("decimals = 26\n", AFTER, "from 0 to 6"),
    "a blank code": ('codes = ["", "1"]\n', AFTER, ""),
    "an alias of two options": (
        'aliases = { "良い" = ["可"], "悪い" = ["可 "] }\n', None, "two options",
    ),
    "an alias that is an option": ('aliases = { "良い" = ["悪い"] }\n', None, "two options"),
    "a blank alias": ('aliases = { "良い" = ["　"] }\n', None, "blank"),
    "a net called like an option": ('nets = { "良い" = ["良い"] }\n', AFTER, ""),
    "a header of two questions": (
        'headers = ["問1"]\n[question.b]\ntype = "text"\nheaders = ["問１"]\n', 8, "already",
    ),
    "a label that is another's key": (
        '[question.b]\ntype = "text"\nlabel = "a"\n', AFTER, "already",
    ),
    "a key that is another's free text": (
        'other = "悪い"\n[question.a_other]\ntype = "text"\n', None, "",
    ),
    "two identifiers": ('[question.b]\ntype = "id"\n[question.c]\ntype = "id"\n', None, ""),
    "an unknown type": ('[question.b]\ntype = "singel"\n', 6, "Did you mean single?"),
    "no type": ('[question.b]\nlabel = "b"\n', AFTER, "single, multiple"),
    "no options": ('[question.b]\ntype = "scale"\n', AFTER, "needs options"),
    "a printed table that is not there": (
        '[published.a]\nquestion = "a"\nfile = "a.csv"\n', 7, "no file",
    ),
    "a printed table of no question": (
        '[published.a]\nquestion = "b"\nfile = "codebook.toml"\n', 6, "no question",
    ),
    "a timezone that is none": ('[survey]\ntimezone = "Asia/Tokio"\n', 6, ""),
    "an inline table's unknown key": (
        '[question]\nb = { type = "text", lable = "b" }\n', 6, "Did you mean label?",
    ),
    "a dotted unknown key": ('lable.x = "b"\n', AFTER, "Did you mean label?"),
}  # fmt: skip


@pytest.mark.parametrize(("added", "line", "words"), FAULTS.values(), ids=FAULTS)
def test_what_a_codebook_may_not_say_is_named_with_its_line(
    survey: Folder, added: str, line: int | None, words: str
) -> None:
    error = error_of(survey(codebook=GOOD + added))
    assert words in str(error)
    for fault in error.faults:
        assert fault.place.row is not None
    if line is not None:
        assert line in [fault.place.row for fault in error.faults]


WHOLE = {
    "nothing": ("", "format = 1"),
    "no format": (GOOD.replace("format = 1\n", ""), "format = 1"),
    "another format": (GOOD.replace("= 1", "= 2"), "Update outreach"),
    "no question": ("format = 1\n", "asks no question"),
    "questions as text": ('format = 1\nquestion = "年齢"\n', "must be a table"),
    "a question as text": ('format = 1\nquestion.a = "年齢"\n', "must be a table"),
    "a survey as text": ('survey = "x"\n' + GOOD, "must be a table"),
    "printed tables as text": ('published = "x"\n' + GOOD, "must be a table"),
    "a list of tables": ('format = 1\n[[question.a]]\ntype = "text"\n', "must be a table"),
    "a respondent that is no id": (
        GOOD.replace("question.a", "question.respondent"), 'type = "id"',
    ),
    "nested without end": (GOOD + "label = " + "[" * 5000 + "]" * 5000, ""),
    "63 options": (many(63), "62 options at the most"),
    "two options alike": (GOOD.replace("悪い", "良 い"), "two options"),
    "two options alike in full width": (MULTIPLE.format('"FAX", "ＦＡＸ"'), "two options"),
    "a blank option": (GOOD.replace("悪い", " "), "blank"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WHOLE.values(), ids=WHOLE)
def test_a_codebook_that_cannot_be_used_says_so(survey: Folder, text: str, words: str) -> None:
    assert words in str(error_of(survey(codebook=text)))


def test_all_faults_are_found_and_not_the_first_only(survey: Folder) -> None:
    added = 'role = "aeg"\nrequired = 1\nlable = "x"\n'
    error = error_of(survey(codebook=GOOD + added))
    assert sorted(fault.place.row or 0 for fault in error.faults) == [5, 6, 7]
    assert len(str(error).splitlines()) == 3


@pytest.mark.parametrize("encoding", ["cp932", "utf-16"])
def test_a_codebook_in_another_encoding_is_to_be_saved_as_utf8(
    survey: Folder, encoding: str
) -> None:
    error = error_of(survey(codebook=("# あ\n" + GOOD).encode(encoding)))
    assert error.place.row == 1
    assert "UTF-8" in error.remedy


def test_a_byte_order_mark_and_crlf_are_fine(survey: Folder) -> None:
    book = outreach.read_codebook(survey(codebook=GOOD.replace("\n", "\r\n").encode("utf-8-sig")))
    assert book.question("a").labels == ("良い", "悪い")


def test_62_options_of_a_multiple_answer_are_fine(survey: Folder) -> None:
    assert len(outreach.read_codebook(survey(codebook=many(62))).question("a").options) == 62


def test_a_single_answer_may_have_any_number_of_options(survey: Folder) -> None:
    book = outreach.read_codebook(survey(codebook=many(300).replace("multiple", "single")))
    assert len(book.question("a").options) == 300


EXTENDS = {
    "missing": ('extends = "../nowhere.toml"\n', "nowhere.toml"),
    "itself": ('extends = "codebook.toml"\n', "extends itself"),
    "in a circle": ('extends = "below.toml"\n', "extends itself"),
    "a folder": ('extends = "."\n', "not there"),
    "no text": ("extends = 3\n", ""),
}


@pytest.mark.parametrize(("line", "words"), EXTENDS.values(), ids=EXTENDS)
def test_what_cannot_be_extended_is_named_with_its_line(
    survey: Folder, line: str, words: str
) -> None:
    folder = survey(codebook="format = 1\n" + line)
    (folder / "below.toml").write_text('\nextends = "codebook.toml"\n', encoding="utf-8")
    error = error_of(folder)
    assert words in str(error)
    assert error.place.row == 2


def test_a_fault_in_what_is_extended_is_named_where_it_stands(survey: Folder) -> None:
    folder = survey(codebook='extends = "below.toml"\nformat = 1\n')
    (folder / "below.toml").write_text('\n[question.a]\ntype = "singel"\n', encoding="utf-8")
    (fault, *_rest) = error_of(folder).faults
    assert (Path(fault.place.path).name, fault.place.row) == ("below.toml", 3)


BELOW = """
[survey]
city = "武蔵野市"
missing = ["無回答"]
people = { "参加者" = 1, "一般" = 2 }

[question.age]
type = "single"
label = "年齢"
headers = ["年代"]
options = ["若い", "老い"]
aliases = { "若い" = ["青"], "老い" = ["朱"] }

[question.place]
type = "text"
"""
ABOVE = """
format = 1
extends = "../common.toml"

[survey]
title = "講演会"
people = { "申込" = 3 }

[question.number]
type = "id"

[question.age]
label = "参加者の年齢"
aliases = { "若い" = ["白"] }

[question.comment]
type = "text"
"""


def test_extending_merges_key_by_key_and_this_file_wins(survey: Folder) -> None:
    folder = survey(codebook=ABOVE)
    (folder.parent / "common.toml").write_text(BELOW, encoding="utf-8")
    book = outreach.read_codebook(folder)
    age = book.question("age")
    assert (age.label, age.headers, age.labels) == ("参加者の年齢", ("年代",), ("若い", "老い"))
    assert [option.aliases for option in age.options] == [("白",), ()]
    assert (book.survey.title, book.survey.city) == ("講演会", "武蔵野市")
    assert dict(book.survey.people) == {"申込": 3}


def test_the_order_is_this_files_after_what_it_only_inherits(survey: Folder) -> None:
    folder = survey(codebook=ABOVE)
    (folder.parent / "common.toml").write_text(BELOW, encoding="utf-8")
    keys = [question.key for question in outreach.read_codebook(folder).questions]
    assert keys == ["place", "number", "age", "comment"]


def test_defaults(survey: Folder) -> None:
    book = outreach.read_codebook(survey(codebook=GOOD))
    question = book.question("a")
    assert (question.label, question.names, question.marks) == ("a", ("a",), MARKS)
    assert [(option.code, option.score) for option in question.options] == [("1", 1), ("2", 2)]
    assert (question.required, question.optional) == (False, False)
    assert (question.other, question.exclusive, question.decimals) == ("", (), None)
    assert (book.survey.timezone, book.survey.decimals) == ("Asia/Tokyo", 1)
    assert {"合計", "小計", "平均"} <= set(book.survey.total_rows)
    assert book.respondent is None


def test_what_a_good_codebook_holds(files: Path) -> None:
    book = outreach.read_codebook(files / "codebook.toml")
    assert book.survey.date == datetime.date(2017, 2, 4)
    assert book.respondent is book.question("番号")
    assert [question.key for question in book.by_role("age")] == ["age"]
    assert book.question("age").nets == (outreach.Net("60歳以上", (5, 6, 7)),)
    assert [option.score for option in book.question("useful").options] == [1, 0, -1]
    assert book.question("経路").exclusive == ("特にない",)
    assert book.question("understood").missing == ("無回答", "未記入", "NA")
    assert book.question("comment").missing == ()


@pytest.mark.parametrize(("codes", "scores"), [("[5, 4]", (5, 4)), ('["A1", "A2"]', (1, 2))])
def test_scores_default_to_codes_that_are_numbers(
    survey: Folder, codes: str, scores: tuple[float, ...]
) -> None:
    book = outreach.read_codebook(survey(codebook=GOOD + f"codes = {codes}\n"))
    assert tuple(option.score for option in book.question("a").options) == scores


def test_no_answer_that_is_listed_as_an_option_is_no_answer(survey: Folder) -> None:
    added = 'aliases = { "無回答" = ["未記入"] }\n'
    text = GOOD.replace('"悪い"', '"悪い", "無回答"') + added
    question = outreach.read_codebook(survey(codebook=text)).question("a")
    assert question.labels == ("良い", "悪い")
    assert {"無回答", "未記入", "3"} <= set(question.missing)


def test_an_unknown_question_names_the_nearest(files: Path) -> None:
    with pytest.raises(KeyError, match="Did you mean useful"):
        outreach.read_codebook(files).question("usefull")


def test_a_folder_without_a_codebook_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(SurveyNotFound, match=r"codebook\.toml"):
        outreach.read_codebook(tmp_path)


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        (["良い", "悪い"], ["1", "2"]),
        (["5", "4", "3"], ["5", "4", "3"]),
        (["0回", "1回", "2回以上"], ["0", "1", "2"]),
        (["20代", "30代"], ["1", "2"]),  # too large to be taken for positions
        (["2つ", "1つ", "なし"], ["", "", ""]),  # nobody knows what 1 would mean
    ],
)
def test_codes_are_positions_unless_the_labels_are_numbered_otherwise(
    survey: Folder, labels: list[str], codes: list[str]
) -> None:
    shown = ", ".join(f'"{label}"' for label in labels)
    text = f'format = 1\n[question.a]\ntype = "single"\noptions = [{shown}]\n'
    options = outreach.read_codebook(survey(codebook=text)).question("a").options
    assert [option.code for option in options] == codes
