"""A value of a statistics program → the text of a cell: labels, days, numbers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from outreach.patterns import pattern

Values = Mapping[str, Sequence[object]]

JOINT = "|"  # between the options of a multiple answer
_NAME = pattern(r"[A-Z$%][A-Za-z]*")
_SPSS_DAYS = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "MOYR", "QYR", "WKYR")
_SPSS_MOMENTS = ("DATETIME", "YMDHMS")
_SPSS_TIMES = ("TIME", "DTIME", "MTIME")
_SAS_DAYS = pattern(
    r"(?:NLDATE|WEEKDAT|DATE(?!TIME|AMPM)|DDMMYY|MMDDYY|YYMMDD|[BE]8601DA|IS8601DA|JULIAN|NENGO|MINGUO)"
)
_SAS_MOMENTS = pattern(r"(?:DATETIME|DATEAMPM|MDYAMPM|NLDATM|[BE]8601D[TN]|IS8601DT)")
_SAS_TIMES = pattern(r"(?:TIME|TOD|HHMM|MMSS|NLTIM|[BE]8601T|IS8601T)")
_STATA_TIME = pattern(r"%-?t[cC][Hh][Hh][:HhMmSs._\sAaPp]*")
_STATA_PARTS = {"w": 52, "m": 12, "q": 4, "h": 2}  # of a year, counted from 1960
_SPSS_START = datetime.datetime(1582, 10, 14)  # noqa: DTZ001 - clocks as they stood
_START = datetime.datetime(1960, 1, 1)  # noqa: DTZ001
_DAY = 86_400
_LARGEST_SINGLE = 1e38
_TICKS: Mapping[object, str] = {0: "FALSE", 1: "TRUE"}


@dataclass(frozen=True)
class Variable:
    """One variable: its value labels, and how its numbers are meant.

    `program` is "sav", "dta" or "sas7bdat", `format` as that program writes
    it.
    """

    name: str
    label: str = ""
    program: str = "sav"
    format: str = ""
    labels: Mapping[object, str] = field(default_factory=dict)

    def text(self, value: object) -> str:
        """Return the label of a value, else the value as text; what is missing is "".

        >>> asked = Variable("q1", labels={1.0: "はい", "A ": "甲"})
        >>> asked.text(1.0), asked.text(2.0), asked.text(2.5), asked.text(None), asked.text("A  ")
        ('はい', '2', '2.5', '', '甲')
        >>> Variable("when", format="SDATE10").text(13705545600.0)
        '2017-02-04'
        """
        if value is None:
            return ""
        if isinstance(value, str):
            text = value.rstrip(" \0")
            return self._by_text.get(text, text)
        label = self.labels.get(value, "")
        return label if label.strip() else self._spell(value)

    def __post_init__(self) -> None:
        strings = {
            key.rstrip(" \0"): label
            for key, label in self.labels.items()
            if isinstance(key, str) and label.strip()
        }
        object.__setattr__(self, "_by_text", strings)
        object.__setattr__(self, "_spell", _speller(self.program, self.format))

    _by_text: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _spell: Callable[[object], str] = field(init=False, repr=False, compare=False)


@dataclass(frozen=True)
class Part:
    """One column that is given on: a variable, or the variables of a multiple-response set.

    With `options` a member counts where its value is `counted`; without them
    each member holds the code of an option. `raw` is a variable that keeps
    what `outreach` could not read of the answer.
    """

    name: str
    label: str
    members: tuple[Variable, ...]
    options: tuple[str, ...] = ()
    counted: str = ""
    multiple: bool = False
    raw: str = ""

    def texts(self, values: Values) -> list[str]:
        """Return the cells of a run of rows."""
        columns = [_spelled(values[member.name], self._spelling(at))
                   for at, member in enumerate(self.members)]  # fmt: skip
        texts = columns[0] if not self.multiple else list(map(_joined, zip(*columns, strict=True)))
        if not self.raw:
            return texts
        raws = [str(raw or "").rstrip(" \0") for raw in values[self.raw]]
        return [raw or text for raw, text in zip(raws, texts, strict=True)]

    def _spelling(self, at: int) -> Callable[[object], str]:
        member = self.members[at]
        if self.options:
            bare = Variable(member.name)
            counted = {bare.text(_number(self.counted)), self.counted.rstrip()}
            return lambda value: self.options[at] if bare.text(value) in counted else ""
        if _is_tick(member):
            return lambda value: _TICKS.get(value) or member.text(value)
        return member.text


def _spelled(column: Sequence[object], spell: Callable[[object], str]) -> list[str]:
    texts = {value: spell(value) for value in set(column)}
    return [texts[value] for value in column]


def _joined(cells: Sequence[str]) -> str:
    return JOINT.join(dict.fromkeys(cell for cell in cells if cell))


def _is_tick(variable: Variable) -> bool:
    """Whether a variable says of one option, `[option] question`, whether it was chosen."""
    values = set(variable.labels)
    return variable.label.startswith("[") and "]" in variable.label and 1 in values <= {0, 1}


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _speller(program: str, form: str) -> Callable[[object], str]:
    """Return what writes the numbers of a variable."""
    if program == "dta":
        return _stata(form)
    upper = form.upper()
    found = _NAME.match(upper)
    name = found[0] if found else ""
    if program == "sav":
        days, moments, times = name in _SPSS_DAYS, name in _SPSS_MOMENTS, name in _SPSS_TIMES
        start, a_day = _SPSS_START, 1
    else:
        days, moments = bool(_SAS_DAYS.match(upper)), bool(_SAS_MOMENTS.match(upper))
        times = bool(_SAS_TIMES.match(upper))
        start, a_day = _START, _DAY
    if days:
        return lambda value: _day(start, value, a_day)
    if moments:
        return lambda value: _moment(start, value, 1)
    return (lambda value: _time(value, 1)) if times else _plain


def _stata(form: str) -> Callable[[object], str]:
    kind = re.match(r"%-?(?:t(\w)|(d))", form)
    letter = (kind[1] or kind[2]) if kind else ""
    if _STATA_TIME.fullmatch(form):
        return lambda value: _time(value, 1000)
    if letter in ("c", "C"):
        return lambda value: _moment(_START, value, 1000)
    if letter == "d":
        return lambda value: _day(_START, value, _DAY)
    if letter in _STATA_PARTS:
        return lambda value: _part_of_year(value, letter)
    return _plain


def _plain(value: object) -> str:
    """Return a number, a whole one without its point, one of four bytes with its seven digits.

    >>> _plain(3.0), _plain(2.5), _plain(7), _plain(float(np.float32(0.1)))
    ('3', '2.5', '7', '0.1')
    """
    if not isinstance(value, float):
        return str(value)
    if value.is_integer():
        return str(int(value))
    if abs(value) < _LARGEST_SINGLE and float(np.float32(value)) == value:
        return str(np.float32(value))
    return repr(value)


def _seconds(value: object, per_second: float) -> datetime.timedelta:
    if not isinstance(value, int | float):
        raise ValueError(value)  # noqa: TRY004 - a text where a moment should stand
    return datetime.timedelta(milliseconds=round(value * 1000 / per_second))


def _day(start: datetime.datetime, value: object, seconds: int) -> str:
    """Return the day in ISO form, or the number where there is no such day."""
    try:
        return (start + _seconds(value, 1 / seconds)).date().isoformat()
    except (OverflowError, ValueError):
        return _plain(value)


def _moment(start: datetime.datetime, value: object, per_second: int) -> str:
    try:
        return (start + _seconds(value, per_second)).isoformat(" ")
    except (OverflowError, ValueError):
        return _plain(value)


def _time(value: object, per_second: int) -> str:
    """Return hours, minutes and seconds; there may be more than 24 hours.

    >>> _time(58_500.0, 1), _time(93_600.0, 1)
    ('16:15:00', '26:00:00')
    """
    try:
        seconds = round(_seconds(value, per_second).total_seconds())
    except (OverflowError, ValueError):
        return _plain(value)
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def _part_of_year(value: object, letter: str) -> str:
    """Return a week, month, quarter or half as Stata shows it.

    >>> _part_of_year(685, "m"), _part_of_year(-1, "q")
    ('2017m2', '1959q4')
    """
    if not isinstance(value, int | float) or not float(value).is_integer():
        return str(value)
    year, part = divmod(int(value), _STATA_PARTS[letter])
    return f"{1960 + year}{letter}{part + 1}"
