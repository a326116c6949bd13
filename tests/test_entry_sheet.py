"""The entry sheet: what is typed into it is what is read, and Excel's limits are kept."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_codebook_writing import codebooks, unclashing

import outreach
from outreach.codebook import Codebook, Option, Question, Survey
from outreach.codebook_toml import read_codebook
from outreach.codebook_writing import codebook_text
from outreach.intake.files.workbooks import GUIDE
from outreach.intake.names import Names
from outreach.report.entry_columns import entry_columns
from outreach.report.entry_sheet import write_entry_sheet
from outreach.report.normalised import normalise

FORM = """
format = 1
[survey]
title = "見本の講演会"
date = 2026-12-05
[question.number]
type = "id"
label = "番号"
[question.age]
type = "single"
role = "age"
label = "年齢"
options = ["50歳代以下", "60歳代", "70歳代", "80歳以上"]
[question.channel]
type = "multiple"
label = "この催しをどこで知りましたか"
options = ["市報", "知人、友人", "SNS, ホームページ", "その他"]
other = "その他"
[question.job]
type = "single"
label = "職種"
options = ["医師", "看護師", "1-2", "その他"]
other = "その他"
[question.useful]
type = "scale"
label = "役に立ちましたか"
options = ["5", "4", "3", "2", "1"]
codes = [5, 4, 3, 2, 1]
[question.times]
type = "number"
label = "参加回数"
minimum = 1
maximum = 99
[question.day]
type = "date"
label = "記入日"
[question.at]
type = "datetime"
label = "受付時刻"
[question.comment]
type = "text"
role = "comment"
label = "その他、ご意見"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "codebook.toml").write_text(FORM, "utf-8")
    return tmp_path


def fill(folder: Path, rows: list[dict[str, object]]) -> None:
    book = read_codebook(folder)
    write_entry_sheet(book, folder / "responses.xlsx", 30)
    filled = openpyxl.load_workbook(folder / "responses.xlsx")
    sheet = filled.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            sheet.cell(number, at[heading]).value = value
    filled.save(folder / "responses.xlsx")


TYPED = [
    {
        "番号": "1", "年齢": "70歳代", "この催しをどこで知りましたか[市報]": "○",
        "この催しをどこで知りましたか[SNS, ホームページ]": "○", "職種": "医師",
        "役に立ちましたか": "5", "参加回数": 3, "記入日": datetime.date(2026, 12, 5),
        "受付時刻": datetime.datetime.fromisoformat("2026-12-05 14:30"),
        "その他、ご意見": "3-4回に分けてほしい、次も来ます",
    },
    {
        "番号": "2", "年齢": 83, "この催しをどこで知りましたか(その他の内容)": "駅の掲示",
        "職種": "その他", "職種(その他の内容)": "薬剤師", "役に立ちましたか": 1,
    },
    {"番号": "3"},
    {"番号": "4", "この催しをどこで知りましたか[知人、友人]": "○", "職種": "1-2"},
]  # fmt: skip


def test_what_is_typed_is_what_is_read_and_nothing_is_found(folder: Path) -> None:
    fill(folder, TYPED)
    assert outreach.check(folder) == []
    frame = normalise(outreach.read_responses(folder))
    assert frame.to_dict("records") == [
        {
            "respondent": "1", "age": "70歳代", "channel": "市報|SNS, ホームページ", "job": "医師",
            "useful": "5", "times": "3", "day": "2026-12-05", "at": "2026-12-05 14:30:00",
            "comment": "3-4回に分けてほしい、次も来ます", "channel_other": "", "job_other": "",
        },
        {
            "respondent": "2", "age": "80歳以上", "channel": "その他", "job": "その他",
            "useful": "1",
            "times": "", "day": "", "at": "", "comment": "", "channel_other": "駅の掲示",
            "job_other": "薬剤師",
        },
        dict.fromkeys(frame.columns, "") | {"respondent": "3"},
        dict.fromkeys(frame.columns, "")
        | {"respondent": "4", "channel": "知人、友人", "job": "1-2"},
    ]  # fmt: skip


def test_a_sheet_that_nobody_has_typed_into_has_no_respondent(folder: Path) -> None:
    fill(folder, [])
    assert [found.rule for found in outreach.check(folder)] == ["R004"]


