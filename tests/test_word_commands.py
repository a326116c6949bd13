"""`outreach words`, `concordance` and `agreement` as people run them."""

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

LECTURE = "surveys/2017-02-04-lecture"
TEXTS = [
    "往診の費用が不安です", "費用を知りたい。費用の補助も", "特になし", "",
    "山田太郎様の電話090-1234-5678へ往診を", "家族と相談したい\x1b[31m", "東京都の京都という店",
    "昔の家の話",
]  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "comments.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([["番号", "感想"], *enumerate(TEXTS)])
    return str(path)


def test_words_count_comments_that_say_something(file: str) -> None:
    found = {
        row["word"]: row for row in rows(run("words", file, "--column", "B", "--format", "csv"))
    }
    assert found["費用"] == {
        "word": "費用", "part": "noun", "comments": "2", "occurrences": "3",
        "share": str(2 / 6),
    }  # fmt: skip
    assert found["往診"]["comments"] == "2"
    assert not {"特に", "なし", "山田", "太郎", "090"} & set(found)


def test_only_some_words(file: str) -> None:
    options = ("--column", "B", "--format", "csv")
    verbs = rows(run("words", file, *options, "--part", "verb"))
    assert {row["part"] for row in verbs} == {"verb"}
    often = rows(run("words", file, *options, "--minimum", "2"))
    assert {row["word"] for row in often} == {"費用", "往診"}
    assert len(rows(run("words", file, *options, "--top", "1"))) == 1


@pytest.mark.parametrize("by", ["age", "kind", "theme"])
def test_words_of_groups_are_measured_against_the_others(by: str) -> None:
    found = rows(run("words", LECTURE, "--by", by, "--format", "csv"))
    assert found
    assert all(float(row["g2"]) > 0 and 0 < float(row["q"]) <= 1 for row in found)
    assert all(int(row["base"]) + int(row["others_base"]) <= 43 for row in found)


def test_events_are_groups_too() -> None:
    arguments = ("words", LECTURE, "surveys/2016-08-02-workshop", "--by", "survey")
    found = rows(run(*arguments, "--format", "csv"))
    assert {row["group"] for row in found} == {"2017-02-04-lecture", "2016-08-02-workshop"}
    shown = run(*arguments, "--lang", "ja")
    assert "2016-08-02-workshop" in shown.stdout
    assert max(map(cell_len, shown.stdout.splitlines())) <= 82


def test_small_numbers_of_a_group_are_hidden() -> None:
    found = rows(run("words", LECTURE, "--by", "kind", "--suppress", "2", "--format", "csv"))
    assert found
    assert all(int(row["comments"]) >= 2 for row in found)
    assert all(int(row["others"]) not in (1,) for row in found)
    assert "1" not in {row["base"] for row in found}


def test_neighbours_of_a_word(file: str) -> None:
    found = rows(run("words", file, "--column", "B", "--near", "費用", "--format", "csv"))
    assert ("往診", "1", "0") in [(row["word"], row["left"], row["right"]) for row in found]


def test_a_concordance_shows_the_word_and_no_other(file: str) -> None:
    found = rows(run("concordance", file, "家", "--column", "B", "--format", "csv"))
    assert [(row["respondent"], row["left"], row["right"]) for row in found] == [
        ("8", "昔の", "の話")
    ]
    none = rows(run("concordance", file, "京都", "--column", "B", "--format", "csv"))
    assert [row["left"] for row in none] == ["東京都の"]
    text = rows(
        run("concordance", file, "京都", "--column", "B", "--format", "csv", "--how", "text")
    )
    assert [row["left"] for row in text] == ["東", "東京都の"]


def test_a_screen_shows_no_personal_data_and_no_control_character(file: str) -> None:
    shown = run("concordance", file, "往診", "--column", "B", "--lang", "ja").stdout
    assert "090" not in shown
    assert "【電話】" in shown
    assert "2件の中に2か所ありました。" in shown
    assert "\x1b" not in run("concordance", file, "相談", "--column", "B").stdout
    data = run("concordance", file, "往診", "--column", "B", "--format", "json").stdout
    assert "090-1234-5678" in data
    masked = run("concordance", file, "往診", "--column", "B", "--format", "json", "--mask").stdout
    assert "090" not in masked


def test_lines_fit_the_screen_and_the_word_stands_in_one_column() -> None:
    shown = run("concordance", LECTURE, "家", "--lang", "en").stdout.splitlines()[4:]
    assert len(shown) > 3
    assert {cell_len(line[: line.index("  家  ")]) for line in shown} == {39}
    assert max(map(cell_len, shown)) <= 80


def test_what_is_not_there_is_said(file: str) -> None:
    found = run("concordance", file, "訪問看護", "--column", "B", "--lang", "en")
    assert (found.exit_code, "Nothing was found." in found.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("words", LECTURE, "--by", "colour"), "colour"),
        (("words", LECTURE, "--by", "age", "--near", "家"), "--by is not with --near."),
        (("words", LECTURE, LECTURE, "--by", "theme"), "By theme or kind, name one survey."),
        (("words", "{file}", "--column", "B", "--by", "age"), "Without a codebook"),
        (("concordance", "{file}", " ", "--column", "B"), "There is no word to look for."),
        (("concordance", "{file}", "(", "--column", "B", "--how", "regex"), "regular expression"),
        (("agreement", "{file}"), "There is no column “label”."),
    ],
)
def test_bad_input_is_one_clear_line(file: str, arguments: tuple[str, ...], told: str) -> None:
    found = run(*(each.format(file=file) for each in arguments), "--lang", "en")
    assert found.exit_code == 2
    assert told in found.stderr
    assert "Traceback" not in found.stderr


def test_files_are_written_by_their_ending(file: str, tmp_path: Path) -> None:
    out = tmp_path / "words.json"
    assert run("words", file, "--column", "B", "-o", str(out)).exit_code == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["comments"] == 6
    assert found["rows"][0]["word"] == "費用"
    over = run("words", file, "--column", "B", "-o", file, "--lang", "en")
    assert over.exit_code == 2


@pytest.fixture
def codings(tmp_path: Path) -> Callable[..., list[str]]:
    def make(*codes: str) -> list[str]:
        paths = []
        for at, each in enumerate(codes):
            path = tmp_path / f"coder{at}.csv"
            lines = [f"{number},{code}" for number, code in enumerate(each)]
            path.write_text("respondent,theme\n" + "\n".join(lines), encoding="utf-8")
            paths.append(str(path))
        return paths

    return make


def test_two_coders_are_compared(codings: Callable[..., list[str]]) -> None:
    paths = codings("aabbcc", "aabbca")
    shown = run("agreement", *paths, "--lang", "ja").stdout
    assert "同じテーマ：83.3%" in shown
    assert "コーエンの κ：0.750" in shown
    assert "c / a" in shown
    assert json.loads(run("agreement", *paths, "--format", "json").stdout)["compared"] == 6
