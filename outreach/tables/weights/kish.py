"""What weights cost: Kish's effective number of people and design effect."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """What there is of weights above 0; spreads of two groups of people add up."""

    people: int = 0
    total: float = 0.0
    squares: float = 0.0
    low: float = np.inf
    high: float = 0.0

    @classmethod
    def of(cls, weights: Floats) -> Spread:
        """Return the Spread of weights, one a person; those of 0 count as nobody."""
        some = weights[weights > 0]
        if not len(some):
            return cls()
        squares = float(np.square(some).sum())
        return cls(len(some), float(some.sum()), squares, float(some.min()), float(some.max()))

    def __add__(self, other: Spread) -> Spread:
        return Spread(
            self.people + other.people, self.total + other.total, self.squares + other.squares,
            min(self.low, other.low), max(self.high, other.high),
        )  # fmt: skip

    @property
    def effective(self) -> float:
        """The number of people whose unweighted mean is as exact: (Σw)² / Σw² (Kish 1965)."""
        return self.total**2 / self.squares if self.squares else 0.0

    @property
    def design_effect(self) -> float:
        """How weights swell a variance: 1 + CV² = n Σw² / (Σw)² (Kish 1992); NaN for nobody."""
        return self.people / self.effective if self.effective else np.nan

    @property
    def ratio(self) -> float:
        """The largest weight over the smallest; NaN for nobody."""
        return self.high / self.low if self.people else np.nan


def kish(weights: Floats) -> tuple[float, float]:
    """Return the effective number of people and the design effect of weights.

    Kish (1965, 1992): (Σw)² / Σw², and n over it, which is 1 + CV². Weights of
    0 count as nobody; for nobody at all these are 0 and NaN.

    >>> kish(np.array([1.0, 1.0, 1.0, 0.0])), kish(np.array([3.0, 1.0]))
    ((3.0, 1.0), (1.6, 1.25))
    """
    _part, power = math.frexp(weights.max(initial=1.0))
    spread = Spread.of(weights * 2.0**-power)  # no square is too large
    return spread.effective, spread.design_effect
