"""`outreach tabulate` on a small survey against a plain pandas script, start-up included.

    python bench/small.py [--repeats 10]

The survey is surveys/2017-02-04-lecture (104 forms). The peer is
peers/tabulate_with_pandas.py: five simple tables and six crosstabs, printed with
to_string; outreach looks for faults as well and prints twelve crosstabs. Both
run as processes of this interpreter, in turn; the best of the repeats counts.
The goal is at most 0.6 of the pandas script.
"""

from __future__ import annotations

import argparse
import sys

from timing import CLI, ROOT, interleave, process, show

SURVEY = "surveys/2017-02-04-lecture"
SCRIPT = ROOT / "bench" / "peers" / "tabulate_with_pandas.py"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=10)
    plain = [sys.executable, str(SCRIPT), f"{SURVEY}/responses.csv"]
    peers = {
        "pandas script": lambda: process(plain),
        "import pandas": lambda: process([sys.executable, "-c", "import pandas"]),
        "import numpy": lambda: process([sys.executable, "-c", "import numpy"]),
        "outreach tabulate": lambda: process([*CLI, "tabulate", SURVEY]),
    }
    best = interleave(peers, parser.parse_args().repeats)
    show("A survey of 104 forms", best, "pandas script", "outreach tabulate at most 0.6")


if __name__ == "__main__":
    main()
