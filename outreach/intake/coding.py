"""Sheet + Codebook → Responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import Codebook, Question
from outreach.intake.answer import Answer
from outreach.intake.answer_checks import check_answers, check_exclusive
from outreach.intake.answers import AnswerReader
from outreach.intake.asked_checks import check_asked
from outreach.intake.cells import Column, Sheet
from outreach.intake.checks import check_sheet
from outreach.intake.codes import code_of, nothing
from outreach.intake.dialects import Layout, Respondents, find_layout
from outreach.intake.evidence import Evidence
from outreach.intake.findings import Finding
from outreach.intake.foot import without_foot
from outreach.intake.names import OTHER, Names
from outreach.intake.responses import (
    Responses,
    chosen_labels,
    chosen_positions,
    code_dtype,
)
from outreach.intake.seen import Seen
from outreach.intake.sheets import read_sheets
from outreach.intake.text_checks import check_texts
from outreach.spelling import plain, unprotected

if TYPE_CHECKING:
    from numpy.typing import NDArray


def read_response_chunks(
    paths: Sequence[Path], codebook: Codebook, seen: Seen | None = None
) -> Iterator[Responses]:
    """Yield the answers of the files in chunks; each has its findings with it.

    Memory does not grow with the rows, identifiers aside: they are remembered,
    so that none is counted twice. Raises UnreadableFile, SurveyNotFound.
    """
    coder = Coder(codebook, seen)
    for path in paths:
        yield from coder.code(read_sheets(path, coder.names))


class Coder:
    """Codes the Sheets of one file after the other; respondents are numbered on.

    `first` is the number of the next respondent, `seen` those so far.
    """

    def __init__(self, codebook: Codebook, seen: Seen | None = None, first: int = 1) -> None:
        self.names = Names(codebook)
        self.seen = seen or Seen()
        self.first = first
        self._codebook = codebook
        self._readers = {
            question.key: AnswerReader(question, codebook.survey) for question in codebook.questions
        }

    def afresh(self, seen: Seen) -> Coder:
        """Return a Coder that knows the same spellings, and nobody so far."""
        other = copy(self)
        other.seen, other.first = seen, 1
        return other

    def code(self, sheets: Iterable[Sheet]) -> Iterator[Responses]:
        """Yield the answers of each Sheet."""
        book, readers = self._codebook, self._readers
        for sheet in sheets:
            layout = find_layout(sheet.columns, self.names)
            sheet = without_foot(sheet, layout, book, readers)
            yield code_answers(sheet, layout, book, readers, self.seen, self.first)
            self.first += len(sheet)


def code_answers(
    sheet: Sheet,
    layout: Layout,
    codebook: Codebook,
    readers: Mapping[str, AnswerReader],
    seen: Seen,
    first: int,
) -> Responses:
    """Return one Sheet's answers as Responses; `first` is the number of its first respondent."""
    named = None if layout.respondent is None else sheet.columns[layout.respondent]
    respondents = Respondents(named, first, len(sheet))
    evidence = Evidence(sheet, layout, codebook, respondents, seen)
    found = list(check_sheet(evidence))
    coding = _Coding(evidence, found)
    for question in codebook.questions:
        if question.type == "id":
            continue
        reader, marks = readers[question.key], layout.options.get(question.key)
        if marks:
            columns = {option: sheet.columns[at] for option, at in marks.items()}
            if question.multiple:
                coding.add_marks(question, reader, columns)
            else:
                coding.add(question, reader, _joined(question, reader, columns))
        else:
            at = layout.questions.get(question.key)
            column = _absent(question, len(sheet)) if at is None else sheet.columns[at]
            coding.add(question, reader, column)
        if question.other and question.key in layout.others:
            coding.add_beside(question, reader, sheet.columns[layout.others[question.key]])
    found += check_asked(evidence, coding.codes, coding.blank)
    absent = frozenset(each.key for each in codebook.questions if not layout.holds(each))
    return Responses(
        codebook, respondents, coding.codes, coding.values, coding.texts, coding.raws,
        tuple(found), absent=absent,
    )  # fmt: skip


def _absent(question: Question, size: int) -> Column:
    return Column(question.key, 1, ("",), np.zeros(size, dtype=np.int32))


def _joined(question: Question, reader: AnswerReader, columns: Mapping[int, Column]) -> Column:
    """Return one column of what is ticked, for a single answer that has a column for each option.

    Two ticks are two answers; what is no tick stands as it is.
    """
    parts: list[list[str]] = []
    for position, column in columns.items():
        label = question.labels[position]
        answers = [reader.read_mark(value, position) for value in column.values]
        texts = [
            value if answer.unreadable else (answer.text or label) if answer.chosen else ""
            for value, answer in zip(column.values, answers, strict=True)
        ]
        parts.append([texts[code] for code in column.codes.tolist()])
    first = columns[min(columns)]
    cells = ["、".join(filter(None, row)) for row in zip(*parts, strict=True)]
    return Column.encode(first.header, first.position, cells)


