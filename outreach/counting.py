"""A survey's answers → its tables, as they were asked for: weighted, tested, hidden, sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.apart import sum_of
from outreach.codebook import Codebook
from outreach.errors import OutreachError
from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.tables.arranging import by_size
from outreach.tables.boxes import Difference, box_differences, folded_break
from outreach.tables.building import tables_of
from outreach.tables.contents import Base
from outreach.tables.filters import read_filters
from outreach.tables.plan import Plan, default_breaks, find_breaks, find_questions, pairs_of
from outreach.tables.summarising import summaries_of
from outreach.tables.summary import Summary
from outreach.tables.table import Table
from outreach.tables.tally import Tally, tally

if TYPE_CHECKING:
    from outreach.tables.weights.weighing import Weigher
    from outreach.tables.weights.weighting import Raking

RAKING = "raking"  # the name that stands for the codebook's own targets
Chunks = Callable[[], Iterable[Responses]]
Total = Callable[..., Any]  # of what is measured in each chunk; see Answers.total


@dataclass(frozen=True)
class Wanted:
    """What to tabulate: None or () stands for what is usual.

    `weight` is a weight question, "raking" for the codebook's [weights], or a
    file of targets; `tests` are the settings of `add_tests`, None for no test;
    `suppress` is the smallest number of people that may be shown. With `folded`
    groups are the nets of the breaks, where these have any.
    """

    questions: Sequence[str] = ()
    breaks: Sequence[str] = ()
    base: Base = "all"
    nets: bool = False
    top: int = 0
    means: bool = False
    where: Sequence[str] = ()
    weight: str = ""
    tests: dict[str, Any] | None = None
    suppress: int = 0
    sort: bool = False
    folded: bool = False

    def plan(self, codebook: Codebook) -> Plan:
        """Return what has to be counted for a survey. Raises UnknownQuestion, UnknownOption."""
        if self.suppress < 0:
            message = _("Fewer than {number} people cannot be hidden.").format(number=self.suppress)
            raise OutreachError(message, remedy=_("Give 0 (hide nothing) or a number such as 5."))
        asked = find_questions(codebook, self.questions) if self.questions else None
        breaks = find_breaks(codebook, self.breaks) if self.breaks else default_breaks(codebook)
        if self.folded:
            breaks = list(map(folded_break, breaks))
        pairs = pairs_of(codebook, asked, breaks, nets=self.nets, top=self.top)
        numbers = tuple(
            pair for pair in pairs if not pair[0].closed or (self.means and pair[0].type == "scale")
        )
        closed = tuple(pair for pair in pairs if pair[0].closed)
        filters = read_filters(self.where, codebook)
        weight = Path(self.weight).name
        return Plan(
            codebook, closed, numbers, self.base, filters, weight, joints=self.tests is not None
        )


@dataclass(frozen=True)
class Counted:
    """A survey's tables and summaries; `respondents` is how many returned the form.

    `differences` of nets are figures of their own;
    `remarks` say how the weights came about.
    """

    tables: tuple[Table, ...]
    summaries: tuple[Summary, ...]
    respondents: int
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()


def count_tables(
    codebook: Codebook, chunks: Chunks, wanted: Wanted, total: Total | None = None
) -> Counted:
    """Return the tables of a survey's answers.

    `chunks` is called to read the answers: once, or twice where weights are
    raked, since the whole has to be known before one weight is. `total` adds
    up what is measured in each chunk, side by side perhaps (`Answers.total`).
    Raises OutreachError as reading, weighting and testing do.
    """
    total = total or partial(_one_by_one, chunks)
    plan = wanted.plan(codebook)
    weights = weigher(codebook, total, wanted.weight)
    found = total(partial(_measure, plan=plan, weigher=weights), exact=weights is None)
    if found is None:
        return Counted((), (), 0)
    remarks = () if found.weigher is None else found.weigher.remarks
    if wanted.suppress:
        remarks = remarks[:1]  # what was done; range and numbers of people could tell small ones
    return finish(found.tally, plan, wanted, remarks)


def _one_by_one(chunks: Chunks, measure: Callable[[Responses], Any], *, exact: bool) -> Any:  # noqa: ANN401, ARG001
    """Return the sum of what is measured in every chunk, None where there is none."""
    return sum_of(map(measure, chunks()))


@dataclass(frozen=True, eq=False)
class _Measured:
    """What was counted, and who gave the weights; they add up."""

    tally: Tally
    weigher: Weigher | None

    def __add__(self, other: _Measured) -> _Measured:
        both = None
        if self.weigher is not None and other.weigher is not None:
            both = self.weigher.joined(other.weigher)
        return _Measured(self.tally + other.tally, both)


def _measure(chunk: Responses, plan: Plan, weigher: Weigher | None) -> _Measured:
    """Return what is counted in one chunk, wherever that is done."""
    if weigher is None:
        return _Measured(tally(chunk, plan), None)
    own = copy(weigher)  # it notes what passes: here, this chunk
    return _Measured(tally(own.weighted(chunk), plan), own)


def finish(total: Tally, plan: Plan, wanted: Wanted, remarks: Sequence[str] = ()) -> Counted:
    """Return the tables of what was counted: tested, small cells hidden, sorted."""
    tables, summaries = tables_of(total, plan), summaries_of(total, plan)
    if wanted.tests is not None:
        from outreach.tables.inference.mean_letters import add_mean_tests
        from outreach.tables.inference.methods import Settings
        from outreach.tables.significance import add_tests

        tables = [add_tests(table, **wanted.tests) for table in tables]
        settings = Settings(**wanted.tests)
        summaries = [add_mean_tests(summary, settings) for summary in summaries]
    if wanted.suppress:
        from outreach.tables.disclosure.summaries import hide_summary
        from outreach.tables.disclosure.suppression import suppress

        tables = suppress(tables, wanted.suppress)
        summaries = [hide_summary(each, tables, wanted.suppress) for each in summaries]
    if wanted.sort:
        tables = [by_size(table) for table in tables]
    scales = [question for question, by in plan.pairs if by is None]
    points = box_differences(scales, wanted.top) if wanted.top else ()
    if points:
        remarks = (*remarks, _("Top and bottom go by the scores of the options, or their codes."))
    if wanted.top and not points:
        none = _("No scale has {number} options, which best and worst {top} need.")
        remarks = (*remarks, none.format(number=2 * wanted.top, top=wanted.top))
    return Counted(tuple(tables), tuple(summaries), total.size, points, tuple(remarks))


def weigher(codebook: Codebook, total: Total, weight: str) -> Weigher | None:
    """Return what gives each chunk its weights, None where nothing is weighted."""
    if not weight:
        return None
    from outreach.tables.weights.targets import read_targets
    from outreach.tables.weights.weighing import ByQuestion, ByTargets
    from outreach.tables.weights.weighting import Raking, weight_question

    is_file = weight.lower().endswith(".csv") or Path(weight).is_file()
    if weight != RAKING and not is_file:
        return ByQuestion(weight_question(codebook, weight))
    targets = read_targets(weight, codebook) if is_file else codebook.weights
    if not targets:
        remedy = _("Write [weights.…] tables into it, or name a file of targets.")
        raise OutreachError(_("The codebook has no targets to rake to."), remedy=remedy)
    raking = Raking(codebook, targets)
    counted = total(partial(_classes, raking=raking), exact=False)
    return ByTargets((counted or raking).fit())


def _classes(chunk: Responses, raking: Raking) -> Raking:
    """Return what raking has to know of one chunk."""
    own = copy(raking)
    own.add(chunk)
    return own
