"""Printed tables → what their arithmetic, each other and the survey's answers say against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.codebook import NO_ANSWER, Codebook, Published, Question
from outreach.errors import UnreadableFile
from outreach.intake.findings import Finding, finding
from outreach.intake.responses import Responses, unreadable_label
from outreach.messages import _
from outreach.tables.printed.answers import Answered, unlike_answers
from outreach.tables.printed.changes import wrong_changes
from outreach.tables.printed.grid import Cell, Printed
from outreach.tables.printed.percents import other_bases, wrong_percents
from outreach.tables.printed.reading import frame_rows, printed_of, read_sheets
from outreach.tables.printed.statements import broken_statements
from outreach.tables.printed.sums import wrong_totals
from outreach.tables.printed.weekdays import wrong_weekdays

if TYPE_CHECKING:
    from outreach.tables.cube import Cube


@dataclass(frozen=True)
class Audit:
    """What is wrong with a printed table; `notes` say which unusual bases its percentages have."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def audit(
    table: Any,  # noqa: ANN401 - a path, rows of values, or a frame of any library
    *,
    several: bool = False,
    year: str = "",
    totals: Collection[str] = (),
    ignore: Sequence[str] = (),
) -> Audit:
    """Return what is wrong with a printed table that no codebook knows.

    `table` is a CSV or workbook (all its visible sheets), rows of values with
    the headings first, or a frame of pandas, polars or Arrow.
    `several` says that a person may be in several rows, `year` of which year
    dates without one are ("平成28年度"), `totals` further names of totals,
    `ignore` rows and columns that are not looked at. Raises UnreadableFile.

    >>> rows = [["年齢", "人", "%"], ["70未満", 79, 73.8], ["70以上", 28, 26.1], ["計", 107, 100]]
    >>> [(found.rule, found.place.cell) for found in audit(rows).findings]
    [('S002', 'C3')]
    """
    if isinstance(table, str | Path):
        every = read_sheets(Path(table), totals=totals)
    else:
        rows = table if isinstance(table, Sequence) else frame_rows(table)
        every = [printed_of(rows, totals)]
    said = Published("", "", every[0].path, several=several, year=year, ignore=tuple(ignore))
    every = [_as_said(printed, said) for printed in every]
    found = [sorted(_once(_of_itself(printed, said)), key=_position) for printed in every]
    notes = [note for printed in every for note in other_bases(printed)]
    return Audit(tuple(chain.from_iterable(found)), tuple(notes))


@dataclass
class Counting:
    """Counts what the printed tables of a codebook are held to, chunk by chunk."""

    codebook: Codebook
    cubes: dict[str, Cube] = field(default_factory=dict)

    def add(self, responses: Responses) -> None:
        """Add the answers of one chunk."""
        from outreach.tables.cube import Axis, count

        for question in self.questions:
            nets = tuple(net.members for net in question.nets)
            axis = Axis(question.key, len(question.options), question.multiple, nets)
            (cube,) = count({question.key: responses.codes[question.key]}, [(axis,)])
            known = self.cubes.get(question.key)
            self.cubes[question.key] = cube if known is None else known + cube

    @property
    def questions(self) -> list[Question]:
        """The questions with options that a printed table is of."""
        keys = {table.question for table in self.codebook.published}
        return [asked for asked in self.codebook.questions if asked.key in keys and asked.closed]

    def answered(self) -> dict[str, Answered]:
        """Return by key of the question what was answered to it."""
        found = {}
        for question in self.questions:
            if question.key in self.cubes:
                cube = self.cubes[question.key]
                nets = [net.label for net in question.nets]
                names = [*question.labels, unreadable_label(question), NO_ANSWER, *nets]
                people = dict(zip(names, map(int, cube.counts), strict=True))
                found[question.key] = Answered(question, people, cube.size)
        return found


def audit_published(
    codebook: Codebook, answered: Mapping[str, Answered] | None = None
) -> list[Finding]:
    """Return what is wrong with the printed tables of a codebook, in its order.

    `answered` holds by key of the question what the answers say; without it
    no table is held to answers: the first sheet of a workbook is. A file
    that cannot be read is S008.
    """
    tables: dict[str, list[Printed]] = {}
    found: list[Finding] = []
    known = {table.key: table for table in codebook.published}
    several = {question.key for question in codebook.questions if question.multiple}

    def read(key: str) -> Printed:
        if key not in tables:
            said = known[key]
            own = said.question in several
            sheets = read_sheets(said.path, key, codebook.survey.total_rows)
            tables[key] = [_as_said(table, said, several=own) for table in sheets]
        return tables[key][0]

    for said in codebook.published:
        try:
            table = read(said.key)
        except UnreadableFile as error:
            found.append(finding("S008", error.place, error.message, error.remedy))
            continue
        mine = [*_of_itself(table, said)]
        mine += broken_statements(table, said, read, codebook.survey.people)
        if answered and said.question in answered:
            mine += unlike_answers(table, said, answered[said.question], codebook)
        found += sorted(_once(mine), key=_position)
        for other in tables[said.key][1:]:  # further sheets
            found += sorted(_once(_of_itself(other, said)), key=_position)
    return found


def _as_said(table: Printed, said: Published, *, several: bool = False) -> Printed:
    """Return the table without what the codebook takes out, and of several answers if it is."""
    table = table.without(said.ignore) if said.ignore else table
    return replace(table, several=table.several or said.several or several)


def _of_itself(table: Printed, said: Published) -> Iterator[Finding]:
    """Yield what a table says against itself."""
    yield from map(_no_number, table.faults)
    yield from map(_no_heading, table.beyond)
    yield from wrong_totals(table)
    yield from wrong_percents(table, said.decimals)
    yield from wrong_changes(table)
    yield from wrong_weekdays(table, said.year)


def _no_number(cell: Cell) -> Finding:
    message = _("A number is expected here, and “{text}” is none.").format(text=cell.text)
    remedy = _("Correct it; write - for nobody, … for what is not told.")
    return finding("S008", cell.place, message, remedy, value=cell.text)


def _no_heading(cell: Cell) -> Finding:
    message = _("“{text}” stands beside the last heading.").format(text=cell.text.strip())
    remedy = _("A number with a comma, such as 1,234, needs quotation marks in a CSV.")
    return finding("S008", cell.place, message, remedy, value=cell.text)


def _once(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings, those of one rule in one cell once: statements repeat what is seen."""
    seen: dict[Any, Finding] = {}
    for one in found:
        place = one.place
        seen.setdefault((one.rule, place.row, place.column, "" if place.row else one.message), one)
    return list(seen.values())


def _position(one: Finding) -> tuple[int, int]:
    return one.place.row or 0, one.place.column or 0
