"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.errors import CannotWrite, Place
from outreach.messages import LANGUAGES, _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from outreach.intake.findings import Finding
    from outreach.intake.surveys import Source

SURVEYS = click.argument("surveys", nargs=-1, metavar="[SURVEY]...", type=click.Path())


def _use(_context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value:
        use_language(value)


def language(command: Any) -> Any:  # noqa: ANN401 - a command or a function, as click has it
    """Add --lang."""
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, callback=_use,
        help=_("Language of messages; else OUTREACH_LANG, else the system's."),
    )(command)  # fmt: skip


def codebook(command: Any) -> Any:  # noqa: ANN401
    """Add --codebook."""
    return click.option(
        "--codebook", type=click.Path(), metavar="FILE",
        help=_("The codebook; else the nearest codebook.toml upward."),
    )(command)  # fmt: skip


def questions(command: Any) -> Any:  # noqa: ANN401
    """Add --question."""
    return click.option(
        "--question", multiple=True, metavar="KEY", help=_("Only this; may be repeated.")
    )(command)


def where(command: Any) -> Any:  # noqa: ANN401
    """Add --where."""
    return click.option(
        "--where", multiple=True, metavar="CONDITION",
        help=_("Only whom this is true of, such as: age in 70歳代, 80歳以上. May be repeated."),
    )(command)  # fmt: skip


def base(command: Any) -> Any:  # noqa: ANN401
    """Add --base."""
    return click.option(
        "--base", type=click.Choice(["all", "applicable", "answered"]), default="all",
        show_default=True,
        help=_("Percent of everybody asked, of those the question applies to, or who answered."),
    )(command)  # fmt: skip


def nets(command: Any) -> Any:  # noqa: ANN401
    """Add --nets."""
    return click.option(
        "--nets", is_flag=True, help=_("Add the nets of the codebook, such as 60歳以上.")
    )(command)


def weight(command: Any) -> Any:  # noqa: ANN401
    """Add --weight."""
    return click.option(
        "--weight", default="", metavar="NAME",
        help=_("Weight by a question, by a CSV of targets, or by the codebook's own: raking."),
    )(command)  # fmt: skip


def suppress(command: Any) -> Any:  # noqa: ANN401
    """Add --suppress, which the codebook decides where it is not given."""
    return click.option(
        "--suppress", type=click.IntRange(min=0), metavar="K",
        help=_("Hide numbers of 1 to K-1 people; else the codebook's suppress_below. 0: none."),
    )(command)  # fmt: skip


def population(command: Any) -> Any:  # noqa: ANN401
    """Add --population."""
    return click.option(
        "--population", type=click.Path(), metavar="FILE",
        help=_("People by 町 and 年齢階級; else reference/population.csv beside the surveys."),
    )(command)  # fmt: skip


def workers(command: Any) -> Any:  # noqa: ANN401
    """Add --jobs and --scheduler: who reads side by side (see outreach.workers)."""
    command = click.option(
        "--scheduler", metavar="ADDRESS",
        help=_("Read on a Dask cluster: the scheduler's address, such as tcp://10.0.0.5:8786."),
    )(command)  # fmt: skip
    return click.option(
        "--jobs", type=click.IntRange(min=0), metavar="N",
        help=_("Read with N processes side by side; 0: as many as there are processors."),
    )(command)  # fmt: skip


def format_of(output: str, endings: Mapping[str, str]) -> str:
    """Return the format that a file's ending stands for; raise CannotWrite for another one."""
    ending = Path(output).suffix.lower()
    if ending in endings:
        return endings[ending]
    message = _("“{ending}” is no format that can be written.").format(ending=ending or output)
    remedy = _("End the name in one of: {endings}.").format(endings=" ".join(endings))
    raise CannotWrite(message, Place(output), remedy)


def chosen_format(form: str | None, output: str | None, endings: Mapping[str, str]) -> str:
    """Return the format that --format names, else that of the file's ending, else text.

    Raises CannotWrite as `format_of`, UsageError for another format in a workbook.
    """
    if form and output and ".xlsx" in endings and output.lower().endswith(".xlsx"):
        raise click.UsageError(_("An .xlsx file has one format: leave out --format."))
    return form or (format_of(output, endings) if output else "text")


def tell(results: Iterable[tuple[Source, Sequence[Finding]]]) -> None:
    """Say on stderr how much was found and how to see it; leave with 1 where it was an error."""
    failed = False
    for source, found in results:
        errors = sum(finding.severity == "error" for finding in found)
        failed = failed or errors > 0
        unreadable = sum(finding.unreadable for finding in found)
        message = _(
            "{survey}: errors: {errors}, warnings: {warnings}; answers counted as 不明:"
            " {unreadable}. To see each: outreach check {path}"
        )
        words = {"survey": source.codebook.name, "errors": errors, "path": source.path}
        words |= {"warnings": len(found) - errors, "unreadable": unreadable}
        if found:
            click.echo(message.format(**words), err=True)
    if failed:
        raise SystemExit(1)
