"""What is wrong with whole rows: rules R001 to R003, R006 to R009."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from outreach.errors import Place
from outreach.intake.evidence import Evidence, listed, named, shown
from outreach.intake.findings import Finding, finding
from outreach.intake.foot import words_for_numbers
from outreach.messages import _
from outreach.spelling import squeeze

_STARTS = frozenset(("レコードの開始行", "firstrowofrecord"))  # kintone marks a record's first row


def ragged_rows(evidence: Evidence) -> Iterator[Finding]:
    """Yield R001 for each row whose cells do not fit under the header."""
    width = len(evidence.sheet.columns)
    for row in () if evidence.layout.foreign else evidence.sheet.ragged:
        message = _("The row has {found} cells, the header has {width}.")
        remedy = _('Put an answer that holds a comma into quotation marks ("…").')
        if evidence.sheet.name:
            remedy = _("Give the cells beyond the last header a header, or empty them.")
        if row.found < width:
            remedy = _("Cells lack at its end: add a comma for each of them.")
        text = message.format(found=row.found, width=width)
        respondent = evidence.respondents[row.index]
        yield finding("R001", evidence.sheet.place(row.index), text, remedy, respondent)


def respondents_twice(evidence: Evidence) -> Iterator[Finding]:
    """Yield R002 for each respondent that was there before; all are remembered."""
    column, sheet = evidence.respondents.column, evidence.sheet
    if column is None:
        return
    texts = evidence.respondents.texts()
    for index, first in evidence.seen.add(texts, sheet.path, sheet.rows):
        message = _("Respondent “{respondent}” stands in row {row} already.")
        if first.path != sheet.path:
            message = _("Respondent “{respondent}” stands in row {row} of {path} already.")
        words = {
            "respondent": named(texts[index]),
            "row": first.row,
            "path": first.path,
        }
        remedy = _("Give each form its own number, or delete the row that was typed twice.")
        place = sheet.place(index, column)
        yield finding("R002", place, message.format(**words), remedy, texts[index])


def records_continued(evidence: Evidence) -> Iterator[Finding]:
    """Yield R002 for each row that goes on with the record above it, as kintone's tables do."""
    sheet = evidence.sheet
    for column in sheet.columns:
        if squeeze(column.header) not in _STARTS or "*" not in column.values:
            continue
        for index in column.where([value.strip() != "*" for value in column.values]).tolist():
            message = _(
                "The row goes on with the record above it, whose answers would count twice."
            )
            remedy = _(
                "Export the app without its tables, or delete the rows without * in this column."
            )
            yield finding("R002", sheet.place(index, column), message, remedy)


def blank_rows(evidence: Evidence) -> Iterator[Finding]:
    """Yield R006 for each blank row that could be a form on which nothing was answered.

    Where forms have numbers, a row without one is no form.
    """
    sheet = evidence.sheet
    for row in sheet.blank if evidence.respondents.column is None else ():
        message = _("The row is blank and is not counted as a form.")
        remedy = _("Give the forms numbers in a column of their own, so that a blank one counts.")
        yield finding("R006", Place(sheet.path, sheet.name, row), message, remedy)


def respondents_blank(evidence: Evidence) -> Iterator[Finding]:
    """Yield R003 for each row without a respondent's number."""
    column = evidence.respondents.column
    if column is None:
        return
    for index in np.flatnonzero(~column.filled).tolist():
        place = evidence.sheet.place(index, column)
        message = _("The row has no respondent's number; its answers are counted.")
        yield finding("R003", place, message, _("Give each form its own number."))
    for index in words_for_numbers(evidence.sheet, evidence.layout):
        if index in evidence.unusable:
            continue
        message = _(
            "“{respondent}” is no number, as other forms have; the row is counted as a form."
        )
        remedy = _(
            "If it is a form, number it; if it is a total or an example, delete it, or name it in"
            " total_rows."
        )
        text = message.format(respondent=shown(column[index]))
        place = evidence.sheet.place(index, column)
        yield finding("R003", place, text, remedy, evidence.respondents[index], column[index])


def notes_below(evidence: Evidence) -> Iterator[Finding]:
    """Yield R007 for each row at the foot that is taken for a note and not for a form."""
    sheet = evidence.sheet
    for row in sheet.notes:
        message = _("The row below the answers is taken for a note; it is not counted.")
        remedy = _("If it is a form, number it; if not, begin it with ※ or delete it.")
        yield finding("R007", Place(sheet.path, sheet.name, row), message, remedy)


def hidden_rows(evidence: Evidence) -> Iterator[Finding]:
    """Yield R008 once for the rows among the answers that the spreadsheet hides."""
    sheet = evidence.sheet
    hidden = sheet.rows[np.isin(sheet.rows, sheet.about.hidden)].tolist()
    if hidden:
        message = _("Hidden rows are counted too: {number} of them ({rows}).")
        rows = listed(map(str, hidden))
        remedy = _("If they are not to count, delete them; a filter hides rows and keeps them.")
        text = message.format(number=len(hidden), rows=rows)
        yield finding("R008", Place(sheet.path, sheet.name, hidden[0]), text, remedy)


def merged_answers(evidence: Evidence) -> Iterator[Finding]:
    """Yield R009 for each merged cell among the answers that covers several rows."""
    sheet = evidence.sheet
    rows = {int(row): index for index, row in enumerate(sheet.rows)} if sheet.about.merges else {}
    for merge in sheet.about.merges:
        at = merge.left - 1
        if merge.top in rows and merge.bottom > merge.top and at in evidence.layout.columns:
            column = sheet.columns[at]
            message = _("A merged cell: its answer counts for each of the rows {first} to {last}.")
            remedy = _("If it is one form's answer, part the cell and leave the others empty.")
            text = message.format(first=merge.top, last=merge.bottom)
            yield finding("R009", sheet.place(rows[merge.top], column), text, remedy)
