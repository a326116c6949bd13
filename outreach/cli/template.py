"""`outreach template`: an entry sheet for typing in paper forms."""

from __future__ import annotations

from pathlib import Path

import click

from outreach.cli import options
from outreach.messages import _


@click.command(
    help=_(
        "Write an Excel sheet to type paper forms into, made from the codebook.\n\n"
        "It has drop-downs, hints and a locked header, and `outreach check` reads it as it is."
        " SURVEY is a survey's folder or its codebook.toml. A file that is there already is never"
        " written over: answers may stand in it.\n\n"
        "\b\nExample:\n"
        "  outreach template surveys/2017-02-04-lecture -o entry.xlsx"
    )
)
@click.argument("survey", type=click.Path())
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", required=True,
    help=_("The file to write: .xlsx."),
)  # fmt: skip
@click.option(
    "--rows", type=click.IntRange(1, 20_000), default=500, show_default=True,
    help=_("Rows that are ready for forms; blank ones do not count."),
)  # fmt: skip
@options.language
def command(survey: str, output: str, rows: int) -> None:
    """Write the sheet, and say where."""
    from outreach.codebook_toml import read_codebook
    from outreach.report.entry_sheet import write_entry_sheet
    from outreach.report.new_event import check_absent
    from outreach.spelling import visible

    options.format_of(output, {".xlsx": "xlsx"})
    codebook, target = read_codebook(survey), Path(output)
    check_absent(target)
    write_entry_sheet(codebook, target, rows)
    message = _("Made: {path}, with room for {rows} forms.").format(path=target, rows=rows)
    click.echo(visible(message), err=True)
