"""Percentages against count and base, rounded half up; columns that were forced to add to 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.tables.printed.figure import manner
from outreach.tables.printed.grid import Printed
from outreach.tables.printed.shares import HUNDRED, Percent, Shares, chosen_shares


def wrong_percents(table: Printed, decimals: int | None = None) -> Iterator[Finding]:
    """Yield S002 and S003 for the percentages of rows and of columns that are wrong."""
    for view in (table, table.turned):
        for at in view.shares:
            yield from _judged(chosen_shares(view, at, decimals))


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
