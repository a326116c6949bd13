"""How long `outreach --help` takes against an empty click program, and what it imports.

    python bench/startup.py [--repeats 20]

Both run as processes of this interpreter, in turn; the best of the repeats
counts. The goal is at most 1.5 times the empty program. The second table
lists which heavy packages `outreach --help`, and `outreach tabulate` on a
small survey, have loaded when they end: --help none of them, tabulate on a
small file no pandas.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from timing import CLI, ROOT, interleave, process, show

EMPTY = """
import click

@click.command()
def main():
    "Do nothing."

main()
"""
HEAVY = ("numpy", "pandas", "sklearn", "janome", "matplotlib", "altair", "rich")
LOADED = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
from outreach.cli import main
main()
"""
COMMANDS = {
    "outreach --help": ["--help"],
    "outreach tabulate": ["tabulate", "surveys/2017-02-04-lecture"],
}


def loaded(arguments: list[str]) -> set[str]:
    """Return the top-level packages that are loaded when the command ends."""
    command = [sys.executable, "-c", LOADED, *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    return {name.partition(".")[0] for name in json.loads(ended.stderr.splitlines()[-1])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=20)
    repeats = parser.parse_args().repeats
    commands = {
        "empty click program": [sys.executable, "-c", EMPTY, "--help"],
        "outreach --help": [*CLI, "--help"],
    }
    script = shutil.which("outreach", path=str(Path(sys.executable).parent))
    if script:
        commands["outreach --help (console script)"] = [script, "--help"]
    commands["python -c pass"] = [sys.executable, "-c", "pass"]
    peers = {
        name: lambda command=command: process(command)  # type: ignore[misc]
        for name, command in commands.items()
    }
    best = interleave(peers, repeats)
    show("Start-up", best, "empty click program", "outreach --help at most 1.5")
    print("\nLoaded when it ends")
    for name, arguments in COMMANDS.items():
        here = loaded(arguments)
        print(
            f"{name:18}", *(f"{package}:{'yes' if package in here else '-'}" for package in HEAVY)
        )


if __name__ == "__main__":
    main()
