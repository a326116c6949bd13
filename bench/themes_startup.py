"""`outreach themes` on 43 comments, start-up included, against the imports that it needs.

    python bench/themes_startup.py [--repeats 10]

The survey is surveys/2017-02-04-lecture, the tokenizer janome. Both run as
processes of this interpreter, in turn; the best of the repeats counts. The goal
is at most 1.3 of `import sklearn.cluster, janome.tokenizer`.
"""

from __future__ import annotations

import argparse
import sys

from timing import CLI, interleave, process, show

IMPORTS = "import sklearn.cluster, janome.tokenizer"
SURVEY = "surveys/2017-02-04-lecture"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=10)
    peers = {
        IMPORTS: lambda: process([sys.executable, "-c", IMPORTS]),
        "outreach themes": lambda: process([*CLI, "themes", SURVEY]),
    }
    best = interleave(peers, parser.parse_args().repeats)
    show("43 comments", best, IMPORTS, "outreach themes at most 1.3")


if __name__ == "__main__":
    main()
