"""The coding frame end to end: what people edit survives a run with more comments."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import build

MONEY = [
    "訪問診療の費用を知りたい",
    "入院の費用と年金の話",
    "介護の費用が年金で足りるか",
    "費用の補助と年金",
]
SOUND = [
    "マイクの音が小さい",
    "会場の音とマイクを直して",
    "後ろの席で音が聞こえない",
    "マイクと席の配置",
]
BUS = ["バスの本数を増やして", "駅からバスが遠い", "駅までのバスの時刻", "バス停が駅から遠い"]
MORE = ["バスの時刻が合わない", "駅のバス停", "費用と年金の相談", "音とマイク", "年金で費用を払う",
        "席の音", "バスで駅まで", "マイクの配置", "補助と費用", "時刻とバス"]  # fmt: skip
BOOK = """
format = 1
[survey]
title = "試し"
responses = "responses.csv"
[question.respondent]
type = "id"
headers = ["番号"]
[question.opinion]
type = "text"
role = "comment"
label = "ご意見"
"""
Make = Callable[[list[str]], Path]


@pytest.fixture
def survey(tmp_path: Path) -> Make:
    def make(texts: list[str]) -> Path:
        (tmp_path / "codebook.toml").write_text(BOOK, encoding="utf-8")
        rows = [["番号", "ご意見"], *([f"A{at}", text] for at, text in enumerate(texts))]
        with (tmp_path / "responses.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return tmp_path

    return make


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["themes", *arguments])


def placed(folder: Path) -> dict[str, str]:
    """Return each text's theme by its name."""
    found = run(str(folder), "--format", "csv")
    assert found.exit_code == 0, found.stderr
    return {row["text"]: row["label"] for row in csv.DictReader(found.stdout.splitlines())}


def written(folder: Path) -> list[dict[str, object]]:
    themes: list[dict[str, object]] = tomllib.loads(
        (folder / "themes.toml").read_text(encoding="utf-8")
    )["theme"]
    return themes


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "themes.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def name_of(folder: Path, text: str) -> str:
    return placed(folder)[text]


def test_every_edit_survives_a_run_with_ten_more_comments(survey: Make) -> None:
    folder = survey([*MONEY, *SOUND, *BUS])
    first = run(str(folder), "--count", "3", "--write")
    assert first.exit_code == 0
    assert "Written: " in first.stderr
    names = placed(folder)
    money, sound, bus = names[MONEY[0]], names[SOUND[0]], names[BUS[0]]
    assert len({money, sound, bus}) == 3
    keys = {str(theme["label"]): str(theme["key"]) for theme in written(folder)}
    edit(folder, f'label = "{money}"', 'label = "お金の心配"')  # rename
    edit(folder, f'label = "{bus}"\nkeywords = []', f'label = "{bus}"\nkeywords = ["本数 OR 時刻"]')
    edit(folder, f'label = "{sound}"\nkeywords = []\npins = []',
         f'label = "{sound}"\nkeywords = []\npins = ["A8@opinion"]')  # fmt: skip
    edit(folder, 'project = ""', 'project = "(力)"')
    edit(folder, "format = 1", "format = 1\n# 部会で決めた名前です")
    survey([*MONEY, *SOUND, *BUS, *MORE])
    again = run(str(folder), "--write")
    assert again.exit_code == 0, again.stderr
    after = placed(folder)
    assert {after[text] for text in MONEY} == {"お金の心配"}
    assert after[BUS[0]] == sound  # pinned, though its keyword says otherwise
    assert after[BUS[2]] == after["バスの時刻が合わない"] == bus
    assert after["費用と年金の相談"] == "お金の心配"
    assert set(after) == {*MONEY, *SOUND, *BUS, *MORE}
    themes = {str(theme["label"]): theme for theme in written(folder)}
    assert themes["お金の心配"]["key"] == keys[money]
    assert themes[bus]["keywords"] == ["本数 OR 時刻"]
    assert "部会で決めた名前です" in (folder / "themes.toml").read_text(encoding="utf-8")
    before = (folder / "themes.toml").read_bytes()
    assert run(str(folder), "--write").exit_code == 0
    assert (folder / "themes.toml").read_bytes() == before


