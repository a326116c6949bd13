"""Comments → the picture that `outreach picture` is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import click

from outreach.cli.commented import Commented
from outreach.cli.wanted import THEMES, Wanted
from outreach.comments.comment import Comment
from outreach.comments.cooccurrence import network_of
from outreach.comments.correspondence import correspondence, words_by_group
from outreach.comments.frequencies import frequencies
from outreach.comments.hierarchy import theme_hierarchy
from outreach.comments.keyness import Keyword, keywords
from outreach.comments.silence import says_nothing
from outreach.comments.theme import Themes
from outreach.comments.wish import Wish, without_personal
from outreach.comments.words import Analysed, Analyzer, analyse_all
from outreach.errors import OutreachError, UnknownOption
from outreach.intake.responses import concatenate
from outreach.messages import _
from outreach.report.model import day_and_place, synthetic_mark
from outreach.report.pictures.bars import theme_bars, word_bars
from outreach.report.pictures.cloud import word_cloud
from outreach.report.pictures.hierarchy import hierarchy_picture
from outreach.report.pictures.network import network_picture
from outreach.report.pictures.points import correspondence_picture
from outreach.report.pictures.theme_map import theme_map
from outreach.workers import workers

if TYPE_CHECKING:
    from outreach.attribute_rows import Grouping
    from outreach.report.pictures.picture import Picture


def draw(comments: Commented, wanted: Wanted) -> Picture:
    """Return the picture of the comments, with the survey's title and whether it is made up.

    Raises OutreachError where there is nothing to draw, and for a question or
    a group that is not there.
    """
    survey = comments.codebook.survey
    about = " ".join(part for part in (survey.title, day_and_place(survey)) if part)
    notes = [note for note in (about, synthetic_mark(synthetic=survey.synthetic)) if note]
    if wanted.kind in THEMES:
        themes = _themes(comments, wanted)
        picture = _of_themes(themes, wanted.kind, notes)
        for remark in themes.remarks:
            click.echo(remark, err=True)
        return picture
    if wanted.by is not None:
        return _by_group(comments, wanted, notes)
    analysed = _words(comments, wanted, _said(comments))
    first = next(analysed, None)
    if first is None:
        raise _silent()
    return _of_words(chain([first], analysed), wanted, notes)


def _silent() -> OutreachError:
    remedy = _("A picture needs comments that say something.")
    return OutreachError(_("There is no comment that says anything."), remedy=remedy)


def _themes(comments: Commented, wanted: Wanted) -> Themes:
    """Return the themes, all comments counted."""
    from outreach.cli.progress import progress
    from outreach.theming import counted, theme_comments

    names = comments.codebook.survey.public_names
    wish = Wish(wanted.count, Analyzer(wanted.tokenizer), public_names=names)
    frame = None if wanted.no_frame else comments.frame(wanted.frame)
    with workers(wanted.jobs, wanted.scheduler) as side_by_side, progress() as tell:
        found = theme_comments(
            comments.chunks, wish, side_by_side, tell, frame, numbered=comments.numbered
        )
        return counted(found, lambda _part: None)


def _of_themes(themes: Themes, kind: str, notes: Sequence[str]) -> Picture:
    if kind == "bars":
        return theme_bars(themes, notes=notes)
    if kind == "map":
        return theme_map(themes, notes=notes)
    return hierarchy_picture(theme_hierarchy(themes), notes=notes)


def _said(comments: Commented) -> Iterator[list[Comment]]:
    """Yield the comments that say something, chunk by chunk."""
    for chunk in comments.chunks():
        yield [each for each in chunk if not says_nothing(each.text)]


def _words(
    comments: Commented, wanted: Wanted, chunks: Iterable[Iterable[Comment]]
) -> Iterator[Analysed]:
    """Yield the words of comments, none of them personal data; one chunk is held at a time."""
    names = comments.codebook.survey.public_names
    analyzer = Analyzer(wanted.tokenizer)
    with workers(wanted.jobs, wanted.scheduler) as side_by_side:
        number = side_by_side.number if side_by_side is not None else 1
        for chunk in chunks:
            plain = [without_personal(each.text, names) for each in chunk]
            yield from analyse_all(plain, analyzer, number)


def _of_words(analysed: Iterable[Analysed], wanted: Wanted, notes: Sequence[str]) -> Picture:
    if wanted.kind == "network":
        return network_picture(network_of(analysed, minimum=wanted.least), notes=notes)
    found = frequencies(analysed, minimum=wanted.least)
    if not found:
        message = _("No word is in {number} comments or more.").format(number=wanted.least)
        remedy = _("Try --minimum 1.") if wanted.least > 1 else _silent().remedy
        raise OutreachError(message, remedy=remedy)
    return (word_cloud if wanted.kind == "cloud" else word_bars)(found, notes=notes)


def _by_group(comments: Commented, wanted: Wanted, notes: Sequence[str]) -> Picture:
    """Return the words and groups as a map, or the words that are one group's own."""
    if wanted.themes:
        themes = _themes(comments, wanted)
        analysed, grouping = _of_comments(themes, str(wanted.by))
    else:
        said = [each for chunk in _said(comments) for each in chunk]
        if not said:
            raise _silent()
        analysed = list(_words(comments, wanted, [said]))
        grouping = _answered(comments, str(wanted.by), said)
    labels, groups = grouping.labels, grouping.groups
    if wanted.kind == "correspondence":
        counts = words_by_group(analysed, labels, groups=groups, minimum=wanted.least)
        return correspondence_picture(correspondence(*counts), notes=notes)
    found = _own(analysed, grouping, str(wanted.group), wanted.least)
    return (word_cloud if wanted.kind == "cloud" else word_bars)(found, notes=notes)


def _of_comments(themes: Themes, by: str) -> tuple[Sequence[Analysed], Grouping]:
    """Return the comments' words and their groups by theme or by kind."""
    from outreach.attribute_rows import grouped_by_kind, grouped_by_theme

    if len(themes.analysed) != len(themes.comments) or themes.themes[0].total is not None:
        raise OutreachError(_("Of a sample no words can be compared by theme or kind."))
    grouping = grouped_by_theme(themes) if by == "theme" else grouped_by_kind(themes)
    return themes.analysed, grouping


def _answered(comments: Commented, by: str, said: Sequence[Comment]) -> Grouping:
    """Return the comments' groups by their writers' answers to a question."""
    from outreach.attribute_rows import grouped_by

    if comments.source is None:
        message = _("Without a codebook there are no questions to group comments by.")
        raise OutreachError(message, remedy=_("Name a survey's folder, or group by theme or kind."))
    comments.found.clear()
    return grouped_by(said, concatenate(list(comments.source.usable_chunks(comments.found))), by)


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
