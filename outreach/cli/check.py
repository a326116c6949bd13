"""`outreach check`: what is wrong with a survey's files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from outreach.cli import options
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.intake.findings import Finding

MOST_ALIKE = 20  # findings of one rule in one column that are shown each


@click.command(
    help=_(
        "Find what is wrong with a survey's files; comments are never shown.\n\n"
        "SURVEY is a survey's folder or a file with answers; without it every folder of"
        " ./surveys is checked.\n\n"
        "\b\nExample:\n"
        "  outreach check surveys/2017-02-04-lecture"
    )
)
@options.SURVEYS
@options.codebook
@click.option("--strict", is_flag=True, help=_("Warnings count as errors."))
@options.language
def command(surveys: Sequence[str], codebook: str | None, strict: bool) -> None:
    """Check, print one line for each finding, sum up on stderr."""
    from outreach.intake.surveys import check, survey_paths

    paths = survey_paths(surveys)
    findings = [finding for path in paths for finding in check(path, codebook)]
    for line in _lines(findings):
        click.echo(line)
    errors = sum(finding.severity == "error" for finding in findings)
    message = _("Checked: {paths}; errors: {errors}, warnings: {warnings}.")
    warnings = len(findings) - errors
    click.echo(message.format(paths=len(paths), errors=errors, warnings=warnings), err=True)
    if errors or (strict and findings):
        raise SystemExit(1)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield a line for each finding; of many alike the first ones and how many more there are."""
    alike: dict[tuple[str, str, str], int] = {}
    for finding in findings:
        kind = (finding.rule, finding.place.path, finding.place.header)
        alike[kind] = alike.get(kind, 0) + 1
        if alike[kind] <= MOST_ALIKE:
            yield str(finding)
    for (rule, path, header), number in alike.items():
        if number > MOST_ALIKE:
            message = _(
                "{path}: {rule} in column “{header}”: {more} more like these, {total} in all."
            )
            if not header:
                message = _("{path}: {rule}: {more} more like these, {total} in all.")
            more = number - MOST_ALIKE
            yield message.format(path=path, rule=rule, header=header, more=more, total=number)
