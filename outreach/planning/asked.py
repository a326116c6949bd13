"""What people asked: every question and request, to be answered at or before the next event."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from outreach.comments.comment import Comment
from outreach.comments.kind_rules import QUESTION, REQUEST
from outreach.comments.kinds import Kind
from outreach.comments.pins import pin_of, reference_of, signature
from outreach.comments.sentences import split_sentences
from outreach.comments.theme import NOWHERE, Themes
from outreach.intake.privacy import mask
from outreach.planning.entries import Entries, Entry, matched
from outreach.planning.plan import Asked
from outreach.spelling import visible
from outreach.studies import Study

ASKS = (QUESTION, REQUEST)
LONG = 80  # signs; of a longer comment the sentences that ask are enough
_LAST = datetime.date.max


def asked_of(study: Study, letters: Mapping[int, str] | None = None) -> list[Asked]:
    """Return a survey's questions and requests by theme, the same text once.

    `letters` are projects by the place of a comment; without them they are
    those that the frame names for themes. Texts are masked, on one line.
    """
    themes = study.themes
    if themes is None:
        return []
    found: dict[str, Asked] = {}
    keys: set[str] = set()
    for place in _in_order(themes):
        comment, kind = themes.comments[place], themes.kinds[place]
        squeezed = "".join(unicodedata.normalize("NFKC", comment.text).split())
        if kind.value not in ASKS or squeezed in found:
            continue
        key = _unused(f"{study.name}/{signature(comment.text)}", keys)
        theme = themes.themes[int(themes.codes[place])]
        project = (letters or {}).get(place, theme.project)
        found[squeezed] = Asked(
            key, study.name, asking(study, comment, kind), theme.label, kind.value,
            project, theme.owner, comment=_reference(study, comment),
        )  # fmt: skip
    return list(found.values())


def _in_order(themes: Themes) -> Iterator[int]:
    """Yield the places of comments that are about something: theme by theme, as they came."""
    for at in range(len(themes.themes)):
        yield from (place for place, code in enumerate(themes.codes.tolist()) if code == at)
    assert NOWHERE < 0


def asking(study: Study, comment: Comment, kind: Kind) -> str:
    """Return what of a comment asks, masked and on one line; of a short one everything."""
    names = study.codebook.survey.public_names
    text = mask(comment.text, names)
    if len(text) > LONG:
        sentences = split_sentences(comment.text)
        wanted = [
            sentence.text
            for sentence, own in zip(sentences, kind.sentences, strict=False)
            if own.value == kind.value or own.value in ASKS
        ]
        if len(sentences) == len(kind.sentences) and wanted:
            text = mask(" ".join(wanted), names)
    return visible(" ".join(text.split()))


def _reference(study: Study, comment: Comment) -> str:
    numbered = study.codebook.respondent is None
    return reference_of(pin_of(comment, numbered=numbered))


def _unused(key: str, keys: set[str]) -> str:
    """Return the key, with a number where two texts have the same fingerprint."""
    name, number = key, 2
    while name in keys:
        name, number = f"{key}-{number}", number + 1
    keys.add(name)
    return name


def with_entries(asked: Sequence[Asked], entries: Entries) -> list[Asked]:
    """Return the questions and requests with what people entered about them."""
    own = matched(asked, entries)
    return [
        _entered(each, entries.entries[own[at]]) if at in own else each
        for at, each in enumerate(asked)
    ]


def _entered(asked: Asked, entry: Entry) -> Asked:
    return replace(
        asked,
        project=entry.project or asked.project,
        owner=visible(entry.owner) or asked.owner,
        due=entry.due,
        done=entry.done,
        answer=visible(entry.answer),
    )


def open_first(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Return them in order: open ones, those due soonest first, then those that are done."""
    return tuple(sorted(asked, key=lambda each: (each.done, each.due or _LAST)))
