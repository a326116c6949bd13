"""Printed tables: what is wrong is found, what is right is not, in whatever shape it is printed."""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import outreach
from outreach.cli import build
from outreach.errors import OutreachError
from outreach.tables.published import audit
from outreach.tables.rounding import percent

ROOT = Path(__file__).parent.parent
ACTIVITY = ROOT / "surveys" / "2016-activity"
LECTURE = ROOT / "surveys" / "2017-02-04-lecture"
Folder = Callable[..., Path]
HEAD = 'format = 1\n[survey]\npeople = { "参加者" = 173 }\n'


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.strip("\n"))))


def found(text: str, **options: object) -> list[tuple[str, str]]:
    """Return rule and cell of each finding in a table that is written as CSV."""
    audited = audit(rows(text), **options)  # type: ignore[arg-type]
    return [(finding.rule, finding.place.cell) for finding in audited.findings]


def printed(survey: Folder, said: str = "", **tables: str) -> Path:
    """Return a folder with printed tables only; `said` comes below the last of them."""
    entries = "".join(f'[published.{key}]\nfile = "{key}.csv"\n' for key in tables)
    folder = survey("", HEAD + entries + said)
    for key, text in tables.items():
        (folder / f"{key}.csv").write_text(text.lstrip("\n"), encoding="utf-8")
    return folder


def rules(folder: Path) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place.cell) for finding in outreach.check(folder)]


# tables that are right, as cities print them

