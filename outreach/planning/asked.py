"""Every question and request of the comments, once, to be answered at or before the next event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from outreach.comments.pins import pin_of, signature
from outreach.comments.projects import project_letter
from outreach.comments.theme import NOWHERE
from outreach.planning.duties import project_by_words
from outreach.planning.entries import Entry
from outreach.planning.plan import Asked
from outreach.planning.wording import asking
from outreach.studies import Study

ASKING = ("question", "request")


def asked_of(study: Study, entries: Mapping[str, Entry]) -> tuple[Asked, ...]:
    """Return what the comments of a survey ask and want, with what people entered on it.

    Open ones come first. A text that stands there twice is listed once.
    """
    found = [_with(each, entries.get(each.key)) for each in _asked(study)]
    return tuple(sorted(found, key=lambda each: each.done))


def _asked(study: Study) -> Iterator[Asked]:
    themes = study.themes
    if themes is None:
        return
    names = study.codebook.survey.public_names
    numbered = study.codebook.respondent is None
    seen: set[str] = set()
    for at, comment in enumerate(themes.comments):
        code, kind = int(themes.codes[at]), themes.kinds[at]
        mark = signature(comment.text)
        if code == NOWHERE or kind.value not in ASKING or mark in seen:
            continue
        seen.add(mark)
        theme = themes.themes[code]
        project = project_letter(theme.project) or project_by_words([comment.text] * 2)[0]
        pin = pin_of(comment, numbered=numbered, public_names=names)
        yield Asked(
            key_of(pin), study.name, asking(comment.text, kind, names),
            theme.label, kind.value, project, theme.owner,
        )  # fmt: skip


def key_of(pin: str) -> str:
    """Return the part of a pin that names the comment, without how it begins.

    >>> key_of("A12@comment 「往診の費用を知りたい」")
    'A12@comment'
    """
    return pin.partition(" 「")[0]


def _with(asked: Asked, entry: Entry | None) -> Asked:
    if entry is None:
        return asked
    return replace(
        asked, project=project_letter(entry.project) or entry.project or asked.project,
        owner=entry.owner or asked.owner, due=entry.due, done=entry.done, answer=entry.answer,
    )  # fmt: skip


def open_first(lists: Sequence[Sequence[Asked]]) -> tuple[Asked, ...]:
    """Return what several surveys asked in one list, open ones first."""
    together = [each for one in lists for each in one]
    return tuple(sorted(together, key=lambda each: each.done))
