"""Themes as people read them on a screen: name, size, words, kinds, quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isnan

from rich.cells import cell_len
from rich.text import Text

from outreach.codebook import Codebook
from outreach.comments.kinds import KIND_LABELS
from outreach.comments.theme import OTHER, Theme, Themes
from outreach.messages import _
from outreach.report.folding import folded_lines
from outreach.report.model import day_and_place, synthetic_mark
from outreach.report.theme_rows import kinds_of
from outreach.spelling import visible
from outreach.tables.rounding import percent

_WORDS = 8  # of a theme that are shown
_QUOTE = 120  # characters of a quote; what is longer ends in …
_STEADY, _FAIR = 0.75, 0.6  # Hennig (2007): stable, a pattern; below that it comes and goes


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a survey's themes."""

    title: str
    subtitle: str = ""
    mark: str = ""

    @classmethod
    def of(cls, codebook: Codebook) -> Heading:
        """Return the heading of a survey: its title, its day and place, whether it is made up."""
        survey = codebook.survey
        title = survey.title or codebook.name
        return cls(title, day_and_place(survey), synthetic_mark(synthetic=survey.synthetic))


def theme_lines(
    themes: Themes, heading: Heading, width: int, mask: Callable[[str], str]
) -> Iterator[Text]:
    """Yield the lines; `mask` is what quotes go through before they are shown."""
    yield Text(visible(heading.title), "bold")
    for line in (heading.subtitle, heading.mark):
        if line:
            yield Text(visible(line), "bold yellow" if line == heading.mark else "")
    yield from folded_lines(_counted(themes), width)
    total = sum(theme.size for theme in themes.themes)
    for number, theme in enumerate(themes.themes, 1):
        if theme.size or not theme.proposed:
            yield Text("")
            yield from _theme(themes, theme, number, total, width, mask)
    yield Text("")
    for remark in (*themes.remarks, *_standing(themes)):
        yield from folded_lines(_("Note: {note}").format(note=remark), width, "dim")


def _counted(themes: Themes) -> str:
    silent = themes.silent
    number = sum(theme.size for theme in themes.themes)
    if number + silent == len(themes.comments):  # all are here
        people = len({(comment.survey, comment.row) for comment in themes.comments})
        said = _("Comments: {number} from {people} people.").format(number=number, people=people)
    else:
        said = _("Comments: {number}.").format(number=number)
    if silent:
        said += " " + _("{number} more say nothing (特になし).").format(number=silent)
    return said


def _theme(
    themes: Themes, theme: Theme, number: int, total: int, width: int, mask: Callable[[str], str]
) -> Iterator[Text]:
    size = _("comments: {size} ({share}%)").format(
        size=theme.size, share=percent(theme.size, total, 0) or "-"
    )
    name = visible(theme.label) if theme.key != OTHER else _("その他 (fits nowhere)")
    parts = [size, steadiness(theme.stability), visible(theme.project), visible(theme.owner)]
    head = f"{number:>2}  {name}"
    gap = " " * max(2, width // 2 - cell_len(head))
    yield Text(head + gap + "  ".join(filter(None, parts)), "bold")
    words = "、".join(word for word, _weight in theme.words[:_WORDS])
    if words:
        yield from folded_lines(_("Words: {words}").format(words=words), width, "cyan", indent=4)
    counts = kinds_of(themes, theme.comments)
    kinds = "、".join(f"{_(KIND_LABELS[kind])} {count}" for kind, count in counts.items())
    if kinds:
        yield from folded_lines(_("Kinds: {kinds}").format(kinds=kinds), width, indent=4)
    for place in theme.quotes:
        comment = themes.comments[place]
        yield from folded_lines(f"「{_short(mask(comment.text))}」", width, indent=4)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"


def steadiness(stability: float) -> str:
    """Return in plain words how often a theme comes back when part of the comments is left out.

    >>> steadiness(0.8), steadiness(float("nan"))
    ('steady', '')
    """
    if isnan(stability):
        return ""
    if stability >= _STEADY:
        return _("steady")
    return _("fairly steady") if stability >= _FAIR else _("unsteady: look at its comments")


def _standing(themes: Themes) -> Iterator[str]:
    """Yield the footnotes that stand below all themes."""
    if themes.alternatives:
        others = ", ".join(map(str, themes.alternatives))
        yield _("Other numbers of themes worth a look: {others} (--count).").format(others=others)
    yield _("Themes are groups of opinions; the number of comments is no number of votes.")
    if any(not isnan(theme.stability) for theme in themes.themes):
        yield _(
            "Steady: the theme comes back when a part of the comments is left out (Hennig 2007)."
        )
