"""A report as a workbook: what is on which sheet, that Excel opens it, that nothing executes."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.utils import range_boundaries
from plan_made import FORMULA, plan

import outreach
from outreach.cli import build
from outreach.errors import CannotWrite
from outreach.intake.surveys import find_surveys
from outreach.planning.plan import Plan
from outreach.report import workbook_tidy
from outreach.report.booklet import Booklet, bind
from outreach.report.booklet_workbook import write_booklet_workbook
from outreach.report.excel_texts import sheet_name
from outreach.reporting import make_report, write_report
from outreach.studies import read_study

SURVEYS = Path(__file__).parent.parent / "surveys"
LECTURE, WORKSHOP = SURVEYS / "2017-02-04-lecture", SURVEYS / "2016-08-02-workshop"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOOK = """format = 1
[survey]
title = "見本"
suppress_below = {below}
[question.age]
type = "single"
role = "age"
label = "年齢"
options = ["60歳代", "70歳代", "80歳以上"]
[question.useful]
type = "single"
label = "{label}"
options = [{options}]
"""
TEXT = '[question.comment]\ntype = "text"\nrole = "comment"\nlabel = "感想"\n'
WORDS = ["=cmd|' /C calc'!A0", "http://example.com/", "+1", "<b>太字</b> & \x07鐘", "_x0041_"]


def booklet_of(paths: Sequence[Path], planned: Plan | None = None) -> Booklet:
    studies = [read_study(each) for each in find_surveys(paths)]
    return bind(studies, planned or Plan((), synthetic=False, below=0))


def made(
    survey: Callable[..., Path],
    rows: str,
    *,
    text: bool = True,
    label: str = "本日の話は",
    options: Sequence[str] = ("良い", "悪い"),
    below: int = 0,
) -> Path:
    book = BOOK.format(
        below=below, label=label, options=", ".join(f'"{option}"' for option in options)
    )
    head = f'年齢,"{label}"' + (",感想" if text else "")
    return survey(f"{head}\n{rows}", book + (TEXT if text else ""))


def written(booklet: Booklet, target: Path) -> Any:
    write_booklet_workbook(booklet, target)
    assert list(faults(target)) == []
    return openpyxl.load_workbook(target)


def faults(target: Path) -> Iterator[str]:
    """Yield what Excel would mend, or refuse, when it opens the file."""
    with zipfile.ZipFile(target) as whole:
        names = whole.namelist()
        if len(set(names)) != len(names):
            yield "a part is there twice"
        parts = {name: ElementTree.fromstring(whole.read(name)) for name in names}
    book = parts["xl/workbook.xml"]
    titles = [sheet.attrib["name"] for sheet in book.iter(f"{MAIN}sheet")]
    if len({title.casefold() for title in titles}) != len(titles):
        yield f"sheets of one name: {titles}"
    for title in titles:
        if not 1 <= len(title) <= 31 or set(title) & set("[]:*?/\\") or title.strip("'") != title:
            yield f"name of a sheet: {title}"
    for name in book.iter(f"{MAIN}definedName"):
        for area in re.findall(r"('(?:[^']|'')+'|[^,!']+)!", name.text or ""):
            if area.strip("'").replace("''", "'") not in titles:
                yield f"defined name: {name.text}"
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            yield from _sheet_faults(part, titles)


def _sheet_faults(part: ElementTree.Element, titles: Sequence[str]) -> Iterator[str]:
    for link in part.iter(f"{MAIN}hyperlink"):
        where = link.attrib.get("location", "")
        sheet = where.rpartition("!")[0].strip("'").replace("''", "'")
        if len(where) > 255 or sheet not in titles:
            yield f"link: {where}"
    for rule in part.iter(f"{MAIN}dataValidation"):
        texts = [*rule.attrib.values(), *(child.text or "" for child in rule)]
        if any(len(text) > 257 for text in texts):
            yield f"validation: {texts}"
    yield from _layout_faults(part)


def _layout_faults(part: ElementTree.Element) -> Iterator[str]:
    for foot in part.iter(f"{MAIN}oddFooter"):
        if len(foot.text or "") > 255:
            yield f"foot: {foot.text}"
    for row in part.iter(f"{MAIN}row"):
        if float(row.attrib.get("ht", "0")) > 409:
            yield f"height: {row.attrib}"
    taken: set[tuple[int, int]] = set()
    for merged in part.iter(f"{MAIN}mergeCell"):
        left, top, right, bottom = range_boundaries(merged.attrib["ref"])
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if cells & taken:
            yield f"merged twice: {merged.attrib}"
        taken |= cells


@pytest.fixture(scope="module")
def lecture() -> Booklet:
    outreach.use_language("en")
    return booklet_of([LECTURE], plan())


@pytest.fixture
def book(lecture: Booklet, tmp_path: Path) -> Any:
    return written(lecture, tmp_path / "a.xlsx")


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def head_of(sheet: Any) -> int:
    """Return the row of a list's headings: the one above what is frozen."""
    return int(re.sub(r"\D", "", sheet.freeze_panes)) - 1


