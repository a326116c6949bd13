"""Who says what: themes and kinds of comments by age, district, channel, profession and event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outreach.attribute_answers import KIND, THEME, comment_answers, free_key, people_answers
from outreach.attribute_rows import commented_once, pooled_answers
from outreach.codebook import Codebook, Question
from outreach.comments.theme import Themes
from outreach.errors import UnknownOption
from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.tables.boxes import folded_break
from outreach.tables.building import tables_of
from outreach.tables.contents import Base
from outreach.tables.disclosure.suppression import suppress as hide_small
from outreach.tables.figures import Break
from outreach.tables.plan import Plan, find_breaks, pairs_of
from outreach.tables.small_tests import add_small_tests
from outreach.tables.table import Table
from outreach.tables.tally import tally

BREAKS = ("age", "district", "channel", "profession")  # roles


def theme_tables(
    answers: Responses | Sequence[Responses],
    themes: Themes,
    breaks: Sequence[str] = (),
    *,
    of: str = THEME,
    base: Base = "answered",
    seconds: bool = False,
    test: bool = True,
    level: float = 0.05,
    suppress: int = 0,
    folded: bool = False,
) -> list[Table]:
    """Return the themes of people's comments: simple, by each break, and by kind.

    `themes` are of the comments of `answers`; several surveys' events are the
    first break. `breaks` are questions, "age+district" too, without them those
    whose role is age, district, channel or profession; "kind" is what a comment
    wants. With `of` "kind" the tables are of that. People count in every theme
    of a comment of theirs, with `seconds` in second themes too. The base
    "answered" is whoever wrote something that says something, "all" everybody.
    Where somebody wrote several comments, each counts by itself by kind (`where`).
    With `folded` groups are the breaks' nets. Tests are those of `add_small_tests`;
    counts below `suppress` are hidden. Raises UnknownOption, UnknownQuestion, and
    OutreachError for themes of other answers.
    """
    if of not in (THEME, KIND):
        raise UnknownOption(_("“{of}” is neither theme nor kind.").format(of=of))
    pooled, own, events = pooled_answers(answers, themes)
    by, with_kind = _breaks(pooled.codebook, breaks, events, folded=folded)
    people = people_answers(pooled, own, seconds=seconds)
    tables = _counted(people, free_key(pooled.codebook, of), by, base)
    tables = [_all_in_some(each, [event.key for event in events]) for each in tables]
    apart: list[Table] = []
    if of == THEME and with_kind and own.kinds:
        once = commented_once(own) and not seconds  # a person's kind is that of the theme
        tables += [_by_kind(people, pooled.codebook, base)] if once else []
        apart += [] if once else [_by_kind_each(pooled, own, base)]
    at = level if test else None
    return [*_finished(tables, at, suppress), *_finished(apart, at, suppress)]


def _counted(answers: Responses, key: str, by: Sequence[Break], base: Base) -> list[Table]:
    """Return a question's simple table and those by the breaks, with what tests need."""
    book = answers.codebook
    weight = "" if answers.weights is None else _("given weights")
    pairs = pairs_of(book, [book.question(key)], by)
    plan = Plan(book, pairs, (), base, (), weight, joints=True)
    return tables_of(tally(answers, plan), plan)


def _by_kind(answers: Responses, form: Codebook, base: Base) -> Table:
    by = Break((answers.codebook.question(free_key(form, KIND)),))
    return _all_in_some(_counted(answers, free_key(form, THEME), [by], base)[-1], [by.key])


def _by_kind_each(answers: Responses, themes: Themes, base: Base) -> Table:
    """Return themes by kind, each comment by itself: these are other numbers than of people."""
    table = _by_kind(comment_answers(answers, themes), answers.codebook, base)
    return replace(table, where=_("each comment by itself"))


def _all_in_some(table: Table, keys: Sequence[str]) -> Table:
    """Return a table by one of these without the group of no answer, if nobody is in it."""
    if table.by is None or table.by.key not in keys:
        return table
    empty = table.bases.max(axis=1, initial=0) == 0
    groups = enumerate(table.groups)
    return table.take([at for at, each in groups if each.kind != "no answer" or not empty[at]], 0)


def _finished(tables: list[Table], level: float | None, below: int) -> list[Table]:
    """Return the tables tested at a level, unless it is None, with small cells hidden."""
    if level is not None:
        tables = [add_small_tests(table, level=level) for table in tables]
    return hide_small(tables, below) if below and tables else tables


def _breaks(
    codebook: Codebook, names: Sequence[str], events: Sequence[Question], *, folded: bool
) -> tuple[list[Break], bool]:
    """Return the breaks, and whether kind is one of them."""
    if names:
        asked = [name for name in names if name != KIND or _has(codebook, KIND)]
        by, with_kind = find_breaks(codebook, asked), len(asked) < len(names)
    else:
        usual = [each for role in BREAKS for each in codebook.by_role(role) if each.closed]
        by, with_kind = [Break((question,)) for question in (*events, *usual)], True
    return [folded_break(each) for each in by] if folded else by, with_kind


def _has(codebook: Codebook, name: str) -> bool:
    return any(name in question.names for question in codebook.questions)
