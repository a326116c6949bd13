"""`outreach tabulate --jobs N`: the same bytes and remarks, whatever N and whatever is weighted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from answers import write_survey

COMMAND = """
import sys
from outreach import parallel
from outreach.intake.files import blocks
blocks.FIRST, blocks.BLOCK, parallel.PART, parallel._SMALLEST = 3000, 2000, 5000, 5000
from outreach.cli import main
main(sys.argv[1:])
"""
WEIGHT = '[question.weight]\ntype = "weight"\nlabel = "重み"\noptional = true\n'


def run(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments], capture_output=True, encoding="utf-8"
    )
    return done.returncode, done.stdout, done.stderr


def weighted(folder: Path) -> None:
    """Give every form a weight that binary fractions cannot hold."""
    path = folder / "a.csv"
    lines = path.read_bytes().decode("cp932").replace("一行目\n二行目", "二行").split("\r\n")
    lines[0] += ",重み"
    lines[1:-2] = [f"{line},{1 + at % 7 / 10}" for at, line in enumerate(lines[1:-2])]
    lines[-2] += ","
    path.write_bytes("\r\n".join(lines).encode("cp932"))
    with (folder / "codebook.toml").open("a", encoding="utf-8") as book:
        book.write(WEIGHT)


@pytest.mark.parametrize("more", [(), ("--weight", "weight")])
def test_the_same_bytes_whatever_the_number_of_processes(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    folder = write_survey(tmp_path, {"a.csv": 700})
    if more:
        weighted(folder)
    tabulate = ("tabulate", str(folder), "--format", "csv", *more)
    alone = run(*tabulate)
    assert alone[0] == 1, alone[2]  # answers that cannot be read
    assert alone[1].count("\n") > 20
    for jobs in ("2", "3"):
        assert run(*tabulate, "--jobs", jobs) == alone


def test_nobody_at_the_scheduler_s_address_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="dask.distributed is not installed")
    folder = write_survey(tmp_path, {"a.csv": 5})
    code, out, err = run(
        "tabulate", str(folder), "--scheduler", "tcp://127.0.0.1:9", "--lang", "en"
    )
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "tcp://127.0.0.1:9" in err
