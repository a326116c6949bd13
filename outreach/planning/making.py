"""Surveys → the plan: whom we reached, what was asked, what to do next, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from outreach.errors import OutreachError
from outreach.messages import _
from outreach.planning.actions import actions_of, by_wishes
from outreach.planning.asked import asked_of, open_first, with_entries
from outreach.planning.changes import changes_between
from outreach.planning.contradictions import contradictions_of
from outreach.planning.entries import FILE, Entries, matched, read_entries
from outreach.planning.plan import Action, Asked, Plan, Reach
from outreach.planning.population import population_beside, read_population
from outreach.planning.reach import reach_of
from outreach.planning.representation import represent
from outreach.planning.wanted import PUBLIC, TRAINING, letters_of
from outreach.studies import Study
from outreach.tables.contents import SMALL
from outreach.tables.hidden import WITHHELD
from outreach.tables.waves.pooling import by_day


@dataclass(frozen=True)
class Book:
    """A plan.toml, and the questions and requests that are kept in it."""

    entries: Entries
    asked: tuple[Asked, ...]


def make_plan(
    studies: Sequence[Study], *, population: Path | None = None, entries: Path | None = None
) -> Plan:
    """Return the plan of one event or several, which come in the order of their days.

    `population` is a file with the columns 町, 年齢階級, 人口, 時点, 出典, without
    it reference/population.csv beside the survey's folder. `entries` is one
    plan.toml for all, without it each survey's own, beside its codebook. Says
    nothing that a hidden cell of the studies hides. Raises OutreachError for no
    study, and what is wrong in these files with its place.
    """
    studies = in_order(studies)
    books = books_of(studies, entries)
    reached = [_reach(study, population) for study in studies]
    actions = by_wishes(list(chain.from_iterable(map(actions_of, studies))))
    asked = [each for book in books for each in with_entries(book.asked, book.entries)]
    place = {study.name: at for at, study in enumerate(studies)}
    asked.sort(key=lambda each: -place[each.survey])  # the last event first
    paths = dict.fromkeys(str(book.entries.path) for book in books if book.entries.text)
    return Plan(
        tuple(study.codebook.survey.title or study.name for study in studies),
        any(study.codebook.survey.synthetic for study in studies),
        max(study.below for study in studies),
        tuple(reach for reach, _notes in reached),
        open_first(asked),
        tuple(each for each in actions if each.project == PUBLIC),
        tuple(each for each in actions if each.project == TRAINING),
        tuple(each for each in actions if each.project not in (PUBLIC, TRAINING)),
        tuple(chain.from_iterable(map(contradictions_of, studies))),
        tuple(changes_between(*studies[-2:]) if len(studies) > 1 else ()),
        tuple(dict.fromkeys(_notes(studies, reached, books, actions))),
        ", ".join(paths),
    )


def in_order(studies: Sequence[Study]) -> list[Study]:
    """Return the studies in the order of their days; raises OutreachError for none."""
    if not studies:
        raise OutreachError(_("A plan needs a survey."))
    return [studies[at] for at in by_day([study.codebook for study in studies])]


def books_of(studies: Sequence[Study], entries: Path | None = None) -> list[Book]:
    """Return each plan.toml with the questions and requests of the surveys that it is of."""
    own: dict[Path, dict[str, Asked]] = {}
    for study in studies:
        path = Path(entries) if entries else study.codebook.folder / FILE
        for each in asked_of(study, letters_of(study)):
            own.setdefault(path, {}).setdefault(each.key, each)  # two files of one survey
        own.setdefault(path, {})
    return [Book(read_entries(path), tuple(asked.values())) for path, asked in own.items()]


def _reach(study: Study, path: Path | None) -> tuple[Reach, tuple[str, ...]]:
    path = path or population_beside(study.codebook)
    if path is None:
        return reach_of(study), ()
    population = read_population(path, study.codebook)
    if not population.towns and not population.ages:
        return reach_of(study), (_no_population(path),)
    found = represent(study, population)
    return reach_of(study, found.rows, population.reference), found.notes


def _no_population(path: Path) -> str:
    told = _("Whom we reach is not compared with the population: {file} has no rows yet.")
    return told.format(file=f"{path.parent.name}/{path.name}")


def _notes(
    studies: Sequence[Study],
    reached: Sequence[tuple[Reach, tuple[str, ...]]],
    books: Sequence[Book],
    actions: Sequence[Action],
) -> Iterator[str]:
    """Yield the footnotes, from what is in the plan."""
    yield _("n is everybody whom the question was put to, no answer included.")
    for _reached, notes in reached:
        yield from notes
    for study in studies:
        if not study.codebook.by_role("channel"):
            told = _("{survey}: the form does not ask how people heard of the event.")
            yield told.format(survey=study.codebook.survey.title or study.name)
    below = max(study.below for study in studies)
    if below > 1:
        told = _("Numbers of 1 to {most} people, and what would tell them, are hidden ({sign}).")
        yield told.format(most=below - 1, sign=WITHHELD)
    yield _("Percentages of fewer than {small} people are marked: read them with care.").format(
        small=SMALL
    )
    if actions:
        yield _(
            "Comments are counted, not people: they are opinions, and no votes. Proposals go by"
            " the words in stopwords/projects.tsv and plan.tsv; the project that themes.toml"
            " names comes first."
        )
    gone = sum(len(book.entries.entries) - len(matched(book.asked, book.entries)) for book in books)
    if gone:
        told = _("{number} entries in plan.toml are of comments that are not there any more.")
        yield told.format(number=gone)
