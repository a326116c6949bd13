"""A printed table against the survey's own answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from outreach.codebook import NO_ANSWER, UNREADABLE, Codebook, Published, Question
from outreach.errors import Place
from outreach.intake.answers import AnswerReader
from outreach.intake.findings import Finding, finding
from outreach.messages import _
from outreach.spelling import nearest, squeeze
from outreach.tables.printed.figure import rounded, share
from outreach.tables.printed.grid import Cell, Printed
from outreach.tables.printed.naming import UnknownName, positions
from outreach.tables.printed.words import PART, TOTAL, WITHIN, is_silent

Counted = Mapping[str, int]


@dataclass(frozen=True)
class Answered:
    """What was answered to one question: people by option, net, 無回答 and 不明."""

    question: Question
    people: Counted
    respondents: int

    def of(self, name: str, reader: AnswerReader) -> str | None:
        """Return the category that a printed row means: by its name, as an answer is read."""
        same = next((own for own in self.people if squeeze(own) == squeeze(name)), None)
        if same is not None:
            return same
        if is_silent(name):
            return UNREADABLE if squeeze(name) == UNREADABLE else NO_ANSWER
        answer = reader.read(name)
        if answer.unreadable or len(answer.chosen) != 1:
            return None
        label: str = self.question.labels[answer.chosen[0]]
        free = label == self.question.other and answer.text
        return None if free else label


def unlike_answers(
    table: Printed, said: Published, answered: Answered, codebook: Codebook
) -> Iterator[Finding]:
    """Yield S007 for each number that the answers do not give, and S009 for an unknown column.

    Rows are matched as answers are read: by option, alias, code. A table
    that prints percentages only is held to them.
    """
    try:
        at = _column(table, said.column)
    except UnknownName as error:
        message = f"[published.{said.key}] column: {error.message}"
        yield finding("S009", Place(str(table.path)), message, error.remedy, value=said.column)
        return
    if at is None:
        message = _("The printed table of “{question}” has no column of numbers.")
        text = message.format(question=said.question)
        remedy = _("Print how many chose each option, or leave out question = … in the codebook.")
        yield finding("S008", Place(str(table.path)), text, remedy)
        return
    reader = AnswerReader(answered.question, codebook.survey)
    printed: dict[str, Cell] = {}
    for row, cells in zip(table.rows, table.cells, strict=True):
        if row.kind not in (PART, WITHIN) or not row.names:
            continue
        category = answered.of(row.names[-1], reader)
        if category is None:
            yield _no_option(answered, row.names[-1], cells[at])
        else:
            printed[category] = cells[at]
    in_percent = at in table.shares
    yield from _wrong_numbers(answered, printed, said, in_percent=in_percent)
    if not in_percent:
        yield from _wrong_totals(table, at, answered, printed)


def _column(table: Printed, name: str) -> int | None:
    """Return the column that is held to the answers: the named one, the only one, the total."""
    if name:
        return positions(table.columns, name)[0]
    counts = table.counts
    totals = [at for at in counts if table.columns[at].kind == TOTAL]
    chosen = totals or counts or table.shares
    return chosen[0] if chosen else None


def _no_option(answered: Answered, name: str, cell: Cell) -> Finding:
    near = nearest(name, answered.people)
    message = _("“{name}” is no option of “{question}”.")
    remedy = _("Did you mean {near}?").format(near=near) if near else ""
    remedy = remedy or _("Correct the name, or add it to the aliases of its option.")
    text = message.format(name=name, question=answered.question.key)
    return finding("S007", cell.place, text, remedy, value=name)


def _wrong_numbers(
    answered: Answered, printed: Mapping[str, Cell], said: Published, *, in_percent: bool
) -> Iterator[Finding]:
    """Yield where a category is printed with another number, or was answered and is not printed."""
    bases = _bases(answered)
    figures = [cell.figure for cell in printed.values() if cell.figure]
    decimals = said.decimals
    if decimals is None:
        decimals = max((figure.decimals for figure in figures), default=0)
    for category, people in answered.people.items():
        cell = printed.get(category)
        if cell is None:
            yield from _missing(answered, category, people, said)
        elif cell.known and not in_percent:
            value = cell.figure.value if cell.figure else Decimal(0)
            if value != people:
                yield _wrong_count(category, cell, people)
        elif cell.figure and in_percent:
            rights = [rounded(share(Decimal(people), base), decimals) for base in bases]
            if rights and cell.figure.value not in rights:
                yield _wrong_share(category, cell, rights[0])


def _bases(answered: Answered) -> list[Decimal]:
    """Return everybody, and those who answered, unless that is nobody."""
    silent = answered.people.get(NO_ANSWER, 0)
    everybody = (answered.respondents, answered.respondents - silent)
    return [Decimal(base) for base in everybody if base]


def _wrong_count(category: str, cell: Cell, people: int) -> Finding:
    message = _("“{name}” is printed as {printed}, but {people} answered it.")
    text = message.format(name=category, printed=cell.text or "0", people=people)
    remedy = _("Print {right}, or find out which answers the print was made of.")
    return finding(
        "S007", cell.place, text, remedy.format(right=people), value=f"{category} {cell.text}"
    )


def _wrong_share(category: str, cell: Cell, right: Decimal) -> Finding:
    message = _("“{name}” is printed as {printed} %, but the answers give {right} %.")
    printed = cell.figure.value if cell.figure else cell.text
    text = message.format(name=category, printed=printed, right=right)
    remedy = _("Print {right}, or find out which answers the print was made of.")
    return finding(
        "S007", cell.place, text, remedy.format(right=right), value=f"{category} {cell.text}"
    )


def _missing(answered: Answered, category: str, people: int, said: Published) -> Iterator[Finding]:
    """Yield that an option which people chose is not printed; nets and 無回答 may be left out."""
    if not people or category in (NO_ANSWER, *(net.label for net in answered.question.nets)):
        return
    message = _("“{name}” was answered by {people}, and the printed table has no row for it.")
    text = message.format(name=category, people=people)
    remedy = _("Add the row to the printed table.")
    yield finding("S007", Place(str(said.path)), text, remedy, value=category)


def _wrong_totals(
    table: Printed, at: int, answered: Answered, printed: Mapping[str, Cell]
) -> Iterator[Finding]:
    """Yield where a total is neither everybody, nor those who answered, nor the rows' sum."""
    nets = {net.label for net in answered.question.nets}
    rows = sum(answered.people[name] for name in printed if name not in nets)
    rights = {*_bases(answered), Decimal(rows)}
    lowest = [row.kind for row in table.rows].count(TOTAL) == 1
    for row, cells in zip(table.rows, table.cells, strict=True):
        figure = cells[at].figure
        if row.kind != TOTAL or not lowest or figure is None or figure.value in rights:
            continue
        message = _("The total is printed as {printed}, but {people} forms were counted.")
        text = message.format(printed=figure.value, people=answered.respondents)
        remedy = _("Print {right}, or find out which answers the print was made of.")
        right = remedy.format(right=answered.respondents)
        yield finding("S007", cells[at].place, text, right, value=f"{row.name} {figure.value}")
