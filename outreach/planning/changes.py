"""What changed from one event to the next: shares that differ, themes that came and went."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.comments.theme import OTHER, Theme, Themes
from outreach.messages import _
from outreach.planning.plan import Statement
from outreach.studies import Study
from outreach.tables.compare import Terms, compare_surveys
from outreach.tables.contents import SMALL
from outreach.tables.rounding import rounded
from outreach.tables.waves.compared import Comparison
from outreach.tables.waves.harmony import harmonise

LEVEL = 0.05  # q below which a difference is told
_WORDS = 6  # of a theme by which it is known again
_SHARED = 2  # of them that two themes have in common


def changes(old: Study, new: Study) -> Iterator[Statement]:
    """Yield what changed from an older survey to a newer one.

    Differences are of those who answered, told where q is below 0.05 over the
    question and where nothing of them is hidden; then themes, by their keys or words.
    """
    below = max(old.below, new.below)
    harmony = harmonise([old.codebook, new.codebook])
    sources = [[old.answers], [new.answers]]
    found = compare_surveys(harmony, sources, terms=Terms("answered", suppress=below))
    told = [line for each in found for line in _differences(each)]
    yield from told
    if not found:
        yield Statement(_("The two forms have no question in common that could be compared."))
    elif not told:
        labels = _(", ").join(each.question.label for each in found)
        sentence = _(
            "No difference that chance would not explain, or none that may be told: {labels}"
        )
        yield Statement(sentence.format(labels=labels))
    if old.themes is not None and new.themes is not None:
        yield from _themes(old.themes, new.themes)


def _differences(found: Comparison) -> Iterator[Statement]:
    shares = found.shares()
    for column, category in enumerate(found.categories):
        if category.kind != "option" or not found.q.size or not found.q[0, column] < LEVEL:
            continue
        if found.hidden_shares[0, column]:
            continue
        bases = [int(side.bases[0, column]) for side in (found.old, found.new)]
        percents = [rounded(100 * float(share[0, column]), 1) for share in shares]
        points = [
            rounded(100 * float(array[0, column]), 1)
            for array in (found.difference, found.low, found.high)
        ]
        sentence = _(
            "{question}: “{option}” {old}% (n={old_n}) → {new}% (n={new_n}), {points} points"
            " ({low} to {high})"
        )
        text = sentence.format(
            question=found.question.label, option=category.label, old=percents[0], new=percents[1],
            old_n=bases[0], new_n=bases[1], points=points[0], low=points[1], high=points[2],
        )  # fmt: skip
        yield Statement(text, min(bases), found.question.label, min(bases) < SMALL)


def _themes(old: Themes, new: Themes) -> Iterator[Statement]:
    """Yield which themes came again, which are new, which are gone."""
    before, now = _named(old), _named(new)
    again = [theme for theme in now if any(_alike(theme, each) for each in before)]
    fresh = [theme for theme in now if theme not in again]
    gone = [theme for theme in before if not any(_alike(theme, each) for each in now)]
    sizes = [sum(theme.size for theme in themes.themes) for themes in (new, old)]
    for sentence, themes, size in (
        (_("Themes that came again: {themes}"), again, sizes[0]),
        (_("Themes that are new: {themes}"), fresh, sizes[0]),
        (_("Themes of the event before that did not come again: {themes}"), gone, sizes[1]),
    ):
        if themes:
            names = _(", ").join(f"{theme.label} ({theme.size})" for theme in themes)
            yield Statement(sentence.format(themes=names), size, _("Comments"), size < SMALL)


def _named(themes: Themes) -> list[Theme]:
    return [theme for theme in themes.themes if theme.key != OTHER and theme.size]


def _alike(one: Theme, other: Theme) -> bool:
    if one.key == other.key and not (one.proposed and other.proposed):
        return True
    words = [{word for word, _weight in theme.words[:_WORDS]} for theme in (one, other)]
    return len(words[0] & words[1]) >= _SHARED
