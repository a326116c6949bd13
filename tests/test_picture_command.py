"""`outreach picture` as people run it: every kind, one clear line, nobody's name in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import build
from tests.said import printed
from tests.test_pictures import TEXTS

LECTURE = str(Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["picture", *arguments])


@pytest.fixture
def comments(tmp_path: Path) -> Callable[..., str]:
    def make(texts: tuple[str, ...] = TEXTS) -> str:
        path = tmp_path / "comments.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["感想"], *([text] for text in texts)])
        return str(path)

    return make


@pytest.mark.parametrize("kind", ["cloud", "words", "network", "bars", "map", "hierarchy"])
def test_every_kind_is_drawn_and_told(
    comments: Callable[..., str], tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"{kind}.svg"
    found = run(comments(), "--column", "感想", "--kind", kind, "-o", str(target))
    assert found.exit_code == 0, found.output
    svg = target.read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert found.stdout.splitlines()[1] in svg
    again = tmp_path / "again.svg"
    run(comments(), "--column", "感想", "--kind", kind, "-o", str(again))
    assert again.read_bytes() == target.read_bytes()


def test_a_survey_is_named_and_what_is_made_up_is_marked(tmp_path: Path) -> None:
    target = tmp_path / "cloud.png"
    found = run(LECTURE, "--by", "age", "--group", "70歳代", "-o", str(target), "--lang", "ja")
    assert found.exit_code == 0, found.output
    assert target.read_bytes().startswith(b"\x89PNG")
    assert "「70歳代」に特徴的な度合い（G²、ほかの全員との比較） (n=9 / 43)" in found.stdout
    assert "在宅医療・介護連携推進事業" in found.stdout
    assert "合成データ" in found.stdout


def test_groups_are_those_of_an_answer_or_of_the_comments(
    comments: Callable[..., str], tmp_path: Path
) -> None:
    for survey, by, told in (([LECTURE], "age", "80歳以上"),
                             ([comments(), "--column", "感想"], "theme", "groups")):  # fmt: skip
        target = str(tmp_path / "points.svg")
        found = run(*survey, "--kind", "correspondence", "--by", by, "-o", target)
        assert found.exit_code == 0, found.output
        assert told in found.stdout


@pytest.mark.parametrize(
    ("texts", "kind", "told"),
    [
        ((), "cloud", "There is no comment that says anything."),
        (("特になし",), "network", "There is no comment that says anything."),
        (("特になし",), "bars", "There is no theme with a comment."),
        (("往診の費用",), "cloud", "No word is in 2 comments or more. Try --minimum 1."),
        (("往診の費用",), "network", "No two words stand together in 2 comments or more."),
        (("😊", "👍👍"), "words", "No word is in 2 comments or more."),
    ],
)
def test_nothing_to_draw_is_one_clear_line(
    comments: Callable[..., str], tmp_path: Path, texts: tuple[str, ...], kind: str, told: str
) -> None:
    path = comments(("", *texts) if texts else ("", ""))
    target = tmp_path / "a.svg"
    found = run(path, "--column", "感想", "--kind", kind, "-o", str(target))
    assert (found.exit_code, found.stdout) == (2, "")
    assert told in found.stderr
    assert found.stderr.count("\n") == 1
    assert not target.exists()


@pytest.mark.parametrize(
    ("texts", "kind"), [(("😊",), "bars"), (("往診の費用",), "map"), (("a", "b"), "hierarchy")]
)
def test_few_comments_are_pictures_of_themes_too(
    comments: Callable[..., str], tmp_path: Path, texts: tuple[str, ...], kind: str
) -> None:
    found = run(comments(texts), "--column", "感想", "--kind", kind, "-o", str(tmp_path / "a.png"))
    assert found.exit_code == 0 or "There is no theme with a comment." in found.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-o", "a.pdf"], "“.pdf” is no format that can be written."),
        (["-o", "none/a.svg"], "Nothing can be written here"),
        (["--kind", "correspondence", "-o", "a.svg"], "needs --by"),
        (["--kind", "map", "--by", "age", "-o", "a.svg"], "--by is for cloud"),
        (["--by", "age", "-o", "a.svg"], "both --by and --group"),
        (["--kind", "map", "--minimum", "3", "-o", "a.svg"], "--minimum is for"),
        (["--count", "3", "-o", "a.svg"], "are for pictures of themes"),
        (["--by", "age", "--group", "x", "-o", "a.svg"], "Use one of 20歳未満, 20歳代"),
        (["--by", "age", "--group", "20歳未満", "-o", "a.svg"], "No word is characteristic"),
        (["--by", "nothing", "--group", "x", "-o", "a.svg"], "nothing"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = run(LECTURE, *arguments)
    assert found.exit_code == 2
    assert told in found.stderr
    assert not list(tmp_path.iterdir())


def test_a_picture_is_never_written_over_what_is_read(tmp_path: Path) -> None:
    source = tmp_path / "answers.svg"
    source.write_text("感想\n往診の費用\n往診の費用\n", encoding="utf-8")
    found = run(str(source), "--column", "感想", "-o", str(source))
    assert found.exit_code == 2
    assert "往診" in source.read_text(encoding="utf-8")


def test_no_personal_data_are_in_a_picture(comments: Callable[..., str], tmp_path: Path) -> None:
    texts = ("山田花子さんの往診は090-1234-5678へ", "山田花子さんの往診の費用") * 3
    for kind in ("cloud", "network", "bars"):
        target = tmp_path / "a.svg"
        found = run(comments(texts), "--column", "感想", "--kind", kind, "-o", str(target))
        assert found.exit_code == 0, found.output
        assert "往診" in found.stdout
        svg = target.read_text(encoding="utf-8")
        for secret in ("山田", "花子", "1234", "5678"):
            assert secret not in found.stdout + re.sub(' d="[^"]*"', "", svg)


def test_other_commands_load_nothing_of_pictures() -> None:
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from outreach.cli import build\n"
        "import outreach.theming, outreach.report.theme_text, outreach.report.theme_rows\n"
        f"for words in (['--help'], ['themes', '--help'], ['tabulate', {LECTURE!r}]):\n"
        "    assert CliRunner().invoke(build(), words).exit_code == 0\n"
        "loaded = ('wordcloud', 'fontTools', 'matplotlib', 'outreach.report.pictures')\n"
        "print([name for name in loaded if name in sys.modules])\n"
    )
    assert printed(program, "0").strip() == "[]"
