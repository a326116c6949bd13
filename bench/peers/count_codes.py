"""The ways to count that bench/cube.py compares; each returns the same counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

import outreach

OPTIONS = {"age": 8, "district": 17, "understood": 2, "useful": 3}
TABLES = [("age", "understood"), ("age", "useful"), ("district", "understood"),
          ("age", "district", "understood")]  # fmt: skip
MASK = "channel"
TICKS = 12
Codes = dict[str, np.ndarray[Any, Any]]
Counts = dict[tuple[Any, ...], int]  # by table and codes; nobody is left out

SETS = "GROUPING SETS (" + ", ".join(f"({', '.join(table)})" for table in TABLES)
COLUMNS = ", ".join(OPTIONS)
WITH_MASK = f"SELECT {COLUMNS}, {MASK}, count(*) FROM answers GROUP BY {SETS}, ({MASK}))"
ONLY_SETS = f"SELECT {COLUMNS}, NULL, count(*) FROM answers GROUP BY {SETS})"
BITS = ", ".join(f"sum(({MASK} >> {bit}) & 1)" for bit in range(TICKS))
JOINT = f"""WITH joint AS (SELECT {COLUMNS}, count(*) n FROM answers GROUP BY ALL)
    SELECT {COLUMNS}, NULL, sum(n)::BIGINT FROM joint GROUP BY {SETS})
    UNION ALL SELECT NULL, NULL, NULL, NULL, {MASK}, count(*) FROM answers GROUP BY {MASK}"""


def ticked(sets: Iterable[tuple[int, int]]) -> Counts:
    """Return how many ticked each option, from how many gave each set of options."""
    counts: Counts = {}
    for mask, n in sets:
        for bit in range(TICKS):
            if mask >> bit & 1:
                counts[MASK, bit] = counts.get((MASK, bit), 0) + n
    return counts


def with_outreach(codes: Codes) -> Counts:
    axes = {key: outreach.Axis(key, options) for key, options in OPTIONS.items()}
    axes[MASK] = outreach.Axis(MASK, TICKS, multiple=True)
    *tables, mask = outreach.count(
        codes, [*(tuple(axes[k] for k in t) for t in TABLES), (axes[MASK],)]
    )
    counts: Counts = {(MASK, bit): int(mask.counts[bit]) for bit in range(TICKS)}
    for keys, cube in zip(TABLES, tables, strict=True):
        for at in zip(*np.nonzero(cube.counts), strict=True):  # no answer stands behind 不明
            answer = (
                -1 if a == OPTIONS[key] + 1 else int(a) for key, a in zip(keys, at, strict=True)
            )
            counts[keys, *answer] = int(cube.counts[at])
    return counts


def with_duckdb(database: duckdb.DuckDBPyConnection, query: str, *, bits: bool = False) -> Counts:
    counts, sets = {}, []
    for *cells, mask, n in database.execute(query).fetchall():
        if mask is not None:
            sets.append((mask, n))
            continue
        answer = dict(zip(OPTIONS, cells, strict=True))
        keys = next(
            table for table in TABLES if {k for k in answer if answer[k] is not None} == {*table}
        )
        counts[keys, *(answer[key] for key in keys)] = n
    if bits:
        sums = database.execute(f"SELECT {BITS} FROM answers").fetchone() or ()
        return counts | {(MASK, bit): int(n) for bit, n in enumerate(sums)}
    return counts | ticked(sets)


def with_polars(frame: pl.DataFrame) -> Counts:
    counts = ticked(frame.group_by(MASK).len().rows())
    for keys in TABLES:
        counts |= {(keys, *answer): n for *answer, n in frame.group_by(keys).len().rows()}
    return counts


def with_pandas(frame: pd.DataFrame) -> Counts:
    counts: Counts = {(MASK, bit): int((frame[MASK] & 1 << bit > 0).sum()) for bit in range(TICKS)}
    for keys in TABLES:
        table = pd.crosstab([frame[key] for key in keys[:-1]], frame[keys[-1]]).stack()
        for answer, n in table[table > 0].items():
            counts[keys, *answer] = int(n)
    return counts
