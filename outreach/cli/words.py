"""`outreach words`: which words are said, by whom more than by others, and beside which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

import click

from outreach.cli import commented, options, worded
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.cli.commented import Commented
    from outreach.comments.keyness import Unit
    from outreach.comments.words import Analysed, Analyzer
    from outreach.wording import Said

PARTS = ("noun", "verb", "adjective", "adverb", "other")
_MOST, _MOST_OF_A_GROUP = 50, 10  # words that a screen shows; a file has all


@click.command(
    help=_(
        "Count the words of comments; with --by those that a group says more than others.\n\n"
        "SURVEY is a survey's folder or a file with answers, one or several; with --column any"
        " file. Stop words (stopwords/) and personal data are not counted.\n\n"
        "\b\nExamples:\n"
        "  outreach words surveys/2017-02-04-lecture\n"
        "  outreach words surveys/2017-02-04-lecture --by age -o words.csv\n"
        "  outreach words surveys/2017-02-04-lecture --by theme\n"
        "  outreach words surveys/2017-02-04-lecture --near 退院"
    )
)
@click.argument("surveys", nargs=-1, required=True, metavar="SURVEY...", type=click.Path())
@options.codebook
@commented.column
@options.questions
@click.option(
    "--by", metavar="KEY",
    help=_("Compare groups: a question such as age; theme, kind, or survey for several events."),
)  # fmt: skip
@click.option("--near", metavar="WORD", help=_("Words that stand near this one."))
@click.option(
    "--part", multiple=True, type=click.Choice(PARTS),
    help=_("Only words of this part of speech; may be repeated."),
)  # fmt: skip
@click.option(
    "--minimum", type=click.IntRange(min=1), metavar="N",
    help=_("Only words of N comments or more; without it 1, with --by 2."),
)  # fmt: skip
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N",
    help=_("At most N words, of each group with --by; else a screen shows 50 or 10, a file all."),
)  # fmt: skip
@click.option(
    "--unit", type=click.Choice(["comments", "words"]), default="comments", show_default=True,
    help=_("With --by: compare how many comments have the word, or how often it stands there."),
)  # fmt: skip
@click.option(
    "--suppress", type=click.IntRange(min=0), default=0, metavar="K",
    help=_("With --by: leave out words and groups of 1 to K-1 comments, here or elsewhere."),
)  # fmt: skip
@worded.output_options
def command(
    surveys: Sequence[str],
    codebook: str | None,
    column: str | None,
    question: Sequence[str],
    by: str | None,
    near: str | None,
    part: tuple[str, ...],
    minimum: int | None,
    top: int | None,
    unit: Unit,
    suppress: int,
    tokenizer: str,
    form: str | None,
    output: str | None,
    jobs: int,
) -> None:
    """Count the words, write them, and say on stderr what could not be read."""
    from outreach.comments.words import Analyzer

    form = options.chosen_format(form, output, worded.ENDINGS)
    if by and near:
        raise click.UsageError(_("--by is not with --near."))
    opened = [commented.open_comments(each, codebook, column, question) for each in surveys]
    work = _Work(opened, question, Analyzer(tokenizer), jobs)
    look = _Look(part, minimum, top, unit, suppress, whole=form != "text")
    if by:
        result = _keywords(work.grouped(by), look)
    elif near:
        result = _neighbours(work, near, look)
    else:
        result = _frequencies(work, look)
    worded.write_result(opened, result, form, output)


@dataclass(frozen=True)
class _Look:
    """What is shown of the words: their parts of speech, of how many comments, how many."""

    parts: tuple[str, ...]
    minimum: int | None
    top: int | None
    unit: Unit
    suppress: int
    whole: bool

    def most(self, usual: int) -> int | None:
        """Return how many words are shown, None for all."""
        return self.top or (None if self.whole else usual)


@dataclass(frozen=True)
class _Work:
    """The surveys that are read, and how their comments are parted into words."""

    opened: Sequence[Commented]
    questions: Sequence[str]
    analyzer: Analyzer
    jobs: int

    def words(self) -> Iterator[Analysed]:
        """Yield each comment's words, of one survey after another."""
        from outreach.wording import words_of

        for each in self.opened:
            names = each.codebook.survey.public_names
            yield from words_of(each.chunks(), self.analyzer, names, self.jobs or -1)

    def grouped(self, by: str) -> Said:
        """Return the comments in the groups that --by names."""
        from outreach.wording import KIND, THEME, answered_by

        if by in (THEME, KIND) and not any(each.asks(by) for each in self.opened):
            return self._themed(by)
        answers = [each.answers() for each in self.opened]
        return answered_by(answers, self.questions, by, self.analyzer, self.jobs or -1)

    def _themed(self, by: str) -> Said:
        from outreach.comments.wish import Wish
        from outreach.wording import themed_by

        if len(self.opened) > 1:
            raise click.UsageError(_("By theme or kind, name one survey."))
        only = self.opened[0]
        with only.themes(Wish(None, self.analyzer), only.frame(None), self.jobs) as found:
            return themed_by(found, by)


def _frequencies(work: _Work, look: _Look) -> worded.Result:
    from outreach.comments.frequencies import frequencies
    from outreach.report.word_rows import FREQUENCY
    from outreach.report.word_text import frequency_lines

    number = 0

    def counted() -> Iterator[Analysed]:
        nonlocal number
        for number, analysed in enumerate(work.words(), 1):  # noqa: B007 - the last is kept
            yield analysed

    found = frequencies(counted(), parts=look.parts, minimum=look.minimum or 1)
    kept = found[: look.most(_MOST)]
    rows = [each.tidy() for each in kept]
    return worded.Result(FREQUENCY, rows, lambda _width: frequency_lines(kept, number), number)


def _keywords(said: Said, look: _Look) -> worded.Result:
    from outreach.comments.keyness import keywords, told_by_few
    from outreach.report.word_rows import KEYWORD
    from outreach.report.word_text import keyword_lines

    grouping = said.grouping
    assert grouping is not None  # see _Work.grouped
    found = keywords(
        said.analysed, grouping.labels, groups=grouping.groups,
        minimum=look.minimum or 2, parts=look.parts, unit=look.unit,
    )  # fmt: skip
    open_to_all = [each for each in found if not told_by_few(each, look.suppress)]
    groups = groupby(open_to_all, key=lambda each: each.group)
    kept = [each for _group, own in groups for each in islice(own, look.most(_MOST_OF_A_GROUP))]
    return worded.Result(
        KEYWORD, [each.tidy() for each in kept],
        lambda width: keyword_lines(kept, grouping.title, width, look.unit), len(said.comments),
    )  # fmt: skip


def _neighbours(work: _Work, near: str, look: _Look) -> worded.Result:
    from outreach.comments.collocates import collocates
    from outreach.report.word_rows import COLLOCATE
    from outreach.report.word_text import collocate_lines

    analysed = list(work.words())
    found = collocates(
        analysed, near, minimum=look.minimum or 1, parts=look.parts, analyzer=work.analyzer
    )
    kept = found[: look.most(_MOST)]
    return worded.Result(
        COLLOCATE, [each.tidy() for each in kept],
        lambda width: collocate_lines(kept, width), len(analysed),
    )  # fmt: skip
