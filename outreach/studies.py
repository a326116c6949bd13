"""A survey read whole: its tables with small numbers hidden, its comments in themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.attribute_answers import KIND, free_key
from outreach.attributes import theme_tables
from outreach.codebook import Codebook, Question
from outreach.comments.comment import ROLE, Comment, comments_of
from outreach.comments.theme import Themes
from outreach.comments.wish import Wish
from outreach.comments.words import Analyzer
from outreach.counting import Counted, Wanted, finish
from outreach.errors import OutreachError
from outreach.intake.findings import Finding
from outreach.intake.responses import Responses, concatenate
from outreach.intake.surveys import Source, find_survey
from outreach.messages import _
from outreach.tables.disclosure.merging import estimated_share
from outreach.tables.disclosure.summaries import hide_summary
from outreach.tables.disclosure.suppression import suppress as hide_small
from outreach.tables.plan import Pair
from outreach.tables.table import Table
from outreach.tables.tally import tally
from outreach.theming import LARGE, theme_comments

if TYPE_CHECKING:
    from outreach.comments.frame import Frame

BREAKS = ("age", "district", "channel", "profession")  # roles that questions are crossed by
PROFILE = ("age", "district", "profession")  # who people are: not crossed by one another
FRAME = "themes.toml"
MOSTLY = 0.5  # share of a crossing's cells beyond which it would show next to nothing


@dataclass(frozen=True, eq=False)
class Study:
    """One survey as it is reported on.

    `counted` holds its tables and summaries, `said` the themes of its comments
    by who wrote them; in both numbers of 1 to `below` − 1 people are hidden, 0
    hides none. `left_out` are crossings, not hidden in, that would show next to
    nothing: they are for nobody to see. `themes` is None where nobody wrote
    anything. `frame` is the coding frame that the themes were found with.
    """

    codebook: Codebook
    answers: Responses
    counted: Counted
    below: int
    themes: Themes | None = None
    said: tuple[Table, ...] = ()
    frame: Frame | None = None
    findings: tuple[Finding, ...] = ()
    left_out: tuple[Table, ...] = ()

    @property
    def name(self) -> str:
        """The survey's name: its folder's."""
        return self.codebook.name

    def simple(self, question: Question) -> Table | None:
        """Return a question's simple table, None where it has none."""
        return self.crossed(question, None)

    def crossed(self, question: Question, by: Question | None) -> Table | None:
        """Return a question's table by another, None where there is none."""
        key = None if by is None else by.key
        for table in self.counted.tables:
            of = None if table.by is None else table.by.key
            if table.question.key == question.key and of == key:
                return table
        return None


def read_study(
    survey: str | Path | Source,
    *,
    suppress: int | None = None,
    tokenizer: str = "janome",
    count: int | None = None,
    frame: Frame | None = None,
) -> Study:
    """Return a survey, of a folder or a file with answers, counted and themed.

    Numbers below `suppress` people are hidden over all tables together, without
    it those below the codebook's `suppress_below`; where any are, people are
    crossed by the nets of age and district (bands, areas) instead of their
    options. `frame` is the coding frame, without it themes.toml beside the
    codebook; `count` is the number of themes. Raises as reading does, and
    OutreachError for more comments than themes are found of at once.
    """
    source = find_survey(survey) if isinstance(survey, str | Path) else survey
    book = source.codebook
    below = book.survey.suppress_below if suppress is None else suppress
    found: list[Finding] = []
    answers = concatenate(list(source.usable_chunks(found)))
    counted = _counted(answers, below)
    frame = frame or _own_frame(book)
    themes = _themes(answers, Wish(count, Analyzer(tokenizer)), frame)
    said = () if themes is None else _said(answers, themes, below)
    return _hidden(Study(book, answers, counted, below, themes, said, frame, tuple(found)))


