"""Which columns answer which question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.codebook import Codebook, Question
from outreach.intake.cells import Column
from outreach.spelling import plain, squeeze

RESPONDENT = "respondent"  # the column of identifiers in what `normalise` writes
OTHER = "_other"  # behind a question's name: free text beside its options


@dataclass(frozen=True)
class Layout:
    """Positions of columns, from 0: where each question's answers stand.

    `options` holds, for a question with one column for each option, the
    columns by option; `others` the columns of free text beside the options.
    """

    questions: Mapping[str, int]
    options: Mapping[str, Mapping[int, int]]
    others: Mapping[str, int]
    respondent: int | None
    unknown: tuple[int, ...]
    twice: tuple[tuple[int, int], ...]

    @property
    def foreign(self) -> bool:
        """Whether no question of the codebook has a column here."""
        return not self.questions and not self.options

    def holds(self, question: Question) -> bool:
        """Return whether the question has a column, or columns."""
        if question.type == "id":
            return self.respondent is not None
        return question.key in self.questions or question.key in self.options


def find_layout(columns: tuple[Column, ...], codebook: Codebook) -> Layout:
    """Return which column is which question's, by key, label or one of its headers.

    A multiple answer may have one column, or one for each option, headed
    `question[option]`.
    """
    meanings = _meanings(codebook)
    ignored = {squeeze(name) for name in codebook.survey.ignore_columns}
    placed: dict[tuple[str, str | int], int] = {}
    unknown, twice = [], []
    for position, column in enumerate(columns):
        name = squeeze(column.header)
        meaning = meanings.get(name)
        if meaning is None:
            if name not in ignored:
                unknown.append(position)
        elif meaning in placed:
            twice.append((placed[meaning], position))
        else:
            placed[meaning] = position
    questions = {key: at for (key, part), at in placed.items() if part == ""}
    options: dict[str, dict[int, int]] = {}
    for (key, part), at in placed.items():
        if isinstance(part, int) and key in questions:
            twice.append((questions[key], at))
        elif isinstance(part, int):
            options.setdefault(key, {})[part] = at
    return Layout(
        respondent=questions.pop(RESPONDENT, None),
        questions=questions,
        options=options,
        others={key: at for (key, part), at in placed.items() if part == OTHER},
        unknown=tuple(unknown),
        twice=tuple(twice),
    )


@dataclass(frozen=True, slots=True)
class Respondents:
    """Who answered, by row: an identifier of the file's, or a running number from `first`."""

    column: Column | None
    first: int
    size: int

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> str:
        return str(self.first + index) if self.column is None else identifier(self.column[index])

    def texts(self) -> list[str]:
        """Return all of them, in the order of the rows."""
        if self.column is None:
            return [str(number) for number in range(self.first, self.first + self.size)]
        values = [identifier(value) for value in self.column.values]
        if len(values) == self.size:  # each once, in the order of the rows
            return values
        return [values[code] for code in self.column.codes.tolist()]


def identifier(text: str) -> str:
    """Return a respondent's identifier as it is compared: without space around, in NFKC.

    >>> identifier(" １２ "), identifier("A-3")
    ('12', 'A-3')
    """
    return text.strip() if text.isascii() else plain(text)


def _meanings(codebook: Codebook) -> dict[str, tuple[str, str | int]]:
    """Return what each header (squeezed) means: a question, its free text or an option of it."""
    meanings: dict[str, tuple[str, str | int]] = {squeeze(RESPONDENT): (RESPONDENT, "")}
    for question in codebook.questions:
        key = RESPONDENT if question.type == "id" else question.key
        for name in question.names:
            meanings[squeeze(name)] = (key, "")
            if question.other:
                meanings[squeeze(name + OTHER)] = (key, OTHER)
            for position, label in enumerate(question.labels if question.multiple else ()):
                meanings[squeeze(f"{name}[{label}]")] = (key, position)
    return meanings
