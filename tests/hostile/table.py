"""The table that most of the files hold, and how it is written as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SECRET = "秘密"  # in every comment: no message may show it
HEADER = ["番号", "年齢", "住所", "経路", "理解", "役立ち", "回数", "受講日", "感想"]
ROWS: list[list[Any]] = [
    [1, "60歳代", "境", "市報", "理解できた", "役に立った", 3, "2017/2/4", "秘密の感想"],
    [
        2,
        "70歳代",
        "東町",
        "市報、チラシ",
        "理解できなかった",
        "普通",
        1,
        "2017/2/4",
        "秘密がありました",
    ],
    [3, "80歳以上", "境南町", "知人、友人", "理解できた", "普通", 2, "2017/2/5", None],
    [
        4,
        "20歳未満",
        "市外",
        "特にない",
        "理解できた",
        "役に立たなかった",
        0,
        "2017/2/5",
        "秘密, 特に「紹介」",
    ],
    [5, None, None, None, "理解できた", "普通", None, None, None],
]
TABLE = [HEADER, *ROWS]

Table = Sequence[Sequence[Any]]


def changed(at: dict[tuple[int, str], Any], table: Table = TABLE) -> list[list[Any]]:
    """Return the table with other cells; they are named by row (0: the header) and header."""
    rows = [list(row) for row in table]
    for (row, header), value in at.items():
        rows[row][HEADER.index(header)] = value
    return rows


def column(header: str, values: Sequence[Any], table: Table = TABLE) -> list[list[Any]]:
    """Return the table with another column, its header first."""
    position = HEADER.index(header)
    return [
        [*row[:position], value, *row[position + 1 :]]
        for row, value in zip(table, values, strict=True)
    ]


def text(
    table: Table = TABLE, delimiter: str = ",", end: str = "\n", *, quote_all: bool = False
) -> str:
    """Return the table as separated values, cells quoted where they must be."""
    special = (delimiter, '"', "\n", "\r")

    def cell(value: Any) -> str:
        raw = "" if value is None else str(value)
        if quote_all or any(sign in raw for sign in special):
            return '"' + raw.replace('"', '""') + '"'
        return raw

    return "".join(delimiter.join(map(cell, row)) + end for row in table)


def lines(*parts: str | Table) -> str:
    """Return text and tables one below the other; a text is lines as they stand."""
    return "".join(
        part
        if isinstance(part, str) and part.endswith("\n")
        else part + "\n"
        if isinstance(part, str)
        else text(part)
        for part in parts
    )
