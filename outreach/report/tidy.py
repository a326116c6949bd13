"""Tables as data: one cell a row, for machines (CSV and JSON)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from outreach.report.model import Report
from outreach.spelling import FORMULA_SIGNS
from outreach.tables.tidying import COLUMNS, TESTED, VALUE, WEIGHTED


def cells(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    """Yield every cell of every table, then every statistic, with what was asked for."""
    for report in reports:
        for exhibit in report.exhibits:
            for table in exhibit.tables:
                yield from table.tidy(exhibit.share)
                yield from exhibit.points(table)
        for shown in report.summaries:
            for summary in shown.summaries:
                yield from summary.tidy()


def columns(reports: Iterable[Report]) -> tuple[str, ...]:
    """Return the names of the columns: the nine that are always there, then those asked for."""
    reports = list(reports)
    tables = [table for report in reports for shown in report.exhibits for table in shown.tables]
    names: list[str] = list(COLUMNS)
    if any(table.weight for table in tables):
        names += WEIGHTED
    means = [
        summary for report in reports for shown in report.summaries for summary in shown.summaries
    ]
    if any(table.tests for table in tables) or any(summary.letters for summary in means):
        names += TESTED
    elif any(table.hidden for table in tables) or any(each.suppress_below for each in means):
        names += TESTED[-1:]
    pairs = any(shown.differences for report in reports for shown in report.exhibits)
    return (*names, VALUE) if pairs or any(report.summaries for report in reports) else tuple(names)


def write_tidy_csv(reports: Sequence[Report], file: IO[str]) -> None:
    """Write the cells as CSV with a header; percentages have full precision."""
    names = columns(reports)
    rows = ([cell.get(name) for name in names] for cell in cells(reports))
    write_csv(file, names, rows)


def write_json(reports: Sequence[Report], file: IO[str]) -> None:
    """Write a list with an object for each survey: its response rates and its cells."""
    surveys = [
        {
            "survey": report.survey,
            "title": report.title,
            "synthetic": report.synthetic,
            "respondents": report.respondents,
            "response_rates": [
                {"label": rate.label, "people": rate.people, "percent": rate.exact}
                for rate in report.rates
            ],
            "cells": list(cells([report])),
        }
        for report in reports
    ]
    json.dump(surveys, file, ensure_ascii=False, indent=1)
    file.write("\n")


def write_csv(file: IO[str], header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as CSV in which no spreadsheet finds a formula."""
    plain = csv.writer(file, lineterminator="\n")
    quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(map(harmless, header))
    for row in rows:
        cells = [harmless(cell) for cell in row]
        returns = any("\r" in cell for cell in cells if isinstance(cell, str))
        (quoted if returns else plain).writerow(cells)  # csv itself leaves \r without quotes


def harmless(cell: Any) -> Any:  # noqa: ANN401 - texts and numbers alike
    """Return a text cell with ' before what a spreadsheet would take for a formula.

    >>> harmless("=1+1"), harmless("-5"), harmless(-5), harmless("チラシ")
    ("'=1+1", '-5', -5, 'チラシ')
    """
    if not isinstance(cell, str) or not cell.startswith(FORMULA_SIGNS):
        return cell
    return cell if _is_number(cell) else "'" + cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
