"""Tests of multiple answers: Σχ² over the options, corrected after Rao and Scott.

Options of a multiple answer are not groups: a person is in several, and the
χ² of such a table has not the distribution of χ². So each option is a table of
its own, chosen or not, and the sum of their χ² is corrected for what people
choose together. Bilder, Loughin & Nettleton (2000) for groups × options
(multiple marginal independence), Bilder & Loughin (2004) for options × options
(simultaneous pairwise marginal independence); the R package MRCV does the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outreach.messages import N_, _
from outreach.tables.inference.answered import why_untested
from outreach.tables.inference.association import small_cells
from outreach.tables.inference.rao_scott import Order, Spread
from outreach.tables.joint import Flags, Joint
from outreach.tables.tested import Outcome

GROUPS = N_("sum of χ² over the options, corrected after Rao and Scott")
PAIRS = N_("sum of χ² over pairs of options, corrected after Rao and Scott")
HALF = 0.5  # people in a cell of nobody, as Bilder & Loughin (2004) have it
_NOTHING = 1e-9  # a variance that is 0 but for rounding
_BATCH = 4_000_000  # products that are in memory at once

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sample:
    """People by combination: Σw (which sums to 1) and Σw² · n, both the same where all w are."""

    shares: Floats
    squares: Floats
    people: int

    @classmethod
    def of(cls, joint: Joint, base: Flags) -> Sample:
        """Return the combinations whose flag is set."""
        people, total = int(joint.people[base].sum()), joint.weights[base].sum()
        if total <= 0:
            return cls(joint.weights[base], joint.squares[base], people)
        shares = joint.weights[base] / total
        return cls(shares, joint.squares[base] * (people / total**2), people)

    @property
    def somebody(self) -> bool:
        """Whether anybody is in it whose weight counts."""
        return self.people > 0 and bool(self.shares.sum() > 0)

    @property
    def kish(self) -> float:
        """Kish's design effect n Σw² / (Σw)², of weights that have nothing to do with answers."""
        return float(self.squares.sum())


def associate_groups(
    joint: Joint,
    groups: Flags,
    options: Flags,
    *,
    base: Flags | None = None,
    order: Order = 2,
    empty: float = HALF,
) -> tuple[Outcome, ...]:
    """Return the test of groups, of which each person is in one, × options of a multiple answer.

    `groups` and `options` are combinations × categories of the Joint (see
    Joint.members); `base` flags who answered both questions, else whoever is
    in one of each. `empty` people stand in for a cell of nobody.
    """
    asked = np.asarray(options.any(axis=1)) if base is None else base
    asked = np.asarray(groups.any(axis=1) & asked)
    sample = Sample.of(joint, asked)
    inside, chosen = _varying(sample, groups[asked], once=True), _varying(sample, options[asked])
    reason = why_untested(sample.somebody, inside.shape[1] > 1, chosen.shape[1] > 0)
    if reason:
        return (Outcome(_(GROUPS), note=reason),)
    sizes = sample.shares @ inside
    pooled = sample.shares @ chosen
    cells = (inside.T * sample.shares) @ chosen
    statistics = _group_statistics(cells, sizes, empty / sample.people)
    raw = sample.people * float(statistics.sum())
    own = cells / sizes[:, np.newaxis]
    spread = _spread_of_groups(sample, inside, chosen - inside @ own, pooled)
    told = _("Σχ² = {raw} over {count} options before correction.")
    note = told.format(raw=f"{raw:.2f}", count=len(pooled))
    note = f"{note} {_small(sample, sizes, np.array([pooled, 1 - pooled]))}".rstrip()
    return (_outcome(_(GROUPS), raw, spread, order, note),)


def associate_options(
    joint: Joint,
    rows: Flags,
    columns: Flags,
    *,
    base: Flags | None = None,
    order: Order = 2,
    empty: float = HALF,
) -> tuple[Outcome, ...]:
    """Return the test of options of one multiple answer × options of another.

    As associate_groups, but a person may have chosen several rows too: each
    pair of options is a table of four cells.
    """
    asked = np.asarray(rows.any(axis=1) & columns.any(axis=1)) if base is None else base
    sample = Sample.of(joint, asked)
    first, second = _varying(sample, rows[asked]), _varying(sample, columns[asked])
    reason = why_untested(sample.somebody, first.shape[1] > 0, second.shape[1] > 0)
    if reason:
        return (Outcome(_(PAIRS), note=reason),)
    raw = sample.people * float(pair_statistics(sample, first, second, empty).sum())
    spread = _spread_of_pairs(sample, first, second)
    told = _("Σχ² = {raw} over {count} pairs of options before correction.")
    note = told.format(raw=f"{raw:.2f}", count=first.shape[1] * second.shape[1])
    one, other = sample.shares @ first, sample.shares @ second
    sides = np.array([one, 1 - one]), np.array([other, 1 - other])
    note = f"{note} {_small(sample, *sides)}".rstrip()
    return (_outcome(_(PAIRS), raw, spread, order, note),)


def pair_statistics(sample: Sample, first: Floats, second: Floats, empty: float = HALF) -> Floats:
    """Return options × options: Pearson's χ² of each pair's four cells, divided by the people."""
    both = (first.T * sample.shares) @ second
    one, other = sample.shares @ first, sample.shares @ second
    cells = np.array([
        [both, one[:, np.newaxis] - both],
        [other - both, 1 - one[:, np.newaxis] - other + both],
    ])  # fmt: skip
    cells = _filled(cells, empty / sample.people)
    rows, columns, total = cells.sum(axis=1), cells.sum(axis=0), cells.sum(axis=(0, 1))
    cross = cells[0, 0] * cells[1, 1] - cells[0, 1] * cells[1, 0]
    statistics: Floats = cross**2 * total / (rows.prod(axis=0) * columns.prod(axis=0))
    return statistics


