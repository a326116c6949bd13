"""A large typed file, from cp932 bytes to tables and to one spelling: outreach against pandas.

    python bench/million.py [ROWS] [--repeats 3]

A million forms by default: a respondent's number, ages in 670 spellings,
addresses in 2,000, a multiple answer joined by 、 (42 sets of options) and
two single ones; one answer in 2,000 of the first two cannot be read. The peer is
peers/count_with_pandas.py, which gets the meaning of every spelling as a
dict. All run as processes, in turn; printed are the best seconds, the ratio
and the largest peak memory. The counts are compared. Then the same with the
normalised answers written to a CSV file, too, in one process and one reading
(peers/count_and_write.py), and by the two commands, each of which reads the
file. The goals: at most half of pandas' seconds, under 400 MB.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from pathlib import Path

import data
from timing import CLI, ROOT, Spent, interleave, process, show

SCRIPT = ROOT / "bench" / "peers" / "count_with_pandas.py"
BOTH = ROOT / "bench" / "peers" / "count_and_write.py"
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


def both(first: Spent, second: Spent) -> Spent:
    """Return what two processes took, one after the other."""
    peaks = [spent.peak for spent in (first, second) if spent.peak is not None]
    return Spent(first.seconds + second.seconds, max(peaks, default=None))


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
        normalise = [*CLI, "normalise", name, "-o", str(folder / "normalised.csv")]
        written = [*plain, str(folder / "by_pandas.csv")]
        peers = {
            "pandas": lambda: process(plain, theirs),
            "outreach tabulate": lambda: process(tabulate, ours, ok=(0, 1)),
            "pandas, written too": lambda: process(written, theirs),
            "outreach, written too": lambda: process(
                [sys.executable, "-X", "utf8", str(BOTH), name, str(folder / "written.csv")], ours
            ),
            "outreach tabulate, then normalise": lambda: both(
                process(tabulate, ours, ok=(0, 1)), process(normalise, ok=(0, 1))
            ),
        }
        best = interleave(peers, given.repeats)
        size = (folder / "responses.csv").stat().st_size / 1e6
        title = f"{given.rows:,} forms, {size:.0f} MB of cp932"
        plain_peer, ours_alone, *with_answers = best
        for names in ([plain_peer, ours_alone], with_answers):
            show(title, {way: best[way] for way in names}, names[0], "at most 0.5")
        compare(counts(ours), counts(theirs))


if __name__ == "__main__":
    main()
