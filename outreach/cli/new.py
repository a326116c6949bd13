"""`outreach new`: a folder for a new event."""

from __future__ import annotations

from pathlib import Path

import click

from outreach.cli import options
from outreach.messages import _


@click.command(
    help=_(
        "Make the folder of a new event, with a codebook to fill in.\n\n"
        "Date and title are taken from the folder's name. What ../common.toml asks is asked here"
        " too. Nothing that is there is written over.\n\n"
        "\b\nExample:\n"
        "  outreach new surveys/2026-12-05-lecture"
    )
)
@click.argument("folder", type=click.Path(), metavar="DIR")
@options.language
def command(folder: str) -> None:
    """Make the folder, and say what comes next."""
    from outreach.report.new_event import start_event
    from outreach.spelling import visible

    made = start_event(Path(folder))
    lines = [_("Made: {path}").format(path=made.codebook)]
    if made.inherited:
        message = _("Taken from common.toml: {questions}.")
        lines.append(message.format(questions=", ".join(made.inherited)))
    lines += [
        _("What comes next:"),
        _("1. Open {path} in an editor; set title, date, head counts and questions.").format(
            path=made.codebook
        ),
        _("   Or in Excel: outreach codebook to-xlsx {folder} -o codebook.xlsx").format(
            folder=folder
        ),
        _("   The form to print: outreach questionnaire {folder} -o {file}").format(
            folder=folder, file=Path(folder) / "form.docx"
        ),
        _("2. Make a sheet to type into: outreach template {folder} -o {file}").format(
            folder=folder, file=Path(folder) / "responses.xlsx"
        ),
        _("3. Check what is typed: outreach check {folder}").format(folder=folder),
        _("4. Count it: outreach tabulate {folder}").format(folder=folder),
    ]
    for line in lines:
        click.echo(visible(line))
