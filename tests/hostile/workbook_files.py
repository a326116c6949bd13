"""Excel workbooks: where the table stands, what the cells are, what surrounds them."""

from __future__ import annotations

from typing import Any

from hostile.rawbook import (
    CLOCK,
    DATE,
    HEAD,
    HOURS,
    MAIN,
    MOMENT,
    MONTH_DAY,
    OFFICE,
    PERCENT,
    TEXT,
    Book,
    Page,
    Raw,
    error,
    formula,
    number,
)
from hostile.table import HEADER, ROWS, TABLE, changed, column

Rows = list[list[Any]]
OPTIONS = ["市報", "チラシ", "知人、友人", "その他", "特にない"]
DAYS = [42770, 42770, 42771, 42771, None]  # 2017-02-04, 2017-02-05


def book(*pages: Page, **settings: Any) -> bytes:
    """Return a workbook of sheets called 回答, Sheet2, Sheet3 …"""
    names = ["回答", *(f"Sheet{at}" for at in range(2, len(pages) + 1))]
    return Book(dict(zip(names, pages, strict=True)), **settings).bytes()


def dated(style: int = DATE, *, shift: int = 0) -> Rows:
    return column(
        "受講日", ["受講日", *(None if day is None else number(day - shift, style) for day in DAYS)]
    )


def ticks() -> list[list[Any]]:
    """The channel in a column for each option."""
    return [["○" if option in (row[3] or "") else None for option in OPTIONS] for row in ROWS]


def places() -> dict[str, bytes]:
    titled: Rows = [["講演会アンケート 入力表"], ["平成29年2月4日", None, "介護課"], []]
    group = [None, "回答者", None, "講演会", None, None, None, None, None]
    two = [[HEADER[0], "回答者", None, *HEADER[3:]], [None, *HEADER[1:3]]]
    marks = [
        [*HEADER[:3], "経路", None, None, None, None, *HEADER[4:]],
        [None, None, None, *OPTIONS],
    ]
    ticked = [[*row[:3], *tick, *row[4:]] for row, tick in zip(ROWS, ticks(), strict=True)]
    gaps = [[None, None, *row[:4], None, *row[4:]] for row in TABLE]
    total = ["合計", *[None] * 5, formula("SUM(G2:G6)", "6"), None, None]
    small: Rows = [[], [], ["年代別"], ["年齢", "人数"], ["60歳代", 1], ["70歳代", 1]]
    beside = [
        [*row, None, None, *more]
        for row, more in zip(
            TABLE, [["集計", None], ["60歳代", 1], ["70歳代", 1], [], [], []], strict=True
        )
    ]
    return {
        "plain.xlsx": book(Page(TABLE)),
        "title_merged.xlsx": book(Page([*titled, *TABLE]).merged("A1:I1", "A2:B2")),
        "title_merged_tall.xlsx": book(Page([["講演会アンケート"], [], *TABLE]).merged("A1:I2")),
        "group_row_merged.xlsx": book(Page([group, *TABLE]).merged("B1:C1", "D1:I1")),
        "two_row_header.xlsx": book(
            Page([*two, *ROWS]).merged(
                "A1:A2", "B1:C1", *(f"{letter}1:{letter}2" for letter in "DEFGHI")
            )
        ),
        "two_row_marks.xlsx": book(
            Page([*marks, *ticked]).merged(
                "A1:A2", "B1:B2", "C1:C2", "D1:H1", *(f"{letter}1:{letter}2" for letter in "IJKLM")
            )
        ),
        "starts_at_c5.xlsx": book(Page(TABLE, row=5, column=3)),
        "blank_columns.xlsx": book(Page(gaps)),
        "blank_rows.xlsx": book(Page([TABLE[0], [], TABLE[1], [], [], *TABLE[2:]])),
        "totals_formula.xlsx": book(Page([*TABLE, total])),
        "notes_below.xlsx": book(Page([*TABLE, [], ["※ 空欄は未記入"], ["注 秘密の扱いに注意"]])),
        "note_plain.xlsx": book(Page([*TABLE, [], ["以上、秘密 介護課が入力しました"]])),
        "note_beside.xlsx": book(Page([*TABLE[:2], [*TABLE[2], None, "要確認"], *TABLE[3:]])),
        "second_table_below.xlsx": book(Page([*TABLE, *small])),
        "second_table_beside.xlsx": book(Page(beside)),
        "header_again.xlsx": book(Page([*TABLE[:4], HEADER, *TABLE[4:]])),
        "header_line_breaks.xlsx": book(
            Page([["番号", "年\n齢", "お住まいは　どちらですか", *HEADER[3:]], *ROWS])
        ),
        "no_cells.xlsx": book(Page()),
        "header_only.xlsx": book(Page([HEADER])),
    }


