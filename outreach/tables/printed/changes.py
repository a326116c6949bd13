"""Rates of change: a ratio that is called an increase."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from outreach.errors import Place
from outreach.intake.dates import ERA, year_of
from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import digits, squeeze
from outreach.tables.printed.figure import Figure, read_figure, rounded, share
from outreach.tables.printed.grid import Cell, Printed
from outreach.tables.printed.words import (
    CHANGE,
    EARLIER,
    OTHER,
    PART,
    PERCENTS,
    TOTAL,
    is_difference,
    is_factor,
)

_RATE = pattern(
    r"([+-]|[△▲])?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?:%|パーセント)の?(増|減|伸び|アップ|ダウン)?"
)
_YEAR = pattern(
    r"(?<![a-z])(?P<era>" + ERA + r")\.?(?P<of_era>\d{1,2}|元)(?!\d)"
    r"|(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)|(?<!\d)(?P<short>\d{1,2})年"
)
_FULL = 1000  # from here on a year is a whole one
_ENOUGH = 3  # rates that tell which columns they are of
_AS_RATIO = pattern(r".*(?:前年|前年度|前期|前回|同期)比.*")
_AS_CHANGE = pattern(r".*(?:増|減|伸び?).*")


def wrong_changes(table: Printed) -> Iterator[Finding]:
    """Yield S005, or S002, for rates of change in columns, in rows and in notes.

    A column 増加率 or 前年比 is of the two columns of counts before it, the
    earlier of which their names may say (前年度, 令和4年); a column 増減 is
    their difference (S001); a note such as 149%増 is of the table's only two
    counts, or of their totals.
    """
    for view in (table, table.turned):
        for at, column in enumerate(view.columns):
            counts = [other for other in view.counts if other < at]
            if len(counts) > 1 and column.kind == CHANGE:
                yield from _of_column(view, at, *_in_order(view, *counts[-2:]))
            elif len(counts) == 2 and is_difference(column.names[-1] if column.names else ""):
                yield from _of_differences(view, at, *_in_order(view, *counts))
    yield from _of_notes(table)


def _in_order(table: Printed, first: int, second: int) -> tuple[int, int]:
    """Return the earlier column and the later one; the first where names do not tell."""
    return (second, first) if _tell_order(table, first, second) < 0 else (first, second)


def _tell_order(table: Printed, first: int, second: int) -> int:
    """Return 1 if names say that the first column is the earlier, -1 the later, 0 if neither."""
    lines = table.columns[first], table.columns[second]
    past = [line.kind == EARLIER for line in lines]
    if past[0] != past[1]:
        return 1 if past[0] else -1
    one, two = (_year(line.name) for line in lines)
    if one is None or two is None or one == two or (one < _FULL) != (two < _FULL):
        return 0
    return 1 if one < two else -1


def _year(name: str) -> int | None:
    """Return the year in a name; without an era it is left as it is.

    >>> _year("令和4年度"), _year("28年度"), _year("2016"), _year("参加者")
    (2022, 28, 2016, None)
    """
    found = _YEAR.search(digits(squeeze(name)))
    if not found:
        return None
    if found["era"]:
        return year_of(found["era"], found["of_era"])
    return int(found["year"] or found["short"])


def _of_differences(table: Printed, at: int, old: int, new: int) -> Iterator[Finding]:
    """Yield S001 where a column 増減 is not the difference, if it is in half the other rows."""
    wrong, right = [], 0
    told = bool(_tell_order(table, old, new))
    for row, cells in zip(table.rows, table.cells, strict=True):
        before, after, printed = (cells[place].figure for place in (old, new, at))
        if not (before and after and printed) or row.kind in (*PERCENTS, OTHER):
            continue
        down = "減" in cells[at].text
        value = -abs(printed.value) if down else printed.value
        if value == after.value - before.value:
            right += bool(value)
        elif value != before.value - after.value:  # accounts give expenses the other sign
            wrong.append((row.name, cells[at], before.value, after.value))
    parts = sum(row.kind == PART for row in table.rows)
    if right >= (1 if told else _ENOUGH) and 2 * right >= parts:
        yield from (_told_difference(*one) for one in wrong)


def _told_difference(name: str, cell: Cell, old: Decimal, new: Decimal) -> Finding:
    message = _("“{name}” is printed as {printed}, but from {old} to {new} it is {right}.")
    right = f"{new - old:+}"
    text = message.format(name=name, printed=cell.text, old=old, new=new, right=right)
    remedy = _("Print {right}; or is one of the two numbers wrong?").format(right=right)
    return finding("S001", cell.place, text, remedy, value=f"{name} {cell.text}")


def _of_column(table: Printed, at: int, old: int, new: int) -> Iterator[Finding]:
    found: list[Finding] = []
    rates = 0
    for row, cells in zip(table.rows, table.cells, strict=True):
        before, after, rate = cells[old].figure, cells[new].figure, cells[at]
        if before and after and rate.figure and row.kind not in PERCENTS:
            rates += 1
            said = f"{table.columns[at].name} {rate.figure.value}%"
            figure = rate.figure
            if is_factor(table.columns[at].name + rate.text):  # 1.21 times is 121 %
                said = f"{table.columns[at].name} {rate.text}"
                figure = Figure(100 * figure.value, figure.decimals - 2)
            found += wrong_change(
                said, before.value, after.value, rate.place, figure, spoken=rate.text
            )
    strange = [finding for finding in found if finding.rule == "S002"]
    known = rates < _ENOUGH or 2 * len(strange) <= rates  # else it is of other columns
    yield from (finding for finding in found if known or finding.rule != "S002")


def _of_notes(table: Printed) -> Iterator[Finding]:
    ends = _two_counts(table) or _two_counts(table.turned, told=True)
    if ends is None:
        return
    for cell in table.texts():
        found = _RATE.search(squeeze(cell.text))
        if found and found[3] and _AS_CHANGE.fullmatch(squeeze(cell.text)):
            yield from wrong_change(found[0], *ends, cell.place)


def _two_counts(table: Printed, *, told: bool = False) -> tuple[Decimal, Decimal] | None:
    """Return the table's two counts, or their totals, if it has one row of two columns.

    Where it is `told`, only if the columns' names say which is the earlier.
    """
    counts = table.counts
    rows = [at for at, row in enumerate(table.rows) if row.kind in (PART, TOTAL)]
    totals = [at for at in rows if table.rows[at].kind == TOTAL]
    chosen = rows if len(rows) == 1 else totals
    if len(counts) != 2 or len(chosen) != 1:
        return None
    if told and not _tell_order(table, *counts):
        return None
    old, new = (table.cells[chosen[0]][at].figure for at in _in_order(table, *counts))
    return (old.value, new.value) if old and new else None


def wrong_change(
    said: str,
    old: Decimal,
    new: Decimal,
    place: Place,
    figure: Figure | None = None,
    spoken: str = "",
) -> Iterator[Finding]:
    """Yield S005 if a rate that is called an increase is the ratio, S002 if it is neither.

    A rate under 前年比 alone may be the one or the other.

    >>> place = Place("table.csv")
    >>> [found.rule for found in wrong_change("149%増", Decimal(121), Decimal(180), place)]
    ['S005']
    >>> [*wrong_change("48.8%増", Decimal(121), Decimal(180), place)]
    []
    """
    rate = figure or _figure_of(said)
    if rate is None or not old:
        return
    ratio, change = share(new, old), share(new - old, old)
    down = "減" in squeeze(spoken or said) and "増減" not in squeeze(said)
    value = -abs(rate.value) if down else rate.value
    called_change = bool(_AS_CHANGE.fullmatch(squeeze(said + spoken)))
    either = bool(_AS_RATIO.fullmatch(squeeze(said))) or not called_change
    if either and not rate.percent and rate.decimals and value == rounded(new / old, rate.decimals):
        return  # 1.21 times
    if value == rounded(change, rate.decimals) or (
        either and not _signed(spoken or said) and value == rounded(ratio, rate.decimals)
    ):
        return
    shown = max(1, rate.decimals)
    words = {"said": said, "old": old, "new": new, "ratio": rounded(ratio, shown)}
    words["change"] = f"{rounded(change, shown):+}"
    is_ratio = abs(value) == rounded(ratio, rate.decimals)
    yield _told(words, place, is_ratio=is_ratio)


def _told(words: dict[str, Any], place: Place, *, is_ratio: bool) -> Finding:
    """Return S005 for a ratio that is called a change, S002 for a rate that is neither."""
    if is_ratio:
        message = _("“{said}” calls a ratio a change: {new} is {ratio} % of {old}.")
        remedy = _("The change is {change} %; or write that it is {ratio} % of the earlier number.")
    else:
        message = _("“{said}” is not the change from {old} to {new}.")
        remedy = _("The change is {change} %, the ratio {ratio} %.")
    rule = "S005" if is_ratio else "S002"
    text, way_out = message.format(**words), remedy.format(**words)
    return finding(rule, place, text, way_out, value=words["said"])


def _figure_of(said: str) -> Figure | None:
    found = _RATE.search(squeeze(said))
    return read_figure((found[1] or "") + found[2] + "%") if found else None


def _signed(text: str) -> bool:
    return squeeze(text)[:1] in ("+", "-", "△", "▲")
