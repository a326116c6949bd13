"""Ten million coded answers in memory → 4 tables and a multiple answer: `outreach.count` and peers.

    python bench/cube.py [ROWS] [--repeats 5]

int8 codes (−1 = no answer): age (8 options), district (17), understood (2),
useful (3), and a 12-option multiple answer as a uint16 mask. Counted: age ×
understood, age × useful, district × understood, age × district × understood,
and each option of the multiple answer. All data are in each peer's own memory
beforehand. DuckDB counts the mask by 12 sums of bits or, what is faster and
the yardstick here, as one more grouping set whose bits are added up
afterwards; "joint" is DuckDB made to work as outreach does, by one joint GROUP
BY and grouping sets over its groups. `pandas.crosstab` gets the same int8
codes, and, as most frames hold answers, their labels as text; of the labels a
tenth of the rows, its seconds times ten. All have to give the same counts. The
goals: at most a third of DuckDB's grouping sets, a hundredth of pandas.crosstab.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from peers import count_codes as ways
from peers.count_codes import MASK, OPTIONS, TICKS, Codes, Counts
from timing import Spent, call, interleave, show


def make(size: int) -> Codes:
    """Return made-up codes, one in twenty of them no answer."""
    draw = np.random.default_rng(20170204)
    codes: Codes = {}
    for key, options in OPTIONS.items():
        codes[key] = draw.integers(0, options, size, dtype=np.int8)
        codes[key][draw.random(size, dtype=np.float32) < 0.05] = -1
    ticks = draw.integers(0, 1 << TICKS, size, dtype=np.uint16)
    codes[MASK] = ticks & draw.integers(0, 1 << TICKS, size, dtype=np.uint16)
    return codes


def peers(codes: Codes) -> dict[str, Callable[[], Counts]]:
    """Return the peers; data are loaded now."""
    arrow = pa.table(codes)
    frame = pl.from_arrow(arrow)
    assert isinstance(frame, pl.DataFrame)
    bases = [duckdb.connect(), duckdb.connect(config={"threads": 1})]
    for base in bases:
        base.register("source", arrow)
        base.execute("CREATE TABLE answers AS SELECT * FROM source").unregister("source")
    many, one = bases
    return {
        "DuckDB grouping sets": lambda: ways.with_duckdb(many, ways.WITH_MASK),
        "DuckDB grouping sets, sums of bits": lambda: ways.with_duckdb(
            many, ways.ONLY_SETS, bits=True
        ),
        "DuckDB grouping sets, 1 thread": lambda: ways.with_duckdb(one, ways.WITH_MASK),
        "DuckDB joint": lambda: ways.with_duckdb(many, ways.JOINT),
        "polars": lambda: ways.with_polars(frame),
        "outreach.count": lambda: ways.with_outreach(codes),
    }


def crosstabs(codes: Codes) -> tuple[Callable[[], Counts], Callable[[], Counts]]:
    """Return pandas.crosstab on all codes, and on the labels of a tenth."""
    frame = pd.DataFrame(codes)
    tenth = frame[::10].copy()
    for key, options in ways.OPTIONS.items():
        labels = [f"{key} {option}" for option in range(options)]
        tenth[key] = np.array([*labels, "no answer"], dtype=object)[tenth[key]]
    return lambda: ways.with_pandas(frame), lambda: ways.with_pandas(tenth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="?", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    codes = make(given.rows)
    all_rows, (with_codes, with_labels) = peers(codes), crosstabs(codes)
    expected = ways.with_outreach(codes)
    for name, count in {**all_rows, "pandas": with_codes}.items():
        assert count() == expected, f"{name} gives other counts"
    print(f"All {len(expected)} counts are the same.")
    timed = {name: lambda count=count: call(count) for name, count in all_rows.items()}
    best = interleave(timed, given.repeats)
    best["pandas.crosstab, codes"] = call(with_codes)
    best["pandas.crosstab, labels (a tenth × 10)"] = Spent(10 * call(with_labels).seconds)
    ours = best["outreach.count"].seconds
    show(f"{given.rows:,} rows", best, "DuckDB grouping sets", "outreach.count at most 0.33")
    for name in ("pandas.crosstab, codes", "pandas.crosstab, labels (a tenth × 10)"):
        print(f"outreach.count is 1/{best[name].seconds / ours:.0f} of {name}")


if __name__ == "__main__":
    main()
