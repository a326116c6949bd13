"""`outreach check` on a small, a large and a very wrong file, and on a workbook.

    python bench/check.py [ROWS] [--repeats 5] [--profile]

Made-up answers of data.py with a comment in nine of ten rows, mostly one of its
own; a second large file has one in four of ten. (a) 200 rows against `import
pandas`, both as processes; (b) 100,000 rows: the seconds beyond those of a file
of one row, and peak memory; (c) 25,000 bad cells, half of them all different,
and how many lines tell of them; (d) the rows of (b) as .xlsx.

The peer is peers/check_with_pandas.py, which is given every right spelling and
looks for unknown values and double numbers only; frictionless takes part where
it is installed. outreach looks for all its rules, personal data in comments
among them. --profile shows instead where the time of (a), (b) and (d) goes.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import data
from timing import CLI, ROOT, Spent, interleave, process, show

PEERS = ROOT / "bench" / "peers"
FEWER = 0.4  # rows with a comment in a second large file
BAD_ROWS = 12_500  # two bad cells in each
QUESTION = '\n[question.comment]\ntype = "text"\nrole = "comment"\nlabel = "ご意見"\n'
WHO = ["母", "父", "夫", "妻", "同居の家族", "遠くに住む兄", "一人暮らしの叔母", "近所の方"]
NEED = ["の退院後", "の看取り", "の認知症", "の通院の付き添い", "の薬の飲み忘れ", "の食事",
        "の夜間の急変", "の入浴"]  # fmt: skip
ASK = ["について、誰に相談すればよいか分かりませんでした。", "の費用を具体的に知りたいです。",
       "では訪問看護師さんに助けられました。", "を家で続けられるか不安です。",
       "について、もっと早く聞きたかったです。", "のとき、先生にお世話になりました。"]  # fmt: skip
MORE = ["次回は{n}分ほど質問の時間をください。", "資料の{n}ページの図が分かりやすかったです。",
        "参加は{n}回目です。", "{n}年ほど介護をしています。", "会場が少し寒かったです。",
        ""]  # fmt: skip
Row = tuple[str, ...]


def rows(size: int, commented: float = 0.9) -> Iterator[Row]:
    """Yield the rows of data.py, that part of them with a comment."""
    draw = random.Random(20170205)
    for row in chain.from_iterable(data.rows(size)):
        parts = [draw.choice(part) for part in (WHO, NEED, ASK, MORE)]
        comment = "".join(parts).format(n=draw.randrange(2, 60))
        yield (*row, comment if draw.random() < commented else "")


def bad_rows(size: int) -> Iterator[Row]:
    """Yield rows of which each has a bad cell of its own, and one that others have as well."""
    for at, row in enumerate(rows(size)):
        bad = (row[0], f"ひみつ{at}です", *row[2:4], ("たぶん", "少し", "全部")[at % 3])
        yield (*bad, *row[5:])


def write_csv(path: Path, answers: Iterable[Row]) -> Path:
    """Write a survey's file with answers in UTF-8, its codebook beside it; return its path."""
    path.parent.mkdir()
    (path.parent / "codebook.toml").write_text(data.codebook() + QUESTION, encoding="utf-8")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*data.HEADER, "ご意見"])
        writer.writerows(answers)
    return path


def write_xlsx(path: Path, source: Path) -> Path:
    """Write the rows of a CSV as a workbook, in a process of its own; return its path.

    A child's peak is never below its parent's, so this process must not hold it.
    """
    path.parent.mkdir()
    (path.parent / "codebook.toml").write_text(data.codebook() + QUESTION, encoding="utf-8")
    subprocess.run([sys.executable, "-c", TO_XLSX, str(source), str(path)], check=True)
    return path


TO_XLSX = """
import csv, sys, xlsxwriter
with xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True}) as book:
    sheet = book.add_worksheet()
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        for at, row in enumerate(csv.reader(file)):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(at, column, cell)
"""


def outreach(path: Path, output: Path | None = None) -> Callable[[], Spent]:
    """Return a call that times `outreach check`; made-up answers have findings, so 1 is right."""
    return lambda: process([*CLI, "check", str(path), "--lang", "ja"], output, ok=(0, 1))


