"""What the benchmarks share: peers timed in turn, the best of several repeats, one table."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = (
    tempfile.TemporaryDirectory()
)  # compiled modules of this run; the round that warms up fills it
UNLIKE_USERS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")  # slow down every start, every print
CLI = [sys.executable, "-c", "from outreach.cli import main; main()"]


@dataclass(frozen=True)
class Spent:
    """What one run took: seconds, and where it was measured the peak memory in MB."""

    seconds: float
    peak: float | None = None


def interleave(peers: Mapping[str, Callable[[], Spent]], repeats: int) -> dict[str, Spent]:
    """Run the peers in turn, A B A B …, after one round that does not count; return the best."""
    runs: dict[str, list[Spent]] = {name: [] for name in peers}
    for lap in range(repeats + 1):
        for name, run in peers.items():
            spent = run()
            if lap:
                runs[name].append(spent)
    return {name: _best(spents) for name, spents in runs.items()}


def _best(runs: Sequence[Spent]) -> Spent:
    peaks = [run.peak for run in runs if run.peak is not None]
    return Spent(min(run.seconds for run in runs), max(peaks, default=None))


def call(function: Callable[[], object]) -> Spent:
    """Time a call in this process."""
    start = time.perf_counter()
    function()
    return Spent(time.perf_counter() - start)


def process(command: Sequence[str], output: Path | None = None, ok: Sequence[int] = (0,)) -> Spent:
    """Time a process and read its peak memory, its stdout into a file or nowhere.

    Modules are compiled once and kept, as where people install a package,
    but in a temp folder. Keep the calling process small: on Linux a child's peak is never below
    that of the process which started it.
    """
    env = {key: value for key, value in os.environ.items() if key not in UNLIKE_USERS}
    env["PYTHONPYCACHEPREFIX"] = CACHE.name
    with Path(output or os.devnull).open("wb") as file:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=file, stderr=subprocess.PIPE, cwd=ROOT, env=env)
        remarks = child.stderr.read() if child.stderr else b""
        if hasattr(os, "wait4"):
            _pid, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        else:
            child.wait()
            peak = None
        seconds = time.perf_counter() - start
    if child.returncode not in ok:
        raise SystemExit(f"{command} ended with {child.returncode}:\n{remarks.decode()}")
    return Spent(seconds, peak)


def show(title: str, best: Mapping[str, Spent], yardstick: str, goal: str = "") -> None:
    """Print the table: seconds, the ratio to the yardstick, peak memory where it is known."""
    width = max(map(len, best))
    with_peak = any(spent.peak is not None for spent in best.values())
    print(f"\n{title}" + (f" (goal: {goal})" if goal else ""))
    print(f"{'':{width}} {'seconds':>9} {'ratio':>7}" + (f" {'peak MB':>8}" if with_peak else ""))
    for name, spent in best.items():
        line = f"{name:{width}} {spent.seconds:9.3f} {spent.seconds / best[yardstick].seconds:7.2f}"
        print(line + ("" if spent.peak is None else f" {spent.peak:8.0f}"))
    print(f"ratio to: {yardstick}")
