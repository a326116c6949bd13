"""Each share of two surveys compared, and each mean: p, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach.messages import _
from outreach.tables.figures import Category, Figures
from outreach.tables.inference.proportions import Floats, welch
from outreach.tables.inference.residuals import (
    FEWEST,
    Against,
    adjusted_residuals,
    exact_p,
    smallest_expected,
    two_sided,
)
from outreach.tables.summary import Statistics, Summary
from outreach.tables.tested import Texts
from outreach.tables.waves.compared import Means

_COUNTED = ("n", "weighted_n", "effective_n")  # 0 where nobody is, not NaN


@dataclass(frozen=True, eq=False)
class Sides:
    """Two surveys' figures, groups × categories, and what of them may be said.

    `old` and `new` are of the printed bases; `tested` is of those who answered.
    `asked` (2 × categories) says which form has the option, `other` flags an
    option that stands for what is not on the form, where the forms differ;
    `hidden` flags shares that are not to be shown, `secret` groups in which a
    number is hidden that a test would tell.
    """

    groups: Sequence[Category]
    categories: Sequence[Category]
    old: Figures
    new: Figures
    tested: Against
    asked: NDArray[np.bool_]
    other: NDArray[np.bool_]
    hidden: NDArray[np.bool_]
    secret: NDArray[np.bool_]

    @property
    def silent(self) -> NDArray[np.bool_]:
        """Groups × categories: no answer and unreadable ones, as either."""
        answered = [[one.answered and each.answered for each in self.categories]
                    for one in self.groups]  # fmt: skip
        return ~np.array(answered, dtype=bool).reshape(self.old.counts.shape)


@dataclass(frozen=True, eq=False)
class Change:
    """Groups × categories: which are shown, which compared, and what the test says."""

    cells: Against
    shown: NDArray[np.bool_]
    compared: NDArray[np.bool_]
    p: Floats
    exact: NDArray[np.bool_]
    notes: Texts

    @classmethod
    def of(cls, sides: Sides, *, weighted: bool) -> Change:
        """Return the pooled z test of every cell, Fisher's where few people are expected.

        The difference is of the printed shares, the test of those who answered.
        """
        cells, silent = _against(sides.old, sides.new), sides.silent
        lacking = ~sides.asked.all(axis=0) & np.ones_like(silent)
        nobody = (cells.bases <= 0) | (cells.other_bases <= 0)
        shown = ~(lacking | nobody | sides.hidden)
        other = sides.other & np.ones_like(silent)
        compared = shown & ~silent & ~other
        telling = sides.secret[:, np.newaxis] & np.ones_like(silent)
        p, exact, reasons = _tests(sides.tested, compared & ~telling, weighted=weighted)
        notes = _noted(
            silent.shape,
            *reasons,
            (telling, _("Not tested: the test would tell hidden numbers.")),
            (other, _("Not tested: it stands for other things, for the forms' options differ.")),
            (silent, _("No answer and unreadable answers are not tested.")),
            (nobody, _("Not compared: nobody answered in one of the surveys.")),
            (lacking, _("Not compared: only one of the forms has this option.")),
            (sides.hidden, _("Not shown: too few people in one of the surveys.")),
        )
        return cls(cells, shown, compared, p, exact, notes)


Reason = tuple[NDArray[np.bool_], str]


def _tests(
    cells: Against, wanted: NDArray[np.bool_], *, weighted: bool
) -> tuple[Floats, NDArray[np.bool_], tuple[Reason, ...]]:
    """Return p, where it is Fisher's, and what there is to say of cells that are to be tested."""
    z = adjusted_residuals(cells)
    few = np.isfinite(z) & (smallest_expected(cells) < FEWEST)
    tested = wanted & np.isfinite(z)
    exact = tested & few & (not weighted)
    p = np.where(exact, exact_p(cells, exact), two_sided(z))
    p = np.where(tested & ~(few & weighted), np.minimum(p, 1.0), np.nan)
    unchosen = wanted & (cells.chosen + cells.others <= 0)
    nobody = wanted & ((cells.bases <= 0) | (cells.other_bases <= 0))
    return p, exact, (
        (exact, _("Fewer than 5 people are expected: p is of Fisher's exact test.")),
        (few & weighted & wanted, _("Not tested: fewer than 5 people are expected.")),
        (wanted & ~np.isfinite(z), _("Not tested: everybody chose it in both surveys.")),
        (unchosen, _("Not tested: nobody chose it in either survey.")),
        (nobody, _("Not tested: nobody answered in one of the surveys.")),
    )  # fmt: skip


