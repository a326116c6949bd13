"""One event against the last one: differences in points, with intervals and tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from outreach.codebook import Question
from outreach.errors import OutreachError, UnknownOption, UnknownQuestion
from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.tables.boxes import netted, netted_break
from outreach.tables.building import tables_of
from outreach.tables.contents import Base
from outreach.tables.figures import Break
from outreach.tables.filters import Filter, read_filters
from outreach.tables.plan import Plan, find_breaks
from outreach.tables.summarising import summaries_of
from outreach.tables.table import Table
from outreach.tables.tally import Tally, tally
from outreach.tables.waves.askees import other_people, refusal
from outreach.tables.waves.comparing import Comparer
from outreach.tables.waves.harmony import Harmony, Item, NotComparable, harmonise
from outreach.tables.waves.pooling import opened, pooled_chunks
from outreach.tables.waves.questionnaires import match_codebooks

if TYPE_CHECKING:
    from outreach.tables.waves.compared import Comparison


@dataclass(frozen=True)
class Terms:
    """How two surveys are compared.

    `confidence` is that of the intervals; `suppress` the smallest number of
    people that may be shown: what is hidden of one survey is hidden of both.
    """

    base: Base = "all"
    nets: bool = False
    where: Sequence[str] = ()
    confidence: float = 0.95
    suppress: int = 0

    def conditions(self, harmony: Harmony) -> tuple[Filter, ...]:
        """Return whom the comparison is of; raises what `read_filters` raises."""
        return read_filters(self.where, harmony.codebook)

    def checked(self) -> Terms:
        """Return the terms; raises UnknownOption or OutreachError where one cannot be."""
        if self.base not in get_args(Base):
            raise UnknownOption(_("“{base}” is no base.").format(base=self.base))
        if not 0 < self.confidence < 1:
            message = _("A confidence of {confidence} is not between 0 and 1.")
            remedy = _("Use 0.95 for 95 %.")
            raise OutreachError(message.format(confidence=self.confidence), remedy=remedy)
        if self.suppress < 0:
            message = _("Fewer than {number} people cannot be hidden.")
            remedy = _("Give 0 (hide nothing) or a number such as 5.")
            raise OutreachError(message.format(number=self.suppress), remedy=remedy)
        return self


def compare(
    old: Responses,
    new: Responses,
    question: str,
    by: str | None = None,
    *,
    base: Base = "all",
    nets: bool = False,
    where: str | Sequence[str] = (),
    confidence: float = 0.95,
) -> Comparison:
    """Return one question of two surveys compared, simple or in each group of a break.

    The question may be named as either survey has it. Differences are new less
    old. Raises NotComparable with the reason, UnknownQuestion, OutreachError.
    """
    harmony, sources = opened(harmonise([old.codebook, new.codebook]), [[old], [new]])
    terms = Terms(base, nets, (where,) if isinstance(where, str) else where, confidence)
    breaks = [] if by is None else [find_break(harmony, by, terms.conditions(harmony))]
    item = harmony.item(question)
    if breaks and _breaks(breaks[0], item):
        raise OutreachError(_("“{key}” cannot be broken by itself.").format(key=question))
    return compare_surveys(harmony, sources, [item], breaks, terms)[-1]


def compare_surveys(
    harmony: Harmony,
    sources: Sequence[Iterable[Responses]],
    items: Sequence[Item] | None = None,
    breaks: Sequence[Break] = (),
    terms: Terms | None = None,
) -> list[Comparison]:
    """Return each question of two surveys compared: simple, then in the groups of each break.

    `sources` yield the chunks of the two surveys; they are counted one by one.
    The questions default to all that are comparable. Raises NotComparable,
    OutreachError.
    """
    terms = (terms or Terms()).checked()
    if len(sources) != 2 or len(harmony.codebooks) != 2:
        raise OutreachError(_("A comparison is of two surveys."))
    harmony, begun = opened(harmony, sources)
    conditions = terms.conditions(harmony)
    if items is None:
        items = [item for item in harmony.items if not refusal(harmony, item, conditions)]
    for item in items:
        harmony.item(item.question.key)  # raises where its column is not in the answers
        if reason := refusal(harmony, item, conditions):
            raise NotComparable(reason)
    chunks = pooled_chunks(harmony, begun)
    first = next(chunks, None)
    wanted = [(item, by) for by in (None, *breaks) for item in items if not _breaks(by, item)]
    if first is None or not wanted:
        return []
    plan = replace(
        _plan(harmony, wanted, terms), weight="" if first.weights is None else _("given weights")
    )
    found = sum((tally(chunk, plan) for chunk in chunks), tally(first, plan))
    return list(_comparisons(harmony, wanted, terms, found, plan))


def _comparisons(
    harmony: Harmony,
    wanted: Sequence[tuple[Item, Break | None]],
    terms: Terms,
    found: Tally,
    plan: Plan,
) -> Iterator[Comparison]:
    counted: Sequence[Table] = tables_of(found, plan)
    if terms.suppress:
        from outreach.tables.disclosure.suppression import suppress

        counted = suppress(counted, terms.suppress)
    tables = {_key(table.question, table.by): table for table in counted}
    means = {_key(each.question, each.by): each for each in summaries_of(found, plan)}
    old, new = harmony.codebooks
    drifts = {match.new.key: match.drifts for match in match_codebooks(old, new)}
    for item, by in wanted:
        key = _key(item.question, crossed(harmony, by))
        comparer = Comparer(
            harmony, item, by, tables.get(key), means.get(key), terms.confidence, terms.suppress
        )
        yield comparer.comparison(terms.base, drifts[item.question.key])


def _breaks(by: Break | None, item: Item) -> bool:
    """Return whether a question is one of the break's own."""
    return by is not None and item.question.key in {each.key for each in by.questions}


def _key(question: Question, by: Break | None) -> tuple[str, str]:
    return question.key, by.key if by else ""


def _plan(harmony: Harmony, wanted: Sequence[tuple[Item, Break | None]], terms: Terms) -> Plan:
    """Return what to count: each question by the surveys, within the groups of its break."""
    pairs = [
        (netted(item.question, nets=terms.nets), netted_break(crossed(harmony, by), nets=False))
        for item, by in wanted
    ]
    closed = tuple(pair for pair in pairs if pair[0].closed)
    crossed_numbers = [pair for pair in pairs if pair[0].type in ("number", "scale")]
    simple = dict.fromkeys((asked, None) for asked, _by in crossed_numbers)  # for everybody's
    numbers = (*simple, *crossed_numbers)
    filters = terms.conditions(harmony)
    return Plan(harmony.codebook, closed, numbers, terms.base, filters, joints=True)


def crossed(harmony: Harmony, by: Break | None) -> Break:
    """Return the break within whose groups the surveys are counted side by side."""
    return Break((*(by.questions if by else ()), harmony.event))


def find_break(harmony: Harmony, name: str, conditions: Sequence[Filter] = ()) -> Break:
    """Return the break of that name, such as "age+district", from the questions of both surveys.

    It is put to the same people, or the conditions make them the same. Raises
    NotComparable with the reason, UnknownQuestion, OutreachError.
    """
    try:
        (by,) = find_breaks(harmony.codebook, [name])
    except UnknownQuestion:
        for part in name.replace("＋", "+").split("+"):
            harmony.item(part.strip())  # says why it is not comparable
        raise
    for question in by.questions:
        if reason := other_people(harmony, harmony.item(question.key), conditions):
            raise NotComparable(reason)
    return by
