"""A codebook as a workbook: out and back again, and what people type into it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_codebook_writing import codebooks, unclashing

from outreach.codebook import Codebook
from outreach.codebook_toml import read_codebook
from outreach.codebook_values import PUBLISHED, QUESTION, SURVEY
from outreach.errors import CodebookError, SurveyNotFound, UnreadableFile
from outreach.intake.codebooks.codebook_layout import (
    OPTION_COLUMNS,
    PRINTED_COLUMNS,
    QUESTION_COLUMNS,
    SURVEY_ROWS,
)
from outreach.intake.codebooks.codebook_sheets import read_codebook_sheets
from outreach.report.codebook_sheets import write_codebook_sheets

ROOT = Path(__file__).parent.parent
Change = Callable[[openpyxl.Workbook], None]


def through(codebook: Codebook, folder: Path) -> Codebook:
    write_codebook_sheets(codebook, folder / "codebook.xlsx")
    return read_codebook_sheets(folder / "codebook.xlsx", codebook.path)


def plain(text: str) -> bool:
    """Whether a text can stand in a cell unchanged: no outer space, no sign of the sheet's own."""
    return text == text.strip() and not set(text) & set("⏎\ufffe\uffff") and text[:1] != "※"


def as_workbooks_have_it(book: Codebook) -> bool:
    """Whether nothing in the codebook is what a workbook leaves out: outer space, odd order."""
    found = [book.survey.title, book.survey.place, *book.survey.people]
    for name in ("responses", "missing", "ignore_columns", "total_rows", "public_names"):
        found += getattr(book.survey, name)
    for question in book.questions:
        found += [*question.names, *question.marks, *question.missing]
        found += [name for option in question.options for name in (option.label, *option.aliases)]
    return all(map(plain, found))


def in_order(book: Codebook) -> Codebook:
    """Return the codebook, members of nets and exclusive options in the order of the options."""
    asked = tuple(
        replace(
            question,
            exclusive=tuple(sorted(question.exclusive, key=question.labels.index)),
            nets=tuple(replace(net, members=tuple(sorted(net.members))) for net in question.nets),
        )
        for question in book.questions
    )
    return replace(book, questions=asked)


@settings(suppress_health_check=list(HealthCheck), max_examples=60)
@given(codebooks().filter(unclashing).filter(as_workbooks_have_it).map(in_order))
def test_a_codebook_comes_back_from_a_workbook(tmp_path: Path, codebook: Codebook) -> None:
    assert through(codebook, tmp_path) == codebook


@pytest.mark.parametrize(
    "path", [*sorted(ROOT.glob("surveys/*/codebook.toml")), ROOT / "tests/files/codebook.toml"]
)
def test_codebooks_of_this_repository_come_back(path: Path, tmp_path: Path) -> None:
    book = read_codebook(path)
    assert through(book, tmp_path) == book


def test_every_key_of_the_codebook_has_its_place_in_the_workbook() -> None:
    assert {row.key for row in SURVEY_ROWS} == set(SURVEY)
    columns = {column.key for column in (*QUESTION_COLUMNS, *OPTION_COLUMNS)}
    assert columns - {"key", "question"} == set(QUESTION)
    assert {column.key for column in PRINTED_COLUMNS} == {"key", *PUBLISHED}


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Change], Path]:
    """Return a function that makes a workbook of tests/files/codebook.toml and changes it."""

    def make(change: Change) -> Path:
        path = tmp_path / "codebook.xlsx"
        write_codebook_sheets(read_codebook(ROOT / "tests/files/codebook.toml"), path)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return path

    return make


def row_of(sheet, text: str, column: int = 1) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[column - 1].value == text)