def _against(old: Figures, new: Figures) -> Against:
    """Return the new survey as the group and the old one as its complement."""
    arrays = (
        np.asarray(array, np.float64)
        for figures in (new, old)
        for array in (figures.counts, figures.weighted_bases, figures.effective_bases)
    )
    return Against(*arrays)


def among_answered(old: Figures, new: Figures, bases: Floats) -> Against:
    """Return the surveys with the bases of those who answered: 2 × groups × (Σw, (Σw)²/Σw²).

    Whoever chose an option answered, so the counts stay.
    """
    arrays = []
    for figures, own in ((new, bases[1]), (old, bases[0])):
        arrays.append(np.asarray(figures.counts, np.float64))
        arrays += [np.broadcast_to(own[:, at, np.newaxis], figures.counts.shape) for at in (0, 1)]
    return Against(*arrays)


def _noted(shape: tuple[int, ...], *reasons: Reason) -> Texts:
    """Return for each cell the last reason that holds, "" where none does."""
    notes: Texts = np.full(shape, "", dtype=object)
    for flags, words in reasons:
        notes[flags] = words
    return notes


def means_of(
    summary: Summary,
    rows: Sequence[Sequence[int]],
    groups: Sequence[Category],
    confidence: float,
    below: int,
    secret: NDArray[np.bool_],
) -> Means:
    """Return both surveys' means with Welch's interval of their difference.

    x̄₂ − x̄₁ ± t(ν) √(s₁²/n₁ + s₂²/n₂), Welch (1947), Biometrika 34, 28–35; ν is
    Welch's, n the effective bases of weighted answers. Means of 1 to `below` − 1
    people, and of `secret` groups, are NaN on both sides, and of one group more
    where everybody's mean and n would tell a single hidden one.
    """
    from scipy.special import stdtrit

    old, new = (_statistics(summary.cells, mine) for mine in rows)
    hidden = _hidden_means(summary, (old.n, new.n), below, secret)
    old, new = (replace(each, mean=np.where(hidden, np.nan, each.mean)) for each in (old, new))
    silent = np.array([not group.answered for group in groups], dtype=bool)
    bases = new.effective_n * 1.0, old.effective_n * 1.0
    deviations = [np.where(silent | hidden, np.nan, each.deviation) for each in (new, old)]
    test = welch((new.mean, old.mean), (deviations[0], deviations[1]), bases)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(deviations[0] ** 2 / bases[0] + deviations[1] ** 2 / bases[1])
        error = np.where(np.isfinite(test.t), error, np.nan)
        reach = stdtrit(test.freedom, (1 + confidence) / 2) * error
    gap = new.mean - old.mean
    notes = _noted(
        gap.shape,
        (~np.isfinite(test.p), _("Not tested: too few answers, or all the same.")),
        (silent, _("No answer and unreadable answers are not tested.")),
        ((old.n <= 0) | (new.n <= 0), _("Not compared: nobody answered in one of the surveys.")),
        (hidden, _("Not shown: too few people in one of the surveys.")),
    )
    return Means(
        old, new, gap, gap - reach, gap + reach, test.t, test.freedom, test.p, notes, hidden
    )


def _hidden_means(
    summary: Summary, sizes: Sequence[NDArray[Any]], below: int, secret: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return the groups to hide, two at least in each survey where there is one."""
    hidden = secret.copy()
    for n in sizes:
        hidden |= (n > 0) & (n < below)
    if not below or summary.by is None or summary.by.multiple:
        return hidden
    for n in (*sizes, sizes[0]):  # what the new survey adds may leave one of the old
        others = np.flatnonzero(~hidden & (n > 0))
        if (hidden & (n > 0)).sum() == 1 and len(others):
            hidden[min(others, key=lambda at: (n[at], at))] = True
    return hidden


def _statistics(found: Statistics, rows: Sequence[int]) -> Statistics:
    """Return the statistics of some groups; −1 stands for nobody."""
    taken = {}
    for each in fields(Statistics):
        array = getattr(found, each.name)
        blank = np.zeros(1, array.dtype) if each.name in _COUNTED else np.full(1, np.nan)
        taken[each.name] = np.concatenate([array, blank])[list(rows)]
    return Statistics(**taken)