def column(sheet: Any, head: str) -> list[Any]:
    at = head_of(sheet)
    where = [cell.value for cell in sheet[at]].index(head) + 1
    return [row[0] for row in sheet.iter_rows(at + 1, None, where, where, values_only=True)]


def test_the_sheets_stand_in_order(book: Any) -> None:
    assert book.sheetnames == [
        "Contents", "Plan", "Beside the population", "Proposals", "Asked",
        "参加者の年齢", "参加者の住所", "講演会をどこで知りましたか",
        "在宅医療と介護連携について理解できたか", "本日の話は", "Themes", "theme of the comment",
        "Comments", "Tidy data", "How to read this", "Chart data",
    ]  # fmt: skip
    assert book.active.title == "Contents"


def test_the_contents_lead_everywhere_and_every_sheet_leads_back(book: Any) -> None:
    first = book["Contents"]
    led = [cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink]
    assert led == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    for sheet in book.worksheets[1:]:
        back = [cell.hyperlink.location for row in sheet.iter_rows(max_row=3) for cell in row
                if cell.hyperlink]  # fmt: skip
        assert back == ["'Contents'!A1"] or sheet.title in ("Tidy data", "Chart data")


def test_the_first_sheet_says_what_it_is_and_what_it_says(lecture: Booklet, book: Any) -> None:
    said = texts(book["Contents"])
    assert said[:4] == [lecture.title, lecture.subtitle, lecture.mark, lecture.secret]
    assert all(f"・{each.text}" in said for each in lecture.chapters[0].gist)
    about = dict(pairwise(said))
    assert about["講演会をどこで知りましたか"].startswith("Table 3, Table 6 × ")


def test_each_question_has_its_tables_and_native_charts(lecture: Booklet, book: Any) -> None:
    sheet = book["講演会をどこで知りましたか"]
    said = texts(sheet)
    shown = [each for each in lecture.chapters[0].exhibits if each.title in said]
    assert [each.number for each in shown] == [3, 6, 7]
    assert len(sheet._charts) == 3
    assert said.count("n") == 2  # over the base of each crossed table
    assert "Total" in said
    assert any("X is a number that is kept secret" in text for text in said)
    assert not any("several answers" in text for text in said)  # a note of another table


def test_no_chart_is_a_pie_and_one_answer_by_groups_is_stacked(book: Any, tmp_path: Path) -> None:
    assert book
    with zipfile.ZipFile(tmp_path / "a.xlsx") as whole:
        charts = [whole.read(name).decode() for name in whole.namelist() if "/charts/chart" in name]
    assert not any("pieChart" in chart for chart in charts)
    assert sum('<c:grouping val="stacked"/>' in chart for chart in charts) == 3
    assert sum('<c:grouping val="clustered"/>' in chart for chart in charts) == 6