RIGHT = {
    "plain": "年齢,人,%\n60歳代,24,57.1\n70歳代,18,42.9\n合計,42,100.0\n",
    "several answers by title": """
図3 知ったきっかけ（複数回答）
項目,人,%
市報,60,57.7
チラシ,50,48.1
全体,104,100.0
""",
    "several answers by the percentages": """
項目,人,%
市報,60,57.7
チラシ,50,48.1
その他,22,21.2
合計,104,100.0
""",
    "options as columns": "区分,市報,チラシ,計\n人数,15,22,37\n割合,40.5%,59.5%,100%\n",
    "two rows of headings": """
,27年度,,28年度,
,件数,割合,件数,割合
在宅,65,53.7,86,47.8
入院,56,46.3,94,52.2
計,121,100.0,180,100.0
""",
    "count and percentage in a cell": """
年齢,市内,計
70歳未満,10（50.0%）,30（60.0%）
70歳以上,10（50.0%）,20（40.0%）
計,20（100.0%）,50（100.0%）
""",
    "percentages of the row": """
年齢,回答者数,役立った,%,普通,%
60歳代,24,20,83.3,4,16.7
70歳代,18,9,50.0,9,50.0
全体,42,29,69.0,13,31.0
""",
    "subtotals": "区分,人\n医師,10\n看護師,20\n小計,30\n市民,40\n委員,5\n小計,45\n合計,75\n",
    "totals by group": """
部門,職種,人
医療,医師,10
,看護師,20
,計,30
介護,ケアマネ,40
,ヘルパー,5
,計,45
合計,,75
""",
    "totals above their groups": """
部門,職種,人
医療,計,30
,医師,10
,看護師,20
介護,計,45
,ケアマネ,40
,ヘルパー,5
合計,,75
""",
    "indented parts of parts": """
区分,人数
合計,75
　医療,30
　　医師,10
　　看護師,20
　介護,45
""",
    "of which": "区分,人数\n市内,50\nうち高齢者,20\n市外,25\n合計,75\n",
    "change": "項目,27年度,28年度,増減率(%)\n相談,121,180,48.8\n訪問,200,179,-10.5\n",
    "ratio under its name": "項目,27,28,前年度比\n相談,121,180,148.8%\n訪問,200,179,89.5%\n",
    "last year's numbers": "項目,前年度,今年度,増減率\n相談,121,180,48.8%\n訪問,200,179,-10.5%\n",
    "percentages below their counts": """
年齢,計,役立った,普通,無回答
全体,105,84,15,6
,100,80,14,6
60歳代,24,20,4,0
,100,83,17,0
70歳代,81,64,11,6
,100,79,14,7
""",
    "percentages of money": "区分,件数,金額,構成比\nA,10,1.5,60.0\nB,20,0.5,20.0\nC,5,0.5,20.0\n",
    "differences": "項目,27年度,28年度,増減\n相談,121,180,59\n訪問,200,179,△21\n計,321,359,38\n",
    "years as numbers": "年度,開催数,参加者\n27,5,100\n28,6,130\n計,11,230\n",
    "means": "年齢,人,平均点\n60歳代,10,3.5\n70歳代,20,4.1\n計,30,3.9\n",
    "hidden numbers": "町,人,%\n東町,x,x\n南町,20,40.0\n北町,25,50.0\n計,50,100.0\n",
    "shares of something else": "市,高齢者,割合\nA市,30000,21.3\nB市,45000,25.1\nC市,20000,30.0\n",
    "rates": "事業所,定員,参加者,出席率\nA,20,15,75.0\nB,30,12,40.0\n計,50,27,54.0\n",
    "people and visits": "区分,実人数,延べ人数\n市内,10,40\n市外,5,12\n計,15,52\n",
    "mean below the total": "月,件数\n4月,10\n5月,20\n計,30\n平均,15\n",
    "whole percentages": "区分,人,%\nA,21,50\nB,21,50\n計,42,100\n",
    "zeros that Excel dropped": "区分,人,%\nA,21,17.5\nB,99,82.5\n計,120,100\n",
    "thousands": '区分,"人口\n(人)"\nA,"1,234"\nB,"2,000"\n計,"3,234"\n',
    "three thirds": "区分,人,割合（％）\nA,1,33.3\nB,1,33.3\nC,1,33.3\n計,3,100.0\n",
    "true weekdays": "回,開催日\n1,平成28年5月26日（木）\n2,2016/6/30(木)\n3,7月28日（金）\n",
    "a note below": "区分,27年度,28年度\n件数,121,180\n※前年度より48.8%増\n",
    "a thermometer": "品目,数\n体温計,3\n血圧計,9\n会計,2\n",
    "quarters": """
区,4月,5月,6月,第1四半期計,7月,8月,9月,第2四半期計,合計
A,1,2,3,6,1,1,1,3,9
B,2,2,2,6,2,2,2,6,12
計,3,4,5,12,3,3,3,9,21
""",
    "row percentages with the total's 100": (
        "区分,計,%,男,%,女,%\n60代,15,100.0,10,66.7,5,33.3\n70代,35,100.0,20,57.1,15,42.9\n"
        "計,50,100.0,30,60.0,20,40.0\n"
    ),
    "row percentages in brackets": (
        "区分,満足,普通,計\n男,10(33.3%),20(66.7%),30(100.0%)\n"
        "女,5(25.0%),15(75.0%),20(100.0%)\n計,15(30.0%),35(70.0%),50(100.0%)\n"
    ),
    "column percentages below": (
        "区分,男,女,計\n60代,10,5,15\n,(33.3%),(25.0%),(30.0%)\n70代,20,15,35\n"
        ",(66.7%),(75.0%),(70.0%)\n計,30,20,50\n,(100.0%),(100.0%),(100.0%)\n"
    ),
    "several answers across": "問2（複数回答）,合計,市報,チラシ\n男性,40,25,25\n女性,64,35,45\n",
    "nets below the total": (
        "満足度,人\nとても,20\nやや,15\nやや不満,10\n不満,5\n合計,50\n満足計,35\n不満計,15\n"
    ),
    "nets above the options": (
        "満足度,人\n合計,50\n満足計,35\n不満計,15\nとても,20\nやや,15\nやや不満,10\n不満,5\n"
    ),
    "nets in brackets": (
        "満足度,人\nとても,20\nやや,15\n（満足 計）,35\nやや不満,10\n不満,5\n"
        "（不満 計）,15\n合計,50\n"
    ),
    "total of some": "職,人\n医師,10\n看護師,20\nPT,5\nOT,4\nリハ職計,9\n事務,1\n合計,40\n",
    "this year first": "区分,今年度,前年度,増減率\nA,180,121,48.8%\nB,150,200,△25.0%\n",
    "newest row first": (
        "区分,参加者,回収\n平成28年度,173,104\n平成27年度,150,99\n前年度比,115.3%,105.1%\n"
    ),
    "times": "月,令和4年,令和5年,前年比（倍）\n4月,100,121,1.21\n5月,200,150,0.75\n",
    "from and to nothing": "区分,H28,H29,増減率\nA,10,0,皆減\nB,0,5,皆増\nC,10,12,20.0%\n",
    "accounts": "科目,昨年度,今年度,増減\n収入,900,1000,100\n支出,900,1150,△250\n",
    "each person once": "区分,実人数,延べ人数\n電話,20,55\n来所,12,18\n計,28,73\n",
    "a total without some": (
        "区分,人,%\nはい,40,80.0\nいいえ,10,20.0\nわからない,5,－\n計（わからないを除く）,50,100.0\n"
    ),
    "rounded amounts": (
        "区分,金額（百万円）\nA,33\nB,33\nC,33\n計,100\n※四捨五入のため合計が一致しない。\n"
    ),
    "percentages of the parent": (
        "区分,件数,割合\n医療,60,60.0%\n　往診,20,33.3%\n　訪問,40,66.7%\n介護,40,40.0%\n"
        "計,100,100.0%\n"
    ),
    "whose percentages they are": (
        "区分,男,女,計,男割合,女割合\n東,3,1,4,75.0,25.0\n西,2,4,6,33.3,66.7\n計,5,5,10,50.0,50.0\n"
    ),
    "weighted percentages": "区分,n,満足,普通,不満\n男,33,31.1,44.7,24.2\n女,42,52.4,27.2,20.4\n",
    "percentages by n": "区分,n,満足,普通,不満\n男,33,30.3,45.5,24.2\n女,42,52.4,26.2,21.4\n",
    "fractions": "区分,人,割合\nA,1,0.333\nB,2,0.667\n計,3,1\n",
    "a list": "その他\n知人\n親\n",
    "words": "記号,事業\nア,把握\nイ,検討\n",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_a_right_table_yields_nothing(text: str) -> None:
    assert found(text) == []
    assert audit(rows(text)).notes == ()


def test_percentages_of_those_who_answered_are_right_and_noted() -> None:
    audited = audit(rows("理解,人,%\nはい,95,97.9\nいいえ,2,2.1\n無回答,7,\n計,104,100.0\n"))
    assert audited.findings == ()
    (note,) = audited.notes
    assert "97" in note


people = st.lists(st.integers(0, 400), min_size=2, max_size=9).filter(any)


@settings(suppress_health_check=list(HealthCheck), max_examples=60, deadline=None)
@given(st.lists(people, min_size=1, max_size=4), st.integers(0, 2), st.booleans())
def test_what_is_rounded_half_up_and_added_up_is_right(
    columns: list[list[int]], decimals: int, turned: bool
) -> None:
    size = min(map(len, columns))
    columns = [column[:size] for column in columns if any(column[:size])] or [[1] * size]
    table: list[list[object]] = [["年齢", *(f"{at}年度_人" for at in range(len(columns)))]]
    table[0] = ["年齢"] + [
        name for at in range(27, 27 + len(columns)) for name in (f"{at}年度_人", f"{at}年度_%")
    ]
    for row in [*range(size), None]:
        line: list[object] = ["計" if row is None else f"{row}区"]
        for column in columns:
            count = sum(column) if row is None else column[row]
            line += [count, percent(count, sum(column), decimals)]
        table.append(line)
    if turned and len(columns) == 1:
        table = [list(line) for line in zip(*table, strict=True)]
        table[1][0], table[2][0] = "人数", "割合(%)"
    assert audit(table).findings == ()


@settings(suppress_health_check=list(HealthCheck), max_examples=60, deadline=None)
@given(people, st.data())
def test_a_total_that_is_off_by_anything_is_found(column: list[int], data: st.DataObject) -> None:
    off = data.draw(st.integers(-5, 50).filter(bool))
    table = [
        ["区", "人"],
        *([f"{at}区", n] for at, n in enumerate(column)),
        ["計", sum(column) + off],
    ]
    (finding,) = audit(table).findings
    assert (finding.rule, finding.place.row) == ("S001", len(table))
    assert str(sum(column)) in finding.message


# tables that are wrong

WRONG = {
    "total": ("区分,人\nA,1\nB,2\n計,4\n", [("S001", "B4")]),
    "total of a row": (
        "区分,4月,5月,計\nA,1,2,4\nB,2,2,4\n計,3,4,7\n", [("S001", "D2"), ("S001", "D4")],
    ),
    "percentage below its count": (
        RIGHT["percentages below their counts"].replace("83,17", "84,17"), [("S002", "C5")],
    ),
    "subtotal": (RIGHT["subtotals"].replace("小計,30", "小計,31"), [("S001", "B4")]),
    "total of a group": (RIGHT["totals by group"].replace(",計,45", ",計,44"), [("S001", "C7")]),
    "cut off": ("区分,人,%\nA,2,66.6\nB,1,33.3\n計,3,100\n", [("S002", "C2")]),
    "to even": ("区分,人,%\nA,1,12\nB,7,88\n計,8,100\n", [("S002", "C2")]),
    "far off": ("区分,人,%\nA,24,57.1\nB,18,24.9\n計,42,100.0\n", [("S002", "C3")]),
    "in brackets": (
        RIGHT["count and percentage in a cell"].replace("10（50.0%）", "10（51.0%）", 1),
        [("S002", "B2")],
    ),
    "options as columns": (RIGHT["options as columns"].replace("59.5", "59.4"), [("S002", "C3")]),
    "forced": ("区分,人,%\nA,1,33.4\nB,1,33.3\nC,1,33.3\n計,3,100.0\n", [("S003", "C2")]),
    "ratio": ("項目,27,28,増加率\n相談,121,180,148.8%\n訪問,100,150,50%\n", [("S005", "D2")]),
    "ratio in a note": ("区分,27年度,28年度\n件数,121,180\n※前年度より149%増\n", [("S005", "A3")]),
    "decrease": ("項目,27,28,増減率\n相談,121,180,48.8\n訪問,200,179,10.5\n", [("S002", "D3")]),
    "weekday": ("回,開催日\n1,平成28年5月30日（木）\n", [("S006", "B2")]),
    "weekday in a column": (
        "年,月,日,曜日,人\n平成28,5,26,木,19\n,5,30,木,22\n", [("S006", "D3")],
    ),
    "no such day": ("回,開催日,人\n1,平成29年2月29日（水）,3\n", [("S006", "B2")]),
    "no such day in any year": ("回,開催日,人\n1,2月30日（水）,3\n", [("S006", "B2")]),
    "no such year of an era": ("回,開催日\n1,昭和65年5月1日（水）\n", [("S006", "B2")]),
    "end of a range": ("回,期間\n1,令和5年5月30日（火）～6月2日（土）\n", [("S006", "B2")]),
    "wrong net": (
        RIGHT["nets below the total"].replace("満足計,35", "満足計,36"), [("S001", "B7")],
    ),
    "100 in one row only": (
        RIGHT["row percentages with the total's 100"].replace("15,100.0,", "15,90.0,"),
        [("S002", "C2")],
    ),
    "several answers, one wrong": (
        "項目,人,%\nA,60,57.7\nB,50,48.0\nC,22,21.2\n合計,104,100.0\n", [("S002", "C3")],
    ),
    "base in the title": (
        "問3（複数回答、n=104）\n項目,人,%\nA,60,57.7\nB,50,48.0\nC,22,21.2\n",
        [("S002", "C4")],
    ),
    "of those who answered": (
        "項目,人,%\nA,10,20.0\nB,12,24.0\nC,8,16.1\nD,20,40.0\n無回答,7,-\n計,57,100.0\n",
        [("S002", "C4")],
    ),
    "amounts beyond rounding": (
        RIGHT["rounded amounts"].replace("計,100", "計,109"), [("S001", "B5")],
    ),
    "people are not rounded": (
        "区分,人,%\nA,1,33.3\nB,2,66.7\n計,4,100\n※四捨五入のため割合の合計は100と一致しない。\n",
        [("S001", "B4")],
    ),
    "fraction": ("区分,人,割合\nA,1,0.334\nB,2,0.667\n計,3,1\n", [("S002", "C2")]),
    "times wrong": (RIGHT["times"].replace("1.21", "1.12"), [("S002", "D2")]),
    "difference": (
        "区分,令和4年度,令和5年度,増減\nA,121,180,59\nB,100,150,51\n", [("S001", "D3")],
    ),
    "ratio in a note below years": (
        "年度,件数\n令和4年度,121\n令和5年度,180\n前年度から149％増加した。\n", [("S005", "A4")],
    ),
    "of which more than all": (
        "項目,人数\n医療職,30\n　うち医師,31\n介護職,20\n計,50\n", [("S001", "B3")],
    ),
    "a percentage that no number of people is": (
        "区分,n,満足,普通,不満\n男,33,30.3,45.5,34.2\n女,42,52.4,26.2,21.4\n", [("S002", "E2")],
    ),
    "rate of two columns": (
        "種別,配布数,回収数,回収率\n施設,200,121,60.4%\n在宅,300,145,48.3%\n計,500,266,53.2%\n",
        [("S002", "D2")],
    ),
    "letter for a digit": ("区分,人\nA,1O4\nB,2\nC,5\n", [("S008", "B2")]),
    "comma without quotes": ("区分,人\nA,1,234\nB,200\n", [("S008", "C2")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), WRONG.values(), ids=WRONG)
def test_a_wrong_table_is_told_at_its_cell(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize("text", [text for text, _ in WRONG.values()], ids=WRONG)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_finding_says_what_to_do(text: str, language: str) -> None:
    outreach.use_language(language)
    for finding in audit(rows(text)).findings:
        assert finding.message
        assert finding.suggestion
        assert "{" not in str(finding)


def test_messages_say_how_it_came_about_and_what_it_should_be() -> None:
    outreach.use_language("en")
    cut, even, forced, ratio, day = (
        str(audit(rows(WRONG[name][0])).findings[0])
        for name in ("cut off", "to even", "forced", "ratio in a note", "weekday")
    )
    assert "cut off" in cut
    assert "66.7" in cut
    assert "even digit" in even
    assert "33.4 instead of 33.3" in forced
    assert "+48.8 %" in ratio
    assert "was a Monday, not a Thursday" in day
    assert "2016-05-26 and 2016-06-02" in day


def test_the_caller_may_say_what_the_table_does_not() -> None:
    assert found("回,日\n1,5月30日(木)\n", year="平成28年度") == [("S006", "B2")]
    assert found("回,日\n1,2月28日(火)\n", year="平成28年度") == []  # in 2017
    assert found("区,人\nA,1\nB,1\nすべて,3\n", totals=["すべて"]) == [("S001", "B4")]
    assert found("区,人\nA,5\nB,5\n計,7\n", several=True) == []
    assert found("区,人,行\nA,5,100\nB,5,105\n計,10,3\n", ignore=["行"]) == []


def test_a_file_is_read_in_any_encoding_and_from_excel(tmp_path: Path) -> None:
    from openpyxl import Workbook

    text = WRONG["forced"][0]
    (tmp_path / "a.csv").write_bytes(text.encode("cp932"))
    book = Workbook()
    assert book.active is not None
    book.active.append(["表1 年齢"])
    for row in rows(text):
        book.active.append([float(c) if c.replace(".", "").isdigit() else c for c in row])
    book.save(tmp_path / "a.xlsx")
    for name, cell in (("a.csv", "C2"), ("a.xlsx", "C3")):
        (finding,) = audit(tmp_path / name).findings
        assert (finding.rule, finding.place.cell) == ("S003", cell)


def test_rows_may_hold_numbers_as_frames_do() -> None:
    table = [["区", "人", "%"], ["A", 1.0, 33.3], ["B", 2.0, 66.6], ["C", None, float("nan")]]
    (finding,) = audit([*table, ["計", 3.0, 100.0]]).findings
    assert (finding.rule, finding.place.cell) == ("S002", "C3")


def test_a_column_in_the_percent_format_and_every_visible_sheet_is_read(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["この表について"])
    for name, share in (("表1", 1 / 3), ("表2", 0.334), ("下書き", 0.5)):
        sheet = book.create_sheet(name)
        for row in (["区", "人", "割合"], ["A", 1, share], ["B", 2, 2 / 3], ["計", 3, 1]):
            sheet.append(row)
        sheet["C2"].number_format = "0.0%"
        sheet.sheet_state = "hidden" if name == "下書き" else "visible"
    answers = book.create_sheet("回答")
    for at in range(1_100):
        answers.append([at, "A"])
    book.save(tmp_path / "a.xlsx")
    (finding,) = audit(tmp_path / "a.xlsx").findings
    assert (finding.rule, finding.place.sheet, finding.place.cell) == ("S002", "表2", "C2")


def test_a_frame_is_audited_and_what_is_none_is_refused() -> None:
    import pandas as pd
    import polars as pl

    said = {"区": ["A", "B", "計"], "人": [1, 2, 4]}
    for frame in (pd.DataFrame(said), pl.DataFrame(said), pd.DataFrame(said).set_index("区")):
        (finding,) = audit(frame).findings
        assert (finding.rule, finding.place.cell) == ("S001", "B4")
    indexed = pd.DataFrame({"人": [1, 2, 4]}, index=["A", "B", "計"])
    assert [finding.rule for finding in audit(indexed).findings] == ["S001"]
    missing = [["区", "人"], ["A", 1], ["B", 2], ["C", pd.NA], ["計", 4]]
    assert [finding.rule for finding in audit(missing).findings] == ["S001"]
    with pytest.raises(OutreachError, match="data frame"):
        audit(5)


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n"])
def test_an_empty_table_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(OutreachError):
        audit(tmp_path / "a.csv")


@settings(suppress_health_check=list(HealthCheck), max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["", "計", "%", "人", "1", "2.5%", "3(50%)", "x", "-", "木", "5月30日(木)", "割合",
                 "増加率", "149%増", "うち", "合計", "9" * 30, "小計", "曜日"]
            )
            | st.text(max_size=4),
            min_size=1, max_size=5,
        ),
        min_size=1, max_size=7,
    )
)  # fmt: skip
def test_whatever_is_printed_is_audited_or_refused(table: list[list[str]]) -> None:
    try:
        findings = audit(table).findings
    except OutreachError:
        return
    for finding in findings:
        assert finding.rule[0] == "S"
        assert str(finding).isprintable()


