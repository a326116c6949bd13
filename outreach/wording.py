"""A survey's comments → the words that they say, by whom, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from outreach.attribute_rows import (
    Grouping,
    grouped_by,
    grouped_by_kind,
    grouped_by_survey,
    grouped_by_theme,
)
from outreach.comments.comment import Comment, comments_of
from outreach.comments.silence import says_nothing
from outreach.comments.theme import NOWHERE
from outreach.comments.wish import impersonal_words
from outreach.comments.words import Analysed, Analyzer, analyse_all
from outreach.errors import OutreachError
from outreach.intake.privacy import mask
from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.theming import Found

THEME, KIND, SURVEY = "theme", "kind", "survey"


@dataclass(frozen=True)
class Said:
    """Comments that say something, with their words; `grouping` has the groups they are of."""

    comments: tuple[Comment, ...]
    analysed: tuple[Analysed, ...]
    grouping: Grouping | None = None


def said_by(
    comments: Iterable[Comment],
    analyzer: Analyzer,
    public_names: Sequence[str] = (),
    jobs: int = 1,
) -> Said:
    """Return the comments that say something with their words, none of them personal data."""
    kept = tuple(comment for comment in comments if not says_nothing(comment.text))
    texts = [comment.text for comment in kept]
    return Said(kept, tuple(impersonal_words(texts, analyzer, public_names, jobs)))


def shown_by(
    comments: Iterable[Comment],
    analyzer: Analyzer,
    public_names: Sequence[str] | None = (),
    jobs: int = 1,
) -> Said:
    """Return the comments as they are shown, with their words.

    Personal data are masked (【氏名】), but for `public_names`; None masks nothing.
    """
    kept = tuple(comments)
    if public_names is not None:
        hide = partial(mask, public_names=public_names)
        kept = tuple(replace(comment, text=hide(comment.text)) for comment in kept)
    return Said(kept, tuple(analyse_all([comment.text for comment in kept], analyzer, jobs)))


def answered_by(
    surveys: Sequence[Responses],
    questions: Sequence[str],
    name: str,
    analyzer: Analyzer,
    jobs: int = 1,
) -> Said:
    """Return the comments of surveys, grouped by their writers' answers to a question.

    `name` is the question's key, label or header in each of them, or "survey"
    for the event itself. Raises UnknownQuestion, OutreachError.
    """
    found = []
    for responses in surveys:
        names = responses.codebook.survey.public_names
        said = said_by(comments_of(responses, questions), analyzer, names, jobs)
        by_event = name == SURVEY
        grouping = (
            grouped_by_survey(said.comments) if by_event
            else grouped_by(said.comments, responses, name)
        )  # fmt: skip
        found.append(replace(said, grouping=grouping))
    return _joined(found)


def themed_by(found: Found, name: str) -> Said:
    """Return the comments of themes that say something, grouped by "theme" or "kind".

    Raises OutreachError for themes of a sample.
    """
    themes = found.themes
    if not found.whole:
        raise OutreachError(_("Of a sample no words can be compared by theme or kind."))
    grouping = grouped_by_theme(themes) if name == THEME else grouped_by_kind(themes)
    kept = [at for at, code in enumerate(themes.codes.tolist()) if code != NOWHERE]
    labels = tuple(grouping.labels[at] for at in kept)
    return Said(
        tuple(themes.comments[at] for at in kept),
        tuple(themes.analysed[at] for at in kept),
        replace(grouping, labels=labels),
    )


def _joined(found: Sequence[Said]) -> Said:
    """Return several surveys' comments as one, their groups in the order of their first one."""
    groups = [said.grouping for said in found if said.grouping is not None]
    names = dict.fromkeys(name for grouping in groups for name in grouping.groups)
    labels = tuple(label for grouping in groups for label in grouping.labels)
    return Said(
        tuple(comment for said in found for comment in said.comments),
        tuple(analysed for said in found for analysed in said.analysed),
        Grouping(groups[0].title, tuple(names), labels),
    )


def words_of(
    chunks: Iterable[Sequence[Comment]],
    analyzer: Analyzer,
    public_names: Sequence[str] = (),
    jobs: int = 1,
) -> Iterator[Analysed]:
    """Yield the words of the comments that say something; one chunk is in memory at a time."""
    for chunk in chunks:
        yield from said_by(chunk, analyzer, public_names, jobs).analysed
