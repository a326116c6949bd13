"""Any file becomes Sheets: headers, blank and ragged rows, chunks, workbooks, what is no table."""

from __future__ import annotations

import datetime
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from outreach.errors import EmptyFile, OutreachError, SurveyNotFound, UnreadableFile
from outreach.intake.cells import Sheet
from outreach.intake.files import textfiles, workbooks
from outreach.intake.sheets import read_sheet, read_sheets


def text_file(tmp_path: Path, text: str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def workbook(tmp_path: Path, rows: Sequence[Sequence[object]], name: str = "a.xlsx") -> Path:
    book = Workbook()
    assert book.active is not None
    book.active.title = "回答"
    for row in rows:
        book.active.append(list(row))
    book.save(tmp_path / name)
    return tmp_path / name


def columns(sheet: Sheet) -> dict[str, list[str]]:
    return {
        column.header: [column[index] for index in range(len(sheet))] for column in sheet.columns
    }


def test_columns_hold_their_distinct_values_once(tmp_path: Path) -> None:
    sheet = read_sheet(text_file(tmp_path, "番号,経路\n1,市報\n2,チラシ\n3,市報\n"))
    assert columns(sheet) == {"番号": ["1", "2", "3"], "経路": ["市報", "チラシ", "市報"]}
    assert sheet.columns[1].values == ("市報", "チラシ")


def test_blank_rows_are_left_out_and_the_others_keep_their_places(tmp_path: Path) -> None:
    sheet = read_sheet(text_file(tmp_path, "\n,\na,b\n\n1,2\n , 　\n,\n3,4\n\n"))
    assert columns(sheet) == {"a": ["1", "3"], "b": ["2", "4"]}
    assert sheet.rows.tolist() == [5, 8]
    assert sheet.header.row == 3
    assert sheet.place(1, sheet.columns[1]).cell == "B8"


def test_commas_to_the_end_of_the_used_range_are_no_columns(tmp_path: Path) -> None:
    sheet = read_sheet(text_file(tmp_path, "a,b,,\n1,2,,\n3,4,,\n5,,,\n"))
    assert columns(sheet) == {"a": ["1", "3", "5"], "b": ["2", "4", ""]}
    assert not sheet.ragged


def test_ragged_rows_are_given_with_what_they_hold(tmp_path: Path) -> None:
    sheet = read_sheet(text_file(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,\n"))
    assert [(row.index, row.found) for row in sheet.ragged] == [(1, 2), (2, 4)]


def test_a_row_knows_its_line_where_a_cell_holds_line_breaks(tmp_path: Path) -> None:
    sheet = read_sheet(text_file(tmp_path, 'a,b\n1,"x\ny"\n2,z\n'))
    place = sheet.place(1)
    assert (place.row, place.line) == (3, 4)
    assert "line 4" in str(place)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 100])
def test_chunks_are_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    path = text_file(tmp_path, '\na,b\n1,"x\ny"\n\n2,z\n3\n4,w,v\n5,"p\nq"\n6,r\n')
    whole = read_sheet(path)
    monkeypatch.setattr(textfiles, "CHUNK", size)
    parts = read_sheet(path)
    assert columns(parts) == columns(whole)
    assert parts.ragged == whole.ragged
    assert [parts.place(at) for at in range(len(parts))] == [
        whole.place(at) for at in range(len(whole))
    ]
    assert [sheet.first for sheet in read_sheets(path)].count(True) == 1


def test_more_rows_than_a_chunk_holds(tmp_path: Path) -> None:
    rows = "".join(f"{at},x\n" for at in range(65_540))
    sizes = [len(sheet) for sheet in read_sheets(text_file(tmp_path, "a,b\n" + rows))]
    assert sum(sizes) == 65_540
    assert len(sizes) > 1  # the first ones by rows, then by bytes


def test_a_workbooks_cells_are_text_as_people_see_it(tmp_path: Path) -> None:
    day = datetime.date(2017, 2, 4)
    moment = datetime.datetime(2017, 2, 4, 16, 35, 10)  # noqa: DTZ001 - as Excel has it
    rows = [
        ["数", "日", "時", "真偽", "文"],
        [3, day, moment, True, "①市報"],
        [2.5, None, None, False],
    ]
    sheet = read_sheet(workbook(tmp_path, rows))
    assert columns(sheet) == {
        "数": ["3", "2.5"], "日": ["2017-02-04", ""], "時": ["2017-02-04 16:35:10", ""],
        "真偽": ["TRUE", "FALSE"], "文": ["①市報", ""],
    }  # fmt: skip
    assert not sheet.ragged


def test_a_workbooks_rows_are_where_excel_shows_them(tmp_path: Path) -> None:
    rows = [[], [None, "a", "b"], [], [None, 1, 2], [], [None, 3, 4]]
    sheet = read_sheet(workbook(tmp_path, rows))
    place = sheet.place(1, sheet.columns[-1])
    assert (place.sheet, place.cell) == ("回答", "C6")
    assert columns(sheet)["b"] == ["2", "4"]


def test_a_workbook_in_chunks_is_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, [["a"], *([at] for at in range(7))])
    monkeypatch.setattr(workbooks, "CHUNK", 3)
    assert columns(read_sheet(path)) == {"a": [str(at) for at in range(7)]}


@pytest.mark.parametrize("text", ["", "\n", "\n\n,,\n", "\ufeff"])
def test_an_empty_file_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(EmptyFile) as caught:
        read_sheet(text_file(tmp_path, text))
    assert caught.value.rule == "F003"
    assert caught.value.remedy


def test_an_empty_workbook_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read_sheet(workbook(tmp_path, []))


def test_a_header_without_rows_is_a_sheet_without_rows(tmp_path: Path) -> None:
    sheet = read_sheet(text_file(tmp_path, "a,b\n"))
    assert (len(sheet), [column.header for column in sheet.columns]) == (0, ["a", "b"])


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(SurveyNotFound, match="no such file"):
        read_sheet(tmp_path / "a.csv")
    with pytest.raises(UnreadableFile, match="folder"):
        read_sheet(tmp_path)


def test_a_picture_called_csv_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0")
    with pytest.raises(UnreadableFile) as caught:
        read_sheet(path)
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_text_called_xlsx_is_read_as_what_it_is(tmp_path: Path, name: str) -> None:
    sheet = read_sheet(text_file(tmp_path, "番号,経路\n1,市報\n", name))
    assert columns(sheet) == {"番号": ["1"], "経路": ["市報"]}


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["番号"], [1]])
    assert columns(read_sheet(path.rename(tmp_path / "a.csv"))) == {"番号": ["1"]}


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04 no zip at all", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_a_broken_workbook_says_what_to_do(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match="save it again") as caught:
        read_sheet(path)
    assert caught.value.rule == "F001"


def test_half_a_workbook_says_what_to_do(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["番号"], [1]])
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(OutreachError):
        read_sheet(path)


def test_one_stray_cell_at_the_end_of_a_sheet_does_not_end_the_process(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["番号"])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    code = (
        "import sys; from outreach.intake.sheets import read_sheet\n"
        "from outreach.errors import OutreachError\n"
        "try: read_sheet(sys.argv[1])\n"
        "except OutreachError: pass\n"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path / "a.xlsx"], capture_output=True)
    assert run.returncode == 0


def test_a_workbook_in_an_encoding_that_is_none_is_broken(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["番号"], [1]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"]
    bare = book[book.index(b"<workbook") :]
    parts["xl/workbook.xml"] = b"<?xml version='1.0' encoding='UTFF-8'?>" + bare
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(UnreadableFile, match="encoding"):
        read_sheet(path)
