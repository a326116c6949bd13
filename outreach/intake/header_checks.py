"""What is wrong with a header: rules H001 to H005, R004."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.intake.evidence import Evidence, shown
from outreach.intake.findings import Finding, finding
from outreach.messages import N_, _
from outreach.spelling import nearest

_LACKING = N_("There is no column for “{label}”.")


def no_column_known(evidence: Evidence) -> Iterator[Finding]:
    """Yield H004 where the file seems to be another survey's."""
    if evidence.layout.foreign:
        headers = ", ".join(column.header for column in evidence.sheet.columns[:5])
        message = _("No column of the codebook is here; the header reads: {headers}.")
        remedy = _("Is this the right file, and is the first row the header?")
        yield finding("H004", evidence.sheet.header, message.format(headers=shown(headers)), remedy)


def missing_columns(evidence: Evidence) -> Iterator[Finding]:
    """Yield H001 for each question that has no column."""
    layout = evidence.layout
    if layout.foreign:
        return
    free = [evidence.sheet.columns[at].header for at in layout.unknown]
    for question in evidence.codebook.questions:
        if question.optional or layout.holds(question):
            continue
        near = next(filter(None, (nearest(name, free) for name in question.names)), "")
        remedy = _("Name it “{name}”, or write optional = true into the codebook.")
        if near:
            remedy = _("Is it the column “{near}”? Then add that to its headers in the codebook.")
        name = question.headers[0] if question.headers else question.label
        text = _(_LACKING).format(label=question.label)
        yield finding(
            "H001", evidence.sheet.header, text, remedy.format(name=name, near=shown(near))
        )


def missing_option_columns(evidence: Evidence) -> Iterator[Finding]:
    """Yield H001 for each option that has no column where the others have one."""
    for key, columns in evidence.layout.options.items():
        question = evidence.codebook.question(key)
        for position, label in enumerate(question.labels):
            if position not in columns and label != question.other:
                name = f"{question.names[-1]}[{label}]"
                remedy = _("Name it “{name}”; leave it empty if nobody chose it.")
                text, way = _(_LACKING).format(label=name), remedy.format(name=name)
                yield finding("H001", evidence.sheet.header, text, way)


def unknown_columns(evidence: Evidence) -> Iterator[Finding]:
    """Yield H002 for each column that no question claims and the codebook does not ignore."""
    if evidence.layout.foreign:
        return
    for at in evidence.layout.unknown:
        column = evidence.sheet.columns[at]
        message = _("The column “{header}” belongs to no question and is left out.")
        remedy = _("Add it to a question's headers, or to ignore_columns.")
        place = evidence.sheet.header_place(column)
        yield finding("H002", place, message.format(header=shown(column.header)), remedy)


def columns_twice(evidence: Evidence) -> Iterator[Finding]:
    """Yield H003 for each question that two columns claim."""
    for first, again in evidence.layout.twice:
        before, column = evidence.sheet.columns[first], evidence.sheet.columns[again]
        message = _("The columns “{first}” and “{again}” mean the same question.")
        place = evidence.sheet.header_place(column)
        text = message.format(first=shown(before.header), again=shown(column.header))
        yield finding("H003", place, text, _("Delete one of them, or give it its own header."))


def no_rows(evidence: Evidence) -> Iterator[Finding]:
    """Yield R004 where a header has no answer below it."""
    if not len(evidence.sheet):
        message = _("There is a header, but no answer below it.")
        yield finding("R004", evidence.sheet.header, message, _("Is this the right file?"))


def header_again(evidence: Evidence) -> Iterator[Finding]:
    """Yield H005 for each row that says what the header says: a second file was pasted in."""
    for index in evidence.headers_again:
        message = _("The header comes again among the answers.")
        remedy = _("Delete this row; are there two files in one?")
        yield finding("H005", evidence.sheet.place(index), message, remedy)
