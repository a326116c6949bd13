"""A weight question's answers → one weight for each respondent."""

from __future__ import annotations

import numpy as np

from outreach.codebook import Codebook, Question
from outreach.errors import OutreachError, Place
from outreach.intake.findings import Finding
from outreach.intake.responses import Responses
from outreach.intake.values import read_number
from outreach.messages import _
from outreach.tables.weights.raking import Floats

LARGEST = 1e12  # a weight; beyond it squares lose their digits


def weight_question(codebook: Codebook, name: str) -> Question:
    """Return the weight question of that key, label or header.

    Raises UnknownQuestion; OutreachError for a question of another type.
    """
    question = codebook.question(name)
    if question.type != "weight":
        message = _("“{key}” is no weight.").format(key=question.key)
        raise OutreachError(message, remedy=_('Give it type = "weight" in the codebook.'))
    return question


def find_weights(responses: Responses, name: str) -> Floats:
    """Return one weight for each respondent of a chunk: what they have, 0 where that is none.

    A weight that is missing, cannot be read or is below 1e-12 is 0: it leaves
    the respondent out, as statistics programs do. Raises UnknownQuestion;
    OutreachError for a question that is no weight, and for the first weight
    that is negative or above 1e12.
    """
    question = weight_question(responses.codebook, name)
    values = np.asarray(responses.values[question.key], dtype=np.float64)
    beyond = np.isfinite(values) & ((values < 0) | (values > LARGEST))
    wrong = {int(at): f"{values[at]:g}" for at in np.flatnonzero(beyond)}
    for at, raw in responses.raws.get(question.key, {}).items():
        if (read_number(raw) or 0.0) < 0:
            wrong[at] = raw.strip()
    if wrong:
        _refuse(responses, min(wrong), wrong[min(wrong)])
    return np.where(np.isfinite(values) & (values >= 1 / LARGEST), values, 0.0)


def _refuse(responses: Responses, at: int, raw: str) -> None:
    """Raise OutreachError for a weight: whose it is and, where that is known, its cell."""
    who, running = responses.respondents[at], responses.respondents.running
    found = (
        finding.place
        for finding in responses.findings
        if finding.respondent == who and finding.value.strip() == raw
    )
    whose = Finding("V012", "", Place(), who, "", running=running).whose
    message = _("A weight must be a number from 0 to a million million, not {value}{whose}.")
    message = message.format(value=raw, whose=whose)
    raise OutreachError(message, next(found, Place()), _("Correct it, or leave it blank."))
