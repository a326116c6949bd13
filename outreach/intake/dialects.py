"""Which columns answer which question, whosever export it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from outreach.codebook import Question
from outreach.intake.cells import Column, Numbers
from outreach.intake.header_words import is_specification
from outreach.intake.names import OTHER, RESPONDENT, Meaning, Names
from outreach.intake.services import service_columns
from outreach.spelling import plain, squeeze


@dataclass(frozen=True)
class Layout:
    """Positions of columns, from 0: where each question's answers stand.

    `options` holds, for a question with one column for each option, the
    columns by option; `others` the columns of free text beside the options;
    `service` the form service's own columns, `ignored` those that the codebook
    leaves out: they answer nothing, and what stands there reaches no result.
    """

    questions: Mapping[str, int]
    options: Mapping[str, Mapping[int, int]]
    others: Mapping[str, int]
    respondent: int | None
    unknown: tuple[int, ...]
    twice: tuple[tuple[int, int], ...]
    service: tuple[int, ...] = ()
    ignored: tuple[int, ...] = ()

    @property
    def foreign(self) -> bool:
        """Whether no question of the codebook has a column here."""
        return not self.questions and not self.options

    @property
    def columns(self) -> frozenset[int]:
        """Every column that a question claims."""
        marks = (at for columns in self.options.values() for at in columns.values())
        return frozenset((*self.questions.values(), *marks, *self.others.values()))

    def holds(self, question: Question) -> bool:
        """Return whether the question has a column, or columns."""
        if question.type == "id":
            return self.respondent is not None
        return question.key in self.questions or question.key in self.options


def find_layout(columns: tuple[Column, ...], names: Names) -> Layout:
    """Return which column is which question's.

    A header says it by key, label or one of the codebook's headers, or names
    an option with its question, in the manner of any service. A header that
    is an option's text alone belongs to the question whose other options
    stand beside it; その他（具体的に） to the question before it.
    """
    placing = _Placing(columns, names)
    placing.by_header()
    placing.by_option()
    placing.by_neighbour()
    return placing.layout()


@dataclass
class _Placing:
    columns: tuple[Column, ...]
    names: Names
    placed: dict[Meaning, int] = field(default_factory=dict)
    open: list[int] = field(default_factory=list)  # columns that nobody claims so far
    twice: list[tuple[int, int]] = field(default_factory=list)
    service: list[int] = field(default_factory=list)
    ignored: list[int] = field(default_factory=list)

    def by_header(self) -> None:
        """Place each column whose header, or second header, means something by itself."""
        own = service_columns(column.header for column in self.columns)
        for at, column in enumerate(self.columns):
            name = squeeze(column.header)
            meaning = self.names.meaning(column.header) or self.names.meaning(column.label)
            if meaning:
                self._place(meaning, at)
            elif name in self.names.ignored:
                self.ignored.append(at)
            elif name in own:
                self.service.append(at)
            elif name or any(map(str.strip, column.values)):
                self.open.append(at)

    def by_option(self) -> None:
        """Place headers that are an option's text, where two of its question's are there."""
        meant = {at: self._options(at) for at in self.open}
        keys = {option.key for options in meant.values() for option in options}
        strong = {
            key for key in keys if sum(key in _keys(options) for options in meant.values()) > 1
        }
        before = ""
        for at in list(self.open):
            usable = [option for option in meant[at] if option.key in strong]
            usable = [option for option in usable if option not in self.placed] or usable
            if not usable:
                continue
            on = next((option for option in usable if option.key == before), None)
            option = on or max(usable, key=lambda option: self._run(option.key, at, meant))
            self._place(option, at)
            self.open.remove(at)
            before = option.key

    def _run(self, key: str, at: int, meant: Mapping[int, Sequence[Meaning]]) -> int:
        """Return how many columns from here on are options of one question, each once."""
        seen: set[Meaning] = set()
        while new := {option for option in meant.get(at, ()) if option.key == key} - seen:
            seen |= new
            at += 1
        return len(seen)

    def by_neighbour(self) -> None:
        """Place その他（具体的に）: it is the free text of the question before it."""
        claimed = {at: meaning for meaning, at in self.placed.items()}
        for at in list(self.open):
            before = claimed.get(at - 1)
            question = self.names.question(before.key) if before else None
            if question and question.other and is_specification(squeeze(self.columns[at].header)):
                self._place(Meaning(question.key, OTHER), at)
                self.open.remove(at)

    def layout(self) -> Layout:
        """Return what is placed; an option's column beside its question's is one too many."""
        questions = {asked.key: at for asked, at in self.placed.items() if asked.part == ""}
        others = {asked.key: at for asked, at in self.placed.items() if asked.part == OTHER}
        options: dict[str, dict[int, int]] = {}
        for asked, at in self.placed.items():
            if isinstance(asked.part, int) and asked.key in questions:
                if self._is_other(asked) and asked.key not in others:
                    others[asked.key] = at  # beside all answers in one column
                else:
                    self.twice.append((questions[asked.key], at))
            elif isinstance(asked.part, int):
                options.setdefault(asked.key, {})[asked.part] = at
        return Layout(
            respondent=questions.pop(RESPONDENT, None),
            questions=questions,
            options=options,
            others=others,
            unknown=tuple(self.open),
            twice=tuple(self.twice),
            service=tuple(self.service),
            ignored=tuple(self.ignored),
        )

    def _options(self, at: int) -> Sequence[Meaning]:
        column = self.columns[at]
        return [*self.names.options_named(column.header), *self.names.options_named(column.label)]

    def _is_other(self, asked: Meaning) -> bool:
        question = self.names.question(asked.key)
        if question is None or not question.other or not isinstance(asked.part, int):
            return False
        return question.labels[asked.part] == question.other

    def _differs(self, first: int, again: int) -> bool:
        return squeeze(self.columns[first].header) != squeeze(self.columns[again].header)

    def _place(self, meaning: Meaning, at: int) -> None:
        before = self.placed.get(meaning)
        if before is not None and self._is_other(meaning) and self._differs(before, at):
            meaning = Meaning(meaning.key, OTHER)  # その他 is ticked there, written here
        if meaning in self.placed:
            self.twice.append((self.placed[meaning], at))
        else:
            self.placed[meaning] = at


def _keys(options: Sequence[Meaning]) -> Iterator[str]:
    return (option.key for option in options)


@dataclass(frozen=True, slots=True)
class Respondents:
    """Who answered, by row: an identifier of the file's, or a running number from `first`."""

    column: Column | None
    first: int
    size: int

    def __len__(self) -> int:
        return self.size

    @property
    def running(self) -> bool:
        """Whether they are numbers of ours, which move when a row is put in between."""
        return self.column is None

    def __getitem__(self, index: int) -> str:
        return str(self.first + index) if self.column is None else identifier(self.column[index])

    def texts(self) -> Sequence[str]:
        """Return all of them, in the order of the rows."""
        if self.column is None:
            return Numbers(self.first, self.size)
        if self.column.numbered:
            return self.column.values
        values = [identifier(value) for value in self.column.values]
        codes = self.column.codes.tolist()
        if codes == list(range(len(values))):  # each once, in the order of the rows
            return values
        return [values[code] for code in codes]


def identifier(text: str) -> str:
    """Return a respondent's identifier as it is compared: without space around, in NFKC.

    >>> identifier(" １２ "), identifier("A-3")
    ('12', 'A-3')
    """
    return text.strip() if text.isascii() else plain(text)
