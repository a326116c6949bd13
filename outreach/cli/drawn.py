"""Comments → the picture that `outreach picture` is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

import click

from outreach.cli.commented import Commented
from outreach.cli.wanted import THEMES, Wanted
from outreach.comments.cooccurrence import network_of
from outreach.comments.correspondence import correspondence, words_by_group
from outreach.comments.frequencies import frequencies
from outreach.comments.hierarchy import theme_hierarchy
from outreach.comments.keyness import Keyword, keywords
from outreach.comments.theme import Themes
from outreach.comments.wish import Wish
from outreach.comments.words import Analysed, Analyzer
from outreach.errors import OutreachError, UnknownOption
from outreach.messages import _
from outreach.report.model import day_and_place, synthetic_mark
from outreach.report.pictures.bars import theme_bars, word_bars
from outreach.report.pictures.cloud import word_cloud
from outreach.report.pictures.hierarchy import hierarchy_picture
from outreach.report.pictures.network import network_picture
from outreach.report.pictures.points import correspondence_picture
from outreach.report.pictures.theme_map import theme_map
from outreach.theming import counted
from outreach.wording import Said, answered_by, themed_by, words_of
from outreach.workers import workers

if TYPE_CHECKING:
    from outreach.attribute_rows import Grouping
    from outreach.report.pictures.picture import Picture
    from outreach.theming import Found


def draw(comments: Commented, wanted: Wanted) -> Picture:
    """Return the picture of the comments, with the survey's title and whether it is made up.

    Raises OutreachError where there is nothing to draw, and for a question or
    a group that is not there.
    """
    survey = comments.codebook.survey
    about = " ".join(part for part in (survey.title, day_and_place(survey)) if part)
    notes = [note for note in (about, synthetic_mark(synthetic=survey.synthetic)) if note]
    if wanted.kind in THEMES:
        with _found(comments, wanted) as found:
            themes = counted(found, lambda _part: None)
        picture = _of_themes(themes, wanted.kind, notes)
        for remark in themes.remarks:
            click.echo(remark, err=True)
        return picture
    if wanted.by is not None:
        return _by_group(_grouped(comments, wanted), wanted, notes)
    with _jobs(wanted) as jobs:
        names = comments.codebook.survey.public_names
        analysed = words_of(comments.chunks(), Analyzer(wanted.tokenizer), names, jobs)
        first = next(analysed, None)
        if first is None:
            raise _silent()
        return _of_words(chain([first], analysed), wanted, notes)


def _silent() -> OutreachError:
    remedy = _("A picture needs comments that say something.")
    return OutreachError(_("There is no comment that says anything."), remedy=remedy)


@contextmanager
def _found(comments: Commented, wanted: Wanted) -> Iterator[Found]:
    """Give the themes as they are wanted."""
    frame = None if wanted.no_frame else comments.frame(wanted.frame_path)
    wish = Wish(wanted.count, Analyzer(wanted.tokenizer))
    with comments.themes(wish, frame, wanted.jobs, wanted.scheduler) as found:
        yield found


@contextmanager
def _jobs(wanted: Wanted) -> Iterator[int]:
    """Give how many processes part texts into words."""
    with workers(wanted.jobs, wanted.scheduler) as side_by_side:
        yield side_by_side.number if side_by_side is not None else 1


def _grouped(comments: Commented, wanted: Wanted) -> Said:
    """Return the comments in the groups that --by names; raises where there is none."""
    by = str(wanted.by)
    if wanted.themes:
        with _found(comments, wanted) as found:
            said = themed_by(found, by)
    else:
        with _jobs(wanted) as jobs:
            analyzer = Analyzer(wanted.tokenizer)
            said = answered_by([comments.answers()], wanted.questions, by, analyzer, jobs)
    if not said.comments:
        raise _silent()
    return said


def _of_themes(themes: Themes, kind: str, notes: Sequence[str]) -> Picture:
    if kind == "bars":
        return theme_bars(themes, notes=notes)
    if kind == "map":
        return theme_map(themes, notes=notes)
    return hierarchy_picture(theme_hierarchy(themes), notes=notes)


def _of_words(analysed: Iterable[Analysed], wanted: Wanted, notes: Sequence[str]) -> Picture:
    if wanted.kind == "network":
        return network_picture(network_of(analysed, minimum=wanted.least), notes=notes)
    found = frequencies(analysed, minimum=wanted.least)
    if not found:
        message = _("No word is in {number} comments or more.").format(number=wanted.least)
        remedy = _("Try --minimum 1.") if wanted.least > 1 else _silent().remedy
        raise OutreachError(message, remedy=remedy)
    return (word_cloud if wanted.kind == "cloud" else word_bars)(found, notes=notes)


def _by_group(said: Said, wanted: Wanted, notes: Sequence[str]) -> Picture:
    """Return the words and groups as a map, or the words that are one group's own."""
    grouping = said.grouping
    assert grouping is not None  # see _grouped
    if wanted.kind == "correspondence":
        counts = words_by_group(
            said.analysed, grouping.labels, groups=grouping.groups, minimum=wanted.least
        )
        return correspondence_picture(correspondence(*counts), notes=notes)
    found = _own(said.analysed, grouping, str(wanted.group), wanted.least)
    return (word_cloud if wanted.kind == "cloud" else word_bars)(found, notes=notes)


def _own(
    analysed: Sequence[Analysed], grouping: Grouping, group: str, minimum: int
) -> list[Keyword]:
    """Return the words that are characteristic of a group."""
    if group not in grouping.groups:
        message = _("“{group}” is no group of “{title}”.")
        raise UnknownOption(
            message.format(group=group, title=grouping.title),
            remedy=_("Use one of {parts}.").format(parts=", ".join(grouping.groups)),
        )
    found = keywords(analysed, grouping.labels, groups=grouping.groups, minimum=minimum)
    own = [each for each in found if each.group == group]
    if not own:
        message = _("No word is characteristic of “{group}”.").format(group=group)
        raise OutreachError(message, remedy=_("Its comments are few, or like all others."))
    return own
