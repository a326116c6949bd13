"""Files of SPSS, Stata and SAS: labels, missing values, sets, days, encodings, damage."""

from __future__ import annotations

import datetime
import random
import struct
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import outreach
from outreach.errors import UnreadableEncoding, UnreadableFile
from outreach.intake.cells import CHUNK
from outreach.intake.files.kinds import is_stat_file
from outreach.intake.files.savfiles import read_dictionary
from outreach.intake.files.statfiles import StatHeader, read_stat_rows

YES_NO = {1.0: "はい", 2.0: "いいえ", 9.0: "無回答"}


def read(path: Path) -> tuple[StatHeader, list[list[str]]]:
    """Return the header and all rows below it."""
    header, chunks = read_stat_rows(path)
    rows = [row for chunk in chunks for row in chunk.cells]
    assert rows[0] == list(header.names)
    return header, rows[1:]


def columns(path: Path) -> dict[str, list[str]]:
    header, rows = read(path)
    return {name: [row[at] for row in rows] for at, name in enumerate(header.names)}


def sav(path: Path, columns: dict[str, Any], **how: Any) -> Path:
    pyreadstat.write_sav(pd.DataFrame(columns), path, **how)
    return path


def with_record(path: Path, subtype: int, text: bytes) -> Path:
    """Put a record of the dictionary's end into a .sav, as SPSS writes it."""
    raw, end = path.read_bytes(), read_dictionary(path).end
    path.write_bytes(raw[:end] + struct.pack("<4i", 7, subtype, 1, len(text)) + text + raw[end:])
    return path


@pytest.mark.parametrize("how", [{}, {"row_compress": True}, {"compress": True}])
def test_labels_stand_for_values_and_missing_values_are_blank(
    tmp_path: Path, how: dict[str, bool]
) -> None:
    path = sav(
        tmp_path / "answers.sav",
        {"q1": [1.0, 2.0, 9.0, np.nan, 5.5], "code": ["A", "B ", "", "X", "A"]},
        variable_value_labels={"q1": YES_NO, "code": {"A": "市報", "B": "チラシ", "X": "不詳"}},
        missing_ranges={"q1": [9.0], "code": ["X"]}, column_labels=["質問一", None], **how,
    )  # fmt: skip
    header, rows = read(path)
    assert header.names == ("q1", "code")
    assert header.labels == ("質問一", "")
    assert rows == [["はい", "市報"], ["いいえ", "チラシ"], ["", ""], ["", ""], ["5.5", "市報"]]


def test_a_range_of_missing_values_is_no_answer(tmp_path: Path) -> None:
    path = sav(
        tmp_path / "a.sav", {"q": [1.0, 97.0, 98.5, 99.0, -1.0]},
        missing_ranges={"q": [{"lo": 97.0, "hi": 99.0}, -1.0]},
    )  # fmt: skip
    assert columns(path)["q"] == ["1", "", "", "", ""]


def test_days_and_times_are_written_as_people_sort_them(tmp_path: Path) -> None:
    start = datetime.datetime(1582, 10, 14, tzinfo=datetime.UTC)
    moment = (
        datetime.datetime(2017, 2, 4, 16, 35, 10, tzinfo=datetime.UTC) - start
    ).total_seconds()
    day = (datetime.datetime(2017, 2, 4, tzinfo=datetime.UTC) - start).total_seconds()
    forms = {
        "date": "DATE11", "american": "ADATE10", "sortable": "SDATE10", "moment": "DATETIME20",
        "stamp": "YMDHMS19", "time": "TIME8", "number": "F8.2", "never": "DATE11",
    }  # fmt: skip
    values = {name: [float(day)] for name in ("date", "american", "sortable")}
    values |= {"moment": [float(moment)], "stamp": [float(moment)], "time": [93_600.0]}
    values |= {"number": [1_000_000.0], "never": [1e18]}
    path = sav(tmp_path / "a.sav", values, variable_format=forms)
    assert [texts[0] for texts in columns(path).values()] == [
        *["2017-02-04"] * 3, *["2017-02-04 16:35:10"] * 2, "26:00:00", "1000000",
        "1000000000000000000",
    ]  # fmt: skip


