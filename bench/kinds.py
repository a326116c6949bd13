"""How often the kind that the rules give a comment is the one that a person gave it.

    python bench/kinds.py [FILE.csv ...]

Each file has the columns text and kind. Without files they are tests/files/kinds/dev.csv, which
rules may be written by, and heldout.csv, which they may not.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from outreach.comments.kinds import KINDS, kind_of
from outreach.comments.words import Analyzer

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "files" / "kinds"
GOAL = 0.85


def accuracy(path: Path, *, wrong: bool = False) -> tuple[float, Counter[tuple[str, str]]]:
    """Return the share of texts with the right kind, and how often each was taken for each."""
    analyzer = Analyzer()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        kind = kind_of(analyzer.analyse(row["text"]))
        found[row["kind"], kind.value] += 1
        if wrong and kind.value != row["kind"]:
            print(f"{row['kind']:12} {kind.value:12} {kind.rule:5} {kind.cue} | {row['text']}")
    return sum(found[kind, kind] for kind in KINDS) / len(rows), found


def main() -> None:
    """Print accuracy and confusions of each file; with --wrong the texts too."""
    names = [name for name in sys.argv[1:] if name != "--wrong"]
    for path in map(Path, names) if names else (LABELLED / "dev.csv", LABELLED / "heldout.csv"):
        share, found = accuracy(path, wrong="--wrong" in sys.argv)
        print(f"\n{path.name}: {share:.3f} of {sum(found.values())} (goal: {GOAL})")
        print(f"{'labelled':14}" + "".join(f"{kind:>14}" for kind in KINDS))
        for kind in KINDS:
            print(f"{kind:14}" + "".join(f"{found[kind, other]:14}" for other in KINDS))


if __name__ == "__main__":
    main()
