"""Bars: of themes by their comments, and of words by a number that the caption names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.comments.theme import OTHER, Themes
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.palette import EDGE, NO_ANSWER, OPTIONS
from outreach.report.pictures.lettering import width_of, wrapped
from outreach.report.pictures.picture import Picture, finished
from outreach.report.pictures.shapes import LEADING, Box, Line, Shape, Text, lines_of
from outreach.report.pictures.weighed import Words, weighed
from outreach.tables.rounding import percent

_NAMES, _BARS, _FIGURES = 300, 380, 110  # widest of each, in pixels
_SIZE, _BAR, _APART, _GAP = 13, 20, 10, 8  # of text, of a bar, between bars, beside them: pixels


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, how long its bar is, and the figure beside it."""

    name: str
    length: float
    figure: str
    fill: str = OPTIONS[0]
    edge: str = OPTIONS[0]


def theme_bars(themes: Themes, *, title: str = "", notes: Sequence[str] = ()) -> Picture:
    """Return a bar for each theme, as long as its number of comments; その他 is grey, and last.

    Percentages are of the comments that say something. `notes` stand under the
    caption. Raises OutreachError where there is no comment.
    """
    said = sum(theme.size for theme in themes.themes)
    if not said:
        remedy = _("A picture needs comments that say something.")
        raise OutreachError(_("There is no theme with a comment."), remedy=remedy)
    bars = [
        Bar(
            theme.label, theme.size, f"{theme.size:,} ({percent(theme.size, said, 1)}%)",
            *((NO_ANSWER, EDGE) if theme.key == OTHER else (OPTIONS[0], OPTIONS[0])),
        )
        for theme in themes.themes
        if theme.size
    ]  # fmt: skip
    named = sum(theme.size > 0 and theme.key != OTHER for theme in themes.themes)
    sentence = _("Bars of {count} themes by number of comments (n={number}).")
    caption = [
        _("Length: number of comments, and percent of n={number}.").format(number=f"{said:,}")
    ]
    if themes.silent:
        silent = _("{number} comments that say nothing are not counted.")
        caption.append(silent.format(number=f"{themes.silent:,}"))
    caption.append(_("Numbers of comments are no votes."))
    return _drawn(
        bars, title or _("Themes of the comments"),
        sentence.format(count=named, number=f"{said:,}"), caption, (), notes,
    )  # fmt: skip


def word_bars(
    words: Words,
    *,
    measure: str = "",
    title: str = "",
    notes: Sequence[str] = (),
    most: int = 25,
) -> Picture:
    """Return a bar for each of the `most` heaviest words; `words` and all else as `word_cloud`."""
    found = weighed(words, measure)
    shown = found.words[: max(1, most)]
    caption = [_("Length: {measure}.").format(measure=found.measured), *found.cut(len(shown))]
    sentence = _("Bars of {count} words by {measure}.")
    return _drawn(
        [Bar(word, weight, f"{weight:,.4g}") for word, weight in shown],
        title or found.title,
        sentence.format(count=len(shown), measure=found.measure),
        caption, found.remarks, notes,
    )  # fmt: skip


def _drawn(
    bars: Sequence[Bar],
    title: str,
    sentence: str,
    caption: Sequence[str],
    remarks: Sequence[str],
    notes: Sequence[str],
) -> Picture:
    """Return the bars one below the other, names at the left, figures at their ends."""
    names = [wrapped(bar.name, _SIZE, _NAMES) for bar in bars]
    left = max(width_of(line, _SIZE) for lines in names for line in lines) + _GAP
    longest = max(bar.length for bar in bars)
    shapes: list[Shape] = []
    down = 0.0
    for bar, lines in zip(bars, names, strict=True):
        high = max(_BAR, len(lines) * _SIZE * LEADING)
        middle = down + high / 2
        length = _BARS * bar.length / longest
        tip = f"{bar.name}: {bar.figure}"
        shapes += lines_of(lines, left - _GAP, middle, _SIZE, anchor="end", tip=tip)
        shapes.append(Box(left, middle - _BAR / 2, length, _BAR, bar.fill, bar.edge, tip))
        shapes.append(Text(left + length + _GAP, middle, bar.figure, _SIZE))
        down += high + _APART
    shapes.append(Line(left, -4, left, down - _APART + 4))
    items = tuple(f"{bar.name}: {bar.figure}" for bar in bars)
    return finished(
        Picture(
            title, sentence, items, tuple(shapes), left + _BARS + _FIGURES, down - _APART + 4,
            tuple(caption), tuple(remarks),
        ),
        notes,
    )  # fmt: skip
