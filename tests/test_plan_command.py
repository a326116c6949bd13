"""`outreach plan`: its formats, what it keeps, and bad input in one line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from outreach.cli import build

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
BOOK = """format = 1
[survey]
title = "講演会"
suppress_below = 0
[question.comment]
type = "text"
role = "comment"
label = "感想"
"""
HOSTILE = "=cmd|' /C calc'!A0 の費用を知りたい\x1b[31m"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(), [*map(str, arguments)])


def test_no_line_is_wider_than_a_screen() -> None:
    for language in ("ja", "en"):
        found = run("plan", LECTURE, "--lang", language)
        assert found.exit_code == 0
        assert max(map(cell_len, found.stdout.splitlines())) <= 80


def test_every_format_holds_what_was_asked(tmp_path: Path) -> None:
    texts = {}
    for ending in (".txt", ".md", ".csv", ".json"):
        target = tmp_path / f"plan{ending}"
        assert run("plan", LECTURE, "-o", target, "--lang", "ja").exit_code == 0
        texts[ending] = target.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(texts[".csv"])))
    asked = [row for row in rows if row["section"] == "asked"]
    assert len(asked) > 20
    assert {row["kind"] for row in asked} == {"question", "request"}
    assert {row["section"] for row in rows} >= {"rate", "by_group", "public", "training"}
    items = json.loads(texts[".json"])["items"]
    assert len(items) == len(rows)
    for row in asked:
        assert row["text"] in texts[".md"].replace("\\", "")
    assert texts[".md"].startswith("# 計画シート")


def test_what_is_hostile_is_neutralised(survey: Callable[..., Path]) -> None:
    folder = survey(f'感想\n"{HOSTILE}"\n', BOOK)
    (row,) = [
        row for row in csv.reader(io.StringIO(run("plan", folder, "--format", "csv").stdout))
        if row[0] == "asked"
    ]  # fmt: skip
    assert row[2].startswith("'=cmd")
    assert "\x1b" not in run("plan", folder).stdout
    assert run("plan", folder, "--write").exit_code == 0
    assert run("plan", folder).exit_code == 0  # it reads what it wrote


def test_written_entries_survive_ten_more_comments(survey: Callable[..., Path]) -> None:
    rows = "感想\n訪問診療の費用を知りたい\n駐車場を広くしてください\n"
    folder = survey(rows, BOOK)
    assert "plan.toml" in run("plan", folder, "--write").stderr
    path = folder / "plan.toml"
    edited = path.read_text("utf-8").replace('owner = ""', 'owner = "支援室"', 1)
    path.write_text(edited, "utf-8")
    more = "".join(f"第{at}回はいつですか\n" for at in range(10))
    survey(rows.replace("感想\n", f"感想\n{more}"), BOOK)
    assert run("plan", folder, "--write").exit_code == 0
    text = path.read_text("utf-8")
    assert text.startswith(edited)
    assert text.count("[[asked]]") == 12
    assert "支援室" in run("plan", folder).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "none"),
        ("plan", LECTURE, "-o", "missing/plan.md"),
        ("plan", LECTURE, "-o", "plan.pdf"),
        ("plan", LECTURE, "--population", "none.csv"),
        ("plan", LECTURE, "--suppress", "-1"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    arguments: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = run(*arguments)
    assert found.exit_code == 2
    assert "Traceback" not in found.output
    assert found.stdout == "" or arguments[-2] == "--population"
    assert list(tmp_path.iterdir()) == []


def test_a_broken_plan_is_one_line_with_its_place(survey: Callable[..., Path]) -> None:
    folder = survey("感想\n費用を知りたい\n", BOOK)
    (folder / "plan.toml").write_text("format = 1\n[[asked]\n", "utf-8")
    found = run("plan", folder, "--write", "--lang", "ja")
    assert found.exit_code == 2
    assert len(found.stderr.strip().splitlines()) == 1
    assert "plan.toml" in found.stderr
    assert (folder / "plan.toml").read_text("utf-8") == "format = 1\n[[asked]\n"
