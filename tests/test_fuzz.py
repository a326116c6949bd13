"""A few hundred damaged files; `python tests/fuzz.py 100000` makes many more."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz import one, seeds

PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_file_ends_in_findings_or_in_one_clear_error(part: int, tmp_path: Path) -> None:
    files = seeds()
    ends = {one(seed, files, tmp_path) for seed in range(part * 40, part * 40 + 40)}
    assert len(ends) > 3  # not all of them fail in the same way
