"""Files too large to keep: written when they are tested."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from hostile.rawbook import Book, Page
from hostile.strange_files import SHEET, STRINGS
from hostile.table import HEADER, ROWS, SECRET, TABLE, changed, text

MEGABYTE = 1 << 20


def huge_cell(path: Path) -> None:
    path.write_text(text(changed({(2, "感想"): SECRET + "あ" * 20_000_000})), encoding="utf-8")


def huge_quoted_cell(path: Path) -> None:
    path.write_text(
        text(changed({(2, "感想"): SECRET + ",\n" + "x" * 20_000_000})), encoding="utf-8"
    )


def long_comment(path: Path) -> None:
    path.write_text(text(changed({(2, "感想"): SECRET + "あ" * 100_000})), encoding="utf-8")


def open_quote_above_much(path: Path) -> None:
    """The quote swallows all that follows: it is the fault, not the size of the cell."""
    rows = [[at, None, None, None, None, "普通", None, None, SECRET] for at in range(6, 200_000)]
    broken = text().replace("秘密が", '"秘密が')
    path.write_text(broken + text(rows), encoding="utf-8")


def nul_after_first_megabyte(path: Path) -> None:
    rows = [[at, *ROWS[0][1:]] for at in range(1, 20_000)]
    rows[15_000][1] = "60\0歳代"
    path.write_bytes(text([HEADER, *rows]).encode())


def bad_byte_after_first_megabyte(path: Path) -> None:
    rows = [[at, *ROWS[0][1:]] for at in range(1, 20_000)]
    lines = text([HEADER, *rows]).encode().split(b"\n")
    lines[15_000] = lines[15_000].replace("境".encode(), b"\xff")
    path.write_bytes(b"\n".join(lines))


def first_kana_after_first_megabyte(path: Path) -> None:
    """Ascii for more than a block, then cp932: the encoding is told by the last line."""
    rows = [[at, None, None, None, 1, 2, None, None, None] for at in range(1, 100_000)]
    header = ["ID", "age", "Place", "channel", "understood", "useful", "times", "day", "comment"]
    rows.append([100_000, *rows[0][1:8], "秘密"])
    path.write_bytes(text([header, *rows]).encode("cp932"))


def ragged_after_first_megabyte(path: Path) -> None:
    rows = [[at, *ROWS[0][1:]] for at in range(1, 20_000)]
    rows[15_000] = rows[15_000][:-2]
    path.write_bytes(text([HEADER, *rows]).encode())


def header_after_many_rows(path: Path) -> None:
    rows = [[at, *ROWS[0][1:]] for at in range(1, 20_000)]
    rows[15_000] = HEADER
    path.write_bytes(text([HEADER, *rows]).encode())


def many_bad_cells(path: Path) -> None:
    rows = [
        [at, "六九", "何処か", None, "はて", "普通", "多数", None, SECRET] for at in range(1, 2_001)
    ]
    path.write_bytes(text([HEADER, *rows]).encode())


def million_blank_lines(path: Path) -> None:
    path.write_bytes(text().encode() + b"\n" * 1_000_000)


def million_comma_lines(path: Path) -> None:
    path.write_bytes(text().encode() + (b"," * 8 + b"\r\n") * 500_000)


def one_endless_line(path: Path) -> None:
    path.write_bytes(b"1," * 4_000_000)


def nothing_but_nul(path: Path) -> None:
    path.write_bytes(bytes(4 * MEGABYTE))


def _stuffed(path: Path, member: str, mark: bytes, stuffing: bytes, times: int) -> None:
    """Write the plain workbook with something put many times where `mark` stands in a member."""
    members = Book().members()
    before, _mark, after = members[member].partition(mark)

    def blocks(name: str, raw: bytes) -> Iterator[bytes]:
        if name != member:
            yield raw
            return
        yield before
        for _time in range(times):
            yield stuffing
        yield mark + after

    assert mark in members[member]
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in members.items():
            about = zipfile.ZipInfo(name)
            about.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(about, "w") as file:
                for block in blocks(name, raw):
                    file.write(block)


def bomb_cell(path: Path) -> None:
    """A cell of 300 MB in a zip of 0.3 MB."""
    _stuffed(path, STRINGS, "秘密の感想".encode(), b"x" * MEGABYTE, 300)


def bomb_that_lies(path: Path) -> None:
    """The same, in a part that says it has a thousand bytes, and has their checksum."""
    bomb_cell(path)
    with zipfile.ZipFile(path) as archive:
        about = archive.getinfo(STRINGS)
        with archive.open(about) as file:
            lie = struct.pack("<3L", zlib.crc32(file.read(1000)), about.compress_size, 1000)
    raw = bytearray(path.read_bytes())
    inside = raw.index(STRINGS.encode(), raw.index(b"PK\1\2")) - 46
    raw[about.header_offset + 14 : about.header_offset + 26] = lie
    raw[inside + 16 : inside + 28] = lie
    path.write_bytes(raw)


def bomb_cell_inline(path: Path) -> None:
    _stuffed(path, SHEET, b"</sheetData>", b" " * MEGABYTE, 300)


def bomb_part(path: Path) -> None:
    """A part that no reader of answers needs, large when unpacked."""
    _stuffed(path, "xl/styles.xml", b"</styleSheet>", b" " * MEGABYTE, 400)


def bomb_strings(path: Path) -> None:
    _stuffed(path, STRINGS, b"</sst>", b"<si><t>x</t></si>" * 60_000, 300)


def wide_rectangle(path: Path) -> None:
    """Two cells: one far down, one far to the right."""
    more = '<row r="40000"><c r="A40000"><v>6</v></c><c r="PPP40000"><v>6</v></c></row>'
    path.write_bytes(Book({"回答": Page(TABLE, more=more)}).bytes())


def styled_rows(path: Path) -> None:
    """Borders drawn to row 60,000: cells without anything in them."""
    more = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in "ABCDEFGHI")
        + "</row>"
        for row in range(7, 60_000)
    )
    path.write_bytes(Book({"回答": Page(TABLE, more=more)}).bytes())


def many_sheets(path: Path) -> None:
    pages = {f"白紙{at}": Page() for at in range(300)}
    path.write_bytes(Book({"回答": Page(TABLE), **pages}).bytes())


def many_parts(path: Path) -> None:
    parts = {f"xl/media/image{at}.png": b"x" for at in range(20_000)}
    path.write_bytes(Book(parts=parts).bytes())


def large_picture(path: Path) -> None:
    """A photograph pasted beside the answers is no bomb."""
    import random

    picture = random.Random(1).randbytes(8 * MEGABYTE)
    path.write_bytes(Book(parts={"xl/media/image1.jpeg": picture}).bytes())


def nested_zip(path: Path) -> None:
    import io

    raw = bytes(64 * MEGABYTE)
    for depth in range(4):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for at in range(4 if depth else 1):
                archive.writestr(zipfile.ZipInfo(f"{depth}{at}.zip"), raw, zipfile.ZIP_DEFLATED)
        raw = whole.getvalue()
    path.write_bytes(raw)


def deep_xml(path: Path) -> None:
    """Elements within elements, a hundred thousand deep."""
    parts = {"xl/workbook.xml": "<a>" * 100_000 + "</a>" * 100_000}
    path.write_bytes(Book(parts=parts).bytes())


def folder(path: Path) -> None:
    path.mkdir()


def circle(path: Path) -> None:
    path.symlink_to(path.name)


LARGE: dict[str, Callable[[Path], None]] = {
    "huge_cell.csv": huge_cell,
    "huge_quoted_cell.csv": huge_quoted_cell,
    "long_comment.csv": long_comment,
    "open_quote_above_much.csv": open_quote_above_much,
    "nul_after_first_megabyte.csv": nul_after_first_megabyte,
    "bad_byte_after_first_megabyte.csv": bad_byte_after_first_megabyte,
    "first_kana_after_first_megabyte.csv": first_kana_after_first_megabyte,
    "ragged_after_first_megabyte.csv": ragged_after_first_megabyte,
    "header_after_many_rows.csv": header_after_many_rows,
    "many_bad_cells.csv": many_bad_cells,
    "million_blank_lines.csv": million_blank_lines,
    "million_comma_lines.csv": million_comma_lines,
    "one_endless_line.csv": one_endless_line,
    "nothing_but_nul.csv": nothing_but_nul,
    "bomb_cell.xlsx": bomb_cell,
    "bomb_that_lies.xlsx": bomb_that_lies,
    "bomb_cell_inline.xlsx": bomb_cell_inline,
    "bomb_part.xlsx": bomb_part,
    "bomb_strings.xlsx": bomb_strings,
    "wide_rectangle.xlsx": wide_rectangle,
    "styled_rows.xlsx": styled_rows,
    "many_sheets.xlsx": many_sheets,
    "many_parts.xlsx": many_parts,
    "large_picture.xlsx": large_picture,
    "nested_zip.xlsx": nested_zip,
    "deep_xml.xlsx": deep_xml,
    "folder.csv": folder,
    "circle.csv": circle,
}
