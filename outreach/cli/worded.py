"""What `words` and `concordance` share: several surveys read, rows written in a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from outreach.cli import commented, options
from outreach.messages import _

if TYPE_CHECKING:
    from rich.text import Text

    from outreach.cli.commented import Commented

FORMATS = ("text", "csv", "json")
ENDINGS = {".csv": "csv", ".json": "json", ".txt": "text"}


@dataclass(frozen=True)
class Result:
    """What is written: rows for machines, lines of a width for people, of so many comments.

    `found` is a sentence on what was found.
    """

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    lines: Callable[[int], Iterable[Text]]
    comments: int
    found: str = ""


def output_options(command: Any) -> Any:  # noqa: ANN401
    """Add --tokenizer, --format, -o, --jobs and --lang."""
    added = (
        commented.tokenizer,
        click.option(
            "--format", "form", type=click.Choice(FORMATS), help=_("Format; else by the ending.")
        ),
        click.option(
            "-o", "--output", type=click.Path(), metavar="FILE",
            help=_("Write a file: .csv, .json or .txt."),
        ),
        click.option(
            "--jobs", type=click.IntRange(min=0), default=1, metavar="N",
            help=_("Part texts into words with N processes; 0: as many as there are processors."),
        ),
        options.language,
    )  # fmt: skip
    for add in reversed(added):
        command = add(command)
    return command


def write_result(
    opened: Sequence[Commented], result: Result, form: str, output: str | None
) -> None:
    """Write the result to a file or to stdout, then say what could not be read."""
    from outreach.cli.writing import output_file

    with output_file(output, form, [file for each in opened for file in each.files]) as file:
        if form == "csv":
            from outreach.report.word_rows import write_rows_csv

            write_rows_csv(result.columns, result.rows, file)
        elif form == "json":
            from outreach.report.word_rows import write_rows_json

            write_rows_json(result.columns, result.rows, _about(opened, result), file)
        else:
            from outreach.report.terminal import print_lines

            print_lines(lambda width: _lines(opened, result, width), file)
    options.tell([(each.source, each.found) for each in opened if each.source is not None])


def _about(opened: Sequence[Commented], result: Result) -> dict[str, Any]:
    return {
        "surveys": [each.codebook.name for each in opened],
        "titles": [each.codebook.survey.title for each in opened],
        "synthetic": any(each.codebook.survey.synthetic for each in opened),
        "comments": result.comments,
    }


def _lines(opened: Sequence[Commented], result: Result, width: int) -> Iterator[Text]:
    from outreach.report.theme_text import Heading
    from outreach.report.word_text import heading_lines

    for each in opened:
        yield from heading_lines(Heading.of(each.codebook), width)
    yield from _counted(result, width)
    if result.rows:
        yield from result.lines(width)


def _counted(result: Result, width: int) -> Iterator[Text]:
    from outreach.report.folding import folded_lines

    counted = _("Comments: {number}.").format(number=result.comments)
    found = result.found if result.rows else _("Nothing was found.")
    yield from folded_lines(" ".join(filter(None, (counted, found))), width)
