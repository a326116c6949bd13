"""A table as data: one cell a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outreach.codebook import Question
    from outreach.tables.contents import Contents, Share
    from outreach.tables.figures import Break, Category

COLUMNS = ("survey", "question", "label", "by", "group", "option", "count", "base", "percent")
WEIGHTED = ("weighted_base", "effective_base")
TESTED = ("low", "high", "residual", "p", "q", "letters", "note")
VALUE = "value"  # a mean, a median, a difference in points
INDEX = "index"  # 100 where a group's share is that of everybody
WHERE = "where"  # in words whom the table is of


def tidy_cells(table: Contents, share: Share) -> Iterator[dict[str, Any]]:
    """Yield the cells of a Table as `Table.tidy` says."""
    for at, group in enumerate(table.groups):
        for column, category in enumerate(table.categories):
            cell = _cell(table, share, at, column, group, category)
            if table.weight:
                cell |= _weighted(table, share, at, column)
            if table.tests:
                cell |= _tested(table, share, at, column)
            if table.hidden:
                cell["note"] = cell.get("note", "")
                _hide(table, share, at, column, cell)
            yield cell


def tidy_groups(table: Contents) -> Iterator[dict[str, Any]]:
    """Yield for each group the cell of a figure that is no option's: without count or percent."""
    for at, group in enumerate(table.groups):
        cell = _cell(table, "row", at, 0, group, table.categories[0])
        cell |= {"count": None, "percent": None}
        if table.hidden and table.hidden.groups[at]:
            cell["base"] = None
        yield cell


def address(survey: str, question: Question, by: Break | None, group: Category) -> dict[str, Any]:
    """Return where a figure stands: its survey, its question, its group; "" without a break."""
    return {
        "survey": survey,
        "question": question.key,
        "label": question.label,
        "by": by.key if by else "",
        "group": group.label if by else "",
    }


def _cell(
    table: Contents, share: Share, at: int, column: int, group: Category, category: Category
) -> dict[str, Any]:
    count = table.counts[at, column].item()
    of = table.bases_of(share)[at, column].item()
    return address(table.survey, table.question, table.by, group) | {
        "option": category.label,
        "count": count,
        "base": table.people_of(share)[at, column].item(),
        "percent": 100 * count / of if of else None,
    }


def _weighted(table: Contents, share: Share, at: int, column: int) -> dict[str, Any]:
    """Return the weighted and the effective base; of a column share only the first is known."""
    bases = {"weighted_base": table.bases_of(share)[at, column].item()}
    effective = table.cells if share == "row" or table.by is None else table.total
    row = at if effective is table.cells else 0
    known = share != "column" or table.by is None
    bases["effective_base"] = effective.effective_bases[row, column].item() if known else None
    return bases


def _tested(table: Contents, share: Share, at: int, column: int) -> dict[str, Any]:
    tests = table.tests
    if tests is None:
        return {}
    ends = {"low": 100 * tests.low[at, column], "high": 100 * tests.high[at, column]}
    if share != "row" and table.by:  # intervals are of a group's own shares
        ends = dict.fromkeys(ends, float("nan"))
    figures = ends | {name: getattr(tests, name)[at, column] for name in ("residual", "p", "q")}
    known = {name: None if value != value else float(value) for name, value in figures.items()}
    return known | {"letters": tests.letters[at, column], "note": tests.notes[at, column]}


def _hide(table: Contents, share: Share, at: int, column: int, cell: dict[str, Any]) -> None:
    """Take out of a cell what is not to be seen, and what would tell it."""
    hidden = table.hidden
    if hidden is None:
        return
    gone: list[str] = []
    if hidden.cells[at, column]:
        gone += ["count", "percent", *TESTED[:-2]]
        cell["note"] = hidden.reasons[at, column]
    if hidden.percents(share)[at, column]:
        gone += ["percent", "low", "high"]
    if hidden.bases(share)[at, column]:
        gone += ["base", *WEIGHTED]
    cell |= {name: None for name in gone if name in cell}
    if hidden.cells[at, column] and "letters" in cell:
        cell["letters"] = ""
