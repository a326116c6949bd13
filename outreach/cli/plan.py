"""`outreach plan`: whom we reached, what was asked, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
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
        "Say whom we reached and whom not, what was asked, and what to do next.\n\n"
        "Proposals for the next lecture and the next training, questions to answer, figures worth"
        " a second look, and what changed since the event before. --write keeps what was asked in"
        " plan.toml beside the codebook: enter owner, day and answer there; they stay.\n\n"
        "\b\nExamples:\n"
        "  outreach plan surveys/2017-02-04-lecture\n"
        "  outreach plan surveys/2017-02-04-lecture --write\n"
        "  outreach plan surveys/2016-08-02-workshop surveys/2017-02-04-lecture -o plan.md"
    )
)
@options.SURVEYS
@options.codebook
@options.population
@options.suppress
@click.option(
    "--write", is_flag=True,
    help=_("Write what was asked to plan.toml, to enter who answers it; what was entered stays."),
)  # fmt: skip
@commented.tokenizer
@click.option("--format", "form", type=click.Choice(FORMATS), help=_("Format; else by the ending."))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help=_("Write a file: .txt, .md, .csv or .json."),
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
    """Read the surveys, plan, write, and say on stderr what could not be read."""
    from outreach.intake.surveys import find_surveys
    from outreach.planning.making import make_plan
    from outreach.reporting import by_date
    from outreach.studies import read_study

    form = options.chosen_format(form, output, ENDINGS)
    sources = by_date(find_surveys(surveys, codebook))
    studies = [read_study(each, suppress=suppress, tokenizer=tokenizer) for each in sources]
    plan = make_plan(studies, population)
    with output_file(output, form, [file for source in sources for file in source.files]) as file:
        _write(plan, form, file)
    if write:
        for study in studies:
            _write_entries(study, plan)
    options.tell((each, study.findings) for each, study in zip(sources, studies, strict=True))


def _write(plan: Plan, form: str, file: TextIO) -> None:
    from outreach.report import plan_rows, plan_text
    from outreach.report.terminal import print_lines

    if form == "csv":
        plan_rows.write_plan_csv(plan, file)
    elif form == "json":
        plan_rows.write_plan_json(plan, file)
    elif form == "markdown":
        file.write(plan_text.plan_markdown(plan))
    else:
        print_lines(lambda width: plan_text.plan_lines(plan, width), file)


def _write_entries(study: Study, plan: Plan) -> None:
    """Write a survey's plan.toml, and say where."""
    from outreach.planning.entries import FILE, entries_text
    from outreach.planning.making import entries_of
    from outreach.report.files import replacing

    target = study.codebook.folder / FILE
    asked = [each for each in plan.asked if each.survey == study.name]
    text = entries_text(entries_of(study), asked)
    with replacing(target) as path:
        path.write_bytes(text.encode())
    message = _("Written: {path}. Edit it, then run the command again.")
    click.echo(message.format(path=target), err=True)
