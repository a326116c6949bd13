"""A table in a notebook: n, and percent of n, rounded as everywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from outreach.messages import _
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outreach.tables.contents import Contents
    from outreach.tables.figures import Figures


def table_html(table: Contents) -> str:
    """Return a Table as HTML: a row for everybody, one for each group; hidden cells are X."""
    labels = [
        _("(net) {label}").format(label=category.label)
        if category.kind == "net"
        else category.label
        for category in table.categories
    ]
    heads = "".join(f"<th>{escape(label)}</th>" for label in ("", "n", *labels))
    body = "".join(_rows(table))
    by = f" × {escape(table.by.label)}" if table.by else ""
    where = f" ({escape(table.where)})" if table.where else ""
    caption = f"<caption>{escape(table.question.label)}{by}{where} (%)</caption>"
    return f"<table>{caption}<tr>{heads}</tr>{body}</table>"


def _rows(table: Contents) -> Iterator[str]:
    hidden = table.hidden
    columns = range(len(table.categories))
    whole = [bool(hidden and hidden.total_percents()[0, at]) for at in columns]
    yield _row(table, _("All"), table.total, 0, bool(hidden and hidden.whole), whole)
    for at, group in enumerate(table.groups if table.by else ()):
        gone = [bool(hidden and hidden.percents()[at, column]) for column in columns]
        base = bool(hidden and hidden.groups[at])
        yield _row(table, str(group), table.cells, at, base, gone)


def _row(
    table: Contents, label: str, figures: Figures, at: int, base_gone: bool, gone: list[bool]
) -> str:
    pairs = zip(figures.counts[at].tolist(), figures.weighted_bases[at].tolist(), gone, strict=True)
    shares = [WITHHELD if secret else percent(n, of, table.decimals) for n, of, secret in pairs]
    base = WITHHELD if base_gone else str(figures.bases[at, 0])
    cells = "".join(f"<td>{cell}</td>" for cell in (base, *shares))
    return f"<tr><th>{escape(label)}</th>{cells}</tr>"
