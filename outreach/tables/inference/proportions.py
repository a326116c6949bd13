"""Shares with their intervals, differences of shares, means compared.

All functions take plain arrays, or numbers, and broadcast. A base of nobody
gives NaN, never a warning. Bases may be fractions of a person, as effective
bases after Kish (1965) are: for these scipy has no intervals.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """A value and the bounds of its interval, in arrays of one shape."""

    value: Floats
    low: Floats
    high: Floats


def critical(level: float) -> float:
    """Return the normal quantile that leaves `level` in its two tails: 1.96 for 0.05."""
    from scipy.special import ndtri

    return float(-ndtri(level / 2))


def finite_base(base: ArrayLike, population: ArrayLike, people: ArrayLike | None = None) -> Floats:
    """Return the base that a sample without replacement from so many people is worth.

    The variance of a share of n people out of N is P(1 − P)/n · (N − n)/(N − 1)
    (Cochran 1977, Sampling Techniques, theorem 3.2): as exact as n(N − 1)/(N − n)
    people out of a population without end. Infinite where everybody was asked.
    `base` may be effective; `people` then says how many were asked.

    >>> finite_base([100, 173], 400).round(1).tolist(), float(finite_base(173, 173))
    ([133.0, 304.1], inf)
    """
    n = np.asarray(base if people is None else people, dtype=np.float64)
    size = np.asarray(population, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.asarray(base, dtype=np.float64) * (size - 1) / (size - n)
    return np.where(n >= size, np.where(n > 0, np.inf, 0.0), worth)


def wilson(
    share: ArrayLike, base: ArrayLike, *, level: float = 0.05, continuity: bool = False
) -> Interval:
    """Return shares (0 to 1) with Wilson's score interval on their bases.

    Wilson (1927), JASA 22, 209–212; with continuity correction as method 4 of
    Newcombe (1998), Statistics in Medicine 17, 857–872. `level` is what the
    interval misses: 0.05 for 95 %. It never leaves 0 to 1.

    >>> share, low, high = wilson(0, 20)  # nobody of 20
    >>> float(low), round(float(high), 4)
    (0.0, 0.1611)
    """
    p, n = np.broadcast_arrays(*(np.asarray(array, np.float64) for array in (share, base)))
    z2 = critical(level) ** 2
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        n = np.where(n > 0, n, np.nan)
        p = np.where(np.isnan(n), np.nan, p)
        step = 1 / n if continuity else np.zeros_like(p)
        bounds = [_score(p, n, z2, step), 1 - _score(1 - p, n, z2, step)]
    return Interval(p, np.clip(bounds[0], 0, p), np.clip(bounds[1], p, 1))


def _score(p: Floats, n: Floats, z2: float, step: Floats) -> Floats:
    """Return the lower bound; `step` is 1/n with continuity correction, else 0."""
    under = z2 / (4 * n**2) + p * (1 - p) / n
    under = under + step * ((4 * p - 2) / n - step / n) / 4
    middle = p + z2 / (2 * n) - step / 2
    low = (middle - np.sqrt(z2 * np.maximum(under, 0))) / (1 + z2 / n)
    return np.where(p <= 0, 0.0, low)


def difference(one: Interval, other: Interval, correlation: ArrayLike = 0.0) -> Interval:
    """Return one share less another, with the interval made of their intervals.

    Method 10 of Newcombe (1998), Statistics in Medicine 17, 873–890, where
    both are Wilson's. Shares of the same people are correlated: Newcombe
    (1998), ibid. 2635–2650; Zou and Donner (2008), ibid. 27, 1693–1702.

    >>> found = difference(wilson(56 / 70, 70), wilson(48 / 80, 80))
    >>> [round(float(bound), 4) for bound in found]
    [0.2, 0.0524, 0.3339]
    """
    r = np.asarray(correlation, np.float64)
    value = one.value - other.value
    down = _joined(one.value - one.low, other.high - other.value, r)
    up = _joined(one.high - one.value, other.value - other.low, r)
    return Interval(value, np.clip(value - down, -1, value), np.clip(value + up, value, 1))


def _joined(one: Floats, other: Floats, correlation: Floats) -> Floats:
    """Return the length of the difference of two deviations; rounding below 0 is 0."""
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * correlation * one * other, 0))


def net_error(top: ArrayLike, bottom: ArrayLike, base: ArrayLike) -> Floats:
    """Return the standard error of top − bottom, two exclusive shares of the same people.

    √((p₁ + p₂ − (p₁ − p₂)²) / n), the multinomial variance of a difference
    (Agresti 2013, Categorical Data Analysis, section 11.1.1).
    """
    p, q, n = (np.asarray(array, np.float64) for array in (top, bottom, base))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt((p + q - (p - q) ** 2) / np.where(n > 0, n, np.nan))


def net_difference(
    top: ArrayLike, bottom: ArrayLike, base: ArrayLike, *, level: float = 0.05
) -> Interval:
    """Return top − bottom, two exclusive shares of the same people, with its interval.

    Wilson's intervals joined with the correlation that exclusive shares have,
    so that it is not of length 0 where everybody says the same.
    """
    one, other = wilson(top, base, level=level), wilson(bottom, base, level=level)
    spread = one.value * (1 - one.value) * other.value * (1 - other.value)
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = np.where(spread > 0, -one.value * other.value / np.sqrt(spread), 0.0)
    return difference(one, other, correlation)


class Comparison(NamedTuple):
    """Welch's t with its degrees of freedom and two-sided p, in arrays of one shape."""

    t: Floats
    freedom: Floats
    p: Floats


def welch(
    means: tuple[ArrayLike, ArrayLike],
    deviations: tuple[ArrayLike, ArrayLike],
    bases: tuple[ArrayLike, ArrayLike],
) -> Comparison:
    """Return the test of two means of different people: Welch (1947), Biometrika 34, 28–35.

    Deviations are of the sample (n − 1); bases may be effective. NaN where a
    base is 1 or less, or where neither group varies.
    """
    from scipy.special import stdtr

    first, second = (np.asarray(array, np.float64) for array in means)
    with np.errstate(divide="ignore", invalid="ignore"):
        errors = [_variance(*each) for each in zip(deviations, bases, strict=True)]
        total = errors[0][0] + errors[1][0]
        total = np.where(total > 0, total, np.nan)
        t = (first - second) / np.sqrt(total)
        freedom = total**2 / sum(error**2 / (base - 1) for error, base in errors)
    return Comparison(t, freedom, 2 * stdtr(freedom, -np.abs(t)))


def _variance(deviation: ArrayLike, base: ArrayLike) -> tuple[Floats, Floats]:
    """Return the squared error of a mean and its base; NaN where the base is 1 or less."""
    n = np.asarray(base, np.float64)
    n = np.where(n > 1, n, np.nan)
    return np.asarray(deviation, np.float64) ** 2 / n, n
