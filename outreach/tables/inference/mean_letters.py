"""Which groups' means differ: letters on a finished Summary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from outreach.messages import N_, _
from outreach.tables.inference.cell_tests import Lettered, families
from outreach.tables.inference.letters import (
    Groups,
    compare_means,
    correct,
    letter_names,
    write_letters,
)
from outreach.tables.inference.methods import CORRECTIONS, Settings, percent

if TYPE_CHECKING:
    from outreach.tables.summary import Summary

TEST = N_(
    "Letters name the groups whose mean is lower at the {percent} % level: "
    "two-sided t test of each two groups (Welch 1947)."
)


def letter_means(summary: Summary, settings: Settings) -> Lettered:
    """Return which groups' means are higher than which others', as arrays of groups × 1.

    Welch's test on effective bases; of a nested break within the same outer
    group. Groups of no answer take no part, nor those of fewer than the
    minimum base; groups that share people are not compared, for a Summary
    does not know how many. Raises what `Settings.checked` does.
    """
    settings.checked(summary.respondents)
    rows = [at for at, group in enumerate(summary.groups) if group.answered and summary.by]
    names, shape = letter_names(len(rows)), (len(rows), 1)
    letters, notes = (np.full(shape, "", dtype=object) for _each in range(2))
    if summary.by is not None and summary.by.multiple:
        notes[:] = _("No letters: how many people the groups share was not counted.")
        return Lettered(letters, notes, names, compared=False)
    cells = summary.cells
    people, weighted, effective, means, deviations = (
        np.asarray(each, np.float64)[rows]
        for each in (cells.n, cells.weighted_n, cells.effective_n, cells.mean, cells.deviation)
    )
    small = people < max(settings.minimum_base, 2)
    notes[small] = _("No letters: fewer than {minimum} answers.").format(
        minimum=settings.minimum_base
    )
    means = np.where(small, np.nan, means)[:, np.newaxis]
    groups = Groups(people, weighted, effective)
    for family in families(summary.groups, rows):
        pairs = compare_means(means[family], deviations[family, np.newaxis], groups.take(family))
        letters[family] = write_letters(
            means[family],
            correct(pairs, settings.correction),
            tuple(names[at] for at in family),
            level=settings.level,
            second=settings.second,
        )
    return Lettered(letters, notes, names, compared=True)


def add_mean_tests(summary: Summary, settings: Settings) -> Summary:
    """Return the Summary with the letters of its groups' means, and the sentences of its footer."""
    if settings.letters is None or summary.by is None:
        return summary
    found = letter_means(summary, settings)
    rows = [at for at, group in enumerate(summary.groups) if group.answered]
    letters, names = [""] * len(summary.groups), [""] * len(summary.groups)
    for at, name, text in zip(rows, found.names, found.letters[:, 0], strict=True):
        names[at], letters[at] = name, str(text)
    methods = (
        mean_sentences(settings) if found.compared else tuple(dict.fromkeys(found.notes[:, 0]))
    )
    return replace(summary, letters=tuple(letters), group_letters=tuple(names), methods=methods)


def mean_sentences(settings: Settings) -> tuple[str, ...]:
    """Return how means were compared, for a footer."""
    left = _("Groups with fewer than {minimum} answers get no letters.")
    return (
        _(TEST).format(percent=percent(settings.level)),
        _(CORRECTIONS[settings.correction]),
        left.format(minimum=settings.minimum_base),
    )
