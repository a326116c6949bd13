"""`outreach tabulate`: from a typed file to tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from outreach.cli import options
from outreach.cli.writing import output_file
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.counting import Wanted
    from outreach.parallel import Answers
    from outreach.report.model import Report
    from outreach.report.row import Look
    from outreach.tables.contents import Base, Share

FORMATS = ("text", "markdown", "csv", "json")
ENDINGS = {".xlsx": "xlsx", ".csv": "csv", ".md": "markdown", ".json": "json", ".txt": "text"}


@click.command(
    help=_(
        "Count the answers: simple tables, then each question by each break.\n\n"
        "SURVEY is a survey's folder or a file with answers; without it every folder of"
        " ./surveys is counted.\n\n"
        "\b\nExamples:\n"
        "  outreach tabulate surveys/2017-02-04-lecture\n"
        "  outreach tabulate surveys/2017-02-04-lecture -o tables.xlsx --suppress 5\n"
        "  outreach tabulate surveys/2017-02-04-lecture --by age+district --test\n"
        "  outreach tabulate answers.xlsx --codebook codebook.toml --by age"
    )
)
@options.SURVEYS
@options.codebook
@options.questions
@click.option(
    "--by", multiple=True, metavar="KEY",
    help=_("Break by this; may be repeated; KEY+KEY nests. Else by age, district and channel."),
)  # fmt: skip
@options.where
@click.option(
    "--percent", "share", type=click.Choice(["row", "column", "total"]), default="row",
    show_default=True, help=_("Percent of the group, of all with that answer, of everybody."),
)  # fmt: skip
@options.base
@options.nets
@click.option(
    "--top", type=int, default=0, metavar="N",
    help=_("Add to scales the N best and the N worst options, and their difference."),
)  # fmt: skip
@click.option("--means", is_flag=True, help=_("Add means, medians and quartiles of scales."))
@options.weight
@click.option(
    "--test", is_flag=True,
    help=_("Add tests: intervals, residuals (+ -), letters, association. See --letters."),
)  # fmt: skip
@click.option(
    "--letters", type=click.Choice(["t", "z", "none"]), default="t", show_default=True,
    help=_("How groups are compared pair by pair, with --test: t, pooled z, or not."),
)  # fmt: skip
@click.option(
    "--correction", type=click.Choice(["bonferroni", "bh", "none"]), default="bonferroni",
    show_default=True, help=_("What keeps many comparisons from finding chance, with --test."),
)  # fmt: skip
@click.option(
    "--association", type=click.Choice(["auto", "chi2", "lr", "fisher", "none"]),
    default="auto", show_default=True, help=_("Test of a whole table, with --test."),
)  # fmt: skip
@click.option(
    "--level", type=float, default=0.05, show_default=True, metavar="P",
    help=_("Below this p a difference is told, with --test."),
)  # fmt: skip
@click.option(
    "--population", type=int, metavar="N",
    help=_("How many people the respondents are from: intervals become narrower, with --test."),
)  # fmt: skip
@click.option(
    "--suppress", type=int, default=0, metavar="K",
    help=_("Hide numbers of 1 to K-1 people, and whatever would tell them."),
)  # fmt: skip
@click.option("--sort", is_flag=True, help=_("Options that most people chose come first."))
@click.option("--index", is_flag=True, help=_("Add the index: 100 where a group is as everybody."))
@click.option("--intervals", is_flag=True, help=_("Show the intervals by group too, with --test."))
@click.option("--banner", is_flag=True, help=_("Put a question's breaks into one table."))
@click.option("--format", "form", type=click.Choice(FORMATS), help=_("Format; else by the ending."))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help=_("Write a file: .xlsx, .csv, .md, .json or .txt."),
)  # fmt: skip
@options.workers
@options.language
def command(
    surveys: Sequence[str],
    codebook: str | None,
    question: Sequence[str],
    by: Sequence[str],
    where: Sequence[str],
    share: Share,
    base: Base,
    nets: bool,
    top: int,
    means: bool,
    weight: str,
    test: bool,
    letters: str,
    correction: str,
    association: str,
    level: float,
    population: int | None,
    suppress: int,
    sort: bool,
    index: bool,
    intervals: bool,
    banner: bool,
    form: str | None,
    output: str | None,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Count, write, and say on stderr what could not be read."""
    from outreach.cli.progress import progress
    from outreach.counting import Wanted
    from outreach.intake.surveys import find_surveys
    from outreach.parallel import Answers
    from outreach.report.row import Look
    from outreach.workers import workers

    form = options.chosen_format(form, output, ENDINGS)
    _check_tests(test=test)
    tests = {
        "letters": None if letters == "none" else letters, "correction": correction,
        "association": None if association == "none" else association,
        "level": level, "population": population,
    }  # fmt: skip
    wanted = Wanted(
        question, by, base, nets, top, means, where, weight, tests if test else None, suppress, sort
    )
    look = Look(share, index, intervals)
    sources = find_surveys(surveys, codebook)
    with workers(jobs, scheduler) as side_by_side, progress() as tell:
        read = [Answers(source, side_by_side, tell) for source in sources]
        reports = [_report(answers, wanted, look, banner=banner) for answers in read]
    write_reports(reports, form, output, [file for source in sources for file in source.files])
    options.tell((answers.source, answers.found) for answers in read)


def _check_tests(*, test: bool) -> None:
    """Raise UsageError for an option of the tests that would do nothing without --test."""
    context = click.get_current_context()
    of_tests = ("letters", "correction", "association", "level", "population", "intervals")
    given = [
        name
        for name in of_tests
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    ]
    if given and not test:
        message = _("--{option} needs --test.").format(option=given[0])
        raise click.UsageError(message)


def _report(answers: Answers, wanted: Wanted, look: Look, *, banner: bool) -> Report:
    """Return one survey's Report; its findings are then in `answers.found`."""
    from outreach.counting import count_tables
    from outreach.report.model import build_report

    book = answers.source.codebook
    counted = count_tables(book, answers.chunks, wanted, answers.total)
    return build_report(
        book, counted.tables, look.share, sum(answers.sizes), summaries=counted.summaries,
        look=look, banner=banner, differences=counted.differences, remarks=counted.remarks,
    )  # fmt: skip


def write_reports(
    reports: Sequence[Report], form: str, output: str | None, inputs: list[Path]
) -> None:
    """Write the reports to stdout, or to a file that is whole or not there."""
    if output is not None and form == "xlsx":
        from outreach.report.workbook import write_workbook

        write_workbook(reports, output, inputs)
        return
    with output_file(output, form, inputs) as file:
        _write_text(reports, form, file)


def _write_text(reports: Sequence[Report], form: str, file: TextIO) -> None:
    if form == "csv":
        from outreach.report.tidy import write_tidy_csv

        write_tidy_csv(reports, file)
    elif form == "json":
        from outreach.report.tidy import write_json

        write_json(reports, file)
    elif form == "markdown":
        from outreach.report.markdown import write_markdown

        write_markdown(reports, file)
    else:
        from outreach.report.terminal import print_report

        for number, report in enumerate(reports):
            file.write("\n" if number else "")
            print_report(report, file)