# what the codebook says of tables

AGES = "年齢,人\n60歳代,24\n70歳代,18\n計,42\n"
BOTH = {"age": AGES, "returned": "項目,値\n回収数,42\n回収率,24.3\n配布数,60\n"}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ('links = ["回収数 = age | 計"]', []),
        ('links = ["回収数 = age | 60歳代 + 70歳代"]', []),
        ('links = ["回収数 = age | 60歳代 … 70歳代 | 人"]', []),
        ('links = ["配布数 = age | 計"]', [("S004", "B4")]),
        ('links = ["配布数 ＝ people | 参加者"]', [("S004", "B4")]),
        ('percents = ["回収率 = 回収数 / 173"]', []),
        ('percents = ["回収率 = 回収数 / 配布数"]', [("S002", "B3")]),
        ('sums = ["配布数 = 回収数 + 回収率"]', [("S001", "B4")]),
        ('changes = ["42.9%増 = 回収数 → 配布数"]', []),
        ('changes = ["143%増 = 回収数 → 配布数"]', [("S005", "B4")]),
        ('changes = ["43%減 = 配布数 → 回収数"]', [("S002", "B2")]),
        ('sums = ["配布数 = 回収枚数"]', [("S009", "")]),
        ('links = ["配布 = age | 計"]', [("S009", "")]),
        ('links = ["配布数 = age | 総計"]', [("S009", "")]),
        ('links = ["配布数 = people | 来場者"]', [("S009", "")]),
    ],
)
def test_a_statement_of_the_codebook_is_held_to(
    survey: Folder, said: str, wanted: list[tuple[str, str]]
) -> None:
    assert rules(printed(survey, said, **BOTH)) == wanted


