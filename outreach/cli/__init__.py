"""The command line: one file a command, loaded when it is called."""

from __future__ import annotations

import gettext
import importlib
import os
import sys
from typing import Any

import click

from outreach import __version__
from outreach.cli.options import language
from outreach.errors import OutreachError
from outreach.messages import DOMAIN, LOCALES, N_, _, use_language

COMMANDS = {
    "agreement": N_("Say how well people agree who coded the same comments."),
    "check": N_("Find what is wrong with a survey's files."),
    "codebook": N_("Draft a codebook from data, edit it in Excel, write its table schema."),
    "new": N_("Make the folder of a new event."),
    "compare": N_(
        "Compare two events or years: differences in points, what changed, what is not comparable."
    ),
    "concordance": N_("Show a word in its context, wherever it was written."),
    "normalise": N_("Write the answers in one spelling, one row a respondent."),
    "picture": N_("Draw the comments: word cloud, network, map, bars or tree of themes."),
    "plan": N_("Say whom an event reached, what was asked, and what to do next."),
    "questionnaire": N_("Write the questionnaire to print, from the codebook."),
    "report": N_("Write everything into one page, workbook or document."),
    "rule": N_("Say what a rule of “check” means, and what to do."),
    "tabulate": N_("Count the answers: simple tables, then by age, district and channel."),
    "template": N_("Write an Excel sheet to type forms into."),
    "themes": N_("Find what the comments are about: themes, with words, kinds and quotes."),
    "words": N_("Count the words of comments, and those a group says more than others."),
}


HELP = ["-h", "--help"]


class _Cannot(click.ClickException):
    """An OutreachError as click shows it: one line, exit 2, no traceback."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - click's own signature
        click.echo(f"outreach: {self.message}", file=file, err=True)


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(f"outreach.cli.{cmd_name}")
        command: click.Command = module.command
        command.name = cmd_name
        command.context_settings.setdefault("help_option_names", HELP)  # whoever calls it first
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the listing without importing the commands."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, text in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever the command returns
        try:
            return super().invoke(ctx)
        except OutreachError as error:
            raise _Cannot(str(error)) from error


def build() -> click.Group:
    """Return the command line, its help in the current language."""
    group = _LazyGroup(
        "outreach",
        help=_(
            "Questionnaires of lectures and workshops: from a typed file to printed tables.\n\n"
            "\b\nExample:\n"
            "  outreach tabulate surveys/2017-02-04-lecture"
        ),
        context_settings={"help_option_names": HELP, "max_content_width": 80},
    )
    language(group)
    return click.version_option(__version__, prog_name="outreach")(group)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with 0 (fine), 1 (findings) or 2 (cannot run)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _speak(use_language(_wanted(arguments)))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8")  # a pipe on Windows is cp932 otherwise
    build().main(args=arguments, prog_name="outreach")


def _wanted(arguments: list[str]) -> str | None:
    """Return what --lang says, before click: the help texts are made in that language."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang":
            return arguments[at + 1] if at + 1 < len(arguments) else None
    return None


def _speak(language: str) -> None:
    """Have click's own words (Usage, Options, errors) in the language too."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
