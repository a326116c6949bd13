"""One answer → the code, or the mask, that stands for it in Responses."""

from __future__ import annotations

from outreach.codebook import Question
from outreach.intake.answer import Answer
from outreach.intake.responses import NO_ANSWER_CODE, UNREADABLE_CODE


def nothing(question: Question) -> int:
    """Return the code, or the mask, of no answer."""
    return 0 if question.multiple else NO_ANSWER_CODE


def code_of(question: Question, answer: Answer) -> int:
    """Return the code, or the mask, that stands for an answer.

    >>> from outreach.codebook import Option
    >>> asked = Question("q", "multiple", "q", options=(Option("1", "a"), Option("2", "b")))
    >>> [code_of(asked, answer) for answer in (Answer((0, 1)), Answer((1,), fault="V001"))]
    [3, 6]
    """
    if question.multiple:
        mask = sum(1 << position for position in answer.chosen)
        return mask | (1 << len(question.options) if answer.unreadable else 0)
    if answer.unreadable:
        return UNREADABLE_CODE
    if answer.blank:
        return NO_ANSWER_CODE
    return answer.chosen[0] if question.closed else 0
