"""Words as data: what was counted, as CSV or as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any

from outreach.report.tidy import write_csv

FREQUENCY = ("word", "part", "comments", "occurrences", "share")
KEYWORD = (
    "group", "word", "part", "comments", "base", "others", "others_base", "g2", "log_ratio", "p",
    "q",
)  # fmt: skip
COLLOCATE = ("word", "part", "comments", "left", "right", "score", "log_dice")
LINE = ("respondent", "question", "left", "keyword", "right", "start", "text")
Row = Mapping[str, Any]


def write_rows_csv(columns: tuple[str, ...], rows: Iterable[Row], file: IO[str]) -> None:
    """Write a header and a row for each; a number that is not there (NaN) is empty."""
    write_csv(file, columns, ([_plain(row[name]) for name in columns] for row in rows))


def write_rows_json(
    columns: tuple[str, ...], rows: Iterable[Row], about: Row, file: IO[str]
) -> None:
    """Write one object: what is told `about` all, then the rows."""
    found = [{name: _plain(row[name]) for name in columns} for row in rows]
    json.dump({**about, "rows": found}, file, ensure_ascii=False, indent=1)
    file.write("\n")


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell of any plain type
    return None if value != value else value  # NaN is not itself, and no JSON
