"""Whom a table is of: conditions on answers, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import NO_ANSWER, Applies, Codebook, Question
from outreach.errors import OutreachError, UnknownOption
from outreach.intake.dialects import Respondents
from outreach.intake.responses import NO_ANSWER_CODE, UNREADABLE_CODE, Responses, unreadable_label
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import nearest, plain, squeeze

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIGN = pattern(r"==|!=|<=|>=|=|<|>|\s+not\s+in\s+|\s+in\s+")
_AND = pattern(r"\s+(?:and|かつ)\s+")
_SEPARATORS = ",、，|"
_NEGATED = ("!=", "not in")
_COMPARISONS = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
_COMPARISONS |= {"=": np.equal, "==": np.equal, "!=": np.not_equal}


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: whose answer to a question is among some options, or is not.

    `accepted` holds codes as Responses has them (for multiple answers bits of a
    mask, and −1 for no answer); a number is compared with `number` instead.
    """

    question: Question
    text: str
    accepted: tuple[int, ...] = ()
    negated: bool = False
    sign: str = ""
    number: float = 0.0

    def keeps(self, responses: Responses) -> NDArray[np.bool_]:
        """Return for each respondent whether the condition holds."""
        if self.sign:
            values = responses.values[self.question.key]
            known: NDArray[np.bool_] = np.isfinite(values)
            kept: NDArray[np.bool_] = _COMPARISONS[self.sign](values, self.number)
            return kept & known
        codes = responses.codes[self.question.key]
        if self.question.multiple:
            bits = sum(1 << at for at in self.accepted if at >= 0)
            kept = (codes & codes.dtype.type(bits)) != 0
            if NO_ANSWER_CODE in self.accepted:
                kept |= codes == 0
        else:
            kept = np.isin(codes, self.accepted)
        return ~kept if self.negated else kept

    def __str__(self) -> str:
        return self.text


def read_filters(texts: Iterable[str], codebook: Codebook) -> tuple[Filter, ...]:
    """Return the conditions of texts such as "age in 70歳代, 80歳以上", all of which must hold.

    A question is named by key, label or header; an option by its label or by
    the name of a net; 無回答 is an answer here. `=`, `!=`, `in`, `not in`; a
    number is compared with `<`, `<=`, `>`, `>=` too. Raises UnknownQuestion,
    UnknownOption with the nearest one, OutreachError where it is no condition.
    """
    return tuple(_read(part, codebook) for text in texts for part in _parts(text, codebook))


def _parts(text: str, codebook: Codebook) -> list[str]:
    """Return the conditions that "and" joins; an option may hold the word itself."""
    parts: list[str] = []
    for part in _AND.split(text):
        if parts and not _halves(part, codebook):
            parts[-1] += " and " + part
        else:
            parts.append(part)
    return parts


def _halves(text: str, codebook: Codebook) -> tuple[Question, str, str] | None:
    """Return question, sign and the rest at the first sign that a question stands before."""
    named = {squeeze(name): asked for asked in codebook.questions for name in asked.names}
    for sign in _SIGN.finditer(text := plain(text)):
        question, rest = named.get(squeeze(text[: sign.start()])), text[sign.end() :].strip()
        if question and rest:
            return question, " ".join(sign[0].split()), rest
    return None


def only(responses: Responses, filters: Iterable[Filter]) -> Responses:
    """Return the answers of those for whom every condition holds; the findings stay."""
    conditions = tuple(filters)
    if not conditions:
        return responses
    return some(responses, np.logical_and.reduce([each.keeps(responses) for each in conditions]))


