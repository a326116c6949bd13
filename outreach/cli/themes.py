"""`outreach themes`: what the comments are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

import click

from outreach.cli import commented, options
from outreach.errors import OutreachError
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.cli.commented import Commented
    from outreach.comments.theme import Themes
    from outreach.report.model import Report
    from outreach.theming import Found

FORMATS = ("text", "csv", "json")
ENDINGS = {".csv": "csv", ".json": "json", ".txt": "text", ".xlsx": "xlsx"}


@click.command(
    help=_(
        "Find what the comments are about: themes, with words, kinds and quotes.\n\n"
        "SURVEY is a survey's folder or a file with answers; with --column any file. Every"
        " comment is in the output (csv, json); what fits nowhere is in その他.\n\n"
        "\b\nExamples:\n"
        "  outreach themes surveys/2017-02-04-lecture\n"
        "  outreach themes surveys/2017-02-04-lecture --count 7 -o themes.csv\n"
        "  outreach themes surveys/2017-02-04-lecture --write\n"
        "  outreach themes surveys/2017-02-04-lecture --by age --by kind\n"
        "  outreach themes comments.csv --column text --count 9 --format csv"
    )
)
@click.argument("survey", type=click.Path())
@options.codebook
@commented.column
@options.questions
@commented.theme_count
@commented.frames
@click.option(
    "--write", is_flag=True,
    help=_("Write the coding frame, themes.toml, to edit; what was edited stays."),
)  # fmt: skip
@click.option(
    "--by", multiple=True, metavar="KEY",
    help=_("Count the themes by a question such as age, or by kind; csv then holds the tables."),
)  # fmt: skip
@click.option(
    "--suppress", type=click.IntRange(min=0), default=0, metavar="K",
    help=_("With --by: hide numbers of 1 to K-1 people, and whatever would tell them."),
)  # fmt: skip
@commented.tokenizer
@commented.mask
@click.option("--format", "form", type=click.Choice(FORMATS), help=_("Format; else by the ending."))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help=_("Write a file: .csv, .json, .txt, or .xlsx with tables."),
)  # fmt: skip
@options.workers
@options.language
def command(
    survey: str,
    codebook: str | None,
    column: str | None,
    question: Sequence[str],
    count: int | None,
    frame_path: str | None,
    no_frame: bool,
    write: bool,
    by: Sequence[str],
    suppress: int,
    tokenizer: str,
    mask: bool,
    form: str | None,
    output: str | None,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Find themes, write them, and say on stderr what could not be read."""
    from outreach.cli.writing import output_file
    from outreach.comments.wish import Wish
    from outreach.comments.words import Analyzer

    form = options.chosen_format(form, output, ENDINGS)
    comments = commented.open_comments(survey, codebook, column, question)
    if no_frame and frame_path:
        raise click.UsageError(_("--no-frame is not with --frame."))
    frame = None if no_frame else comments.frame(frame_path)
    if write:
        comments.check_free(frame)
    wish = Wish(count, Analyzer(tokenizer))
    with comments.themes(wish, frame, jobs, scheduler) as found:
        tables = _tables(found, comments, by, suppress) if by or form == "xlsx" else None
        if form == "xlsx":
            from outreach.report.workbook import write_workbook

            assert tables is not None
            assert output is not None  # the format is that of its ending
            write_workbook(tables, output, comments.files)
        else:
            with output_file(output, form, comments.files) as file:
                _write(found, comments, tables, form, file, mask=mask)
    if write:
        comments.write_frame(found, frame)
    comments.finish()


def _tables(found: Found, comments: Commented, by: Sequence[str], suppress: int) -> Report:
    """Return the tables of the themes by what --by names, else by the usual attributes."""
    from outreach.attributes import theme_tables
    from outreach.report.model import build_report

    if not found.whole:
        raise OutreachError(_("Themes of a sample cannot be counted by person."))
    answers = comments.answers()
    tables = theme_tables(answers, found.themes, by, suppress=suppress)
    return build_report(comments.codebook, tables, respondents=len(answers))


def _write(
    found: Found, comments: Commented, tables: Report | None, form: str, file: TextIO, *, mask: bool
) -> None:
    """Write the themes, and the tables that were asked for, in a format."""
    from outreach.intake.privacy import mask as masked
    from outreach.report import theme_rows
    from outreach.theming import counted

    names = comments.codebook.survey.public_names
    hide: Callable[[str], str] = partial(masked, public_names=names)
    if form == "csv" and tables is not None:
        from outreach.report.tidy import write_tidy_csv

        write_tidy_csv([tables], file)
    elif form == "csv":
        write = theme_rows.csv_writer(file, hide if mask else str)
        themes = counted(found, write)
        _tell(themes)
    elif form == "json":
        survey = comments.codebook.survey
        about: dict[str, Any] = {"survey": comments.codebook.name, "title": survey.title}
        if tables is not None:
            from outreach.report.tidy import as_object

            parts = as_object(tables)
            about |= {name: parts[name] for name in ("tables", "notes", "cells")}
        with theme_rows.json_writer(file, hide if mask else str) as (write, finish):
            finish(counted(found, write), **about, synthetic=survey.synthetic)
    else:
        from outreach.report.terminal import print_lines, print_report
        from outreach.report.theme_text import Heading, theme_lines

        themes = counted(found, lambda _part: None)
        heading = Heading.of(comments.codebook)
        print_lines(lambda width: theme_lines(themes, heading, width, hide), file)
        if tables is not None:
            file.write("\n")
            print_report(tables, file)


def _tell(themes: Themes) -> None:
    """Say on stderr what stands beside the rows of a CSV file."""
    for remark in themes.remarks:
        click.echo(remark, err=True)
