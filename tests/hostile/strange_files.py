"""Workbooks that lie, climb or burst, other formats, and files that are no table at all."""

from __future__ import annotations

import gzip
import io
import sqlite3
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path
from typing import Any

from hostile.rawbook import DATE, HEAD, MAIN, OFFICE, PACKAGE, Book, Page, Raw, inline, pack, repack
from hostile.table import HEADER, ROWS, SECRET, TABLE, text
from hostile.workbook_files import book

STRAY = '<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>'
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


def edited(member: str, *changes: tuple[str, str], page: Page | None = None) -> bytes:
    """Return the plain workbook with words of one part replaced."""
    whole = Book({"回答": page or Page(TABLE)})
    part = whole.members()[member].decode()
    for old, new in changes:
        assert old in part, old
        part = part.replace(old, new)
    whole.parts = {member: part}
    return whole.bytes()


def with_dtd(member: str, dtd: str) -> bytes:
    root = {SHEET: "<worksheet", STRINGS: "<sst", BOOK: "<workbook"}[member]
    return edited(member, (root, dtd + root))


def lies() -> dict[str, bytes]:
    plain = Book().members()
    sheet = plain[SHEET].decode()
    single = sheet.replace('"', "'").encode()
    elsewhere = {name: part for name, part in plain.items() if name != SHEET}
    links = "xl/_rels/workbook.xml.rels"
    moved = elsewhere | {
        links: plain[links].replace(b"worksheets/sheet1", b"pages/one"),
        "xl/pages/one.xml": sheet.replace("</sheetData>", STRAY + "</sheetData>").encode(),
    }
    rooted = plain | {links: plain[links].replace(b'"worksheets', b'"/xl/worksheets')}
    upper = elsewhere | {"xl/Worksheets/Sheet1.xml": plain[SHEET]}
    full = [["" if cell is None else cell for cell in row] for row in TABLE]
    bare = Book({"回答": Page(full)}).members()[SHEET].decode()
    for row in range(1, 7):
        bare = bare.replace(f'<row r="{row}"', "<row")
        for letter in "ABCDEFGHI":
            bare = bare.replace(f' r="{letter}{row}"', "")
    styled = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in (500, 1_048_576))
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")
    stray_single = single.decode().replace("</sheetData>", STRAY.replace('"', "'") + "</sheetData>")
    stray_spaced = sheet.replace(
        "</sheetData>", STRAY.replace('r="XFD', 'r = "XFD').replace("<c ", "<c\n") + "</sheetData>"
    )
    utf16 = sheet.replace("UTF-8", "UTF-16").replace("</sheetData>", STRAY + "</sheetData>")
    row_of_ones = f'<row r="1048576">{"<c><v>1</v></c>" * 16_384}</row>'
    no_row = "<row>" + "".join("<c><v>1</v></c>" for _ in range(3)) + "</row>"
    return {
        "dimension_small.xlsx": book(Page(TABLE, dimension="A1:B2")),
        "dimension_huge.xlsx": book(Page(TABLE, dimension="A1:XFD1048576")),
        "no_references.xlsx": pack(
            (Book({"回答": Page(full)}).members() | {SHEET: bare.encode()}).items()
        ),
        "dimension_nonsense.xlsx": book(Page(TABLE, dimension="ZZZZ0:A-1")),
        "stray_cell.xlsx": book(Page(TABLE, more=STRAY)),
        "stray_cell_single_quotes.xlsx": pack((plain | {SHEET: stray_single.encode()}).items()),
        "stray_cell_spaced.xlsx": pack((plain | {SHEET: stray_spaced.encode()}).items()),
        "stray_cell_utf16.xlsx": pack((plain | {SHEET: utf16.encode("utf-16")}).items()),
        "stray_cell_elsewhere.xlsx": pack(moved.items()),
        "stray_cell_without_reference.xlsx": book(Page(TABLE, more=row_of_ones)),
        "stray_cell_upper_case_part.xlsx": pack(
            (elsewhere | {"xl/Worksheets/Sheet1.xml": moved["xl/pages/one.xml"]}).items()
        ),
        "stray_cell_same_name.xlsx": _renamed(Page(TABLE, more=STRAY), "Sheet2", "回答"),
        "stray_cell_odd_name.xlsx": _renamed(Page(TABLE, more=STRAY), "Sheet2", "&#9;回&#10;答 "),
        "odd_sheet_name.xlsx": edited(BOOK, ('name="回答"', 'name="&#9;回&#10;答 "')),
        "stray_cell_other_sheet.xlsx": book(Page(TABLE), Page([["メモ"]], more=STRAY)),
        "stray_column.xlsx": book(Page(TABLE, more='<row r="7"><c r="XFD7"><v>1</v></c></row>')),
        "stray_row.xlsx": book(
            Page(TABLE, more='<row r="900000"><c r="A900000"><v>6</v></c></row>')
        ),
        "reference_beyond_sheet.xlsx": book(
            Page(TABLE, more='<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row>')
        ),
        "reference_nonsense.xlsx": book(
            Page(TABLE, more='<row r="x"><c r="1A"><v>1</v></c></row>')
        ),
        "rows_without_numbers_below.xlsx": book(Page(TABLE, more=no_row)),
        "rows_out_of_order.xlsx": book(
            Page(
                [HEADER, *ROWS[:3]],
                more="".join(
                    f'<row r="{row}"><c r="A{row}"><v>{row - 1}</v></c>'
                    + inline("理解できた").format(r=f"E{row}")
                    + inline("普通").format(r=f"F{row}")
                    + "</row>"
                    for row in (6, 5)
                ),
            )
        ),
        "styled_to_the_end.xlsx": book(Page(TABLE, more=styled)),
        "styled_columns.xlsx": book(
            Page([[*row, *[Raw('<c r="{r}" s="1"/>')] * 200] for row in TABLE])
        ),
        "single_quoted_xml.xlsx": pack((plain | {SHEET: single}).items()),
        "prefixed_xml.xlsx": pack((plain | {SHEET: prefixed.encode()}).items()),
        "rooted_target.xlsx": pack(rooted.items()),
        "upper_case_part.xlsx": pack(upper.items()),
    }


