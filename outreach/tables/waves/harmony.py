"""Several codebooks → one that fits them all, and how each one's answers are coded in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from outreach.codebook import Applies, Codebook, Option, Question, Survey
from outreach.codebook_parts import WIDEST
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.spelling import squeeze
from outreach.tables.waves.event_names import distinct, event_labels
from outreach.tables.waves.joining import Joined, join_options
from outreach.tables.waves.questionnaires import Match, match_codebooks


class NotComparable(OutreachError, ValueError):
    """A question that cannot be compared; the message says why."""


@dataclass(frozen=True)
class Item:
    """A question that every survey asks, as it is counted, and where its options come from.

    `sources` are the questions as each survey asks them, `joined` their
    options; `other_people` says how it is put to other people, "" where it is not.
    """

    question: Question
    sources: tuple[Question, ...]
    joined: Joined
    other_people: str = ""

    @property
    def gate(self) -> str:
        """The key of the question whose answers say whom it is put to, "" where it is everybody."""
        return self.question.applies.question if self.question.applies else ""

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The options that stand for all that is not on the form, where the forms' options differ.

        その他 beside a new option is no longer the その他 that it was.
        """
        places = range(len(self.question.options))
        if not any(self.lacking(at) for at in places):
            return ()
        named = {
            targets[source.labels.index(source.other)]
            for source, targets in zip(self.sources, self.joined.targets, strict=True)
            if source.other in source.labels
        }
        found = [at for at in places if at in named or _is_other(self.question.labels[at])]
        return tuple(at for at in found if not self.lacking(at))

    def lacking(self, at: int) -> bool:
        """Return whether some survey's form has not the option in this position."""
        return any(at not in asked for asked in self.joined.asked)


