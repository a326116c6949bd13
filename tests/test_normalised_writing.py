"""`normalise` writes each distinct text once, and the same bytes as csv row by row."""

from __future__ import annotations

import io
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.intake.cells import Numbers
from outreach.report.normalised import _fields
from outreach.report.tidy import write_csv

SIGNS = [
    "",
    " ",
    "=",
    "-",
    "+",
    "@",
    "\t",
    '"',
    ",",
    "\n",
    "市",
    "5",
    ".",
    "'",
    ";",
    "\u3000",
    "|",
    "－",
]


def by_csv(text: str) -> str:
    lines = io.StringIO(newline="")
    write_csv(lines, ("", text), ())
    return lines.getvalue()[1:-1]


def test_every_sign_is_written_as_csv_writes_it() -> None:
    texts = ["".join(some) for some in product(SIGNS, repeat=3)]
    assert list(_fields(texts)) == [by_csv(text) for text in texts]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]))))
def test_every_text_is_written_as_csv_writes_it(texts: list[str]) -> None:
    assert list(_fields(texts)) == [by_csv(text) for text in texts]


@pytest.mark.parametrize("first", [0, 8, 999])
def test_numbers_are_written_as_they_are(first: int) -> None:
    assert list(_fields(Numbers(first, 3))) == [str(first + at) for at in range(3)]
