"""What changed between two questionnaires, and what can still be compared."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outreach.codebook import Codebook, Question
from outreach.messages import _
from outreach.spelling import squeeze
from outreach.tables.waves.drift import Drift, Kind
from outreach.tables.waves.harmonising import Line, match_options, match_questions, same_words


@dataclass(frozen=True, slots=True)
class Match:
    """A question of both codebooks, its options as lines, and what changed."""

    old: Question
    new: Question
    lines: tuple[Line, ...]
    drifts: tuple[Drift, ...]

    @property
    def refusal(self) -> Drift | None:
        """What makes the question itself incomparable on any base, None where nothing does."""
        kinds = ("wording changed", "type changed", "options replaced")
        found = (each for each in self.drifts if each.kind in kinds and not each.comparable)
        return next(found, None)


def drift(old: Codebook, new: Codebook) -> list[Drift]:
    """Return everything that changed from one codebook to the next, in the new one's order.

    What only the old one asks comes last. Identifiers and weights are no questions.
    """
    matches = {match.new.key: match for match in match_codebooks(old, new)}
    found: list[Drift] = []
    for question in filter(_asked, new.questions):
        if question.key in matches:
            found += matches[question.key].drifts
        else:
            found.append(Drift("question added", question.key, question.label, comparable=False))
    kept = {match.old.key for match in matches.values()}
    gone = [each for each in filter(_asked, old.questions) if each.key not in kept]
    return found + [
        Drift("question removed", each.key, each.label, comparable=False) for each in gone
    ]


def match_codebooks(old: Codebook, new: Codebook) -> list[Match]:
    """Return the questions that both codebooks ask, with what changed in each."""
    pairs = [pair for pair in match_questions(old, new) if all(map(_asked, pair))]
    lines = {now.key: match_options(before, now) for before, now in pairs}
    moved = _moved([_place(old, before) for before, _now in pairs])
    found = []
    for (before, now), has_moved in zip(pairs, moved, strict=True):
        drifts = [*_of_question(before, now)]
        if has_moved:
            places = str(_place(old, before)), str(_place(new, now))
            drifts.append(Drift("question moved", now.key, now.label, places[0], places[1]))
        drifts += _of_applies(before, now, pairs, lines)
        drifts += _of_options(before, now, lines[now.key])
        found.append(Match(before, now, lines[now.key], tuple(drifts)))
    return found


def _asked(question: Question) -> bool:
    return question.type not in ("id", "weight")


def _place(codebook: Codebook, question: Question) -> int:
    """Return which question of the form it is, from 1."""
    return [*filter(_asked, codebook.questions)].index(question) + 1


def _of_question(old: Question, new: Question) -> Iterator[Drift]:
    key, label = new.key, new.label
    if old.key != new.key:
        yield Drift("question renamed", key, label, old.key, new.key)
    if squeeze(old.label) != squeeze(new.label):
        yield Drift("wording changed", key, label, old.label, new.label, same_words(old, new))
    if old.type != new.type:
        alike = {old.type, new.type} == {"single", "scale"}
        yield Drift("type changed", key, label, old.type, new.type, alike)
    ranges = [_range(each) for each in (old, new)]
    if old.type == new.type == "number" and ranges[0] != ranges[1]:
        yield Drift("range changed", key, label, ranges[0], ranges[1])


def _range(question: Question) -> str:
    if question.minimum is None and question.maximum is None:
        return _("any number")
    ends = ("" if end is None else f"{end:g}" for end in (question.minimum, question.maximum))
    return "–".join(ends)


def _of_applies(
    old: Question,
    new: Question,
    pairs: Sequence[tuple[Question, Question]],
    lines: Mapping[str, tuple[Line, ...]],
) -> Iterator[Drift]:
    """Yield whether the question is put to other people: who chose what of which question."""
    if old.applies is None and new.applies is None:
        return
    if old.applies and new.applies:
        for before, now in pairs:
            if (before.key, now.key) == (old.applies.question, new.applies.question):
                chosen = {before.labels.index(label) for label in old.applies.options}
                wanted = {now.labels.index(label) for label in new.applies.options}
                if covered(lines[now.key], chosen, wanted):
                    return
    people = [_people(each) for each in (old, new)]
    yield Drift("applies changed", new.key, new.label, people[0], people[1], comparable=False)


def covered(lines: Sequence[Line], old: set[int], new: set[int]) -> bool:
    """Return whether two sets of options, one of each form, are the same lines, whole."""
    touched = [line for line in lines if old & {*line.old} or new & {*line.new}]
    return all(line.common and old >= {*line.old} and new >= {*line.new} for line in touched)


def _people(question: Question) -> str:
    if question.applies is None:
        return _("everybody")
    options = ", ".join(question.applies.options)
    return _("those who answered {options} to {question}").format(
        options=options, question=question.applies.question
    )


def _of_options(old: Question, new: Question, lines: Sequence[Line]) -> Iterator[Drift]:
    if not (old.closed and new.closed):
        return
    key, label = new.key, new.label
    common = [line for line in lines if line.common]
    if not common:
        yield Drift("options replaced", key, label, comparable=False)
        return
    for line in lines:
        before, now = _labels(old, line.old), _labels(new, line.new)
        if kind := _changed(line, before, now):
            yield Drift(
                kind, key, label, before, now, kind not in ("option added", "option removed")
            )
    if any(_moved([line.old[0] for line in common])):
        before = _labels(old, sorted(at for line in common for at in line.old))
        now = _labels(new, sorted(at for line in common for at in line.new))
        yield Drift("option moved", key, label, before, now)
    yield from _of_values(old, new, lines)


def _labels(question: Question, places: Sequence[int]) -> str:
    return ", ".join(question.labels[at] for at in places)


def _changed(line: Line, before: str, now: str) -> Kind | None:
    if not line.common:
        return "option added" if line.new else "option removed"
    if len(line.old) > 1:
        return "option merged"
    if len(line.new) > 1:
        return "option split"
    return None if squeeze(before) == squeeze(now) else "option renamed"


def _of_values(old: Question, new: Question, lines: Sequence[Line]) -> Iterator[Drift]:
    """Yield what changed in scores, nets and in what counts as no answer."""
    key, label = new.key, new.label
    if old.type == new.type == "scale" and not same_scores(old, new, lines):
        yield Drift("scores changed", key, label, comparable=False)
    nets = {squeeze(net.label): net for net in old.nets}
    for net in new.nets:
        before = nets.get(squeeze(net.label))
        if before and not covered(lines, {*before.members}, {*net.members}):
            yield Drift("net changed", key, label, before.label, net.label, comparable=False)
    for one, other in ((old, new), (new, old)):
        silent = set(map(squeeze, one.missing))
        for option in other.options:
            if silent & set(map(squeeze, (option.label, *option.aliases))):
                yield Drift("missing changed", key, label, option.label)


def same_scores(old: Question, new: Question, lines: Sequence[Line]) -> bool:
    """Return whether options that are one have one score."""
    for line in lines:
        scores = {old.options[at].score for at in line.old}
        scores |= {new.options[at].score for at in line.new}
        if line.common and len(scores) > 1:
            return False
    return True


def _moved(places: Sequence[int]) -> list[bool]:
    """Return which of the places are out of order: those outside a longest ascending run.

    >>> _moved([1, 2, 5, 3, 4]), _moved([3, 4, 7])
    ([False, False, True, False, False], [False, False, False])
    """
    ends: list[int] = []
    lengths = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        lengths.append(at)
    wanted = len(ends) - 1
    moved = [True] * len(places)
    for at in range(len(places) - 1, -1, -1):
        if lengths[at] == wanted:
            moved[at], wanted = False, wanted - 1
    return moved
