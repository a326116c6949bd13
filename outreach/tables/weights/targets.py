"""A file of targets → the margins to weight to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from outreach.codebook import Codebook, Margin, Question
from outreach.codebook_weights import margin_faults, target_names, unfit_question
from outreach.errors import CodebookError, OutreachError, Place, UnknownQuestion
from outreach.intake.cells import Column, Sheet
from outreach.intake.sheets import read_sheet
from outreach.intake.values import read_number
from outreach.messages import _
from outreach.spelling import nearest, squeeze

_HEADINGS = {
    "question": ("question", "質問", "設問", "キー"),
    "option": ("option", "選択肢", "区分"),
    "target": ("target", "目標", "人口", "人数", "割合"),
}


def read_targets(path: str | Path, codebook: Codebook) -> tuple[Margin, ...]:
    """Return the margins in a file with the columns question, option, target.

    The columns may be called 質問, 選択肢 and 目標, 人口, 人数 or 割合; a blank
    question is that of the row above; a row that is a total is passed over.
    An option is named by its text, an alias or a net. Raises UnreadableFile,
    SurveyNotFound, and CodebookError with every fault, each with its cell.
    """
    reader = _Reader(read_sheet(path), codebook)
    reader.read()
    if not reader.faults and not reader.margins:
        place = Place(str(path))
        reader.faults.append(OutreachError(_("There is no target in the file."), place))
    if reader.faults:
        raise CodebookError(reader.faults)
    return tuple(Margin(key, tuple(targets.items())) for key, targets in reader.margins.items())


class _Reader:
    """Reads the rows of one sheet; gathers what is wrong with them."""

    def __init__(self, sheet: Sheet, codebook: Codebook) -> None:
        self.sheet = sheet
        self.codebook = codebook
        self.margins: dict[str, dict[str, float]] = {}
        self.places: dict[tuple[str, str], Place] = {}
        self.faults: list[OutreachError] = []

    def read(self) -> None:
        """Read all rows; what is wrong with a margin as a whole is told at its first row."""
        columns = self._columns()
        if columns is None:
            return
        asked, option, target = columns
        above: Question | None = None
        for at in range(len(self.sheet)):
            if asked[at].strip().startswith(self.codebook.survey.total_rows):
                continue
            if asked[at].strip():
                above = self._question(at, asked)
            elif above is None and not self.faults:
                self._fault(self.sheet.place(at, asked), _("The question is blank."))
            if above is not None:
                self._target(at, above, option, target)
        if not self.faults:
            self.faults += self._as_margins()

    def _columns(self) -> tuple[Column, Column, Column] | None:
        """Return the columns of questions, options and targets; note the one that lacks."""
        by_name = {squeeze(column.header): column for column in reversed(self.sheet.columns)}
        found = []
        for names in _HEADINGS.values():
            column = next((by_name[name] for name in names if name in by_name), None)
            if column is None:
                wanted = _("The columns are: question, option, target (質問, 選択肢, 目標).")
                message = _("There is no column “{name}”.").format(name=names[0])
                self._fault(self.sheet.header, message, wanted)
                return None
            found.append(column)
        return found[0], found[1], found[2]

    def _question(self, at: int, column: Column) -> Question | None:
        place = self.sheet.place(at, column)
        try:
            question = self.codebook.question(column[at].strip())
        except UnknownQuestion as error:
            self._fault(place, error.message, error.remedy)
            return None
        if unfit := unfit_question(question):
            self._fault(place, *unfit)
            return None
        return question

    def _target(self, at: int, question: Question, option: Column, target: Column) -> None:
        """Put one row's target into its margin."""
        written = option[at].strip()
        names = dict(_spellings(question))
        name = names.get(squeeze(written), "")
        if not name and written.startswith(self.codebook.survey.total_rows):
            return
        margin = self.margins.setdefault(question.key, {})
        number = read_number(target[at])
        if not name:
            near = nearest(written, target_names(question))
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            message = _("“{name}” is neither an option nor a net of “{key}”.")
            message = message.format(name=written, key=question.key)
            self._fault(self.sheet.place(at, option), message, remedy)
        elif name in margin:
            message = _("“{name}” is here twice.").format(name=name)
            self._fault(self.sheet.place(at, option), message)
        elif number is None or number < 0:
            message = _("The target of “{name}” must be a number, 0 or more.")
            self._fault(self.sheet.place(at, target), message.format(name=name))
        else:
            margin[name] = number
            self.places[question.key, name] = self.sheet.place(at, option)
            self.places.setdefault((question.key, ""), self.sheet.place(at, option))

    def _as_margins(self) -> Iterator[OutreachError]:
        """Yield what is wrong with the margins as wholes."""
        for key, targets in self.margins.items():
            for name, message, remedy in margin_faults(self.codebook.question(key), targets):
                yield OutreachError(message, self.places.get((key, name), Place()), remedy)

    def _fault(self, place: Place, message: str, remedy: str = "") -> None:
        self.faults.append(OutreachError(message, place, remedy))


def _spellings(question: Question) -> Iterator[tuple[str, str]]:
    """Yield each way to write an option or a net, folded, with its name; options win."""
    for net in question.nets:
        yield squeeze(net.label), net.label
    for option in reversed(question.options):
        for alias in option.aliases:
            yield squeeze(alias), option.label
    for label in reversed(question.labels):
        yield squeeze(label), label
