"""`outreach plan` as people run it: formats, plan.toml, hostile text, one clear line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

import outreach
from outreach.cli import build
from outreach.report.plan_rows import COLUMNS, SECTIONS

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE, WORKSHOP = SURVEYS / "2017-02-04-lecture", SURVEYS / "2016-08-02-workshop"
BOOK = """format = 1
[survey]
title = "=見本\\u001b[31m"
[question.channel]
type = "single"
role = "channel"
label = "@きっかけ<b>"
options = ["市報", "チラシ"]
[question.comment]
type = "text"
role = "comment"
label = "感想"
"""
ROWS = "channel,comment\n市報,=cmd|'/C calc'!A0 の費用を教えてください。\nチラシ,良かった\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["plan", *map(str, arguments)])


@pytest.fixture
def folder(survey: Callable[..., Path]) -> Path:
    return survey(ROWS, BOOK)


def test_the_plan_fits_a_screen_of_80_columns_in_japanese() -> None:
    found = run("--lang", "ja", LECTURE, WORKSHOP)
    assert found.exit_code == 0, found.output
    assert max(map(cell_len, found.stdout.splitlines())) <= 82  # a stop may hang over
    assert "武蔵境圏（関前・境・境南町・桜堤）" in found.stdout
    assert "次の研修会に向けて" in found.stdout
    assert "合成データ" in found.stdout
    assert "people" not in found.stdout
    outreach.use_language("en")


def test_csv_has_one_item_a_row() -> None:
    found = run(LECTURE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert {row["section"] for row in rows} <= set(SECTIONS)
    assert {"asked", "lecture", "training", "group", "rate"} <= {row["section"] for row in rows}
    asked = [row for row in rows if row["section"] == "asked"]
    assert {row["done"] for row in asked} == {"false"}
    assert all(row["key"] and row["theme"] and row["project"] for row in asked)
    assert "Comments are counted" in found.stderr


def test_json_is_one_object() -> None:
    found = json.loads(run(LECTURE, WORKSHOP, "--format", "json").stdout)
    assert len(found["titles"]) == 2
    assert found["suppress_below"] == 5
    assert {row["survey"] for row in found["rows"] if row["section"] == "asked"} == {
        LECTURE.name,
        WORKSHOP.name,
    }


@pytest.mark.parametrize("ending", ["txt", "md", "csv", "json"])
def test_files_are_the_same_twice(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"plan.{ending}"
    assert run(WORKSHOP, "-o", path).exit_code == 0
    first = path.read_bytes()
    assert run(WORKSHOP, "-o", path).exit_code == 0
    assert path.read_bytes() == first
    assert first


def test_suppress_0_shows_every_town() -> None:
    assert "境南町, 9 people:" in run(LECTURE, "--suppress", "0").stdout.replace("\n  ", " ")
    assert "境南町, 9" not in run(LECTURE).stdout


def test_a_population_stands_beside_the_towns(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    towns = outreach.read_codebook(LECTURE).question("district").labels[:13]
    lines = [f"{town},,1000,2017-01-01,見本" for town in towns]
    path.write_text("町,年齢階級,人口,時点,出典\n" + "\n".join(lines), encoding="utf-8")
    found = run(LECTURE, WORKSHOP, "--population", path).stdout
    assert "Beside the population: 見本 (2017-01-01)" in found
    assert "武蔵境圏: 30 of 66 people, 45.5%" in found
    path.write_text("町,年齢階級,人口\n境町,,3\n", encoding="utf-8")
    wrong = run(LECTURE, "--population", path)
    assert wrong.exit_code == 2
    assert "row 2" in wrong.stderr
    assert run(LECTURE, "--population", tmp_path / "none.csv").exit_code == 2


def test_write_makes_a_file_that_is_read_next_time(folder: Path) -> None:
    assert not (folder / "plan.toml").exists()
    found = run(folder, "--write")
    assert found.exit_code == 0, found.output
    assert "Written:" in found.stderr
    path = folder / "plan.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('owner = ""', 'owner = "支援室"'), encoding="utf-8"
    )
    before = path.read_bytes()
    assert "owner: 支援室" in run(folder, "--write").stdout
    assert path.read_bytes() == before
    assert sorted(each.name for each in folder.iterdir()) == [
        "codebook.toml", "plan.toml", "responses.csv",
    ]  # fmt: skip


def test_a_wrong_entry_stops_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    (folder / "plan.toml").write_text('format = 1\n[[asked]]\nkey = "a"\nonwer = ""\n')
    before = (folder / "plan.toml").read_bytes()
    found = run(folder, "--write", "-o", tmp_path / "plan.md")
    assert found.exit_code == 2
    assert "Did you mean owner?" in found.stderr
    assert "Traceback" not in found.output
    assert (folder / "plan.toml").read_bytes() == before
    assert not (tmp_path / "plan.md").exists()


def test_nothing_of_a_hostile_file_is_obeyed(folder: Path) -> None:
    text = run(folder).stdout
    assert "\x1b" not in text
    table = run(folder, "--format", "csv").stdout
    assert not any(
        cell.startswith(("=", "@", "+", "\t"))
        for row in csv.reader(io.StringIO(table))
        for cell in row
    )
    assert "<b>" not in run(folder, "--format", "markdown").stdout.replace("\\<b\\>", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "There is no such file or folder."),
        ([WORKSHOP, "-o", "plan.pdf"], "is no format that can be written"),
        ([WORKSHOP, "-o", "nowhere/plan.md"], "Nothing can be written here"),
        ([SURVEYS / "2016-activity"], "There are no answers here"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(arguments: list[str], said: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    assert said in found.stderr
    assert "Traceback" not in found.output
