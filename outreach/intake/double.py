"""Two typists' files of the same forms → where they differ, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from outreach.codebook import Codebook, Question
from outreach.errors import Place, UnusableAnswers
from outreach.intake.answers import AnswerReader
from outreach.intake.cells import Sheet
from outreach.intake.coding import code_answers
from outreach.intake.dialects import Layout, find_layout
from outreach.intake.foot import without_foot
from outreach.intake.names import OTHER, Names
from outreach.intake.responses import Responses, chosen_labels, chosen_positions
from outreach.intake.seen import Seen
from outreach.intake.sheets import joined, read_sheets
from outreach.intake.surveys import stop_at
from outreach.messages import _
from outreach.spelling import code_key, squeeze

ANSWER, LACKING, TWICE, UNNUMBERED = "answer", "lacking", "twice", "unnumbered"
FREE = ("text",)  # types whose answers are never shown


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two files say differently; `kind` is ANSWER, LACKING, TWICE or UNNUMBERED.

    `places` are the cells in the first and the second file, None where a file
    lacks the form; `answers` what stands there, normalised: "" for a blank
    one, None where it is free text, which is never given away.
    """

    kind: str
    respondent: str
    question: Question | None
    places: tuple[Place | None, Place | None]
    answers: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many forms were compared in a question, and in how many both files say the same."""

    question: Question
    alike: int
    compared: int

    @property
    def share(self) -> float:
        """The part of the cells that are alike, from 0 to 1; 1 where there is none."""
        return self.alike / self.compared if self.compared else 1.0


@dataclass(frozen=True)
class Comparison:
    """Two files compared: `numbered` by the forms' numbers, else by the order of their rows."""

    differences: tuple[Difference, ...]
    agreements: tuple[Agreement, ...]
    pairs: int
    numbered: bool

    @property
    def share(self) -> float:
        """The part of all cells that are alike, from 0 to 1."""
        compared = sum(agreement.compared for agreement in self.agreements)
        alike = sum(agreement.alike for agreement in self.agreements)
        return alike / compared if compared else 1.0


def compare_entries(first: Path, second: Path, codebook: Codebook) -> Comparison:
    """Return what two files of the same forms say differently, in the order of the first.

    Answers are compared as they are understood: 70代 and ７０歳代 are the
    same; of free text, white space, width and case do not count. Forms are
    matched by their numbers; where a file has none, row by row. Raises
    UnreadableFile, SurveyNotFound, and UnusableAnswers where a column is
    missing, or where rows without numbers are not equally many.
    """
    a, b = _read(first, codebook), _read(second, codebook)
    numbered = a.layout.respondent is not None and b.layout.respondent is not None
    found: list[Difference] = []
    if numbered:
        pairs = _match(a, b, found)
    elif len(a.sheet) == len(b.sheet):
        pairs = [(row, row) for row in range(len(a.sheet))]
    else:
        message = _("The files have {first} and {second} forms, and no column of their numbers.")
        text = message.format(first=len(a.sheet), second=len(b.sheet))
        remedy = _("Give each form a number in both files, so that they can be matched.")
        raise UnusableAnswers(text, (), remedy)
    agreements = []
    for question in codebook.questions:
        if question.type != "id" and (a.layout.holds(question) or b.layout.holds(question)):
            differing = list(_differing(question, a, b, pairs))
            alike = len(pairs) - len({difference.respondent for difference in differing})
            agreements.append(Agreement(question, alike, len(pairs)))
            found += differing
    order = {number: at for at, number in enumerate(a.numbers)}
    found.sort(key=lambda difference: order.get(code_key(difference.respondent), len(order)))
    return Comparison(tuple(found), tuple(agreements), len(pairs), numbered)


@dataclass(frozen=True)
class _Entries:
    """One typist's file."""

    sheet: Sheet
    layout: Layout
    responses: Responses
    names: Sequence[str]

    @property
    def numbers(self) -> list[str]:
        """The forms' numbers as they are compared: 1, 01 and １ are one."""
        return [code_key(name) for name in self.names]

    def place(self, row: int, column: int | None = None) -> Place:
        """Return where a form, or one of its cells, stands."""
        return self.sheet.place(row, None if column is None else self.sheet.columns[column])