def peer(name: str, path: Path, spellings: Path) -> Callable[[], Spent]:
    """Return a call that times a script of peers/."""
    command = [sys.executable, "-X", "utf8", str(PEERS / name), str(path), str(spellings)]
    return lambda: process(command)


def profile(path: Path) -> None:
    """Print the functions in which a check spends most of its time."""
    command = [sys.executable, "-m", "cProfile", "-s", "tottime", "-m", "outreach", "check"]
    env = os.environ | {"PYTHONIOENCODING": "utf-8", "OUTREACH_LANG": "en"}
    ended = subprocess.run(
        [*command, str(path)], cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8"
    )
    lines = ended.stdout.splitlines()
    start = next(at for at, line in enumerate(lines) if "function calls" in line)
    print(f"\n{path.parent.name}/{path.name}", *lines[start : start + 25], sep="\n")


def measure(paths: dict[str, Path], spellings: Path, told: Path, repeats: int) -> None:
    """Print the four tables."""
    small, large, wrong, book = (paths[name] for name in ("small", "large", "wrong", "book"))
    pandas = "check_with_pandas.py"
    tables = {"import pandas": lambda: process([sys.executable, "-c", "import pandas"]),
              "pandas script": peer(pandas, small, spellings),
              "outreach check": outreach(small)}  # fmt: skip
    best = interleave(tables, 2 * repeats)
    show("(a) 200 rows", best, "import pandas", "outreach check at most 0.5")

    tables = {"pandas script, one row": peer(pandas, paths["one"], spellings),
              "pandas script": peer(pandas, large, spellings),
              "outreach check, one row": outreach(paths["one"]),
              "outreach check": outreach(large),
              "outreach check, fewer comments": outreach(paths["fewer"])}  # fmt: skip
    if importlib.util.find_spec("frictionless"):
        name = "check_with_frictionless.py"
        tables["frictionless, one row"] = peer(name, paths["one"], spellings)
        tables["frictionless"] = peer(name, large, spellings)
    best = interleave(tables, repeats)
    show("(b) the large file", best, "pandas script", "outreach check below 150 MB")
    print("beyond one row (goal: outreach check below 1 s)")
    for name in ("pandas script", "outreach check", "frictionless"):
        if name in best:
            print(f"{name:30} {best[name].seconds - best[f'{name}, one row'].seconds:9.3f}")
    fewer = best["outreach check, fewer comments"].seconds - best["outreach check, one row"].seconds
    print(f"{'outreach check, fewer comments':30} {fewer:9.3f}")

    tables = {"pandas script": peer(pandas, wrong, spellings),
              "outreach check": outreach(wrong, told)}  # fmt: skip
    best = interleave(tables, repeats)
    show("(c) 25,000 bad cells", best, "pandas script", "outreach check below 3 s")
    print(f"lines that tell of them: {len(told.read_bytes().splitlines())}")

    best = interleave({"outreach check, .csv": outreach(large), "outreach check": outreach(book)},
                      repeats)  # fmt: skip
    show("(d) the large file as .xlsx", best, "outreach check, .csv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="show where the time goes instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = {"one": 1, "small": 200, "large": given.rows}
        paths = {
            name: write_csv(folder / name / "responses.csv", rows(size))
            for name, size in sizes.items()
        }
        paths["fewer"] = write_csv(folder / "fewer" / "responses.csv", rows(given.rows, FEWER))
        paths["wrong"] = write_csv(folder / "wrong" / "responses.csv", bad_rows(BAD_ROWS))
        paths["book"] = write_xlsx(folder / "book" / "responses.xlsx", paths["large"])
        spellings = folder / "spellings.json"
        spellings.write_text(json.dumps(data.spellings(), ensure_ascii=False), encoding="utf-8")
        if given.profile:
            for name in ("small", "large", "book"):
                profile(paths[name])
        else:
            measure(paths, spellings, folder / "told.txt", given.repeats)


if __name__ == "__main__":
    main()
