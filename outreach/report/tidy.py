"""Tables as data: one cell a row, for machines (CSV and JSON)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import IO, Any

from outreach.report.exhibit import Exhibit
from outreach.report.model import Report
from outreach.spelling import FORMULA_SIGNS
from outreach.tables.table import Table
from outreach.tables.tested import Effect, Outcome
from outreach.tables.tidying import COLUMNS, INDEX, TESTED, VALUE, WEIGHTED, WHERE


def cells(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    """Yield every cell of every table, then every statistic, with what was asked for."""
    for report in reports:
        for exhibit in report.exhibits:
            for table in exhibit.tables:
                yield from _of_table(exhibit, table)
        for shown in report.summaries:
            for summary in shown.summaries:
                yield from (cell | {WHERE: summary.where} for cell in summary.tidy())


def _of_table(exhibit: Exhibit, table: Table) -> Iterator[dict[str, Any]]:
    found = list(table.tidy(exhibit.share))
    if exhibit.look.index:
        index = table.index().ravel().tolist() if table.by else [float("nan")] * len(found)
        for cell, value in zip(found, index, strict=True):
            cell[INDEX] = None if value != value else value  # NaN is not itself
    yield from (cell | {WHERE: table.where} for cell in (*found, *exhibit.points(table)))


def columns(reports: Iterable[Report]) -> tuple[str, ...]:
    """Return the names of the columns: the nine that are always there, then those asked for."""
    reports = list(reports)
    exhibits = [shown for report in reports for shown in report.exhibits]
    tables = [table for shown in exhibits for table in shown.tables]
    means = [each for report in reports for shown in report.summaries for each in shown.summaries]
    tested = any(table.tests for table in tables) or any(summary.letters for summary in means)
    secret = any(table.hidden for table in tables) or any(each.suppress_below for each in means)
    wanted = [
        (WEIGHTED, any(table.weight for table in tables)),
        (TESTED, tested),
        (TESTED[-1:], secret and not tested),
        ((VALUE,), bool(means) or any(shown.differences for shown in exhibits)),
        ((INDEX,), any(shown.look.index for shown in exhibits)),
        ((WHERE,), any([table.where for table in tables] + [summary.where for summary in means])),
    ]
    return (*COLUMNS, *(name for names, asked in wanted if asked for name in names))


def write_tidy_csv(reports: Sequence[Report], file: IO[str]) -> None:
    """Write the cells as CSV with a header; percentages have full precision."""
    names = columns(reports)
    rows = ([cell.get(name) for name in names] for cell in cells(reports))
    write_csv(file, names, rows)


def write_json(reports: Sequence[Report], file: IO[str]) -> None:
    """Write a list with an object for each survey: its response rates and its cells."""
    json.dump([as_object(report) for report in reports], file, ensure_ascii=False, indent=1)
    file.write("\n")


def as_object(report: Report) -> dict[str, Any]:
    """Return a report as plain values: the survey, its response rates, tables, notes, cells."""
    return {
        "survey": report.survey,
        "title": report.title,
        "synthetic": report.synthetic,
        "respondents": report.respondents,
        "response_rates": [
            {"label": rate.label, "people": rate.people, "percent": rate.exact}
            for rate in report.rates
        ],
        "tables": [_head(exhibit) for exhibit in report.exhibits],
        "notes": list(report.notes),
        "cells": list(cells([report])),
    }


def _head(exhibit: Exhibit) -> dict[str, Any]:
    """Return what is to be said of a table as a whole: of whom it is, and what tests say."""
    return {
        "number": exhibit.number,
        "title": exhibit.title,
        "base": exhibit.table.base,
        "percent": exhibit.share,
        "where": exhibit.table.where,
        "weight": exhibit.table.weight,
        "tests": [asdict(outcome) for outcome in _outcomes(exhibit)],
        "effects": [asdict(effect) for effect in _effects(exhibit)],
    }


def _outcomes(exhibit: Exhibit) -> list[Outcome]:
    return [one for table in exhibit.tables if table.tests for one in table.tests.outcomes]


def _effects(exhibit: Exhibit) -> list[Effect]:
    tested = [table.tests for table in exhibit.tables if table.tests]
    return [tests.effect for tests in tested if tests.effect]


def write_csv(file: IO[str], header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as CSV in which no spreadsheet finds a formula."""
    csv.writer(file, lineterminator="\n").writerow(map(harmless, header))
    write_csv_rows(file, rows)


def write_csv_rows(file: IO[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as CSV below those that are there, no formula among them."""
    plain = csv.writer(file, lineterminator="\n")
    quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
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