def _renamed(page: Page, name: str, other: str) -> bytes:
    """Return a stray sheet and a second one; one of them gets another name."""
    whole = Book({"回答": page, name: Page(TABLE)})
    part = whole.members()[BOOK].decode()
    old, new = (name, other) if other == "回答" else ("回答", other)
    whole.parts = {BOOK: part.replace(f'name="{old}"', f'name="{new}"')}
    return whole.bytes()


def attacks() -> dict[str, bytes]:
    laughs = (
        "<!DOCTYPE x ["
        + '<!ENTITY a "笑">'
        + "".join(
            f'<!ENTITY {new} "{f"&{old};" * 10}">'
            for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]>"
    )
    outside = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    plain = Book().members()
    laughing = edited(STRINGS, ("<sst", laughs + "<sst"), ("東町", "&i;"))
    raw = pack(plain.items())
    ordered = list(plain.items())
    doubled = _pack_twice([*ordered, (SHEET, Book({"a": Page([["x"]])}).members()[SHEET])])
    return {
        "laughs.xlsx": laughing,
        "external_entity_shared.xlsx": edited(STRINGS, ("<sst", outside + "<sst"), ("東町", "&x;")),
        "external_entity_sheet.xlsx": with_dtd(SHEET, outside),
        "dtd_workbook.xlsx": with_dtd(BOOK, '<!DOCTYPE x SYSTEM "http://a.example/x.dtd">'),
        "dtd_utf16.xlsx": pack(
            (
                plain
                | {STRINGS: (outside + plain[STRINGS].decode().split("?>", 1)[1]).encode("utf-16")}
            ).items()
        ),
        "dtd_late_workbook.xlsx": edited(
            BOOK,
            ("<workbook", "<!--" + "秘" * 30_000 + '--><!DOCTYPE x [<!ENTITY x "回">]><workbook'),
            ('name="回答"', 'name="&x;答"'),
        ),
        "dtd_late.xlsx": edited(
            STRINGS, ("<sst", "<!--" + "秘" * 30_000 + "-->" + outside + "<sst"), ("東町", "&x;")
        ),
        "climbing_member.xlsx": pack([*ordered, ("../../evil.txt", b"x")]),
        "climbing_backslash.xlsx": pack([*ordered, ("..\\..\\evil.txt", b"x")]),
        "absolute_member.xlsx": pack([*ordered, ("/etc/passwd", b"x")]),
        "drive_member.xlsx": pack([*ordered, ("C:\\evil.txt", b"x")]),
        "member_twice.xlsx": doubled,
        "macros.xlsm": book(
            Page(TABLE),
            parts={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(200)},
            kinds={"workbook": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"},
        ),
        "external_link.xlsx": book(
            Page(TABLE),
            parts={
                "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}" '
                f'xmlns:r="{OFFICE}"><externalBook r:id="rId1"/></externalLink>',
                "xl/externalLinks/_rels/externalLink1.xml.rels": f"{HEAD}<Relationships "
                f'xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/'
                'externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/>'
                "</Relationships>",
            },
        ),
        "truncated.xlsx": raw[:-400],
        "truncated_half.xlsx": raw[: len(raw) // 2],
        "trailing_garbage.xlsx": raw + b"\0" * 300,
        "leading_garbage.xlsx": b"\r\n\r\n" + raw,
        "flipped_byte.xlsx": _flipped(raw),
        "broken_sheet.xlsx": edited(SHEET, ("</row></sheetData>", "</sheetData>")),
        "cut_sheet.xlsx": pack((plain | {SHEET: plain[SHEET][:-600]}).items()),
        "broken_strings.xlsx": edited(STRINGS, ("</si></sst>", "")),
        "broken_workbook.xlsx": edited(BOOK, ("<sheets>", "<sheets")),
        "no_shared_strings.xlsx": pack((k, v) for k, v in ordered if k != STRINGS),
        "short_shared_strings.xlsx": edited(
            STRINGS, ('<si><t xml:space="preserve">普通</t></si>', "")
        ),
        "no_workbook.xlsx": pack((k, v) for k, v in ordered if k != BOOK),
        "no_content_types.xlsx": pack((k, v) for k, v in ordered if k != "[Content_Types].xml"),
        "no_relations.xlsx": pack((k, v) for k, v in ordered if k != "xl/_rels/workbook.xml.rels"),
        "no_sheet_part.xlsx": pack((k, v) for k, v in ordered if k != SHEET),
        "no_styles.xlsx": pack((k, v) for k, v in ordered if k != "xl/styles.xml"),
        "no_sheets.xlsx": Book({}).bytes(),
        "zip_only_signature.xlsx": b"PK\x03\x04" + bytes(60),
        "ole_only_signature.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "strict.xlsx": _strict(plain),
        "stored.xlsx": pack(ordered, 0),
    }


def _pack_twice(members: list[tuple[str, bytes]]) -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pack(members)


def _flipped(raw: bytes) -> bytes:
    at = raw.index(STRINGS.encode()) + len(STRINGS) + 40
    return raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]


def _strict(plain: dict[str, bytes]) -> bytes:
    """Return the workbook as “Strict Open XML” is saved: other namespaces throughout."""
    spaces = {
        MAIN.encode(): b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        OFFICE.encode(): b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    for old, new in spaces.items():
        plain = {name: part.replace(old, new) for name, part in plain.items()}
    return pack(plain.items())


def foreign() -> dict[str, bytes]:
    html = (
        "<table>"
        + "".join(
            "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>"
            for row in TABLE
        )
        + "</table>"
    )
    page = f'<html><head><meta charset="Shift_JIS"></head><body>{html}</body></html>'
    plain = Book().bytes()
    word = [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", SECRET.encode())]
    spreadsheet_2003 = (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    )
    sylk = 'ID;PWXL;N;E\r\nC;Y1;X1;K"番号"\r\nC;Y2;X1;K1\r\nE\r\n'
    row = "".join(f'"{name}":"{SECRET}",' for name in HEADER)[:-1]
    csv = text().encode()
    return {
        "xlsx_named.csv": plain,
        "xlsx_named.xls": plain,
        "csv_named.xlsx": csv,
        "csv_named.xls": text(end="\r\n").encode("cp932"),
        "tabs_named.xls": b"\xff\xfe" + text(delimiter="\t").encode("utf-16-le"),
        "tabs_named.csv": text(delimiter="\t").encode("cp932"),
        "html_named.xls": page.encode("cp932"),
        "html_bom.xls": b"\xef\xbb\xbf\r\n  " + html.encode(),
        "html_named.csv": ("<!DOCTYPE html>\n" + page).encode(),
        "html_utf16.xls": page.encode("utf-16"),
        "xhtml.xls": (HEAD + "<html xmlns='http://www.w3.org/1999/xhtml'>" + html).encode(),
        "mhtml.xls": b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: "
        b'multipart/related; boundary="----=_NextPart"\r\n\r\n------=_NextPart\r\n' + page.encode(),
        "spreadsheet_2003.xls": spreadsheet_2003.encode(),
        "sylk.csv": sylk.encode("cp932"),
        "login_page.csv": b"<!doctype html><html><title>\xe3\x83\xad\xe3\x82\xb0</title></html>",
        "pdf_named.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
        "png_named.xlsx": b"\x89PNG\r\n\x1a\n"
        + _png_chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)),
        "jpeg_named.csv": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + bytes(range(256)),
        "word_named.xlsx": pack(word),
        "word_named.csv": pack(word),
        "zip_of_csv.csv": pack([("responses.csv", csv)]),
        "zip_of_csv.xlsx": pack([("responses.csv", csv)]),
        "zip_of_xlsx.xlsx": pack([("responses.xlsx", plain)]),
        "empty_zip.xlsx": pack([]),
        "gzip_named.csv": gzip.compress(csv, mtime=0),
        "seven_zip_named.csv": b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(64)),
        "sqlite_named.csv": _sqlite(),
        "json_named.csv": ("[{" + row + "}]").encode(),
        "json_lines_named.csv": ("{" + row + "}\n").encode() * 2,
        "json_pretty.csv": ('[\n  {\n    "番号": 1,\n    "感想": "秘密"\n  }\n]\n').encode(),
        "xml_named.csv": f"{HEAD}<answers><a>{SECRET}</a></answers>".encode(),
        "rtf_named.csv": b"{\\rtf1\\ansi\\deff0 text}",
        "parquet_named.csv": b"PAR1" + bytes(range(200)) + b"PAR1",
        "random_bytes.csv": zlib.compress(bytes(range(256)) * 40, 9)[2:],
        "all_bytes.csv": bytes(range(1, 256)) * 4,
        "owner_file.xlsx": b"\x04User"
        + b" " * 50
        + b"\4\0"
        + "User".encode("utf-16-le")
        + b" \0" * 51,
        "apple_double.csv": b"\0\5\x16\7\0\2\0\0Mac OS X        \0\2" + bytes(100),
        "numbers_named.xlsx": pack(
            [("Index/Document.iwa", b"\0\1"), ("Metadata/Properties.plist", b"")]
        ),
        "shortcut.csv": b"[InternetShortcut]\r\nURL=https://a.example/answers\r\n",
        "lfs_pointer.csv": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        "merge_conflict.csv": text()
        .replace("3,80", "<<<<<<< HEAD\n3,70歳代,境,,,普通,,,\n=======\n3,80", 1)
        .replace("4,20", ">>>>>>> other\n4,20", 1)
        .encode(),
        "mail.csv": (
            "From: a@b.example\nTo: c@d.example\nSubject: アンケート\n\n秘密です\n"
        ).encode(),
    }


