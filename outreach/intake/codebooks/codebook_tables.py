"""Sheets of a codebook's workbook → the tables of a codebook.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from outreach.codebook_values import COUNTS, TEXT, TEXTS, WHOLE, Faults, Kind
from outreach.errors import OutreachError, Place
from outreach.intake.codebooks.codebook_entries import flag, lines, score, typed
from outreach.intake.codebooks.codebook_layout import (
    HINT,
    LINE_BREAK,
    OPTION_COLUMNS,
    PRINTED_COLUMNS,
    QUESTION_COLUMNS,
    ROLE_NAMES,
    SURVEY_ROWS,
    TYPE_NAMES,
    Column,
)
from outreach.intake.codebooks.codebook_workbook import Cell, Grid
from outreach.messages import _
from outreach.spelling import nearest, squeeze


@dataclass
class Tables:
    """The tables of a codebook.toml as a workbook says them, and the cell of each key."""

    faults: Faults
    survey: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)
    weights: dict[str, dict[str, Any]] = field(default_factory=dict)
    printed: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def fault(self, cell: Cell, message: str, remedy: str = "") -> None:
        """Note a fault in a cell."""
        self.faults.found.append(OutreachError(message, cell.place, remedy))

    def put(self, table: dict[str, Any], path: tuple[str, ...], cell: Cell, kind: Kind) -> None:
        """Put a cell's value into a table, unless it is blank."""
        if cell.text:
            table[path[-1]] = typed(cell, kind)
            self.places[path] = cell.place


def _rows(tables: Tables, grid: Grid, columns: Sequence[Column]) -> Iterator[dict[str, Cell]]:
    """Yield the rows below the headings, by key; note headings that are none of the columns."""
    by_name = {squeeze(name): column for column in columns for name in (column.heading, column.key)}
    keys: dict[int, str] = {}
    for cell in grid.rows[0] if grid.rows else ():
        column = by_name.get(squeeze(cell.text))
        if column and column.key not in keys.values():
            keys[cell.place.column or 0] = column.key
        elif cell.text:
            near = nearest(cell.text, [column.heading for column in columns])
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            tables.fault(
                cell, _("No heading of this sheet: “{name}”.").format(name=cell.text), remedy
            )
    headings = {column.key: column.heading for column in columns}
    for row in grid.rows[1:]:
        cells = {keys[at]: cell for cell in row if (at := cell.place.column or 0) in keys}
        filled = any(cell.text for cell in cells.values())
        if filled and not row[0].text.startswith(HINT):
            place = row[0].place
            yield {
                key: (cells.get(key) or Cell("", place)).under(heading)
                for key, heading in headings.items()
            }


def read_survey(tables: Tables, grid: Grid) -> None:
    """Put the sheet 催し into the tables, one row a key; note what is wrong."""
    known = {squeeze(name): row for row in SURVEY_ROWS for name in (row.heading, row.key)}
    for first, *cells in grid.rows[1:]:
        if not first.text or first.text.startswith(HINT):
            continue
        row = known.get(squeeze(first.text))
        if row is None:
            near = nearest(first.text, [row.heading for row in SURVEY_ROWS])
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            tables.fault(first, _("Unknown key “{key}”.").format(key=first.text), remedy)
        elif row.kind is COUNTS:
            read_people(tables, cells)
        else:
            if row.kind is TEXTS:
                tables.survey[row.key] = []  # a list that is left blank is empty
            if cells:
                path = ("survey", row.key)
                tables.put(tables.survey, path, cells[0].under(row.heading), row.kind)


def read_people(tables: Tables, cells: Sequence[Cell]) -> None:
    """Put one head count into the tables: its name, and the number beside it."""
    if not cells or not any(cell.text for cell in cells[:2]):
        return
    name, number = cells[0], cells[1] if len(cells) > 1 else Cell("", cells[0].place)
    people = tables.survey.setdefault("people", {})
    if name.text in people:
        tables.fault(name, _("“{name}” is here twice.").format(name=name.text))
    value = typed(number, WHOLE)
    if not isinstance(value, int) or value < 0:
        tables.fault(number, _("A head count must be a whole number, 0 or more."))
    else:
        people[name.text.replace(LINE_BREAK, "\n")] = value


def read_questions(tables: Tables, grid: Grid) -> None:
    """Put the sheet 設問 into the tables, one row a question; note what is wrong."""
    for row in _rows(tables, grid, QUESTION_COLUMNS):
        key = (row["key"].text or row["label"].text).replace(LINE_BREAK, "\n")
        if not key:
            tables.fault(row["key"], _("A question needs a key or a label."))
            continue
        if key in tables.questions:
            tables.fault(row["key"], _("“{name}” is here twice.").format(name=key))
            continue
        table = tables.questions.setdefault(key, {})
        tables.places["question", key] = row["key"].place
        tables.places["question", key, "type"] = row["type"].place
        for column in QUESTION_COLUMNS[1:]:
            kind = TEXTS if column.key in ("nets", "applies") else column.kind
            tables.put(table, ("question", key, column.key), row[column.key], kind)
        for name, names in (("type", TYPE_NAMES), ("role", ROLE_NAMES)):
            by_name = {squeeze(shown): own for own, shown in names.items()}
            if name in table:
                table[name] = by_name.get(squeeze(table[name]), squeeze(table[name]))
        table["nets"] = {net: [] for net in table.pop("nets", [])}
        if "applies" in table:
            table["applies"] = {"question": table["applies"][0], "is": table["applies"][1:]}


