"""Whether surveys put a question to the same people, and why it is not compared where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach.codebook import Applies
from outreach.intake.responses import NO_ANSWER_CODE, UNREADABLE_CODE
from outreach.messages import _
from outreach.tables.filters import Filter
from outreach.tables.waves.harmony import Harmony, Item


def refusal(harmony: Harmony, item: Item, conditions: Sequence[Filter] = ()) -> str:
    """Return why a question that all surveys ask is not compared, "" where it is."""
    question = item.question
    if not question.closed and question.type != "number":
        return _("“{key}” has no options that could be counted.").format(key=question.key)
    return other_people(harmony, item, conditions)


def other_people(harmony: Harmony, item: Item, conditions: Sequence[Filter] = ()) -> str:
    """Return how a question is put to other people in one survey, "" where it is not.

    It is not where the conditions leave only people whom every form puts it
    to. Those who answered are other people too: a question that everybody was
    asked was answered by more than those whom it is put to now.
    """
    if not item.other_people:
        return ""
    gates = [(at, each.applies) for at, each in enumerate(item.sources) if each.applies]
    told = [_accepted(harmony, at, applies) for at, applies in gates]
    if gates and all(
        gate is not None and any(_implies(each, gate, asked) for each in conditions)
        for gate, asked in told
    ):
        return ""
    ways = list(dict.fromkeys(_conditions(told)))
    if not ways or any(gate is None for gate, _asked in told):
        return item.other_people
    way_out = _("Compare those whom both ask: where “{condition}”.")
    gap = "" if item.other_people.endswith("。") else " "
    return f"{item.other_people}{gap}{way_out.format(condition=' and '.join(ways))}"


Asked = tuple[Item | None, frozenset[int]]


def _accepted(harmony: Harmony, at: int, applies: Applies) -> Asked:
    """Return the question that says whom one survey asks, and which joined options must be chosen.

    None where that question is not comparable. An option that stands for
    several of the form counts only where each of them is meant.
    """
    gate = next((each for each in harmony.items if each.sources[at].key == applies.question), None)
    if gate is None:
        return None, frozenset()
    places: dict[bool, set[int]] = {True: set(), False: set()}
    for label, place in zip(gate.sources[at].labels, gate.joined.targets[at], strict=True):
        places[label in applies.options].add(place)
    return gate, frozenset(places[True] - places[False])


def _implies(condition: Filter, gate: Item, asked: frozenset[int]) -> bool:
    """Return whether whoever meets the condition has chosen one of these options of the gate."""
    question = gate.question
    if condition.question.key != question.key or condition.sign:
        return False
    kept = set(condition.accepted)
    if condition.negated:
        if question.multiple:
            return False
        kept = {NO_ANSWER_CODE, UNREADABLE_CODE, *range(len(question.options))} - kept
    return kept <= asked


def _conditions(told: Sequence[Asked]) -> Iterator[str]:
    """Yield each condition that would make the people the same, as people write it."""
    for gate, asked in told:
        if gate is not None and asked:
            labels = [gate.question.labels[at] for at in sorted(asked)]
            sign = "=" if len(labels) == 1 else "in"
            yield f"{gate.question.key} {sign} {', '.join(labels)}"
