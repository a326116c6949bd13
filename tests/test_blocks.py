"""Large text files are read by bytes: the same cells, rows and lines as csv gives, in blocks."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.errors import BrokenQuoting, TooLarge, UnreadableEncoding
from outreach.intake.cells import CodedRows, Numbers, Rows
from outreach.intake.files import blocks
from outreach.intake.files.blocks import find_blocks
from outreach.intake.files.forms import find_form
from outreach.intake.files.textfiles import read_block, read_text_rows
from outreach.intake.seen import Seen

Read = tuple[list[list[str]], list[int], list[int]]

CELLS = st.sampled_from(
    ["", " ", "  市報", "市報", "市報、駅", "7", "007", "７", '"', 'x"y', "一\n二", "p\r\nq", "a,b",
     "表", "東京都武蔵野市境南町五丁目一番地の二と三と四", "境南町一丁目" * 5, "=1", "\u3000"]
)  # fmt: skip
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=40)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "FIRST", 40)
    monkeypatch.setattr(blocks, "BLOCK", 200)


def joined(chunks: list[Rows | CodedRows]) -> Read:
    """Return cells, rows and lines; a blank line is no cell to csv, and a blank one to us."""
    cells = [row if any(row) else [] for rows in chunks for row in rows.cells]
    numbers = [number for rows in chunks for number in rows.numbers.tolist()]
    lines = [
        line
        for rows in chunks
        for line in (rows.numbers if rows.lines is None else rows.lines).tolist()
    ]
    return cells, numbers, lines


def by_csv(raw: bytes, encoding: str) -> Read:
    """Return the same, row by row."""
    reader = csv.reader(
        io.StringIO(raw.decode(encoding), newline=""), strict=True, skipinitialspace=True
    )
    cells, lines, line = [], [], 1
    for row in reader:
        cells.append(row if any(row) else [])
        lines.append(line)
        line = reader.line_num + 1
    return cells, list(range(1, len(cells) + 1)), lines


def in_blocks(path: Path) -> list[Rows | CodedRows]:
    return list(read_text_rows(path))


@pytest.mark.usefixtures("small_blocks")
@settings(deadline=None)
@given(
    rows=TABLES,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    open_end=st.booleans(),
)
def test_what_a_program_writes_is_read_as_csv_reads_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], encoding: str, quoting: int,
    end: str, open_end: bool,
) -> None:  # fmt: skip
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([["番号", "経路", "感想"], *rows])
    raw = text.getvalue().removesuffix(end if open_end else "").encode(encoding)
    path = tmp_path_factory.mktemp("text") / "a.csv"
    path.write_bytes(raw)
    assert find_form(path).encoding == encoding
    assert joined(in_blocks(path)) == by_csv(raw, encoding)


@pytest.mark.usefixtures("small_blocks")
@settings(deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(
            ["1,2,3", "1,2", "", '1,"a', 'b",2', '5",x,y', ' "q",1,2', '"x"y,1,2', '"",""',
             '"a""b",c,d', "  1, 2,3", "1,2,3,4", ",,", '"一\n二",三,四']
        ),
        min_size=5, max_size=60,
    ),
    ends=st.lists(st.sampled_from(["\n", "\n", "\r\n", "\r"]), min_size=60, max_size=60),
)  # fmt: skip
def test_what_hands_write_is_read_or_refused_as_csv_does_it(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], ends: list[str]
) -> None:
    raw = "".join(["あ,い,う\n", *map("".join, zip(lines, ends, strict=False))]).encode()
    path = tmp_path_factory.mktemp("text") / "a.csv"
    path.write_bytes(raw)
    try:
        expected = by_csv(raw, "utf-8")
    except csv.Error:
        with pytest.raises(BrokenQuoting):
            in_blocks(path)
    else:
        assert joined(in_blocks(path)) == expected


@pytest.mark.usefixtures("small_blocks")
def test_blocks_can_be_read_in_any_order(tmp_path: Path) -> None:
    text = "番号,感想\n" + "".join(f'{at},"一\n{at}"\n' for at in range(200))
    path = tmp_path / "a.csv"
    path.write_bytes(("sep=,\n" + text).encode("utf-8-sig"))
    form = find_form(path)
    found = [block for block, _raw in find_blocks(path, form)]
    assert len(found) > 10
    apart = [
        rows
        for block in reversed(found)
        for rows in reversed(list(read_block(path, form, block, block.read(path))))
    ]
    cells, numbers, lines = joined(apart[::-1])
    assert cells == by_csv(text.encode(), "utf-8")[0]
    assert numbers == list(range(1, 202))
    assert lines[:4] == [2, 3, 5, 7]


@pytest.mark.usefixtures("small_blocks")
def test_numbers_that_go_up_by_one_take_no_room(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n" + "".join(f"{at},0{at},{at % 7}\n" for at in range(60, 300)))
    coded = [rows for rows in in_blocks(path) if isinstance(rows, CodedRows)]
    assert sum(len(rows.numbers) for rows in coded) > 200
    for rows in coded:
        assert [column.numbered for column in rows.columns] == [True, False, False]
        assert isinstance(rows.columns[0].values, Numbers)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("raw", ["境".encode("cp932")[:1], b"\x81,", b"\xff"])
def test_a_bad_byte_in_a_later_block_is_named(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.csv"
    good = "番号,住所\n" + "".join(f"{at},吉祥寺東町{at % 3}\n" for at in range(100))
    path.write_bytes(good.encode("cp932") + b"100," + raw + b"\n")
    with pytest.raises(UnreadableEncoding) as caught:
        in_blocks(path)
    assert caught.value.place.line == 102


@pytest.mark.usefixtures("small_blocks")
def test_a_large_cell_and_an_open_quote_in_a_later_block_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = "a,b\n" + "1,2\n" * 100
    path.write_text(good + "3," + "x" * 1_000_001 + "\n4,5\n")
    with pytest.raises(TooLarge) as large:
        in_blocks(path)
    path.write_text(good + '3,"x\n4,5\n')
    with pytest.raises(BrokenQuoting) as quote:
        in_blocks(path)
    assert large.value.place.row == quote.value.place.row == 102


def test_a_hash_that_cannot_part_texts_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_blocks: None
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "".join(f"x{at % 50},{at % 3}\n" for at in range(300)))
    expected = joined(in_blocks(path))
    monkeypatch.setattr("outreach.intake.files.distinct._SLOTS", 1)
    assert joined(in_blocks(path)) == expected


def test_respondents_are_known_again_whatever_their_numbers_are_like() -> None:
    rows = np.arange(2, 5)
    for first, again, at in (
        (Numbers(1, 3), Numbers(3, 3), 0),
        (Numbers(1, 3), ["7", "2", "9"], 1),
        (["5", "1", "9"], Numbers(7, 3), 2),
        (["10", "30", "20"], ["15", "25", "20"], 2),
        (["a", "b", "c"], Numbers(1, 3), None),
    ):
        seen = Seen()
        assert not list(seen.add(first, "a.csv", rows))
        found = [index for index, _place in seen.add(again, "b.csv", rows)]
        assert found == ([] if at is None else [at])
