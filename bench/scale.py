"""From which size on which way pays: one process, several, a Dask cluster here.

    python bench/scale.py [ROWS ...] [--jobs 2] [--repeats 3] [--files 1]

For each number of forms (by default 100,000, 1,000,000 and 10,000,000, as in
million.py; in so many files) `outreach tabulate` runs alone, with --jobs, and on a cluster of as
many worker processes on this machine, which is up beforehand. All have to
print the same bytes. Printed are the best seconds, the ratio to one process
and the peak memory of the process that was started; that of the workers is
theirs.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

import data
from timing import CLI, interleave, process, show


@contextmanager
def scheduler(workers: int) -> Iterator[str]:
    """Give the address of a Dask scheduler with workers of one thread each."""
    from distributed import LocalCluster

    with LocalCluster(workers, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def write(folder: Path, rows: int, files: int) -> None:
    """Write the forms as files of about equal size, cp932, and the codebook that names them."""
    names = [f"{at:04}.csv" for at in range(files)]
    survey = f"[survey]\nresponses = {json.dumps(names)}\n"
    book = data.codebook().replace("[survey]\n", survey)
    (folder / "codebook.toml").write_text(book, encoding="utf-8")
    forms = chain.from_iterable(data.rows(rows))
    for name in names:
        with (folder / name).open("w", encoding="cp932", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(data.HEADER)
            writer.writerows(islice(forms, -(-rows // files)))


def measure(rows: int, given: argparse.Namespace, address: str) -> None:
    """Make the forms, count them in each way, and print what it took."""
    jobs, repeats = given.jobs, given.repeats
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, rows, given.files)
        ways = {
            "one process": [],
            f"--jobs {jobs}": ["--jobs", str(jobs)],
            f"--scheduler, {jobs} workers": ["--scheduler", address],
        }
        outputs = {way: folder / f"{at}.out" for at, way in enumerate(ways)}
        peers = {
            way: lambda way=way, more=more: process(
                [*CLI, "tabulate", name, "--format", "csv", *more], outputs[way], ok=(0, 1)
            )
            for way, more in ways.items()
        }
        best = interleave(peers, repeats)
        size = sum(path.stat().st_size for path in folder.glob("*.csv")) / 1e6
        title = f"{rows:,} forms in {given.files:,} files, {size:.0f} MB of cp932"
        show(title, best, "one process")
        printed = {path.read_bytes() for path in outputs.values()}
        if len(printed) != 1:
            raise SystemExit("The ways print other tables.")
        print("All ways print the same bytes.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--files", type=int, default=1)
    given = parser.parse_args()
    with scheduler(given.jobs) as address:
        for rows in given.rows or [100_000, 1_000_000, 10_000_000]:
            measure(rows, given, address)


if __name__ == "__main__":
    main()
