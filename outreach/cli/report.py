"""`outreach report`: the page, the workbook or the document that a committee looks at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from outreach.cli import commented, options
from outreach.messages import _


@click.command(
    help=_(
        "Write everything into one file: tables, charts, themes, comments and the plan.\n\n"
        "The ending says what it becomes: .html a page that opens without a network, .xlsx a"
        " workbook with charts to copy, .docx a document to edit. Small numbers are hidden and"
        " personal data masked; --suppress 0 is for the committee's own use.\n\n"
        "\b\nExamples:\n"
        "  outreach report surveys/2017-02-04-lecture -o report.html\n"
        "  outreach report surveys/2017-02-04-lecture -o report.xlsx --suppress 0\n"
        "  outreach report surveys/2016-08-02-workshop surveys/2017-02-04-lecture -o year.docx"
    )
)
@options.SURVEYS
@options.codebook
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", required=True,
    help=_("The file to write: .html, .xlsx or .docx."),
)  # fmt: skip
@click.option(
    "--newsletter", is_flag=True,
    help=_("Write a newsletter's draft of two pages on the last survey instead: only .docx."),
)  # fmt: skip
@options.suppress
@commented.tokenizer
@options.language
def command(
    surveys: Sequence[str],
    codebook: str | None,
    output: str,
    newsletter: bool,
    suppress: int | None,
    tokenizer: str,
) -> None:
    """Read, plan, bind, write, and say on stderr what could not be read."""
    from outreach.intake.surveys import find_surveys
    from outreach.reporting import WRITERS, by_date, report_on, write_newsletter, write_report
    from outreach.studies import read_study

    options.format_of(output, {ending: ending for ending in WRITERS})
    if newsletter and not output.lower().endswith(".docx"):
        raise click.UsageError(_("A newsletter is a Word document: end the name in .docx."))
    sources = by_date(find_surveys(surveys, codebook))
    studies = [read_study(each, suppress=suppress, tokenizer=tokenizer) for each in sources]
    inputs = [file for source in sources for file in source.files]
    write = write_newsletter if newsletter else write_report
    write(report_on(studies), output, inputs)
    click.echo(_("Written: {path}").format(path=Path(output)), err=True)
    options.tell((each, study.findings) for each, study in zip(sources, studies, strict=True))
