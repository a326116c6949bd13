"""How often the kind that the rules give a comment is the one that a person gave it.

    python bench/kinds.py [--wrong] [FILE.csv ...]

Each file has the columns text and kind. Without files they are those of tests/files/kinds: dev.csv,
dev2.csv to dev9.csv, which rules may be written by, then heldout.csv, apart.csv and blind.csv,
which they may not: whoever writes rules reads neither their texts nor their errors, so --wrong
never shows these.
How comments are labelled is written down in tests/files/kinds/README.md.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from outreach.comments.kinds import KINDS, kind_of
from outreach.comments.words import Analyzer

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "files" / "kinds"
SEEN = ("dev.csv", *(f"dev{number}.csv" for number in range(2, 10)))
APART = ("heldout.csv", "apart.csv", "blind.csv")
GOAL = 0.85
Confusion = Counter[tuple[str, str]]


def confusion(path: Path, *, wrong: bool = False) -> Confusion:
    """Return how often each labelled kind was taken for each; `wrong` prints the errors."""
    analyzer = Analyzer()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found: Confusion = Counter()
    for row in rows:
        kind = kind_of(analyzer.analyse(row["text"]))
        found[row["kind"], kind.value] += 1
        if wrong and kind.value != row["kind"]:
            print(f"{row['kind']:12} {kind.value:12} {kind.rule:5} {kind.cue} | {row['text']}")
    return found


def accuracy(found: Confusion) -> float:
    """Return the share of comments with the right kind."""
    return sum(found[kind, kind] for kind in KINDS) / found.total()


def precision(found: Confusion, kind: str) -> float:
    """Return which share of what was taken for a kind is of it; nan where nothing was."""
    taken = sum(found[other, kind] for other in KINDS)
    return found[kind, kind] / taken if taken else float("nan")


def recall(found: Confusion, kind: str) -> float:
    """Return which share of a kind was taken for it; nan where nothing is of it."""
    labelled = sum(found[kind, other] for other in KINDS)
    return found[kind, kind] / labelled if labelled else float("nan")


def show(name: str, found: Confusion) -> None:
    """Print accuracy, confusions (a row is a label), precision and recall."""
    print(f"\n{name}: {accuracy(found):.3f} of {found.total()} (goal: {GOAL})")
    heads: Sequence[str] = (*KINDS, "precision", "recall")
    print(f"{'labelled':14}" + "".join(f"{head:>14}" for head in heads))
    for kind in KINDS:
        counts = "".join(f"{found[kind, other]:14}" for other in KINDS)
        print(f"{kind:14}{counts}{precision(found, kind):14.2f}{recall(found, kind):14.2f}")


def main() -> None:
    """Print what was found of each file."""
    names = [name for name in sys.argv[1:] if name != "--wrong"]
    for path in [Path(name) for name in names] or [LABELLED / name for name in (*SEEN, *APART)]:
        wrong = "--wrong" in sys.argv and path.name not in APART
        show(path.name, confusion(path, wrong=wrong))


if __name__ == "__main__":
    main()
