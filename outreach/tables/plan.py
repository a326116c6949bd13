"""Which tables are wanted, and what has to be counted for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.codebook import BREAKS, Codebook, Question
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.tables.boxes import netted, netted_break
from outreach.tables.contents import Base
from outreach.tables.cube import Axis
from outreach.tables.figures import Break
from outreach.tables.filters import Filter, applicable

Pair = tuple[Question, Break | None]


@dataclass(frozen=True)
class Plan:
    """What to count: each question simple, and by each break.

    `pairs` of closed questions become Tables, `numbers` Summaries. A question
    that does not apply to everybody is, on the base "applicable", counted in a
    universe of its own: those for whom its condition holds. A question has
    the nets that are counted. `joints` says whether tests will need the joint
    distribution.
    """

    codebook: Codebook
    pairs: tuple[Pair, ...]
    numbers: tuple[Pair, ...] = ()
    base: Base = "all"
    where: tuple[Filter, ...] = ()
    weight: str = ""
    joints: bool = False

    def axis(self, question: Question) -> Axis:
        """Return how a question is counted."""
        members = tuple(net.members for net in question.nets)
        return Axis(question.key, len(question.options), question.multiple, members)

    def axes(self, by: Break | None) -> tuple[Axis, ...]:
        """Return how a break is counted: an axis for each of its questions."""
        return () if by is None else tuple(map(self.axis, by.questions))

    def universe(self, question: Question) -> Filter | None:
        """Return the condition that a question's respondents must meet, None for everybody."""
        if self.base != "applicable" or question.applies is None:
            return None
        return applicable(question.applies, self.codebook)

    @property
    def universes(self) -> tuple[Filter | None, ...]:
        """Every universe that something is counted in, each once."""
        pairs = (*self.pairs, *self.numbers)
        return tuple(dict.fromkeys(self.universe(question) for question, _by in pairs))

    def wanted(self, universe: Filter | None) -> list[tuple[Axis, ...]]:
        """Return the tuples of axes to count in a universe; simple ones give bases and totals."""
        return list(dict.fromkeys(self._wanted(universe)))

    def _wanted(self, universe: Filter | None) -> Iterator[tuple[Axis, ...]]:
        for question, by in (*self.pairs, *self.numbers):
            if self.universe(question) != universe:
                continue
            if question.closed:
                yield (self.axis(question),)
            if by is not None:
                yield self.axes(by)
                if question.closed:
                    yield (*self.axes(by), self.axis(question))


def pairs_of(
    codebook: Codebook,
    questions: Sequence[Question] | None = None,
    breaks: Sequence[Break] | None = None,
    *,
    nets: bool = False,
    top: int = 0,
) -> tuple[Pair, ...]:
    """Return what is crossed with what: each question simple, then each by each break.

    The questions default to all with options or numbers, the breaks to those
    whose role is age, district or channel. No question is broken by itself.
    """
    if questions is None:
        questions = [each for each in codebook.questions if each.closed or each.type == "number"]
    breaks = default_breaks(codebook) if breaks is None else breaks
    asked = [netted(question, nets=nets, top=top) for question in questions]
    by_all = [netted_break(by, nets=nets, top=top) for by in breaks]
    keys = [{question.key for question in by.questions} for by in by_all]
    crossed = [
        (ask, by)
        for ask in asked
        for by, own in zip(by_all, keys, strict=True)
        if ask.key not in own
    ]
    return (*((question, None) for question in asked), *crossed)


def default_breaks(codebook: Codebook) -> tuple[Break, ...]:
    """Return the questions whose role is age, district or channel, in this order."""
    return tuple(
        Break((question,))
        for role in BREAKS
        for question in codebook.by_role(role)
        if question.closed
    )


def find_questions(codebook: Codebook, names: Sequence[str]) -> list[Question]:
    """Return the questions of these keys, labels or headers; they have options or are numbers.

    Raises UnknownQuestion, OutreachError.
    """
    asked = dict.fromkeys(codebook.question(name).key for name in names)
    return [_countable(codebook.question(key)) for key in asked]


def find_breaks(codebook: Codebook, names: Sequence[str]) -> list[Break]:
    """Return the breaks of these names; "age+district" is nested, and + may be in a label too.

    Raises UnknownQuestion; OutreachError for a question without options, or
    twice in one break.
    """
    return list(dict.fromkeys(_break(codebook, name) for name in names))


def _break(codebook: Codebook, name: str) -> Break:
    known = {spelling for question in codebook.questions for spelling in question.names}
    parts = (
        [name] if name in known else [part.strip() for part in name.replace("＋", "+").split("+")]
    )
    questions = tuple(_closed(codebook.question(part)) for part in parts)
    if len({question.key for question in questions}) < len(questions):
        message = _("“{break_}” names a question twice.").format(break_=name)
        raise OutreachError(message)
    return Break(questions)


def _closed(question: Question) -> Question:
    if not question.closed:
        message = _("“{key}” has no options that could be counted.").format(key=question.key)
        raise OutreachError(message, remedy=_("Name a question of type single, multiple or scale."))
    return question


def _countable(question: Question) -> Question:
    return question if question.type == "number" else _closed(question)
