"""Text files: their encoding, their line ends, their quotes, and the line of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.errors import BrokenQuoting, TooLarge, UnreadableEncoding, UnreadableFile
from outreach.intake.files import encodings, textfiles
from outreach.intake.files.encodings import find_encoding
from outreach.intake.files.textfiles import read_text_rows

TEXT = "番号,住所\n1,東京都﨑①㈱髙橋\n2,〜－∥\n"


def written(tmp_path: Path, raw: bytes, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(raw)
    return path


def cells(path: Path) -> list[list[str]]:
    return [row for rows in read_text_rows(path) for row in rows.cells]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_unicode_encoding_and_line_end_gives_the_same_cells(
    tmp_path: Path, encoding: str, end: str
) -> None:
    text = TEXT.replace("\n", end)
    mark = "\ufeff" if encoding.endswith("-bom") else ""
    path = written(tmp_path, (mark + text).encode(encoding.removesuffix("-bom")))
    assert cells(path) == [["番号", "住所"], ["1", "東京都﨑①㈱髙橋"], ["2", "〜－∥"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_excel_in_japan_writes_is_read_with_its_own_signs(tmp_path: Path, end: str) -> None:
    path = written(tmp_path, f"番号,氏名{end}1,①㈱髙﨑～－ｱ{end}".encode("cp932"))
    assert find_encoding(path) == "cp932"
    assert cells(path) == [["番号", "氏名"], ["1", "①㈱髙﨑～－ｱ"]]


def test_plain_ascii_is_utf8(tmp_path: Path) -> None:
    assert find_encoding(written(tmp_path, b"a,b\n1,2\n")) == "utf-8"


def test_a_letter_that_is_cut_by_the_end_of_a_block_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encodings, "_BLOCK", 16)
    for encoding in ("utf-8", "cp932"):
        for shift in range(4):
            path = written(tmp_path, ("x" * shift + "番号,住所\n1,吉祥寺東町\n").encode(encoding))
            assert find_encoding(path) == encoding
            assert cells(path)[1] == ["1", "吉祥寺東町"]


@pytest.mark.parametrize("block", [16, 1 << 20])
def test_a_byte_in_the_middle_that_is_in_no_encoding_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(encodings, "_BLOCK", block)
    before = "番号,住所\n1,吉祥寺東町\n2,".encode()
    path = written(tmp_path, before + b"\x81" + ",境南町\n".encode())
    with pytest.raises(UnreadableEncoding) as caught:
        cells(path)
    place = caught.value.place
    assert (place.line or place.row) == 3
    assert f"Byte {len(before) + 1} (0x81)" in caught.value.message
    assert caught.value.rule == "F002"
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize("bad", [b"\x81", b"\x80", b"\xa0", b"\xff"])
def test_one_bad_byte_in_utf8_does_not_turn_the_whole_file_into_mojibake(
    tmp_path: Path, bad: bytes
) -> None:
    good = "id,comment\n" + "".join(f"{at},とても勉強になりました\n" for at in range(50))
    path = written(tmp_path, good.encode() + b"99," + bad + b"\n")
    with pytest.raises(UnreadableEncoding) as caught:
        cells(path)
    assert (caught.value.place.line or caught.value.place.row) == 52


def test_a_bad_byte_below_a_line_break_in_quotes_does_not_take_the_line_for_the_row(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, '番号,感想\n1,"一\n二"\n2,三'.encode() + b"\x81\n")
    with pytest.raises(UnreadableEncoding) as caught:
        cells(path)
    assert caught.value.place.row in (None, 3)
    assert caught.value.place.line == 4


def test_half_a_letter_of_utf16_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "番号,住所\n1,境\n".encode("utf-16") + b"\n")
    with pytest.raises(UnreadableEncoding):
        cells(path)


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a,b\n1,\0\n", b"\0" * 64])
def test_nul_bytes_are_no_text(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(UnreadableFile, match="NUL"):
        cells(written(tmp_path, raw))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_in_quotes_is_in_the_cell_and_lines_are_counted(
    tmp_path: Path, end: str
) -> None:
    raw = f'a,b{end}1,"x{end}y{end}z"{end}2,"p"{end}'.encode()
    (rows,) = read_text_rows(written(tmp_path, raw))
    assert rows.cells[1:] == [["1", f"x{end}y{end}z"], ["2", "p"]]
    assert rows.numbers.tolist() == [1, 2, 3]
    assert rows.lines is not None
    assert rows.lines.tolist() == [1, 2, 5]


def test_without_a_break_in_quotes_lines_are_rows(tmp_path: Path) -> None:
    (rows,) = read_text_rows(written(tmp_path, b"a,b\n\n1,2\n"))
    assert rows.numbers.tolist() == [1, 2, 3]
    assert rows.lines is None or rows.lines.tolist() == [1, 2, 3]


def test_rows_and_lines_go_on_from_chunk_to_chunk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textfiles, "CHUNK", 2)
    raw = b'a,b\n1,"x\ny"\n2,p\n3,q\n4,"r\ns"\n5,t\n'
    chunks = list(read_text_rows(written(tmp_path, raw)))
    assert [row for rows in chunks for row in rows.numbers.tolist()] == [1, 2, 3, 4, 5, 6]
    lines = [
        line
        for rows in chunks
        for line in (rows.numbers if rows.lines is None else rows.lines).tolist()
    ]
    assert lines == [1, 2, 4, 5, 6, 8]


QUOTES = {
    "open": ('a,b\n1,"x\n2,y\n', "a.csv", 2, 2),
    "text behind it": ('a,b\n1,"x"y\n', "a.csv", 2, 2),
    "open below a line break": ('a,b\n1,"x\ny"\n2,"z\n3,w\n', "a.csv", 3, 4),
    "open in a TSV": ('a\tb\n1\tx\n2\t"y\n3\tz\n', "a.tsv", 3, 3),
}


@pytest.mark.parametrize(("text", "name", "row", "line"), QUOTES.values(), ids=QUOTES)
def test_an_open_quote_is_named_where_its_row_begins(
    tmp_path: Path, text: str, name: str, row: int, line: int
) -> None:
    with pytest.raises(BrokenQuoting) as caught:
        cells(written(tmp_path, text.encode(), name))
    place = caught.value.place
    assert (place.row, place.line or place.row) == (row, line)


def test_an_open_quote_in_a_later_chunk_is_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textfiles, "CHUNK", 2)
    path = written(tmp_path, b'a,b\n1,x\n2,y\n3,z\n4,"w\n5,v\n')
    with pytest.raises(BrokenQuoting) as caught:
        cells(path)
    assert caught.value.place.row == 5


def test_a_cell_of_more_than_a_million_signs_is_refused_at_its_row(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n1," + b"x" * 1_000_001 + b"\n")
    with pytest.raises(TooLarge, match="1,000,000") as caught:
        cells(path)
    assert (caught.value.place.row, caught.value.rule) == (2, "F007")


def test_an_open_quote_that_swallows_a_million_signs_is_an_open_quote(tmp_path: Path) -> None:
    path = written(tmp_path, b'a,b\n1,"x\n' + b"2,y\n" * 400_000)
    with pytest.raises(BrokenQuoting) as caught:
        cells(path)
    assert caught.value.place.row == 2


def test_a_tsv_is_parted_by_tabs_whatever_its_headers_hold(tmp_path: Path) -> None:
    assert cells(written(tmp_path, b"a\tb,c\n1\t2\n", "a.tsv")) == [["a", "b,c"], ["1", "2"]]


def test_unicode_text_from_excel_is_parted_by_tabs(tmp_path: Path) -> None:
    path = written(tmp_path, "番号\t経路\n1\t市報\n".encode("utf-16"), "a.txt")
    assert cells(path) == [["番号", "経路"], ["1", "市報"]]