def sheets() -> dict[str, bytes]:
    cover = Page([["講演会アンケート"], ["作成", "介護課"], ["秘密"]])
    lists = Page([["年齢の選択肢"], ["60歳代"], ["70歳代"]])
    other = Page([HEADER, *[[row[0] + 5, *row[1:]] for row in ROWS]])

    def page(state: str = "") -> Page:
        return Page(TABLE, state=state)

    chart = (
        f'{HEAD}<chartsheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetViews>'
        '<sheetView workbookViewId="0"/></sheetViews></chartsheet>'
    )
    charted = Book({"グラフ": Page(), "回答": page()})
    links = charted.members()["xl/_rels/workbook.xml.rels"].decode()
    links = links.replace(
        f'{OFFICE}/worksheet" Target="worksheets/sheet1.xml"',
        f'{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"',
    )
    charted.parts = {
        "xl/chartsheets/sheet1.xml": chart,
        "xl/worksheets/sheet1.xml": None,
        "xl/_rels/workbook.xml.rels": links,
    }
    old = Page([*TABLE[:2]], state="hidden")
    return {
        "answers_second.xlsx": book(cover, page()),
        "answers_third_empty_first.xlsx": book(Page(), Page(), page()),
        "empty_sheets_after.xlsx": book(page(), Page(), Page()),
        "list_sheet.xlsx": book(page(), lists),
        "two_sheets_of_answers.xlsx": book(page(), other),
        "two_sheets_other_header.xlsx": book(page(), Page([["氏名", "意見"], ["甲", "秘密"]])),
        "hidden_sheet.xlsx": book(page(), Page(lists.rows, state="hidden")),
        "very_hidden_sheet.xlsx": book(page(), Page(lists.rows, state="veryHidden")),
        "hidden_copy_of_answers.xlsx": book(page(), old),
        "hidden_answers_only.xlsx": book(cover, page("hidden")),
        "chart_sheet.xlsx": charted.bytes(),
        "sheet_name_signs.xlsx": Book({"回答 (2) & <3>'": page()}).bytes(),
        "all_empty.xlsx": book(Page(), Page()),
    }


def hidden() -> dict[str, bytes]:
    columns = '<cols><col min="2" max="3" width="0" hidden="1" customWidth="1"/></cols>'
    return {
        "hidden_rows.xlsx": book(Page(TABLE, hidden=frozenset({3, 5}))),
        "hidden_columns.xlsx": book(Page(TABLE, before=columns)),
        "filtered_rows.xlsx": book(
            Page(
                TABLE,
                hidden=frozenset({3}),
                after='<autoFilter ref="A1:I6"><filterColumn colId="4"><filters>'
                '<filter val="理解できた"/></filters></filterColumn></autoFilter>',
            )
        ),
        "filter_all_shown.xlsx": book(Page(TABLE, after='<autoFilter ref="A1:I6"/>')),
        "hidden_row_below.xlsx": book(Page(TABLE, hidden=frozenset({9, 10}))),
        "hidden_title_row.xlsx": book(Page([["講演会"], *TABLE], hidden=frozenset({1}))),
    }


