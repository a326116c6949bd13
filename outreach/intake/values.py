"""A number or a moment as it is typed → its value."""

from __future__ import annotations

import datetime
import math

from outreach.codebook import Question
from outreach.intake.ages import OLDEST
from outreach.intake.answer import Answer
from outreach.intake.dates import read_datetime
from outreach.patterns import pattern
from outreach.spelling import squeeze

_NUMBER = pattern(
    r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:人|名|回目|回|度目|度|番目|件|個|歳|才|円|年|日|時間|分|点|%)?"
)


def read_number(raw: str) -> float | None:
    """Return the number that the text says, its unit left out, or None.

    >>> read_number("１，２３４人"), read_number("3.5"), read_number("三回くらい")
    (1234.0, 3.5, None)
    """
    found = _NUMBER.fullmatch(squeeze(raw))
    number = float(found[1].replace(",", "")) if found else math.inf
    return number if math.isfinite(number) else None


def read_value(question: Question, raw: str, timezone: str) -> Answer:
    """Return the answer to a number, weight, date or datetime question.

    What is none has the fault V003 or V004; a number that cannot be, V012.

    >>> asked = Question("times", "number", "回数", minimum=0, maximum=31)
    >>> [read_value(asked, raw, "UTC").fault for raw in ("31", "32", "三")]
    ['', 'V012', 'V003']
    """
    if question.type in ("number", "weight"):
        number = read_number(raw)
        if number is None:
            return Answer(fault="V003")
        return Answer(value=number) if _can_be(question, number) else Answer(fault="V012")
    moment = read_datetime(raw, timezone)
    if moment and question.type == "date":
        moment = datetime.datetime.combine(moment, datetime.time())
    return Answer(fault="V004") if moment is None else Answer(value=moment)


def _can_be(question: Question, number: float) -> bool:
    """Return whether the number is in its range; an age and a weight have one by nature."""
    lowest = 0.0 if question.role == "age" or question.type == "weight" else -math.inf
    highest = float(OLDEST) if question.role == "age" else math.inf
    lowest = lowest if question.minimum is None else question.minimum
    highest = highest if question.maximum is None else question.maximum
    return lowest <= number <= highest