def test_columns_are_linked_row_by_row(survey: Folder) -> None:
    last, this = "区,27年\nA,1\nB,2\n計,3\n", "区,26年,27年\nA,5,1\nC,7,2\n計,12,3\n"
    link = 'links = ["27年 = last | 27年"]\n'
    assert rules(printed(survey, link, last=last, this=this)) == []
    assert rules(printed(survey, link, last=last, this=this.replace("A,5,1", "A,5,2"))) == [
        ("S004", "C2"), ("S001", "C4"),
    ]  # fmt: skip


def test_a_name_in_several_groups_must_say_which(survey: Folder) -> None:
    table = "大,小,人\n内容,その他,4\n内容,在宅,6\n相談元,その他,3\n相談元,医療,7\n件数,,10\n"
    assert rules(printed(survey, 'sums = ["件数 = 内容", "件数 = 相談元"]', a=table)) == []
    (finding,) = outreach.check(printed(survey, 'sums = ["件数 = その他"]', a=table))
    assert finding.rule == "S009"
    assert "内容/その他" in finding.message
    good = 'sums = ["件数 = 内容/その他 + 内容/在宅"]'
    assert rules(printed(survey, good, a=table)) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('links = ["計 = nowhere | 計"]', "no printed table"),
        ('links = ["計 = 60"]', "nothing that can be checked"),
        ('percents = ["計 = 60歳代"]', "nothing that can be checked"),
        ('changes = ["149%増 = 121"]', "nothing that can be checked"),
        ('sums = ["計"]', "nothing that can be checked"),
        ('sum = ["計 = A"]', "Unknown key"),
        ("several = 1", "must be true or false"),
    ],
)
def test_a_statement_that_says_nothing_is_a_fault_of_the_codebook(
    survey: Folder, said: str, words: str
) -> None:
    outreach.use_language("en")
    found = outreach.check(printed(survey, said, age=AGES))
    assert [finding.rule for finding in found] == ["C002"]
    assert words in found[0].message
    assert found[0].place.row == 6


