"""Half-up in decimal arithmetic, whatever binary fractions say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.tables.rounding import percent


@pytest.mark.parametrize(
    ("count", "base", "decimals", "shown"),
    [
        (1, 8, 0, "13"),  # 12.5: Python's round gives 12
        (1, 40, 0, "3"),  # 2.5
        (1, 800, 2, "0.13"),  # 0.125
        (0, 7, 1, "0.0"),
        (7, 7, 0, "100"),
        (2.5, 10.0, 0, "25"),
        (1, 3, 3, "33.333"),
    ],
)
def test_halves_go_up(count: float, base: float, decimals: int, shown: str) -> None:
    assert percent(count, base, decimals) == shown


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 3))
def test_it_is_exact(count: int, base: int, decimals: int) -> None:
    exact = Fraction(100 * count, base) * 10**decimals
    assert Fraction(percent(count, base, decimals)) * 10**decimals == int(exact + Fraction(1, 2))
