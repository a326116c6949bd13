"""Dates as people and programs write them → dates; never a guess."""

from __future__ import annotations

import datetime
import re

from outreach.patterns import pattern
from outreach.spelling import digits, fold

_STARTS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
ERAS = {
    name: start
    for (era, start), letter in zip(_STARTS.items(), "mtshr", strict=True)
    for name in (era, era[0], letter)
}
ERA = "|".join(sorted(ERAS, key=len, reverse=True))
_ERA_ENDS = {1867: 45, 1911: 15, 1925: 64, 1988: 31}
_YEAR = r"(?:(?P<era>" + ERA + r")\.?(?P<of_era>\d{1,2}|元)|(?P<year>\d{4}))"
_DAY = pattern(
    _YEAR + r" ?[年./-] ?(?P<month>\d{1,2}) ?[月./-] ?(?P<day>\d{1,2})(?!\d) ?日?"
    r" ?(?:\([^)]{1,3}\))?(?P<time>.*)"
)
_TIME = pattern(
    r"[ t]?(?P<half>午前|午後|am|pm)? ?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d+)?)?"
    r"|時(?:(?P<minutes>\d{1,2})分)?(?:(?P<seconds>\d{1,2})秒)?)"
    r" ?(?P<late>午前|午後|am|pm)? ?(?P<zone>z|utc|gmt|jst)? ?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?"
)


def year_of(era: str, year: str) -> int | None:
    """Return the year of our count for a year of an era, None for one that it never had.

    >>> year_of("昭和", "26"), year_of("h", "元"), year_of("昭和", "70")
    (1951, 1989, None)
    """
    number = 1 if year == "元" else int(year)
    start = ERAS[era]
    if not 1 <= number <= _ERA_ENDS.get(start, 99):
        return None
    return start + number


def read_date(raw: str, timezone: str = "Asia/Tokyo") -> datetime.date | None:
    """Return the day that the text names, or None: no year, impossible, anything else.

    A stamp that names its zone is of the day that it was in `timezone`.

    >>> read_date("平成29年2月4日"), read_date("H29.2.4") == read_date("２０１７/２/４")
    (datetime.date(2017, 2, 4), True)
    >>> read_date("2017-02-30") is read_date("2月4日") is None
    True
    """
    moment = read_datetime(raw, timezone)
    return moment.date() if moment else None


def read_datetime(raw: str, timezone: str) -> datetime.datetime | None:
    """Return the moment that the text names, without a zone, as clocks in `timezone` showed it.

    A stamp that names its own zone (Z, UTC, GMT+9, +09:00) is moved into
    `timezone`; one that names none is taken as it stands. A day alone is its midnight.

    >>> read_datetime("2017/02/04 4:35:10 午後 GMT+9", "Asia/Tokyo")
    datetime.datetime(2017, 2, 4, 16, 35, 10)
    >>> read_datetime("2017-02-04T07:35:10Z", "Asia/Tokyo")
    datetime.datetime(2017, 2, 4, 16, 35, 10)
    """
    found = _DAY.fullmatch(digits(" ".join(fold(raw).split())))
    if not found:
        return None
    year = year_of(found["era"], found["of_era"]) if found["era"] else int(found["year"])
    clock = _TIME.fullmatch(found["time"])
    if year is None or (found["time"] and not clock):
        return None
    try:
        day = datetime.datetime(year, int(found["month"]), int(found["day"]))  # noqa: DTZ001 - local
        return day if clock is None else _at(day, clock, timezone)
    except (ValueError, OverflowError):  # 30 February, 25 o'clock, before the year 1
        return None


def _at(day: datetime.datetime, clock: re.Match[str], timezone: str) -> datetime.datetime:
    hour = int(clock["hour"])
    half = clock["half"] or clock["late"]
    if half:
        if hour > 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half in ("午後", "pm") else 0)
    minute = int(clock["minute"] or clock["minutes"] or 0)
    second = int(clock["second"] or clock["seconds"] or 0)
    moment = day.replace(hour=hour, minute=minute, second=second)
    if not clock["zone"] and not clock["offset"]:
        return moment
    from zoneinfo import ZoneInfo  # for stamps that name their zone only

    zone = datetime.timezone(_offset(clock["offset"], clock["zone"]))
    return moment.replace(tzinfo=zone).astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def _offset(text: str | None, zone: str | None) -> datetime.timedelta:
    if not text:
        return datetime.timedelta(hours=9 if zone == "jst" else 0)
    sign = -1 if text[0] == "-" else 1
    hours, minutes = text[1:].split(":") if ":" in text else (text[1:3], text[3:])
    return sign * datetime.timedelta(hours=int(hours), minutes=int(minutes or 0))
