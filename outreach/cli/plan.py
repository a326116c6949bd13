"""`outreach plan`: whom we reached, what was asked, what the next event should be about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from outreach.cli import commented, options
from outreach.cli.writing import output_file
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.planning.plan import Plan
    from outreach.studies import Study

FORMATS = ("text", "markdown", "csv", "json")
ENDINGS = {".csv": "csv", ".md": "markdown", ".json": "json", ".txt": "text"}


@click.command(
    help=_(
        "Say whom an event reached, what was asked, and what to do next.\n\n"
        "SURVEY is a survey's folder or a file with answers; without it every folder of"
        " ./surveys is looked at. Small numbers are hidden as the codebook says. With"
        " --write the questions and requests are kept in plan.toml beside the codebook, for"
        " people to enter who answers, until when, and how; what they entered stays.\n\n"
        "\b\nExamples:\n"
        "  outreach plan surveys/2017-02-04-lecture\n"
        "  outreach plan surveys/2017-02-04-lecture --write\n"
        "  outreach plan surveys -o plan.csv\n"
        "  outreach plan surveys/2017-02-04-lecture --population population.xlsx --suppress 0"
    )
)
@options.SURVEYS
@options.codebook
@options.population
@click.option(
    "--suppress", type=click.IntRange(min=0), metavar="K",
    help=_("Hide numbers of 1 to K-1 people, and what would tell them; else as the codebook says."),
)  # fmt: skip
@click.option(
    "--write", is_flag=True,
    help=_("Write plan.toml, the questions and requests, to edit; what was entered stays."),
)  # fmt: skip
@commented.tokenizer
@click.option("--format", "form", type=click.Choice(FORMATS), help=_("Format; else by the ending."))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help=_("Write a file: .csv, .md, .json or .txt."),
)  # fmt: skip
@options.language
def command(
    surveys: Sequence[str],
    codebook: str | None,
    population: str | None,
    suppress: int | None,
    write: bool,
    tokenizer: str,
    form: str | None,
    output: str | None,
) -> None:
    """Plan, write, and say on stderr what could not be read."""
    from outreach.intake.surveys import find_surveys
    from outreach.planning.making import make_plan
    from outreach.studies import read_study

    form = options.chosen_format(form, output, ENDINGS)
    sources = find_surveys(surveys, codebook)
    inputs = [file for source in sources for file in (*source.files, source.codebook.path)]
    inputs += [Path(population)] if population else []
    studies = [read_study(source, suppress=suppress, tokenizer=tokenizer) for source in sources]
    plan = make_plan(studies, population=Path(population) if population else None)
    with output_file(output, form, inputs) as file:
        _write_plan(plan, form, file)
    if write:
        _write_entries(studies, inputs)
    options.tell(zip(sources, (study.findings for study in studies), strict=True))


def _write_plan(plan: Plan, form: str, file: TextIO) -> None:
    if form == "csv":
        from outreach.report.model import synthetic_mark
        from outreach.report.plan_rows import write_plan_csv

        write_plan_csv(plan, file)
        for note in (synthetic_mark(synthetic=plan.synthetic), *plan.notes):
            if note:
                click.echo(note, err=True)
    elif form == "json":
        from outreach.report.plan_rows import write_plan_json

        write_plan_json(plan, file)
    elif form == "markdown":
        from outreach.report.plan_text import write_plan_markdown

        write_plan_markdown(plan, file)
    else:
        from outreach.report.plan_text import plan_lines
        from outreach.report.terminal import print_lines

        print_lines(lambda width: plan_lines(plan, width), file)


def _write_entries(studies: Sequence[Study], inputs: Sequence[Path]) -> None:
    """Write each survey's plan.toml, and say so on stderr."""
    from outreach.planning.entries_writing import entries_bytes
    from outreach.planning.making import books_of
    from outreach.report.files import replacing

    for book in books_of(studies):
        path = book.entries.path
        if path is None or not (book.asked or book.entries.text):
            continue
        written = entries_bytes(book.entries, book.asked)
        with replacing(path, inputs) as beside:
            beside.write_bytes(written)
        message = _("Written: {path} (questions and requests: {number})")
        click.echo(message.format(path=path, number=len(book.asked)), err=True)
