"""The surveys in the repository: real totals, reproduced digit for digit."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import outreach
from outreach.cli import build

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE, WORKSHOP = SURVEYS / "2017-02-04-lecture", SURVEYS / "2016-08-02-workshop"
PRINTED = [
    (book.folder, table)
    for book in map(outreach.read_codebook, (LECTURE, WORKSHOP))
    for table in book.published
    if table.question
]


def printed_rows(path: Path) -> list[list[str]]:
    """Return label, people and percent of each row of a printed table, its header left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file) if any(row)][1:]


def tabulated(survey: Path, question: str) -> dict[str, list[str]]:
    """Return what `outreach tabulate` prints in the simple table of a question, by label."""
    arguments = ["tabulate", str(survey), "--question", question, "--lang", "ja"]
    run = CliRunner().invoke(build(), arguments)
    assert run.exit_code == 0, run.output
    _head, _caption, table = run.output.partition("表1 ")
    rows = table.partition("\n\n")[0].splitlines()[3:]
    cells = [re.split(r"\s+", row.strip()) for row in rows]
    return {" ".join(row[:-2]): row[-2:] for row in cells}


@pytest.mark.parametrize(("folder", "table"), PRINTED, ids=[table.key for _, table in PRINTED])
def test_the_printed_table_comes_back_digit_for_digit(
    folder: Path, table: outreach.codebook.Published
) -> None:
    ours = tabulated(folder, table.question)
    printed = printed_rows(table.path)
    assert printed
    for label, people, *percent in printed:
        assert ours[label][0] == people
        assert not percent or ours[label][1] == percent[0]
    assert set(ours) - {"無回答"} <= {row[0] for row in printed} <= set(ours)


def test_the_lecture_has_the_response_rates_that_the_report_could_print() -> None:
    out = CliRunner().invoke(build(), ["tabulate", str(LECTURE), "--lang", "en"]).output
    assert "Response rate: 60.1% (104 of 173: 参加者)" in out
    assert "Response rate: 72.7% (104 of 143: 一般参加者)" in out


@pytest.mark.parametrize("question", ["understood", "useful"])
@pytest.mark.parametrize("by", ["age", "district", "channel"])
def test_the_lecture_is_crossed_with_bases_that_add_up(question: str, by: str) -> None:
    responses = outreach.read_responses(LECTURE)
    table, groups = outreach.crosstab(responses, question, by), outreach.crosstab(responses, by)
    assert table.bases[:, 0].tolist() == groups.counts[0].tolist()
    assert table.counts.sum(axis=0).tolist() == table.total_counts[0].tolist()


@pytest.mark.parametrize("survey", [LECTURE, WORKSHOP], ids=["lecture", "workshop"])
def test_the_surveys_have_no_finding_and_say_that_they_are_synthetic(survey: Path) -> None:
    assert outreach.check(survey) == []
    assert outreach.read_codebook(survey).survey.synthetic
    assert "合成データ" in CliRunner().invoke(build(), ["tabulate", str(survey)]).output


def test_the_lecture_has_the_comments_that_were_printed_in_number_only() -> None:
    texts = outreach.read_responses(LECTURE).texts
    assert sum(map(bool, texts["questions"])) == 15
    assert sum(map(bool, texts["opinions"])) == 28


@pytest.mark.parametrize("survey", [LECTURE, WORKSHOP], ids=["lecture", "workshop"])
def test_the_rows_are_drawn_again_byte_for_byte(survey: Path, tmp_path: Path) -> None:
    for file in survey.rglob("*"):
        if file.is_file() and file.name != "responses.csv" and "__pycache__" not in file.parts:
            copy = tmp_path / survey.name / file.relative_to(survey)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    (tmp_path / "common.toml").write_bytes((SURVEYS / "common.toml").read_bytes())
    subprocess.run([sys.executable, str(tmp_path / survey.name / "draw.py")], check=True)
    drawn = (tmp_path / survey.name / "responses.csv").read_bytes()
    assert drawn == (survey / "responses.csv").read_bytes()


def test_the_lecture_is_spelled_as_people_spell() -> None:
    raw = (LECTURE / "responses.csv").read_text(encoding="utf-8-sig")
    for spelling in ("７０代", "七十代", "昭和26年生", "吉祥寺東町", "事業所（市内）"):
        assert spelling in raw