def test_a_table_that_cannot_be_read_hides_no_other(survey: Folder) -> None:
    folder = printed(survey, "", a=AGES, b=AGES.replace("42", "41"))
    (folder / "a.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    assert [rule for rule, _cell in rules(folder)] == ["S008", "S001"]


# printed tables and the survey's answers

ASKED = '[question.understood]\ntype = "single"\noptions = ["理解できた", "理解できなかった"]\n'
MANY = (
    '[question.channel]\ntype = "multiple"\noptions = ["市報", "チラシ"]\n'
    'aliases = { "市報" = ["広報"] }\nnets = { "紙" = ["市報", "チラシ"] }\n'
)


def answered(survey: Folder, table: str, said: str = "", many: str = "") -> list[tuple[str, str]]:
    asked, key = (MANY, "channel") if many else (ASKED, "understood")
    given = many or "理解できた\n理解できた\n理解できなかった\n\n"
    lines = "".join(f"{at},{line}\n" for at, line in enumerate(given.split("\n")[:-1], 1))
    book = f'format = 1\n[question.n]\ntype = "id"\nlabel = "番号"\n{asked}[published.{key}]\n'
    folder = survey(f"番号,{key}\n{lines}", f'{book}file = "t.csv"\n{said}')
    (folder / "t.csv").write_text(table, encoding="utf-8")
    return rules(folder)


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("理解,人\n理解できた,2\n理解できなかった,1\n無回答,1\n合計,4\n", []),
        ("理解,人\n理解できた,2\n理解できなかった,1\n合計,3\n", []),  # of those who answered
        ("理解,人\n理解できた,3\n理解できなかった,1\n合計,4\n", [("S007", "B2")]),
        ("理解,人\n理解できた,2\n理解できない,1\n", [("S007", ""), ("S007", "B3")]),
        ("理解,人\n理解できた,2\n", [("S007", "")]),
        ("理解,%\n理解できた,50.0%\n理解できなかった,25.0%\n無回答,25.0%\n", []),
        ("理解,%\n理解できた,66.7%\n理解できなかった,33.3%\n", []),
        ("理解,%\n理解できた,50.0%\n理解できなかった,35.0%\n", [("S007", "B3")]),
        ("理解,男,女,計\n理解できた,1,1,2\n理解できなかった,0,1,1\n計,1,2,3\n", []),
        ("理解\n理解できた\n", [("S008", "")]),
    ],
)
def test_a_table_of_a_question_is_held_to_the_answers(
    survey: Folder, table: str, wanted: list[tuple[str, str]]
) -> None:
    assert answered(survey, table) == wanted