def test_a_crossing_that_would_show_nothing_is_named(book: Any) -> None:
    said = texts(book["本日の話は"])
    assert any("Not shown by 参加者の住所" in text for text in said)


def test_hidden_numbers_are_nowhere(book: Any) -> None:
    rows = list(book["Tidy data"].iter_rows(2, None, values_only=True))
    people = [row for row in rows if row[1] != "theme"]  # comments are listed one by one
    assert {row[6] for row in people} & {1, 2, 3, 4} == set()
    for name in book.sheetnames[5:10]:
        cells = [cell for row in book[name].iter_rows() for cell in row]
        assert not {cell.value for cell in cells if cell.data_type == "n"} & {2, 3, 4}
        assert "X" in texts(book[name]) or name == "本日の話は"


def test_themes_are_cards_with_a_chart(lecture: Booklet, book: Any) -> None:
    cards, sheet = lecture.chapters[0].cards, book["Themes"]
    assert column(sheet, "Theme")[: len(cards)] == [card.label for card in cards]
    assert column(sheet, "Number of comments")[: len(cards)] == [card.comments for card in cards]
    assert sum(column(sheet, "Share")[: len(cards)]) == pytest.approx(1)
    assert cards[0].quotes[0] in column(sheet, "Quotes")[0]
    (chart,) = sheet._charts
    assert chart.anchor._from.row > head_of(sheet) + len(cards) - 1
    area = range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))
    assert area[3] > chart.anchor.to.row


def test_comments_can_be_filtered_and_read(lecture: Booklet, book: Any) -> None:
    comments, sheet = lecture.chapters[0].comments, book["Comments"]
    assert column(sheet, "Comment") == [row.text for row in comments]
    assert column(sheet, "Kind") == [row.kind or None for row in comments]
    assert sheet.auto_filter.ref == f"A{head_of(sheet)}:F{sheet.max_row}"
    assert sheet.print_title_rows == f"${head_of(sheet)}:${head_of(sheet)}"
    assert sheet.cell(head_of(sheet) + 1, 3).alignment.wrap_text


def test_the_plan_is_said_with_its_n(book: Any) -> None:
    sheet = book["Plan"]
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    (few,) = (row for text, row in rows.items() if "八幡町" in text)
    assert few[1].value == 3
    assert few[1].number_format.endswith('"*"')  # an n under 30
    for part in ("Group by group", "Who did not come", "Worth a second look"):
        assert part in rows
    assert "　「+1 と @SUM(A1)」" in rows
    assert column(book["Beside the population"], "people") == [9, "X"]
    assert column(book["Proposals"], "Project") == [
        "(キ) 地域住民への普及啓発", "(カ) 医療・介護関係者の研修", None,
    ]  # fmt: skip


def test_what_was_asked_can_be_filled_in(book: Any) -> None:
    sheet = book["Asked"]
    assert column(sheet, "Comment")[1] == FORMULA
    assert column(sheet, "Owner") == [None, "地域支援課", None]
    assert column(sheet, "Due") == [None, datetime.datetime(2017, 6, 1), None]  # noqa: DTZ001
    assert column(sheet, "Done") == [None, "done", None]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"date", "list"}
    assert rules["list"].formula1 == '"done"'
    first = head_of(sheet) + 1
    assert str(rules["date"].sqref).startswith(f"H{first}:")
    assert str(rules["list"].sqref).startswith(f"I{first}:")


def test_the_tidy_sheet_has_every_table(lecture: Booklet, book: Any) -> None:
    sheet = book["Tidy data"]
    tables = [table for each in lecture.chapters[0].exhibits for table in each.tables]
    assert sheet.max_row - 1 == sum(len(list(table.tidy())) for table in tables)
    assert set(column(sheet, "survey")) == {"2017-02-04-lecture"}


