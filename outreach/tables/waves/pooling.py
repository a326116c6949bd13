"""Answers of several surveys as one: the event is a question like any other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach.codebook import Codebook, Question
from outreach.intake.names import OTHER
from outreach.intake.responses import (
    NO_ANSWER_CODE,
    UNREADABLE_CODE,
    Responses,
    code_dtype,
    concatenate,
)
from outreach.messages import _
from outreach.tables.table import Table
from outreach.tables.waves.harmony import Harmony, Item, harmonise

_BLANKS = {
    "number": np.float64("nan"),
    "date": np.datetime64("NaT", "us"),
    "datetime": np.datetime64("NaT", "us"),
}


def pool(surveys: Sequence[Responses]) -> Responses:
    """Return the answers of all surveys, in the order of their days, on a joined codebook.

    Its first question is the event, with one option for each survey, so that
    `crosstab(pool([…]), "age", by="event")` compares them. It has no question
    that is not comparable: `harmonise` says why; nor one whose column some answers
    have not. Whoever has no weight counts 1
    beside a survey that is weighted. Raises OutreachError for fewer than two.
    """
    surveys = [surveys[at] for at in by_day([each.codebook for each in surveys])]
    harmony = _answered(harmonise([each.codebook for each in surveys]), surveys)
    harmony = harmony.without_other_people()
    weighted = any(each.weights is not None for each in surveys)
    parts = [adopt(harmony, each, at, weighted=weighted) for at, each in enumerate(surveys)]
    return concatenate(parts)


def by_day(codebooks: Sequence[Codebook]) -> list[int]:
    """Return the positions of the surveys in the order of their days; as they come without them."""
    days = [book.survey.date for book in codebooks]
    if None in days:
        return list(range(len(days)))
    return sorted(range(len(days)), key=lambda at: days[at] or datetime.date.min)


def opened(
    harmony: Harmony, sources: Sequence[Iterable[Responses]]
) -> tuple[Harmony, list[Iterator[Responses]]]:
    """Return the Harmony of the questions that are in the answers of every source, and the sources.

    A question whose column may be absent, and is, was not asked: its refusal
    says so. The first chunk of each source is looked at; all are still to come.
    """
    iterators = [iter(source) for source in sources]
    firsts = [next(iterator, None) for iterator in iterators]
    begun = [
        iterator if first is None else chain([first], iterator)
        for first, iterator in zip(firsts, iterators, strict=True)
    ]
    return _answered(harmony, firsts), begun


def _answered(harmony: Harmony, firsts: Sequence[Responses | None]) -> Harmony:
    """Return the Harmony of the questions that all of these answers have a column of."""
    message = _("“{label}” was not in the answers of {surveys}.")
    reasons = {}
    for item in harmony.items:
        without = [
            label
            for label, source, first in zip(harmony.event.labels, item.sources, firsts, strict=True)
            if first is not None and _is_absent(source, first)
        ]
        if without:
            told = message.format(label=item.question.label, surveys=", ".join(without))
            reasons[item.question.key] = told
    return harmony.without(reasons) if reasons else harmony


def _is_absent(source: Question, responses: Responses) -> bool:
    """Return whether answers have no column of a question that could be counted."""
    if not source.closed and source.type != "number":
        return False
    known = {*responses.codes, *responses.values} - responses.absent
    return source.key not in known


def pooled_chunks(harmony: Harmony, sources: Sequence[Iterable[Responses]]) -> Iterator[Responses]:
    """Yield the chunks of all sources, coded as the harmony has it, one source after another.

    All have weights if one source has: the first chunk of each is looked at.
    """
    iterators = [iter(source) for source in sources]
    firsts = [next(iterator, None) for iterator in iterators]
    weighted = any(first is not None and first.weights is not None for first in firsts)
    for at, (first, rest) in enumerate(zip(firsts, iterators, strict=True)):
        if first is not None:
            yield adopt(harmony, first, at, weighted=weighted)
        for chunk in rest:
            yield adopt(harmony, chunk, at, weighted=weighted)


def events_only(table: Table, harmony: Harmony) -> Table:
    """Return a table by the events without the group of those who came to none: there are none."""
    if table.by is None or table.by.key != harmony.event.key:
        return table
    kept = [at for at, group in enumerate(table.groups) if group.kind == "option"]
    return table.take(kept, 0)


def _nothing(source: Question, size: int) -> NDArray[Any]:
    """Return the codes of a question that nobody was asked."""
    return np.full(size, 0 if source.multiple else NO_ANSWER_CODE, dtype=code_dtype(source))


def adopt(harmony: Harmony, responses: Responses, at: int, *, weighted: bool = False) -> Responses:
    """Return one survey's answers, the survey in position `at`, in the harmony's codes."""
    size = len(responses)
    event = np.full(size, at, dtype=code_dtype(harmony.event))
    codes: dict[str, NDArray[Any]] = {harmony.event.key: event}
    values: dict[str, NDArray[Any]] = {}
    texts: dict[str, Sequence[str]] = {}
    for item in harmony.items:
        key, source, kind = item.question.key, item.sources[at], item.question.type
        given = responses.codes.get(source.key)
        if given is None:  # a column that may be absent, and is
            given = _nothing(source, size)
        codes[key] = _recoded(item, given, at) if item.question.closed else given
        if kind in _BLANKS:
            values[key] = responses.values.get(source.key, np.full(size, _BLANKS[kind]))
        if kind == "text":
            texts[key] = responses.texts.get(source.key, [""] * size)
        if all(each.other for each in item.sources):
            texts[key + OTHER] = responses.texts.get(source.key + OTHER, [""] * size)
    weights = responses.weights
    if weighted and weights is None:
        weights = np.ones(size)
    return Responses(
        harmony.codebook, responses.respondents, codes, values, texts, {}, responses.findings,
        weights,
    )  # fmt: skip


def _recoded(item: Item, codes: NDArray[Any], at: int) -> NDArray[Any]:
    """Return codes, or masks, of one survey's options as those of the joined ones."""
    targets, dtype = item.joined.targets[at], code_dtype(item.question)
    if not item.question.multiple:
        # From the end: code −1, no answer, is the last entry, and −2 the one before.
        table: NDArray[Any] = np.array([*targets, UNREADABLE_CODE, NO_ANSWER_CODE], dtype=dtype)
        coded: NDArray[Any] = table[codes]
        return coded
    mask = np.zeros(len(codes), dtype=dtype)
    for bit, target in enumerate((*targets, len(item.question.options))):
        chosen = (codes >> codes.dtype.type(bit)) & codes.dtype.type(1)
        mask |= chosen.astype(dtype) << dtype.type(target)
    return mask