def test_texts_of_any_length_come_whole(tmp_path: Path) -> None:
    long = "在宅で最期まで暮らしたい。" * 300
    path = sav(tmp_path / "a.sav", {"感想": [long, "短い  ", "改行\nあり"], "n": [1.0, 2.0, 3.0]})
    assert columns(path) == {"感想": [long, "短い", "改行\nあり"], "n": ["1", "2", "3"]}


WORDS = ("しほう", "ちらし", "ほか")
SETS = {
    "dichotomies named by their variables": (
        "$way=D1 1 9 経路は q_1 q_2 q_3\n", 7, ("市報", "チラシ", "その他"),
    ),
    "dichotomies named by the counted value": ("$way=E 1 1 1 9 経路は q_1 q_2 q_3\n", 19, WORDS),
}  # fmt: skip


@pytest.mark.parametrize(("record", "subtype", "options"), SETS.values(), ids=SETS)
def test_a_set_of_dichotomies_is_one_column(
    tmp_path: Path, record: str, subtype: int, options: Sequence[str]
) -> None:
    path = sav(
        tmp_path / "a.sav",
        {"q_1": [1.0, 0.0, np.nan], "q_2": [1.0, 0.0, np.nan], "q_3": [0.0, 1.0, np.nan], "z": 1.0},
        column_labels=["市報", "[チラシ] 経路は", "その他", None],
        variable_value_labels={
            f"q_{at}": {1.0: name, 0.0: "いいえ"} for at, name in enumerate(WORDS, 1)
        },
    )  # fmt: skip
    header, rows = read(with_record(path, subtype, record.encode()))
    assert (header.names, header.labels) == (("way", "z"), ("経路は", ""))
    assert header.sets == {"way": tuple(options)}
    first, second, third = options
    assert rows == [[f"{first}|{second}", "1"], [third, "1"], ["", "1"]]


def test_a_set_of_categories_joins_what_its_variables_hold(tmp_path: Path) -> None:
    labels = {1.0: "市報", 2.0: "チラシ"}
    path = sav(
        tmp_path / "a.sav", {"FirstAnswer": [1.0, 2.0, 2.0], "SecondAnswer": [2.0, np.nan, 2.0]},
        variable_value_labels={"FirstAnswer": labels, "SecondAnswer": labels},
    )  # fmt: skip
    short = {name: brief for brief, name in read_dictionary(path).long_names().items()}
    names = " ".join(short[name].lower() for name in ("FirstAnswer", "SecondAnswer"))
    header, rows = read(with_record(path, 7, f"$way=C 3 way {names}\n".encode()))
    assert header.names == ("way",)
    assert rows == [["市報|チラシ"], ["チラシ"], ["チラシ"]]


def test_a_counted_text_is_no_number(tmp_path: Path) -> None:
    path = sav(
        tmp_path / "a.sav", {"a": ["はい", "0"], "b": ["", "はい"]}, column_labels=["甲", "乙"]
    )
    assert columns(with_record(path, 7, "$s=D6 はい 1 s a b\n".encode()))["s"] == ["甲", "乙"]


def test_a_damaged_set_leaves_its_variables(tmp_path: Path) -> None:
    path = sav(tmp_path / "a.sav", {"a": [1.0], "b": [0.0]})
    assert columns(with_record(path, 7, b"$s=D1 1 nothing a b\n")) == {"a": ["1"], "b": ["0"]}


def test_a_lone_dichotomy_says_whether_its_option_was_chosen(tmp_path: Path) -> None:
    path = sav(
        tmp_path / "a.sav", {"q_SQ001": [1.0, 0.0, np.nan]}, column_labels=["[市報] 経路は"],
        variable_value_labels={"q_SQ001": {1.0: "選択", 0.0: "非選択"}},
    )  # fmt: skip
    header, rows = read(path)
    assert header.labels == ("[市報] 経路は",)
    assert rows == [["TRUE"], ["FALSE"], [""]]


