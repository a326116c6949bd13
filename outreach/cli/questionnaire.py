"""`outreach questionnaire`: the form to print."""

from __future__ import annotations

import click

from outreach.cli import options
from outreach.messages import _


@click.command(
    help=_(
        "Write the form to print on A4 in large print, made from the codebook.\n\n"
        "Questions, options and their numbers are those of the entry sheet (`outreach template`)"
        " and of the tables. Questions that are optional are left off. SURVEY is a survey's folder"
        " or its codebook.toml. A form that is there already is replaced.\n\n"
        "\b\nExamples:\n"
        "  outreach questionnaire surveys/2017-02-04-lecture -o form.docx\n"
        "  outreach questionnaire surveys/2017-02-04-lecture -o form.html"
    )
)
@click.argument("survey", type=click.Path())
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", required=True,
    help=_("The file to write: .docx or .html."),
)  # fmt: skip
@click.option(
    "--hand-in", default="", metavar="TEXT",
    help=_("Where and when to hand it in; else: to the staff on leaving."),
)  # fmt: skip
@options.language
def command(survey: str, output: str, hand_in: str) -> None:
    """Write the form, and say what is on it."""
    from outreach.codebook_toml import read_codebook
    from outreach.report.questionnaire_file import write_questionnaire
    from outreach.spelling import visible

    form = write_questionnaire(read_codebook(survey), output, hand_in)
    asked = sum(len(item.keys) for item in form.items)
    lines = [_("Made: {path}, with {count} questions.").format(path=output, count=asked)]
    if form.left_off:
        message = _("Not on the form, because the codebook has them as optional: {questions}.")
        lines.append(message.format(questions=", ".join(form.left_off)))
    for line in lines:
        click.echo(visible(line), err=True)
