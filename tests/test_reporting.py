"""A report from its surveys: as a value, in a notebook, in a folder."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import outreach
from outreach.cli import build
from outreach.errors import CannotWrite, SurveyNotFound
from outreach.messages import use_language
from outreach.reporting import WRITERS, write_report

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE, WORKSHOP = SURVEYS / "2017-02-04-lecture", SURVEYS / "2016-08-02-workshop"


@pytest.fixture(scope="module")
def lecture() -> outreach.Booklet:
    use_language("en")
    return outreach.make_report(LECTURE)


def test_the_package_is_called_to_make_a_report() -> None:
    found = outreach.report([WORKSHOP], suppress=0)  # type: ignore[operator]
    assert isinstance(found, outreach.Booklet)
    assert [chapter.name for chapter in found.chapters] == ["2016-08-02-workshop"]
    importlib.import_module("outreach.report.page")  # which sets the name anew
    assert callable(outreach.report)


def test_surveys_stand_oldest_first() -> None:
    found = outreach.make_report([LECTURE, WORKSHOP])
    assert [chapter.name for chapter in found.chapters] == [
        "2016-08-02-workshop", "2017-02-04-lecture",
    ]  # fmt: skip


def test_a_notebook_shows_sentences_tables_and_themes(lecture: outreach.Booklet) -> None:
    shown = lecture._repr_html_()
    (chapter,) = lecture.chapters
    assert chapter.gist[1].text.replace("“", "").split(":")[0] in shown
    assert shown.count("<table>") == len(chapter.exhibits) + 1
    assert chapter.cards[0].label in shown
    themes = chapter.study.themes
    assert themes is not None
    assert themes.themes[0].label in themes._repr_html_()


def test_what_a_notebook_shows_is_masked_and_escaped(survey: Callable[..., Path]) -> None:
    book = """format = 1
[survey]
title = "<b>見本</b>"
[question.comment]
type = "text"
label = "感想"
"""
    folder = survey("感想\n<i>電話は090-1234-5678です</i>\n電話は090-1234-5678まで\n", book)
    found = outreach.make_report(folder)
    themes = found.chapters[0].study.themes
    assert themes is not None
    for shown in (found._repr_html_(), themes._repr_html_()):
        assert "090-1234-5678" not in shown
        assert "<b>" not in shown
        assert "<i>" not in shown


def test_a_folder_gets_every_format_and_each_chart_twice(
    lecture: outreach.Booklet, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    written = write_report(lecture, f"{target}/")
    names = {path.relative_to(target).as_posix() for path in written}
    assert {f"report{ending}" for ending in WRITERS} <= names
    number = len(lecture.chapters[0].exhibits)
    assert sum(name.startswith("charts/table-") for name in names) == 2 * number
    assert {"charts/cloud.svg", "charts/cloud.png", "charts/network.svg"} <= names
    for path in written:
        head = path.read_bytes()[:8]
        assert head
        assert path.suffix != ".png" or head == b"\x89PNG\r\n\x1a\n"


def test_a_folder_that_cannot_be_made_is_an_error(
    lecture: outreach.Booklet, tmp_path: Path
) -> None:
    with pytest.raises(CannotWrite, match="cannot be made"):
        write_report(lecture, f"{tmp_path}/missing/out/")
    (tmp_path / "file").write_text("見本", encoding="utf-8")
    with pytest.raises(CannotWrite):
        write_report(lecture, f"{tmp_path}/file/")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "見本"


def test_a_survey_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SurveyNotFound):
        outreach.make_report(tmp_path / "none")
    found = CliRunner().invoke(
        build(), ["report", str(tmp_path / "none"), "-o", str(tmp_path / "x.html")]
    )
    assert found.exit_code == 2
    assert len(found.output.strip().splitlines()) == 1


def test_an_input_is_never_written_over(survey: Callable[..., Path]) -> None:
    folder = survey("useful\n1\n", None, "responses.html")
    before = (folder / "responses.html").read_bytes()
    found = CliRunner().invoke(
        build(), ["report", str(folder), "-o", str(folder / "responses.html")]
    )
    assert found.exit_code != 0
    assert (folder / "responses.html").read_bytes() == before
