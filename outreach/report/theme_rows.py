"""Themes as data: every comment a row (CSV), or themes and comments as one object (JSON)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isnan
from typing import IO, Any

from outreach.comments.theme import NOWHERE, OTHER, Theme, Themes
from outreach.report.tidy import write_csv, write_csv_rows

COLUMNS = (
    "respondent", "question", "text", "theme", "label", "second_theme", "kind", "score",
)  # fmt: skip
_DIGITS = 4  # of a score: more of them say nothing


def theme_rows(themes: Themes, mask: Callable[[str], str] = str) -> Iterator[dict[str, Any]]:
    """Yield a row for every comment, in its order; what says nothing has no theme and no kind.

    `mask` is what texts go through.
    """
    for at, comment in enumerate(themes.comments):
        code, second = int(themes.codes[at]), int(themes.seconds[at])
        own = None if code == NOWHERE else themes.themes[code]
        score = float(themes.scores[at])
        yield {
            "respondent": comment.respondent,
            "question": comment.question,
            "text": mask(comment.text),
            "theme": own.key if own else "",
            "label": own.label if own else "",
            "second_theme": themes.themes[second].key if second != NOWHERE else "",
            "kind": themes.kinds[at].value if own else "",
            "score": None if isnan(score) else round(score, _DIGITS),
        }


def csv_writer(file: IO[str], mask: Callable[[str], str] = str) -> Callable[[Themes], None]:
    """Write the header; return what writes the rows of one part of the comments after another."""
    write_csv(file, COLUMNS, ())

    def write(part: Themes) -> None:
        rows = ([row[name] for name in COLUMNS] for row in theme_rows(part, mask))
        write_csv_rows(file, rows)

    return write


@contextmanager
def json_writer(
    file: IO[str], mask: Callable[[str], str] = str
) -> Iterator[tuple[Callable[[Themes], None], Callable[..., None]]]:
    """Give what writes the comments part by part, and what writes the themes at the end.

    The object has comments first: how large each theme is, is known last.
    """
    file.write('{\n "comments": [')
    first = [""]

    def write(part: Themes) -> None:
        for row in theme_rows(part, mask):
            file.write(f"{first[0]}\n  {json.dumps(row, ensure_ascii=False)}")
            first[0] = ","

    def finish(themes: Themes, **about: Any) -> None:  # noqa: ANN401
        file.write("\n ],\n")
        head = json.dumps(about | _head(themes, mask), ensure_ascii=False, indent=1)
        file.write(head.removeprefix("{\n").removesuffix("}") + "}\n")

    yield write, finish


def _head(themes: Themes, mask: Callable[[str], str]) -> dict[str, Any]:
    return {
        "count": sum(theme.key != OTHER for theme in themes.themes),
        "alternatives": list(themes.alternatives),
        "themes": [_of_theme(themes, theme, at, mask) for at, theme in enumerate(themes.themes)],
        "remarks": list(themes.remarks),
    }


def _of_theme(themes: Themes, theme: Theme, at: int, mask: Callable[[str], str]) -> dict[str, Any]:
    quoted = [themes.comments[place] for place in theme.quotes]
    return {
        "key": theme.key,
        "label": theme.label,
        "comments": theme.size,
        "also": int((themes.seconds == at).sum()),
        "words": [{"word": word, "weight": round(weight, _DIGITS)} for word, weight in theme.words],
        "quotes": [{"respondent": one.respondent, "text": mask(one.text)} for one in quoted],
        "kinds": kinds_of(themes, theme.comments),
        "stability": None if isnan(theme.stability) else round(theme.stability, _DIGITS),
        "project": theme.project,
        "owner": theme.owner,
        "proposed": theme.proposed,
    }


def kinds_of(themes: Themes, places: Sequence[int]) -> dict[str, int]:
    """Return how many of these comments are of each kind, the most frequent first."""
    counts = Counter(themes.kinds[place].value for place in places)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
