"""A number or a moment as it is typed → its value."""

from __future__ import annotations

import datetime
import math
import re

from outreach.intake.dates import read_date, read_datetime
from outreach.spelling import squeeze

_NUMBER = re.compile(
    r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:人|名|回|件|歳|才|円|年|日|時間|分|点|%)?"
)


def read_number(raw: str) -> float | None:
    """Return the number that the text says, its unit left out, or None.

    >>> read_number("１，２３４人"), read_number("3.5"), read_number("三回くらい")
    (1234.0, 3.5, None)
    """
    found = _NUMBER.fullmatch(squeeze(raw))
    number = float(found[1].replace(",", "")) if found else math.inf
    return number if math.isfinite(number) else None


def read_value(kind: str, raw: str, timezone: str) -> float | datetime.datetime | None:
    """Return the value of an answer to a number, weight, date or datetime question, or None."""
    if kind in ("number", "weight"):
        return read_number(raw)
    if kind == "datetime":
        return read_datetime(raw, timezone)
    day = read_date(raw, timezone)
    return None if day is None else datetime.datetime.combine(day, datetime.time())
