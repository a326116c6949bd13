"""What `outreach tabulate` can be asked for, and what it says where it cannot."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import build

Folder = Callable[..., Path]
LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
BOOK = """format = 1
[survey]
title = "見本"
[question.age]
type = "single"
role = "age"
options = ["若", "中", "老"]
nets = { "若くない" = ["中", "老"] }
[question.tick]
type = "multiple"
options = ["赤", "青", "その他"]
other = "その他"
[question.rate]
type = "scale"
options = ["良", "並", "悪"]
[question.times]
type = "number"
optional = true
[question.w]
type = "weight"
optional = true
[weights.age]
"若" = 50
"中" = 30
"老" = 20
"""
ROWS = (
    "age,tick,rate,times,w\n若,赤,良,1,1\n中,赤、青,並,2,2\n老,,悪,3,0\n,青,,,1\n若,その他,良,1,1\n"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["tabulate", *map(str, arguments)])


def cells(*arguments: str | Path) -> list[dict[str, str]]:
    result = run(*arguments, "--format", "csv")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--question", "agee"], "Did you mean age?"),
        (["--by", "age+agee"], "Did you mean age?"),
        (["--by", "age+age"], "twice"),
        (["--by", "times"], "has no options"),
        (["--where", "age in 若い"], "Did you mean 若?"),
        (["--where", "若い"], "is no condition"),
        (["--weight", "age"], "is no weight"),
        (["--weight", "ww"], "no question “ww”"),
        (["--weight", "nowhere.csv"], "nowhere.csv"),
        (["--suppress", "-1"], "cannot be hidden"),
        (["--top", "-1"], "cannot be counted"),
        (["--test", "--level", "0"], "between 0 and 1"),
        (["--test", "--population", "-3"], "population"),
        (["--test", "--population", "2"], "population"),
    ],
)
def test_an_option_that_cannot_be_is_one_line(
    survey: Folder, options: list[str], words: str
) -> None:
    result = run(survey(ROWS, BOOK), *options)
    assert result.exit_code == 2
    assert words.casefold() in result.stderr.casefold()
    assert len(result.stderr.strip().splitlines()) == 1
    assert not result.stdout


@pytest.mark.parametrize("rows", ["age,tick,rate,times,w\n", "age,tick,rate,times,w\n,,,,\n"])
@pytest.mark.parametrize(
    "options",
    [
        ["--test"], ["--test", "--association", "lr"], ["--test", "--association", "fisher"],
        ["--test", "--letters", "z"], ["--suppress", "5"], ["--means"], ["--top", "1"],
        ["--by", "age+tick", "--test"], ["--by", "tick", "--test"], ["--index", "--sort"],
        ["--where", "age = 老", "--test"], ["--base", "answered", "--test"], ["--banner"],
        ["--percent", "column", "--test"], ["--suppress", "5", "--test", "--means", "--nets"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_survey_of_nobody_has_whole_tables(survey: Folder, rows: str, options: list[str]) -> None:
    folder = survey(rows, BOOK)
    text = run(folder, *options)
    assert text.exit_code in (0, 2), text.output
    assert "nan" not in text.output.casefold()
    assert text.exception is None or isinstance(text.exception, SystemExit)
    if text.exit_code == 0:
        for row in cells(folder, *options):
            assert not {"nan", "inf"} & {value.casefold() for value in row.values()}


@pytest.mark.parametrize("weight", ["w", "raking"])
def test_weights_of_nobody_are_told(survey: Folder, weight: str) -> None:
    rows = "age,tick,rate,times,w\n若,赤,良,1,0\n中,青,並,2,\n"
    result = run(survey(rows, BOOK), "--weight", weight)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_negative_weight_is_named(survey: Folder) -> None:
    result = run(survey(ROWS.replace("青,並,2,2", "青,並,2,-2"), BOOK), "--weight", "w")
    assert result.exit_code == 2
    assert "-2" in result.stderr


def test_a_weighted_table_keeps_the_unweighted_n(survey: Folder) -> None:
    found = cells(survey(ROWS, BOOK), "--weight", "w", "--question", "rate", "--by", "age")
    (young,) = [row for row in found if (row["group"], row["option"]) == ("若", "良")]
    assert (float(young["count"]), young["base"], young["percent"]) == (2, "2", "100.0")
    assert (float(young["weighted_base"]), float(young["effective_base"])) == (2, 2)
    assert sum(float(row["count"]) for row in found if not row["by"]) == 5
    assert {row["base"] for row in found if not row["by"]} == {"4"}, "a weight of 0 is nobody"


def test_raking_reaches_its_targets(survey: Folder) -> None:
    found = cells(survey(ROWS, BOOK), "--weight", "raking", "--question", "age", "--by", "rate")
    shares = {row["option"]: float(row["percent"]) for row in found if not row["by"]}
    known = sum(shares[option] for option in ("若", "中", "老"))
    assert [round(shares[option] / known, 3) for option in ("若", "中", "老")] == [0.5, 0.3, 0.2]


def test_all_that_was_asked_for_has_its_columns(survey: Folder) -> None:
    folder = survey(ROWS, BOOK)
    plain = list(cells(folder)[0])
    assert plain == [
        "survey", "question", "label", "by", "group", "option", "count", "base", "percent", "value",
    ]  # fmt: skip
    asked = list(cells(folder, "--question", "age", "--by", "rate", "--test", "--weight", "w")[0])
    assert asked == [
        *plain[:-1], "weighted_base", "effective_base",
        "low", "high", "residual", "p", "q", "letters", "note",
    ]  # fmt: skip
    assert list(cells(folder, "--question", "age", "--by", "rate")[0]) == plain[:-1]


def test_json_has_the_same_cells(survey: Folder) -> None:
    folder = survey(ROWS, BOOK)
    result = run(folder, "--format", "json", "--test", "--means", "--by", "tick")
    (found,) = json.loads(result.stdout)
    assert len(found["cells"]) == len(cells(folder, "--test", "--means", "--by", "tick"))


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".md", ".json", ".txt"])
def test_everything_at_once_can_be_written(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"out{ending}"
    result = run(
        LECTURE, "--by", "age", "--by", "district+channel", "--by", "channel", "--nets", "--test",
        "--means", "--top", "1", "--index", "--banner", "--sort", "-o", target,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert target.stat().st_size > 1000


def test_a_filter_names_its_base_everywhere() -> None:
    result = run(LECTURE, "--question", "useful", "--by", "age", "--where", "age in 60歳以上")
    assert "(of: 参加者の年齢: 60歳以上)" in result.stdout
    found = cells(LECTURE, "--question", "useful", "--by", "channel", "--where", "age in 60歳以上")
    assert {row["base"] for row in found if not row["by"]} == {"52"}
