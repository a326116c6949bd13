"""Native charts of the workbook: what they show, where they stand, that Excel finds their cells."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import range_boundaries

import outreach
from outreach.report.model import build_report
from outreach.report.workbook import write_workbook
from outreach.tables.crosstab import tabulate
from outreach.tables.frames.frames import responses_of
from outreach.tables.hidden import Hidden
from outreach.tables.plan import find_breaks, find_questions
from outreach.tables.table import Table

SHEETS = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
ANSWERS = pd.DataFrame(
    {
        "年齢": ["20歳代"] * 40 + ["70歳代"] * 20 + [None] * 2,
        "満足": ["良い", "普通", "=1+1", "良い"] * 15 + ["良い", None],
        "きっかけ": [["市報", "チラシ"], ["市報"], [], ["駅's"]] * 15 + [["市報"], []],
        "町": [f"{at % 18}丁目" for at in range(62)],
    }
)


def tables_of(*, hidden: bool = False, keys: tuple[str, ...] = ("満足", "きっかけ")) -> list[Table]:
    from dataclasses import replace

    responses = responses_of(ANSWERS)
    book = responses.codebook
    tables = tabulate([responses], find_questions(book, keys), find_breaks(book, ["年齢", "町"]))
    if not hidden:
        return tables
    found = []
    for table in tables:
        shape = table.counts.shape
        flags = np.zeros(shape, bool)
        flags[0, :2] = True
        nothing = np.zeros((1, shape[1]), bool)
        nothing[0, :2] = table.by is None
        without = np.zeros(shape[0], bool)
        reasons = np.full(shape, "", object)
        found.append(replace(table, hidden=Hidden(5, flags, nothing, without, reasons)))
    return found


def written(tables: list[Table], target: Path, **look: Any) -> Any:
    outreach.use_language("en")
    book = responses_of(ANSWERS, survey="見本's 1").codebook
    write_workbook([build_report(book, tables, **look)], target)
    return openpyxl.load_workbook(target)


def charts_of(target: Path) -> list[ElementTree.Element]:
    with zipfile.ZipFile(target) as whole:
        names = [name for name in whole.namelist() if name.startswith("xl/charts/chart")]
        names.sort(key=lambda name: int("".join(filter(str.isdigit, name))))
        return [ElementTree.fromstring(whole.read(name)) for name in names]


def cells_at(book: Any, formula: str) -> list[Any]:
    """Return the cells that a chart refers to, what refers to others followed."""
    sheet, _sign, area = formula.rpartition("!")
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    page = book[sheet.strip("'").replace("''", "'")]
    rows = page.iter_rows(top, bottom, left, right, values_only=True)
    values = [value for row in rows for value in row]
    return [
        cells_at(book, value[1:])[0] if str(value).startswith("='") else value for value in values
    ]


def refs(chart: ElementTree.Element, name: str) -> list[str]:
    return [found.text or "" for found in chart.findall(f".//c:{name}//c:f", SHEETS)]


def test_each_table_has_a_chart_of_bars_and_none_is_a_pie(tmp_path: Path) -> None:
    tables = tables_of()
    written(tables, tmp_path / "a.xlsx")
    charts = charts_of(tmp_path / "a.xlsx")
    assert len(charts) == len(tables) == 6
    kinds = []
    for chart in charts:
        assert chart.find(".//c:barDir", SHEETS).attrib["val"] == "bar"  # type: ignore[union-attr]
        assert chart.find(".//c:pieChart", SHEETS) is None
        kinds.append(chart.find(".//c:grouping", SHEETS).attrib["val"])  # type: ignore[union-attr]
    assert kinds == ["clustered", "clustered", "stacked", "stacked", "clustered", "clustered"]


def test_charts_show_the_percentages_that_stand_in_the_table(tmp_path: Path) -> None:
    tables = tables_of()
    book = written(tables, tmp_path / "a.xlsx")
    charts = charts_of(tmp_path / "a.xlsx")
    simple, stacked = tables[0], tables[2]
    np.testing.assert_allclose(cells_at(book, refs(charts[0], "val")[0]), simple.shares()[0])
    names = cells_at(book, refs(charts[0], "cat")[0])
    assert names == [each.label for each in simple.categories]
    assert "=1+1" in names
    values = np.array([cells_at(book, ref) for ref in refs(charts[2], "val")], dtype=float).T
    np.testing.assert_allclose(values, [*stacked.total_shares(), *stacked.shares()])
    assert cells_at(book, refs(charts[2], "cat")[0]) == [
        "All (n=62)", "20歳代 (n=40)", "70歳代 (n=20*)", "無回答 (n=2*)",
    ]  # fmt: skip
    names = [cells_at(book, ref)[0] for ref in refs(charts[2], "tx") if "!" in ref]
    assert names == [each.label for each in stacked.categories]


def test_what_a_chart_keeps_beside_its_cells_is_what_they_say(tmp_path: Path) -> None:
    book = written(tables_of(), tmp_path / "a.xlsx")
    for chart in charts_of(tmp_path / "a.xlsx"):
        for series in chart.findall(".//c:ser", SHEETS):
            ref = series.find("c:val//c:f", SHEETS)
            assert ref is not None
            points = series.findall("c:val//c:pt", SHEETS)
            kept = {int(p.attrib["idx"]): float(p.findtext("c:v", "", SHEETS)) for p in points}
            said = dict(enumerate(cells_at(book, ref.text or "")))
            assert kept == pytest.approx({at: n for at, n in said.items() if n is not None})


def test_hidden_numbers_are_nowhere_in_the_file(tmp_path: Path) -> None:
    tables = tables_of(hidden=True, keys=("満足",))
    book = written(tables, tmp_path / "a.xlsx")
    simple, crossed, _town = charts_of(tmp_path / "a.xlsx")
    assert cells_at(book, refs(simple, "val")[0])[:2] == ["X", "X"]
    hidden = [cells_at(book, ref)[1] for ref in refs(crossed, "val")][:2]
    assert hidden == [None, None]
    axis = crossed.find(".//c:valAx//c:max", SHEETS)
    assert axis is not None
    assert axis.attrib["val"] == "1"  # the bar is not stretched over what is hidden


def test_only_the_largest_of_many_groups_are_drawn_side_by_side(tmp_path: Path) -> None:
    tables = tables_of(keys=("きっかけ",))
    book = written(tables, tmp_path / "a.xlsx")
    chart = charts_of(tmp_path / "a.xlsx")[2]
    names = [cells_at(book, ref)[0] for ref in refs(chart, "tx") if "!" in ref]
    assert names[0] == "All (n=62)"
    assert 2 <= len(names) < len(tables[2].groups)
    title = "".join(text.text or "" for text in chart.iter() if text.tag.endswith("}t"))
    assert f"(the {len(names) - 1} largest groups)" in title


@pytest.mark.parametrize("share", ["column", "total"])
def test_percentages_that_are_not_of_the_group_are_not_stacked(share: Any, tmp_path: Path) -> None:
    written(tables_of(keys=("満足",)), tmp_path / "a.xlsx", share=share)
    for chart in charts_of(tmp_path / "a.xlsx"):
        assert chart.find(".//c:grouping", SHEETS).attrib["val"] == "clustered"  # type: ignore[union-attr]


def test_charts_cover_no_cell_and_no_other_chart(tmp_path: Path) -> None:
    book = written(tables_of(), tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    filled = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value}
    taken: set[tuple[int, int]] = set()
    for chart in sheet._charts:
        start, end = chart.anchor._from, chart.anchor.to
        area = {
            (row + 1, column + 1)
            for row in range(start.row, end.row + 1)
            for column in range(start.col, end.col + 1)
        }
        assert not area & filled
        assert not area & taken
        taken |= area


def test_categories_run_as_in_the_sheet_in_the_books_font(tmp_path: Path) -> None:
    written(tables_of(), tmp_path / "a.xlsx")
    for chart in charts_of(tmp_path / "a.xlsx"):
        order = chart.find(".//c:catAx/c:scaling/c:orientation", SHEETS)
        assert order is not None
        assert order.attrib["val"] == "maxMin"
        number = chart.find(".//c:valAx/c:numFmt", SHEETS)
        assert number is not None
        assert number.attrib["formatCode"] == "0%"
        fonts = {
            node.attrib.get("typeface") for node in chart.iter() if node.tag.endswith("}latin")
        }
        assert fonts == {"Yu Gothic"}


def test_pages_break_between_tables(tmp_path: Path) -> None:
    book = written(tables_of(), tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    starts = {
        cell.row for row in sheet.iter_rows(max_col=1) for cell in row
        if re.match(r"Table \d+ ", str(cell.value))
    }  # fmt: skip
    anchors = {chart.anchor._from.row + 1 for chart in sheet._charts}
    breaks = [found.id + 1 for found in sheet.row_breaks.brk]
    assert breaks
    (notes,) = (
        cell.row for row in sheet.iter_rows(max_col=1) for cell in row
        if str(cell.value).startswith("n is everybody")
    )  # fmt: skip
    assert set(breaks) <= starts | anchors | {notes}


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        written(tables_of(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_table_of_nobody_has_no_chart(tmp_path: Path) -> None:
    frame = pd.DataFrame({"q": [], "g": []}, dtype="str")
    responses = responses_of(frame)
    book = responses.codebook
    tables = tabulate([responses], find_questions(book, ["q"]), find_breaks(book, ["g"]))
    write_workbook([build_report(book, tables)], tmp_path / "a.xlsx")
    assert charts_of(tmp_path / "a.xlsx") == []
    assert len(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets) == 2
