"""Whether janome and mecab make the same words of texts, and how fast each is.

    python bench/tokens.py [FILE ...]

Each line of a text file, each cell of a CSV file, is a text; without files those of surveys/.
Alike are texts whose morphemes and words are the same to the last part of speech. Seconds are
the best of three rounds in which the tokenizers take turns, janome with a cache that is warm.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from timing import Spent, call, interleave

from outreach.comments.tokenizers import open_tokenizer
from outreach.comments.words import Analyzer

ROOT = Path(__file__).resolve().parent.parent
GOAL_ALIKE, GOAL_FASTER, REPEATS = 0.99, 8, 3


def texts_of(path: Path) -> list[str]:
    """Return the texts of a file that are not blank."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        if path.suffix == ".csv":
            return [cell for row in csv.reader(file) for cell in row if cell.strip()]
        return [line for line in file.read().splitlines() if line.strip()]


def rounds(peers: Sequence[Callable[[str], object]], texts: Sequence[str]) -> list[float]:
    """Return the seconds that each peer takes for all texts: in turn, the best of the repeats."""

    def run(peer: Callable[[str], object]) -> Spent:
        return call(lambda: [peer(text) for text in texts])

    best = interleave({str(at): partial(run, peer) for at, peer in enumerate(peers)}, REPEATS)
    return [spent.seconds for spent in best.values()]


def main() -> None:
    """Print for each file, and for all, how many texts are alike and how much faster mecab is."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(ROOT.glob("surveys/*/responses.csv"))
    janome, mecab = Analyzer("janome"), Analyzer("mecab")
    parted = [open_tokenizer(each.tokenizer).morphemes for each in (janome, mecab)]
    print(f"{'':28} {'texts':>6} {'alike':>7}   times as fast: {'tokens':>7} {'words':>6}")
    number = same = 0
    spent = [0.0] * 4
    for path in files:
        texts = texts_of(path)
        alike = sum(janome.analyse(text) == mecab.analyse(text) for text in texts)
        here = rounds([*parted, janome.analyse, mecab.analyse], texts)
        show(path.name, len(texts), alike, here)
        number, same = number + len(texts), same + alike
        spent = [one + other for one, other in zip(spent, here, strict=True)]
    show("all", number, same, spent)
    print(f"goals: {GOAL_ALIKE:.0%} alike, tokens by mecab {GOAL_FASTER} times as fast")


def show(name: str, texts: int, alike: int, spent: Sequence[float]) -> None:
    """Print one line: texts, how many are alike, the ratios of janome's seconds to mecab's."""
    tokens, words = spent[0] / spent[1], spent[2] / spent[3]
    print(f"{name:28} {texts:6} {alike / max(1, texts):7.1%} {'':16} {tokens:7.1f} {words:6.1f}")


if __name__ == "__main__":
    main()