def read_options(tables: Tables, grid: Grid) -> None:
    """Put the sheet 選択肢 into the tables, one row an option; note what is wrong."""
    rows: dict[str, list[Mapping[str, Cell]]] = {}
    for key, row in rows_by_question(tables, grid, OPTION_COLUMNS):
        rows.setdefault(key, []).append(row)
    for key, found in rows.items():
        _put_options(tables, key, found)


def rows_by_question(
    tables: Tables, grid: Grid, columns: Sequence[Column]
) -> Iterator[tuple[str, dict[str, Cell]]]:
    """Yield rows with the key of the question that they, or a row above, name."""
    keys = {squeeze(table.get("label", key)): key for key, table in tables.questions.items()}
    keys |= {squeeze(key): key for key in tables.questions}
    above = ""
    for row in _rows(tables, grid, columns):
        named = row["question"]
        key = keys.get(squeeze(named.text)) if named.text else above
        if key is None or not key:
            near = nearest(named.text, tables.questions) if named.text else ""
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            tables.fault(named, _("There is no question “{key}”.").format(key=named.text), remedy)
            above = ""
            continue
        above = key
        yield key, row


def _put_options(tables: Tables, key: str, rows: Sequence[Mapping[str, Cell]]) -> None:
    """Put the options of one question into its table."""
    table, path = tables.questions[key], ("question", key)
    labels = [str(typed(row["options"], TEXT)) for row in rows]
    for row in rows:
        if not row["options"].text:
            tables.fault(row["options"], _("The option's text is blank."))
    for name in rows[0]:
        filled = [row[name] for row in rows if row[name].text]
        if name != "question" and (name != "nets" or filled):
            tables.places[*path, name] = (filled or [row[name] for row in rows])[0].place
    table["options"] = labels
    table["aliases"] = {
        label: lines(row["aliases"].text)
        for label, row in zip(labels, rows, strict=True)
        if row["aliases"].text
    }
    for row, label in zip(rows, labels, strict=True):
        for net in lines(row["nets"].text):
            table["nets"].setdefault(net, []).append(label)
    _put_codes(tables, table, rows)
    for name in ("other", "outside", "exclusive"):
        _put_ticks(tables, table, name, rows)


def _put_ticks(
    tables: Tables, table: dict[str, Any], name: str, rows: Sequence[Mapping[str, Cell]]
) -> None:
    """Put the options that are ticked in a column into the question's table."""
    at = [place for place, row in enumerate(rows) if _ticked(tables, row[name])]
    ticked = [table["options"][place] for place in at]
    if name == "exclusive":
        table[name] = ticked
    elif len(ticked) > 1:
        cell = rows[at[1]][name]
        tables.fault(cell, _("Only one option of a question can be marked here."))
    elif ticked:
        table[name] = ticked[0]


def _put_codes(tables: Tables, table: dict[str, Any], rows: Sequence[Mapping[str, Cell]]) -> None:
    """Put codes and scores, where any are given, into the question's table."""
    for name in ("codes", "scores"):
        given = [row[name] for row in rows]
        if not any(cell.text for cell in given):
            continue
        values: list[Any] = []
        for cell in given:
            number = score(cell.text)
            if not cell.text:
                tables.fault(cell, _("Fill this in for every option of the question, or for none."))
            elif name == "scores" and number is None:
                tables.fault(cell, _("A score must be a number."))
            else:
                values.append(number if name == "scores" else typed(cell, TEXT))
        if len(values) == len(given):
            table[name] = values


def _ticked(tables: Tables, cell: Cell) -> bool:
    ticked = flag(cell.text) if cell.text else False
    if not isinstance(ticked, bool):
        tables.fault(cell, _("Write ○ or leave it blank."))
    return ticked is True


def read_printed(tables: Tables, grid: Grid) -> None:
    """Put the sheet 印刷した表 into the tables; note what is wrong."""
    for row in _rows(tables, grid, PRINTED_COLUMNS):
        key = row["key"].text or row["question"].text or row["file"].text
        if key in tables.printed:
            tables.fault(row["key"], _("“{name}” is here twice.").format(name=key))
            continue
        table = tables.printed.setdefault(key, {})
        tables.places["published", key] = row["key"].place
        for column in PRINTED_COLUMNS[1:]:
            tables.put(table, ("published", key, column.key), row[column.key], column.kind)