def test_merged_themes_are_one(survey: Make) -> None:
    folder = survey([*MONEY, *SOUND, *BUS])
    run(str(folder), "--count", "3", "--write")
    names = placed(folder)
    money, bus = names[MONEY[0]], names[BUS[0]]
    text = (folder / "themes.toml").read_text(encoding="utf-8")
    start = text.index(f'label = "{bus}"')
    at = text.index('merged_into = ""', start)
    merged = text[:at] + f'merged_into = "{money}"' + text[at + len('merged_into = ""') :]
    (folder / "themes.toml").write_text(merged, encoding="utf-8")
    survey([*MONEY, *SOUND, *BUS, *MORE])
    assert run(str(folder), "--write").exit_code == 0
    after = placed(folder)
    assert {after[text] for text in (*MONEY, *BUS)} == {money}


def test_a_frame_of_another_year_codes_this_one(survey: Make, tmp_path: Path) -> None:
    folder = survey([*MONEY, *SOUND, *BUS])
    run(str(folder), "--count", "3", "--write")
    names = placed(folder)
    frame = tmp_path / "last.toml"
    (folder / "themes.toml").rename(frame)
    survey([*MORE, "図書館の本", "図書館が遠い"])
    found = run(str(folder), "--frame", str(frame), "--format", "csv")
    assert found.exit_code == 0, found.stderr
    rows = {row["text"]: row["label"] for row in csv.DictReader(found.stdout.splitlines())}
    assert rows["費用と年金の相談"] == names[MONEY[0]]
    assert rows["音とマイク"] == names[SOUND[0]]
    assert rows["バスで駅まで"] == names[BUS[0]]
    assert rows["図書館の本"] == "その他"
    survey(SOUND)
    shown = run(str(folder), "--frame", str(frame)).stdout
    assert "No comment any more" in shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('format = 1\n[[theme]]\nkey = "a"\nlabel = "費用"\nkeyword = ["費用"]\n', "keyword"),
        ('format = 1\n[[theme]]\nkey = "a"\nlabel = "費用"\nmerged_into = "b"\n', "b"),
        ('format = 1\n[[theme]]\nlabel = "費用"\nkeywords = ["費用 AND"]\n', "費用 AND"),
        ('format = 1\n[[theme]]\nlabel = "費用"\npins = ["A1@opinion"]\n'
         '[[theme]]\nlabel = "音"\npins = ["A1@opinion"]\n', "A1@opinion"),
        ("format = \n", "themes.toml"),
    ],
)  # fmt: skip
def test_a_frame_that_cannot_be_used_is_told_in_a_line(survey: Make, text: str, told: str) -> None:
    folder = survey([*MONEY, *SOUND])
    (folder / "themes.toml").write_text(text, encoding="utf-8")
    found = run(str(folder))
    assert found.exit_code == 2
    assert told in found.stderr
    assert "themes.toml" in found.stderr
    assert "Traceback" not in found.output
    assert run(str(folder), "--no-frame").exit_code == 0


@pytest.mark.parametrize("option", ["--no-frame", "--frame"])
def test_a_frame_that_was_not_read_is_never_written_over(
    survey: Make, tmp_path: Path, option: str
) -> None:
    folder = survey([*MONEY, *SOUND, *BUS])
    run(str(folder), "--count", "3", "--write")
    other = tmp_path / "last.toml"
    other.write_bytes((folder / "themes.toml").read_bytes())
    edit(folder, 'label = "', 'label = "部会が決めた')
    edited = (folder / "themes.toml").read_bytes()
    found = run(str(folder), "--write", option, *([str(other)] if option == "--frame" else []))
    assert found.exit_code == 2
    assert "themes.toml: There is a coding frame already" in found.stderr
    assert (folder / "themes.toml").read_bytes() == edited


def test_of_a_sample_no_frame_is_written(survey: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    import outreach.theming

    monkeypatch.setattr(outreach.theming, "LARGE", 5)
    folder = survey([*MONEY, *SOUND, *BUS])
    found = run(str(folder), "--count", "3", "--write")
    assert found.exit_code == 2
    assert "Of a sample no frame can be written." in found.stderr
    assert not (folder / "themes.toml").exists()
