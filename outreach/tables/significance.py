"""Tests, residuals and intervals on a finished Table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.messages import _
from outreach.tables.inference.answered import Answered, who_answered
from outreach.tables.inference.association import Method as Association
from outreach.tables.inference.association import associate
from outreach.tables.inference.cell_tests import (
    AgainstRest,
    Lettered,
    compare_with_rest,
    letter_groups,
)
from outreach.tables.inference.letters import Correction, Method, Texts
from outreach.tables.inference.methods import Settings, Used, cell_sentences, interval_sentences
from outreach.tables.inference.proportions import Floats, finite_base, wilson
from outreach.tables.inference.whole import associate_people
from outreach.tables.tested import Effect, Outcome, Significance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outreach.tables.figures import Break, Figures
    from outreach.tables.table import Table


def add_tests(
    table: Table,
    *,
    level: float = 0.05,
    second: float | None = None,
    letters: Method | None = "t",
    correction: Correction = "bonferroni",
    association: Association | None = "auto",
    population: int | None = None,
    minimum_base: int = 30,
) -> Table:
    """Return the Table with its tests: intervals; by groups also residuals, letters, association.

    Tests are among those who answered both questions, whatever the base of
    the table; intervals are of its own shares, with 1 − `level` confidence.
    `second` is a weaker level for small letters, `population` how many people
    the respondents are from; groups of fewer than `minimum_base` get no
    letters. Weighted tables and those of several answers need their Joint.
    Raises UnknownOption; OutreachError for a level or population that cannot be.
    """
    settings = Settings(level, second, letters, correction, association, population, minimum_base)
    settings.checked(table.respondents)
    tests = _with_intervals(table, settings)
    if table.by is not None:
        tests = _with_groups(tests, table, table.by, settings)
    return replace(table, tests=tests)


def _with_intervals(table: Table, settings: Settings) -> Significance:
    """Return the Significance of a table whose cells are not compared."""
    none = np.full(table.counts.shape, np.nan)
    empty = np.full(table.counts.shape, "", dtype=object)
    low, high = _interval(table, table.cells, settings)
    total_low, total_high = _interval(table, table.total, settings)
    return Significance(
        low, high, total_low, total_high, none, none, none, empty, empty,
        methods=tuple(interval_sentences(settings, weighted=bool(table.weight))),
    )  # fmt: skip


def _interval(table: Table, figures: Figures, settings: Settings) -> tuple[Floats, Floats]:
    """Return the bounds of the shares that are printed, on the bases that are printed.

    Each group is taken to be as large a part of its population as all
    respondents are of theirs.
    """
    bases, weighted = figures.effective_bases * 1.0, figures.weighted_bases * 1.0
    if settings.population is not None:
        people = figures.bases * 1.0
        worth = settings.population * people / max(table.respondents, 1)
        bases = finite_base(bases, worth, people)
    shares = np.divide(figures.counts, weighted, out=np.zeros(bases.shape), where=weighted > 0)
    _share, low, high = wilson(np.clip(shares, 0, 1), bases, level=settings.level)
    return low, high


def _with_groups(tests: Significance, table: Table, by: Break, settings: Settings) -> Significance:
    """Return the Significance with its groups compared, and the table tested as a whole."""
    answered = who_answered(table, by)
    rest = compare_with_rest(answered, weighted=bool(table.weight))
    lettered = None
    if settings.letters is not None:
        lettered = letter_groups(table, answered, settings, settings.letters)
    if settings.association is not None:
        outcomes, effect = _associated(table, by, answered, settings, settings.association)
        tests = replace(tests, outcomes=outcomes, effect=effect)
    used = Used(
        cells=int(np.isfinite(rest.p).sum()),
        exact=rest.exact,
        lettered=lettered is not None and lettered.compared,
        overlapping=answered.groups.overlaps is not None,
        nested=len(by.questions) > 1,
        effect=tests.effect is not None,
    )
    tests = replace(
        tests,
        residual=_placed(answered, tests.residual, rest.residual),
        p=_placed(answered, tests.p, rest.p),
        q=_placed(answered, tests.q, rest.q),
        notes=_placed(answered, _silent_notes(table), _notes(rest, lettered)),
        methods=(*tests.methods, *cell_sentences(settings, used)),
    )
    if lettered is None:
        return tests
    names = dict(zip(answered.rows, lettered.names, strict=True))
    return replace(
        tests,
        letters=_placed(answered, tests.letters, lettered.letters),
        group_letters=tuple(names.get(row, "") for row in range(len(table.groups))),
    )


def _associated(
    table: Table, by: Break, answered: Answered, settings: Settings, method: Association
) -> tuple[tuple[Outcome, ...], Effect | None]:
    """Return the test of groups × options; nets are no options beside the others.

    Without a Joint there is one for single answers without weights only.
    """
    flags, confidence = answered.flags, 1 - settings.level
    if table.joint is not None and flags is not None:
        return associate_people(
            table.joint, flags.inside, flags.options,
            multiple=(by.multiple, table.question.multiple), base=flags.base,
            weighted=bool(table.weight), method=method, level=confidence,
        )  # fmt: skip
    if by.multiple or table.question.multiple or table.weight:
        note = _("Not tested: who gave which answers together was not counted.")
        return (Outcome(_("test of the whole table"), note=note),), None
    kinds = [table.categories[at].kind for at in answered.columns]
    options = [at for at, kind in enumerate(kinds) if kind == "option"]
    return associate(answered.people[:, options].astype(np.int64), method, confidence)


def _placed(answered: Answered, whole: NDArray[Any], part: NDArray[Any]) -> NDArray[Any]:
    """Return the table's array with the tested groups' and categories' values in their places."""
    placed = whole.copy()
    placed[np.ix_(answered.rows, answered.columns)] = part
    return placed


def _silent_notes(table: Table) -> Texts:
    """Return notes on no answer and unreadable ones, as rows or columns: they are not tested."""
    reasons = {
        "no answer": _("No answer takes no part in tests."),
        "unreadable": _("An unreadable answer takes no part in tests."),
    }
    notes = np.full(table.counts.shape, "", dtype=object)
    for column, category in enumerate(table.categories):
        notes[:, column] = reasons.get(category.kind, "")
    for row, group in enumerate(table.groups):
        if not group.answered:
            notes[row] = reasons[group.kind]
    return notes


def _notes(rest: AgainstRest, lettered: Lettered | None) -> Texts:
    """Return why cells were not tested; on letters where there is no graver reason."""
    if lettered is None:
        return rest.notes
    notes = rest.notes.copy()
    for at in zip(*np.nonzero(lettered.notes != ""), strict=True):
        if not notes[at] or np.isfinite(rest.p[at]):
            notes[at] = f"{notes[at]} {lettered.notes[at]}".strip()
    return notes
