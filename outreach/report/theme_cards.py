"""A theme as a card: its name, how many, its words, its kinds, quotes that are masked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outreach.comments.kinds import KIND_LABELS
from outreach.comments.projects import project_title
from outreach.comments.theme import OTHER, Themes
from outreach.messages import _
from outreach.report.theme_rows import kinds_of
from outreach.report.theme_text import steadiness
from outreach.tables.rounding import percent

WORDS = 8  # of a theme that are shown


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """One theme as a report shows it.

    `comments` is how many are about it, `share` their percent of all comments
    that say something; `kinds` are kinds, their names and numbers, the most
    frequent first; `project` is a title or "", `steady` plain words or "".
    """

    key: str
    label: str
    comments: int
    share: str
    words: tuple[str, ...]
    kinds: tuple[tuple[str, str, int], ...]
    quotes: tuple[str, ...]
    project: str = ""
    owner: str = ""
    steady: str = ""
    is_rest: bool = False


def theme_cards(themes: Themes, mask: Callable[[str], str]) -> Iterator[ThemeCard]:
    """Yield a card for each theme that has comments or that people named, the largest first."""
    total = sum(theme.size for theme in themes.themes)
    for theme in themes.themes:
        if not theme.size and theme.proposed:
            continue
        counts = kinds_of(themes, theme.comments)
        rest = theme.key == OTHER
        yield ThemeCard(
            theme.key,
            theme.label if not rest else _("その他 (fits nowhere)"),
            theme.size,
            percent(theme.size, total, 0),
            tuple(word for word, _weight in theme.words[:WORDS]),
            tuple((kind, _(KIND_LABELS[kind]), count) for kind, count in counts.items()),
            tuple(mask(themes.comments[place].text) for place in theme.quotes),
            project_title(theme.project) or theme.project,
            theme.owner,
            steadiness(theme.stability),
            rest,
        )
