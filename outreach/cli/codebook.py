"""`outreach codebook`: a codebook from data, to Excel and back, as a table schema."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from outreach.cli import options
from outreach.messages import _


def _output(text: str, *, required: bool = False) -> Callable[[Any], Any]:
    return click.option(
        "-o", "--output", type=click.Path(), metavar="FILE", required=required, help=text
    )


@click.group(
    help=_(
        "Draft a codebook from data; edit it in Excel; hand it on as a table schema.\n\n"
        "\b\nExamples:\n"
        "  outreach codebook init answers.xlsx -o codebook.toml\n"
        "  outreach codebook to-xlsx surveys/2017-02-04-lecture -o codebook.xlsx"
    )
)
@options.language
def command() -> None:
    """Gather the commands below."""


@command.command(
    "init",
    help=_(
        "Draft a codebook from a file with answers, and say what is uncertain.\n\n"
        "Uncertain guesses are marked “# ?” in the draft and listed on stderr; free text never"
        " goes into it. Look through it before you rely on it.\n\n"
        "\b\nExample:\n"
        "  outreach codebook init answers.xlsx -o codebook.toml"
    ),
)
@click.argument("file", type=click.Path())
@_output(_("The codebook to write. Else stdout."))
@options.language
def init(file: str, output: str | None) -> None:
    """Draft, write, and say what is uncertain."""
    from outreach.intake.drafting.draft import draft_codebook
    from outreach.spelling import visible

    source = Path(file)
    folder = (Path(output) if output else source).resolve().parent
    draft = draft_codebook(source, os.path.relpath(source.resolve(), folder).replace(os.sep, "/"))
    _write(draft.text, output, [source])
    for line in draft.summary():
        click.echo(visible(line), err=True)


@command.command(
    "to-xlsx",
    help=_(
        "Write a codebook as an Excel workbook, which from-xlsx reads back.\n\n"
        "\b\nExample:\n"
        "  outreach codebook to-xlsx surveys/2017-02-04-lecture -o codebook.xlsx"
    ),
)
@click.argument("survey", type=click.Path())
@_output(_("The file to write: .xlsx."), required=True)
@options.language
def to_xlsx(survey: str, output: str) -> None:
    """Write the workbook."""
    from outreach.codebook_toml import read_codebook
    from outreach.report.codebook_sheets import write_codebook_sheets
    from outreach.report.new_event import check_absent

    options.format_of(output, {".xlsx": "xlsx"})
    codebook = read_codebook(survey)
    check_absent(Path(output))
    write_codebook_sheets(codebook, Path(output))


@command.command(
    "from-xlsx",
    help=_(
        "Write the codebook.toml that a workbook of to-xlsx says.\n\n"
        "What a codebook extends stands in it in full. Every fault is told with its sheet and"
        " cell.\n\n"
        "\b\nExample:\n"
        "  outreach codebook from-xlsx codebook.xlsx -o codebook.toml"
    ),
)
@click.argument("file", type=click.Path())
@_output(_("The codebook to write. Else stdout."))
@click.option("--overwrite", is_flag=True, help=_("Replace a codebook that is there already."))
@options.language
def from_xlsx(file: str, output: str | None, overwrite: bool) -> None:
    """Read the workbook, and write it as TOML."""
    from outreach.codebook_writing import codebook_text
    from outreach.intake.codebooks.codebook_sheets import read_codebook_sheets

    target = Path(output) if output else Path(file).with_name("codebook.toml")
    codebook = read_codebook_sheets(Path(file), target)
    text = codebook_text(codebook, {(): [_("Written from {file}.").format(file=Path(file).name)]})
    _write(text, output, [Path(file)], overwrite=overwrite)


@command.command(
    "schema",
    help=_(
        "Write the Frictionless Table Schema of what `normalise` writes.\n\n"
        "\b\nExample:\n"
        "  outreach codebook schema surveys/2017-02-04-lecture -o schema.json"
    ),
)
@click.argument("survey", type=click.Path())
@_output(_("The file to write: .json. Else stdout."))
@options.language
def schema(survey: str, output: str | None) -> None:
    """Write the schema as JSON."""
    import io

    from outreach.codebook_toml import read_codebook
    from outreach.report.table_schema import write_table_schema

    codebook, text = read_codebook(survey), io.StringIO()
    if output:
        options.format_of(output, {".json": "json"})
    write_table_schema(codebook, text)
    _write(text.getvalue(), output, [codebook.path], overwrite=True)


def _write(
    text: str, output: str | None, inputs: Sequence[Path], *, overwrite: bool = False
) -> None:
    """Write to stdout, or to a file that is whole or not there."""
    from outreach.report.files import replacing
    from outreach.report.new_event import check_absent

    if output is None:
        sys.stdout.write(text)
        return
    if not overwrite:
        check_absent(Path(output))
    with replacing(Path(output), inputs) as path:
        path.write_text(text, encoding="utf-8", newline="\n")
