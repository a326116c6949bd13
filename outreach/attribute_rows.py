"""Whose comment it is: comments beside the answers of one survey, or of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from outreach.attribute_answers import theme_labels
from outreach.codebook import Question
from outreach.comments.comment import Comment
from outreach.comments.kinds import KIND_LABELS, KINDS
from outreach.comments.theme import NOWHERE, Themes
from outreach.errors import OutreachError
from outreach.intake.responses import Responses, chosen_labels
from outreach.messages import _
from outreach.tables.waves.pooling import by_day, pool


def pooled_answers(
    answers: Responses | Sequence[Responses], themes: Themes
) -> tuple[Responses, Themes, tuple[Question, ...]]:
    """Return one survey's answers as they are, several pooled; the themes; the events' question.

    Of several the comments' rows are then those of the pooled answers.
    Raises OutreachError where the comments are not of these answers, where
    two surveys have one name, and as `pool`.
    """
    if len(themes.comments) != len(themes.codes):
        raise OutreachError(_("Themes of a sample cannot be counted by person."))
    surveys = [answers] if isinstance(answers, Responses) else list(answers)
    if len(surveys) == 1:
        _check(themes.comments, len(surveys[0]))
        return surveys[0], themes, ()
    pooled = pool(surveys)
    moved = tuple(_moved(themes.comments, surveys))
    return pooled, replace(themes, comments=moved), pooled.codebook.questions[:1]


def _moved(comments: Iterable[Comment], surveys: Sequence[Responses]) -> Iterable[Comment]:
    """Yield the comments with their respondents' rows in the pooled answers."""
    ordered = [surveys[at] for at in by_day([each.codebook for each in surveys])]
    names = [each.codebook.name for each in ordered]
    if len(set(names)) < len(names):
        message = _("Two surveys are called “{name}”.")
        twice = next(name for name in names if names.count(name) > 1)
        raise OutreachError(message.format(name=twice), remedy=_("Rename a folder."))
    sizes = [len(each) for each in ordered]
    firsts = dict(zip(names, accumulate(sizes, initial=0), strict=False))
    by_name = dict(zip(names, sizes, strict=True))
    for comment in comments:
        if comment.survey not in firsts:
            raise _strange()
        _check([comment], by_name[comment.survey])
        yield replace(comment, row=firsts[comment.survey] + comment.row)


def _check(comments: Iterable[Comment], size: int) -> None:
    if any(not 0 <= comment.row < size for comment in comments):
        raise _strange()


def _strange() -> OutreachError:
    message = _("The comments are not of these answers.")
    return OutreachError(message, remedy=_("Find the themes of the same answers again."))


def commented_once(themes: Themes) -> bool:
    """Return whether nobody wrote two comments that say something."""
    said = np.asarray(themes.codes) != NOWHERE
    rows = [comment.row for comment, one in zip(themes.comments, said, strict=True) if one]
    return len(set(rows)) == len(rows)


@dataclass(frozen=True)
class Grouping:
    """Which groups each comment is of, none, one or several; `groups` are in order."""

    title: str
    groups: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]


def grouped_by(comments: Sequence[Comment], responses: Responses, name: str) -> Grouping:
    """Return the comments' groups by their writers' answers to a question, such as age.

    Raises UnknownQuestion; OutreachError for a question without options, and
    where the comments are not of these answers.
    """
    question = responses.codebook.question(name)
    if not question.closed:
        message = _("“{key}” has no options that could be counted.").format(key=question.key)
        raise OutreachError(message, remedy=_("Name a question of type single, multiple or scale."))
    _check(comments, len(responses))
    codes = responses.codes[question.key][[comment.row for comment in comments]].tolist()
    if question.multiple:
        labels = tuple(chosen_labels(question, code) for code in codes)
    else:
        labels = tuple((question.labels[code],) if code >= 0 else () for code in codes)
    return Grouping(question.label, question.labels, labels)


def grouped_by_theme(themes: Themes) -> Grouping:
    """Return the comments' groups by theme, as tables call them."""
    names = tuple(theme.label for theme in themes.themes)
    if len(set(names)) < len(names):
        names = theme_labels(themes)
    found = tuple((names[code],) if code != NOWHERE else () for code in themes.codes.tolist())
    return Grouping(_("theme of the comment"), names, found)


def grouped_by_kind(themes: Themes) -> Grouping:
    """Return the comments' groups by what they want; those that say nothing want nothing."""
    labels = {value: _(KIND_LABELS[value]) for value in KINDS}
    pairs = zip(themes.kinds, themes.codes.tolist(), strict=True)
    found = tuple((labels[kind.value],) if code != NOWHERE else () for kind, code in pairs)
    return Grouping(_("kind of the comment"), tuple(labels.values()), found)


def grouped_by_survey(comments: Sequence[Comment]) -> Grouping:
    """Return the comments' groups by the event that they were written at."""
    names = tuple(dict.fromkeys(comment.survey for comment in comments))
    return Grouping(_("event"), names, tuple((comment.survey,) for comment in comments))
