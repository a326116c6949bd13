"""Whether janome and mecab make the same words of texts, and how fast each is.

    python bench/tokens.py [FILE ...]

Each line of a text file, each cell of a CSV file, is a text; without files those of surveys/.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from outreach.comments.tokenizers import open_tokenizer
from outreach.comments.words import Analyzer

ROOT = Path(__file__).resolve().parent.parent
GOAL_ALIKE, GOAL_FASTER = 0.99, 8


def texts_of(path: Path) -> list[str]:
    """Return the texts of a file that are not blank."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        if path.suffix == ".csv":
            return [cell for row in csv.reader(file) for cell in row if cell.strip()]
        return [line for line in file.read().splitlines() if line.strip()]


def spent(function: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the seconds that all texts take."""
    start = time.perf_counter()
    for text in texts:
        function(text)
    return time.perf_counter() - start


def main() -> None:
    """Print for each file how many texts are alike, and how much faster mecab is."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(ROOT.glob("surveys/*/responses.csv"))
    janome, mecab = Analyzer("janome"), Analyzer("mecab")
    parted = [open_tokenizer(each.tokenizer).morphemes for each in (janome, mecab)]
    for tagger in (janome, mecab):
        tagger.analyse("暖機")
    print(f"{'':28} {'texts':>6} {'alike':>7}   times as fast: {'tokens':>7} {'words':>6}")
    for path in files:
        texts = texts_of(path)
        same = sum(janome.analyse(text) == mecab.analyse(text) for text in texts)
        tokens = spent(parted[0], texts) / spent(parted[1], texts)
        words = spent(janome.analyse, texts) / spent(mecab.analyse, texts)
        alike = same / max(1, len(texts))
        print(f"{path.name:28} {len(texts):6} {alike:7.1%} {'':16} {tokens:7.1f} {words:6.1f}")
    print(f"goals: {GOAL_ALIKE:.0%} alike, tokens by mecab {GOAL_FASTER} times as fast")


if __name__ == "__main__":
    main()
