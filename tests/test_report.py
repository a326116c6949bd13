"""What people look at: the terminal, the workbook, Markdown, data."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import outreach
from outreach.cli import build
from outreach.errors import CannotWrite
from outreach.report.files import replacing
from outreach.report.model import Report, build_report
from outreach.report.terminal import print_report
from outreach.report.tidy import COLUMNS, write_csv
from outreach.report.workbook import write_workbook

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def lecture() -> outreach.Responses:
    return outreach.read_responses(LECTURE)


@pytest.fixture
def report(lecture: outreach.Responses) -> Report:
    return build_report(lecture.codebook, outreach.tabulate([lecture], nets=True))


def on_terminal(report: Report, width: int = 80) -> str:
    file = io.StringIO()
    print_report(report, file, width)
    return file.getvalue()


def width_of(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_lecture_prints_as_it_did(
    lecture: outreach.Responses, language: str, pytestconfig: pytest.Config
) -> None:
    outreach.use_language(language)
    printed = on_terminal(build_report(lecture.codebook, outreach.tabulate([lecture])))
    golden = GOLDEN / f"lecture.{language}.txt"
    if pytestconfig.getoption("--refresh"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(printed, encoding="utf-8", newline="\n")
    assert printed == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int) -> None:
    assert max(map(width_of, on_terminal(report, width).splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_option_and_group_is_printed_at_any_width(report: Report, width: int) -> None:
    printed = "".join(on_terminal(report, width).split())
    for exhibit in report.exhibits:
        assert "".join(exhibit.title.split()) in printed
        for count in exhibit.table.counts[:, 0]:
            assert str(count) in printed or count == 0


def test_columns_line_up_under_full_width_signs(report: Report) -> None:
    lines = on_terminal(report).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("Table 2"))
    rows = lines[start + 3 : start + 3 + 18]
    assert len({width_of(row.rstrip()) for row in rows}) == 1


def test_nothing_is_coloured_away_from_a_terminal(report: Report) -> None:
    assert "\x1b" not in on_terminal(report)


def test_what_a_terminal_would_obey_is_escaped(report: Report) -> None:
    from dataclasses import replace

    printed = on_terminal(replace(report, title="\x1b[31mred [bold]x[/bold]"))
    assert "\x1b" not in printed
    assert "[bold]x[/bold]" in printed


def test_small_bases_are_marked_and_the_mark_explained(report: Report) -> None:
    printed = on_terminal(report)
    assert " 22* " in printed
    assert " 39  " in printed
    assert "* marks an n under 30" in printed


def test_footnotes_are_those_that_apply(lecture: outreach.Responses) -> None:
    simple = build_report(lecture.codebook, [outreach.crosstab(lecture, "age")])
    assert not any("under 30" in note or "group" in note for note in simple.notes)
    answered = build_report(lecture.codebook, [outreach.crosstab(lecture, "age", base="answered")])
    assert answered.respondents == 104
    assert answered.exhibits[0].everybody == 103
    assert "those who did not are not in it" in answered.notes[0]


def test_the_workbook_has_a_sheet_for_people_and_a_tidy_one(report: Report, tmp_path: Path) -> None:
    target = tmp_path / "tables.xlsx"
    write_workbook([report], target)
    people, tidy, blocks = openpyxl.load_workbook(target).worksheets
    assert (people.title, tidy.title, blocks.title) == ("Tables", "Tidy data", "Chart data")
    assert people.freeze_panes == "B2"
    assert tidy.freeze_panes == "A2"
    header, *rows = tidy.iter_rows(values_only=True)
    assert header == COLUMNS
    cells = [cell for exhibit in report.exhibits for cell in exhibit.table.tidy()]
    assert len(rows) == len(cells)
    assert [row[6] for row in rows] == [cell["count"] for cell in cells]
    assert {type(row[6]) for row in rows} == {int}
    numbers = [cell for row in people.iter_rows() for cell in row if cell.data_type == "n"]
    assert len(numbers) > 500
    assert people.column_dimensions["A"].width >= width_of("事業所へのお知らせ")


def test_the_workbook_is_the_same_bytes_twice(report: Report, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook([report], tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize("form", ["csv", "json", "markdown", "text"])
def test_a_format_is_the_same_on_stdout_and_in_a_file(form: str, tmp_path: Path) -> None:
    endings = {"csv": "csv", "json": "json", "markdown": "md", "text": "txt"}
    target = tmp_path / f"tables.{endings[form]}"
    shown = CliRunner().invoke(build(), ["tabulate", str(LECTURE), "--format", form])
    written = CliRunner().invoke(build(), ["tabulate", str(LECTURE), "-o", str(target)])
    assert shown.exit_code == written.exit_code == 0
    assert target.read_text(encoding="utf-8-sig") == shown.stdout


def test_tidy_csv_has_the_columns_of_the_contract() -> None:
    run = CliRunner().invoke(build(), ["tabulate", str(LECTURE), "--format", "csv", "--nets"])
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert list(rows[0]) == [
        "survey", "question", "label", "by", "group", "option", "count", "base", "percent",
    ]  # fmt: skip
    of_age = {row["option"]: row for row in rows if row["question"] == "age" and not row["by"]}
    assert (of_age["70歳代"]["count"], of_age["70歳代"]["base"]) == ("18", "104")
    assert float(of_age["70歳代"]["percent"]) == 100 * 18 / 104
    assert of_age["60歳以上"]["count"] == "52"
    assert of_age["無回答"]["count"] == "1"


def test_json_says_rates_and_synthetic() -> None:
    run = CliRunner().invoke(build(), ["tabulate", str(LECTURE), "--format", "json"])
    (survey,) = json.loads(run.stdout)
    assert survey["synthetic"] is True
    rate = survey["response_rates"][1]
    assert (rate["label"], rate["people"]) == ("一般参加者", 143)
    assert rate["percent"] == pytest.approx(100 * 104 / 143)


def test_a_survey_of_open_questions_says_how_many_answered(tmp_path: Path) -> None:
    book = 'format = 1\n[survey]\npeople = { "参加者" = 4 }\n[question.a]\ntype = "text"\n'
    (tmp_path / "codebook.toml").write_text(book, encoding="utf-8")
    (tmp_path / "responses.csv").write_text("a\nx\ny\nz\n", encoding="utf-8")
    run = CliRunner().invoke(build(), ["tabulate", str(tmp_path), "--lang", "en"])
    assert "Response rate: 75.0% (3 of 4: 参加者)" in run.stdout
    assert "Questions without options are in no table: a" in run.stdout


@pytest.mark.parametrize(("share", "number"), [("row", 17), ("column", 2), ("total", 0)])
def test_the_mark_stands_on_the_bases_that_percentages_rest_on(share: str, number: int) -> None:
    arguments = ["tabulate", str(LECTURE), "--question", "useful", "--by", "district"]
    run = CliRunner().invoke(build(), [*arguments, "--percent", share, "--format", "markdown"])
    cells = [cell.strip() for line in run.stdout.splitlines() for cell in line.split("|")]
    marked = [cell for cell in cells if cell.split(" ")[0].endswith("\\*")]
    assert len(marked) == number, marked


def test_a_table_shows_itself_in_a_notebook_as_it_is_printed(lecture: outreach.Responses) -> None:
    html = outreach.crosstab(lecture, "understood", by="age")._repr_html_()
    assert "<tr><th>70歳代</th><td>18</td><td>89</td><td>0</td><td>11</td></tr>" in html
    assert repr(outreach.crosstab(lecture, "age")) == "<Table age: 1 × 9>"


@pytest.mark.parametrize(("share", "number"), [("row", 17), ("column", 2), ("total", 0)])
def test_the_workbook_marks_the_same_bases(
    lecture: outreach.Responses, share: str, number: int, tmp_path: Path
) -> None:
    table = outreach.crosstab(lecture, "useful", by="district")
    write_workbook([build_report(lecture.codebook, [table], share)], tmp_path / "a.xlsx")  # type: ignore[arg-type]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert sum(cell.number_format.endswith('"*"') for cell in cells) == number


def test_an_xlsx_has_one_format(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    arguments = ["tabulate", str(LECTURE), "-o", str(target), "--format", "csv"]
    assert CliRunner().invoke(build(), arguments).exit_code == 2
    assert not target.exists()


def test_csv_holds_no_formula() -> None:
    file = io.StringIO()
    write_csv(file, ["a"], [["=1+1"], ["@x"], ["-3"], ["\tx"], ["- いいえ"]])
    assert file.getvalue().splitlines() == ["a", "'=1+1", "'@x", "-3", "'\tx", "'- いいえ"]


def test_an_output_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(RuntimeError), replacing(target) as path:  # noqa: PT012
        path.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    source = tmp_path / "responses.csv"
    source.write_text("x")
    with pytest.raises(CannotWrite, match="never written over"), replacing(source, [source]):
        pass
