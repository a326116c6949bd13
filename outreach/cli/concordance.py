"""`outreach concordance`: a word in its context, wherever it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from outreach.cli import commented, options, worded
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.comments.concordance import Line, Sort
    from outreach.comments.wanted_words import How
    from outreach.wording import Said


@click.command(
    help=_(
        "Show a word in its context, in whatever form it was written.\n\n"
        "SURVEY is a survey's folder or a file with answers; with --column any file. Personal"
        " data are masked on the screen, in files with --mask.\n\n"
        "\b\nExamples:\n"
        "  outreach concordance surveys/2017-02-04-lecture 費用\n"
        "  outreach concordance surveys/2017-02-04-lecture ケアマネ --sort right\n"
        "  outreach concordance comments.csv 駐車 --column 感想 --how text"
    )
)
@click.argument("survey", type=click.Path())
@click.argument("word")
@options.codebook
@commented.column
@options.questions
@click.option(
    "--window", type=click.IntRange(min=0), default=30, show_default=True, metavar="N",
    help=_("Characters on either side."),
)  # fmt: skip
@click.option(
    "--sort", type=click.Choice(["order", "left", "right"]), default="order", show_default=True,
    help=_("As the comments stand, by what is before the word, or by what follows."),
)  # fmt: skip
@click.option(
    "--how", type=click.Choice(["word", "text", "regex"]), default="word", show_default=True,
    help=_("The word in every form and spelling, these very characters, or a pattern."),
)  # fmt: skip
@commented.mask
@worded.output_options
def command(
    survey: str,
    word: str,
    codebook: str | None,
    column: str | None,
    question: Sequence[str],
    window: int,
    sort: Sort,
    how: How,
    mask: bool,
    tokenizer: str,
    form: str | None,
    output: str | None,
    jobs: int,
) -> None:
    """Find the word, write its lines, and say on stderr what could not be read."""
    from outreach.comments.concordance import concordance
    from outreach.comments.words import Analyzer
    from outreach.report.word_rows import LINE
    from outreach.report.word_text import concordance_lines
    from outreach.wording import shown_by

    form = options.chosen_format(form, output, worded.ENDINGS)
    comments = commented.open_comments(survey, codebook, column, question)
    analyzer = Analyzer(tokenizer)
    names = comments.codebook.survey.public_names if mask or form == "text" else None
    every = (comment for chunk in comments.chunks() for comment in chunk)
    said = shown_by(every, analyzer, names, jobs or -1)
    found = concordance(
        said.comments, said.analysed, word, window, sort=sort, how=how, analyzer=analyzer
    )
    result = worded.Result(
        LINE, list(_rows(found, said)),
        lambda width: concordance_lines(found, said.comments, width), len(said.comments),
        _("Found {places} times in {comments} comments.").format(
            places=len(found), comments=len({line.comment for line in found})
        ),
    )  # fmt: skip
    worded.write_result([comments], result, form, output)


def _rows(lines: Sequence[Line], said: Said) -> Iterator[dict[str, Any]]:
    """Yield the lines as rows, each with its comment."""
    for line in lines:
        comment = said.comments[line.comment]
        yield {
            "respondent": comment.respondent, "question": comment.question,
            "left": line.left, "keyword": line.keyword, "right": line.right,
            "start": line.start, "text": comment.text,
        }  # fmt: skip
