"""One column of answers → the question that they seem to answer."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from outreach.codebook import Option, Question, Survey
from outreach.codebook_parts import build_question
from outreach.codebook_values import Faults
from outreach.intake.cells import Column
from outreach.intake.dates import read_datetime
from outreach.intake.drafting.draft_options import Choices, find_choices
from outreach.intake.drafting.draft_words import (
    AGE,
    CHANNEL,
    COMMENT,
    COUNTED,
    DISTRICT,
    GRADED,
    ID,
    MAIL_OR_PHONE,
    MISSING,
    NOTHING_ELSE,
    OTHER_LABEL,
    OTHERS,
    PROFESSION,
    alike,
    is_personal,
    is_stamp,
)
from outreach.intake.values import read_number
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import squeeze, unprotected

_SAID_NOTHING = frozenset(map(squeeze, MISSING))
ERROR_VALUE = pattern(r"#(?:[A-Z/0?!]+|#+)")  # of a spreadsheet: #N/A, #REF!, ####
_FEW = 8  # answers: with fewer of them, what comes again may do so by chance
_CERTAIN, _QUITE_CERTAIN = 0.7, 0.95
_MOST_STEPS = 10


@dataclass(frozen=True)
class Guess:
    """What a column seems to be: a question, or None for one that no table needs."""

    question: Question | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What stands in a column: each answer with how often it does; no answer left out."""

    header: str
    column: Column

    @cached_property
    def counts(self) -> dict[str, int]:
        """Answers and how many gave them, in the order in which they come."""
        times = np.bincount(self.column.codes, minlength=len(self.column.values)).tolist()
        counts: Counter[str] = Counter()
        for value, number in zip(self.column.values, times, strict=True):
            text = unprotected(value).strip()
            nothing = squeeze(text) in _SAID_NOTHING or ERROR_VALUE.fullmatch(text)
            if squeeze(text) and not nothing and number:
                counts[text] += number
        return dict(counts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The spellings of no answer that stand here."""
        found = {squeeze(value): value.strip() for value in self.column.values}
        return tuple(text for text in MISSING if squeeze(text) in found)

    @property
    def size(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    def share(self, test: re.Pattern[str]) -> float:
        """Return the part of the answers that the pattern matches wholly, 0 where there is none."""
        fitting = sum(n for text, n in self.counts.items() if test.fullmatch(squeeze(text)))
        return fitting / self.size if self.size else 0.0


def role_of(header: str) -> str:
    """Return what a header says that the question is for.

    >>> [role_of(text) for text in ("ご年齢", "お住まい", "何で知りましたか", "ご感想", "性別")]
    ['age', 'district', 'channel', 'comment', '']
    """
    name = squeeze(header)
    patterns = {"age": AGE, "district": DISTRICT, "channel": CHANNEL, "profession": PROFESSION}
    found = next((role for role, pattern in patterns.items() if pattern.search(name)), "")
    return found or ("comment" if COMMENT.search(name) else "")


def is_service(answers: Answers, own: frozenset[str]) -> bool:
    """Return whether a column is a form service's own, or says who answered."""
    name = squeeze(answers.header)
    if name in own or is_personal(answers.header) or answers.share(MAIL_OR_PHONE) > 0.5:
        return True
    moments = [read_datetime(text, "Asia/Tokyo") for text in answers.counts]
    return is_stamp(answers.header) and all(moments)


def is_identifier(answers: Answers) -> bool:
    """Return whether the column numbers the forms: its header says so."""
    return ID.fullmatch(squeeze(answers.header)) is not None


def is_unique(answers: Answers) -> bool:
    """Return whether every row has a value that no other row has."""
    rows = len(answers.column.codes)
    return len({squeeze(text) for text in answers.counts}) == answers.size == rows > 0


def guess_question(key: str, answers: Answers) -> Guess:
    """Return the question of a column that is none of age, district, identifiers or a service's."""
    role = role_of(answers.header)
    base = Question(key, "text", " ".join(answers.header.split()), role)
    if not answers.size:
        remark = _("Nobody answered this, so that its type is a guess.")
        role = "comment" if role == "comment" else ""
        return Guess(replace(base, role=role), (remark,))
    found = _moment(base, answers) or _number(base, answers)
    if found:
        return found
    spoken = {text: n for text, n in answers.counts.items() if not _is_nothing(text)}
    certain = _QUITE_CERTAIN if role == "comment" else _CERTAIN
    choices = find_choices(answers.counts, certain=certain, nouns=role == "profession")
    if choices and role == "comment" and (answers.size < _FEW or len(spoken) < 2):
        choices = None
    if choices and not spoken:
        choices = None
    return _closed(base, choices, answers) if choices else _text(base, answers)


def _is_nothing(text: str) -> bool:
    return NOTHING_ELSE.fullmatch(squeeze(text)) is not None


def _text(base: Question, answers: Answers) -> Guess:
    role = base.role if base.role == "comment" else ""
    remarks = []
    if base.role == "age":
        remarks.append(_("Ages cannot be read; years of birth need the date of the event."))
    elif base.role not in ("", "comment"):
        remarks.append(_("Taken for free text, since hardly an answer comes again."))
    elif answers.size < _FEW:
        message = _("Taken for free text; with {number} answers that is a guess.")
        remarks.append(message.format(number=answers.size))
    return Guess(replace(base, role=role), tuple(remarks))


def _closed(base: Question, choices: Choices, answers: Answers) -> Guess:
    """Return a question with options, and what is uncertain about them."""
    remarks = []
    kind = "multiple" if choices.separated else "scale" if choices.graded else "single"
    role = "" if base.role == "comment" else base.role
    if choices.graded and kind == "scale":
        remarks.append(_("Taken for a scale, from good to bad: are order and scores right?"))
    if answers.size < _FEW:
        message = _("The options come from {number} answers only: do any lack?")
        remarks.append(message.format(number=answers.size))
    if choices.coded:
        remarks.append(_("Numbers among the answers are read as codes, in this order: right?"))
    if choices.rare:
        message = _("Chosen once, and taken for options: {options}.")
        remarks.append(message.format(options=", ".join(choices.rare)))
    if choices.rest:
        message = _("Different answers that are given once: {number}; they count as {other}.")
        other = next(label for label in choices.labels if OTHERS.match(alike(label)))
        remarks.append(message.format(number=choices.rest, other=other))
    if choices.aliases:
        joined = "; ".join(f"{a} = {', '.join(b)}" for a, b in choices.aliases.items())
        remarks.append(_("Taken for one option each: {options}.").format(options=joined))
    question = with_options(replace(base, type=kind, role=role), choices.labels, choices.aliases)
    return Guess(question, tuple(remarks))


def with_options(
    question: Question, labels: Sequence[str], aliases: Mapping[str, Sequence[str]] | None = None
) -> Question:
    """Return the question with these options; その他 takes free text, 特にない stands alone."""
    table: dict[str, object] = {
        "type": question.type,
        "role": question.role,
        "options": list(labels),
    }
    table["aliases"] = {label: list(found) for label, found in (aliases or {}).items()}
    faults = Faults("", {})
    options = build_question(question.key, table, Survey(), faults).options
    if faults.found:  # two options that are read as one, or too many: aliases were too bold
        options = tuple(Option(str(at), label, (), float(at)) for at, label in enumerate(labels, 1))
    other = next((label for label in labels if OTHERS.match(alike(label))), "")
    alone = tuple(label for label in labels if _is_nothing(label)) if question.multiple else ()
    return replace(question, options=options, other=other, exclusive=alone)


def with_other(question: Question) -> Question:
    """Return the question with その他 as its last option."""
    aliases = {option.label: option.aliases for option in question.options}
    return with_options(question, (*question.labels, OTHER_LABEL), aliases)


def _moment(base: Question, answers: Answers) -> Guess | None:
    moments = [read_datetime(text, "Asia/Tokyo") for text in answers.counts]
    if not all(moments):
        return None
    clock = any(moment and moment.time() != datetime.time() for moment in moments)
    return Guess(replace(base, type="datetime" if clock else "date", role=""))


def _number(base: Question, answers: Answers) -> Guess | None:
    numbers = {text: read_number(text) for text in answers.counts}
    values = {value for value in numbers.values() if value is not None}
    if None in numbers.values():
        return None
    number = Guess(replace(base, type="number", role=""))
    name = squeeze(base.label)
    steps = all(value.is_integer() and 0 <= value <= _MOST_STEPS for value in values)
    bare = all(squeeze(text).replace(".0", "").isdecimal() for text in numbers)
    if COUNTED.search(name) or not steps or not bare:
        return number
    graded = GRADED.search(name) is not None and min(values) >= 1
    if not graded and (answers.size < _FEW or len(values) * 2 > answers.size):
        remark = _("Numbers: counts, or the codes of options?")
        return replace(number, remarks=(remark,))
    low, high = int(min(values)), int(max(values))
    labels = [str(step) for step in range(min(low, 1), high + 1)]
    scale = replace(base, type="scale" if graded else "single")
    message = _("Numbers from {low} to {high}, taken for options: what does each stand for?")
    return Guess(with_options(scale, labels), (message.format(low=low, high=high),))
