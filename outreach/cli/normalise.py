"""`outreach normalise`: the answers in one spelling."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

import click

from outreach.cli import options
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.intake.findings import Finding


@click.command(
    help=_(
        "Write the answers in one spelling, one row a respondent.\n\n"
        "SURVEY is a survey's folder or a file with answers. What cannot be read stays as it is"
        " written, and is counted on stderr.\n\n"
        "\b\nExample:\n"
        "  outreach normalise surveys/2017-02-04-lecture -o normalised.csv"
    )
)
@click.argument("survey", type=click.Path())
@options.codebook
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", help=_("Write a file: .csv. Else stdout.")
)
@options.language
def command(survey: str, codebook: str | None, output: str | None) -> None:
    """Normalise, write, and say on stderr what could not be read."""
    from outreach.intake.surveys import find_survey
    from outreach.report.files import replacing
    from outreach.report.normalised import write_normalised

    source = find_survey(survey, codebook)
    found: list[Finding] = []
    chunks = source.usable_chunks(found)
    if output is None:
        with SpooledTemporaryFile(1 << 24, "w+", encoding="utf-8", newline="") as whole:
            write_normalised(chunks, source.codebook, whole)
            whole.seek(0)
            shutil.copyfileobj(whole, sys.stdout)
    else:
        options.format_of(output, {".csv": "csv"})
        with (
            replacing(Path(output), source.files) as path,
            path.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            write_normalised(chunks, source.codebook, file)
    options.tell([(source, found)])
