"""What a newsletter says of an event: a few figures, one chart, what people asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from outreach.messages import _
from outreach.report.booklet import Chapter
from outreach.report.comment_rows import CommentRow
from outreach.report.document_charts import has_chart
from outreach.report.document_grids import shortened
from outreach.report.exhibit import Exhibit
from outreach.studies import BREAKS
from outreach.tables.hidden import WITHHELD
from outreach.tables.rounding import percent

FIGURES, THEMES = 4, 4  # that two pages have room for
NAMED, QUOTED = 24, 80  # signs of a name, and of a comment
_SECRET = 0.4  # share of a chart's cells that may be hidden


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in large type, and what it is."""

    shown: str
    label: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A theme, how many comments it has, and one of them, masked."""

    theme: str
    comments: int
    quote: str


def figures_of(chapter: Chapter) -> tuple[Figure, ...]:
    """Return the figures of an event: who came, who answered, what they found."""
    return (*_people(chapter), *_opinions(chapter))[:FIGURES]


def _people(chapter: Chapter) -> Iterator[Figure]:
    rates = chapter.report.rates
    if rates:
        shown = _("{number} people").format(number=f"{rates[0].people:,}")
        yield Figure(shown, shortened(rates[0].label, NAMED))
    forms = _("forms returned")
    rate = _("forms returned ({rate}%)").format(rate=rates[0].percent) if rates else forms
    shown = f"{chapter.report.respondents:,}"
    yield Figure(shown, rate if rates and rates[0].percent else forms)


def _opinions(chapter: Chapter) -> Iterator[Figure]:
    """Yield of each question of opinion its largest answer, unless it is secret."""
    for exhibit in chapter.report.exhibits:
        table = exhibit.table
        if not exhibit.is_simple or table.question.role in BREAKS or not exhibit.everybody:
            continue
        plain = [at for at, each in enumerate(table.categories) if each.kind == "option"]
        row = exhibit.simple
        best = plain[int(np.argmax([row.count(at) for at in plain]))] if plain else -1
        if best >= 0 and row.count(best) and not row.hides_share(best):
            share = percent(row.count(best), row.base(best), 0)
            label = f"{shortened(table.question.label, NAMED)}\n{exhibit.row_label(best)[:NAMED]}"
            yield Figure(f"{share}%", label)


def chart_to_show(chapter: Chapter) -> Exhibit | None:
    """Return the table whose chart is shown: channels, else ages … as far as they may be seen."""
    roles = ("channel", "age", "profession", "district", "")
    found = [each for each in chapter.report.exhibits if each.is_simple and has_chart(each)]
    found.sort(key=lambda each: roles.index(each.table.question.role or ""))
    open_ones = [each for each in found if _secret_share(each) <= _SECRET]
    return next(iter(open_ones), min(found, key=_secret_share, default=None))


def _secret_share(exhibit: Exhibit) -> float:
    cells = [exhibit.simple.entry(at)[0] for at in exhibit.simple.columns]
    return cells.count(WITHHELD) / max(len(cells), 1)


def voices_of(chapter: Chapter) -> tuple[Voice, ...]:
    """Return the largest themes that people asked about, each with a comment: a question first."""
    voices = []
    for card in chapter.cards:
        about = [row for row in chapter.comments if row.theme_key == card.key]
        asked = [row for row in about if row.kind_key in ("question", "request")]
        if asked and not card.is_rest:
            voices.append(Voice(shortened(card.label, NAMED), card.comments, _quote(asked)))
    return tuple(voices[:THEMES])


def _quote(rows: Sequence[CommentRow]) -> str:
    """Return the first comment that is short enough, else the shortest, cut."""
    texts = [" ".join(row.text.split()) for row in rows]
    fitting = [text for text in texts if len(text) <= QUOTED]
    return fitting[0] if fitting else shortened(min(texts, key=len), QUOTED)