def test_what_people_type_is_understood(edited, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        survey, asked, options = book["催し"], book["設問"], book["選択肢"]
        survey.cell(row_of(survey, "開催日"), 2).value = datetime.date(2026, 12, 5)
        survey.cell(row_of(survey, "小数の桁"), 2).value = "２"
        survey.cell(row_of(survey, "合成データ"), 2).value = "〇"
        people = row_of(survey, "人数")
        survey.cell(people, 2).value, survey.cell(people, 3).value = "参加者", "１２０人"
        asked.cell(row_of(asked, "age"), 7).value = "◯"
        asked.append(["", "いくつでも選ぶ", "", "どの話が役に立ちましたか", "話\n 役立った話 "])
        options.append(["どの話が役に立ちましたか", "訪問診療", "往診", 11.0, 2.5])
        options.append([None, "口腔ケア", None, 12, 1])
        options.append(["comment", None])

    path = edited(change)
    book = openpyxl.load_workbook(path)
    book["選択肢"].delete_rows(book["選択肢"].max_row)
    book.save(path)
    read = read_codebook_sheets(path, tmp_path / "codebook.toml")
    assert read.survey.date == datetime.date(2026, 12, 5)
    assert (read.survey.decimals, read.survey.synthetic) == (2, True)
    assert read.survey.people == {"参加者": 120}
    assert read.question("age").required
    new = read.question("どの話が役に立ちましたか")
    assert new.headers == ("話", "役立った話")
    assert [(option.label, option.code, option.score) for option in new.options] == [
        ("訪問診療", "11", 2.5),
        ("口腔ケア", "12", 1.0),
    ]
    assert new.options[0].aliases == ("往診",)


@pytest.mark.parametrize("typed", ["平成29年2月4日", "H29.2.4", "２０１７／２／４", "2017-02-04"])
def test_a_date_that_is_typed_is_read(edited, tmp_path: Path, typed: str) -> None:
    def change(book: openpyxl.Workbook) -> None:
        survey = book["催し"]
        survey.cell(row_of(survey, "開催日"), 2).value = typed

    read = read_codebook_sheets(edited(change), tmp_path / "codebook.toml")
    assert read.survey.date == datetime.date(2017, 2, 4)


def test_all_faults_are_told_at_once_each_with_its_cell(edited, tmp_path: Path) -> None:
    cells: dict[str, str] = {}

    def change(book: openpyxl.Workbook) -> None:
        survey, asked, options = book["催し"], book["設問"], book["選択肢"]
        wrong = {
            "date": (survey, row_of(survey, "開催日"), 2, "2月4日"),
            "type": (asked, row_of(asked, "age"), 2, "1つえらぶ"),
            "flag": (asked, row_of(asked, "useful"), 7, "たぶん"),
            "decimals": (asked, row_of(asked, "channel"), 10, "たくさん"),
            "question": (options, row_of(options, "channel"), 1, "chanel"),
            "score": (options, row_of(options, "役に立った", 2), 5, "高い"),
            "tick": (options, row_of(options, "市外", 2), 9, "？"),
            "printed": (book["印刷した表"], 3, 3, "published/ない.csv"),
        }
        for name, (sheet, row, column, value) in wrong.items():
            cells[name] = f"{sheet.title} {sheet.cell(row, column).coordinate}"
            sheet.cell(row, column).value = value
        book["印刷した表"].cell(3, 1).value = "age"
        survey.append(["題めい", "x"])
        cells["key"] = f"催し A{survey.max_row}"

    with pytest.raises(CodebookError) as caught:
        read_codebook_sheets(edited(change), tmp_path / "codebook.toml")
    found = {f"{fault.place.sheet} {fault.place.cell}" for fault in caught.value.faults}
    assert set(cells.values()) <= found
    assert "sheet 設問" in str(caught.value)
    assert "“種類”" in str(caught.value)


def test_two_others_a_blank_code_and_a_question_twice_are_faults(edited, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        asked, options = book["設問"], book["選択肢"]
        first = row_of(options, "市報", 2)
        options.cell(first, 7).value = "○"
        options.cell(first, 4).value = "5"
        asked.append(["age", "数"])
        asked.append([None, "数"])

    with pytest.raises(CodebookError) as caught:
        read_codebook_sheets(edited(change), tmp_path / "codebook.toml")
    text = str(caught.value)
    for words in ("Only one option", "for every option", "is here twice", "needs a key or a label"):
        assert words in text


def test_a_fault_of_the_codebook_names_the_cell_that_it_comes_from(edited, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        options = book["選択肢"]
        options.cell(row_of(options, "チラシ", 2), 3).value = "市報"

    with pytest.raises(CodebookError) as caught:
        read_codebook_sheets(edited(change), tmp_path / "codebook.toml")
    (fault,) = caught.value.faults
    assert fault.place.sheet == "選択肢"
    assert fault.place.cell
    assert "“市報” stands for two options" in str(fault)


def test_a_workbook_without_the_sheet_or_with_none_of_its_rows_is_refused(
    edited, tmp_path: Path
) -> None:
    def without(book: openpyxl.Workbook) -> None:
        del book["設問"]
        del book["選択肢"]

    with pytest.raises(CodebookError, match="no sheet “設問”"):
        read_codebook_sheets(edited(without), tmp_path / "codebook.toml")
    other = openpyxl.Workbook()
    other.active.title = "設問"
    other.save(tmp_path / "other.xlsx")
    with pytest.raises(CodebookError, match="asks no question"):
        read_codebook_sheets(tmp_path / "other.xlsx", tmp_path / "codebook.toml")


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("番号,年齢\n", "utf-8")
    with pytest.raises(UnreadableFile):
        read_codebook_sheets(tmp_path / "a.xlsx", tmp_path / "codebook.toml")
    with pytest.raises(SurveyNotFound):
        read_codebook_sheets(tmp_path / "b.xlsx", tmp_path / "codebook.toml")


@given(
    st.lists(
        st.lists(
            st.none() | st.text("○×1２設問年齢\n※", max_size=4) | st.floats() | st.booleans(),
            max_size=12,
        ),
        max_size=6,
    )
)
@settings(suppress_health_check=list(HealthCheck), max_examples=60)
def test_whatever_is_typed_is_a_codebook_or_a_list_of_faults(tmp_path: Path, rows) -> None:
    book = openpyxl.Workbook()
    for name, columns in (("設問", QUESTION_COLUMNS), ("選択肢", OPTION_COLUMNS)):
        sheet = book.create_sheet(name)
        sheet.append([column.heading for column in columns])
        for row in rows:
            sheet.append([None if value != value else value for value in row])
    book.save(tmp_path / "x.xlsx")
    try:
        read = read_codebook_sheets(tmp_path / "x.xlsx", tmp_path / "codebook.toml").questions
        faults = ()
    except CodebookError as error:
        read, faults = (), error.faults
    assert read or faults
    assert all(fault.place.sheet for fault in faults)


def test_the_same_codebook_makes_the_same_bytes(tmp_path: Path) -> None:
    book = read_codebook(ROOT / "tests/files/codebook.toml")
    for name in ("a.xlsx", "b.xlsx"):
        write_codebook_sheets(book, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_row_of_short_texts_is_one_line_high(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = read_codebook(ROOT / "tests/files/codebook.toml")
    write_codebook_sheets(book, tmp_path / "codebook.xlsx")
    sheet = load_workbook(tmp_path / "codebook.xlsx")["設問"]
    heights = [sheet.row_dimensions[row].height for row in range(3, 3 + len(book.questions))]
    assert max(heights) < 40
