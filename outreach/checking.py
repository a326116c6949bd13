"""What is wrong with a survey: its codebook, its answers, its printed tables."""

from __future__ import annotations

from pathlib import Path

from outreach.errors import CodebookError, OutreachError
from outreach.intake.findings import Finding
from outreach.intake.survey_files import answer_files
from outreach.intake.surveys import Source, check_answers, codebook_findings, find_survey


def check(path: str | Path, codebook: str | Path | None = None) -> list[Finding]:
    """Return everything that is wrong with a survey's folder or file, codebook included.

    The codebook's printed tables are looked at where all its answers are, or
    where it has none. Raises SurveyNotFound when there is nothing to check.
    """
    try:
        source = find_survey(path, codebook)
    except CodebookError as error:
        return codebook_findings(error)
    if not source.codebook.published or not _is_whole(source):
        return check_answers(source)
    from outreach.tables.published import Counting, audit_published

    counting = Counting(source.codebook)
    found = check_answers(source, counting.add)
    usable = not any(finding.stops for finding in found)
    return found + audit_published(source.codebook, counting.answered() if usable else None)


def _is_whole(source: Source) -> bool:
    """Return whether the files are all that the codebook has: a second export is another survey."""
    if source.path.is_dir() or source.path.suffix == ".toml":
        return True
    try:
        files = answer_files(source.codebook, source.codebook.folder)
    except OutreachError:
        return False
    return [file.resolve() for file in files] == [file.resolve() for file in source.files]
