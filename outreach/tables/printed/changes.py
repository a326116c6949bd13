"""Rates of change: a ratio that is called an increase."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from outreach.errors import Place
from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import squeeze
from outreach.tables.printed.figure import Figure, read_figure, rounded, share
from outreach.tables.printed.grid import Printed
from outreach.tables.printed.words import CHANGE, PART, PERCENTS, TOTAL

_RATE = pattern(
    r"([+-]|[△▲])?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?:%|パーセント)の?(増|減|伸び|アップ|ダウン)?"
)
_ENOUGH = 3  # rates that tell which columns they are of
_AS_RATIO = pattern(r".*(?:前年|前年度|前期|前回|同期)比.*")
_AS_CHANGE = pattern(r".*(?:増|減|伸び?).*")


def wrong_changes(table: Printed) -> Iterator[Finding]:
    """Yield S005, or S002, for rates of change in columns, in rows and in notes.

    A column 増加率 or 前年比 is of the two columns of counts before it; a
    note such as 149%増 of the table's only two counts, or of their totals.
    """
    for view in (table, table.turned):
        for at, column in enumerate(view.columns):
            if column.kind == CHANGE:
                yield from _of_column(view, at)
    yield from _of_notes(table)


def _of_column(table: Printed, at: int) -> Iterator[Finding]:
    counts = [other for other in table.counts if other < at]
    if len(counts) < 2:
        return
    old, new = counts[-2:]
    found: list[Finding] = []
    rates = 0
    for row, cells in zip(table.rows, table.cells, strict=True):
        before, after, rate = cells[old].figure, cells[new].figure, cells[at]
        if before and after and rate.figure and row.kind not in PERCENTS:
            rates += 1
            said = f"{table.columns[at].name} {rate.figure.value}%"
            found += wrong_change(
                said, before.value, after.value, rate.place, rate.figure, spoken=rate.text
            )
    strange = [finding for finding in found if finding.rule == "S002"]
    known = rates < _ENOUGH or 2 * len(strange) <= rates  # else it is of other columns
    yield from (finding for finding in found if known or finding.rule != "S002")


def _of_notes(table: Printed) -> Iterator[Finding]:
    ends = _two_counts(table)
    if ends is None:
        return
    old, new = ends
    for cell in table.texts():
        found = _RATE.search(squeeze(cell.text))
        if found and found[3] and _AS_CHANGE.fullmatch(squeeze(cell.text)):
            yield from wrong_change(found[0], old, new, cell.place)


def _two_counts(table: Printed) -> tuple[Decimal, Decimal] | None:
    """Return the table's two counts, or their totals, if it has one row of two columns."""
    counts = table.counts
    rows = [at for at, row in enumerate(table.rows) if row.kind in (PART, TOTAL)]
    totals = [at for at in rows if table.rows[at].kind == TOTAL]
    chosen = rows if len(rows) == 1 else totals
    if len(counts) != 2 or len(chosen) != 1:
        return None
    old, new = (table.cells[chosen[0]][at].figure for at in counts)
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