class _Coding:
    """Fills in Responses, question by question; findings go to `found`."""

    def __init__(self, evidence: Evidence, found: list[Finding]) -> None:
        self.evidence = evidence
        self.found = found
        self.codes: dict[str, NDArray[Any]] = {}
        self.values: dict[str, NDArray[Any]] = {}
        self.texts: dict[str, Sequence[str]] = {}
        self.raws: dict[str, dict[int, str]] = {}

    def add(self, question: Question, reader: AnswerReader, column: Column) -> None:
        """Code a question that has one column: each distinct value once."""
        answers = [reader.read(value) for value in column.values]
        self.found += check_answers(self.evidence, question, column, answers)
        self.found += check_texts(self.evidence, question, column)
        coded = [code_of(question, answer) for answer in answers]
        self.codes[question.key] = np.array(coded, dtype=code_dtype(question))[column.codes]
        if question.type in ("number", "weight"):
            numbers = [np.nan if answer.value is None else answer.value for answer in answers]
            self.values[question.key] = np.array(numbers, dtype=np.float64)[column.codes]
        elif question.type in ("date", "datetime"):
            moments = [answer.value for answer in answers]
            self.values[question.key] = np.array(moments, dtype="datetime64[us]")[column.codes]
        elif question.type == "text" or question.other:
            key = question.key + (OTHER if question.other else "")
            texts = [answer.text for answer in answers]
            self.texts[key] = [texts[code] for code in column.codes.tolist()]
        unreadable = column.where([answer.unreadable for answer in answers])
        self.raws[question.key] = {int(at): column[int(at)] for at in unreadable}

    def add_marks(
        self, question: Question, reader: AnswerReader, columns: Mapping[int, Column]
    ) -> None:
        """Code a multiple answer that has one column for each option."""
        mask = np.zeros(len(self.evidence.sheet), dtype=code_dtype(question))
        texts: dict[int, str] = {}
        cells: dict[int, list[str]] = {}  # unreadable ones, as AnswerReader knows them again
        for position, column in columns.items():
            answers = [reader.read_mark(value, position) for value in column.values]
            self.found += check_answers(self.evidence, question, column, answers)
            self.found += check_texts(self.evidence, question, column)
            coded = [code_of(question, answer) for answer in answers]
            mask |= np.array(coded, dtype=mask.dtype)[column.codes]
            for at in column.where([bool(answer.text) for answer in answers]).tolist():
                texts[at] = answers[int(column.codes[at])].text
            for at in column.where([answer.unreadable for answer in answers]).tolist():
                cell = plain(column[at]).replace("|", "/")
                cells.setdefault(at, []).append(f"[{question.labels[position]}]{cell}")
        raws = {
            at: "|".join((*chosen_labels(question, int(mask[at])), *unreadable))
            for at, unreadable in cells.items()
        }
        exclusive = self._exclusive(question, reader, mask)
        first = columns[min(columns)]
        self.found += check_exclusive(self.evidence, question, first, exclusive)
        mask[list(exclusive)] = 1 << len(question.options)
        self.codes[question.key] = mask
        self.raws[question.key] = exclusive | raws
        if question.other:
            self.texts[question.key + OTHER] = [texts.get(at, "") for at in range(len(mask))]

    def _exclusive(
        self, question: Question, reader: AnswerReader, mask: NDArray[Any]
    ) -> dict[int, str]:
        """Return the rows where an option that excludes all others has another mark beside it."""
        rows: dict[int, str] = {}
        for value in np.unique(mask).tolist():
            if reader.excludes(chosen_positions(question, value)):
                labels = "|".join(chosen_labels(question, value))
                rows |= dict.fromkeys(np.flatnonzero(mask == value).tolist(), labels)
        return rows

    def add_beside(self, question: Question, reader: AnswerReader, column: Column) -> None:
        """Join the free text of its own column; it is その他, as it is in the cell itself."""
        self.found += check_texts(self.evidence, question, column)
        codes, key = self.codes[question.key], question.key + OTHER
        other = question.labels.index(question.other)
        texts, twice = list(self.texts[key]), {}
        for at in column.where([bool(value.strip()) for value in column.values]).tolist():
            beside = unprotected(column[at].strip())
            if texts[at] in beside:
                texts[at] = beside
            elif beside not in texts[at]:
                texts[at] += " " + beside
            if reader.says_nothing(beside):
                continue  # なし: the words are kept, but nobody ticks その他 to say so
            if codes[at] == nothing(question):
                codes[at] = code_of(question, Answer((other,)))
            elif at in self.raws[question.key] or not question.multiple:
                continue  # unreadable, or answered already
            elif reader.speaks_freely(beside):
                if reader.excludes([*chosen_positions(question, int(codes[at])), other]):
                    twice[at] = "|".join(chosen_labels(question, int(codes[at])))
                    codes[at] = 1 << len(question.options)
                else:
                    codes[at] |= codes.dtype.type(1 << other)
        self.found += check_exclusive(self.evidence, question, column, twice)
        self.raws[question.key] |= twice
        self.texts[key] = texts

    def blank(self, question: Question) -> NDArray[np.bool_]:
        """Return for each row whether the question was left unanswered."""
        flags: NDArray[np.bool_] = self.codes[question.key] == nothing(question)
        return flags