def test_the_column_of_the_survey_may_be_named(survey: Folder) -> None:
    table = "理解,昨年,今年\n理解できた,9,2\n理解できなかった,1,1\n"
    assert answered(survey, table, 'column = "今年"\n') == []
    assert answered(survey, table, 'column = "来年"\n') == [("S009", "")]


def test_a_multiple_answer_is_held_to_people_by_alias_and_net(survey: Folder) -> None:
    many = '市報\n"市報、チラシ"\nチラシ\n\n'
    right = "経路,人,%\n広報,2,50.0\nチラシ,2,50.0\n紙,3,75.0\n無回答,1,25.0\n合計,4,100.0\n"
    assert answered(survey, right, many=many) == []
    wrong = right.replace("紙,3,75.0", "紙,4,100.0")
    assert answered(survey, wrong, many=many) == [("S007", "B4")]


def test_answers_that_stop_are_told_and_the_tables_still_audited(survey: Folder) -> None:
    given = "番号,understood\n1,理解できた\n1,理解できた\n"
    book = f'format = 1\n[question.n]\ntype = "id"\nlabel = "番号"\n{ASKED}[published.understood]\n'
    folder = survey(given, book + 'file = "t.csv"\n')
    (folder / "t.csv").write_text("理解,人\n理解できた,7\n理解できなかった,1\n計,9\n", "utf-8")
    assert [rule for rule, _cell in rules(folder)] == ["R002", "S001"]