def some(responses: Responses, kept: NDArray[np.bool_]) -> Responses:
    """Return the codes, numbers and weights of some respondents, who lose their names."""

    def rows(arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        return {key: values[kept] for key, values in arrays.items()}

    return replace(
        responses,
        respondents=Respondents(None, 1, int(np.count_nonzero(kept))),
        codes=rows(responses.codes),
        values=rows(responses.values),
        texts={},
        raws={},
        weights=None if responses.weights is None else responses.weights[kept],
    )


def anonymous(responses: Responses) -> Responses:
    """Return codes, numbers and weights only, without names, texts and findings."""
    everybody = np.ones(len(responses), dtype=np.bool_)
    return replace(some(responses, everybody), findings=())


def applicable(applies: Applies, codebook: Codebook) -> Filter:
    """Return the condition that a question applies to a respondent."""
    question = codebook.question(applies.question)
    positions = tuple(question.labels.index(label) for label in applies.options)
    return Filter(question, f"{question.label}: {', '.join(applies.options)}", positions)


def _read(text: str, codebook: Codebook) -> Filter:
    halves = _halves(text, codebook)
    if halves is None:
        if found := _SIGN.search(plain(text)):
            codebook.question(plain(text)[: found.start()].strip())  # raises, with the nearest
        message = _("“{text}” is no condition.").format(text=text.strip())
        raise OutreachError(message, remedy=_("Write one such as: age in 70歳代, 80歳以上"))
    question, sign, rest = halves
    if question.type == "number":
        return _compared(question, sign, rest)
    if not question.closed or sign in ("<", "<=", ">", ">="):
        message = _("“{key}” has no options that could be compared like this.")
        raise OutreachError(message.format(key=question.key))
    names = _names(question)
    chosen = _split(question, rest, names)
    accepted = dict.fromkeys(code for name in chosen for code in names[name][1])
    labels = ", ".join(names[name][0] for name in chosen)
    negated = sign in _NEGATED
    told = _("{question}: not {options}") if negated else "{question}: {options}"
    text = told.format(question=question.label, options=labels)
    return Filter(question, text, tuple(accepted), negated)


def _compared(question: Question, sign: str, rest: str) -> Filter:
    try:
        number = float(squeeze(rest))
    except ValueError:
        number = float("nan")
    if sign not in _COMPARISONS or not np.isfinite(number):
        message = _("“{key}” is a number: compare it with one.").format(key=question.key)
        raise OutreachError(
            message, remedy=_("Write one such as: {key} >= 3").format(key=question.key)
        )
    told = {"==": "="}.get(sign, sign)
    return Filter(question, f"{question.label} {told} {rest.strip()}", (), False, sign, number)


def _names(question: Question) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return by squeezed name what may stand in a condition: its own spelling, its codes."""
    names: dict[str, tuple[int, ...]] = {label: (at,) for at, label in enumerate(question.labels)}
    unreadable = len(question.options) if question.multiple else UNREADABLE_CODE
    names |= {net.label: net.members for net in question.nets}
    names |= {NO_ANSWER: (NO_ANSWER_CODE,), unreadable_label(question): (unreadable,)}
    return {squeeze(name): (name, codes) for name, codes in names.items()}


def _split(question: Question, rest: str, names: Mapping[str, object]) -> list[str]:
    """Return the names in a list; one that holds a comma is found whole, the longest first."""
    longest = sorted(names, key=len, reverse=True)
    left, chosen = squeeze(rest).strip(_SEPARATORS), []
    while left:
        name = next((name for name in longest if _begins(left, name)), "")
        if not name:
            unknown = re.split(f"[{_SEPARATORS}]", left)[0]
            near = nearest(unknown, [*question.labels, *(net.label for net in question.nets)])
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            known = _("The options are: {options}.").format(options=", ".join(question.labels))
            message = _("“{key}” has no option “{option}”.")
            message = message.format(key=question.key, option=unknown)
            raise UnknownOption(message, remedy=f"{remedy} {known}".strip())
        chosen.append(name)
        left = left[len(name) :].strip(_SEPARATORS)
    return chosen


def _begins(text: str, name: str) -> bool:
    return text.startswith(name) and (len(text) == len(name) or text[len(name)] in _SEPARATORS)
