"""How many people live where, and of what age: the reference that a city fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outreach.codebook import Codebook, Question
from outreach.errors import CodebookError, OutreachError, Place
from outreach.intake.answers import AnswerReader
from outreach.intake.cells import Column, Sheet
from outreach.intake.sheets import read_sheet
from outreach.intake.values import read_number
from outreach.messages import _
from outreach.spelling import nearest, squeeze, visible

FILE = Path("reference", "population.csv")  # beside the surveys' folders
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "町": ("町", "町名", "町丁", "地区", "住所", "town"),
    "年齢階級": ("年齢階級", "年齢", "年代", "年齢区分", "age"),
    "人口": ("人口", "人数", "population"),
    "時点": ("時点", "基準日", "年月日"),
    "出典": ("出典", "資料", "source"),
}
_NEEDED = ("町", "年齢階級", "人口")
_MOST = 1e9


@dataclass(frozen=True)
class Population:
    """People by option of the district question and by option of the age question.

    Both are empty of a file without rows. `reference` says where the numbers
    are from and of what day.
    """

    towns: Mapping[str, float] = field(default_factory=dict)
    ages: Mapping[str, float] = field(default_factory=dict)
    reference: str = ""


def population_beside(codebook: Codebook) -> Path | None:
    """Return the file reference/population.csv beside the survey's folder, None without one."""
    path = codebook.folder.resolve().parent / FILE
    return path if path.is_file() else None


def read_population(path: str | Path, codebook: Codebook) -> Population:
    """Return the population by the options of a survey's district and age questions.

    Columns are 町, 年齢階級, 人口, 時点, 出典; a blank town or age stands for
    all of them; 5-year ages and 丁目 add up. Towns and ages are read as answers
    are; rows that are a total are passed over. Raises UnreadableFile,
    SurveyNotFound, and CodebookError with every fault, each with its cell.
    """
    if not Path(path).is_file():
        message, remedy = _("There is no such file."), _("Look at the spelling of its name.")
        raise OutreachError(message, Place(str(path)), remedy)
    reader = _Reader(read_sheet(path), codebook)
    reader.read()
    if reader.faults:
        raise CodebookError(reader.faults)
    return Population(reader.margin(0), reader.margin(1), " / ".join(reader.references))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its options, "" for all, whether both are options whole, and its people."""

    town: str
    age: str
    whole: bool
    written: tuple[str, str]
    people: float


class _Reader:
    """Reads the rows of one sheet; gathers what is wrong with them."""

    def __init__(self, sheet: Sheet, codebook: Codebook) -> None:
        self.sheet = sheet
        self.survey = codebook.survey
        self.rows: list[_Row] = []
        self.references: dict[str, None] = {}
        self.faults: list[OutreachError] = []
        asked = [_first_closed(codebook, role) for role in ("district", "age")]
        self.readers = [AnswerReader(each, self.survey) if each else None for each in asked]

    def read(self) -> None:
        """Read all rows."""
        columns = self._columns()
        for at in range(len(self.sheet)) if columns else ():
            cells = [columns[name][at].strip() for name in ("町", "年齢階級")]
            if not any(cell.startswith(self.survey.total_rows) for cell in cells):
                self._row(at, columns)

    def margin(self, axis: int) -> dict[str, float]:
        """Return people by option of one of the two questions.

        Of an option that has a row for all of the other question it is that row.
        """
        found: dict[str, float] = {}
        whole = {(row.town, row.age)[axis] for row in self.rows if not (row.age, row.town)[axis]}
        for row in self.rows:
            own, other = (row.town, row.age) if axis == 0 else (row.age, row.town)
            if own and (not other or own not in whole):
                found[own] = found.get(own, 0.0) + row.people
        return found

    def _columns(self) -> dict[str, Column]:
        by_name = {squeeze(column.header): column for column in reversed(self.sheet.columns)}
        found = {}
        for name, spellings in HEADINGS.items():
            column = next((by_name[each] for each in spellings if each in by_name), None)
            if column is not None:
                found[name] = column
            elif name in _NEEDED:
                message = _("There is no column “{name}”.").format(name=name)
                remedy = _("The columns are: {columns}.").format(columns=", ".join(HEADINGS))
                self.faults.append(OutreachError(message, self.sheet.header, remedy))
        return {} if self.faults else found

    def _row(self, at: int, columns: Mapping[str, Column]) -> None:
        town = self._option(0, at, columns["町"])
        age = self._option(1, at, columns["年齢階級"])
        people = read_number(columns["人口"][at])
        if people is None or not 0 <= people < _MOST:
            message = _("The population must be a number, 0 or more.")
            self._fault(at, columns["人口"], message)
        if town is None or age is None or people is None:
            return
        written = (squeeze(columns["町"][at]), squeeze(columns["年齢階級"][at]))
        row = _Row(town[0], age[0], town[1] and age[1], written, people)
        if self._is_twice(row):
            message = _("These people are counted in another row already.")
            self._fault(at, columns["町"], message, _("Keep the whole, or its parts."))
            return
        self.rows.append(row)
        self._refer(at, columns)

    def _refer(self, at: int, columns: Mapping[str, Column]) -> None:
        cells = [columns[name][at] if name in columns else "" for name in ("出典", "時点")]
        source, when = map(str.strip, cells)
        told = _("{source} ({day})").format(source=source, day=when) if source and when else ""
        if told := told or source or when:
            self.references[visible(told)] = None

    def _option(self, axis: int, at: int, column: Column) -> tuple[str, bool] | None:
        """Return the option of a cell and whether it is named whole; "" for all, None for none."""
        written = column[at].strip()
        if not written:
            return "", True
        reader = self.readers[axis]
        if reader is None:
            return squeeze(written), False  # the form does not ask it, and nothing is made of it
        answer = reader.read(written)
        labels = reader.question.labels
        if len(answer.chosen) == 1 and not answer.unreadable and not answer.text:
            label = labels[answer.chosen[0]]
            if label != reader.question.outside:
                return label, reader.knows(written)
            message = _("“{name}” is in another municipality.").format(name=visible(written))
            self._fault(at, column, message, _("Leave the row out."))
            return None
        near = answer.near or nearest(written, labels)
        remedy = _("Did you mean {near}?").format(near=near) if near else ""
        message = _("“{name}” is none of the options of “{key}”.")
        message = message.format(name=visible(written)[:40], key=reader.question.key)
        self._fault(at, column, message, remedy)
        return None

    def _is_twice(self, row: _Row) -> bool:
        same = [each for each in self.rows if (each.town, each.age) == (row.town, row.age)]
        return any(each.whole or row.whole or each.written == row.written for each in same)

    def _fault(self, at: int, column: Column, message: str, remedy: str = "") -> None:
        self.faults.append(OutreachError(message, self.sheet.place(at, column), remedy))


def _first_closed(codebook: Codebook, role: str) -> Question | None:
    return next(_single(codebook, role), None)


def _single(codebook: Codebook, role: str) -> Iterator[Question]:
    """Yield the questions of a role that are answered by one option."""
    yield from (each for each in codebook.by_role(role) if each.closed and not each.multiple)