@dataclass(frozen=True)
class Harmony:
    """Surveys whose questions are made one: what they share, what they cannot.

    `codebooks` and their `names` in tidy output are in the order of `event`'s
    options; `refused` says by key why a question is in none of the `items`.
    """

    codebooks: tuple[Codebook, ...]
    names: tuple[str, ...]
    event: Question
    items: tuple[Item, ...]
    refused: Mapping[str, str]

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook of all answers together, the event as its first question."""
        last = self.codebooks[-1].survey
        surveys = [book.survey for book in self.codebooks]
        survey = Survey(
            title=" / ".join(self.event.labels),
            synthetic=any(each.synthetic for each in surveys),
            decimals=last.decimals,
            suppress_below=max(each.suppress_below for each in surveys),
        )
        folder = "+".join(self.names)
        asked = tuple(item.question for item in self.items)
        return Codebook(survey, (self.event, *asked), path=Path(folder) / "codebook.toml")

    def item(self, name: str) -> Item:
        """Return the question of that key, label or header, in any of the surveys.

        Raises NotComparable with the reason, UnknownQuestion with the nearest key.
        """
        for item in self.items:
            if name in item.question.names:
                return item
        for book in reversed(self.codebooks):
            for question in book.questions:
                if name in question.names and question.key in self.refused:
                    raise NotComparable(self.refused[question.key])
        question = self.codebooks[-1].question(name)  # raises, with the nearest
        message = _("“{key}” has nothing that could be compared.").format(key=question.key)
        raise NotComparable(message)

    def without(self, reasons: Mapping[str, str]) -> Harmony:
        """Return the Harmony without the questions of these keys, refused for these reasons."""
        kept = tuple(
            _gateless(item) if item.gate in reasons else item
            for item in self.items
            if item.question.key not in reasons
        )
        return replace(self, items=kept, refused={**self.refused, **reasons})

    def without_other_people(self) -> Harmony:
        """Return the Harmony of the questions that every survey puts to the same people."""
        others = {each.question.key: each.other_people for each in self.items if each.other_people}
        return self.without(others).without_other_people() if others else self


def harmonise(codebooks: Sequence[Codebook], names: Sequence[str] | None = None) -> Harmony:
    """Return the questions that all codebooks share, named as in the last of them.

    A question that is not in all of them, or not comparable, is `refused` with
    the reason in words. `names` are the surveys', else their folders', one that
    is there twice with a number. Raises OutreachError for fewer than two codebooks.
    """
    if len(codebooks) < 2:
        remedy = _("Name two surveys, the older one first.")
        raise OutreachError(_("A comparison needs two surveys."), remedy=remedy)
    *olders, last = codebooks
    names = distinct(names or [book.name for book in codebooks])
    labels = event_labels(codebooks, names)
    matches = [{each.new.key: each for each in match_codebooks(old, last)} for old in olders]
    items: list[Item] = []
    refused: dict[str, str] = {}
    for question in last.questions:
        if question.type in ("id", "weight"):
            continue
        found = [of_one.get(question.key) for of_one in matches]
        known = [match for match in found if match]
        reason = _refusal(question, found, labels)
        joined = None if reason else join_options(known, question)
        if joined and question.multiple and len(joined.options) > WIDEST:
            reason = _("“{label}” has more than {most} options in all the surveys together.")
            reason = reason.format(label=question.label, most=WIDEST)
        if joined is None or reason:
            refused[question.key] = reason
        else:
            items.append(_item(question, known, joined, last))
    refused |= _asked_before(olders, matches, labels)
    event = Question(
        _free_key(codebooks), "single", _("Event"),
        options=tuple(Option(str(at), label) for at, label in enumerate(labels, 1)),
    )  # fmt: skip
    return Harmony(tuple(codebooks), names, event, tuple(_with_applies(items)), refused)


def _refusal(question: Question, found: Sequence[Match | None], labels: Sequence[str]) -> str:
    """Return why a question of the last survey cannot be compared, "" where it can."""
    without = [label for label, match in zip(labels, found, strict=False) if match is None]
    if without:
        message = _("“{label}” was not asked in {surveys}.")
        return message.format(label=question.label, surveys=", ".join(without))
    reasons = (match.refusal for match in found if match and match.refusal)
    return next((reason.sentence for reason in reasons), "")


def _asked_before(
    olders: Sequence[Codebook], matches: Sequence[Mapping[str, Match]], labels: Sequence[str]
) -> dict[str, str]:
    """Return the refusals of questions that the last survey does not ask."""
    found = {}
    for book, of_one in zip(olders, matches, strict=True):
        kept = {match.old.key for match in of_one.values()}
        for question in book.questions:
            if question.key not in kept and question.type not in ("id", "weight"):
                message = _("“{label}” was not asked in {surveys}.")
                found[question.key] = message.format(label=question.label, surveys=labels[-1])
    return found


def _item(question: Question, matches: Sequence[Match], joined: Joined, last: Codebook) -> Item:
    taken = {name for each in last.questions if each is not question for name in each.names}
    before = [name for match in matches for name in match.old.names if name not in taken]
    kind = question.type
    if question.closed and not question.multiple:
        kind = "scale" if joined.scored else "single"
    other = question.other
    if other:
        other = joined.options[joined.targets[-1][question.labels.index(other)]].label
    asked = Question(
        question.key, kind, question.label, question.role,
        tuple(dict.fromkeys((*question.headers, *before))), joined.options, joined.nets, other,
        decimals=question.decimals, applies=question.applies,
    )  # fmt: skip
    differ = [each for match in matches for each in match.drifts if each.kind == "applies changed"]
    sources = (*(match.old for match in matches), question)
    return Item(asked, sources, joined, differ[0].sentence if differ else "")


def _with_applies(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items, whom they apply to named by the options that were joined."""
    by_key = {item.question.key: item for item in items}
    for item in items:
        applies = item.question.applies
        if applies is None or item.other_people:
            yield replace(item, question=replace(item.question, applies=None))
            continue
        gate = by_key.get(applies.question)
        if gate is None:
            yield _gateless(item)
            continue
        places = (gate.sources[-1].labels.index(label) for label in applies.options)
        chosen = dict.fromkeys(gate.joined.targets[-1][at] for at in places)
        options = tuple(gate.question.labels[at] for at in chosen)
        yield replace(
            item, question=replace(item.question, applies=Applies(gate.question.key, options))
        )


def _is_other(label: str) -> bool:
    name = squeeze(label)
    return name.startswith(("その他", "そのほか")) or name in ("other", "others")


def _gateless(item: Item) -> Item:
    """Return an item whose people cannot be told, for who they are is not comparable."""
    message = _("“{label}” was put to those who answered “{gate}”, which is not comparable.")
    told = message.format(label=item.question.label, gate=item.gate)
    return replace(item, question=replace(item.question, applies=None), other_people=told)


def _free_key(codebooks: Sequence[Codebook]) -> str:
    """Return "event", or a longer key where a question has that name."""
    names = {name for book in codebooks for each in book.questions for name in each.names}
    key = "event"
    while key in names:
        key += "_"
    return key
