"""Which groups differ: each group's letter stands beside the groups that are higher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from outreach.tables.inference.proportions import Floats, welch
from outreach.tables.inference.residuals import discoveries

Method = Literal["t", "z"]
Correction = Literal["bonferroni", "bh", "none"]
Texts = NDArray[np.object_]

_EDGE = 1e-9  # a share this near to 0 or 1 is nobody, or everybody


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups that are compared, one value each: people, sums of weights, effective people.

    `overlaps` is groups × groups: the effective people who are in both,
    Σw² of the shared over (Σw)(Σw) of the two, times both effective bases.
    Without weights it counts them. None where groups share nobody.
    """

    people: Floats
    weighted: Floats
    effective: Floats
    overlaps: Floats | None = None

    @classmethod
    def of(cls, people: ArrayLike, overlaps: ArrayLike | None = None) -> Groups:
        """Return groups of people who are not weighted."""
        bases = np.asarray(people, np.float64)
        shared = None if overlaps is None else np.asarray(overlaps, np.float64)
        return cls(bases, bases, bases, shared)

    def take(self, at: list[int]) -> Groups:
        """Return some of the groups, in this order."""
        shared = None if self.overlaps is None else self.overlaps[np.ix_(at, at)]
        return Groups(self.people[at], self.weighted[at], self.effective[at], shared)

    @property
    def shared(self) -> Floats:
        """Groups × groups: effective people in both; 0 where groups share nobody."""
        size = len(self.people)
        return np.zeros((size, size)) if self.overlaps is None else self.overlaps

    @property
    def error(self) -> Floats:
        """Groups × groups: the squared error of a difference, for values that vary by 1."""
        e = self.effective
        with np.errstate(divide="ignore", invalid="ignore"):
            own = 1 / e[:, np.newaxis] + 1 / e
            error = own - 2 * self.shared / (e[:, np.newaxis] * e)
            return np.where(error > _EDGE * own, error, np.nan)

    @property
    def freedom(self) -> Floats:
        """Groups × groups: degrees of freedom, e₁ + e₂ − e₀ − 2, at least 1."""
        return np.maximum(np.add.outer(self.effective, self.effective) - self.shared - 2, 1)


def letter_names(count: int) -> tuple[str, ...]:
    """Return the letters of so many groups.

    >>> letter_names(28)[24:]
    ('Y', 'Z', 'AA', 'AB')
    """
    return tuple(_name(number) for number in range(1, count + 1))


def _name(number: int) -> str:
    rest, last = divmod(number - 1, 26)
    return (_name(rest) if rest else "") + chr(ord("A") + last)


def comparable_shares(shares: ArrayLike) -> NDArray[np.bool_]:
    """Return whether a share can be compared: not where nobody or everybody chose it.

    SPSS leaves these out too: their variance is estimated as 0.
    """
    values = np.asarray(shares, np.float64)
    return (values > _EDGE) & (values < 1 - _EDGE)


def compare_shares(shares: ArrayLike, groups: Groups, method: Method = "t") -> Floats:
    """Return categories × groups × groups: the two-sided p of each two groups' shares.

    `shares` is groups × categories, from 0 to 1; NaN takes no part. The share
    of both groups together, by sums of weights, gives the variance; who is in
    both groups lowers it. "t": degrees of freedom e₁ + e₂ − e₀ − 2 (UNICOM
    Intelligence, formerly IBM SPSS Data Collection: column proportions test;
    Kish 1965 for the bases e); "z": the normal distribution (SPSS CTABLES).
    """
    p = np.asarray(shares, np.float64).T[:, :, np.newaxis]
    w = groups.weighted
    across = np.swapaxes(p, 1, 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (p * w[:, np.newaxis] + across * w) / np.add.outer(w, w)
        statistic = (p - across) / np.sqrt(pooled * (1 - pooled) * groups.error)
    return _two_sided(statistic, groups, method)


def compare_means(means: ArrayLike, deviations: ArrayLike, groups: Groups) -> Floats:
    """Return categories × groups × groups: the two-sided p of each two groups' means.

    Means and deviations of the sample are groups × categories. Groups that
    share nobody are compared as Welch does; else with the variance of both
    together, less what they share, and e₁ + e₂ − e₀ − 2 degrees of freedom.
    """
    m, s = (np.asarray(given, np.float64).T[:, :, np.newaxis] for given in (means, deviations))
    e, across = groups.effective[:, np.newaxis], (0, 2, 1)
    others = (m.transpose(across), s.transpose(across))
    if groups.overlaps is None:
        return _off_diagonal(welch((m, others[0]), (s, others[1]), (e, e.T)).p)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = ((e - 1) * s**2 + (e.T - 1) * others[1] ** 2) / (e + e.T - 2)
        pooled = np.where((pooled > 0) & (np.minimum(e, e.T) > 1), pooled, np.nan)
        statistic = (m - others[0]) / np.sqrt(pooled * groups.error)
    return _two_sided(statistic, groups, "t")


def _two_sided(statistic: Floats, groups: Groups, method: Method) -> Floats:
    from scipy.special import ndtr, stdtr

    tail = -np.abs(statistic)
    p = 2 * (ndtr(tail) if method == "z" else stdtr(groups.freedom, tail))
    return _off_diagonal(np.where(np.isfinite(statistic), p, np.nan))


def _off_diagonal(pairs: Floats) -> Floats:
    """Return the pairs without each group's comparison with itself."""
    itself = np.eye(pairs.shape[-1], dtype=np.bool_)
    return np.where(itself, np.nan, pairs)


def correct(pairs: Floats, correction: Correction) -> Floats:
    """Return p of pairs corrected for how many pairs of groups each category has.

    "bonferroni": times the number of pairs that were tested, at most 1;
    "bh": Benjamini and Hochberg (1995); "none". Within each category, as
    SPSS CTABLES does. `pairs` is categories × groups × groups, symmetric.
    """
    corrected = pairs.copy()
    rows, columns = np.triu_indices(pairs.shape[-1], 1)
    for category, square in enumerate(pairs):
        p = square[rows, columns]
        if correction == "bonferroni":
            p = np.minimum(p * np.isfinite(p).sum(), 1.0)
        elif correction == "bh":
            p = discoveries(p)
        corrected[category, rows, columns] = corrected[category, columns, rows] = p
    return corrected


def write_letters(
    values: ArrayLike,
    pairs: Floats,
    names: tuple[str, ...],
    *,
    level: float = 0.05,
    second: float | None = None,
) -> Texts:
    """Return groups × categories: the letters of the groups that are significantly lower.

    Letters stand in the groups' order with spaces between. `second`, a
    weaker level, adds small letters for what only it finds.

    >>> shares = np.array([[0.62], [0.41], [0.40]])
    >>> pairs = compare_shares(shares, Groups.of([100, 90, 110]))
    >>> write_letters(shares, pairs, ("A", "B", "C"))[:, 0].tolist()
    ['B C', '', '']
    """
    v = np.asarray(values, np.float64)
    found = np.full(v.shape, "", dtype=object)
    with np.errstate(invalid="ignore"):
        strong = pairs <= level
        weak = strong if second is None else pairs <= max(level, second)
    for category, group in zip(*np.nonzero(weak.any(axis=2)), strict=True):
        lower = weak[category, group] & (v[:, category] < v[group, category])
        found[group, category] = " ".join(
            names[other] if strong[category, group, other] else names[other].lower()
            for other in np.nonzero(lower)[0]
        )
    return found