def strings() -> dict[str, bytes]:
    phonetic = (
        '<si><t>東町</t><rPh sb="0" eb="2"><t>ヒガシチョウ</t></rPh><phoneticPr fontId="1"/></si>'
    )
    runs = (
        '<si><r><t>市報、</t></r><r><rPr><b/><color rgb="FFFF0000"/></rPr><t>チラシ</t></r>'
        '<rPh sb="0" eb="2"><t>シホウ</t></rPh></si>'
    )
    struck = "<si><r><rPr><strike/></rPr><t>秘密が</t></r><r><t>ありました</t></r></si>"
    escaped = "<si><t>秘密_x000D_がありました</t></si>"
    furigana = Raw(
        '<c r="{r}" t="inlineStr"><is><t>境</t><rPh sb="0" eb="1"><t>サカイ</t></rPh></is></c>'
    )
    spaced = '<si><t xml:space="preserve"> 東町　</t></si>'
    return {
        "furigana.xlsx": book(
            Page(TABLE),
            strings={
                "東町": phonetic,
                "年齢": ('<si><t>年齢</t><rPh sb="0" eb="2"><t>ネンレイ</t></rPh></si>'),
            },
        ),
        "furigana_inline.xlsx": book(Page(changed({(1, "住所"): furigana}))),
        "rich_text.xlsx": book(
            Page(TABLE), strings={"市報、チラシ": runs, "秘密がありました": struck}
        ),
        "inline_strings.xlsx": book(Page(TABLE, inline=True), parts={"xl/sharedStrings.xml": None}),
        "escaped_return.xlsx": book(Page(TABLE), strings={"秘密がありました": escaped}),
        "spaces_kept.xlsx": book(Page(TABLE), strings={"東町": spaced}),
        "surrogate_pair.xlsx": book(Page(changed({(2, "感想"): "秘密の𠮷野家😀"}))),
    }


def merges() -> dict[str, bytes]:
    tall = changed({(2, "住所"): None, (3, "住所"): None, (1, "住所"): "境"})
    wide = changed({(4, "年齢"): "20歳未満", (4, "住所"): None})
    return {
        "merged_down.xlsx": book(Page(tall).merged("C2:C4")),
        "merged_across.xlsx": book(Page(wide).merged("B5:C5")),
        "merged_comment.xlsx": book(
            Page(changed({(2, "感想"): None, (1, "感想"): "秘密の感想"})).merged("I2:I3")
        ),
        "merged_blank.xlsx": book(Page(TABLE).merged("B6:D6")),
    }


