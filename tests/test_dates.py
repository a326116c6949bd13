"""Dates as people and programs write them; what is impossible or has no year is no date."""

from __future__ import annotations

import datetime

import pytest

from outreach.codebook import Question, Survey
from outreach.intake.answers import AnswerReader
from outreach.intake.dates import read_date, read_datetime, year_of


@pytest.mark.parametrize(
    "raw",
    [
        "2017-02-04", "2017-2-4", "2017/2/4", "2017/02/04", "2017.2.4", "2017年2月4日",
        "２０１７年２月４日", "2017／2／4", "2017–02–04", " 2017 - 02 - 04　",
        "平成29年2月4日", "平成２９年２月４日", "平成二十九年二月四日", "㍻29年2月4日",
        "H29.2.4", "h29/2/4", "H29-02-04", "H.29.2.4",
        "2017年2月4日(土)", "2017年2月4日（土）", "2017-02-04 00:00:00",
    ],
)  # fmt: skip
def test_a_spelling_of_the_fourth_of_february(raw: str) -> None:
    assert read_date(raw) == datetime.date(2017, 2, 4)


@pytest.mark.parametrize(
    "raw",
    [
        "2017-02-30", "2017-02-29", "1900-02-29", "2017-13-01", "2017-00-10", "2017-02-00",
        "0000-01-01", "昭和70年1月1日", "平成32年1月1日", "昭和0年1月1日",
        "2月4日", "2/4", "17/2/4", "29.2.4", "2/4/2017", "2017", "2017年", "2017年2月",
        "20170204", "42770", "16:35", "", "きのう", "2017/2/4,2017/2/5", "2017-02-04 25:00",
        "2017-02-04 10:60", "2017/02/04 13:05 午後",
    ],
)  # fmt: skip
def test_what_is_impossible_or_incomplete_is_no_date(raw: str) -> None:
    assert read_date(raw) is None


@pytest.mark.parametrize("raw", ["2016-02-29", "2000-02-29", "平成28年2月29日"])
def test_leap_days_are_days(raw: str) -> None:
    assert read_date(raw) is not None


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2017/02/04 16:35", "16:35:00"), ("2017/02/04 16:35:10", "16:35:10"),
        ("2017年2月4日 午後4時35分", "16:35:00"), ("2017年2月4日（土）午後 4:35", "16:35:00"),
        ("2017/02/04 4:35:10 午後 GMT+9", "16:35:10"), ("2017/2/4 16時35分", "16:35:00"),
        ("2017/02/04 午後 12:05", "12:05:00"), ("2017/02/04 午前 12:05", "00:05:00"),
        ("2017/02/04 午前 0:00", "00:00:00"), ("2017-02-04", "00:00:00"),
        ("2017-02-04T07:35:10Z", "16:35:10"), ("2017-02-04T07:35:10.123Z", "16:35:10"),
        ("2017-02-04 07:35 UTC", "16:35:00"), ("2017-02-04T16:35:10+09:00", "16:35:10"),
        ("2017-02-04T16:35:10+0900", "16:35:10"), ("2017-02-04T16:35:10 JST", "16:35:10"),
        ("2017-02-03T21:00-05:00", "11:00:00"),
    ],
)  # fmt: skip
def test_a_moment_is_shown_as_clocks_in_tokyo_showed_it(raw: str, moment: str) -> None:
    expected = datetime.datetime.fromisoformat(f"2017-02-04T{moment}")
    assert read_datetime(raw, "Asia/Tokyo") == expected


@pytest.mark.parametrize(
    ("raw", "day", "hour"),
    [
        ("2017/2/4 16:35", 4, 16), ("2017/2/1 16:35", 1, 16), ("2017/2/1 6:35", 1, 6),
        ("2017/2/11 6:35", 11, 6), ("2017-2-4 4:35 PM", 4, 16), ("H29.2.4 16:35", 4, 16),
        ("2017年2月4日16:35", 4, 16), ("２０１７/２/１　１６：３５", 1, 16),
    ],
)  # fmt: skip
def test_a_day_of_one_digit_does_not_swallow_the_hour(raw: str, day: int, hour: int) -> None:
    assert read_datetime(raw, "Asia/Tokyo") == datetime.datetime(2017, 2, day, hour, 35)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("era", "year", "expected"),
    [
        ("昭和", "元", 1926), ("昭和", "64", 1989), ("昭和", "65", None), ("平成", "1", 1989),
        ("平成", "31", 2019), ("平成", "32", None), ("令和", "元", 2019), ("大正", "15", 1926),
        ("大正", "16", None), ("明治", "45", 1912), ("明治", "46", None), ("s", "26", 1951),
    ],
)  # fmt: skip
def test_an_era_has_the_years_that_it_had(era: str, year: str, expected: int | None) -> None:
    assert year_of(era, year) == expected


def read(raw: str, kind: str) -> object:
    """Return the day or moment that a question of this type reads, or the rule it breaks."""
    answer = AnswerReader(Question("when", kind, "いつ"), Survey()).read(raw)
    return answer.fault or answer.value


@pytest.mark.parametrize(
    ("raw", "day"),
    [("2017-02-05T08:00:00+09:00", 5), ("2017-02-04T23:00:00Z", 5), ("2017-02-04T14:59:59Z", 4)],
)
def test_the_day_of_a_stamp_is_the_day_in_tokyo(raw: str, day: int) -> None:
    assert read(raw, "date") == datetime.datetime(2017, 2, day)  # noqa: DTZ001 - a day


@pytest.mark.parametrize("kind", ["date", "datetime"])
@pytest.mark.parametrize(
    "raw",
    ["0001-01-01T00:00+14", "9999-12-31T23:00Z", "2017-02-04T00:00+25:00", "2017-02-04T00:00+99"],
)
def test_a_stamp_beyond_the_calendar_is_no_crash(raw: str, kind: str) -> None:
    assert isinstance(read(raw, kind), datetime.datetime | str)


def test_a_date_that_cannot_be_is_a_finding_and_never_no_answer() -> None:
    assert read("2017-02-30", "date") == "V004"
    assert read("　", "date") is None