def test_another_file_of_answers_is_not_held_to_the_print(tmp_path: Path) -> None:
    """The second export of a form is another survey than the one that was printed."""
    (tmp_path / "more.csv").write_bytes((LECTURE / "responses.csv").read_bytes()[:9000])
    found = outreach.check(tmp_path / "more.csv", LECTURE / "codebook.toml")
    assert not any(finding.rule[0] == "S" for finding in found)


# the surveys of this repository


def test_the_print_of_the_lecture_is_right_and_one_change_in_it_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "surveys" / "lecture"
    shutil.copytree(LECTURE, folder)
    shutil.copy(ROOT / "surveys" / "common.toml", folder.parent)
    assert outreach.check(folder) == []
    age = folder / "published" / "age.csv"
    age.write_text(age.read_text("utf-8").replace("70歳代,18", "70歳代,17"), "utf-8")
    for path in (folder, age, folder / "responses.csv"):
        found = outreach.check(folder if path == age else path)
        assert {finding.rule for finding in found} == {"S001", "S002", "S007"}
        assert {Path(finding.place.path).name for finding in found} == {"age.csv"}


FOUND = [
    ("S006", "9-meetings.csv", "D5"),
    ("S005", "10-1-cases.csv", "C2"),
    ("S003", "10-2-contents.csv", "C2"),
    ("S003", "10-4-home-care.csv", "C3"),
    ("S004", "10-4-house-calls.csv", "B2"),
]


