"""`outreach compare`: one event against the last one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from outreach.cli import options
from outreach.cli.reading import Reading
from outreach.cli.writing import output_file
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.report.comparison import Compared
    from outreach.tables.compare import Terms
    from outreach.tables.contents import Base

FORMATS = ("text", "markdown", "csv", "json")
ENDINGS = {".csv": "csv", ".md": "markdown", ".json": "json", ".txt": "text"}


@click.command(
    help=_(
        "Compare two events, or years: percent before and now, differences in points.\n\n"
        "OLD and NEW are surveys' folders or files with answers. Of more than two each is"
        " compared with the one before it. Questions and options are matched by their wording;"
        " what cannot be compared is left out, and the reason is given.\n\n"
        "\b\nExamples:\n"
        "  outreach compare surveys/2016-02-06-lecture surveys/2017-02-04-lecture\n"
        "  outreach compare 2015 2016 2017 --question useful --by age -o compared.csv\n"
        "  outreach compare 2016 2017 --drift\n"
        "  outreach compare 2015 2016 2017 --pool"
    )
)
@click.argument("surveys", nargs=-1, required=True, metavar="OLD NEW...", type=click.Path())
@options.codebook
@options.questions
@click.option(
    "--by", multiple=True, metavar="KEY",
    help=_("Also within each group of this; may be repeated; KEY+KEY nests."),
)  # fmt: skip
@options.where
@options.base
@options.weight
@options.nets
@click.option(
    "--against", type=click.Choice(["previous", "first"]), show_default="previous",
    help=_("Of more than two surveys: compare each with the one before, or with the first."),
)  # fmt: skip
@click.option(
    "--confidence", type=float, default=0.95, show_default=True, metavar="C",
    help=_("How sure the intervals are."),
)  # fmt: skip
@click.option(
    "--suppress", type=int, default=0, metavar="K",
    help=_("Hide what rests on 1 to K-1 people in one of the surveys."),
)  # fmt: skip
@click.option("--drift", is_flag=True, help=_("Only what changed in the questionnaires."))
@click.option("--pool", is_flag=True, help=_("Instead, tables with the events as the break."))
@click.option("--format", "form", type=click.Choice(FORMATS), help=_("Format; else by the ending."))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE",
    help=_("Write a file: .csv, .md, .json or .txt."),
)  # fmt: skip
@options.language
def command(
    surveys: Sequence[str],
    codebook: str | None,
    question: Sequence[str],
    by: Sequence[str],
    where: Sequence[str],
    base: Base,
    weight: str,
    nets: bool,
    against: str | None,
    confidence: float,
    suppress: int,
    drift: bool,
    pool: bool,
    form: str | None,
    output: str | None,
) -> None:
    """Compare, write, say on stderr what could not be read; leave with 1 where something is not."""
    from outreach.intake.surveys import find_survey
    from outreach.tables.compare import Terms

    if pool and (drift or against):
        raise click.UsageError(_("--pool is not with {other}.").format(
            other="--drift" if drift else "--against"
        ))  # fmt: skip
    form = options.chosen_format(form, output, ENDINGS)
    terms = Terms(base, nets, where, confidence, suppress).checked()
    reading = Reading([find_survey(path, codebook) for path in surveys], weight)
    if pool:
        _pool(reading, Wish(question, by), terms, form, output)
        return
    firsts = [0] * len(surveys) if against == "first" else range(-1, len(surveys) - 1)
    pairs = [[firsts[at], at] for at in range(1, len(surveys))] or [[0]]
    found = [_compared(reading, pair, Wish(question, by), terms, drift=drift) for pair in pairs]
    write_reports(found, form, output, reading.files, drift=drift)
    if form == "csv" or output:
        _tell(reason for each in found for reason in each.apart)
    if form == "csv":
        for remark in dict.fromkeys(told for each in found for told in each.remarked):
            click.echo(remark, err=True)
    reading.finish(failed=any(each.refused for each in found))


@dataclass(frozen=True, slots=True)
class Wish:
    """Which questions and breaks are wanted, by name; none stands for what is usual."""

    questions: Sequence[str]
    breaks: Sequence[str]


def _compared(
    reading: Reading, pair: Sequence[int], wish: Wish, terms: Terms, *, drift: bool
) -> Compared:
    """Return two surveys compared; say on stderr where the newer one comes first."""
    from outreach.report.comparison_build import build_compared

    harmony = reading.harmony(pair)
    days = [book.survey.date for book in harmony.codebooks]
    if days[0] and days[1] and days[0] > days[1]:
        message = _("{old} is later than {new}: the older survey is meant to come first.")
        click.echo(message.format(old=harmony.names[0], new=harmony.names[1]), err=True)
    chunks = [reading.chunks(at) for at in pair]
    found = build_compared(harmony, chunks, wish.questions, wish.breaks, terms, counted=not drift)
    return replace(found, remarks=reading.told(pair))


def _pool(reading: Reading, wish: Wish, terms: Terms, form: str, output: str | None) -> None:
    """Tabulate all surveys together with the event as the break."""
    from outreach.cli.tabulate import write_reports as write_reports
    from outreach.counting import Wanted, finish
    from outreach.report.model import build_report
    from outreach.tables.tally import tally
    from outreach.tables.waves.pooling import by_day, events_only, opened, pooled_chunks

    order = by_day([source.codebook for source in reading.sources])
    harmony, sources = opened(reading.harmony(order), [reading.chunks(at)() for at in order])
    harmony = harmony.without_other_people()
    breaks = [f"{by}+{harmony.event.key}" for by in wish.breaks]
    asked = wish.questions or [
        item.question.key
        for item in harmony.items
        if item.question.closed or item.question.type == "number"
    ]
    keys = [harmony.item(name).question.key for name in asked]
    wanted = Wanted(
        keys, [harmony.event.key, *breaks], terms.base, terms.nets, where=terms.where,
        tests={"level": 1 - terms.confidence}, suppress=terms.suppress,
    )  # fmt: skip
    plan = replace(wanted.plan(harmony.codebook), weight=Path(reading.weight).name)
    chunks = pooled_chunks(harmony, sources)
    first = tally(next(chunks), plan)
    counted = finish(sum((tally(chunk, plan) for chunk in chunks), first), plan, wanted)
    report = build_report(
        harmony.codebook, [events_only(table, harmony) for table in counted.tables],
        respondents=sum(reading.sizes.values()), summaries=counted.summaries,
        remarks=reading.told(order),
    )  # fmt: skip
    write_reports([report], form, output, reading.files)
    _tell(harmony.refused.values())
    reading.finish(failed=False)


def _tell(reasons: Iterable[str]) -> None:
    """Say on stderr, once each, why questions are not in the result."""
    for reason in dict.fromkeys(reasons):
        click.echo(_("Left out: {reason}").format(reason=reason), err=True)


def write_reports(
    found: Sequence[Compared], form: str, output: str | None, inputs: Sequence[Path], *, drift: bool
) -> None:
    """Write to stdout, or to a file that is whole or not there."""
    with output_file(output, form, inputs) as file:
        _write_text(found, form, file, drift=drift)


def _write_text(found: Sequence[Compared], form: str, file: TextIO, *, drift: bool) -> None:
    from outreach.report import comparison_file as forms

    if form == "markdown":
        forms.write_comparisons_markdown(found, file, drift=drift)
    elif form == "json":
        forms.write_comparisons_json(found, file)
    elif form == "csv":
        (forms.write_changes_csv if drift else forms.write_comparisons_csv)(found, file)
    else:
        (forms.write_changes if drift else forms.write_comparisons)(found, file)
