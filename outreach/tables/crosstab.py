"""Responses → Tables: counts, bases and shares of one shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, get_args

from outreach.codebook import Codebook, Question
from outreach.errors import OutreachError, UnknownOption
from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.tables.building import tables_of
from outreach.tables.contents import Base
from outreach.tables.figures import Break
from outreach.tables.filters import read_filters
from outreach.tables.frames.frame_shapes import Columns
from outreach.tables.frames.frames import coded, coded_chunks
from outreach.tables.plan import Plan, find_breaks, find_questions, pairs_of
from outreach.tables.summarising import summaries_of
from outreach.tables.table import Table
from outreach.tables.tally import tally

if TYPE_CHECKING:
    from outreach.tables.summary import Summary


def crosstab(
    responses: Any,  # noqa: ANN401 - Responses, or whatever narwhals knows
    question: str,
    by: str | None = None,
    *,
    base: Base = "all",
    nets: bool = False,
    top: int = 0,
    where: str | Sequence[str] = (),
    test: bool = False,
    columns: Columns | None = None,
    weights: str | None = None,
) -> Table:
    """Return one question's Table, simple or by the groups of a break.

    `responses` may be a data frame of pandas, polars or pyarrow, without any
    codebook (see `responses_of`, also for `columns` and `weights`).
    Questions are named by key, label or header (a frame's column 0 as 0 or
    "0"), a nested break as "age+district"; `where` is a condition such as
    "age in 70歳代, 80歳以上".
    `base` is everybody asked, those to whom the question applies, or those who
    answered; `nets` adds the codebook's nets, `top` the best and worst options
    of a scale; with `test` the Table has its tests (see `add_tests`).
    Raises UnknownQuestion; OutreachError for a question without options.
    """
    question, by = _one(question), None if by is None else _one(by)
    names = [question] if by is None else [question, by]
    responses = coded(responses, names, where, columns=columns, weights=weights)
    asked, breaks = _asked(responses, question, by)
    if not asked.closed:
        message = _("“{key}” has no options that could be counted.").format(key=asked.key)
        raise OutreachError(message, remedy=_("summarise() has its mean and median."))
    return tabulate([responses], [asked], breaks, base, nets=nets, top=top, where=where, test=test)[
        -1
    ]


def summarise(
    responses: Any,  # noqa: ANN401 - as crosstab
    question: str,
    by: str | None = None,
    *,
    where: str | Sequence[str] = (),
    columns: Columns | None = None,
    weights: str | None = None,
) -> Summary:
    """Return the mean, spread, median and quartiles of a number, or of a scale's scores.

    Raises UnknownQuestion; OutreachError for a question that has no numbers.
    """
    question, by = _one(question), None if by is None else _one(by)
    names = [question] if by is None else [question, by]
    responses = coded(responses, names, where, columns=columns, weights=weights)
    asked, breaks = _asked(responses, question, by)
    if asked.type not in ("number", "scale"):
        raise OutreachError(_("“{key}” has no numbers.").format(key=asked.key))
    pairs = pairs_of(responses.codebook, [asked], breaks)
    filters = read_filters([where] if isinstance(where, str) else where, responses.codebook)
    plan = Plan(responses.codebook, (), pairs, where=filters, weight=_weight(responses))
    return summaries_of(tally(responses, plan), plan)[-1]


def tabulate(
    chunks: Iterable[Any],
    questions: Sequence[Question | str] | None = None,
    breaks: Sequence[Break | str] | None = None,
    base: Base = "all",
    *,
    nets: bool = False,
    top: int = 0,
    where: str | Sequence[str] = (),
    test: bool = False,
    columns: Columns | None = None,
    weights: str | None = None,
) -> list[Table]:
    """Return simple tables of the questions, then each question by each break.

    The questions default to all with options, the breaks to those whose role
    is age, district or channel. Chunks are counted one by one and added; where
    they have weights, the tables are weighted. For the rest see `crosstab`.
    """
    if base not in get_args(Base):
        raise UnknownOption(_("“{base}” is no base.").format(base=base))
    questions, breaks = _listed(questions), _listed(breaks)
    chunks = [chunks] if isinstance(chunks, Responses) else chunks
    names = None if questions is None else [_name(each) for each in (*questions, *(breaks or ()))]
    chunks = coded_chunks(chunks, names, where, columns=columns, weights=weights)
    first = next(chunks, None)
    if first is None:
        return []
    book = first.codebook
    asked = [each for each in _questions(book, questions) if each.closed]
    by = None if breaks is None else _breaks(book, breaks)
    pairs = pairs_of(book, asked, by, nets=nets, top=top)
    filters = read_filters([where] if isinstance(where, str) else where, book)
    plan = Plan(book, pairs, (), base, filters, _weight(first), joints=test)
    total = sum((tally(chunk, plan) for chunk in chunks), tally(first, plan))
    tables = tables_of(total, plan)
    return _tested(tables) if test else tables


def _tested(tables: list[Table]) -> list[Table]:
    from outreach.tables.significance import add_tests

    return list(map(add_tests, tables))


def _listed(asked: Sequence[Any] | str | None) -> Sequence[Any] | None:
    """Return one name as a list of one."""
    return [asked] if isinstance(asked, str) else asked


def _questions(book: Codebook, asked: Sequence[Question | str] | None) -> list[Question]:
    return [
        each if isinstance(each, Question) else find_questions(book, [str(each)])[0]
        for each in (asked or book.questions)
    ]


def _breaks(book: Codebook, breaks: Sequence[Break | str]) -> list[Break]:
    return [
        each if isinstance(each, Break) else find_breaks(book, [str(each)])[0] for each in breaks
    ]


def _one(name: object) -> str:
    """Return a question's name; pandas has columns called 0. Raises OutreachError for several."""
    if isinstance(name, list | tuple | set):
        message = _("“{name}” is not the name of one question.").format(name=name)
        raise OutreachError(message, remedy=_("tabulate() takes several."))
    return str(name)


def _name(asked: Question | Break | str) -> str:
    return asked.key if isinstance(asked, Question | Break) else str(asked)  # pandas has 0 too


def _asked(responses: Responses, question: str, by: str | None) -> tuple[Question, list[Break]]:
    """Return the question and the break that are named; raise where they are the same."""
    (asked,) = find_questions(responses.codebook, [question])
    breaks = find_breaks(responses.codebook, [] if by is None else [by])
    if any(asked.key == each.key for each_by in breaks for each in each_by.questions):
        raise OutreachError(_("“{key}” cannot be broken by itself.").format(key=asked.key))
    return asked, breaks


def _weight(responses: Responses) -> str:
    return "" if responses.weights is None else _("given weights")
