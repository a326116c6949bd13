"""What is wrong with a header, and with the file as a whole: rules F, H, R004, P008."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.errors import Place
from outreach.intake.evidence import Evidence, listed, named
from outreach.intake.findings import Finding, finding
from outreach.intake.services import PERSONAL
from outreach.intake.unreadable_text import mis_decoded
from outreach.messages import N_, _
from outreach.patterns import pattern
from outreach.spelling import nearest, squeeze

_SAMPLE = 20  # values of a column that tell whether it was read in the wrong encoding
_NOBODY = frozenset(("", "anonymous", "匿名"))  # what services write of those who are not known
_SENTENCE = 20
_ENDS = pattern("[。！？!?]|です|ます|ました|ません|ください|でした")
_LACKING = N_("There is no column for “{label}”.")


def no_column_known(evidence: Evidence) -> Iterator[Finding]:
    """Yield H004 where the file seems to be another survey's."""
    if evidence.layout.foreign and not _repaired(evidence):
        headers = [column.header.strip() for column in evidence.sheet.columns]
        headers = [header for header in headers if header and _is_no_sentence(header)]
        message = _("No column of the codebook is here; the header reads: {headers}.")
        remedy = _("Is this the right file, and does a row in it hold the questions?")
        shown_ones = listed(headers[:5]) if len(headers) > 1 else "…"  # one may be a comment
        text = message.format(headers=shown_ones)
        yield finding("H004", evidence.sheet.header, text, remedy)


def header_mis_decoded(evidence: Evidence) -> Iterator[Finding]:
    """Yield F009 where the header was read in the wrong encoding before it was saved."""
    if repaired := list(filter(_is_no_sentence, _repaired(evidence))):
        message = _("The text was read in the wrong encoding before it was saved (文字化け).")
        remedy = _("It should read “{headers}”; export the file again from where it came from.")
        way = remedy.format(headers=listed(repaired[:3]))
        yield finding("F009", evidence.sheet.header, message, way)


def _repaired(evidence: Evidence) -> list[str]:
    """Return the headers, or else some answers, as they should read, if most are mis-decoded."""
    columns, layout = evidence.sheet.columns, evidence.layout
    headers = [columns[at].header for at in layout.unknown]
    whole = mis_decoded(" ".join(header for header in headers if not header.isascii()))
    if layout.foreign and whole:
        return whole.split()
    values = [value for at in sorted(layout.columns) for value in columns[at].values[:_SAMPLE]]
    beyond = [value for value in values if not value.isascii()]
    repaired = list(filter(None, map(mis_decoded, beyond)))
    return repaired if len(repaired) > max(2, len(beyond) // 2) else []


def _is_no_sentence(text: str) -> bool:
    """Return whether a text may be shown: no comment is as short, none ends so."""
    return len(text) <= _SENTENCE and not _ENDS.search(text)


def unlike_its_name(evidence: Evidence) -> Iterator[Finding]:
    """Yield F006 where the file's ending says that it is something else."""
    if kind := evidence.sheet.about.unlike:
        message = _("The file is {kind}, whatever its name says; it is read as that.")
        place = Place(evidence.sheet.path)
        yield finding("F006", place, message.format(kind=kind), _("Give it the right ending."))


def other_sheets(evidence: Evidence) -> Iterator[Finding]:
    """Yield H006 where the workbook has other sheets on which something stands."""
    if unread := evidence.sheet.about.unread:
        message = _("The sheet “{name}” is read; not read: {others}.")
        text = message.format(name=named(evidence.sheet.name), others=listed(unread))
        place = Place(evidence.sheet.path, evidence.sheet.name)
        yield finding("H006", place, text, _("If answers stand there too, move them to one sheet."))


def personal_columns(evidence: Evidence) -> Iterator[Finding]:
    """Yield P008 for each column of names, addresses or numbers of the respondents."""
    layout = evidence.layout
    for at in () if layout.foreign else sorted((*layout.service, *layout.unknown)):
        column = evidence.sheet.columns[at]
        filled = [value for value in column.values if squeeze(value) not in _NOBODY]
        if filled and (squeeze(column.header) in PERSONAL or any(map(_is_mail, filled))):
            message = _("The column “{header}” may hold names or addresses of the respondents.")
            remedy = _("It reaches no result; delete it from the file before you pass that on.")
            place = evidence.sheet.header_place(column)
            yield finding("P008", place, message.format(header=named(column.header)), remedy)


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
            "H001",
            evidence.sheet.header,
            text,
            remedy.format(name=name, near=named(near)),
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
        if not column.header.strip():
            message = _("A column without a header holds something, and is left out.")
        else:
            message = _("The column “{header}” belongs to no question and is left out.")
        remedy = _("Add it to a question's headers, or to ignore_columns.")
        place = evidence.sheet.header_place(column)
        yield finding("H002", place, message.format(header=named(column.header)), remedy)


def answers_beside(evidence: Evidence) -> Iterator[Finding]:
    """Yield H003 for each column without header that holds answers to the question before it."""
    sheet, layout = evidence.sheet, evidence.layout
    asked = {at: key for key, at in layout.questions.items()}
    for at in layout.unknown:
        before = at - 1
        while before >= 0 and not sheet.columns[before].header.strip():
            before -= 1
        if sheet.columns[at].header.strip() or before not in asked:
            continue
        question = evidence.codebook.question(asked[before])
        names = {
            squeeze(name) for option in question.options for name in (option.label, *option.aliases)
        }
        names |= set(map(squeeze, question.marks)) if question.closed else set()
        if names.intersection(map(squeeze, sheet.columns[at].values)):
            message = _("The column has no header, but holds answers to “{label}”.")
            remedy = _(
                "Write all answers into one cell, parted by 、 or give each option its column with"
                " the header question[option]."
            )
            place = sheet.header_place(sheet.columns[at])
            yield finding("H003", place, message.format(label=question.label), remedy)


def columns_twice(evidence: Evidence) -> Iterator[Finding]:
    """Yield H003 for each question that two columns claim."""
    for first, again in evidence.layout.twice:
        before, column = evidence.sheet.columns[first], evidence.sheet.columns[again]
        message = _("The columns “{first}” and “{again}” mean the same question.")
        place = evidence.sheet.header_place(column)
        text = message.format(first=named(before.header), again=named(column.header))
        yield finding("H003", place, text, _("Delete one of them, or give it its own header."))


def _is_mail(value: str) -> bool:
    name, at, host = value.strip().partition("@")
    return bool(name and at and "." in host) and " " not in host


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
