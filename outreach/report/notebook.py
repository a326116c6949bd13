"""A report in a notebook: its sentences, tables and themes as HTML, without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from outreach.messages import _
from outreach.report.theme_cards import ThemeCard
from outreach.tables.table import Table


def chapter_html(
    title: str, lines: Sequence[str], tables: Iterable[Table], cards: Sequence[ThemeCard]
) -> str:
    """Return one survey as HTML: title, sentences, every table, a row for each theme."""
    said = "".join(f"<li>{escape(line)}</li>" for line in lines)
    shown = "".join(table._repr_html_() for table in tables)
    return f"<h2>{escape(title)}</h2><ul>{said}</ul>{shown}{_cards(cards)}"


def _cards(cards: Sequence[ThemeCard]) -> str:
    if not cards:
        return ""
    heads = (_("Theme"), _("Comments"), _("Words"), _("quote"))
    rows = [
        (card.label, str(card.comments), "、".join(card.words), next(iter(card.quotes), ""))
        for card in cards
    ]
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"
