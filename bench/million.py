"""A large typed file, from cp932 bytes to tables: `outreach tabulate` against pandas.

    python bench/million.py [ROWS] [--repeats 3]

A million forms by default: a respondent's number, ages in 670 spellings,
addresses in 2,000, a multiple answer joined by 、 (42 sets of options) and
two single ones; one answer in 2,000 of the first two cannot be read. The peer is
peers/count_with_pandas.py, which gets the meaning of every spelling as a
dict. Both run as processes, in turn; printed are the best seconds, the ratio
and the largest peak memory. The counts of both are compared.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from pathlib import Path

import data
from timing import CLI, ROOT, interleave, process, show

SCRIPT = ROOT / "bench" / "peers" / "count_with_pandas.py"
Counts = dict[tuple[str, str, str, str], int]


def counts(path: Path) -> Counts:
    """Return the counts of either program's output that are not 0."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = ["question", "by", "group", "option", "count"]
        lines = csv.reader(file)
        first = next(lines)
        at = [first.index(name) for name in head] if "question" in first else range(5)
        cells = [[line[position] for position in at] for line in lines]
        if "question" not in first:
            cells.append(first)
    return {(ask, by, group, option): int(n) for ask, by, group, option, n in cells if int(n)}


def compare(ours: Counts, theirs: Counts) -> None:
    """Leave with an error if one count of the peer's is another one of ours."""
    wrong = {key: (count, ours.get(key)) for key, count in theirs.items() if ours.get(key) != count}
    if wrong or not theirs:
        raise SystemExit(f"{len(wrong)} of {len(theirs)} counts differ: {list(wrong.items())[:5]}")
    print(f"All {len(theirs)} counts that pandas makes are the same in outreach.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data.write(folder, given.rows)
        ours, theirs = folder / "outreach.csv", folder / "pandas.csv"
        tabulate = [*CLI, "tabulate", name, "--format", "csv"]
        plain = [sys.executable, "-X", "utf8", str(SCRIPT), name]
        peers = {
            "pandas": lambda: process(plain, theirs),
            "outreach": lambda: process(tabulate, ours, ok=(0, 1)),
        }
        best = interleave(peers, given.repeats)
        size = (folder / "responses.csv").stat().st_size / 1e6
        show(f"{given.rows:,} forms, {size:.0f} MB of cp932", best, "pandas")
        compare(counts(ours), counts(theirs))


if __name__ == "__main__":
    main()
