"""A numbered table → grids of texts that a page has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from outreach.messages import _
from outreach.report.document_page import room
from outreach.report.exhibit import Exhibit
from outreach.report.row import Row
from outreach.report.summaries import SummaryExhibit, SummaryRow
from outreach.tables.hidden import WITHHELD

FEW, MANY = 9, 16  # columns of figures on the short and on the long side of a page
_SHOWN = 36  # signs of an option's name above a narrow column: the simple table has all of it
_NAMED = 60  # signs of a group's name beside its figures
_NAME, _BASE, _FIGURE = 34.0, 13.0, 24.0  # widths of columns in millimetres
_LABEL = 76.0  # of an option's name in a simple table


@dataclass(frozen=True)
class Grid:
    """A table as texts: a head, rows, and widths of columns in millimetres.

    The first `words` columns are words, the others figures; `wide` asks for a
    page on its long side, `dense` for small figures.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    words: int = 1
    wide: bool = False
    dense: bool = False


def grids_of(exhibit: Exhibit | SummaryExhibit) -> list[Grid]:
    """Return a numbered table as the grids that show it, one below the other.

    A table of more than nine columns is turned, or laid on a page's long side;
    one of more than sixteen is cut into several, each with the groups' names.
    """
    if isinstance(exhibit, Exhibit) and exhibit.is_simple:
        return [_simple(exhibit)]
    heads = (_("Group"), *exhibit.base_heads, *(shortened(head, _SHOWN) for head in exhibit.heads))
    rows = tuple(_cells(row, len(heads)) for row in exhibit.rows)
    lead = 1 + len(exhibit.base_heads)
    if len(heads) - lead <= FEW:
        return [_crossed(heads, rows, lead, wide=False)]
    if len(rows) <= FEW and isinstance(exhibit, Exhibit):
        return [_turned(heads, rows)]
    return list(_pieces(heads, rows, lead))


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many signs, … where it was longer.

    >>> shortened("事業所へのお知らせ", 6), shortened("市報", 6)
    ('事業所への…', '市報')
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def _simple(exhibit: Exhibit) -> Grid:
    """Return options, people and percent, everybody last."""
    heads = (_("Answer"), exhibit.counted, "%")
    rows = [
        (exhibit.row_label(at), *exhibit.simple.entry(at))
        for at in range(len(exhibit.table.categories))
    ]
    total = f"{exhibit.total_label} (n)"
    rows.append((total, exhibit.total_count, exhibit.whole))
    return Grid(heads, tuple(rows), (_LABEL, _FIGURE, _FIGURE))


def _cells(row: Row | SummaryRow, width: int) -> tuple[str, ...]:
    """Return a row's cells, each with its lines: people above, percent below."""
    if row.table is None:
        return (row.label, *[""] * (width - 1))
    lines = [texts for _kind, texts in row.lines()]
    cells = ["\n".join(_distinct(cell)) for cell in zip_longest(*lines, fillvalue="")]
    blank = [""] * (width - 1 - len(row.bases) - len(cells))
    return (shortened(row.label, _NAMED), *row.bases, *cells, *blank)


def _distinct(lines: Sequence[str]) -> list[str]:
    """Return the lines of a cell; nobody and what is secret are said once."""
    told = [line for line in lines if line]
    return told[:1] if set(told) <= {WITHHELD} or set(told) <= {"-"} else told


def _crossed(
    heads: Sequence[str], rows: Sequence[tuple[str, ...]], lead: int, *, wide: bool
) -> Grid:
    figures = len(heads) - lead
    left = room(wide=wide) - _NAME - _BASE * (lead - 1)
    each = min(_FIGURE, left / max(figures, 1))
    widths = (_NAME, *[_BASE] * (lead - 1), *[each] * figures)
    return Grid(tuple(heads), tuple(rows), widths, wide=wide, dense=each < _BASE)


def _turned(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Grid:
    """Return the options as rows, the groups as columns, n in the first row."""
    turned = list(zip(*rows, strict=True))
    names = [shortened(name, _SHOWN) for name in turned[0]]
    body = [(head, *cells) for head, cells in zip(heads[1:], turned[1:], strict=True)]
    grid = _crossed((_("Answer"), *names), body, 1, wide=False)
    return replace(grid, widths=(_NAME, *grid.widths[1:]))


def _pieces(heads: Sequence[str], rows: Sequence[tuple[str, ...]], lead: int) -> Iterator[Grid]:
    """Yield the columns in like pieces for the long side of a page, the first columns in each."""
    figures = len(heads) - lead
    most = -(-figures // -(-figures // MANY))
    for start in range(lead, len(heads), most):
        chosen = [*range(lead), *range(start, min(start + most, len(heads)))]
        yield _crossed(
            [heads[at] for at in chosen],
            [tuple(row[at] for at in chosen) for row in rows], lead, wide=True,
        )  # fmt: skip
