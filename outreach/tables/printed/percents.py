"""Percentages against count and base, rounded half up; columns that were forced to add to 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.tables.printed.figure import manner, rounded, share
from outreach.tables.printed.grid import Printed
from outreach.tables.printed.shares import HUNDRED, Percent, Shares, chosen_shares
from outreach.tables.printed.words import BASE, OTHER, PART, PERCENTS, RATE, SHARE, TOTAL

_FEW = 5  # one in so many percentages may be impossible; more are no accident
_SURE = 3  # rates that must be right to tell of which columns they are
_NO_RATE = (*PERCENTS, OTHER)

_MOST = 12  # columns among which the two of a rate are looked for


def wrong_percents(table: Printed, decimals: int | None = None) -> Iterator[Finding]:
    """Yield S002 and S003 for the percentages of rows and of columns that are wrong."""
    for view in (table, table.turned):
        for at in view.shares:
            yield from _judged(chosen_shares(view, at, decimals))
        yield from _wrong_rates(view)
        yield from _impossible(view)


def _wrong_rates(table: Printed) -> Iterator[Finding]:
    """Yield S002 for the cells of a column 回収率 that are not what most of its cells are.

    They are one column of another, whichever two fit most rows.
    """
    for at, column in enumerate(table.columns):
        if column.kind != RATE and not (column.kind == SHARE and at not in _taken(table)):
            continue
        places = [
            other for other, line in enumerate(table.columns)
            if other != at and line.kind not in PERCENTS
        ][:_MOST]  # fmt: skip
        best: list[Percent] = []
        for count, base in permutations(places, 2):
            rates = [*_rates(table, at, count, base)]
            if _rights(rates) > _rights(best):
                best = rates
        sure = _SURE - (bool(best) and best[0].decimals > 0)  # two whole percents fit by chance
        if _rights(best) >= sure and 2 * _rights(best) > len(best):
            yield from (wrong_percent(rate) for rate in best if not rate.is_right)


def _impossible(table: Printed) -> Iterator[Finding]:
    """Yield S002 for percentages that no number of people gives, where a column n but no counts is.

    The test is GRIM (Brown & Heathers 2017, Social Psychological and
    Personality Science 8); where more than a few fail, the table is weighted.
    """
    bases = [at for at, line in enumerate(table.columns) if line.kind == BASE]
    others = [at for at in table.counts if at not in (*bases, *table.shares)]
    if len(bases) != 1 or others or bases[0] not in table.counts:
        return
    taken = _taken(table)
    judged, failed = 0, []
    for at, column in enumerate(table.columns):
        if column.kind not in (PART, SHARE, TOTAL) or at in (*taken, *bases):
            continue
        for rate in _rates(table, at, bases[0], bases[0]):
            if not 0 < rate.printed < HUNDRED or 2 * rate.base > 10 ** (rate.decimals + 2):
                continue  # it tells nothing
            judged += 1
            failed += [] if _is_possible(rate) else [(column.name, rate)]
    if judged - len(failed) >= _SURE and _FEW * len(failed) <= judged:
        yield from (_no_such_percent(name, rate) for name, rate in failed)


def _is_possible(rate: Percent) -> bool:
    """Return whether some number of people is this percentage of the base, rounded half up."""
    below = rate.printed * rate.base // 100
    near = (below - 1, below, below + 1)
    return any(rounded(share(count, rate.base), rate.decimals) == rate.printed for count in near)


def _no_such_percent(column: str, rate: Percent) -> Finding:
    message = _("“{name}” is printed as {printed} %, which no number of {base} people is.")
    name = f"{rate.name} | {column}"
    text = message.format(name=name, printed=rate.printed, base=rate.base)
    below = rate.printed * rate.base // 100
    low, high = (rounded(share(below + up, rate.base), rate.decimals) for up in (0, 1))
    remedy = _("The nearest are {low} % and {high} %.").format(low=low, high=high)
    return finding("S002", rate.cell.place, text, remedy, value=f"{name} {rate.cell.text}")


def _taken(table: Printed) -> list[int]:
    """Return the columns of percentages whose base is known."""
    return [at for at in table.shares if chosen_shares(table, at)]


def _rights(rates: Sequence[Percent]) -> int:
    """Return how many rates are right; 0 and 100 tell nothing."""
    return sum(rate.is_right and 0 < rate.printed < HUNDRED for rate in rates)


def _rates(table: Printed, at: int, count: int, base: int) -> Iterator[Percent]:
    figures = [cell.figure for cell in table.column(at) if cell.figure]
    shown = max((figure.decimals for figure in figures), default=0)
    for row, cells in zip(table.rows, table.cells, strict=True):
        part, whole = cells[count].figure, cells[base].figure
        if cells[at].figure and part and whole and whole.value and row.kind not in _NO_RATE:
            yield Percent(row.name, cells[at], part.value, whole.value, shown)


def other_bases(table: Printed) -> Iterator[str]:
    """Yield a note for each column whose percentages are of those who answered only."""
    for view in (table, table.turned):
        for at in view.shares:
            shares = chosen_shares(view, at)
            if shares and shares.percents and not shares.usual:
                message = _("“{column}” is of those who answered ({base}), not of everybody.")
                base = shares.percents[0].base
                yield message.format(column=shares.column, base=base)


def _judged(shares: Shares | None) -> Iterator[Finding]:
    if shares is None:
        return
    forced = forced_to_hundred(shares)
    if forced:
        yield _forced(shares, forced)
    for percent in shares.wrong:
        if percent not in forced:
            yield wrong_percent(percent)


def forced_to_hundred(shares: Shares) -> list[Percent]:
    """Return the percentages that were changed so that the column adds up to 100 exactly.

    It was forced if it adds up as printed and would not add up rounded half
    up, each change being one in the last digit. Where halves went to the even
    digit, that is how it came about.
    """
    wrong = [part for part in shares.parts if not part.is_right]
    adds_up = sum(part.printed for part in shares.parts) == HUNDRED
    would = sum(part.right for part in shares.parts) == HUNDRED
    even = all(manner(part.printed, part.exact, part.decimals) == "even" for part in wrong)
    near = all(part.is_near for part in wrong)
    return wrong if adds_up and not would and near and not even else []


def _forced(shares: Shares, changed: Sequence[Percent]) -> Finding:
    change = _("“{name}” {printed} instead of {right}")
    changes = ", ".join(
        change.format(name=part.name, printed=part.printed, right=part.right) for part in changed
    )
    message = _("“{column}” was made to add up to 100: {changes} (of {base}).")
    remedy = _("Print the rounded percentages, and say below that they need not add up to 100.")
    text = message.format(column=shares.column, base=shares.parts[0].base, changes=changes)
    value = " ".join(f"{part.name} {part.cell.text}" for part in changed)
    return finding("S003", changed[0].cell.place, text, remedy, value=value)


def wrong_percent(percent: Percent) -> Finding:
    """Return the finding for one percentage that is not count of base rounded half up."""
    how = manner(percent.printed, percent.exact, percent.decimals)
    message = _("“{name}” is printed as {printed} %, but {count} of {base} is {right} %.")
    text = message.format(
        name=percent.name, printed=percent.printed, count=percent.count, base=percent.base,
        right=percent.right,
    )  # fmt: skip
    if how:
        text += (
            " "
            + {
                "cut": _("It was cut off, not rounded."),
                "even": _("A half was rounded to the even digit, not up."),
            }[how]
        )
    remedy = _("Print {right}; or is the count wrong?").format(right=percent.right)
    value = f"{percent.name} {percent.cell.text}"
    return finding("S002", percent.cell.place, text, remedy, value=value)