def kinds_of_cells() -> dict[str, bytes]:
    marks = [
        [*HEADER[:3], *(f"経路[{option}]" for option in OPTIONS), *HEADER[4:]],
        *([*row[:3], *map(bool, tick), *row[4:]] for row, tick in zip(ROWS, ticks(), strict=True)),
    ]
    quoted = Raw('<c r="{r}" s="4" quotePrefix="1" t="inlineStr"><is><t>2</t></is></c>')
    return {
        "numbers_as_text.xlsx": book(
            Page(
                column("回数", ["回数", "3", "1", quoted, "0", None]),
                after='<ignoredErrors><ignoredError sqref="G2:G6" numberStoredAsText="1"/>'
                "</ignoredErrors>",
            )
        ),
        "booleans.xlsx": book(Page(marks)),
        "percent.xlsx": book(Page(column("回数", ["回数", number(0.5, PERCENT), 1, 2, 0, None]))),
        "dates.xlsx": book(Page(dated())),
        "dates_1904.xlsx": book(Page(dated(shift=1462)), date1904=True),
        "dates_with_time.xlsx": book(
            Page(
                column(
                    "受講日",
                    [
                        "受講日",
                        number(42770.5833, MOMENT),
                        number(42770.75, MOMENT),
                        number(42771, MOMENT),
                        number(42771.999, MOMENT),
                        None,
                    ],
                )
            )
        ),
        "dates_month_day.xlsx": book(Page(dated(MONTH_DAY))),
        "date_iso_cell.xlsx": book(
            Page(changed({(1, "受講日"): Raw('<c r="{r}" s="1" t="d"><v>2017-02-04</v></c>')}))
        ),
        "date_as_number.xlsx": book(Page(changed({(1, "受講日"): number(42770)}))),
        "time_in_date.xlsx": book(Page(changed({(1, "受講日"): number(0.5833333333, CLOCK)}))),
        "duration_in_number.xlsx": book(Page(changed({(1, "回数"): number(1.25, HOURS)}))),
        "date_in_number.xlsx": book(Page(changed({(1, "回数"): number(42770, DATE)}))),
        "date_in_comment.xlsx": book(Page(changed({(1, "感想"): number(42770, DATE)}))),
        "zero_date.xlsx": book(Page(changed({(1, "受講日"): number(0, DATE)}))),
        "negative_date.xlsx": book(Page(changed({(1, "受講日"): number(-5, DATE)}))),
        "whole_floats.xlsx": book(
            Page(column("回数", ["回数", *map(number, ("3.0", "1.0", "2", "0.0")), None]))
        ),
        "exponents.xlsx": book(
            Page(changed({(1, "回数"): number("1E+05"), (2, "回数"): number("3E0")}))
        ),
        "binary_fraction.xlsx": book(Page(changed({(1, "回数"): number("0.30000000000000004")}))),
        "ids_with_zeros.xlsx": book(
            Page(column("番号", ["番号", "0001", "0012", "00012", "A-1", number(123, TEXT)]))
        ),
        "ids_beyond_floats.xlsx": book(
            Page(
                column("番号", ["番号", number("1.2345678901234E+15"), "9007199254740993", 3, 4, 5])
            )
        ),
        "error_values.xlsx": book(
            Page(
                changed(
                    {
                        (1, "年齢"): error("#N/A"),
                        (2, "住所"): error("#REF!"),
                        (3, "回数"): error("#DIV/0!"),
                        (4, "受講日"): error("#VALUE!"),
                    }
                )
            )
        ),
        "error_in_formula.xlsx": book(
            Page(changed({(2, "年齢"): formula("VLOOKUP(A3,Z:Z,1,0)", "#N/A", "e")}))
        ),
        "error_in_comment.xlsx": book(Page(changed({(2, "感想"): error("#NAME?")}))),
        "formulas.xlsx": book(
            Page(
                changed(
                    {
                        (1, "理解"): formula('IF(A2=1,"理解できた","")', "理解できた", "str"),
                        (1, "回数"): formula("1+2", "3"),
                        (2, "回数"): formula("G2-2", "1"),
                    }
                )
            )
        ),
        "formulas_empty_text.xlsx": book(
            Page(
                changed(
                    {
                        (5, "年齢"): Raw('<c r="{r}" t="str"><f>IF(A6=1,1,"")</f><v></v></c>'),
                        (5, "住所"): Raw('<c r="{r}" t="str"><f>IF(A6=1,1,"")</f></c>'),
                    }
                )
            )
        ),
        "formulas_shared.xlsx": book(
            Page(
                changed(
                    {
                        (1, "回数"): formula("A2+2", "3", "", ' t="shared" ref="G2:G4" si="0"'),
                        (2, "回数"): Raw('<c r="{r}"><f t="shared" si="0"/><v>1</v></c>'),
                        (3, "回数"): Raw('<c r="{r}"><f t="shared" si="0"/><v>2</v></c>'),
                    }
                )
            )
        ),
        "formulas_array.xlsx": book(
            Page(changed({(1, "回数"): formula("SUM(A2:A3*1)", "3", "", ' t="array" ref="G2"')}))
        ),
        "formulas_without_value.xlsx": book(
            Page(
                changed(
                    {
                        (1, "理解"): formula('IF(A2=1,"理解できた","")'),
                        (2, "回数"): formula("1+0"),
                    }
                )
            )
        ),
        "formulas_shared_without_value.xlsx": book(
            Page(
                changed(
                    {
                        (1, "回数"): formula("A2+2", "", "", ' t="shared" ref="G2:G3" si="0"'),
                        (2, "回数"): Raw('<c r="{r}"><f t="shared" si="0"/></c>'),
                    }
                )
            )
        ),
        "answers_turned_into_dates.xlsx": book(
            Page(
                changed(
                    {
                        (1, "経路"): number(46024, MONTH_DAY),
                        (2, "年齢"): number(46086, DATE),
                    }
                )
            )
        ),
    }


def workbook_files() -> dict[str, bytes]:
    """Return every ordinary Excel workbook by name."""
    groups = (places, sheets, hidden, strings, merges, kinds_of_cells)
    return {name: raw for group in groups for name, raw in group().items()}
