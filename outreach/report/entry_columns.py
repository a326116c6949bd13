"""The columns that an entry sheet needs for a codebook's questions, and what each takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from outreach.codebook import Codebook, Question
from outreach.intake.names import OTHER, RESPONDENT, Meaning, Names
from outreach.messages import _
from outreach.report.workbook_styles import columns_of

_TICK = "○"


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """One column: its heading, the answers that it offers, and what to tell the typist.

    `kind` is "id", "choice", "tick", "number", "date", "datetime" or "text";
    `strict` means that nothing else than the choices may be typed.
    """

    question: Question
    heading: str
    kind: str
    hint: str
    choices: tuple[str, ...] = ()
    strict: bool = True

    @property
    def width(self) -> int:
        """How wide the column is, in columns of a digit."""
        if self.kind == "text":
            return 40 if self.question.type == "text" else 24
        widest = max(map(columns_of, self.choices), default=10)
        return 9 if self.kind == "tick" else min(30, max(12, widest + 4))


def entry_columns(codebook: Codebook) -> Iterator[EntryColumn]:
    """Yield the columns in the order of the questionnaire, headings as `check` reads them.

    A multiple answer has a column for each option; free text beside the
    options has one of its own. A hint begins with the question's number on the form.
    """
    numbers = codebook.numbers
    for column in _columns(codebook):
        if at := numbers.get(column.question.key):
            yield replace(column, hint=f"{number_text(at)}: {column.hint}")
        else:
            yield column


def number_text(number: int) -> str:
    """Return a question's number as the form and the entry sheet name it."""
    return _("Q{number}").format(number=number)


def _columns(codebook: Codebook) -> Iterator[EntryColumn]:
    names = Names(codebook)
    for question in codebook.questions:
        if question.multiple:
            yield from _ticks(question, names)
        else:
            yield _single(question, names)
        if question.other:
            yield _beside(question, names)


def lines_of(text: str, width: int) -> int:
    r"""Return how many lines a text takes in a column that is so many digits wide.

    >>> lines_of("市報\nチラシ", 20), lines_of("この催しをどこで知りましたか", 11), lines_of("", 9)
    (2, 3, 1)
    """
    return sum(max(1, -(-columns_of(line) // max(1, width - 1))) for line in text.split("\n"))


def _ticks(question: Question, names: Names) -> Iterator[EntryColumn]:
    mark = _TICK if _TICK in question.marks else question.marks[0]
    hint = _("Choose {mark} where it is ticked; else leave it blank.").format(mark=mark)
    spoken = sorted((question.label, *question.headers), key=columns_of)
    for at, label in enumerate(question.labels):
        wanted = Meaning(question.key, at)
        forms = [f"{name}[{label}]" for name in (*spoken, question.key)]
        heading = _understood(forms, wanted, names)
        yield EntryColumn(question, heading, "tick", hint, (mark,))


def _beside(question: Question, names: Names) -> EntryColumn:
    named = _("{question} (what {other} is)").format(question=question.label, other=question.other)
    own = [f"{name}({question.other}の内容)" for name in (question.label, *question.headers)]
    forms = [named, *own, question.label + OTHER, question.key + OTHER]
    heading = _understood(forms, Meaning(question.key, OTHER), names)
    hint = _("Type what is written beside {other}.").format(other=question.other)
    return EntryColumn(question, heading, "text", hint)


def _single(question: Question, names: Names) -> EntryColumn:
    key = RESPONDENT if question.type == "id" else question.key
    heading = _understood([question.label, *question.headers, question.key], Meaning(key), names)
    if question.closed:
        hint = _("Choose from the list; blank where nothing is answered.")
        if question.role == "age":
            hint = _("Choose from the list, or type the age, such as 65; blank if not answered.")
        free = question.role == "age"  # typing 65 is faster, and is read as the band it is in
        return EntryColumn(question, heading, "choice", hint, question.labels, strict=not free)
    kind = "number" if question.type == "weight" else question.type
    return EntryColumn(question, heading, kind, _hint(question))


def _hint(question: Question) -> str:
    """Return what to type where there is no list."""
    low, high = question.minimum, question.maximum
    bounds = {"low": _number(low), "high": _number(high)}
    if question.type in ("number", "weight"):
        if low is not None and high is not None:
            return _("Type a number from {low} to {high}.").format(**bounds)
        return _("Type a number, without its unit.")
    return {
        "id": _("Type the number on the form. A form with no answer counts by its number."),
        "date": _("Type a day, such as 2026-12-05."),
        "datetime": _("Type a day and a time, such as 2026-12-05 14:30."),
    }.get(question.type, _("Type what is written, as it is written; no names or addresses."))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _understood(headings: list[str], wanted: Meaning, names: Names) -> str:
    """Return the first heading that is read as what it is for; the last one always is."""
    return next((text for text in headings if names.meaning(text) == wanted), headings[-1])
