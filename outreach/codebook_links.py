"""What joins questions of a codebook: whom one applies to, which stand in one grid."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.codebook import Question
from outreach.codebook_values import Faults
from outreach.messages import _
from outreach.spelling import nearest


def check_links(questions: Sequence[Question], faults: Faults) -> None:
    """Note questions that apply to answers nobody can give, and grids that do not fit."""
    for question in questions:
        if question.applies:
            _check_applies(question, questions, faults)
        if question.grid:
            _check_grid(question, questions, faults)


def _check_applies(question: Question, questions: Sequence[Question], faults: Faults) -> None:
    where = ("question", question.key, "applies")
    applies = question.applies
    asked = {other.key: other for other in questions if other is not question and other.closed}
    if applies is None:
        return
    if applies.question not in asked:
        near = nearest(applies.question, asked)
        remedy = _("Did you mean {near}?").format(near=near) if near else ""
        message = _("There is no other question “{key}” with options.")
        faults.add(where, message.format(key=applies.question), remedy)
        return
    faults.members(where, applies.options, asked[applies.question].labels)
    seen = {question.key}
    while applies and applies.question in {question.key, *asked}:
        if applies.question in seen:
            faults.add(where, _("These questions apply to one another in a circle."))
            return
        seen.add(applies.question)
        applies = asked[applies.question].applies


def _check_grid(question: Question, questions: Sequence[Question], faults: Faults) -> None:
    first = next(other for other in questions if other.grid == question.grid)
    if not question.closed:
        message = _("A question of a grid needs options.")
        faults.add(("question", question.key, "grid"), message)
    elif (first.labels, first.multiple) != (question.labels, question.multiple):
        message = _("“{key}” and “{first}” stand in one grid, but their options differ.")
        message = message.format(key=question.key, first=first.key)
        faults.add(("question", question.key, "grid"), message)