def test_stata_labels_missing_values_and_days(tmp_path: Path) -> None:
    path = tmp_path / "a.dta"
    frame = pd.DataFrame(
        {
            "q1": pd.Series([1, 2, "a", 3], dtype=object),
            "share": np.array([0.1, 2.0, 3.25, 0.3], dtype=np.float32),
            "day": pd.to_datetime(["2017-02-04"] * 4).date,
            "moment": pd.to_datetime(["2017-02-04 16:35:10"] * 4),
            "month": [685.0] * 4,
            "comment": ["感想" * 700, "", "い", "う"],
        }
    )
    pyreadstat.write_dta(
        frame, path, version=15,
        variable_value_labels={"q1": {1: "はい", 2: "いいえ", "a": "拒否"}},
        missing_user_values={"q1": ["a"]}, column_labels=["質問", *[None] * 5],
        variable_format={"month": "%tm"},
    )  # fmt: skip
    found = columns(path)
    assert found["q1"] == ["はい", "いいえ", "", "3"]
    assert found["day"][0] == "2017-02-04"
    assert found["moment"][0] == "2017-02-04 16:35:10"
    assert found["month"][0] == "2017m2"
    assert found["share"] == ["0.1", "2", "3.25", "0.3"]
    assert found["comment"] == ["感想" * 700, "", "い", "う"]
    assert read(path)[0].labels[0] == "質問"


def test_a_sas_file_is_read(files: Path) -> None:
    header, rows = read(files / "statistics" / "answers.sas7bdat")
    assert header.labels == ("番号", "理解", "日付", "感想")
    assert rows[0] == ["1", "1", "2017-02-04", "在宅医療のことをもっと知りたい。"]
    assert [row[1] for row in rows[2:6]] == ["1", "", "", "2"]  # 2: missing, 3: missing as .A
    assert len(rows) == 12


def test_a_catalogue_beside_a_sas_file_gives_the_labels(
    tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def catalogue(path: Path, **_how: str) -> tuple[dict[str, object], SimpleNamespace]:
        assert path == tmp_path / "answers.sas7bcat"
        return {}, SimpleNamespace(value_labels={"UNDST": {1.0: "理解できた"}})

    path = tmp_path / "answers.sas7bdat"
    path.write_bytes((files / "statistics" / "answers.sas7bdat").read_bytes())
    path.with_suffix(".sas7bcat").touch()
    monkeypatch.setattr(pyreadstat, "read_sas7bcat", catalogue)  # nothing here can write one
    assert columns(path)["understood"][:4] == ["理解できた", "2", "理解できた", ""]


def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path, files: Path) -> None:
    path = tmp_path / "answers.sas7bdat"
    path.write_bytes((files / "statistics" / "answers.sas7bdat").read_bytes())
    path.with_suffix(".sas7bcat").write_bytes(b"no catalogue")
    with pytest.raises(UnreadableFile, match="sas7bcat"):
        read(path)


def test_the_format_is_seen_in_the_content() -> None:
    assert is_stat_file(b"$FL3@(#) SPSS") == "sav"
    assert is_stat_file(b"<stata_dta><header>") == "dta"
    assert is_stat_file(bytes([113, 2, 1, 0])) == "dta"
    assert is_stat_file(b"number,age\n") == is_stat_file(b"r,s\n") == is_stat_file(b"") == ""


def in_cp932(path: Path, code_page: int) -> Path:
    """Write a file in cp932 that names a code page only: あい and うえ stand for ASCII."""
    sav(
        path, {"q": [1.0, 2.0], "text": ["WXYZ", "ok"]}, column_labels=["ABCD", None],
        variable_value_labels={"q": {1.0: "WXYZ"}},
    )  # fmt: skip
    raw = path.read_bytes()
    raw = raw.replace(b"ABCD", "あい".encode("cp932")).replace(b"WXYZ", "うえ".encode("cp932"))
    raw = raw.replace(struct.pack("<4i", 7, 20, 1, 5), struct.pack("<4i", 7, 99, 1, 5))
    at = raw.index(struct.pack("<4i", 7, 3, 4, 8)) + 16 + 28
    path.write_bytes(raw[:at] + struct.pack("<i", code_page) + raw[at + 4 :])
    return path


@pytest.mark.parametrize("code_page", [932, 4, 2, 1252, 65001, 0])
def test_japanese_files_that_misname_their_encoding_are_read(
    tmp_path: Path, code_page: int
) -> None:
    header, rows = read(in_cp932(tmp_path / "a.sav", code_page))
    assert header.labels == ("あい", "")
    assert rows == [["うえ", "うえ"], ["2", "ok"]]


