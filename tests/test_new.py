"""A new event's folder, and its entry sheet: from nothing to answers that are counted."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import outreach
from outreach.cli.codebook import command as codebook
from outreach.cli.new import command as new
from outreach.cli.template import command as template
from outreach.codebook_toml import read_codebook
from outreach.errors import CannotWrite, CodebookError
from outreach.report.new_event import start_event

ROOT = Path(__file__).parent.parent


def run(command, *arguments: object) -> Result:
    return CliRunner().invoke(command, list(map(str, arguments)))


def test_a_new_event_goes_from_an_empty_folder_to_counted_answers(tmp_path: Path) -> None:
    folder = tmp_path / "surveys" / "2026-12-05-lecture"
    result = run(new, folder)
    assert result.exit_code == 0
    assert f"outreach check {folder}" in result.output
    book = read_codebook(folder)
    assert (str(book.survey.date), book.survey.title, book.survey.kind) == (
        "2026-12-05", "lecture", "lecture",
    )  # fmt: skip
    assert book.survey.people == {}
    assert run(template, folder, "-o", folder / "responses.xlsx", "--rows", 5).exit_code == 0
    filled = openpyxl.load_workbook(folder / "responses.xlsx")
    sheet = filled.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["番号"]).value = "1"
    sheet.cell(2, at["年齢"]).value = "70歳代"
    sheet.cell(2, at["この催しをどこで知りましたか[市報]"]).value = "○"
    filled.save(folder / "responses.xlsx")
    assert outreach.check(folder) == []
    assert outreach.crosstab(outreach.read_responses(folder), "age").counts.sum() == 1


@pytest.mark.parametrize(
    ("name", "date", "title"),
    [
        ("2026-12-05-在宅療養の講演会", "2026-12-05", "在宅療養の講演会"),
        ("2026-12-05", "2026-12-05", "2026-12-05"),
        ("2026-02-30-x", "None", "2026-02-30-x"),
        ('研修"会" \\', "None", '研修"会" \\'),
    ],
)
def test_date_and_title_are_the_folders_own(
    tmp_path: Path, name: str, date: str, title: str
) -> None:
    start_event(tmp_path / name)
    survey = read_codebook(tmp_path / name).survey
    assert (str(survey.date), survey.title) == (date, title)


def test_head_counts_are_left_to_be_filled_in(tmp_path: Path) -> None:
    text = start_event(tmp_path / "x").codebook.read_text("utf-8")
    assert "# [survey.people]" in text
    assert '# "参加者" = 120' in text


def test_common_questions_are_taken_and_not_asked_twice(tmp_path: Path) -> None:
    (tmp_path / "common.toml").write_bytes((ROOT / "surveys" / "common.toml").read_bytes())
    made = start_event(tmp_path / "2026-12-05-lecture")
    assert made.inherited == ("age", "district", "channel")
    book = read_codebook(made.codebook)
    keys = [question.key for question in book.questions]
    assert keys == ["age", "district", "channel", "number", "understood", "opinions"]
    assert "[question.age]\ntype" not in made.codebook.read_text("utf-8")


def test_a_common_question_with_another_key_and_the_same_label_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(
        'format = 1\n[question.old]\ntype = "number"\nlabel = "年　齢"\n', "utf-8"
    )
    (tmp_path / "common.toml").write_text(
        'format = 1\nextends = "base.toml"\n[question.id]\ntype = "id"\n', "utf-8"
    )
    keys = [q.key for q in read_codebook(start_event(tmp_path / "new").codebook).questions]
    assert keys == ["old", "id", "channel", "understood", "opinions"]


@pytest.mark.parametrize("common", ["format = 1\n", "format = 1\n[survey]\ncity = 'x'\n"])
def test_a_common_file_without_questions_is_extended_too(tmp_path: Path, common: str) -> None:
    (tmp_path / "common.toml").write_text(common, "utf-8")
    text = start_event(tmp_path / "new").codebook.read_text("utf-8")
    assert '\nextends = "../common.toml"' in text


def test_a_broken_common_file_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "common.toml").write_text("format = 1\n[question\n", "utf-8")
    with pytest.raises(CodebookError, match=r"common\.toml"):
        start_event(tmp_path / "new")
    (tmp_path / "common.toml").write_text("format = 1\n[question.a]\ntyp = 3\n", "utf-8")
    with pytest.raises(CodebookError, match="typ"):
        start_event(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "codebook.toml").write_text("mine", "utf-8")
    (tmp_path / "entry.xlsx").write_text("typed", "utf-8")
    with pytest.raises(CannotWrite, match="never written over"):
        start_event(tmp_path)
    for command, arguments in (
        (template, (ROOT / "surveys/2017-02-04-lecture",)),
        (codebook, ("to-xlsx", ROOT / "surveys/2017-02-04-lecture")),
    ):
        result = run(command, *arguments, "-o", tmp_path / "entry.xlsx")
        assert isinstance(result.exception, CannotWrite)
    assert (tmp_path / "codebook.toml").read_text("utf-8") == "mine"
    assert (tmp_path / "entry.xlsx").read_text("utf-8") == "typed"


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CannotWrite):
        start_event(tmp_path / "file" / "new")


def test_a_codebook_goes_to_excel_and_back_by_the_command_line(tmp_path: Path) -> None:
    source = ROOT / "tests" / "files" / "codebook.toml"
    assert run(codebook, "to-xlsx", source, "-o", tmp_path / "a.xlsx").exit_code == 0
    target = tmp_path / "codebook.toml"
    assert run(codebook, "from-xlsx", tmp_path / "a.xlsx", "-o", target).exit_code == 0
    assert read_codebook(target).questions == read_codebook(source).questions
    again = run(codebook, "from-xlsx", tmp_path / "a.xlsx", "-o", target)
    assert isinstance(again.exception, CannotWrite)
    more = run(codebook, "from-xlsx", tmp_path / "a.xlsx", "-o", target, "--overwrite")
    assert more.exit_code == 0
    printed = run(codebook, "from-xlsx", tmp_path / "a.xlsx")
    assert printed.stdout == target.read_text("utf-8")


def test_the_schema_is_printed_or_written(tmp_path: Path) -> None:
    source = ROOT / "surveys" / "2017-02-04-lecture"
    printed = run(codebook, "schema", source)
    assert '"name": "respondent"' in printed.stdout
    assert run(codebook, "schema", source, "-o", tmp_path / "s.json").exit_code == 0
    assert (tmp_path / "s.json").read_text("utf-8") == printed.stdout
