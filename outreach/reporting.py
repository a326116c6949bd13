"""Surveys → a report: read, planned, bound, and written in the format of a file's ending."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import CannotWrite, Place
from outreach.intake.surveys import find_surveys
from outreach.messages import _
from outreach.planning.making import make_plan
from outreach.report.booklet import Booklet, bind
from outreach.studies import Study, read_study

if TYPE_CHECKING:
    from outreach.intake.surveys import Source
    from outreach.report.folder import Writer

# By ending: the module and its function, called with a Booklet, the target and the inputs.
WRITERS = {
    ".html": ("report.page", "write_page"),
    ".xlsx": ("report.booklet_workbook", "write_booklet_workbook"),
    ".docx": ("report.document", "write_document"),
}


def make_report(
    surveys: str | Path | Sequence[str | Path],
    *,
    suppress: int | None = None,
    population: str | Path | None = None,
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


def report_on(studies: Sequence[Study], population: str | Path | None = None) -> Booklet:
    """Return the report on surveys that were read."""
    return bind(
        studies, make_plan(studies, population=None if population is None else Path(population))
    )


def by_date(sources: Sequence[Source]) -> list[Source]:
    """Return the surveys oldest first; those without a date come first, in their order."""
    return sorted(sources, key=lambda source: str(source.codebook.survey.date or ""))


def write_report(booklet: Booklet, target: str | Path, inputs: Sequence[Path] = ()) -> list[Path]:
    """Write a report in the format of the target's ending, and return what was written.

    .html, .xlsx or .docx; a folder, or a name that ends in a slash, gets all of
    them and the charts as SVG and PNG. Each file is whole or not there, and
    never one of the `inputs`. Raises CannotWrite for another ending, a folder
    that is not there, a locked file.
    """
    path = Path(target)
    if is_folder(target):
        from outreach.report.folder import write_folder

        return write_folder(booklet, path, {each: _writer(each) for each in WRITERS}, inputs)
    check_ending(target)
    _writer(path.suffix.lower())(booklet, path, inputs)
    return [path]


def write_newsletter(
    booklet: Booklet, target: str | Path, inputs: Sequence[Path] = ()
) -> list[Path]:
    """Write a newsletter's draft on the report's last survey, two pages as .docx; return it.

    The file is whole or not there, and never one of the `inputs`. Raises
    CannotWrite as `write_report` does.
    """
    from outreach.report.newsletter import write_newsletter as write

    path = Path(target)
    if path.suffix.lower() != ".docx":
        message = _("A newsletter is a Word document.")
        remedy = _("End the name in one of: {endings}.").format(endings=".docx")
        raise CannotWrite(message, Place(str(path)), remedy)
    write(booklet, path, inputs)
    return [path]


def is_folder(target: str | Path) -> bool:
    """Return whether a target means a folder: it is one, or its name ends in a slash."""
    return str(target).endswith(("/", "\\")) or Path(target).is_dir()


def check_ending(target: str | Path) -> None:
    """Raise CannotWrite for a target that no report can be written to."""
    path = Path(target)
    if not is_folder(target) and path.suffix.lower() not in WRITERS:
        message = _("“{ending}” is no format that can be written.")
        remedy = _("End the name in one of: {endings}.").format(endings=" ".join((*WRITERS, "/")))
        message = message.format(ending=path.suffix or path.name)
        raise CannotWrite(message, Place(str(target)), remedy)


def _writer(ending: str) -> Writer:
    module, name = WRITERS[ending]
    writer: Writer = getattr(importlib.import_module(f"outreach.{module}"), name)
    return writer