def _group_statistics(chosen: Floats, sizes: Floats, empty: float) -> Floats:
    """Return for each option χ² of groups × (chosen, not chosen), divided by the people."""
    cells = _filled(np.array([chosen, sizes[:, np.newaxis] - chosen]), empty)
    rows, columns = cells.sum(axis=0), cells.sum(axis=1)
    independent = rows * columns[:, np.newaxis] / columns.sum(axis=0)
    statistics: Floats = ((cells - independent) ** 2 / independent).sum(axis=(0, 1))
    return statistics


def _small(sample: Sample, rows: Floats, columns: Floats) -> str:
    return small_cells(sample.people * np.multiply.outer(rows, columns))


def _filled(cells: Floats, empty: float) -> Floats:
    """Return the shares with `empty` in cells of nobody, which sums may leave just off 0."""
    return np.where(cells < 1e-12, empty, cells) if empty else np.maximum(cells, 0.0)


def _varying(sample: Sample, flags: Flags, *, once: bool = False) -> Floats:
    """Return the categories of some, and unless people are in one each, not of all, as 0 and 1."""
    inside = flags.astype(np.float64)
    shares = sample.shares @ inside
    kept = (shares > 0) & (once | (shares < 1 - 1e-12))
    return inside[:, kept]


def _spread_of_groups(sample: Sample, inside: Floats, rest: Floats, pooled: Floats) -> Spread:
    """Return the design effects of √a(π_ij − π_j) / √(π_j(1 − π_j)).

    Who is in group g moves it by k_g ⊗ (Y − π_g), k_g = √a(1(i = g)/a_g − 1),
    so the covariance is Σ_g k_g k_g′ ⊗ S_g, which is never written out.
    """
    sizes, scaled = sample.shares @ inside, rest / np.sqrt(pooled * (1 - pooled))
    moves = np.diag(1 / np.sqrt(sizes)) - np.sqrt(sizes)
    own = np.array([_products(scaled[at], sample.squares[at]) for at in (inside > 0).T])
    together, lengths = (moves @ moves.T) ** 2, (moves**2).sum(axis=1)
    total = lengths @ np.einsum("gii->g", own)
    plain = lengths @ ((inside.T * sample.shares) @ (scaled**2)).sum(axis=1)
    squares = np.einsum("gh,gij,hij->", together, own, own, optimize=True)
    freedom = (len(sizes) - 1) * len(pooled)
    return _spread(freedom, float(total), float(plain), float(squares), sample.kish)


def _products(rows: Floats, weights: Floats) -> Floats:
    """Return Σ w y y′ over the rows y."""
    products: Floats = (rows.T * weights) @ rows
    return products


def _spread_of_pairs(sample: Sample, first: Floats, second: Floats) -> Spread:
    """Return the design effects of (π_ij − π_i π_j) / √(π_i(1 − π_i) π_j(1 − π_j))."""
    left, right = _standardised(sample, first), _standardised(sample, second)
    size = left.shape[1] * right.shape[1]
    middle, linear, covariance = np.zeros(size), np.zeros(size), np.zeros((size, size))
    plain, step = 0.0, max(1, _BATCH // size)
    for start in range(0, len(left), step):
        at = slice(start, start + step)
        moves = (left[at, :, np.newaxis] * right[at, np.newaxis]).reshape(-1, size)
        covariance += moves.T @ (moves * sample.squares[at, np.newaxis])
        middle += sample.shares[at] @ moves
        linear += sample.squares[at] @ moves
        plain += float(sample.shares[at] @ (moves**2).sum(axis=1))
    crossed = np.outer(linear, middle)
    covariance += sample.kish * np.outer(middle, middle) - crossed - crossed.T
    plain -= float(middle @ middle)
    return _spread(size, float(np.trace(covariance)), plain, float((covariance**2).sum()),
                   sample.kish)  # fmt: skip


def _standardised(sample: Sample, flags: Floats) -> Floats:
    shares = sample.shares @ flags
    scaled: Floats = (flags - shares) / np.sqrt(shares * (1 - shares))
    return scaled


def _spread(freedom: int, total: float, plain: float, squares: float, kish: float) -> Spread:
    """Return the Spread whose Σδ is what independence gives, times what weights add to it.

    Without weights Σδ is known to be `freedom` (Bilder & Loughin 2004), and is
    not estimated; `plain` is the estimate as if all weights were the same.
    Where nothing varies within the groups (all of one chose the same), the
    options are taken as independent, and `kish`, n Σw² / (Σw)², as what weights add.
    """
    if plain < _NOTHING * freedom:
        return Spread(freedom, kish * freedom, kish**2 * freedom)
    return Spread(freedom, freedom * total / plain, squares)


def _outcome(name: str, raw: float, spread: Spread, order: Order, note: str) -> Outcome:
    from scipy.special import chdtrc

    if not spread.usable():
        return Outcome(name, note=_("Not tested: too few people for a variance."))
    value, freedom = spread.first(raw) if order == 1 else spread.second(raw)
    return Outcome(name, value, freedom, float(chdtrc(freedom, value)), note)
