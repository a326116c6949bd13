"""The report's workbook: every sheet is linked, nothing hostile runs, nothing hidden is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from outreach.intake.surveys import find_survey
from outreach.messages import use_language
from outreach.report.booklet import bind
from outreach.report.booklet_workbook import write_booklet_workbook
from outreach.reporting import make_report
from outreach.studies import read_study

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE, WORKSHOP = SURVEYS / "2017-02-04-lecture", SURVEYS / "2016-08-02-workshop"


def written(surveys: list[Path], target: Path, suppress: int | None = None) -> Any:
    use_language("ja")
    write_booklet_workbook(make_report(surveys, suppress=suppress), target)
    use_language("en")
    return openpyxl.load_workbook(target)


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return written([LECTURE], tmp_path_factory.mktemp("book") / "r.xlsx")


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def test_the_contents_link_to_every_sheet_but_the_charts_blocks(lecture: Any) -> None:
    contents = lecture["目次"]
    links = {cell.hyperlink.location.split("!")[0].strip("'") for row in contents for cell in row
             if cell.hyperlink}  # fmt: skip
    assert links == set(lecture.sheetnames) - {"目次", "グラフ用データ"}
    assert lecture.sheetnames[0] == "目次"
    assert lecture.sheetnames[-1] == "グラフ用データ"
    assert any("合成データ" in text for text in texts(contents))


def test_a_sheet_a_question_with_a_chart_for_each_table(lecture: Any) -> None:
    sheets = [sheet for sheet in lecture if re.match(r"\d ", sheet.title)]
    assert len(sheets) == 6
    for sheet in sheets:
        tables = sum(bool(re.match(r"表\d+ ", text)) for text in texts(sheet))
        assert len(sheet._charts) == tables > 0
        assert sheet.page_setup.paperSize == 9
        assert any("四捨五入" in text for text in texts(sheet))


def test_comments_can_be_filtered_and_themes_add_up(lecture: Any) -> None:
    comments, themes = lecture["自由記述"], lecture["テーマ"]
    assert comments.auto_filter.ref.startswith("A1:")
    assert comments.freeze_panes == "A2"
    assert comments.max_row == 44
    heads = [cell.value for cell in comments[1]]
    of_theme = [row[heads.index("テーマ")].value for row in comments.iter_rows(min_row=2)]
    for row in themes.iter_rows(min_row=2, max_row=8):
        if row[0].value:
            assert of_theme.count(row[0].value) == row[1].value


def test_what_was_asked_is_there_to_be_filled_in(lecture: Any) -> None:
    sheet = lecture["聞かれたこと"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[5:] == ["担当", "期日", "済", "回答"]
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"date", "list"}


def test_no_hidden_number_is_in_any_sheet(lecture: Any) -> None:
    sheet = next(each for each in lecture if "理解できたか" in each.title)
    row = next(row for row in sheet.iter_rows() if row[0].value == "理解できなかった")
    assert [cell.value for cell in row[1:3]] == ["X", "X"]
    tidy = lecture["データ"]
    heads = [cell.value for cell in tidy[1]]
    counts = [row[heads.index("count")].value for row in tidy.iter_rows(min_row=2)]
    assert not any(number is not None and 0 < number < 5 for number in counts)


HOSTILE = "=cmd|' /C calc'!A0"
BOOK = """format = 1
[survey]
title = "=1+1 [見本]"
suppress_below = 0
[question.one]
type = "single"
label = "{long}"
options = [{options}]
[question.two]
type = "single"
label = "{long}"
options = ["=1+1", "@SUM(A1)", "http://example.jp"]
headers = ["two"]
[question.comment]
type = "text"
role = "comment"
label = "感想"
"""


def test_what_is_hostile_or_long_is_plain_text(survey: Callable[..., Path], tmp_path: Path) -> None:
    long = "長い質問の見出し？[]:*/" + "続" * 280
    options = ", ".join(f'"選択肢{at} =1+1"' for at in range(60))
    book = BOOK.format(long=long, options=options).replace(f'"{long}"', f'"{long}2"', 1)
    rows = f'{long}2,two,感想\n選択肢1 =1+1,=1+1,"{HOSTILE}\x0b"\n'
    rows += f"選択肢2 =1+1,@SUM(A1),{'長' * 40_000}\n"
    target = tmp_path / "r.xlsx"
    found = written([survey(rows, book)], target)
    assert all(len(name) <= 31 for name in found.sheetnames)
    cells = [cell for sheet in found for row in sheet for cell in row if cell.value is not None]
    ours = [cell for cell in cells if cell.data_type == "f"]
    assert all(cell.parent.title == "グラフ用データ" for cell in ours)  # references to tables
    assert any(HOSTILE in str(cell.value) for cell in cells)
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
            if name.endswith(".rels"):
                assert b"example.jp" not in archive.read(name)


@pytest.mark.parametrize("rows", ["", "65,市報,良い,\n", "65,市報,良い,費用を知りたい\n"])
def test_few_answers_make_a_whole_workbook(
    rows: str, survey: Callable[..., Path], tmp_path: Path
) -> None:
    from test_studies import BOOK as SMALL
    from test_studies import HEAD

    found = written([survey(HEAD + rows, SMALL.format(more=""))], tmp_path / "r.xlsx")
    assert "計画" in found.sheetnames


def test_two_surveys_have_sheets_of_their_own(tmp_path: Path) -> None:
    found = written([LECTURE, WORKSHOP], tmp_path / "r.xlsx", suppress=0)
    assert {"1-自由記述", "2-自由記述", "1-テーマ", "2-テーマ"} <= set(found.sheetnames)
    assert len(set(map(str.lower, found.sheetnames))) == len(found.sheetnames)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    books = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.xlsx"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OUTREACH_LANG": "ja"}
        command = [sys.executable, "-m", "outreach", "report", str(LECTURE), "-o", str(target)]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        books.append(target.read_bytes())
    assert books[0] == books[1]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="there is no LibreOffice here")
@pytest.mark.xdist_group("soffice")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    write_booklet_workbook(
        bind([read_study(find_survey(WORKSHOP))], make_report(WORKSHOP).plan), target
    )
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(target)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    assert (tmp_path / "r.pdf").stat().st_size > 10_000