def test_what_the_report_of_2016_prints_wrong_is_found_and_nothing_else() -> None:
    found = outreach.check(ACTIVITY)
    assert [(f.rule, Path(f.place.path).name, f.place.cell) for f in found] == FOUND
    readme = (ACTIVITY / "README.md").read_text(encoding="utf-8")
    for rule, file, cell in FOUND:
        assert f"| {rule} | `{file}` {cell} |" in readme


def test_what_is_known_of_the_report_hides_it_and_nothing_in_it_is_stale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    words = ["check", "surveys", "--baseline", "surveys/known.json", "--strict", "--lang", "en"]
    run = CliRunner().invoke(build(), words)
    assert (run.exit_code, run.stdout) == (0, "")
    assert f"Hidden by the baseline: {len(FOUND)}." in run.stderr


def test_a_printed_table_may_be_named_itself() -> None:
    words = ["check", str(ACTIVITY / "published" / "10-1-cases.csv"), "--select", "S005"]
    run = CliRunner().invoke(build(), words)
    assert run.exit_code == 1
    assert "149%増" in run.stdout


def test_every_table_of_the_report_is_audited() -> None:
    named = {table.path.name for table in outreach.read_codebook(ACTIVITY).published}
    assert named == {path.name for path in (ACTIVITY / "published").iterdir()}


def test_a_change_in_nearly_any_number_of_the_report_is_found(tmp_path: Path) -> None:
    """Only numbers that stand in no sum, no percentage and no link may change unseen."""
    shutil.copytree(ACTIVITY, tmp_path / "report")
    before = [str(finding) for finding in outreach.check(tmp_path / "report")]
    alone = {"9-meetings.csv", "9-3-workshop.csv"}
    spots = [
        (path, row, column)
        for path in sorted((tmp_path / "report" / "published").glob("*.csv"))
        if path.name not in alone
        for row, cells in enumerate(rows(path.read_text("utf-8")))
        for column, cell in enumerate(cells)
        if row and column and cell.rstrip("%").replace(".", "").isdigit()
    ]
    for path, row, column in random.Random(4).sample(spots, 40):
        text = path.read_text("utf-8")
        table = rows(text)
        digits, sign, percent_sign = table[row][column].partition("%")
        places = len(digits.partition(".")[2])
        table[row][column] = f"{float(digits) + 2 * 10**-places:.{places}f}{sign}{percent_sign}"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
        changed = [str(finding) for finding in outreach.check(tmp_path / "report")]
        assert changed != before, (path.name, row, column)
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("command", ["tabulate", "normalise"])
def test_printed_tables_alone_are_nothing_to_count(command: str) -> None:
    run = CliRunner().invoke(build(), [command, str(ACTIVITY), "--lang", "en"])
    assert (run.exit_code, run.stdout) == (2, "")
    assert "only printed tables" in run.stderr
    with pytest.raises(OutreachError, match="only printed tables"):
        outreach.read_responses(ACTIVITY)


def test_tabulate_of_all_surveys_passes_printed_tables_over(
    survey: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from outreach.intake.surveys import find_surveys

    shutil.copytree(ACTIVITY, tmp_path / "surveys" / "report")
    shutil.copytree(LECTURE, tmp_path / "surveys" / "lecture")
    shutil.copy(ROOT / "surveys" / "common.toml", tmp_path / "surveys")
    monkeypatch.chdir(tmp_path)
    assert [source.path.name for source in find_surveys([])] == ["lecture"]


def test_printed_tables_are_checked_without_pandas() -> None:
    code = (
        "import sys, outreach\n"
        f"assert len(outreach.check({str(ACTIVITY)!r})) == {len(FOUND)}\n"
        f"assert outreach.check({str(LECTURE)!r}) == []\n"
        "assert not {'pandas', 'scipy', 'openpyxl', 'altair'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
