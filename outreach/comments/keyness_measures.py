"""How much more a group has a word than others: log-likelihood, log ratio, Fisher's exact test."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

HALF = 0.5  # what stands for a count of 0 in a log ratio (Hardie 2014)
_TIE = 1e-7  # tables as likely as the one seen count among the less likely, as in R and scipy


def log_likelihood(inside: float, outside: float, base: float, rest: float) -> float:
    """Return Rayson & Garside's (2000) log-likelihood of a word's occurrences in two corpora.

    2 Σ O ln(O / E) over the word's two frequencies, E = size × all occurrences
    / both sizes; 0 is the least, and an occurrence of 0 adds nothing.

    >>> round(log_likelihood(40, 20, 10_000, 10_000), 2)
    6.8
    """
    share = (inside + outside) / (base + rest) if base + rest else 0.0
    return max(0.0, 2 * (_part(inside, base * share) + _part(outside, rest * share)))


def likelihood_ratio(inside: float, outside: float, base: float, rest: float) -> float:
    """Return Dunning's (1993) G² of a 2 × 2 table: with and without the word, in the group or not.

    >>> round(likelihood_ratio(8, 2, 12, 28), 2)
    15.3
    """
    without = (base - inside, rest - outside)
    return log_likelihood(inside, outside, base, rest) + log_likelihood(*without, base, rest)


def _part(seen: float, expected: float) -> float:
    return seen * math.log(seen / expected) if seen else 0.0


def log_ratio(inside: float, outside: float, base: float, rest: float) -> float:
    """Return log₂ of the quotient of two relative frequencies (Hardie 2014); NaN over nothing.

    1 says twice as frequent, 2 four times. 0.5 stands for a count of 0.

    >>> log_ratio(8, 2, 100, 100), log_ratio(4, 0, 100, 100)
    (2.0, 3.0)
    """
    if not (base and rest):
        return math.nan
    return math.log2(((inside or HALF) / base) / ((outside or HALF) / rest))


class Fisher:
    """Fisher's exact two-sided p for words in a group of `size` comments of `whole`."""

    def __init__(self, size: int, whole: int) -> None:
        self.size, self.whole = size, whole
        self.likely: dict[int, tuple[int, NDArray[np.float64]]] = {}
        self.known: dict[tuple[int, int], float] = {}

    def p(self, inside: int, everywhere: int) -> float:
        """Return the sum over all tables of these margins that are no likelier than this one."""
        if (inside, everywhere) not in self.known:
            self.known[inside, everywhere] = self._p(inside, everywhere)
        return self.known[inside, everywhere]

    def _p(self, inside: int, everywhere: int) -> float:
        if everywhere not in self.likely:
            self.likely[everywhere] = self._likelihoods(everywhere)
        lowest, likely = self.likely[everywhere]
        seen = likely[inside - lowest]
        return min(1.0, float(likely[likely <= seen * (1 + _TIE)].sum()))

    def _likelihoods(self, everywhere: int) -> tuple[int, NDArray[np.float64]]:
        """Return the fewest comments that can have the word, and how likely each number is."""
        from scipy.special import gammaln

        lowest = max(0, everywhere + self.size - self.whole)
        numbers = np.arange(lowest, min(everywhere, self.size) + 1)
        rest = self.whole - self.size - everywhere + numbers  # outside the group, without the word
        cells = np.array([numbers, self.size - numbers, everywhere - numbers, rest])
        logs = -gammaln(cells + 1.0).sum(axis=0)
        likely = np.exp(logs - logs.max())
        return lowest, likely / likely.sum()


def discoveries(p: Sequence[float]) -> list[float]:
    """Return q of all p, after Benjamini and Hochberg (1995)."""
    if not p:
        return []
    from scipy.stats import false_discovery_control

    found: list[float] = false_discovery_control(p).tolist()
    return found
