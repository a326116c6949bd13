"""Who was to answer: required answers that are blank, answers of those not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import Codebook, Question
from outreach.intake.evidence import Evidence
from outreach.intake.findings import Finding, finding
from outreach.messages import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

Codes = Mapping[str, "NDArray[Any]"]


def put_to(question: Question, codebook: Codebook, codes: Codes) -> NDArray[np.bool_] | None:
    """Return for each respondent whether a question is put to them, None where to everybody."""
    if question.applies is None:
        return None
    asked = codebook.question(question.applies.question)
    positions = [asked.labels.index(label) for label in question.applies.options]
    given = codes[asked.key]
    if not asked.multiple:
        found: NDArray[np.bool_] = np.isin(given, positions)
        return found
    chosen: NDArray[np.bool_] = (given & given.dtype.type(sum(1 << at for at in positions))) != 0
    return chosen


def check_asked(
    evidence: Evidence, codes: Codes, blank: Callable[[Question], NDArray[np.bool_]]
) -> Iterator[Finding]:
    """Yield V005 for required answers that are blank, V013 for answers of those not asked.

    `blank` gives a flag for each row. Whom a question is not put to may leave
    it blank, required or not.
    """
    for question in evidence.codebook.questions:
        if not (question.required or question.applies) or not evidence.layout.holds(question):
            continue
        meant = put_to(question, evidence.codebook, codes)
        silent = blank(question)
        if question.required:
            yield from _each(
                evidence, question, silent if meant is None else silent & meant, "V005"
            )
        if meant is not None:
            yield from _each(evidence, question, ~silent & ~meant, "V013")


def _each(
    evidence: Evidence, question: Question, flags: NDArray[np.bool_], rule: str
) -> Iterator[Finding]:
    layout, sheet = evidence.layout, evidence.sheet
    at = layout.questions.get(question.key)
    column = sheet.columns[min(layout.options[question.key].values()) if at is None else at]
    text, way = _required(question) if rule == "V005" else _not_asked(evidence, question)
    running = evidence.respondents.running
    for index in np.flatnonzero(flags).tolist():
        if index not in evidence.unusable:
            respondent = evidence.respondents[index]
            yield finding(rule, sheet.place(index, column), text, way, respondent, running=running)


def _required(question: Question) -> tuple[str, str]:
    text = _("The required answer to “{label}” is blank.").format(label=question.label)
    return text, _("Look it up on the form.")


def _not_asked(evidence: Evidence, question: Question) -> tuple[str, str]:
    applies = question.applies
    asked, options = (applies.question, applies.options) if applies else ("", ())
    text = _(
        "“{label}” is for those who chose {options} of “{asked}”; it is answered all the same."
    )
    words = {"label": question.label, "options": ", ".join(options)}
    words["asked"] = evidence.codebook.question(asked).label
    return text.format(**words), _(
        "Look at both answers on the form; they are counted as they are."
    )
