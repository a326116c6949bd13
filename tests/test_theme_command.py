"""`outreach themes` as people run it: any file, every comment in the output, one clear line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import outreach.theming
from outreach.cli import build

COLUMNS = ["respondent", "question", "text", "theme", "label", "second_theme", "kind", "score"]
TEXTS = [
    "訪問診療の費用を知りたい", "入院の費用と年金の話", "マイクの音が小さい", "特になし", "",
    "会場の音とマイクを直してください", "=1+1", "後ろの席で音が聞こえない", "費用の補助と年金",
]  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["themes", *arguments])


@pytest.fixture
def comments(tmp_path: Path) -> Callable[..., Path]:
    def make(texts: list[str] = TEXTS, header: str = "感想", encoding: str = "utf-8") -> Path:
        path = tmp_path / "comments.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(
                [["番号", header], *([str(at), text] for at, text in enumerate(texts))]
            )
        return path

    return make


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_any_file_with_a_column_has_themes(comments: Callable[..., Path], encoding: str) -> None:
    found = run(
        str(comments(encoding=encoding)), "--column", "感想", "--count", "2", "--format", "csv"
    )
    assert found.exit_code == 0
    table = rows(found)
    assert list(table[0]) == COLUMNS
    assert [row["text"].lstrip("'") for row in table] == [text for text in TEXTS if text]
    assert [row["respondent"] for row in table] == ["1", "2", "3", "4", "6", "7", "8", "9"]
    assert table[3]["theme"] == table[3]["kind"] == ""  # 特になし
    assert table[5]["text"] == "'=1+1"  # no formula
    assert {row["question"] for row in table} == {"感想"}
    assert table[0]["theme"] == table[1]["theme"] == table[7]["theme"]
    assert table[2]["theme"] == table[4]["theme"] == table[6]["theme"] != table[0]["theme"]
    assert table[0]["kind"] == "question"
    assert table[4]["kind"] == "request"


@pytest.mark.parametrize("name", ["B", "2", " 感想 ", "ｶﾝｿｳ"])
def test_a_column_is_named_by_header_letter_or_number(
    comments: Callable[..., Path], name: str
) -> None:
    header = "カンソウ" if name == "ｶﾝｿｳ" else "感想"
    assert run(str(comments(header=header)), "--column", name).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["{file}", "--column", "意見"],
            "row 1: There is no column “意見”. The columns are: 番号, 感想.",
        ),
        (["{file}"], "Name the column with the comments: --column NAME."),
        (["{folder}/none.csv", "--column", "感想"], "none.csv: There is no such file."),
        (["{file}", "--column", "感想", "--question", "感想"], "--column is not with"),
        (["{file}", "--column", "感想", "-o", "{folder}/x.pdf"], "“.pdf” is no format"),
        (["{file}", "--column", "感想", "-o", "{file}"], "never written over"),
        (["surveys/2017-02-04-lecture", "--question", "age"], "“age” is no free text."),
        (["surveys/2017-02-04-lecture", "--question", "x"], "There is no question “x”."),
    ],
)
def test_bad_input_is_one_clear_line(
    comments: Callable[..., Path], arguments: list[str], told: str
) -> None:
    path = comments()
    found = run(*(each.format(file=path, folder=path.parent) for each in arguments))
    assert found.exit_code == 2
    assert told in found.stderr
    assert "Traceback" not in found.output


def test_no_comment_at_all_is_said(comments: Callable[..., Path]) -> None:
    found = run(str(comments(["", "なし"])), "--column", "感想")
    assert found.exit_code == 0
    assert "There is no comment that says anything." in found.stdout
    assert rows(run(str(comments([""])), "--column", "感想", "--format", "csv")) == []


def test_quotes_are_masked_and_csv_on_demand(comments: Callable[..., Path]) -> None:
    texts = [*TEXTS, "費用のことは090-0000-1234の山田様に電話で"]
    path = str(comments(texts))
    text = run(path, "--column", "感想", "--count", "2").stdout
    assert "090" not in text
    assert "山田" not in text
    assert "090" in run(path, "--column", "感想", "--format", "csv").stdout
    masked = run(path, "--column", "感想", "--format", "csv", "--mask").stdout
    assert "090" not in masked
    assert "【電話】" in masked


def test_json_holds_themes_and_comments() -> None:
    found = json.loads(run("surveys/2017-02-04-lecture", "--count", "6", "--format", "json").stdout)
    assert found["count"] == 6
    assert found["synthetic"] is True
    assert len(found["comments"]) == 43 == sum(theme["comments"] for theme in found["themes"])
    assert all(theme["words"] for theme in found["themes"][:-1])
    assert all(theme["quotes"] for theme in found["themes"][:-1])
    assert [theme["key"] for theme in found["themes"]][-1] == "other"


def test_many_comments_are_learnt_from_a_sample(
    comments: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [text for text in TEXTS if text]
    many = [f"{text}{'。' * (at % 7)}" for at in range(40) for text in few]
    path = str(comments(many))
    whole = rows(run(path, "--column", "感想", "--count", "2", "--format", "csv"))
    monkeypatch.setattr(outreach.theming, "LARGE", 50)
    monkeypatch.setattr(outreach.theming, "SAMPLE", 30)
    sampled = run(path, "--column", "感想", "--count", "2", "--format", "csv")
    assert "320 comments: themes were learnt from 30 different ones of them." in sampled.stderr
    table = rows(sampled)
    assert [row["text"] for row in table] == [row["text"] for row in whole]
    assert len({row["theme"] for row in table if "費用" in row["text"]}) == 1
    side_by_side = run(path, "--column", "感想", "--count", "2", "--format", "csv", "--jobs", "2")
    assert side_by_side.stdout == sampled.stdout
    shown = run(path, "--column", "感想", "--count", "2").stdout
    assert "Comments: 280. 40 more say nothing" in shown


def test_themes_are_counted_by_attributes(tmp_path: Path) -> None:
    lecture = "surveys/2017-02-04-lecture"
    shown = run(lecture, "--by", "age", "--by", "kind", "--lang", "ja")
    assert shown.exit_code == 0, shown.stderr
    assert "意見のテーマ × 参加者の年齢" in shown.stdout
    assert "意見のテーマ × 意見の種類" in shown.stdout
    tidy = rows(run(lecture, "--by", "age", "--format", "csv"))
    assert {row["by"] for row in tidy} == {"", "age"}
    assert {row["question"] for row in tidy} == {"theme"}
    found = json.loads(run(lecture, "--by", "age", "--format", "json").stdout)
    assert len(found["comments"]) == 43
    assert len(found["tables"]) == 2
    sizes = {cell["option"]: cell["count"] for cell in found["cells"] if not cell["by"]}
    assert sum(theme["comments"] for theme in found["themes"]) == 43
    assert set(sizes) - {"無回答"} <= {theme["label"] for theme in found["themes"]}


def test_small_numbers_of_themes_are_hidden() -> None:
    tidy = rows(run("surveys/2017-02-04-lecture", "--by", "age", "--suppress", "5",
                    "--format", "csv"))  # fmt: skip
    counts = [int(row["count"]) for row in tidy if row["count"]]
    assert counts
    assert not [count for count in counts if 0 < count < 5]


def test_a_workbook_holds_the_tables(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "themes.xlsx"
    assert run("surveys/2017-02-04-lecture", "-o", str(path)).exit_code == 0
    assert len(load_workbook(path).sheetnames) >= 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["themes", "--by", "age"], "Themes of a sample cannot be counted by person."),
        (["words", "--by", "theme"], "Of a sample no words can be compared by theme or kind."),
        (
            ["picture", "--kind", "correspondence", "--by", "kind", "-o", "{folder}/a.svg"],
            "Of a sample no words can be compared by theme or kind.",
        ),
    ],
)
def test_a_sample_is_never_taken_for_all(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outreach.theming, "LARGE", 30)
    monkeypatch.setattr(outreach.theming, "SAMPLE", 20)
    command, *options = [each.format(folder=tmp_path) for each in arguments]
    found = CliRunner().invoke(
        build(), [command, "surveys/2017-02-04-lecture", *options, "--lang", "en"]
    )
    assert found.exit_code == 2
    assert told in found.stderr
    assert not list(tmp_path.iterdir())


def test_a_workbook_has_one_format(tmp_path: Path) -> None:
    path = tmp_path / "themes.xlsx"
    found = run("surveys/2017-02-04-lecture", "-o", str(path), "--format", "csv", "--lang", "en")
    assert found.exit_code == 2
    assert "An .xlsx file has one format" in found.stderr
    assert not path.exists()


def test_a_file_without_a_codebook_has_no_attributes(comments: Callable[..., Path]) -> None:
    found = run(str(comments()), "--column", "感想", "--by", "age", "--lang", "en")
    assert found.exit_code == 2
    assert "Without a codebook there are no questions" in found.stderr
