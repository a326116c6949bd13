"""Comments as a plan quotes them: masked, one line, no longer than anybody reads in a list."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.comments.kinds import Kind
from outreach.comments.sentences import split_sentences
from outreach.intake.privacy import mask
from outreach.spelling import visible

LONGEST = 120  # characters that are quoted whole


def masked(text: str, public_names: Sequence[str] = ()) -> str:
    """Return a comment in one line, personal data masked, its end left out where it is long."""
    line = " ".join(visible(part) for part in mask(text, public_names).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def asking(text: str, kind: Kind, public_names: Sequence[str] = ()) -> str:
    """Return what a comment asks or wants: the whole of a short one, of a long one the sentences.

    >>> asking("往診の費用は？", Kind("question"))
    '往診の費用は？'
    """
    if len(text) > LONGEST:
        sentences = split_sentences(text)
        wanted = [
            sentence.text
            for sentence, own in zip(sentences, kind.sentences, strict=False)
            if own.value in ("question", "request")
        ]
        if wanted and len(sentences) == len(kind.sentences):
            text = " ".join(wanted)
    return masked(text, public_names)
