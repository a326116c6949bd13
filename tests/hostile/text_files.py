"""Text files: encodings, line ends, quotes, what stands around the table."""

from __future__ import annotations

import codecs
import unicodedata

from hostile.table import HEADER, ROWS, TABLE, changed, column, lines, text


def _bullets(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "・", error.end


codecs.register_error("bullets", _bullets)


def wrongly(raw: str, written: str = "utf-8", read: str = "cp932") -> str:
    """Return what is seen of a text that was read in another encoding than it was written in."""
    return raw.encode(written).decode(read, "bullets")


def encodings() -> dict[str, bytes]:
    plain = text()
    kana = text(changed({(1, "感想"): "秘密のｶﾝｿｳ", (2, "経路"): "市報、ﾁﾗｼ"}))
    signs = text(changed({(1, "感想"): "秘密①㈱髙﨑纊Ⅲ℡～－∥", (2, "感想"): "秘密　～ソ表能十"}))
    decomposed = unicodedata.normalize(
        "NFD", text([["番号", "ご年齢をお聞かせください。", *HEADER[2:]], *ROWS])
    )
    cp932 = plain.encode("cp932").splitlines(keepends=True)
    utf8 = plain.encode().splitlines(keepends=True)
    utf16 = plain.encode("utf-16-le")
    return {
        "utf8.csv": plain.encode(),
        "utf8_bom.csv": plain.encode("utf-8-sig"),
        "utf8_two_boms.csv": b"\xef\xbb\xbf" + plain.encode("utf-8-sig"),
        "utf16le_bom.csv": b"\xff\xfe" + utf16,
        "utf16be_bom.csv": b"\xfe\xff" + plain.encode("utf-16-be"),
        "utf16le.csv": utf16,
        "utf16be.csv": plain.encode("utf-16-be"),
        "utf16_tabs.txt": b"\xff\xfe" + text(delimiter="\t", end="\r\n").encode("utf-16-le"),
        "utf16_odd_byte.csv": b"\xff\xfe" + utf16 + b"\n",
        "utf16_lone_surrogate.csv": b"\xff\xfe"
        + utf16.replace("秘密が".encode("utf-16-le"), b"\x00\xd8" + "が".encode("utf-16-le")),
        "utf32le_bom.csv": b"\xff\xfe\0\0" + plain.encode("utf-32-le"),
        "utf32be_bom.csv": b"\0\0\xfe\xff" + plain.encode("utf-32-be"),
        "cp932.csv": text(end="\r\n").encode("cp932"),
        "cp932_nec_ibm.csv": signs.encode("cp932"),
        "cp932_half_width.csv": kana.encode("cp932"),
        "cp932_one_sign.csv": b"ID,age,district,understood,useful,comment\n1,,,1,2,"
        + "秘密".encode("cp932")
        + b"\n",
        "eucjp.csv": plain.encode("euc_jp"),
        "eucjp_half_width.csv": kana.encode("euc_jp"),
        "iso2022jp.csv": plain.encode("iso2022_jp"),
        "nfd.csv": decomposed.encode(),
        "bad_byte_header.csv": b"\xff" + plain.encode(),
        "bad_byte_middle.csv": plain.encode().replace("東町".encode(), b"\x81", 1),
        "bad_byte_comment.csv": plain.encode().replace("が".encode(), b"\xe3\x81", 1),
        "bad_byte_end.csv": plain.encode() + b"6,,,,\xe7",
        "bad_byte_cp932.csv": plain.encode("cp932").replace("東町".encode("cp932"), b"\xff", 1),
        "two_encodings.csv": b"".join([*utf8[:3], *cp932[3:]]),
        "two_encodings_cp932_first.csv": b"".join([*cp932[:3], *utf8[3:]]),
        "nul_middle.csv": plain.encode().replace("境,".encode(), "境\0,".encode(), 1),
        "nul_end.csv": plain.encode() + bytes(512),
        "ctrl_z_end.csv": plain.encode("cp932") + b"\x1a",
    }


def read_wrongly_before() -> dict[str, bytes]:
    plain = text()
    lost = plain.encode("cp932").decode("utf-8", "replace")
    header = text([[wrongly(name) for name in HEADER], *ROWS])
    return {
        "mojibake_utf8_as_cp932.csv": wrongly(plain).encode(),
        "mojibake_utf8_as_cp932.tsv": wrongly(text(delimiter="\t")).encode("utf-16"),
        "mojibake_utf8_as_latin1.csv": wrongly(plain, read="latin-1").encode(),
        "mojibake_utf8_as_cp1252.csv": wrongly(plain, read="cp1252").encode(),
        "mojibake_cp932_as_latin1.csv": wrongly(plain, "cp932", "latin-1").encode(),
        "mojibake_cp932_as_cp1252.csv": wrongly(plain, "cp932", "cp1252").encode(),
        "mojibake_cp932_as_utf8.csv": lost.encode(),
        "mojibake_eucjp_as_cp932.csv": wrongly(plain, "euc_jp", "cp932").encode(),
        "mojibake_header.csv": header.encode(),
        "mojibake_answers.csv": text(
            [HEADER, *([wrongly(str(v)) if isinstance(v, str) else v for v in r] for r in ROWS)]
        ).encode(),
        "mojibake_cell.csv": text(
            changed({(2, "感想"): wrongly("とても勉強になりました、感謝します")})
        ).encode(),
        "lost_character.csv": text(changed({(2, "感想"): "秘密が�りました"})).encode(),
        "question_marks.csv": text([["??"] * 9, *ROWS]).encode(),
    }


def line_ends() -> dict[str, bytes]:
    rows = text().splitlines()
    mixed = "".join(
        row + end for row, end in zip(rows, ["\r\n", "\n", "\r", "\r\n", "\n", ""], strict=True)
    )
    breaks = changed({(2, "感想"): "秘密が\nありました\r\n"})
    return {
        "crlf.csv": text(end="\r\n").encode(),
        "cr.csv": text(end="\r").encode(),
        "mixed_ends.csv": mixed.encode(),
        "no_last_end.csv": text().rstrip("\n").encode(),
        "cr_cr_lf.csv": text(end="\r\r\n").encode(),
        "breaks_in_quotes.csv": text(breaks, end="\r\n").encode(),
    }


def delimiters() -> dict[str, bytes]:
    header = ["ID", "Place", *HEADER[1:2], *HEADER[3:]]
    rows = [[row[0], row[2], row[1], *row[3:]] for row in ROWS]
    return {
        "tabs.csv": text(delimiter="\t").encode(),
        "tabs.tsv": text(delimiter="\t").encode("cp932"),
        "semicolons.csv": text(delimiter=";").encode("utf-8-sig"),
        "pipes.csv": text(delimiter="|").encode(),
        "sep_semicolon.csv": ("sep=;\r\n" + text(delimiter=";", end="\r\n")).encode("utf-8-sig"),
        "sep_comma.csv": ("sep=,\n" + text()).encode(),
        "sep_quoted.csv": ('"sep=;"\n' + text(delimiter=";")).encode(),
        "id_first.csv": text([["ID", *HEADER[1:]], *ROWS]).encode(),
        "id_place_semicolons.csv": text([header, *rows], delimiter=";").encode(),
        "commas_in_semicolons.csv": text(
            changed({(1, "感想"): "秘密,a,b,c,d,e,f,g,h,i,j,k"}), delimiter=";"
        ).encode(),
        "full_width_commas.csv": text(delimiter="，").encode(),
    }


def quotes() -> dict[str, bytes]:
    spaced = "\n".join(
        ", ".join("" if value is None else f'"{value}"' for value in row) for row in TABLE
    )
    return {
        "all_quoted.csv": text(quote_all=True).encode(),
        "open_quote.csv": text().replace("秘密が", '"秘密が').encode(),
        "open_quote_last.csv": text().replace(',"秘密, 特に「紹介」"', ',"秘密, 特に').encode(),
        "open_quote_header.csv": text().replace("年齢", '"年齢', 1).encode(),
        "text_after_quote.csv": text().replace("秘密が", '"秘密"が').encode(),
        "quote_in_middle.csv": text().replace("秘密がありました", '秘密の"本音"です').encode(),
        "quote_alone_in_middle.csv": text().replace("秘密がありました", '身長5"です').encode(),
        "spaces_around_quotes.csv": (spaced + "\n").encode(),
        "single_quotes.csv": text(changed({(1, "感想"): "'秘密'の感想"})).encode(),
        "guarded_formula.csv": text(changed({(1, "感想"): "'=秘密"})).encode(),
    }


def shapes() -> dict[str, bytes]:
    bare = text()
    blank = "," * 8
    return {
        "ragged_short.csv": bare.replace("2,70歳代,東町", "2,70歳代", 1).encode(),
        "ragged_long.csv": bare.replace("2,70歳代,東町", "2,70歳代,東,町", 1).encode(),
        "comma_in_number.csv": bare.replace(",1,2017/2/4", ",1,000,2017/2/4", 1).encode(),
        "one_note_beside.csv": text([*TABLE[:3], [*TABLE[3], "要確認"], *TABLE[4:]]).encode(),
        "trailing_commas.csv": text([[*row, "", "", ""] for row in TABLE]).encode(),
        "trailing_comma_rows.csv": lines(TABLE, *[blank] * 40).encode(),
        "trailing_comma_one_row.csv": bare.replace("秘密の感想\n", "秘密の感想,,,\n").encode(),
        "wide_blank_row.csv": lines(TABLE[:3], "," * 19_999, TABLE[3:]).encode(),
        "wide_row.csv": lines(TABLE[:3], ",".join(["x"] * 20_000), TABLE[3:]).encode(),
        "wide_header.csv": text(
            [
                [*HEADER, *(f"c{at}" for at in range(6_000))],
                *([*row, *[""] * 6_000] for row in ROWS),
            ]
        ).encode(),
        "header_only.csv": text([HEADER]).encode(),
        "blank_lines.csv": b"\n" * 40,
        "spaces_only.csv": "  \n\t\n　\n".encode(),
        "commas_only.csv": b",,,,\n,,,,\n",
        "zero_bytes.csv": b"",
        "bom_only.csv": b"\xef\xbb\xbf",
        "utf16_bom_only.csv": b"\xff\xfe",
        "one_column.csv": text([["感想"], ["秘密"], ["秘密の話"]]).encode(),
        "one_line_of_prose.txt": "秘密の議事録をお送りします。\n".encode(),
        "no_header.csv": text(ROWS).encode(),
        "comments_alone.csv": text([[row[8]] for row in ROWS if row[8]]).encode(),
        "header_twice.csv": text([[*HEADER, "理解"], *([*r, "理解できた"] for r in ROWS)]).encode(),
        "unknown_twice.csv": text(
            [[*HEADER, "備考", "備考"], *([*r, "", ""] for r in ROWS)]
        ).encode(),
        "blank_header_filled.csv": text(
            [[*row[:3], extra, *row[3:]] for row, extra in zip(TABLE, ["", *"abcde"], strict=True)]
        ).encode(),
        "blank_header_empty.csv": text([[*row[:3], "", *row[3:]] for row in TABLE]).encode(),
        "header_breaks.csv": text(
            [
                [
                    "番 号",
                    " 年齢　",
                    "住\n所",
                    "経路",
                    "理　解",
                    "役立ち",
                    "回\r\n数",
                    "受講日",
                    "感想 ",
                ],
                *ROWS,
            ]
        ).encode(),
        "header_nfkc.csv": text(
            [["ｱﾝｹｰﾄＮｏ．", *HEADER[1:5], "講演は役に立ちましたか?", *HEADER[6:]], *ROWS]
        ).encode(),
        "header_again.csv": text([*TABLE[:3], HEADER, *TABLE[3:]]).encode(),
        "bom_middle.csv": lines(TABLE[:3], "\ufeff" + text([HEADER, *TABLE[3:]])).encode(
            "utf-8-sig"
        ),
        "second_file.csv": lines(
            TABLE, "氏名,所属,意見\n甲,乙会,秘密の意見\n丙,丁会,秘密\n"
        ).encode(),
        "second_file_same_width.csv": text(
            [*TABLE, HEADER[:1] + HEADER[:0:-1], *([r[0] + 5, *r[:0:-1]] for r in ROWS)]
        ).encode(),
        "ids_with_zeros.csv": text(
            column("番号", ["番号", "0001", "0012", "00012", "A-1", "１２３"])
        ).encode(),
        "numbers_again.csv": text(column("番号", ["番号", "1", "2", "１", "4", "5"])).encode(),
    }


def around_the_table() -> dict[str, bytes]:
    group = ",回答者,,講演会,,,,,"
    return {
        "title.csv": lines("講演会アンケート 集計データ", TABLE).encode(),
        "title_commas.csv": lines("講演会アンケート,,,,,,,,", ",,,,,,,,", TABLE).encode("cp932"),
        "title_six.csv": lines(
            "在宅医療・介護連携 講演会",
            "アンケート入力表",
            "日時：平成29年2月4日 午後2時",
            "会場：市民会館",
            "対象：参加者",
            "",
            TABLE,
        ).encode(),
        "title_author.csv": lines(
            "アンケート結果,,,,,,,,", "作成日,2017/2/10,,,,,,,", "作成者,介護課,,,,,,,", TABLE
        ).encode(),
        "group_row.csv": lines(group, TABLE).encode(),
        "blank_columns.csv": text([["", "", *row[:4], "", *row[4:]] for row in TABLE]).encode(),
        "blank_above.csv": lines("\n\n", TABLE).encode(),
        "blank_below_header.csv": lines([HEADER], ",,,,,,,,", ROWS).encode(),
        "totals_foot.csv": lines(
            TABLE, "合計,,,,,,6,,", "平均,,,,,,1.5,,", "割合(%),,,,,,100,,"
        ).encode(),
        "totals_second_column.csv": lines(TABLE, ",合計,,,,,6,,").encode(),
        "note_star.csv": lines(TABLE, "※ 空欄は未記入です。,,,,,,,,").encode(),
        "note_marked_many.csv": lines(
            TABLE, "", "注）空欄は未記入", "* 手書きの回答を入力した", "※ 秘密の扱いに注意"
        ).encode(),
        "note_plain.csv": lines(TABLE, ",,,,,,,,", "以上 秘密 介護課が入力した,,,,,,,,").encode(),
        "second_table.csv": lines(
            TABLE,
            ",,,,,,,,",
            ",,,,,,,,",
            "集計表,,,,,,,,",
            "年齢,人数,割合,,,,,,",
            "60歳代,1,20%,,,,,,",
            "70歳代,1,20%,,,,,,",
        ).encode(),
        "second_table_beside_numbers.csv": lines(
            TABLE, ",,,,,,,,", ",年齢,人数,,,,,,", ",60歳代,1,,,,,,", ",70歳代,1,,,,,,"
        ).encode(),
    }


def contents() -> dict[str, bytes]:
    return {
        "excel_dates.csv": text(
            changed({(1, "経路"): "1月2日", (2, "経路"): "2-Jan", (3, "経路"): "Jan-02"})
        ).encode(),
        "error_values.csv": text(
            changed({(1, "年齢"): "#N/A", (2, "住所"): "#REF!", (3, "回数"): "#DIV/0!"})
        ).encode(),
        "hashes.csv": text(changed({(2, "受講日"): "########"})).encode(),
        "serial_date.csv": text(changed({(2, "受講日"): "42770"})).encode(),
        "control_characters.csv": text(changed({(2, "感想"): "秘密\x1b[31mが\x07"})).encode(),
        "bidi.csv": text(changed({(2, "感想"): "秘密\u202eが\u2066ある"})).encode(),
        "zero_width.csv": text(changed({(2, "年齢"): "70\u200b歳代"})).encode(),
        "no_break_spaces.csv": text(
            changed({(2, "年齢"): "\u00a070歳代\u00a0", (0, "年齢"): "年齢\u00a0"})
        ).encode(),
        "formula_like.csv": text(
            changed({(2, "感想"): '=HYPERLINK("http://a.example","秘密")'})
        ).encode(),
        "surrogate_pair.csv": text(changed({(2, "感想"): "秘密の𠮷野家😀"})).encode(),
        "variant_selector.csv": text(changed({(2, "経路"): "市報、チラシ\ufe0e"})).encode(),
    }


def text_files() -> dict[str, bytes]:
    """Return every text file by name."""
    groups = (
        encodings,
        read_wrongly_before,
        line_ends,
        delimiters,
        quotes,
        shapes,
        around_the_table,
        contents,
    )
    return {name: raw for group in groups for name, raw in group().items()}
