"""The files of tests/files/bad that are made byte by byte: each breaks one rule."""

from __future__ import annotations

from typing import Any

from hostile.rawbook import MONTH_DAY, Book, Page, error, formula, number
from hostile.strange_files import STRAY, STRINGS, password
from hostile.table import HEADER, lines, text
from hostile.text_files import wrongly

FIRST = [1, "60代", "境", "市報", "理解できた", "役に立った", 3, "2017/2/4", "秘密の感想"]
SECOND = [2, "70代", "境", "市報", "理解できた", "普通", None, None, "秘密の感想"]
ROWS = [HEADER, FIRST, SECOND]


def _second(header: str, value: Any) -> Page:
    """Return a sheet whose respondent 2 gives another answer."""
    second = list(SECOND)
    second[HEADER.index(header)] = value
    return Page([HEADER, FIRST, second])


def _with_entity() -> bytes:
    whole = Book({"回答": Page(ROWS)})
    part = whole.members()[STRINGS].decode()
    dtd = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/hostname">]><sst'
    whole.parts = {STRINGS: part.replace("<sst", dtd).replace("理解できた", "&x;")}
    return whole.bytes()


def bad_files() -> dict[str, bytes]:
    """Return the files by name."""

    def book(page: Page, **others: Page) -> bytes:
        return Book({"回答": page, **others}).bytes()

    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>\n"
        for row in ROWS
    )
    page = '<html><head><meta charset="Shift_JIS"></head><body><table>'
    return {
        "F005.xls": f"{page}{rows}</table></body></html>\n".encode("cp932"),
        "F006.csv": book(Page(ROWS)),
        "F007.xlsx": book(Page(ROWS, more=STRAY)),
        "F008.xlsx": _with_entity(),
        "F009.csv": wrongly(text(ROWS)).encode("utf-8-sig"),
        "H006.xlsx": book(Page(ROWS), 集計=Page([["年齢の集計"], ["60代", 1], ["70代", 1]])),
        "H007.xlsx": book(Page(ROWS), 追加=Page([HEADER, [3, *SECOND[1:]]])),
        "R007.csv": lines(ROWS, ",,,,,,,,", "以上、秘密のため取扱注意,,,,,,,,").encode("utf-8-sig"),
        "R008.xlsx": book(Page(ROWS, hidden=frozenset({3}))),
        "R009.xlsx": book(_second("住所", None).merged("C2:C3")),
        "V009.xlsx": book(_second("回数", number(46024, MONTH_DAY))),
        "V010.xlsx": book(_second("年齢", error("#N/A"))),
        "V011.xlsx": book(_second("理解", formula('IF(A3=2,"理解できた","")'))),
    }


def encrypted() -> dict[str, bytes]:
    """Return what is encrypted anew each time, with other bytes."""
    return {"F004.xlsx": password(Book({"回答": Page(ROWS)}).bytes())}
