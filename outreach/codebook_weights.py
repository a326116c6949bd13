"""What the answers are weighted to: the margins of [weights]."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from outreach.codebook import Margin, Question
from outreach.codebook_values import Faults
from outreach.messages import _
from outreach.spelling import nearest

Fault = tuple[str, str, str]  # the target that is wrong, or ""; what is wrong; the way out


def build_weights(
    table: object, questions: Sequence[Question], faults: Faults
) -> tuple[Margin, ...]:
    """Return the margins that [weights.<question>] tables say; note what cannot be one."""
    asked = {question.key: question for question in questions}
    margins = []
    for key, targets in faults.table(("weights",), table).items():
        where = ("weights", key)
        if not isinstance(targets, dict):
            message = _("Give each option its number of people or its percentage.")
            faults.add(where, message, _('Write [weights.age] and below it "60歳代" = 15000.'))
        elif key not in asked:
            near = nearest(key, asked)
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            faults.add(where, _("There is no question “{key}”.").format(key=key), remedy)
        else:
            for name, message, remedy in margin_faults(asked[key], targets):
                faults.add((*where, name) if name else where, message, remedy)
            margins.append(Margin(key, tuple(targets.items())))
    return tuple(margins)


def margin_faults(question: Question, targets: Mapping[str, object]) -> Iterator[Fault]:
    """Yield what is wrong with the targets of one margin."""
    if unfit := unfit_question(question):
        yield "", *unfit
        return
    for name, target in targets.items():
        if target_members(question, name) is None:
            near = nearest(name, target_names(question))
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            message = _("“{name}” is neither an option nor a net of “{key}”.")
            yield name, message.format(name=name, key=question.key), remedy
        if not _is_target(target):
            message = _("The target of “{name}” must be a number, 0 or more.")
            yield name, message.format(name=name), ""
    yield from _overlaps(question, targets)
    if len(targets) < 2:
        remedy = _("Name at least two options or nets.")
        yield "", _("One target alone leaves nothing to weight."), remedy
    elif all(_is_target(target) and not target for target in targets.values()):
        yield "", _("All targets of “{key}” are 0.").format(key=question.key), ""


def unfit_question(question: Question) -> tuple[str, str] | None:
    """Return why nothing can be weighted to a question, and the way out; None where it can."""
    if question.closed and not question.multiple:
        return None
    message = _("Nothing can be weighted to “{key}”: it must have options, and one answer.")
    return message.format(key=question.key), _("Name a question of type single or scale.")


def _overlaps(question: Question, targets: Mapping[str, object]) -> Iterator[Fault]:
    """Yield the targets that count an option once more, such as a net beside its member."""
    owner: dict[int, str] = {}
    for name in targets:
        for at in target_members(question, name) or ():
            first = owner.setdefault(at, name)
            if first != name:
                message = _("“{option}” is in two targets, “{first}” and “{name}”.")
                label = question.labels[at]
                yield name, message.format(option=label, first=first, name=name), ""
                break


def target_names(question: Question) -> tuple[str, ...]:
    """Return what a target may name: the question's options, then its nets."""
    return (*question.labels, *(net.label for net in question.nets))


def target_members(question: Question, name: str) -> tuple[int, ...] | None:
    """Return the positions of the options that a target names; None where it names none."""
    if name in question.labels:
        return (question.labels.index(name),)
    return next((net.members for net in question.nets if net.label == name), None)


def _is_target(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return value >= 0 and math.isfinite(value)
