"""What `outreach check` was asked for, what of it could be checked, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outreach.errors import CodebookError, OutreachError

if TYPE_CHECKING:
    from outreach.intake.baseline import Baseline, Known
    from outreach.intake.findings import Finding


@dataclass
class Checked:
    """What was asked for, what of it could be checked, and what was found."""

    asked: Sequence[str]
    codebook: str | None
    paths: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    failed: bool = False

    def tell(self, error: OutreachError) -> None:
        """Write to stderr why something could not be checked."""
        self.failed = True
        click.echo(f"outreach: {error}", err=True)

    def without_known(
        self, found: Sequence[Finding], known: Baseline, rules: frozenset[str]
    ) -> tuple[list[Finding], list[Known]]:
        """Return the new findings, and the entries of a baseline that are stale by now."""
        if not known:
            return list(found), []
        from outreach.intake.baseline import looked_at, without_known
        from outreach.report.findings import relative_path

        new, stale = without_known(found, known)
        folders = [path.parent for path in self.paths if path.suffix == ".toml"]
        looked = [relative_path(str(path)) for path in (*self.asked, *self.paths, *folders)]
        return new, [] if self.failed else list(looked_at(stale, looked, rules))

    @property
    def files(self) -> list[Path]:
        """The files that were read: answers, codebooks, printed tables."""
        from outreach.intake.surveys import find_survey

        files = []
        for path in self.paths:
            try:
                source = find_survey(path, self.codebook)
            except CodebookError:  # told as findings
                files.append(path / "codebook.toml" if path.is_dir() else path)
            else:
                files += [*source.files, source.codebook.path]
                files += [table.path for table in source.codebook.published]
        return files


def check_all(surveys: Sequence[str], codebook: str | None) -> Checked:
    """Return what is wrong at every path; one that cannot be checked is told and passed over."""
    from outreach.checking import check
    from outreach.report.findings import with_relative_paths

    checked = Checked(surveys or ["surveys"], codebook)
    found: list[Finding] = []
    for path in _paths(surveys, checked):
        try:
            found += check(path, codebook)
            checked.paths.append(path)
        except OutreachError as error:
            checked.tell(error)
    checked.findings = with_relative_paths(found)
    return checked


def _paths(surveys: Sequence[str], checked: Checked) -> Iterable[Path]:
    """Return the surveys' paths, each once; one that cannot be found does not hide the others."""
    from outreach.intake.survey_files import survey_paths

    paths: dict[Path, None] = {}
    with suppress(OutreachError):  # told below, each with the path that it comes from
        return dict.fromkeys(survey_paths(surveys))
    for asked in [[survey] for survey in surveys] or [[]]:
        try:
            paths |= dict.fromkeys(survey_paths(asked))
        except OutreachError as error:
            checked.tell(error)
    return paths
