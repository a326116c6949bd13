"""`outreach agreement`: how well people agree who coded the same comments."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict

import click

from outreach.cli import options
from outreach.messages import _


@click.command(
    help=_(
        "Compare the codings of two people, or more: share, Cohen's κ, Krippendorff's α.\n\n"
        "Each FILE is a table with a theme for each comment, as “outreach themes --format csv”"
        " writes it, with the column theme or label changed by hand.\n\n"
        "\b\nExample:\n"
        "  outreach agreement sato.csv suzuki.csv"
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE FILE...", type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help=_("Format of what is printed."),
)  # fmt: skip
@options.language
def command(files: Sequence[str], form: str) -> None:
    """Print how well the coders of the files agree."""
    from outreach.comments.agreement_files import compare_codings

    found = compare_codings(files)
    if form == "json":
        import json

        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return
    from outreach.report.agreement_text import agreement_lines
    from outreach.report.terminal import print_lines

    print_lines(lambda width: agreement_lines(found, width), sys.stdout)