def test_a_labelled_text_in_no_encoding_is_refused(tmp_path: Path) -> None:
    path = sav(tmp_path / "a.sav", {"q": ["ABCD"]}, variable_value_labels={"q": {"ABCD": "甲"}})
    path.write_bytes(path.read_bytes().replace(b"ABCD", b"\xff\xfe\xff\0"))
    with pytest.raises(UnreadableEncoding):
        read(path)


@pytest.mark.parametrize("name", ["a.sav", "a.zsav", "rows.sav", "a.dta", "a.sas7bdat"])
def test_a_file_that_is_cut_off_is_refused_wherever_it_ends(
    tmp_path: Path, files: Path, name: str
) -> None:
    path = tmp_path / name
    values = {"q1": [1.0, 2.0, 3.0] * 40, "comment": ["もっと知りたい", "", "はい"] * 40}
    frame, labels = pd.DataFrame(values), {"q1": {1.0: "甲", 2.0: "乙"}}
    if path.suffix == ".dta":
        pyreadstat.write_dta(frame, path, variable_value_labels=labels)
    elif path.suffix == ".sas7bdat":
        path.write_bytes((files / "statistics" / "answers.sas7bdat").read_bytes())
    else:
        zipped, rows = path.suffix == ".zsav", name.startswith("rows")
        pyreadstat.write_sav(
            frame, path, variable_value_labels=labels, compress=zipped, row_compress=rows
        )
    whole = path.read_bytes()
    _header, rows_of_all = read(path)
    for end in range(1, len(whole) - 1, max(1, len(whole) // 150)):
        path.write_bytes(whole[:end])
        try:
            rows = read(path)[1]
        except UnreadableFile:
            continue
        assert rows == rows_of_all, end  # nothing lacks but what stands behind the rows


@pytest.mark.parametrize("rows", [2**31 - 1, 10_000_000, 21, 2])
@pytest.mark.parametrize("packed", [True, False])
def test_a_header_cannot_announce_other_rows_than_are_there(
    tmp_path: Path, rows: int, packed: bool
) -> None:
    path = sav(tmp_path / "a.sav", {"q": [0.5, 2.5] * 10}, row_compress=packed)
    raw = bytearray(path.read_bytes())
    raw[80:84] = struct.pack("<i", rows)
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile):
        read(path)


def test_damage_anywhere_gives_rows_or_one_clear_error(tmp_path: Path) -> None:
    path = sav(
        tmp_path / "a.sav", {"q": [1.0, 2.0] * 20, "t": ["あ", "いう"] * 20},
        variable_value_labels={"q": YES_NO, "t": {"あ": "亜"}}, missing_ranges={"q": [9.0]},
    )  # fmt: skip
    whole, chance = path.read_bytes(), random.Random(1)
    for _turn in range(400):
        raw = bytearray(whole)
        for _change in range(chance.choice([1, 2, 5])):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(raw)
        with suppress(UnreadableFile):
            read(path)


def test_many_rows_come_in_chunks_and_count_from_one(tmp_path: Path) -> None:
    size = 2 * CHUNK + 3
    path = sav(tmp_path / "a.sav", {"n": np.arange(size, dtype=float)}, row_compress=True)
    chunks = list(read_stat_rows(path)[1])
    assert [len(chunk.cells) for chunk in chunks] == [1, CHUNK, CHUNK, 3]
    assert [int(number) for chunk in chunks for number in chunk.numbers] == list(range(size + 1))
    assert [row[0] for chunk in chunks[1:] for row in chunk.cells] == list(map(str, range(size)))


def test_no_rows_is_a_header(tmp_path: Path) -> None:
    header, rows = read(sav(tmp_path / "a.sav", {"q": np.zeros(0)}))
    assert (header.names, rows) == (("q",), [])


def test_a_file_that_kills_its_reader_is_refused_in_one_line() -> None:
    deadly = Path(__file__).parent / "files" / "statistics" / "deadly.sav"
    (finding,) = outreach.check(deadly, Path(__file__).parent / "files" / "codebook.toml")
    assert (finding.rule, finding.place.path) == ("F001", str(deadly))
    assert finding.suggestion
