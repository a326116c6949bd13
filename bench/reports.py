"""Page, workbook, document and plan of the lecture, start-up included, against three imports.

    python bench/reports.py [--repeats 5]

The survey is surveys/2017-02-04-lecture. All run as processes of this
interpreter, in turn; the best of the repeats counts. The goal is at most 4
times `import altair, sklearn, janome.tokenizer`, and a page below 2.5 MB.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from timing import CLI, interleave, process, show

IMPORTS = "import altair, sklearn, janome.tokenizer"
SURVEY = "surveys/2017-02-04-lecture"
FILES = ("report.html", "report.xlsx", "report.docx")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    with tempfile.TemporaryDirectory() as folder:
        peers = {IMPORTS: lambda: process([sys.executable, "-c", IMPORTS])}
        for name in FILES:
            target = str(Path(folder) / name)
            command = [*CLI, "report", SURVEY, "--lang", "ja", "-o", target]
            peers[name] = lambda command=command: process(command)
        peers["outreach plan"] = lambda: process([*CLI, "plan", SURVEY, "--lang", "ja"])
        best = interleave(peers, repeats)
        show("the lecture's report", best, IMPORTS, "each at most 4")
        for name in FILES:
            print(f"{name}: {(Path(folder) / name).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
