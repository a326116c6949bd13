"""A file with answers → a draft of its codebook, which says what it is unsure of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from outreach.codebook import CLOSED, NO_ANSWER, Codebook, Question, Survey
from outreach.codebook_writing import codebook_text
from outreach.intake.cells import Sheet
from outreach.intake.dates import read_date
from outreach.intake.dialects import Layout
from outreach.intake.drafting.draft_columns import (
    Answers,
    Guess,
    guess_question,
    is_identifier,
    is_service,
    is_unique,
    role_of,
    with_other,
)
from outreach.intake.drafting.draft_headers import with_one_header
from outreach.intake.drafting.draft_marks import Marked, find_marks
from outreach.intake.drafting.draft_repair import repaired
from outreach.intake.drafting.draft_roles import guess_age, guess_district, says_age
from outreach.intake.drafting.draft_words import is_stamp, key_for
from outreach.intake.foot import without_totals
from outreach.intake.header_words import is_specification
from outreach.intake.names import OTHER, Meaning, Names
from outreach.intake.services import service_columns
from outreach.intake.sheets import read_sheet
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import squeeze

_DATED = pattern(r"(\d{4}-\d{2}-\d{2})(?:[-_ 　]+(.+))?")


@dataclass(frozen=True)
class Draft:
    """A drafted codebook; `remarks` say by table what is uncertain in it."""

    codebook: Codebook
    remarks: Mapping[tuple[str, ...], tuple[str, ...]]

    @property
    def text(self) -> str:
        """The codebook as TOML, each uncertainty as a comment above its table."""
        said = {path: [f"? {text}" for text in texts] for path, texts in self.remarks.items()}
        top = _("A draft from the answers: look through it, most of all where it says “?”.")
        return codebook_text(self.codebook, said | {(): [top, *said.get((), [])]})

    def summary(self) -> Iterator[str]:
        """Yield what is uncertain in lines for people, and how many questions there are."""
        for path, texts in self.remarks.items():
            for text in texts:
                yield f"{'.'.join(path)}: {text}"
        message = _("Questions drafted: {questions}; uncertain: {uncertain}.")
        uncertain = sum(len(texts) for texts in self.remarks.values())
        yield message.format(questions=len(self.codebook.questions), uncertain=uncertain)


def draft_codebook(path: Path, responses: str = "") -> Draft:
    """Return a draft of the codebook for a file with answers.

    `responses` is the file's name as the codebook will say it. Free text and
    service columns contribute nothing. `check` finds no error in the file
    with the draft, where the file itself is whole. Raises UnreadableFile,
    EmptyFile, SurveyNotFound.
    """
    nothing = Layout({}, {}, {}, None, (), ())
    sheet = without_totals(with_one_header(read_sheet(path)), nothing, Codebook(Survey(), ()), {})
    drafting = _Drafting(sheet, *_of_folder(path.resolve()))
    drafting.run()
    told = () if Path(responses).stem == "responses" and "/" not in responses else (responses,)
    survey = replace(drafting.survey, responses=tuple(filter(None, told)))
    questions = tuple(
        question if question.type in ("text", "id") else replace(question, missing=survey.missing)
        for question in drafting.questions
    )
    book = Codebook(survey, questions, (), path.with_name("codebook.toml"))
    book, more = repaired(path, book)
    remarks = {key: tuple(texts) for key, texts in drafting.remarks.items()}
    for key, texts in more.items():
        remarks[key] = (*remarks.get(key, ()), *texts)
    kept = {("survey",), *(("question", question.key) for question in book.questions)}
    return Draft(book, {key: texts for key, texts in remarks.items() if key in kept})


def _of_folder(path: Path) -> tuple[str, datetime.date | None]:
    """Return title and date, where the file or its folder is named 2017-02-04-…."""
    for name in (path.parent.name, path.stem):
        found = _DATED.fullmatch(name)
        day = read_date(found[1]) if found else None
        if found and day:
            return found[2] or name, day
    return path.stem, None


@dataclass
class _Drafting:
    sheet: Sheet
    title: str
    date: datetime.date | None
    questions: list[Question] = field(default_factory=list)
    remarks: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    city: str = ""
    seen: set[str] = field(default_factory=set)

    @property
    def survey(self) -> Survey:
        """What is known of the survey as a whole."""
        missing = tuple(dict.fromkeys((NO_ANSWER, *self.missing)))
        ignored = tuple(dict.fromkeys(self.ignored))
        return Survey(
            self.title, self.date, city=self.city, missing=missing, ignore_columns=ignored
        )

    def run(self) -> None:
        """Guess column by column, in the order of the file."""
        answers = [Answers(column.header.strip() or column.label, column)
                   for column in self.sheet.columns]  # fmt: skip
        own = service_columns(found.header for found in answers)
        self._note(("survey",), _("How many people took part? Write it as [survey.people]."))
        self._take_date(answers)
        marked = {found.columns[0]: found for found in find_marks(answers)}
        inside = {at for found in marked.values() for at in found.columns}
        for at, found in enumerate(answers):
            if at in marked:
                self._add_marked(marked[at], at)
            elif at not in inside:
                self._add(found, at, own)
        guessed = [q for q in self.questions if q.type in CLOSED]
        told = {squeeze(text) for question in guessed for text in question.labels}
        self.missing = [text for text in self.missing if squeeze(text) not in told]
        self._ask_something()

    def _take_date(self, answers: Sequence[Answers]) -> None:
        if self.date is not None:
            return
        stamps = [read_date(text) for found in answers if is_stamp(found.header)
                  for text in found.counts]  # fmt: skip
        days = sorted(day for day in stamps if day)
        if days:
            self.date = days[0]
            message = _("The day is that of the first form that was sent: is it the event's?")
            self._note(("survey",), message)

    def _add(self, answers: Answers, at: int, own: frozenset[str]) -> None:
        header = answers.header
        if not header or squeeze(header) in self.seen:
            return  # a column without a name, or of the same name: `check` tells of it
        self.seen.add(squeeze(header))
        first = not any(question.type == "id" for question in self.questions)
        if is_identifier(answers) and first and is_unique(answers):
            self.questions.append(Question("respondent", "id", " ".join(header.split())))
        elif is_identifier(answers) and squeeze(header) not in own:
            self.ignored.append(header)
            message = _("“{header}” is left out: its numbers are blank or come again.")
            self._note(("survey",), message.format(header=header))
        elif is_service(answers, own):
            self.ignored.append(header)
        elif not self._is_beside(answers):
            self._ask(answers, at)

    def _ask(self, answers: Answers, at: int) -> None:
        role = role_of(answers.header)
        key = self._key(key_for(answers.header, role, at + 1))
        guess = self._guess(key, role, answers)
        question = guess.question
        if question is None:
            return
        if question.role not in ("", "comment") and any(
            question.role == other.role for other in self.questions
        ):
            question = replace(question, role="")
        self.questions.append(question)
        for remark in guess.remarks:
            self._note(("question", key), remark)
        if question.type not in ("text", "id"):
            self.missing += answers.missing

    def _guess(self, key: str, role: str, answers: Answers) -> Guess:
        base = Question(key, "text", " ".join(answers.header.split()))
        if role in ("age", ""):
            guess = guess_age(base, answers, self.date) if says_age(role, answers) else None
            if guess:
                return guess
        if role == "district" and (found := guess_district(base, answers)):
            self.city = self.city or found[1]
            return found[0]
        return guess_question(key, answers)

    def _add_marked(self, marked: Marked, at: int) -> None:
        key = self._key(key_for(marked.label, role_of(marked.label), at + 1))
        self.questions.append(replace(marked.question(key), role=_plain_role(marked.label)))
        self.seen |= {squeeze(self.sheet.columns[place].header) for place in marked.columns}
        for remark in marked.remarks:
            self._note(("question", key), remark)

    def _is_beside(self, answers: Answers) -> bool:
        """Return whether a column is the free text of a question that is drafted already.

        Such a question gets その他, if it has none so far.
        """
        before = self.questions[-1] if self.questions else None
        for question in reversed(self.questions):
            if question.type not in ("single", "multiple"):
                continue
            trial = question if question.other else with_other(question)
            names = Names(Codebook(Survey(), (trial,)))
            neighbour = question is before and is_specification(squeeze(answers.header))
            meant = names.meaning(answers.header) == Meaning(trial.key, OTHER)
            if meant or (neighbour and answers.header != question.label):
                self.questions[self.questions.index(question)] = trial
                return True
        return False

    def _ask_something(self) -> None:
        if not self.questions:
            header = next((c.header for c in self.sheet.columns if c.header.strip()), "comment")
            self.ignored = [name for name in self.ignored if name != header]
            self.questions.append(Question("comment", "text", " ".join(header.split())))

    def _key(self, wanted: str) -> str:
        headers = {squeeze(column.header) for column in self.sheet.columns}
        taken = (
            {question.key for question in self.questions} | (headers - self.seen) | {"respondent"}
        )
        keys = [wanted, *(f"{wanted}_{number}" for number in range(2, 1000))]
        return next(key for key in keys if key not in taken)

    def _note(self, path: tuple[str, ...], remark: str) -> None:
        self.remarks.setdefault(path, []).append(remark)


def _plain_role(label: str) -> str:
    role = role_of(label)
    return role if role in ("channel", "profession") else ""
