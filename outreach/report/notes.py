"""Footnotes: how to read the tables, written from the settings in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach.codebook import Codebook
from outreach.messages import _
from outreach.report.exhibit import Exhibit
from outreach.report.row import ABOVE, BELOW
from outreach.report.summaries import SummaryExhibit
from outreach.tables.contents import SMALL
from outreach.tables.hidden import WITHHELD
from outreach.tables.table import Table


def notes_on(
    codebook: Codebook, exhibits: Sequence[Exhibit], summaries: Sequence[SummaryExhibit] = ()
) -> list[str]:
    """Return the footnotes that apply to these tables."""
    tables = [table for exhibit in exhibits for table in exhibit.tables]
    notes = [*_reading(exhibits, tables), *_of_summaries(summaries)] if exhibits else []
    if not exhibits:
        notes = list(_of_summaries(summaries))
    tested = [table.tests for table in tables if table.tests]
    methods = [method for tests in tested for method in tests.methods]
    methods += [line for shown in summaries for each in shown.summaries for line in each.methods]
    notes += dict.fromkeys(filter(None, methods))
    if any(table.by for table in tables if table.tests):
        mark = _("{above} and {below}: the share is higher or lower than in the other groups.")
        notes.append(mark.format(above=ABOVE, below=BELOW))
    means = [summary for shown in summaries for summary in shown.summaries]
    if any(table.hidden and table.hidden.some for table in tables) or any(
        each.suppress_below > 1 for each in means
    ):
        notes.append(_("{sign} is a number that is kept secret.").format(sign=WITHHELD))
    hidden = [table.hidden for table in tables if table.hidden]
    notes += dict.fromkeys(warning for each in hidden for warning in each.warnings)
    return [*notes, *_left_out(codebook, exhibits, summaries)]


def _reading(exhibits: Sequence[Exhibit], tables: Sequence[Table]) -> Iterator[str]:
    """Yield the notes on bases, rounding and marks."""
    crossed = [table for table in tables if table.by]
    bases = {
        "all": _("n is everybody who returned the form, no answer included."),
        "applicable": _("n is everybody whom the question was put to, no answer included."),
        "answered": _("n is everybody who answered the question; those who did not are not in it."),
    }
    yield bases[tables[0].base]
    if any(table.where for table in tables):
        yield _("n counts only whom the title names.")
    if any(table.weight for table in tables):
        yield _("Whoever has no weight above 0 is not counted.")
    yield _("Percentages are rounded half up; they need not add up to 100.")
    if crossed:
        yield from _crossed(exhibits)
    if weights := {table.weight for table in tables if table.weight}:
        note = _("Weighted by: {weights}. n is not weighted; eff. n is Kish's effective n.")
        yield note.format(weights=", ".join(sorted(weights)))
    if any(table.question.multiple for table in tables):
        yield _("Where several answers were allowed, percentages are of people, not ticks.")
    if any(table.by and table.by.multiple for table in crossed):
        yield _("Whoever gave several answers to the break is in several groups.")
    if any((table.people_of(exhibits[0].share) < SMALL).any() for table in crossed):
        yield _("* marks an n under {small}: read it with care.").format(small=SMALL)
    rows = [row for table in tables for row in (*table.categories, *table.groups)]
    for label in dict.fromkeys(row.label for row in rows if row.kind == "unreadable"):
        yield _("{label} is what was answered but could not be read.").format(label=label)
    if any(table.question.applies for table in tables) and tables[0].base == "all":
        yield _("Of questions put to some only, no answer includes all others.")


def _crossed(exhibits: Sequence[Exhibit]) -> Iterator[str]:
    shares = {
        "row": _("In each group: people above, percent of the group's n below."),
        "column": _("In each group: people above, percent of all who gave the answer below."),
        "total": _("In each group: people above, percent of everybody below."),
    }
    yield shares[exhibits[0].share]
    yield _("By group, “-” means nobody.")
    if exhibits[0].look.index:
        yield _("Below: the index, 100 where a group's share is that of everybody.")


def _of_summaries(summaries: Sequence[SummaryExhibit]) -> Iterator[str]:
    if summaries and any(each.weight for shown in summaries for each in shown.summaries):
        yield _("Means, medians and quartiles are of those who answered, weighted.")
    elif summaries:
        yield _("Means, medians and quartiles are of those who answered; quartiles as in Excel.")


def _left_out(
    codebook: Codebook, exhibits: Sequence[Exhibit], summaries: Sequence[SummaryExhibit]
) -> list[str]:
    """Return a footnote on the questions that have no table, where all others have one."""
    shown = {table.question.key for exhibit in exhibits for table in exhibit.tables}
    shown |= {exhibit.summary.question.key for exhibit in summaries}
    asked = [question for question in codebook.questions if question.type not in ("id", "weight")]
    without = [question for question in asked if not question.closed and question.key not in shown]
    if not without or any(question.closed and question.key not in shown for question in asked):
        return []
    labels = " / ".join(question.label for question in without)
    return [_("Questions without options are in no table: {labels}").format(labels=labels)]
