"""`outreach tabulate`: from a typed file to tables."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from outreach.cli import options
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.intake.findings import Finding
    from outreach.report.model import Report
    from outreach.tables.table import Base, Share

FORMATS = ("text", "markdown", "csv", "json")
ENDINGS = {".xlsx": "xlsx", ".csv": "csv", ".md": "markdown", ".json": "json", ".txt": "text"}


@click.command(
    help=_(
        "Count the answers: simple tables, then each question by each break.\n\n"
        "SURVEY is a survey's folder or a file with answers; without it every folder of"
        " ./surveys is counted.\n\n"
        "\b\nExamples:\n"
        "  outreach tabulate surveys/2017-02-04-lecture\n"
        "  outreach tabulate surveys/2017-02-04-lecture -o tables.xlsx\n"
        "  outreach tabulate answers.xlsx --codebook codebook.toml --by age"
    )
)
@options.SURVEYS
@options.codebook
@click.option("--question", multiple=True, metavar="KEY", help=_("Only this; may be repeated."))
@click.option(
    "--by", multiple=True, metavar="KEY",
    help=_("Break by this; may be repeated. Else by age, district and channel."),
)  # fmt: skip
@click.option(
    "--percent", "share", type=click.Choice(["row", "column", "total"]), default="row",
    show_default=True, help=_("Percent of the group, of all with that answer, of everybody."),
)  # fmt: skip
@click.option(
    "--base", type=click.Choice(["all", "answered"]), default="all", show_default=True,
    help=_("Percent of everybody asked, or of those who answered."),
)  # fmt: skip
@click.option("--nets", is_flag=True, help=_("Add the nets of the codebook, such as 60歳以上."))
@click.option("--format", "form", type=click.Choice(FORMATS), help=_("Format; else by the ending."))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help=_("Write a file: .xlsx, .csv, .md, .json or .txt."),
)  # fmt: skip
@options.language
def command(
    surveys: Sequence[str],
    codebook: str | None,
    question: Sequence[str],
    by: Sequence[str],
    share: Share,
    base: Base,
    nets: bool,
    form: str | None,
    output: str | None,
) -> None:
    """Count, write, and say on stderr what could not be read."""
    from outreach.intake.surveys import find_surveys
    from outreach.report.model import build_report
    from outreach.tables.crosstab import closed_questions, tabulate

    ending = options.format_of(output, ENDINGS) if output and not form else ""
    if form and output and output.lower().endswith(".xlsx"):
        raise click.UsageError(_("An .xlsx file has one format: leave out --format."))
    form = form or ending or "text"
    sources = find_surveys(surveys, codebook)
    findings: list[list[Finding]] = [[] for _source in sources]
    reports = []
    for source, found in zip(sources, findings, strict=True):
        book = source.codebook
        asked = closed_questions(book, question) if question else None
        breaks = closed_questions(book, by) if by else None
        sizes: list[int] = []
        chunks = source.usable_chunks(found, sizes)
        tables = tabulate(chunks, asked, breaks, base, nets=nets)
        reports.append(build_report(book, tables, share, sum(sizes)))
    _write(reports, form, output, [file for source in sources for file in source.files])
    options.tell(zip(sources, findings, strict=True))


def _write(reports: Sequence[Report], form: str, output: str | None, inputs: list[Path]) -> None:
    """Write the reports to stdout, or to a file that is whole or not there."""
    if output is None:
        _write_text(reports, form, sys.stdout)
        return
    if form == "xlsx":
        from outreach.report.workbook import write_workbook

        write_workbook(reports, output, inputs)
        return
    from outreach.report.files import replacing

    encoding = "utf-8-sig" if form == "csv" else "utf-8"  # Excel tells UTF-8 by the mark
    with (
        replacing(Path(output), inputs) as path,
        path.open("w", encoding=encoding, newline="") as file,
    ):
        _write_text(reports, form, file)


def _write_text(reports: Sequence[Report], form: str, file: TextIO) -> None:
    if form == "csv":
        from outreach.report.tidy import write_tidy_csv

        write_tidy_csv(reports, file)
    elif form == "json":
        from outreach.report.tidy import write_json

        write_json(reports, file)
    elif form == "markdown":
        from outreach.report.markdown import write_markdown

        write_markdown(reports, file)
    else:
        from outreach.report.terminal import print_report

        for number, report in enumerate(reports):
            file.write("\n" if number else "")
            print_report(report, file)
