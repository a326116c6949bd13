"""Everything that a page, a workbook and a document show, before any format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from outreach.codebook import Survey
from outreach.intake.privacy import mask
from outreach.messages import _
from outreach.planning.plan import Plan, Reach, Statement
from outreach.report.comment_rows import CommentRow, comment_rows
from outreach.report.exhibit import Exhibit
from outreach.report.gist import gist_of
from outreach.report.model import Report, build_report, synthetic_mark
from outreach.report.notebook import chapter_html
from outreach.report.theme_cards import ThemeCard, theme_cards
from outreach.spelling import visible
from outreach.studies import Study
from outreach.tables.table import Table


@dataclass(frozen=True, eq=False)
class Chapter:
    """One survey: `report` holds its numbered tables, `said` those of its comments' themes.

    The tables of `said` are numbered on. `gist` are sentences for the first
    screen, `silent` is how many comments say nothing; `remarks` are on themes;
    `reach` is what the plan says of whom this event reached.
    """

    study: Study
    report: Report
    said: tuple[Exhibit, ...]
    gist: tuple[Statement, ...]
    cards: tuple[ThemeCard, ...]
    comments: tuple[CommentRow, ...]
    silent: int = 0
    remarks: tuple[str, ...] = ()
    reach: Reach | None = None

    @property
    def name(self) -> str:
        """The survey's name: its folder's."""
        return self.study.name

    @property
    def survey(self) -> Survey:
        """What the codebook says of the event."""
        return self.study.codebook.survey

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """All numbered tables of one answer or several: of questions, then of themes."""
        return (*self.report.exhibits, *self.said)


@dataclass(frozen=True, eq=False)
class Booklet:
    """A report on one survey or several, the plan at its end, and how to read it.

    `mark` says that answers are made up, or is ""; `notes` are footnotes that
    apply to any of the tables; `secret` says what is hidden, "" where nothing is.
    """

    title: str
    subtitle: str
    mark: str
    chapters: tuple[Chapter, ...]
    plan: Plan
    notes: tuple[str, ...]
    secret: str = ""

    def _repr_html_(self) -> str:
        """Return HTML for a notebook: sentences, tables and themes of each survey."""
        parts = [
            chapter_html(
                chapter.report.title,
                [*filter(None, [self.mark]), *(each.text for each in chapter.gist)],
                [table for exhibit in chapter.exhibits for table in exhibit.tables],
                chapter.cards,
            )
            for chapter in self.chapters
        ]
        return "".join(parts)

    @property
    def surveys(self) -> tuple[Survey, ...]:
        """What the codebooks say of the events, in order."""
        return tuple(chapter.survey for chapter in self.chapters)


def bind(studies: Sequence[Study], plan: Plan) -> Booklet:
    """Return the Booklet of studies, which are shown in their order, and of the plan from them."""
    chapters = tuple(_chapter(study, plan) for study in studies)
    subtitles = [chapter.report.subtitle for chapter in chapters if chapter.report.subtitle]
    notes = [note for chapter in chapters for note in (*chapter.report.notes, *chapter.remarks)]
    return Booklet(
        _(" / ").join(chapter.report.title for chapter in chapters),
        _(" / ").join(subtitles),
        synthetic_mark(synthetic=any(chapter.report.synthetic for chapter in chapters)),
        chapters,
        plan,
        tuple(dict.fromkeys(notes)),
        _secret(studies),
    )


def _chapter(study: Study, plan: Plan) -> Chapter:
    hide: Callable[[str], str] = partial(_shown, names=study.codebook.survey.public_names)
    counted = study.counted
    report = build_report(
        study.codebook, counted.tables, respondents=counted.respondents,
        summaries=counted.summaries, differences=counted.differences,
        remarks=(*counted.remarks, *_left_out(study)),
    )  # fmt: skip
    said = _said(study, len(report.shown))
    themes = study.themes
    cards = tuple(theme_cards(themes, hide)) if themes is not None else ()
    return Chapter(
        study, report, said.exhibits if said else (), gist_of(study, plan), cards,
        tuple(comment_rows(study, hide)),
        themes.silent if themes is not None else 0,
        (*(themes.remarks if themes is not None else ()), *(said.notes if said else ())),
        next((each for each in plan.reach if each.survey == study.name), None),
    )  # fmt: skip


def _shown(text: str, names: Sequence[str]) -> str:
    """Return a comment as it may be published: masked, without signs that nobody sees."""
    return "\n".join(visible(line) for line in mask(text, names).splitlines())


def _said(study: Study, before: int) -> Report | None:
    """Return the tables of themes, numbered after those of the questions; None without any."""
    crossed = [table for table in study.said if table.by]
    if not crossed:
        return None
    found = build_report(study.codebook, crossed, respondents=len(study.answers))
    moved = [replace(each, number=each.number + before) for each in found.exhibits]
    return replace(found, exhibits=tuple(moved))


def _left_out(study: Study) -> tuple[str, ...]:
    if not study.left_out:
        return ()
    sentence = _("Left out, since nearly all of their numbers would be hidden: {tables}.")
    return (sentence.format(tables=_(", ").join(map(_named, study.left_out))),)


def _named(table: Table) -> str:
    by = f" × {table.by.label}" if table.by else ""
    return f"{table.question.label}{by}"


def _secret(studies: Sequence[Study]) -> str:
    below = max((study.below for study in studies), default=0)
    if below < 2:
        return ""
    sentence = _(
        "For publishing: numbers of fewer than {below} people are hidden (X). For the committee's"
        " own use make one with --suppress 0."
    )
    return sentence.format(below=below)
