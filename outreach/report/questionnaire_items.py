"""Questions as they stand on a printed form, one item each, or several in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.codebook import Codebook, Option, Question
from outreach.messages import _
from outreach.patterns import pattern
from outreach.report.entry_columns import number_text
from outreach.report.questionnaire_layout import (
    columns_for,
    hang_of,
    runs_of,
    stands_in_a_row,
    statement_width,
)
from outreach.report.questionnaire_words import (
    how_text,
    label_text,
    range_text,
    shown,
    unit_text,
    whom_text,
)

COMMENT_LINES, TEXT_LINES = 5, 2
_BEHIND = pattern(r"\s|[.．、,，:：)）](?!\d)")  # what may stand behind a code that is in the label


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it is printed; `code` is "" where the label is what is circled."""

    code: str
    label: str
    blank: bool = False

    @property
    def mark(self) -> str:
        """What is circled."""
        return self.code or self.label


@dataclass(frozen=True, slots=True)
class Item:
    """One question, or several that are one table, with all that is said about it.

    `kind` is "choices", "row" (a scale), "grid", "number", "date", "datetime" or
    "text". `note` stands before the question, `whom` and `how` below it. `lines`
    are the choices line by line; in a row and a grid there is one line of them.
    `hang` is how far right of their codes labels begin, in signs. `statements` are a
    grid's questions, number and wording, in a column of `width` millimetres.
    `rules` are the lines to write on.
    """

    kind: str
    keys: tuple[str, ...]
    number: str
    label: str
    note: str = ""
    whom: str = ""
    how: str = ""
    lines: tuple[tuple[Choice, ...], ...] = ()
    columns: int = 1
    hang: float = 0.0
    width: int = 0
    statements: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    rules: int = 0


def items_of(codebook: Codebook) -> Iterator[Item]:
    """Yield what is on the form, in the codebook's order."""
    asked = [question for question in codebook.questions if question.key in codebook.numbers]
    writing = False
    for run in runs_of(asked):
        text = run[0].type == "text"
        yield _item(run, codebook, first_text=text and not writing)
        writing = text


def _item(run: Sequence[Question], codebook: Codebook, *, first_text: bool) -> Item:
    question = run[0]
    if len(run) > 1:
        return _grid(run, codebook)
    number, must = number_text(codebook.numbers[question.key]), ""
    if question.required:
        must = _(" Please be sure to answer.")
    item = Item(question.type, (question.key,), number, label_text(question))
    item = replace(item, whom=whom_text(question, codebook))
    if question.closed:
        return _choices(question, item, must)
    if question.type == "number":
        how = (range_text(question) or _("Write a number.")) + must
        return replace(item, how=how, unit=unit_text(item.label))
    if question.type in ("date", "datetime"):
        hour = _(" Write 2 p.m. as 14.") if question.type == "datetime" else ""
        return replace(item, how=_("Year of any calendar, such as 2026 or 令和8.") + hour + must)
    comment = question.role == "comment"
    note = _("Please do not write names, addresses or telephone numbers below.")
    return replace(
        item, note=note if first_text else "", rules=COMMENT_LINES if comment else TEXT_LINES,
        how=((_("Write as you like.") if comment else "") + must).strip(),
    )  # fmt: skip


def _choices(question: Question, item: Item, must: str) -> Item:
    made = [_choice(option, question) for option in question.options]
    item = replace(item, how=how_text(question, [choice.code for choice in made]) + must)
    if stands_in_a_row(question):
        return replace(item, kind="row", lines=(tuple(made),), columns=len(made))
    hang = hang_of(choice.code for choice in made)
    columns = columns_for([choice.label for choice in made if not choice.blank], hang)
    lines = tuple(_lines(made, columns))
    return replace(item, kind="choices", lines=lines, columns=columns, hang=hang)


def _grid(run: Sequence[Question], codebook: Codebook) -> Item:
    question, numbers = run[0], codebook.numbers
    made = tuple(_choice(option, question) for option in question.options)
    how = how_text(question, [choice.code for choice in made])
    how += _(" Please be sure to answer.") if question.required else ""
    first, last = (number_text(numbers[each.key]) for each in (question, run[-1]))
    both = _("{first} to {last}").format(first=first, last=last)
    return Item(
        "grid", tuple(each.key for each in run), both, shown(question.grid),
        whom=whom_text(question, codebook), how=_("In each line: {how}").format(how=how),
        lines=(made,), columns=len(made), width=statement_width(len(made)),
        statements=tuple((number_text(numbers[each.key]), label_text(each)) for each in run),
    )  # fmt: skip


def _choice(option: Option, question: Question) -> Choice:
    label, code = shown(option.label), shown(option.code)
    if label.startswith(code) and (label == code or _BEHIND.match(label[len(code) :])):
        code = ""  # the label begins with it: “1. 市報”
    return Choice(code, label, option.label == question.other)


def _lines(choices: Sequence[Choice], columns: int) -> Iterator[tuple[Choice, ...]]:
    """Yield the choices line by line; one with a blank to write in has its line to itself."""
    line: list[Choice] = []
    for choice in choices:
        if line and (choice.blank or len(line) == columns):
            yield tuple(line)
            line = []
        if choice.blank:
            yield (choice,)
        else:
            line.append(choice)
    if line:
        yield tuple(line)
