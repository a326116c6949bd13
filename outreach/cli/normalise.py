"""`outreach normalise`: the answers in one spelling."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

import click

from outreach.cli import options
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.codebook import Codebook
    from outreach.intake.findings import Finding
    from outreach.intake.responses import Responses

FORMATS = {".csv": "csv", ".sav": "sav", ".zsav": "zsav", ".parquet": "parquet"}


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
    "-o", "--output", type=click.Path(), metavar="FILE",
    help=_("Write a file: .csv, .sav, .zsav (SPSS) or .parquet. Else stdout."),
)  # fmt: skip
@click.option("--mask", is_flag=True, help=_("Mask personal data in comments and other free text."))
@click.option(
    "--anonymity", type=click.IntRange(min=2), metavar="K",
    help=_("Say how many people share age, district and channel with fewer than K in all."),
)  # fmt: skip
@options.language
def command(
    survey: str, codebook: str | None, output: str | None, mask: bool, anonymity: int | None
) -> None:
    """Normalise, write, and say on stderr what could not be read."""
    from outreach.intake.surveys import find_survey
    from outreach.report.files import replacing

    kind = options.format_of(output, FORMATS) if output else "csv"
    source = find_survey(survey, codebook)
    found: list[Finding] = []
    masked: list[int] = []
    chunks: Iterable[Responses] = source.usable_chunks(found)
    if mask:
        chunks = _masked(chunks, source.codebook.survey.public_names, masked)
    kept: list[Responses] = []
    if anonymity:
        chunks = _kept(chunks, kept)
    if output is None:
        _write_stdout(chunks, source.codebook)
    else:
        with replacing(Path(output), source.files) as path:
            _write(chunks, source.codebook, kind, path, output)
    if mask:
        message = _(
            "{survey}: texts in which personal data were masked: {count}. Masking finds most of"
            " it but cannot promise to find all: read the texts before you publish them."
        )
        click.echo(message.format(survey=source.codebook.name, count=sum(masked)), err=True)
    if anonymity and kept:
        from outreach.intake.responses import concatenate
        from outreach.tables.disclosure.anonymity import k_anonymity

        click.echo(str(k_anonymity(concatenate(kept), k=anonymity)), err=True)
    options.tell([(source, found)])


def _kept(chunks: Iterable[Responses], kept: list[Responses]) -> Iterator[Responses]:
    """Yield the answers; keep their codes, without names and texts, for looking at the whole."""
    from outreach.tables.filters import anonymous

    for responses in chunks:
        kept.append(anonymous(responses))
        yield responses


def _write_stdout(chunks: Iterable[Responses], codebook: Codebook) -> None:
    """Print CSV, but nothing before all rows are known to be usable."""
    from outreach.report.normalised import write_normalised

    with SpooledTemporaryFile(1 << 24, "w+", encoding="utf-8", newline="") as whole:
        write_normalised(chunks, codebook, whole)
        whole.seek(0)
        shutil.copyfileobj(whole, sys.stdout)


def _write(
    chunks: Iterable[Responses], codebook: Codebook, kind: str, path: Path, name: str
) -> None:
    """Write a file of one of FORMATS at `path`; remarks call it by its `name`."""
    if kind == "csv":
        from outreach.report.normalised import write_normalised

        with path.open("w", encoding="utf-8-sig", newline="") as file:
            write_normalised(chunks, codebook, file)
    elif kind == "parquet":
        from outreach.report.statistics import write_parquet

        write_parquet(chunks, codebook, path)
    else:
        from outreach.intake.responses import concatenate
        from outreach.report.statistics import write_sav

        written = write_sav(concatenate(list(chunks)), path, compressed=kind == "zsav")
        short = _("{path}: texts made shorter because SPSS has no room for them: {count}")
        apart = _(
            "{path}: answers that could not be read: {count}; they are the missing value 不明,"
            " and stand as text in the variables that end in _unreadable."
        )
        for message, count in ((short, written.shortened), (apart, written.kept_apart)):
            if count:
                click.echo(message.format(path=name, count=count), err=True)


def _masked(
    chunks: Iterable[Responses], public_names: tuple[str, ...], masked: list[int]
) -> Iterator[Responses]:
    """Yield the answers with personal data masked in every free text; count the texts changed."""
    from outreach.intake.privacy import mask

    for responses in chunks:
        texts = {
            key: [mask(text, public_names) for text in column]
            for key, column in responses.texts.items()
        }
        raws = {
            key: {at: mask(text, public_names) for at, text in rows.items()}
            for key, rows in responses.raws.items()
        }
        masked += [
            sum(new != old for new, old in zip(texts[key], column, strict=True))
            for key, column in responses.texts.items()
        ]
        masked += [
            sum(raws[key][at] != old for at, old in rows.items())
            for key, rows in responses.raws.items()
        ]
        yield replace(responses, texts=texts, raws=raws)
