"""Every file of tests/hostile gets the verdict that it deserves, within seconds and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hostile.large_files import LARGE
from hostile.table import SECRET
from hostile.text_files import text_files
from hostile.verdicts import CODEBOOK, HERE, Verdict, path_of, read_verdicts

import outreach
from outreach import cli
from outreach.errors import OutreachError

VERDICTS = read_verdicts()
if sys.platform == "win32":  # where a link takes an administrator
    del VERDICTS["circle.csv"], LARGE["circle.csv"]
MOST_LINES = 80  # of what a person is shown of one file
MOST_MEMORY = 500  # megabytes
every_file = pytest.mark.parametrize("verdict", VERDICTS.values(), ids=list(VERDICTS))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of files that are too large to keep."""
    return tmp_path_factory.mktemp("large")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.build(), [*map(str, arguments), "--codebook", str(CODEBOOK)])


def test_there_are_more_than_a_hundred_files_each_with_a_verdict_and_a_reason() -> None:
    files = {path.name for path in (HERE / "files").iterdir()} | set(LARGE)
    assert files == set(VERDICTS)
    assert len(files) >= 110
    assert all(verdict.why for verdict in VERDICTS.values())
    assert {verdict.verdict for verdict in VERDICTS.values()} == {"read", "warn", "refuse"}


def test_kept_files_are_small() -> None:
    sizes = [path.stat().st_size for path in (HERE / "files").iterdir()]
    assert max(sizes) < 100_000
    assert sum(sizes) < 1_500_000


def test_text_files_are_kept_byte_for_byte() -> None:
    for name, raw in text_files().items():
        assert (HERE / "files" / name).read_bytes() == raw, name


@every_file
def test_a_file_gets_its_verdict(verdict: Verdict, large: Path) -> None:
    path = path_of(verdict.name, large)
    if verdict.raises:
        with pytest.raises(OutreachError) as caught:
            outreach.check(path, CODEBOOK)
        assert type(caught.value).__name__ == verdict.raises
        return
    found = outreach.check(path, CODEBOOK)
    assert not any(SECRET in str(finding) for finding in found)
    stopping = [finding for finding in found if finding.stops]
    if verdict.verdict == "refuse":
        got, expected = verdict.compare(stopping)
        assert got == expected
        with pytest.raises(OutreachError):
            outreach.read_responses(path, CODEBOOK)
        return
    got, expected = verdict.compare(found)
    assert got == expected
    assert not stopping
    assert bool(expected) == (verdict.verdict == "warn")
    table = outreach.normalise(outreach.read_responses(path, CODEBOOK))
    assert verdict.faults(list(table.columns), table.astype(str).to_numpy().tolist()) == []


@every_file
def test_check_says_so_shortly_and_shows_no_comment(verdict: Verdict, large: Path) -> None:
    outreach.use_language("ja")
    result = run("check", path_of(verdict.name, large))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == (2 if verdict.raises else int(verdict.has_errors))
    assert result.output.count("\n") <= MOST_LINES
    assert SECRET not in result.output
    assert all(sign.isprintable() or sign in "\n\u3000" for sign in result.output)


@every_file
def test_tabulate_makes_a_table_or_none(verdict: Verdict, large: Path) -> None:
    result = run("tabulate", path_of(verdict.name, large), "--format", "csv")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert SECRET not in result.output
    if verdict.verdict == "refuse":
        assert result.exit_code != 0
        assert result.stdout == ""
    else:
        assert result.stdout.startswith("survey,question,")
        assert result.exit_code in (0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_all_files_take_less_than_half_a_gigabyte(large: Path) -> None:
    for name in LARGE:
        path_of(name, large)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE.parents[1])])
    }
    call = [sys.executable, "-m", "hostile.run", str(large)]
    result = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(result.stdout)["megabytes"] < MOST_MEMORY
