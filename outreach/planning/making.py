"""Surveys → the plan: reach, what was asked, proposals, contradictions, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from outreach.messages import _
from outreach.planning.actions import proposals
from outreach.planning.asked import asked_of, open_first
from outreach.planning.changes import changes
from outreach.planning.contradictions import contradictions
from outreach.planning.entries import FILE, Entries, read_entries
from outreach.planning.plan import Plan, Reach
from outreach.planning.population import FILE as POPULATION
from outreach.planning.population import FOLDER, Population, read_population
from outreach.planning.reach import reach_of
from outreach.planning.represented import represented
from outreach.studies import Study


def make_plan(
    studies: Sequence[Study],
    population: str | Path | None = None,
    entries: Mapping[str, Entries] | None = None,
) -> Plan:
    """Return the plan that surveys lead to, given oldest first.

    `population` is a file of reference population (see `read_population`),
    without it reference/population.csv beside the surveys' folders, if it is
    there. `entries` are those of plan.toml by survey, without them each
    survey's own. Every sentence is derived from what may be shown. Raises
    PopulationError, PlanError.
    """
    ordered = sorted(studies, key=lambda study: str(study.codebook.survey.date or ""))
    found = entries or {study.name: entries_of(study) for study in ordered}
    asked = [asked_of(study, found[study.name].by_key) for study in ordered]
    proposed = proposals(ordered)
    return Plan(
        tuple(study.codebook.survey.title or study.name for study in ordered),
        any(study.codebook.survey.synthetic for study in ordered),
        max((study.below for study in ordered), default=0),
        tuple(_reach(study, population) for study in ordered),
        open_first(asked),
        proposed.public,
        proposed.training,
        proposed.others,
        tuple(each for study in ordered for each in contradictions(study)),
        tuple(line for old, new in pairwise(ordered) for line in changes(old, new)),
        tuple(_notes(ordered)),
    )


def entries_of(study: Study) -> Entries:
    """Return what people entered in the survey's plan.toml; raises PlanError."""
    return read_entries(study.codebook.folder / FILE)


def _reach(study: Study, path: str | Path | None) -> Reach:
    population = _population(study, path)
    return reach_of(study, tuple(represented(study, population)), population.source)


def _population(study: Study, path: str | Path | None) -> Population:
    beside = study.codebook.folder.parent / FOLDER / POPULATION
    if path is None and not beside.is_file():
        return Population()
    return read_population(path or beside, study.codebook)


def _notes(studies: Sequence[Study]) -> list[str]:
    notes = [
        _("Proposals are drafts made from figures; the committee decides."),
        _("The number of comments is no number of votes; n is said with each sentence."),
    ]
    if any(study.below > 1 for study in studies):
        notes.append(_("Nothing is said of numbers that are hidden."))
    return notes
