"""Themes: what comments are about, each with its words, its comments and its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from outreach.comments.comment import Comment
from outreach.intake.privacy import mask
from outreach.messages import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outreach.comments.kinds import Kind
    from outreach.comments.words import Analysed

OTHER = "other"  # the key of その他: comments that fit nowhere
NOWHERE = -1  # the code of a text that says nothing: 特になし


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: a key that stays, a name that people may change.

    `words` are its most telling words with their weights, best first.
    `comments` are positions among all comments, the one nearest its centre
    first; `quotes` some of them, near the centre and not alike. `stability` is
    from 0 to 1 (see `clustering.stability_of`), NaN where it was not measured.
    `project` and `owner` are what people entered in the frame. `proposed` says
    that nobody has looked at it yet: no frame knows it.
    """

    key: str
    label: str
    words: tuple[tuple[str, float], ...] = ()
    comments: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    stability: float = float("nan")
    project: str = ""
    owner: str = ""
    proposed: bool = True
    total: int | None = None

    @property
    def size(self) -> int:
        """How many comments are about it first of all: `total` where not all are held."""
        return len(self.comments) if self.total is None else self.total


@dataclass(frozen=True, eq=False)
class Themes:
    """Every comment with its theme; none is left out.

    `codes` holds for each comment the position of its theme, −1 where it says
    nothing; `seconds` its second theme or −1; `scores` how near it is to its
    theme's centre, from 0 to 1 (NaN where it has none); `reasons` how it came
    there: "pinned", "keyword", "kept" (as in the run before), "nearest",
    "cluster", or "" for その他 and for nothing. `analysed` are its words,
    `kinds` what it wants: a question, a request … `alternatives` are other
    numbers of themes worth a look; `remarks` are sentences for the reader;
    `silent` is how many say nothing.
    """

    comments: tuple[Comment, ...]
    themes: tuple[Theme, ...]
    codes: NDArray[np.int16]
    seconds: NDArray[np.int16]
    scores: NDArray[np.float64]
    reasons: tuple[str, ...] = ()
    analysed: Sequence[Analysed] = field(default=(), repr=False)
    kinds: Sequence[Kind] = field(default=(), repr=False)
    alternatives: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    silent: int = 0

    def _repr_html_(self) -> str:
        """Return HTML for a notebook: a row for each theme; quotes are masked."""
        rows = [
            (theme.label, str(theme.size), "、".join(word for word, _weight in theme.words[:6]),
             mask(self.comments[theme.quotes[0]].text) if theme.quotes else "")
            for theme in self.themes
        ]  # fmt: skip
        heads = (_("Theme"), _("Comments"), _("Words"), _("quote"))
        head = "".join(f"<th>{escape(name)}</th>" for name in heads)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        return f"<table><tr>{head}</tr>{body}</table>"

    @property
    def labels(self) -> tuple[str, ...]:
        """The themes' names in their order: the largest first, その他 last."""
        return tuple(theme.label for theme in self.themes)
