"""What changed since the last event: answers in points, themes that came and went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from outreach.codebook import Question
from outreach.comments.theme import OTHER, Theme
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.planning.cells import base_of, count_of, is_small
from outreach.planning.plan import Statement
from outreach.studies import Study
from outreach.tables.compare import compare_surveys
from outreach.tables.rounding import percent, rounded
from outreach.tables.waves.askees import refusal
from outreach.tables.waves.compared import Comparison
from outreach.tables.waves.harmony import Harmony, Item, harmonise
from outreach.tables.waves.questionnaires import match_codebooks

LEVEL = 0.05
_WORDS = 8  # of a theme that are looked at
_SHARED = 2  # of them that make two themes one


def changes_between(old: Study, new: Study) -> list[Statement]:
    """Return what differs beyond chance between two events, and what could not be compared.

    An answer is told of where both surveys may show its number and its base;
    q after Benjamini and Hochberg is then below 0.05.
    """
    harmony = harmonise([old.codebook, new.codebook], _names(old, new))
    found = list(_answers(harmony, old, new))
    return [*found, *_themes(old, new)]


def _names(old: Study, new: Study) -> tuple[str, str]:
    return (old.name, new.name) if old.name != new.name else (old.name, f"{new.name} (2)")


def _answers(harmony: Harmony, old: Study, new: Study) -> Iterator[Statement]:
    items, reasons = _comparable(harmony)
    compared = []
    for item in items:
        try:
            compared += compare_surveys(harmony, [[old.answers], [new.answers]], [item])
        except OutreachError as error:  # a question without its column
            reasons.append(error.message)
    yield from _told(harmony, compared, old, new)
    if not compared:
        reasons.append(_("The surveys have no question in common that could be compared."))
    for reason in dict.fromkeys(reasons):
        yield Statement(_("Not compared: {reason}").format(reason=reason))


def _told(
    harmony: Harmony, compared: Sequence[Comparison], old: Study, new: Study
) -> Iterator[Statement]:
    """Yield the answers that differ, else that none does, or that none may be shown."""
    looked_at, differ = 0, 0
    for comparison in compared:
        for at in range(len(comparison.categories)):
            pair = _pair(harmony, comparison, at, old, new)
            looked_at += pair is not None
            if pair is not None and comparison.q[0, at] < LEVEL:
                differ += 1
                yield _difference(comparison, at, pair)
    if looked_at and not differ:
        told = _("Of {number} answers that can be compared none differs beyond chance.")
        yield Statement(told.format(number=looked_at))
    elif compared and not looked_at:
        yield Statement(_("No answer can be compared: small numbers are hidden."))


def _comparable(harmony: Harmony) -> tuple[list[Item], list[str]]:
    """Return the questions that can be compared, and why others that both forms have cannot."""
    both = {match.new.key for match in match_codebooks(*harmony.codebooks[:2])}
    reasons = [reason for key, reason in harmony.refused.items() if key in both]
    items = []
    for item in harmony.items:
        if not item.question.closed:
            continue
        reason = refusal(harmony, item)
        if reason:
            reasons.append(reason)
        else:
            items.append(item)
    return items, reasons


Pair = tuple[tuple[int, int], tuple[int, int]]  # count and base, old and new


def _pair(harmony: Harmony, comparison: Comparison, at: int, old: Study, new: Study) -> Pair | None:
    """Return counts and bases of an option, None where one of them may not be shown."""
    category = comparison.categories[at]
    if category.kind != "option":
        return None
    sources = harmony.item(comparison.question.key).sources
    pair = [
        _shown(study, source, category.label)
        for study, source in zip((old, new), sources, strict=True)
    ]
    if pair[0] is None or pair[1] is None:
        return None
    own = [
        (int(figures.counts[0, at]), int(figures.bases[0, at]))
        for figures in (comparison.old, comparison.new)
    ]
    return (pair[0], pair[1]) if own == pair else None  # joined options are other numbers


def _shown(study: Study, question: Question, label: str) -> tuple[int, int] | None:
    table = study.simple(question)
    if table is None:
        return None
    count, base = count_of(table, label), base_of(table)
    return None if count is None or not base else (count, base)


def _difference(comparison: Comparison, at: int, pair: Pair) -> Statement:
    (old, old_base), (new, new_base) = pair
    points = 100 * (Fraction(new, new_base) - Fraction(old, old_base))
    low, high = (100 * float(ends[0, at]) for ends in (comparison.low, comparison.high))
    told = _(
        "“{question}”, {label}: {old}% (of {old_base} people) then, {new}% (of {new_base}) now,"
        " {points} points (95% interval {low} to {high})."
    )
    places = comparison.decimals
    text = told.format(
        question=comparison.question.label, label=comparison.categories[at].label,
        old=percent(old, old_base, places), old_base=old_base,
        new=percent(new, new_base, places), new_base=new_base,
        points=_signed(points), low=_signed(low), high=_signed(high),
    )  # fmt: skip
    small = is_small(min(old_base, new_base))
    return Statement(text, new_base, comparison.question.label, small)


def _signed(value: float | Fraction) -> str:
    text = rounded(float(value), 1)
    return text if text.startswith("-") or not float(text) else f"+{text}"


def _themes(old: Study, new: Study) -> Iterator[Statement]:
    """Yield the themes that are new, and those that are not there any more."""
    if old.themes is None or new.themes is None:
        yield Statement(_("Themes are not compared: one of the events has no comments."))
        return
    if old.codebook.survey.kind != new.codebook.survey.kind:
        yield Statement(_("Themes are not compared: the events are of different kinds."))
        return
    before, now = _own(old.themes.themes), _own(new.themes.themes)
    for told, mine, others in (
        (_("Themes that are new: {themes}."), now, before),
        (_("Themes of the last event that nobody wrote of now: {themes}."), before, now),
    ):
        alone = [each for each in mine if not any(are_one(each, other) for other in others)]
        if alone:
            names = (
                _("“{theme}” (comments: {number})").format(theme=each.label, number=each.size)
                for each in alone
            )
            yield Statement(told.format(themes=_(", ").join(names)))


def _own(themes: Sequence[Theme]) -> list[Theme]:
    return [theme for theme in themes if theme.key != OTHER and theme.size]


def are_one(one: Theme, other: Theme) -> bool:
    """Return whether two themes are the same: by key, by name, or by words that both tell by."""
    if one.key == other.key or one.label == other.label:
        return True
    words = [{word for word, _weight in each.words[:_WORDS]} for each in (one, other)]
    return len(words[0] & words[1]) >= _SHARED
