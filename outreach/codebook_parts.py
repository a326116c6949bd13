"""Tables of a codebook.toml → Survey, Question: every value is held to its kind."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach.codebook import (
    CLOSED,
    NO_ANSWER,
    ROLES,
    TYPES,
    UNREADABLE,
    Applies,
    Net,
    Option,
    Question,
    Survey,
)
from outreach.codebook_values import QUESTION, SURVEY, Faults, texts
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import code_key, nearest, squeeze

_LEADING = pattern(r"\d+")
WIDEST = 62  # options of a multiple answer: bits of a mask, one kept for the unreadable


def build_survey(table: Mapping[str, Any], faults: Faults) -> Survey:
    """Return the Survey that a [survey] table describes."""
    values = faults.values(("survey",), table, SURVEY)
    date = values.get("date")
    if isinstance(date, datetime.datetime):
        values["date"] = date.date()
    if "timezone" in values and not _is_zone(values["timezone"]):
        message = _("“{name}” is no time zone.").format(name=values["timezone"])
        faults.add(("survey", "timezone"), message, _("Write one such as Asia/Tokyo."))
    return Survey(**values)


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown, or not even a name
        return False
    return True


def build_question(key: str, table: Mapping[str, Any], survey: Survey, faults: Faults) -> Question:
    """Return the Question that a [question.<key>] table describes."""
    path = ("question", key)
    values = faults.values(path, table, QUESTION)
    missing = values.pop("missing", ())
    if values.get("type") not in ("text", "id"):
        missing = (*survey.missing, *missing)
    _check_choice((*path, "type"), values.setdefault("type", ""), TYPES, faults)
    if role := values.get("role"):
        _check_choice((*path, "role"), role, ROLES, faults)
    options, no_answer = _options(path, values, faults)
    labels = tuple(option.label for option in options)
    nets = tuple(
        Net(name, faults.members((*path, "nets"), texts(members), labels))
        for name, members in values.get("nets", {}).items()
    )
    for name in values.get("nets", {}):
        if name in (*labels, NO_ANSWER, UNREADABLE):
            message = _("The net “{name}” has the name of an option.").format(name=name)
            faults.add((*path, "nets"), message)
    _check_values(path, values, labels, faults)
    for name in ("options", "aliases", "codes", "scores", "nets"):
        values.pop(name, None)
    values["label"] = values.get("label") or key
    values |= {"options": options, "nets": nets, "missing": (*missing, *no_answer)}
    if "applies" in values:
        applies = values["applies"]
        values["applies"] = Applies(applies["question"], texts(applies["is"]))
    return Question(key, **values)


def _check_values(
    path: tuple[str, ...], values: Mapping[str, Any], labels: tuple[str, ...], faults: Faults
) -> None:
    """Note options that are none, no mark at all, and a range of what is no number."""
    for name in ("other", "outside", "exclusive"):
        if name in values:
            faults.members((*path, name), texts(values[name]), labels)
    if values.get("marks") == ():
        faults.add((*path, "marks"), _("At least one mark is needed."))
    for name in ("minimum", "maximum"):
        if name in values and values["type"] not in ("number", "weight"):
            faults.add((*path, name), _("Only a number has a minimum and a maximum."))


def _options(
    path: tuple[str, ...], values: Mapping[str, Any], faults: Faults
) -> tuple[tuple[Option, ...], tuple[str, ...]]:
    """Return the options, and the spellings of one that itself says no answer."""
    labels = values.get("options", ())
    if values["type"] in CLOSED and not labels:
        faults.add((*path, "options"), _("A question of this type needs options."))
    if values["type"] == "multiple" and len(labels) > WIDEST:
        message = _("A multiple answer can have {most} options at the most.").format(most=WIDEST)
        faults.add((*path, "options"), message)
    codes = tuple(map(str, values.get("codes", ()))) or _default_codes(labels, values.get("role"))
    scores = values.get("scores") or tuple(_score(code, at) for at, code in enumerate(codes, 1))
    for name, given in (("codes", codes), ("scores", scores)):
        if len(given) != len(labels):
            message = _("{name}: {given} for {options} options.")
            faults.add(
                (*path, name), message.format(name=name, given=len(given), options=len(labels))
            )
            return (), ()
    aliases = values.get("aliases", {})
    faults.members((*path, "aliases"), aliases, tuple(labels))
    options = tuple(
        Option(code, label, texts(aliases.get(label, ())), float(score))
        for code, label, score in zip(codes, labels, scores, strict=True)
    )
    if not all(map(squeeze, codes)) and "codes" in values:
        faults.add((*path, "codes"), _("A code is blank."))
    if values["type"] == "multiple" and any("|" in label for label in labels):
        faults.add((*path, "options"), _("An option may not contain |, which parts answers."))
    _check_spellings(path, options, faults)
    silent = [option for option in options if option.label == NO_ANSWER]
    spellings = [name for option in silent for name in (option.label, option.code, *option.aliases)]
    return tuple(option for option in options if option not in silent), tuple(spellings)


def _default_codes(labels: Sequence[str], role: str | None) -> tuple[str, ...]:
    """Return 1, 2, 3 …; but where labels begin with other small numbers, those numbers.

    The bands of an age begin with ages, which are no codes.

    >>> _default_codes(["良い", "悪い"], None), _default_codes(["0回", "1回", "2回以上"], None)
    (('1', '2'), ('0', '1', '2'))
    """
    positions = [str(at) for at in range(1, len(labels) + 1)]
    leading = [found[0] if (found := _LEADING.match(squeeze(label))) else "" for label in labels]
    small = [bool(number) and int(number) <= len(labels) for number in leading]
    pairs = zip(leading, positions, small, strict=True)
    agree = all(number == at or not low for number, at, low in pairs)
    numbers = all(squeeze(label).isdecimal() for label in labels)
    if role == "age" or (agree and not numbers):
        return tuple(positions)
    distinct = len(set(map(code_key, leading))) == len(labels) and all(leading)
    return tuple(map(code_key, leading)) if distinct else ("",) * len(labels)


def _check_spellings(path: tuple[str, ...], options: Iterable[Option], faults: Faults) -> None:
    """Note what would be read as two different options."""
    owner: dict[str, int] = {}
    codes: dict[str, int] = {}
    for position, option in enumerate(options):
        if option.code and codes.setdefault(code_key(option.code), position) != position:
            message = _("The code “{code}” stands for two options.").format(code=option.code)
            faults.add((*path, "codes"), message)
    for position, option in enumerate(options):
        for name in (option.label, *option.aliases):
            if not squeeze(name):
                faults.add((*path, "options"), _("An option or alias is blank."))
                continue
            named = owner.setdefault(squeeze(name), position)
            if {named, codes.get(code_key(name), position)} != {position}:
                message = _("“{name}” stands for two options.").format(name=name)
                faults.add((*path, "options"), message, _("Keep it for one of them."))


def check_names(questions: Iterable[Question], faults: Faults) -> None:
    """Note headers that mean two questions, since a column could be either's."""
    owner: dict[str, Question] = {}
    for question in questions:
        path = ("question", question.key, "headers")
        beside = [f"{name}_other" for name in question.names] if question.other else []
        if question.key == "respondent" and question.type != "id":
            faults.add(path, _('The key “respondent” is kept for type = "id".'))
        if question.type == "id" and any(first.type == "id" for first in owner.values()):
            faults.add(path, _('There can be one question of type = "id".'))
        for name in (*question.names, *beside):
            first = owner.setdefault(squeeze(name), question)
            if first is not question:
                message = _("“{name}” is a name of “{first}” already.")
                faults.add(path, message.format(name=name, first=first.key))


def _check_choice(
    path: tuple[str, ...], value: str, choices: tuple[str, ...], faults: Faults
) -> None:
    if value in choices:
        return
    near = nearest(value, choices)
    remedy = _("Did you mean {near}?").format(near=near) if near else ""
    message = _("“{value}” is no {name}; it is one of: {choices}.")
    faults.add(path, message.format(value=value, name=path[-1], choices=", ".join(choices)), remedy)


def _score(code: str, position: int) -> float:
    try:
        return float(code)
    except ValueError:  # codes such as A1 have no value of their own
        return float(position)
