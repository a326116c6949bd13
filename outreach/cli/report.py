"""`outreach report`: the page, the workbook or the document that a committee looks at."""

from __future__ import annotations

from collections.abc import Sequence

import click

from outreach.cli import commented, options
from outreach.messages import _


@click.command(
    help=_(
        "Write everything into one file: tables, charts, themes, comments and the plan.\n\n"
        "The ending says what it becomes: .html a page that opens without a network, .xlsx a"
        " workbook with charts to copy, .docx a document to edit, a folder (name/) all of them"
        " with each chart as SVG and PNG. Small numbers are hidden and"
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
    help=_("What to write: .html, .xlsx, .docx, or a folder: name/"),
)  # fmt: skip
@click.option(
    "--newsletter", is_flag=True,
    help=_("Write a newsletter's draft of two pages on the last survey instead: only .docx."),
)  # fmt: skip
@options.suppress
@options.population
@commented.tokenizer
@options.language
def command(
    surveys: Sequence[str],
    codebook: str | None,
    output: str,
    newsletter: bool,
    suppress: int | None,
    population: str | None,
    tokenizer: str,
) -> None:
    """Read, plan, bind, write, and say on stderr what could not be read."""
    from outreach.intake.surveys import find_surveys
    from outreach.reporting import (
        by_date,
        check_ending,
        report_on,
        write_newsletter,
        write_report,
    )
    from outreach.studies import read_study

    if newsletter and not output.lower().endswith(".docx"):
        raise click.UsageError(_("A newsletter is a Word document: end the name in .docx."))
    check_ending(output)
    write = write_newsletter if newsletter else write_report
    sources = by_date(find_surveys(surveys, codebook))
    studies = [read_study(each, suppress=suppress, tokenizer=tokenizer) for each in sources]
    inputs = [file for source in sources for file in source.files]
    for path in write(report_on(studies, population), output, inputs):
        click.echo(_("Written: {path}").format(path=path), err=True)
    options.tell((each, study.findings) for each, study in zip(sources, studies, strict=True))
