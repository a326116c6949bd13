"""`outreach picture`: the comments as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from outreach.cli import commented, options
from outreach.cli.wanted import BY_GROUP, THEMES, WORDS, Wanted
from outreach.messages import _


@click.command(
    help=_(
        "Draw the comments of a survey, with real glyphs, as .svg or .png.\n\n"
        "Kinds of words: cloud, words (bars), network (of words in the same comments),"
        " correspondence (words and groups). Kinds of themes: bars, map, hierarchy (a tree)."
        " The picture in words goes to stdout, for those who cannot see it.\n\n"
        "\b\nExamples:\n"
        "  outreach picture surveys/2017-02-04-lecture --kind cloud -o cloud.png\n"
        "  outreach picture surveys/2017-02-04-lecture --kind map -o themes.svg\n"
        "  outreach picture surveys/2017-02-04-lecture --kind cloud --by age --group 70歳代"
        " -o 70.svg\n"
        "  outreach picture comments.csv --column text --kind network -o network.svg"
    )
)
@click.argument("survey", type=click.Path())
@click.option(
    "--kind", type=click.Choice([*WORDS, *THEMES]), default="cloud", show_default=True,
    help=_("What is drawn."),
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(), required=True, metavar="FILE",
    help=_("The picture's file: .svg or .png."),
)  # fmt: skip
@options.codebook
@commented.column
@options.questions
@click.option(
    "--by", metavar="NAME",
    help=_("Groups of people by a question, such as age; or theme, or kind."),
)  # fmt: skip
@click.option(
    "--group", metavar="NAME",
    help=_("The group of --by whose own words are drawn, by keyness (G²)."),
)  # fmt: skip
@click.option(
    "--minimum", type=click.IntRange(min=1), metavar="N",
    help=_("Only words of so many comments; else 2, so that nobody's own word is shown."),
)  # fmt: skip
@commented.theme_count
@commented.frames
@commented.tokenizer
@options.workers
@options.language
def command(
    survey: str,
    codebook: str | None,
    column: str | None,
    question: Sequence[str],
    output: str,
    **wishes: object,
) -> None:
    """Draw, write the file, say in words what is in it."""
    from outreach.cli.drawn import draw
    from outreach.report.pictures.picture import checked_ending

    wanted = Wanted(tuple(question), **wishes)  # type: ignore[arg-type]  # click looked at each
    _check(wanted)
    checked_ending(Path(output))
    comments = commented.open_comments(survey, codebook, column, question)
    picture = draw(comments, wanted)
    picture.save(output, comments.files)
    click.echo(picture.alternative)
    comments.finish()


def _check(wanted: Wanted) -> None:
    """Raise UsageError for options that do not go together."""
    if wanted.kind == "correspondence" and not wanted.by:
        raise click.UsageError(_("The kind correspondence needs --by: whose words?"))
    if wanted.by and wanted.kind not in BY_GROUP:
        raise click.UsageError(_("--by is for cloud, words and correspondence."))
    if (wanted.group is not None) != (wanted.by is not None and wanted.kind != "correspondence"):
        raise click.UsageError(_("A group's own words need both --by and --group."))
    if wanted.minimum is not None and wanted.kind in THEMES:
        raise click.UsageError(_("--minimum is for pictures of words."))
    if not wanted.themes and (wanted.count or wanted.frame_path or wanted.no_frame):
        raise click.UsageError(_("--count, --frame and --no-frame are for pictures of themes."))
    if wanted.no_frame and wanted.frame_path:
        raise click.UsageError(_("--no-frame is not with --frame."))
