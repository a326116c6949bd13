"""`outreach check`: what is wrong with a survey's files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outreach.cli import options
from outreach.cli.checked import Checked, check_all
from outreach.messages import _
from outreach.spelling import plain, visible

if TYPE_CHECKING:
    from outreach.intake.baseline import Baseline, Known
    from outreach.intake.findings import Finding

FORMATS = ("text", "json", "github", "sarif", "junit")


def _codes(_context: click.Context, option: click.Parameter, given: Sequence[str]) -> list[str]:
    """Return codes and their beginnings, parted at commas; another word is a usage error."""
    from outreach.intake.findings import RULES
    from outreach.intake.rules import no_such_rule

    codes = [plain(code).upper() for text in given for code in text.split(",")]
    for code in codes:
        if not code or not any(known.startswith(code) for known in RULES):
            raise click.BadParameter(no_such_rule(code), param=option)
    return codes


@click.command(
    help=_(
        "Find what is wrong with a survey's files; comments are never shown.\n\n"
        "SURVEY is a survey's folder or a file with answers; without it every folder of"
        " ./surveys is checked.\n\n"
        "\b\nExamples:\n"
        "  outreach check surveys/2017-02-04-lecture\n"
        "  outreach check surveys --output-format sarif -o findings.sarif\n"
        "  outreach check surveys --write-baseline known.json\n"
        "  outreach check surveys --baseline known.json --ignore P,H002"
    )
)
@options.SURVEYS
@options.codebook
@click.option(
    "--output-format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    help=_("For people, for programs, for GitHub's annotations, for CI servers."),
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", help=_("Write a file. Else stdout.")
)
@click.option("--strict", is_flag=True, help=_("Warnings count as errors."))
@click.option(
    "--select", multiple=True, metavar="CODES", callback=_codes,
    help=_("Only these rules, such as V or H001,R; may be repeated."),
)  # fmt: skip
@click.option(
    "--ignore", multiple=True, metavar="CODES", callback=_codes,
    help=_("Not these rules; may be repeated."),
)  # fmt: skip
@click.option(
    "--baseline", type=click.Path(), metavar="FILE",
    help=_("Hide the findings that this file knows already."),
)  # fmt: skip
@click.option(
    "--write-baseline", type=click.Path(), metavar="FILE",
    help=_("Write all findings of now into such a file."),
)  # fmt: skip
@click.option(
    "--double", nargs=2, type=click.Path(), metavar="A B",
    help=_("Compare two typists' files of the same forms."),
)  # fmt: skip
@options.language
def command(
    surveys: Sequence[str],
    codebook: str | None,
    form: str,
    output: str | None,
    strict: bool,
    select: Sequence[str],
    ignore: Sequence[str],
    baseline: str | None,
    write_baseline: str | None,
    double: tuple[str, str] | None,
) -> None:
    """Check, write the findings, sum up on stderr."""
    if double:
        raise SystemExit(_compare(double, codebook))
    from outreach.intake.rules import chosen_rules

    rules = chosen_rules(select, ignore)
    known = _known(baseline) if baseline else {}
    checked = check_all(surveys, codebook)
    found = [finding for finding in checked.findings if finding.rule in rules]
    if write_baseline:
        known = _write_known(write_baseline, found, checked)
    new, stale = checked.without_known(found, known, rules)
    if checked.paths:
        _write(checked, new, form, output, strict=strict)
        _sum_up(checked, new, len(found) - len(new), stale)
    if checked.failed:
        raise SystemExit(2)
    if any(strict or finding.severity == "error" for finding in new) or (strict and stale):
        raise SystemExit(1)


def _compare(files: tuple[str, str], codebook: str | None) -> int:
    """Print where two files differ; return 1 where they do."""
    from outreach.intake.double import compare_entries
    from outreach.intake.surveys import find_survey
    from outreach.report.differences import agreement_lines, difference_lines

    book = find_survey(files[0], codebook).codebook
    comparison = compare_entries(Path(files[0]), Path(files[1]), book)
    for line in difference_lines(comparison):
        click.echo(line)
    for line in agreement_lines(comparison):
        click.echo(line, err=True)
    return int(bool(comparison.differences) or not comparison.pairs)


def _known(path: str) -> Baseline:
    from outreach.intake.baseline import read_baseline

    return read_baseline(path)


def _write_known(target: str, found: Sequence[Finding], checked: Checked) -> Baseline:
    """Write a baseline of what was found, unless a part could not be checked; return it."""
    from outreach.intake.baseline import baseline_of, write_baseline

    known, text = baseline_of(found), io.StringIO()
    if checked.failed:
        click.echo(_("The baseline is not written: not everything could be checked."), err=True)
        return known
    write_baseline(known, text)
    _replace(target, text.getvalue(), checked)
    message = _("{path}: {number} findings are known from now on.")
    click.echo(visible(message.format(path=target, number=len(found))), err=True)
    return known


def _write(
    checked: Checked, found: Sequence[Finding], form: str, output: str | None, *, strict: bool
) -> None:
    """Write the findings to stdout, or to a file that is whole or not there."""
    text = io.StringIO()
    if form == "sarif":
        from outreach.report.sarif import write_sarif

        write_sarif(found, text, complete=not checked.failed)
    elif form == "junit":
        from outreach.report.findings import relative_path
        from outreach.report.junit import write_junit

        files = dict.fromkeys(relative_path(str(path)) for path in checked.files)
        write_junit(found, list(files), text, strict=strict)
    else:
        from outreach.report import findings

        write = {"json": findings.write_json, "github": findings.write_github}
        write.get(form, findings.write_text)(found, text)
    if output is None:
        click.echo(text.getvalue(), nl=False)
    else:
        _replace(output, text.getvalue(), checked)


def _replace(target: str, text: str, checked: Checked) -> None:
    """Put a text into a file that is whole or not there, and that is none of those read."""
    from outreach.report.files import replacing

    with (
        replacing(Path(target), [*checked.files, *map(Path, checked.asked)]) as path,
        path.open("w", encoding="utf-8", newline="\n") as file,
    ):
        file.write(text)


def _sum_up(checked: Checked, found: Sequence[Finding], hidden: int, stale: list[Known]) -> None:
    """Say on stderr how much was checked, found, hidden, and what the baseline knows in vain."""
    for entry in stale:
        message = _("{path}: {rule}: the baseline knows a finding that is gone{where}.")
        where = "".join(f" ({part})" for part in (entry.respondent, entry.header) if part)
        text = message.format(path=entry.path, rule=entry.rule, where=where)
        click.echo(visible(text), err=True)
    errors = sum(finding.severity == "error" for finding in found)
    message = _("Checked: {paths}; errors: {errors}, warnings: {warnings}.")
    warnings = len(found) - errors
    text = message.format(paths=len(checked.paths), errors=errors, warnings=warnings)
    if hidden:
        text += " " + _("Hidden by the baseline: {number}.").format(number=hidden)
    if stale:
        text += " " + _("Stale in the baseline: {number}.").format(number=len(stale))
    click.echo(text, err=True)
