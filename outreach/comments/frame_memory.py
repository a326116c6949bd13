"""What a themes.toml remembers of a run, to find the same themes in the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from outreach.comments.frame import Frame, FrameTheme, Words
from outreach.comments.frame_layout import toml_line
from outreach.comments.pins import signature
from outreach.comments.theme import OTHER, Theme, Themes

NOTE = "# ---- ここから下は機械の覚え書きです。直さないでください。 ----"
_KEPT = 3_000  # comments of a theme that are remembered
_WORDS = 80  # of a theme that are remembered
_DIGITS = 3


def memory_text(themes: Themes, frame: Frame, new: Sequence[Theme]) -> str:
    """Return the tables [remembered.<key>]: each theme's words with weights, and its comments.

    A word's weight is the share of the theme's comments that have it. `new` are
    the themes that the frame does not know, under the keys that they got.
    """
    known = {theme.key: theme for theme in frame.themes}
    found = {theme.key: theme for theme in themes.themes} | {theme.key: theme for theme in new}
    settled = {
        signature(themes.comments[place].text)
        for theme in themes.themes
        if theme.key != OTHER
        for place in theme.comments
    }
    parts = []
    for key in dict.fromkeys([*known, *(theme.key for theme in new)]):
        about = _remembered(known.get(key), found.get(key), settled, themes)
        name = toml_line(key, 0).rpartition(" = ")[0]
        lines = [toml_line(item, value) for item, value in about.items()]
        parts.append("\n".join([f"[remembered.{name}]", *lines, ""]))
    return "\n".join(parts)


def sayable(words: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the words that can be shown and written."""
    return [(word, weight) for word, weight in words if word.isprintable()]


def _remembered(
    old: FrameTheme | None, theme: Theme | None, settled: set[str], themes: Themes
) -> Mapping[str, str | int | dict[str, float]]:
    """Return what is remembered of one theme; one without comments keeps its words."""
    words = dict(old.words) if old else {}
    kept = set(old.kept) if old else set()
    size = theme.size if theme else 0
    if old and (old.merged_into or old.key == OTHER):
        kept -= settled  # what the theme has that it was merged into
    elif theme and theme.size:
        words = {word: round(weight, _DIGITS) for word, weight in _words_of(theme, themes)}
        kept = {signature(themes.comments[at].text) for at in theme.comments[:_KEPT]}
    label = _proposed_label(old, theme)
    return {
        **({"label": label} if label else {}),
        "size": size,
        "words": words,
        "comments": " ".join(sorted(kept)),
    }


def _words_of(theme: Theme, themes: Themes) -> Words:
    """Return the words that themes are found by, with the share of comments that have them."""
    if not themes.analysed or not theme.comments:
        return tuple(sayable(theme.words))
    counts = Counter(word for place in theme.comments for word in set(themes.analysed[place].stems))
    best = sorted(sayable(counts.items()), key=lambda item: (-item[1], item[0]))[:_WORDS]
    return tuple((word, count / len(theme.comments)) for word, count in best)


def _proposed_label(old: FrameTheme | None, theme: Theme | None) -> str:
    """Return the name that a run gave, "" where people have changed it: it is theirs then."""
    if old is None:
        return theme.label if theme else ""
    return old.label if old.proposed else ""