def _png_chunk(kind: bytes, raw: bytes) -> bytes:
    return struct.pack(">I", len(raw)) + kind + raw + struct.pack(">I", zlib.crc32(kind + raw))


def _sqlite() -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute("create table answers (comment text)")
    raw = base.serialize()
    base.close()
    return raw


def other_writers() -> dict[str, bytes]:
    """Return what libraries and LibreOffice write; needs them, so it runs by hand only."""
    return {
        "openpyxl.xlsx": _openpyxl(),
        "xlsxwriter_chart.xlsx": _xlsxwriter(),
        "biff8.xls": _xlwt(),
        "biff8_two_sheets.xls": _xlwt(again=True),
        "stray_cell.xls": _xlwt(stray=True),
        "xls_named.xlsx": _xlwt(),
        "xls_named.csv": _xlwt(),
        "password.xlsx": password(Book().bytes()),
        "password.xls": _password_xls(),
        "password.ods": _encrypted_ods(),
        **_by_odfpy(),
        **_by_libreoffice(),
    }


def _openpyxl() -> bytes:
    import datetime

    from openpyxl import Workbook

    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "回答"
    for row in TABLE:
        page.append(row)
    for row in range(2, 6):
        page.cell(row, 8).value = datetime.date(2017, 2, 4 if row < 4 else 5)
    whole = io.BytesIO()
    made.save(whole)
    raw = repack(whole.getvalue())
    fixed = io.BytesIO(raw)
    import re
    import zipfile

    with zipfile.ZipFile(fixed) as archive:
        return pack(
            (name, re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2017-02-04T00:00:00Z", archive.read(name)))
            for name in archive.namelist()
        )


def _xlsxwriter() -> bytes:
    import datetime

    import xlsxwriter

    whole = io.BytesIO()
    made = xlsxwriter.Workbook(whole)
    made.set_properties({"created": datetime.datetime(2017, 2, 4)})  # noqa: DTZ001
    page, chart = made.add_worksheet("回答"), made.add_chartsheet("グラフ")
    for at, row in enumerate(TABLE):
        page.write_row(at, 0, row)
    page.data_validation(
        "E2:E6", {"validate": "list", "source": ["理解できた", "理解できなかった"]}
    )
    page.write_comment("B2", "秘密の注")
    drawn = made.add_chart({"type": "column"})
    drawn.add_series({"values": "=回答!$G$2:$G$6"})
    chart.set_chart(drawn)
    made.close()
    return repack(whole.getvalue())


def _xlwt(*, again: bool = False, stray: bool = False) -> bytes:
    import datetime

    import xlwt

    made = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY/M/D")
    for name in ("回答", "予備")[: 1 + again]:
        page = made.add_sheet(name)
        for at, row in enumerate(TABLE):
            for place, cell in enumerate(row):
                if (at, place) == (3, 7):
                    page.write(at, place, datetime.date(2017, 2, 5), day)
                elif cell is not None:
                    page.write(at, place, cell)
        if stray:
            page.write(65_535, 255, "x")
    whole = io.BytesIO()
    made.save(whole)
    return whole.getvalue()


def password(raw: bytes) -> bytes:
    """Return a workbook as Excel encrypts it; with other bytes each time."""
    from msoffcrypto.format.ooxml import OOXMLFile

    whole = io.BytesIO()
    OOXMLFile(io.BytesIO(raw)).encrypt("himitsu", whole)
    return whole.getvalue()


def _ods(rows: Any, tail: str = "", *, hidden: int = 0) -> dict[str, bytes]:
    """Return the members of an .ods whose rows are XML or values."""
    space = "urn:oasis:names:tc:opendocument:xmlns"

    def cell(value: Any) -> str:
        if isinstance(value, Raw):
            return value
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, int):
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        return (
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p>'
            "</table:table-cell>"
        )

    unseen = ' table:visibility="collapse"'
    body = "".join(
        f"<table:table-row{unseen if at == hidden else ''}>{''.join(map(cell, row))}"
        "</table:table-row>"
        for at, row in enumerate(rows, 1)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="回答">{body}{tail}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{space}:'
        f'manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return {
        "mimetype": kind.encode(),
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }


def _password_xls() -> bytes:
    """Return an .xls whose second record says FILEPASS in place of two that nobody reads."""
    raw, begin = _xlwt(), b"\xe1\0\2\0\xb0\4"
    at = raw.index(begin)
    return raw[:at] + b"\x2f\0\x08\0\1\0\1\0\1\0\x12\x34" + raw[at + 12 :]


def _encrypted_ods() -> bytes:
    members = _ods(TABLE)
    members["META-INF/manifest.xml"] = members["META-INF/manifest.xml"].replace(
        b'full-path="content.xml" manifest:media-type="text/xml"/>',
        b'full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data '
        b'manifest:checksum-type="SHA1/1K" manifest:checksum="x"/></manifest:file-entry>',
    )
    members["content.xml"] = zlib.compress(members["content.xml"])[2:]
    return pack(members.items())


def ods() -> dict[str, bytes]:
    endless = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    full = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'office:value-type="float" office:value="1" table:number-columns-repeated="16384">'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
    )
    merged = [list(row) for row in TABLE]
    merged[1][2] = Raw(
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2" '
        'table:number-columns-spanned="1"><text:p>境</text:p></table:table-cell>'
    )
    merged[2][2] = Raw("<table:covered-table-cell/>")
    annotated = [list(row) for row in TABLE]
    annotated[2][2] = Raw(
        '<table:table-cell office:value-type="string"><office:annotation><text:p>秘密の注</text:p>'
        "</office:annotation><text:p>東町</text:p></table:table-cell>"
    )
    ruby = [list(row) for row in TABLE]
    ruby[2][2] = Raw(
        '<table:table-cell office:value-type="string"><text:p><text:ruby><text:ruby-base>東町'
        "</text:ruby-base><text:ruby-text>ヒガシチョウ</text:ruby-text></text:ruby></text:p>"
        "</table:table-cell>"
    )
    paragraphs = [list(row) for row in TABLE]
    paragraphs[2][8] = Raw(
        '<table:table-cell office:value-type="string"><text:p>秘密が</text:p>'
        "<text:p>ありました</text:p></table:table-cell>"
    )
    laughing = _ods(TABLE)
    laughing["content.xml"] = laughing["content.xml"].replace(
        b"?><office", b'?><!DOCTYPE x [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><office', 1
    )
    return {
        "plain.ods": pack(_ods(TABLE).items()),
        "ods_named.xlsx": pack(_ods(TABLE).items()),
        "repeated_to_the_end.ods": pack(_ods(TABLE, endless).items()),
        "repeated_full.ods": pack(_ods(TABLE, full).items()),
        "merged_down.ods": pack(_ods(merged).items()),
        "hidden_row.ods": pack(_ods(TABLE, hidden=3).items()),
        "annotation.ods": pack(_ods(annotated).items()),
        "furigana.ods": pack(_ods(ruby).items()),
        "paragraphs.ods": pack(_ods(paragraphs).items()),
        "laughs.ods": pack(laughing.items()),
        "broken.ods": pack(
            {**_ods(TABLE), "content.xml": _ods(TABLE)["content.xml"][:-300]}.items()
        ),
        "no_content.ods": pack(
            (name, part) for name, part in _ods(TABLE).items() if name != "content.xml"
        ),
        "text_document.odt.ods": pack(
            {**_ods(TABLE), "mimetype": b"application/vnd.oasis.opendocument.text"}.items()
        ),
        "flat.fods.ods": _ods(TABLE)["content.xml"],
    }


