"""Columns that are ticked, one for each option → the question that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.codebook import MARKS, Question
from outreach.intake.drafting.draft_columns import Answers, with_options
from outreach.intake.drafting.draft_words import OTHERS, is_personal
from outreach.intake.services import TICKED, UNTICKED
from outreach.messages import _
from outreach.spelling import code_key, squeeze

_FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        r"(?P<question>.+?)\s*[\[［](?P<option>.+)[\]］]\s*",
        r"(?P<question>.+?)\s*[(（]choice\s*=\s*(?P<option>.+)[)）]\s*",
        r"(?P<question>.+?)___(?P<option>.+)",
        r"[\[［](?P<option>.+?)[\]］]\s*(?P<question>.+)",
        r"(?P<question>.+?)\s*[(（](?P<option>.+)[)）]\s*",
        r"(?P<question>.+?)\s*[/／:：=・.]\s*(?P<option>.+)",
        r"(?P<question>.+?)\s*[-_]\s*(?P<option>.+)",
    )
)
_CERTAIN_FORMS = _FORMS[:4]
_MARKS = frozenset(map(code_key, (*MARKS, "✔", "●", "◎", "☑", "■", "true")))
_ANY = _MARKS | TICKED


@dataclass(frozen=True)
class Marked:
    """Columns (from 0) that tick the options of one question."""

    label: str
    columns: tuple[int, ...]
    labels: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    def question(self, key: str) -> Question:
        """Return the question under a key."""
        return with_options(Question(key, "multiple", self.label), self.labels)


def find_marks(answers: Sequence[Answers]) -> Iterator[Marked]:
    """Yield the runs of columns that hold nothing but ticks and are headed alike.

    A run is headed `question[option]` in any service's manner, or with the
    options alone. Two columns at the least.
    """
    at = 0
    while at < len(answers):
        found = _headed(answers, at) or _bare(answers, at)
        if found:
            yield found
            at = found.columns[-1] + 1
        else:
            at += 1


def _headed(answers: Sequence[Answers], start: int) -> Marked | None:
    for form in _FORMS:
        named = form.fullmatch(answers[start].header)
        if not named:
            continue
        question, labels, at, ticked = squeeze(named["question"]), [], start, False
        while at < len(answers):
            part = form.fullmatch(answers[at].header)
            if not part or squeeze(part["question"]) != question:
                break
            option = part["option"].strip()
            certain = form in _CERTAIN_FORMS
            beside = ticked and OTHERS.match(option)  # its text stands where the tick would
            if not beside and not _is_marked(answers[at], option, certain=certain):
                break
            ticked = ticked or bool(answers[at].size)
            labels.append(option)
            at += 1
        if len(labels) > 1 and ticked and len(set(map(squeeze, labels))) == len(labels):
            label = " ".join(named["question"].split())
            return Marked(label, tuple(range(start, at)), tuple(labels))
    return None


def _bare(answers: Sequence[Answers], start: int) -> Marked | None:
    at = start
    while at < len(answers) and answers[at].size and _is_marked(answers[at], answers[at].header):
        at += 1
    labels = [answers[place].header for place in range(start, at)]
    named = all(label and not is_personal(label) and not label.isdecimal() for label in labels)
    if len(labels) < 2 or not named or len(set(map(squeeze, labels))) < len(labels):
        return None
    remark = _("Columns that are only ticked, taken for one question: what does it ask?")
    label = _("Ticked: {first} …").format(first=labels[0])
    return Marked(label, tuple(range(start, at)), tuple(labels), (remark,))


def _is_marked(answers: Answers, option: str, *, certain: bool = False) -> bool:
    """Return whether nothing but ticks stands in a column.

    Words such as はい count only where the header is `certain` to name an option.
    """
    ticks = _ANY if certain else _MARKS
    blanks = UNTICKED | {"0"}
    said = {code_key(text) for text in answers.counts}
    own = {code_key(option)}
    if not certain and said and said <= blanks:
        return False
    return said <= ticks | blanks | own