def _breaks(book: Codebook) -> tuple[str, ...]:
    asked = (question for role in BREAKS for question in book.by_role(role))
    keys = tuple(question.key for question in asked if question.closed)
    return (*keys, "kind")


def _counted(answers: Responses, below: int) -> Counted:
    """Return the simple tables, and by the breaks those of what people said and did."""
    book = answers.codebook
    wanted = Wanted(breaks=_breaks(book)[:-1], nets=True, folded=below > 1)
    plan = wanted.plan(book)
    plan = replace(plan, pairs=_asked(plan.pairs), numbers=_asked(plan.numbers))
    return finish(tally(answers, plan), plan, wanted)


def _said(answers: Responses, themes: Themes, below: int) -> tuple[Table, ...]:
    """Return the themes by who wrote them; tests are for tables in which nothing is hidden."""
    hides = below > 1
    breaks = _breaks(answers.codebook)
    return tuple(theme_tables(answers, themes, breaks, test=not hides, folded=hides))


def _asked(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair[1] is None or pair[0].role not in PROFILE)


def _own_frame(book: Codebook) -> Frame | None:
    from outreach.comments.frame_toml import read_frame

    path = book.folder / FRAME
    return read_frame(path) if path.is_file() else None


def _themes(answers: Responses, wish: Wish, frame: Frame | None) -> Themes | None:
    comments = list(_comments(answers))
    if not comments:
        return None
    if len(comments) > LARGE:
        message = _("A report holds at most {most} comments; here are {number}.")
        told = message.format(most=LARGE, number=len(comments))
        raise OutreachError(told, remedy=_("Report on the events one by one."))
    book = answers.codebook
    wish = replace(wish, public_names=book.survey.public_names)
    numbered = book.respondent is None
    return theme_comments(lambda: [comments], wish, frame=frame, numbered=numbered).themes


def _comments(answers: Responses) -> Iterator[Comment]:
    """Yield the comments, none where the form has no free text."""
    questions = answers.codebook.questions
    if any(question.role == ROLE or question.type == "text" for question in questions):
        yield from comments_of(answers)


def _hidden(study: Study) -> Study:
    """Return the study with small numbers hidden, over all tables of people at once.

    A crossing that would show next to nothing is left out, so that others show
    more; through which channel whom is what the survey is for, and stays. The
    comments are listed with their themes and kinds, so these are no secret, and
    themes are crossed by who wrote them only where no theme is of a few.
    """
    if study.below < 2:
        return study
    telling, said = _tell_apart(study)
    people = [*study.counted.tables, *telling]
    kept = [table for table in people if _tells(table, study.below)]
    shown = dict(zip(map(id, kept), hide_small(kept, study.below, proposals=False), strict=True))
    told = [shown[id(table)] for table in telling if id(table) in shown]
    if any(table.by is None and table.hidden and table.hidden.some for table in told):
        told = []
    counted = tuple(shown[id(table)] for table in study.counted.tables if id(table) in shown)
    summaries = [hide_summary(each, counted, study.below) for each in study.counted.summaries]
    seen = {(table.question.key, table.by) for table in (*counted, *told)}
    return replace(
        study,
        counted=replace(study.counted, tables=counted, summaries=tuple(summaries)),
        said=(*told, *said),
        left_out=tuple(each for each in people if (each.question.key, each.by) not in seen),
    )


def _tell_apart(study: Study) -> tuple[list[Table], list[Table]]:
    """Return the tables that tell of the comments' writers, and those of the comments alone."""
    kind = free_key(study.codebook, KIND)
    alone = [table for table in study.said if table.by and table.by.key == kind]
    telling = [table for table in study.said if table not in alone]
    smallest = min((int(n) for n in telling[0].counts.ravel() if n), default=0) if telling else 0
    return telling if smallest >= study.below else [], alone


def _tells(table: Table, below: int) -> bool:
    reach = table.by is not None and table.question.role == "channel"
    return table.by is None or reach or estimated_share(table, below) <= MOSTLY
