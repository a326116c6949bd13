"""What stands above a table, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterable

from outreach.messages import _
from outreach.tables.figures import Break


def caption(at: int, asked: str, breaks: Iterable[Break | None], where: str) -> str:
    """Return a table's caption: number, question and breaks, whom it is of."""
    title = f"{_('Table {number}').format(number=at)} {asked}"
    labels = [by.label for by in breaks if by]
    if labels:
        title += f" × {' / '.join(labels)}"
    return f"{title} " + _("(of: {where})").format(where=where) if where else title


def base_heads(weight: str) -> tuple[str, ...]:
    """Return what stands over the bases: n, and with weights the effective n."""
    return ("n", _("eff. n")) if weight else ("n",)
