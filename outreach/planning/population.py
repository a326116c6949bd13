"""The reference population: how many people live where, and how old they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outreach.codebook import Codebook, Question
from outreach.errors import OutreachError, Place
from outreach.intake.answers import AnswerReader
from outreach.intake.cells import Column, Sheet
from outreach.intake.sheets import read_sheet
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import plain

FILE = "population.csv"
FOLDER = "reference"
COLUMNS = ("町", "年齢階級", "人口", "時点", "出典")
_TOWN, _AGE, _NUMBER, _WHEN, _SOURCE = COLUMNS
_DIGITS = pattern(r"\d+")


@dataclass(frozen=True)
class Population:
    """People by the options of a codebook's district and age, and where the numbers are from.

    `towns` and `ages` hold people by label; a margin that the file does not
    give is empty. `source` names the days and the sources, "" without any.
    """

    towns: Mapping[str, int] = field(default_factory=dict)
    ages: Mapping[str, int] = field(default_factory=dict)
    source: str = ""


class PopulationError(OutreachError, ValueError):
    """A reference population that cannot be used; the place is its cell."""


def read_population(path: str | Path, codebook: Codebook) -> Population:
    """Return the reference population in a file, by the options of a codebook.

    The file has the columns 町, 年齢階級, 人口, 時点, 出典. A row without 町 is of all
    towns, one without 年齢階級 of all ages; where a margin has rows of its own
    they count, else its crossed rows are added up. Towns and ages are read as
    answers are. A file with a header alone is a population of nobody. Raises
    PopulationError with the cell for what is no number or fits no option;
    UnreadableFile.
    """
    sheet = read_sheet(path)
    columns = {plain(column.header): column for column in sheet.columns}
    missing = [name for name in (_TOWN, _AGE, _NUMBER) if name not in columns]
    if missing:
        message = _("The reference population has no column {names}.")
        remedy = _("Its columns are: {names}.").format(names=", ".join(COLUMNS))
        raise PopulationError(message.format(names=", ".join(missing)), Place(str(path)), remedy)
    rows = _Rows(sheet, columns, codebook)
    towns, ages = rows.margin(_TOWN, _AGE), rows.margin(_AGE, _TOWN)
    return Population(towns, ages, rows.source)


class _Rows:
    """The rows of the file, each with its town, age and number."""

    def __init__(self, sheet: Sheet, columns: Mapping[str, Column], codebook: Codebook) -> None:
        self.sheet = sheet
        self.columns = columns
        towns, ages = codebook.by_role("district"), codebook.by_role("age")
        self.questions: dict[str, Question | None] = {
            _TOWN: next((q for q in towns if q.closed), None),
            _AGE: next((q for q in ages if q.closed), None),
        }
        self.readers = {
            name: AnswerReader(question, codebook.survey)
            for name, question in self.questions.items()
            if question is not None
        }
        self.rows = [row for row in range(len(sheet)) if self._text(row, _NUMBER)]

    def _text(self, row: int, name: str) -> str:
        column = self.columns.get(name)
        return "" if column is None else plain(column[row])

    def margin(self, name: str, other: str) -> dict[str, int]:
        """Return people by the options of one column, over all of the other."""
        if self.questions[name] is None:
            return {}
        some = [row for row in self.rows if self._text(row, name)]
        own = [row for row in some if not self._text(row, other)]
        found: dict[str, int] = {}
        for row in own or some:
            label = self._option(row, name)
            found[label] = found.get(label, 0) + self._number(row)
        return found

    def _option(self, row: int, name: str) -> str:
        question = self.questions[name]
        assert question is not None
        text = self._text(row, name)
        answer = self.readers[name].read(text)
        if len(answer.chosen) != 1 or answer.fault:
            message = _("“{text}” is none of the options of {key}.")
            near = _("Did you mean {near}?").format(near=answer.near) if answer.near else ""
            place = self.sheet.place(row, self.columns[name])
            raise PopulationError(message.format(text=text, key=question.key), place, near)
        return question.labels[answer.chosen[0]]

    def _number(self, row: int) -> int:
        text = self._text(row, _NUMBER).replace(",", "").removesuffix("人")
        if not _DIGITS.fullmatch(text):
            place = self.sheet.place(row, self.columns[_NUMBER])
            raise PopulationError(_("This is no number of people."), place, _("Write digits only."))
        return int(text)

    @property
    def source(self) -> str:
        """The sources and the days that the numbers are of, each once."""
        pairs = [
            " ".join(filter(None, (self._text(row, _SOURCE), self._text(row, _WHEN))))
            for row in self.rows
        ]
        return _(", ").join(dict.fromkeys(filter(None, pairs)))