def test_a_list_of_many_options_stands_on_a_hidden_sheet_that_check_passes_over(
    folder: Path,
) -> None:
    towns = ", ".join(f'"とても長い名前の町の{at}丁目"' for at in range(60))
    text = FORM + f'[question.town]\ntype = "single"\nlabel = "町"\noptions = [{towns}]\n'
    (folder / "codebook.toml").write_text(text, "utf-8")
    fill(folder, [{"番号": "1", "町": "とても長い名前の町の59丁目"}])
    assert outreach.check(folder) == []
    book = openpyxl.load_workbook(folder / "responses.xlsx")
    hidden = [sheet for sheet in book.worksheets if sheet.sheet_state == "hidden"]
    assert len(hidden) == 1
    rules = {rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation}
    for name, place in book.defined_names.items():
        assert name in rules
        sheet, cells = place.attr_text.split("!")
        assert sheet.strip("'") == hidden[0].title
        values = [cell.value for row in hidden[0][cells.replace("$", "")] for cell in row]
        assert values in ([f"とても長い名前の町の{at}丁目" for at in range(60)],)


def test_the_header_is_locked_answers_are_not_and_there_is_no_password(folder: Path) -> None:
    fill(folder, [])
    sheet = openpyxl.load_workbook(folder / "responses.xlsx").worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(cell.protection.locked for row in sheet["A2:N31"] for cell in row)
    assert sheet.max_column == 14
    assert sheet.freeze_panes == "B2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$1"


def test_drop_downs_and_limits_come_from_the_codebook(folder: Path) -> None:
    fill(folder, [])
    sheet = openpyxl.load_workbook(folder / "responses.xlsx").worksheets[0]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    rules = {
        str(rule.sqref).split(":")[0].rstrip("2"): rule
        for rule in sheet.data_validations.dataValidation
    }
    assert rules[letters["職種"]].formula1 == '"医師,看護師,1-2,その他"'
    assert rules[letters["職種"]].showErrorMessage
    assert not rules[letters["年齢"]].showErrorMessage  # 83 may be typed
    times = rules[letters["参加回数"]]
    assert (times.type, times.formula1, times.formula2) == ("decimal", "1", "99")
    assert rules[letters["記入日"]].type == "date"
    assert "COUNTIF" in rules["A"].formula1


def test_a_question_that_is_called_as_a_heading_would_be_does_not_take_its_column(
    tmp_path: Path,
) -> None:
    options = (Option("1", "市報"), Option("2", "その他"))
    asked = (
        Question("way", "multiple", "経路", options=options, other="その他"),
        Question("way2", "text", "経路[市報]"),
        Question("way3", "text", "経路(その他の内容)"),
    )
    book = Codebook(Survey(), asked)
    headings = [column.heading for column in entry_columns(book)]
    assert len(set(headings)) == len(headings)
    assert all(Names(book).meaning(heading) for heading in headings)


@settings(suppress_health_check=list(HealthCheck), max_examples=40)
@given(codebooks().filter(unclashing), st.sampled_from(["ja", "en"]))
def test_any_codebook_makes_a_sheet_within_excels_limits(
    tmp_path: Path, book: Codebook, language: str
) -> None:
    outreach.use_language(language)
    (tmp_path / "codebook.toml").write_bytes(codebook_text(book).encode())
    headings = [column.heading for column in entry_columns(book)]
    assume(len(set(headings)) == len(headings))
    write_entry_sheet(book, tmp_path / "entry.xlsx", 3)
    sheets = openpyxl.load_workbook(tmp_path / "entry.xlsx")
    for rule in sheets.worksheets[0].data_validations.dataValidation:
        assert len(rule.promptTitle or "") <= 32
        assert len(rule.prompt or "") <= 255
        assert len(rule.formula1 or "") <= 257


def test_the_sheet_that_explains_is_the_one_that_check_leaves_out(folder: Path) -> None:
    fill(folder, [])
    book = openpyxl.load_workbook(folder / "responses.xlsx")
    assert GUIDE in book.sheetnames
    words = [str(cell.value) for row in book[GUIDE].iter_rows() for cell in row]
    assert "見本の講演会" in words
    assert "医師\n看護師\n1-2\nその他" in words


def test_the_same_codebook_makes_the_same_bytes(folder: Path) -> None:
    book = read_codebook(folder)
    for name in ("a.xlsx", "b.xlsx"):
        write_entry_sheet(book, folder / name, 5)
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()