def _read(path: Path, codebook: Codebook) -> _Entries:
    names = Names(codebook)
    readers = {
        question.key: AnswerReader(question, codebook.survey) for question in codebook.questions
    }
    sheet = joined(list(read_sheets(path, names)))
    layout = find_layout(sheet.columns, names)
    sheet = without_foot(sheet, layout, codebook, readers)
    responses = code_answers(sheet, layout, codebook, readers, Seen(), 1)
    stop_at([found for found in responses.findings if found.rule != "R002"])  # told as TWICE
    return _Entries(sheet, layout, responses, responses.respondents.texts())


def _match(a: _Entries, b: _Entries, found: list[Difference]) -> list[tuple[int, int]]:
    """Return the rows of the same forms; note those that cannot be matched."""
    rows = [_rows(entries, side, found) for side, entries in enumerate((a, b))]
    for number, row in rows[0].items():
        if number not in rows[1]:
            found.append(Difference(LACKING, a.names[row], None, (a.place(row), None)))
    for number, row in rows[1].items():
        if number not in rows[0]:
            found.append(Difference(LACKING, b.names[row], None, (None, b.place(row))))
    return [(row, rows[1][number]) for number, row in rows[0].items() if number in rows[1]]


def _rows(entries: _Entries, side: int, found: list[Difference]) -> dict[str, int]:
    """Return the first row of each form's number; note blank numbers and those that come again."""
    rows: dict[str, int] = {}
    for row, number in enumerate(entries.numbers):
        place = entries.place(row, entries.layout.respondent)
        places = (None, place) if side else (place, None)
        if not number:
            found.append(Difference(UNNUMBERED, "", None, places))
        elif rows.setdefault(number, row) != row:
            found.append(Difference(TWICE, entries.names[row], None, places))
    return rows


def _differing(
    question: Question, a: _Entries, b: _Entries, pairs: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """Yield the answers to one question that are not alike, and the free text beside them."""
    said = [_answers(question, entries.responses) for entries in (a, b)]
    free = question.type in FREE
    beside = question.key + OTHER
    for one, two in pairs:
        answers = said[0][one], said[1][two]
        if squeeze(answers[0]) != squeeze(answers[1]):
            places = tuple(
                entries.place(row, _column(question, entries, other, row, other_row))
                for entries, other, row, other_row in ((a, b, one, two), (b, a, two, one))
            )
            shown = (None, None) if free else answers
            yield Difference(ANSWER, a.names[one], question, (places[0], places[1]), shown)
        elif question.other:
            texts = a.responses.texts[beside][one], b.responses.texts[beside][two]
            if squeeze(texts[0]) != squeeze(texts[1]):
                places = tuple(
                    entries.place(row, _beside(question, entries.layout))
                    for entries, row in ((a, one), (b, two))
                )
                yield Difference(ANSWER, a.names[one], question, (places[0], places[1]))


def _answers(question: Question, responses: Responses) -> list[str]:
    """Return every form's answer in one spelling; what cannot be read as it is written."""
    codes = responses.codes[question.key].tolist()
    if question.multiple:
        said = ["|".join(chosen_labels(question, mask)) for mask in codes]
    elif question.closed:
        labels: Mapping[int, str] = dict(enumerate(question.labels))
        said = [labels.get(code, "") for code in codes]
    elif question.key in responses.values:
        values = responses.values[question.key].tolist()
        said = ["" if value is None or value != value else str(value) for value in values]
        said = [text.removesuffix(".0").removesuffix(" 00:00:00") for text in said]
    else:
        said = list(responses.texts[question.key])
    for row, raw in responses.raws.get(question.key, {}).items():
        said[row] = raw.strip()
    return said


def _column(
    question: Question, entries: _Entries, other: _Entries, row: int, other_row: int
) -> int | None:
    """Return the column that a difference is in: of several, that of the option which differs."""
    columns = entries.layout.options.get(question.key)
    if not columns:
        return entries.layout.questions.get(question.key)
    masks = (
        int(entries.responses.codes[question.key][row]),
        int(other.responses.codes[question.key][other_row]),
    )
    differing = chosen_positions(question, masks[0] ^ masks[1])
    return next((columns[at] for at in differing if at in columns), min(columns.values()))


def _beside(question: Question, layout: Layout) -> int | None:
    return layout.others.get(question.key, layout.questions.get(question.key))