def _by_odfpy() -> dict[str, bytes]:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    made = OpenDocumentSpreadsheet()
    page = Table(name="回答")
    for row in TABLE:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string") if value is not None else TableCell()
            if value is not None:
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        page.addElement(line)
    made.spreadsheet.addElement(page)
    whole = io.BytesIO()
    made.write(whole)
    return {"odfpy.ods": repack(whole.getvalue())}


def _by_libreoffice() -> dict[str, bytes]:
    days = [None, 42770, 42770, 42771, 42771, None]
    rows = [
        [
            *row[:7],
            row[7] if day is None else Raw(f'<c r="{{r}}" s="{DATE}"><v>{day}</v></c>'),
            row[8],
        ]
        for row, day in zip(TABLE, days, strict=True)
    ]
    page = Page(rows, hidden=frozenset({3})).merged("B6:D6")
    made = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source.xlsx").write_bytes(book(page))
        for kind, ending in (
            ("xlsx", "xlsx"),
            ("ods", "ods"),
            ("xls", "xls"),
            ("fods", "fods"),
            ("html", "html"),
            ("slk", "slk"),
        ):
            out = folder / kind
            call = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(out),
                str(folder / "source.xlsx"),
            ]
            subprocess.run(call, check=True, capture_output=True, timeout=60)
            if (out / f"source.{ending}").exists():  # some builds lack a filter
                made[f"libreoffice.{ending}"] = (out / f"source.{ending}").read_bytes()
    names = {
        "html": "libreoffice_html.xls",
        "slk": "libreoffice_sylk.csv",
        "fods": "libreoffice_flat.ods",
    }
    for ending, name in names.items():
        if raw := made.pop(f"libreoffice.{ending}", None):
            made[name] = raw
    for name in ("libreoffice.xlsx", "libreoffice.ods"):
        made[name] = repack(made[name])
    return made


def strange_files() -> dict[str, bytes]:
    """Return every strange file that the standard library can write."""
    groups = (lies, attacks, foreign, ods)
    return {name: raw for group in groups for name, raw in group().items()}
