"""Damaged files by the thousand: each must end in findings or in one clear error.

    python tests/fuzz.py 100000 --jobs 2 --seed 1

Every input is a file of tests/ with some bytes changed (inside the parts of a
workbook too), or cells put together from what people and programs write. It is
checked and normalised; anything but an OutreachError is printed with the seed
that makes it again, and the program leaves with 1. A process that dies tells
its last input in the same way. pytest runs a few hundred of them.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import outreach

TESTS = Path(__file__).parent
CODEBOOK = TESTS / "files" / "codebook.toml"
LARGEST = 60_000  # bytes of a file that is damaged
BYTES = [
    b"\0", b'"', b",", b"\n", b"\r", b"\t", b";", b"\x1b", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'c'>]>", b"=1+1", b"#N/A", b"&#0;", b"XFD1048576", b"99999",
    "番号".encode(), "合計".encode(), "※".encode(), "縺ゅ".encode(), "か\u3099".encode(),
]  # fmt: skip
CELLS = [
    "", "番号", "年齢", "住所", "経路", "理解", "役立ち", "回数", "受講日", "感想", "その他",
    "経路[市報]", "市報", "1", "２", "①", "○", "✓", "0", "65", "六十五歳", "昭和26年生",
    "S26.2.30", "60〜", "吉祥寺東町1-2-3", "三鷹市", "市報、チラシ", "市報;チラシ;", "知人、友人",
    "特にない、市報", "[市報]", "|", "その他（広告）", "2017-02-04", "H29.13.1", "平成元年1月1日",
    "2017/02/04 4:35:10 午後 GMT+9", "1e400", "-", "=1+1", "#N/A", "'=a", "\u202eabc", "\ufffd",
    "縺ゅ＞", "090-0000-0000", "a@example.jp", "〒180-0000", "123456789012", "甲野さん", "合計",
    "※注", "\0", "\x1b[2J", "(" * 60, "あ" * 300, "\n", "か\u3099", "\U0001f600", "無回答",
]  # fmt: skip


def seeds() -> list[tuple[Path, bytes]]:
    """Return the files that are damaged, the smaller ones of all formats."""
    folders = [TESTS / "files" / "good", TESTS / "files" / "bad", TESTS / "files" / "exports"]
    folders.append(TESTS / "hostile" / "files")
    files = [path for folder in folders for path in sorted(folder.glob("*")) if path.is_file()]
    return [(path, path.read_bytes()) for path in files if path.stat().st_size <= LARGEST]


def damaged(random: random.Random, raw: bytes, other: bytes) -> bytes:
    """Return the bytes after one to four changes."""
    for _change in range(random.randint(1, 4)):
        at, size = random.randrange(len(raw) + 1), random.choice([1, 1, 2, 8, 64])
        kind = random.randrange(7)
        if kind == 0:
            raw = raw[:at] + random.randbytes(size) + raw[at + size :]
        elif kind == 1:
            raw = raw[:at] + raw[at + size :]
        elif kind == 2:
            raw = raw[:at] + random.choice(BYTES) + raw[at:]
        elif kind == 3:
            raw = raw[:at] + raw[at : at + size] * random.randint(2, 9) + raw[at + size :]
        elif kind == 4:
            raw = raw[:at]
        elif kind == 5:
            begin = random.randrange(len(other) + 1)
            raw = raw[:at] + other[begin : begin + size * 8] + raw[at:]
        elif at < len(raw):
            raw = raw[:at] + bytes([raw[at] ^ (1 << random.randrange(8))]) + raw[at + 1 :]
    return raw


def damaged_workbook(random: random.Random, raw: bytes, other: bytes) -> bytes:
    """Return a workbook of which one part is damaged; the zip around it is whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, KeyError, EOFError):
        return damaged(random, raw, other)
    if not parts or sum(map(len, parts.values())) > LARGEST * 20:
        return damaged(random, raw, other)
    chosen = random.choice(sorted(parts))
    parts[chosen] = damaged(random, parts[chosen], other)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()


def made(random: random.Random) -> bytes:
    """Return a text file of cells that people and programs write."""
    width = random.randint(1, 9)
    rows = [
        random.choices(CELLS, k=max(1, width + random.choice([0, 0, 0, 0, 1, -1])))
        for _row in range(random.randint(0, 12))
    ]
    if random.random() < 0.7:
        rows.insert(random.choice([0, 0, 1, 2]), random.sample(CELLS[1:12], min(width, 11)))
    quoted = random.random() < 0.7
    cells = [
        ['"' + cell.replace('"', '""') + '"' if quoted else cell for cell in row] for row in rows
    ]
    text = random.choice(["\n", "\r\n", "\r"]).join(
        random.choice(",,,;\t").join(row) for row in cells
    )
    return text.encode(
        random.choice(["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"]), "replace"
    )


def one(seed: int, files: list[tuple[Path, bytes]], folder: Path) -> str:
    """Return what became of the input that the seed makes: a rule, an error's name, or "read"."""
    chance = random.Random(seed)
    path, raw = chance.choice(files)
    other = chance.choice(files)[1]
    kind = chance.random()
    if kind < 0.25:
        name, data = "made.csv", made(chance)
    elif raw.startswith(b"PK") and kind < 0.85:
        name, data = path.name, damaged_workbook(chance, raw, other)
    else:
        name, data = path.name, damaged(chance, raw, other)
    file = folder / name
    file.write_bytes(data)
    try:
        findings = outreach.check(file, CODEBOOK)
        for finding in findings:
            assert str(finding).replace("\u3000", " ").isprintable()
        outreach.normalise(outreach.read_responses(file, CODEBOOK))
    except outreach.OutreachError as error:
        return type(error).__name__
    finally:
        file.unlink()
    return findings[0].rule if findings else "read"


def run(first: int, count: int) -> Counter[str]:
    """Return how often each end came; a traceback is printed with its seed and ends the run."""
    files = seeds()
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            print(seed, file=sys.stderr)
            ends[one(seed, files, Path(folder))] += 1
    return ends


def main() -> None:
    """Run inputs in processes of their own, 500 each, so that one that dies is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(*(f"{end}={times}" for end, times in run(options.seed, options.count).items()))
        return
    step, done, bad = 500, 0, 0
    ends: Counter[str] = Counter()
    starts = list(range(options.seed, options.seed + options.count, step))
    while starts:
        batch, starts = starts[: options.jobs], starts[options.jobs :]
        processes = [
            subprocess.Popen(
                [sys.executable, __file__, str(step), "--seed", str(start), "--inside"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for start in batch
        ]  # fmt: skip
        for process in processes:
            said, told = process.communicate()
            if process.returncode:
                bad += 1
                last = [line for line in told.splitlines() if line.isdecimal()][-1:]
                print(told[-2000:], f"seed {last}, code {process.returncode}", sep="\n", flush=True)
            for word in said.split():
                end, _, times = word.partition("=")
                ends[end] += int(times)
                done += int(times)
    print(f"{done} inputs, {bad} batches broken off")
    print(*(f"{end} {times}" for end, times in ends.most_common()), sep="\n")
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
