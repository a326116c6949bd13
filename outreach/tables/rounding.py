"""Percentages and means as they are printed: rounded half up, in decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def percent(count: float, base: float, decimals: int) -> str:
    """Return a percentage with so many decimals, or "" on a base of nobody.

    Halves go up, as Japanese reports round; the quotient is exact before it is
    rounded, and nothing is forced to add up to 100.

    >>> percent(39, 104, 0), percent(1, 8, 1), percent(1, 2000, 1), percent(1, 0, 0)
    ('38', '12.5', '0.1', '')
    >>> percent(5, 200, 0), percent(9, 104, 1)
    ('3', '8.7')
    """
    if not base:
        return ""
    exact = Decimal(repr(count)) * 100 / Decimal(repr(base))
    return str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def rounded(value: float, decimals: int) -> str:
    """Return a number with so many decimals, rounded half up away from 0; "" for NaN.

    >>> rounded(2.345, 2), rounded(-0.5, 0), rounded(float("nan"), 1)
    ('2.35', '-1', '')
    """
    if value != value:  # NaN is not itself
        return ""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return str(exact if exact else abs(exact))
