"""An age, a range of ages or a year of birth → the band that contains it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from outreach.intake.dates import ERA, read_date, year_of
from outreach.patterns import pattern
from outreach.spelling import digits, squeeze

OLDEST = 130
Range = tuple[int, int]

_AGE = r"(?:満|約)?(\d{1,3})(?:\.0+)?(?:歳|才)?"
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern(_AGE + "未満"), "below"),
    (pattern(_AGE + "(?:以下|まで)|~" + _AGE), "up to"),
    (pattern(_AGE + "(?:以上|~|-|から)"), "from"),
    (pattern(r"(\d{1,3})(?:歳|才)?代(前半|後半|以上|以下)?"), "decade"),
    (pattern(_AGE + r"(?:~|-|から)" + _AGE + "(?:まで)?"), "range"),
    (
        re.compile(r"(?:満|約)?(\d{2,3}|\d(?=歳|才))(?:\.0+)?(?:歳|才)?"),
        "age",
    ),  # a bare 9 is no age
)
_REMARK = pattern(r"(?:\([^()]*\)|\?|くらい|ぐらい|頃|ごろ|位)+$")
_LONG_VOWEL = pattern(r"(?<=[\d歳才])ー(?=\d)")  # typed where a dash was meant
_BIRTH = pattern(
    rf"(?:({ERA})\.?(\d{{1,2}}|元)|(\d{{4}}))(?:年(?:\d{{1,2}}月)?)?(?:生まれ|生れ|うまれ|生)?"
)


def read_ages(raw: str, today: datetime.date | None = None) -> Range | None:
    """Return the lowest and highest age that the text can mean, or None.

    `today` is the day of the event: a year of birth alone means one of two ages.

    >>> read_ages("６５歳"), read_ages("六十代"), read_ages("60〜64"), read_ages("80歳～")
    ((65, 65), (60, 69), (60, 64), (80, 130))
    >>> read_ages("昭和26年生", datetime.date(2017, 2, 4)), read_ages("20歳未満")
    ((65, 66), (0, 19))
    """
    text = _REMARK.sub("", digits(squeeze(raw)).replace("台", "代").replace("さい", "歳"))
    text = _LONG_VOWEL.sub("-", text)
    for shape, meaning in _SHAPES:
        if found := shape.fullmatch(text):
            return _range(meaning, [part for part in found.groups() if part])
    return _from_birth(text, today) if today else None


def band_of(ages: Range, bands: Sequence[Range | None]) -> int | None:
    """Return the position of the one band that contains the whole range, or None.

    >>> bands = [read_ages(label) for label in ("60歳代", "70歳代", "80歳以上")]
    >>> band_of((65, 66), bands), band_of((80, 89), bands), band_of((69, 70), bands)
    (0, 2, None)
    """
    within = [
        position
        for position, band in enumerate(bands)
        if band and band[0] <= ages[0] and ages[1] <= band[1]
    ]
    return within[0] if len(within) == 1 else None


def _range(meaning: str, parts: list[str]) -> Range | None:
    low = int(parts[0])
    if meaning == "below":
        span = (0, low - 1)
    elif meaning == "up to":
        span = (0, low)
    elif meaning == "from":
        span = (low, OLDEST)
    elif meaning == "decade":
        span = _decade(low, parts[1] if len(parts) > 1 else "")
    else:
        span = (low, int(parts[-1]))
    return span if 0 <= span[0] <= span[1] <= OLDEST else None


def _decade(start: int, half: str) -> Range:
    if start % 10:
        return (1, 0)  # 65代 is no decade
    ends = {"前半": (start, start + 4), "後半": (start + 5, start + 9), "以上": (start, OLDEST)}
    ends["以下"] = (0, start + 9)
    return ends.get(half, (start, start + 9))


def _from_birth(text: str, today: datetime.date) -> Range | None:
    day = read_date(re.sub("(?:生まれ|生れ|うまれ|生)$", "", text))
    if day:
        age = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
        return (age, age) if 0 <= age <= OLDEST else None
    found = _BIRTH.fullmatch(text)
    if not found:
        return None
    year = year_of(found[1], found[2]) if found[1] else int(found[3])
    youngest = 10 if text.isdecimal() else 0  # a bare 2017 is hardly a year of birth
    if year is None or not youngest <= today.year - year <= OLDEST:
        return None
    return (max(0, today.year - year - 1), today.year - year)
