"""Dates with a weekday, wherever they stand in a printed table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from outreach.errors import Place
from outreach.intake.dates import ERA, year_of
from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import digits, fold
from outreach.tables.printed.grid import Cell, Printed
from outreach.tables.printed.words import bare

DAYS = "月火水木金土日"
_WEEKDAY_HEADS = ("曜日", "曜", "weekday", "day")
_ENGLISH = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_WEEKDAY = rf"(?P<weekday>[{DAYS}]|mon|tue|wed|thu|fri|sat|sun)(?:曜日?|[a-z]*day|\.)?"
_DATE = pattern(
    r"(?:(?:(?P<era>" + ERA + r")\.? ?(?P<of_era>\d{1,2}|元)|(?P<year>\d{4})) ?[年./-] ?)?"
    r"(?P<month>\d{1,2}) ?[月./-] ?(?P<day>\d{1,2}) ?日?"
    r"(?:(?: ?[(,・] ?| )" + _WEEKDAY + r"(?:・?祝日?)? ?[)]?(?![ぁ-んァ-ヶ一-龠a-z]))?"
)
_ALONE = pattern(_WEEKDAY)
_FISCAL = pattern(
    r"(?:(?P<era>" + ERA + r")\.? ?(?P<of_era>\d{1,2}|元)|(?P<year>\d{4})) ?年?(?P<fiscal>度)?"
)
_APRIL = 4
_LEAP = 2000  # a year that has every day


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as it is printed, with the weekday that is printed beside it."""

    text: str
    place: Place
    year: int | None
    month: int
    day: int
    weekday: int


def wrong_weekdays(table: Printed, year: str = "") -> Iterator[Finding]:
    """Yield S006 for each weekday that is not its date's, and for dates that never were.

    A date is looked at where a weekday stands with it: 5月30日（木）, or in
    a column 曜日 beside the date or beside columns of year, month and day.
    Without a year it counts as of `year` ("平成28年度", "2016"), if given.
    """
    for dated in (*_in_cells(table), *_in_columns(table)):
        found = _judged(dated, _year_of(year, dated.month) if dated.year is None else dated.year)
        if found:
            yield found


def _in_cells(table: Printed) -> Iterator[Dated]:
    for cell in (*table.texts(), *table.faults):
        before: tuple[int | None, int] = (None, 0)
        for found in filter(_begins, _DATE.finditer(_plain(cell.text))):
            before = _after(before, found)
            if found["weekday"]:
                dated = _dated(found, cell, found["weekday"])
                yield replace(dated, year=before[0] if dated.year is None else dated.year)


def _after(before: tuple[int | None, int], found: re.Match[str]) -> tuple[int | None, int]:
    """Return year and month of a date that stands behind another one: 令和5年5月30日～6月2日.

    Its year is that of the one before it, the next if its month is earlier.
    """
    month = int(found["month"])
    own = _own_year(found)
    if own is None and before[0]:
        return before[0] + (month < before[1]), month
    return own, month


def _plain(text: str) -> str:
    return digits(" ".join(fold(text).split()))


def _begins(found: re.Match[str]) -> bool:
    """Return whether the date begins where it seems to, and is no end of a longer number."""
    before = found.string[: found.start()][-1:]
    return not before.isdigit()


def _dated(found: re.Match[str], cell: Cell, weekday: str) -> Dated:
    return Dated(
        cell.text.strip(), cell.place, _own_year(found), int(found["month"]), int(found["day"]),
        _weekday_number(weekday),
    )  # fmt: skip


def _own_year(found: re.Match[str]) -> int | None:
    """Return the year that a date says; 0, which no day is in, where its era never had it."""
    if found["era"]:
        return year_of(found["era"], found["of_era"]) or 0
    return int(found["year"]) if found["year"] else None


def _weekday_number(text: str) -> int:
    return DAYS.index(text) if text in DAYS else _ENGLISH[text]


def _in_columns(table: Printed) -> Iterator[Dated]:
    """Yield dates of a row whose weekday stands in a column of its own, headed 曜日."""
    heads = [bare(head) for head in table.sides]
    for at in [place for place, head in enumerate(heads) if head in _WEEKDAY_HEADS]:
        for line, row in zip(table.rows, table.beside, strict=True):
            said = _ALONE.fullmatch(fold(row[at].text).strip("()"))
            if not said:
                continue
            weekday = _weekday_number(said["weekday"])
            names = [_plain(text) for text in _told(line.names, row)]
            whole = [found for name in names if (found := _DATE.fullmatch(name))]
            parts = None if whole else _parts(dict(zip(heads, names, strict=True)))
            if whole:
                dated = _dated(whole[-1], row[at], said["weekday"])
                yield replace(dated, text=f"{whole[-1][0]} {row[at].text.strip()}")
            elif parts:
                text = "/".join(str(part) for part in parts if part) + f" {row[at].text.strip()}"
                yield Dated(text, row[at].place, *parts, weekday)


def _told(names: Sequence[str], row: Sequence[Cell]) -> list[str]:
    """Return the texts beside a row's numbers; where one stands for several rows, in each."""
    texts = [cell.text for cell in row]
    return [*(name or text for name, text in zip(names, texts, strict=False)), *texts[len(names) :]]


def _parts(said: Mapping[str, str]) -> tuple[int | None, int, int] | None:
    """Return year, month and day of a row that has a column for each."""
    numbers = [re.match(r"\d{1,2}(?!\d)", said.get(head, "")) for head in ("月", "日")]
    month, day = (int(number[0]) if number else 0 for number in numbers)
    if not month or not day:
        return None
    return _year_of(said.get("年") or said.get("年度", ""), month), month, day


def _year_of(text: str, month: int) -> int | None:
    """Return the year that a text says; of a fiscal year, January to March are in the next.

    >>> _year_of("平成28年度", 5), _year_of("平成28年度", 2), _year_of("2016", 2), _year_of("", 2)
    (2016, 2017, 2016, None)
    """
    found = _FISCAL.match(_plain(text))
    if not found:
        return None
    year = int(found["year"]) if found["year"] else year_of(found["era"], found["of_era"])
    return year + 1 if year and found["fiscal"] and month < _APRIL else year


def _judged(dated: Dated, year: int | None) -> Finding | None:
    try:
        day = datetime.date(_LEAP if year is None else year, dated.month, dated.day)
    except ValueError:  # 30 February, or a year that its era never had
        message = _("There is no such day: “{text}”.").format(text=dated.text)
        remedy = _("Look up when it was, and print that.")
        return finding("S006", dated.place, message, remedy, value=dated.text)
    if year is None or day.weekday() == dated.weekday:
        return None  # without a year no weekday is wrong
    message = _("“{text}”: {date} was a {right}, not a {printed}.")
    before = day - datetime.timedelta((day.weekday() - dated.weekday) % 7)
    after = before + datetime.timedelta(7)
    remedy = _("Is the weekday wrong, or the day? The nearest such days are {before} and {after}.")
    names = day_names()
    text = message.format(
        text=dated.text, date=day.isoformat(), right=names[day.weekday()],
        printed=names[dated.weekday],
    )  # fmt: skip
    ways = remedy.format(before=before.isoformat(), after=after.isoformat())
    return finding("S006", dated.place, text, ways, value=dated.text)


def day_names() -> list[str]:
    """Return the weekdays in the language of messages, Monday first."""
    return [
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"),
    ]  # fmt: skip