def test_pages_are_a4_as_wide_as_the_sheet_with_numbers_and_titles(book: Any) -> None:
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text or "&[Page]" in sheet.oddFooter.center.text
        assert sheet.print_area or sheet.title == "Chart data"
        untitled = ("Contents", "How to read this", "Chart data")
        assert sheet.print_title_rows or sheet.title in untitled


def test_nothing_is_a_formula_but_what_charts_are_drawn_from(book: Any) -> None:
    for sheet in book.worksheets:
        formulas = [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        assert not formulas or sheet.title == "Chart data"


def test_several_surveys_are_told_apart_by_number_colour_and_section(tmp_path: Path) -> None:
    book = written(booklet_of([WORKSHOP, LECTURE]), tmp_path / "a.xlsx")
    assert book.sheetnames[1:5] == ["1 職種", "1 Themes", "1 theme of the comment", "1 Comments"]
    assert "2 参加者の年齢" in book.sheetnames
    colours = {name[0]: book[name].sheet_properties.tabColor.rgb for name in book.sheetnames[1:-3]}
    assert len(set(colours.values())) == 2
    said = texts(book["Contents"])
    assert "1　2016-08-02 多職種合同研修会" in said
    assert set(column(book["Tidy data"], "survey")) == {"2016-08-02-workshop", "2017-02-04-lecture"}


def test_two_surveys_of_one_name(survey: Callable[..., Path], tmp_path: Path) -> None:
    folder = made(survey, "60歳代,良い,費用を知りたい\n")
    other = tmp_path / "elsewhere" / folder.name
    shutil.copytree(folder, other)
    booklet = booklet_of([folder, other])
    book = written(booklet, tmp_path / "a.xlsx")
    assert {"1 年齢", "2 年齢"} <= set(book.sheetnames)
    assert len(set(column(book["Tidy data"], "survey"))) == 2


def test_questions_that_begin_alike_and_names_that_excel_refuses() -> None:
    taken: set[str] = set()
    long = "在宅医療と介護連携について、聞きたいこと、知りたいことは何ですか"
    names = [sheet_name(f"{long}{end}", taken) for end in ("（1）", "（2）")]
    assert len(set(names)) == 2
    assert all(len(name) <= 31 for name in names)
    assert sheet_name("a:b\\c/d?e*f[g]h", taken) == "a：b＼c／d？e＊f［g］h"
    assert sheet_name("'引用'", taken) == "’引用’"
    assert sheet_name("ﾃｰﾏ", taken) != sheet_name("テーマ", taken)
    assert sheet_name("😀" * 20, taken) == "😀" * 15 + "…"


def test_a_question_called_as_a_sheet_of_ours(survey: Callable[..., Path], tmp_path: Path) -> None:
    folder = made(survey, "60歳代,良い,費用を知りたい\n", label="Contents")
    book = written(booklet_of([folder]), tmp_path / "a.xlsx")
    assert book.sheetnames[0] == "Contents"
    assert "Contents (2)" in book.sheetnames


def test_a_survey_without_comments_and_without_a_date(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    folder = made(survey, "60歳代,良い\n70歳代,悪い\n", text=False)
    book = written(booklet_of([folder]), tmp_path / "a.xlsx")
    assert book.sheetnames == [
        "Contents", "年齢", "本日の話は", "Tidy data", "How to read this", "Chart data",
    ]  # fmt: skip


@pytest.mark.parametrize("below", [0, 5])
def test_one_respondent_and_nobody(survey: Callable[..., Path], tmp_path: Path, below: int) -> None:
    for rows in ("60歳代,良い,費用を知りたい\n", ""):
        book = written(booklet_of([made(survey, rows, below=below)]), tmp_path / "a.xlsx")
        assert "本日の話は" in book.sheetnames


def test_long_labels_and_many_options(survey: Callable[..., Path], tmp_path: Path) -> None:
    long = "どのようなことを知りたいと思われましたか" * 15
    options = [f"{long}{at}" for at in range(60)]
    rows = "".join(f"{60 + at % 30}歳,{options[at % 60]},\n" for at in range(90))
    folder = made(survey, rows, label=long, options=options)
    book = written(booklet_of([folder]), tmp_path / "a.xlsx")
    sheet = book.worksheets[2]
    assert len(sheet.title) == 31
    assert long in texts(sheet)
    assert len(sheet._charts) == 2
    assert sheet.page_setup.scale == 40  # of its size: not shrunk until nobody can read it
    assert sheet.print_title_cols == "$A:$B"


def test_hostile_comments_and_labels_are_plain_text(
    survey: Callable[..., Path], tmp_path: Path
) -> None:
    rows = "".join(f'60歳代,良い,"{word}"\n' for word in WORDS) + f"60歳代,良い,{'長' * 40_000}\n"
    label = "=HYPERLINK(1)<&'!A0"
    folder = made(survey, rows, label=label)
    book = written(booklet_of([folder]), tmp_path / "a.xlsx")
    found = column(book["Comments"], "Comment")
    assert found[:3] == WORDS[:3]
    assert found[3] == "<b>太字</b> & \\x07鐘"
    assert "_x0041_" in found[4]  # Excel would read it as A without the escape
    assert len(found[5]) == 32_767
    assert found[5].endswith("…")
    for sheet in book.worksheets[:-1]:
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        led = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        assert all(link.target is None for link in led)  # only within the workbook
    assert "=HYPERLINK(1)<&’!A0" in book.sheetnames or "=HYPERLINK(1)<&'!A0" in book.sheetnames


def test_more_rows_than_a_sheet_has(
    lecture: Booklet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_tidy, "ROWS", 100)
    with pytest.raises(CannotWrite, match="A sheet of Excel has 100 rows"):
        write_booklet_workbook(lecture, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_same_bytes_twice_in_any_process(lecture: Booklet, tmp_path: Path) -> None:
    write_booklet_workbook(lecture, tmp_path / "a.xlsx")
    write_booklet_workbook(lecture, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    found = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.xlsx"
        command = [sys.executable, "-m", "outreach", "report", str(LECTURE), "-o", str(target)]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
        found.append(target.read_bytes())
    assert found[0] == found[1]


def test_pandas_is_not_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from outreach.reporting import make_report, write_report;"
        f"write_report(make_report({str(LECTURE)!r}), {str(tmp_path / 'a.xlsx')!r});"
        "print({'pandas', 'sklearn', 'altair', 'openpyxl'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_a_folder_that_is_not_there(lecture: Booklet, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="Does the folder exist"):
        write_report(lecture, tmp_path / "ない" / "a.xlsx")


def test_a_locked_target_stays_as_it_was(
    lecture: Booklet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def locked(*_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(CannotWrite, match="Is it open in Excel"):
        write_report(lecture, target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_input_is_never_written_over(survey: Callable[..., Path]) -> None:
    folder = made(survey, "60歳代,良い,費用を知りたい\n")
    target = folder / "notes.xlsx"
    target.write_bytes(b"mine")
    with pytest.raises(CannotWrite, match="never written over"):
        write_report(make_report(folder), target, [target])
    assert target.read_bytes() == b"mine"


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    target = tmp_path / "ない" / "a.xlsx"
    run = CliRunner().invoke(build(), ["report", str(LECTURE), "-o", str(target)])
    assert run.exit_code == 2
    assert "Traceback" not in run.stderr
    assert "Does the folder exist" in run.stderr


def test_it_speaks_japanese(lecture: Booklet, tmp_path: Path) -> None:
    outreach.use_language("ja")
    book = written(lecture, tmp_path / "a.xlsx")
    assert book.sheetnames[:5] == ["目次", "計画", "人口と比べて", "次回の企画", "聞かれたこと"]
    assert book.sheetnames[-3:] == ["データ", "調査結果の見方", "グラフ用データ"]
