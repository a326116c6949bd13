"""What a table shows: a question's categories, a break's groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from outreach.codebook import NO_ANSWER, Question
from outreach.intake.responses import unreadable_label
from outreach.tables.cube import Axis, Counts
from outreach.tables.figures import Break, Category


def categories_of(question: Question, axis: Axis) -> tuple[Category, ...]:
    """Return what an axis counts, in its order: options, 不明, 無回答, nets."""
    options = [Category(label, "option") for label in question.labels]
    silent = [Category(unreadable_label(question), "unreadable"), Category(NO_ANSWER, "no answer")]
    nets = [Category(net.label, "net") for net in question.nets[: len(axis.nets)]]
    return (*options, *silent, *nets)


def groups_of(by: Break, axes: Sequence[Axis]) -> tuple[Category, ...]:
    """Return every group of a break: of a nested one, every combination, the last fastest."""
    groups: list[tuple[Category, ...]] = [()]
    for question, axis in zip(by.questions, axes, strict=True):
        groups = [(*group, each) for group in groups for each in categories_of(question, axis)]
    return tuple(map(_nested, groups))


def _nested(parts: tuple[Category, ...]) -> Category:
    if len(parts) == 1:
        return parts[0]
    kinds = [part.kind for part in parts]
    order: Callable[[Any], int] = ("option", "net", "unreadable", "no answer").index
    labels = tuple(part.label for part in parts)
    return Category("+".join(labels), max(kinds, key=order), labels)


def shown(categories: Sequence[Category], counts: Counts, without: Sequence[str]) -> list[int]:
    """Return the positions of categories that a table shows: 不明 only where it occurs."""
    return [
        at
        for at, category in enumerate(categories)
        if category.kind not in without and (category.kind != "unreadable" or counts[at] > 0)
    ]


def shown_groups(by: Break, groups: Sequence[Category], counts: Counts) -> list[int]:
    """Return the positions of groups that a table shows: no nets; nested, none without people.

    A folded break shows nets in the place of their options.
    """
    if by.folded:
        return _folded(by.questions[0], groups, counts)
    some = shown(groups, counts, without=("net",))
    return some if len(by.questions) == 1 else [at for at in some if counts[at] > 0]


def _folded(question: Question, groups: Sequence[Category], counts: Counts) -> list[int]:
    """Return the positions of nets, each where its first option would stand, and of other options.

    Of nets that share an option the first counts.
    """
    nets = {net.label: net.members for net in question.nets}
    place: dict[int, int] = {}
    inside: set[int] = set()
    for at, group in enumerate(groups):
        members = nets.get(group.label, ()) if group.kind == "net" else ()
        if members and not inside & set(members):
            place[at] = min(members)
            inside |= set(members)
    some = shown(groups, counts, without=("net",))
    place |= {at: at for at in some if at not in inside}
    return sorted(place, key=place.__getitem__)
