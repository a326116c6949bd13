"""How many people of a file of answers share what others could know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from outreach.codebook import BREAKS, NO_ANSWER, Question
from outreach.errors import OutreachError
from outreach.intake.responses import UNREADABLE_CODE, Responses, chosen_labels, unreadable_label
from outreach.messages import _


@dataclass(frozen=True, slots=True)
class Anonymity:
    """The classes of respondents who gave the same answers to the questions of `keys`.

    `classes` holds those of fewer than `k` people, each as its answers and how
    many gave them, the smallest first; `smallest` is the size of the smallest
    class of all, 0 where nobody answered.
    """

    keys: tuple[str, ...]
    k: int
    respondents: int
    smallest: int
    classes: tuple[tuple[tuple[str, ...], int], ...]

    @property
    def exposed(self) -> int:
        """How many respondents are in a class of fewer than k."""
        return sum(size for _answers, size in self.classes)

    @property
    def holds(self) -> bool:
        """Whether every respondent shares these answers with k − 1 others at least."""
        return not self.classes

    def __str__(self) -> str:
        keys = ", ".join(self.keys)
        if self.holds:
            words = _("Each combination of {keys} is shared by {k} people or more.")
            return words.format(keys=keys, k=self.k)
        words = _(
            "{exposed} of {respondents} people share their combination of {keys}"
            " with fewer than {k} people in all; the rarest is shared by {smallest}."
        )
        return words.format(
            exposed=self.exposed, respondents=self.respondents, keys=keys, k=self.k,
            smallest=self.smallest,
        )  # fmt: skip


def k_anonymity(responses: Responses, keys: Sequence[str] | None = None, k: int = 5) -> Anonymity:
    """Return how far a file with one row a respondent is k-anonymous (Samarati 2001, Sweeney 2002).

    `keys` name the questions that others could know somebody's answers to; they
    default to those with the role age, district or channel. No answer is an
    answer like any other here; several answers count together. Raises
    UnknownQuestion; OutreachError where k is below 1 or a question has no options.
    """
    if k < 1:
        raise OutreachError(
            _("{k} is no number of people.").format(k=k), remedy=_("Give 1 or more, such as 5.")
        )
    book = responses.codebook
    asked = (
        [book.question(key) for key in dict.fromkeys(keys)]
        if keys is not None
        else [each for role in BREAKS for each in book.by_role(role) if each.closed]
    )
    for question in asked:
        if not question.closed:
            message = _("“{key}” has no options that could be counted.").format(key=question.key)
            raise OutreachError(message)
    names = tuple(question.key for question in asked)
    size = len(responses)
    if not size:
        return Anonymity(names, k, 0, 0, ())
    columns = [responses.codes[question.key].astype(np.int64) for question in asked]
    rows = np.stack(columns, axis=1) if columns else np.zeros((size, 0), dtype=np.int64)
    classes, sizes = _classes(rows)
    order = np.argsort(sizes, kind="stable")
    small = tuple(
        (
            tuple(_told(q, int(code)) for q, code in zip(asked, classes[at], strict=True)),
            int(sizes[at]),
        )
        for at in order
        if sizes[at] < k
    )
    return Anonymity(names, k, size, int(sizes.min()), small)


def _classes(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if not rows.shape[1]:
        return rows[:1], np.array([len(rows)])
    classes, sizes = np.unique(rows, axis=0, return_counts=True)
    return classes, sizes


def _told(question: Question, code: int) -> str:
    if question.multiple:
        labels = list(chosen_labels(question, code))
        if code >> len(question.options) & 1:
            labels.append(unreadable_label(question))
        return ", ".join(labels) or NO_ANSWER
    if code >= 0:
        return question.labels[code]
    return unreadable_label(question) if code == UNREADABLE_CODE else NO_ANSWER
