"""Surveys → a report: read, planned, bound, and written in the format of a file's ending."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import CannotWrite, Place
from outreach.intake.surveys import find_surveys
from outreach.messages import _
from outreach.planning.plan import Plan
from outreach.report.booklet import Booklet, bind
from outreach.studies import Study, read_study

if TYPE_CHECKING:
    from outreach.intake.surveys import Source

# By ending: the module and its function, called with a Booklet, the target and the inputs.
WRITERS = {
    ".html": ("report.page", "write_page"),
    ".xlsx": ("report.booklet_workbook", "write_booklet_workbook"),
    ".docx": ("report.document", "write_document"),
}
NEWSLETTER = (".docx", "report.newsletter", "write_newsletter")


def make_report(
    surveys: str | Path | Sequence[str | Path],
    *,
    suppress: int | None = None,
    population: Path | None = None,
    tokenizer: str = "janome",
) -> Booklet:
    """Return a report on surveys' folders or files with answers, oldest first.

    A notebook shows it; `write_report` writes it. Numbers below `suppress`
    people are hidden, without it those below the codebook's `suppress_below`;
    0 hides nothing. `population` is a file of reference population (see
    `make_plan`). Raises SurveyNotFound, CodebookError, UnusableAnswers.
    """
    paths = [surveys] if isinstance(surveys, str | Path) else surveys
    sources = by_date(find_surveys(paths))
    studies = [read_study(each, suppress=suppress, tokenizer=tokenizer) for each in sources]
    return report_on(studies, population)


def report_on(studies: Sequence[Study], population: Path | None = None) -> Booklet:
    """Return the report on surveys that were read."""
    titles = tuple(study.codebook.survey.title or study.name for study in studies)
    synthetic = any(study.codebook.survey.synthetic for study in studies)
    below = max((study.below for study in studies), default=0)
    return bind(studies, Plan(titles, synthetic, below))


def by_date(sources: Sequence[Source]) -> list[Source]:
    """Return the surveys oldest first; those without a date come first, in their order."""
    return sorted(sources, key=lambda source: str(source.codebook.survey.date or ""))


def write_newsletter(booklet: Booklet, target: str | Path, inputs: Sequence[Path] = ()) -> None:
    """Write a newsletter's draft on the report's last survey: two pages, as .docx.

    The file is whole or not there, and never one of the `inputs`. Raises
    CannotWrite as `write_report` does.
    """
    path = Path(target)
    ending, module, name = NEWSLETTER
    if path.suffix.lower() != ending:
        message = _("A newsletter is a Word document.")
        remedy = _("End the name in one of: {endings}.").format(endings=ending)
        raise CannotWrite(message, Place(str(path)), remedy)
    getattr(importlib.import_module(f"outreach.{module}"), name)(booklet, path, inputs)


def write_report(booklet: Booklet, target: str | Path, inputs: Sequence[Path] = ()) -> None:
    """Write a report in the format of the target's ending: .html, .xlsx or .docx.

    The file is whole or not there, and never one of the `inputs`. Raises
    CannotWrite for another ending, a folder that is not there, a locked file.
    """
    path = Path(target)
    known = WRITERS.get(path.suffix.lower())
    if known is None:
        message = _("“{ending}” is no format that can be written.")
        remedy = _("End the name in one of: {endings}.").format(endings=" ".join(WRITERS))
        message = message.format(ending=path.suffix or path.name)
        raise CannotWrite(message, Place(str(path)), remedy)
    module, name = known
    getattr(importlib.import_module(f"outreach.{module}"), name)(booklet, path, inputs)
