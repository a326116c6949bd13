"""References to comments that stay true when rows are added or put in another order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from outreach.comments.comment import Comment
from outreach.intake.privacy import mask
from outreach.patterns import pattern
from outreach.spelling import visible

_PRINT = pattern(r"#([0-9a-f]{8})")
_SHOWN = 24  # signs of a comment that stand behind a reference, for people
_FEWEST = 5  # signs of a beginning that are enough to know a comment by
_UNSAFE = pattern(r"[「」@\s]")
_LEADING = pattern(r"(.*?)\s*(?:「.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pins:
    """The comments of a run, as references find them.

    `numbered` says that respondents are only running numbers: a reference by
    one of them is good for this run alone.
    """

    prints: dict[str, list[int]]
    answers: dict[tuple[str, str], list[int]]
    respondents: dict[str, list[int]]
    beginnings: dict[str, list[int]]
    numbered: bool = False


def signature(text: str) -> str:
    """Return 8 hexadecimal digits that stand for a comment's text, however it is spaced.

    >>> signature("ＦＡＸは 便利") == signature("FAXは便利"), len(signature(""))
    (True, 8)
    """
    return _print_of(_squeezed(text))


def _print_of(squeezed: str) -> str:
    return blake2b(squeezed.encode("utf-8", "replace"), digest_size=4).hexdigest()


def pin_of(comment: Comment, *, numbered: bool = False, public_names: Sequence[str] = ()) -> str:
    """Return the reference to a comment: its respondent and question, else a fingerprint.

    `numbered` says that respondents are running numbers, which change when rows
    do. Behind it stands how the comment begins, personal data masked, for
    people only.

    >>> pin_of(Comment("A12", "comment", "往診の費用を知りたい"))
    'A12@comment 「往診の費用を知りたい」'
    >>> pin_of(Comment("12", "comment", "往診の費用を知りたい"), numbered=True)
    '#9eaf445d 「往診の費用を知りたい」'
    """
    shown = beginning(comment.text, public_names)
    return f"{_reference(comment, numbered)} 「{shown}」"


def beginning(text: str, public_names: Sequence[str] = (), most: int = _SHOWN) -> str:
    """Return how a comment begins, on one line, personal data masked."""
    line = visible(" ".join(mask(text, public_names).split()))
    return _requoted(line[:most]) + ("…" if len(line) > most else "")


def reference_of(pin: str) -> str:
    """Return what a pin refers by, without what stands behind it for people.

    >>> reference_of("A12@comment 「往診の…」"), reference_of("「往診の費用を」")
    ('A12@comment', '往診の費用を')
    """
    found = _LEADING.fullmatch(pin.strip())
    leading = found[1].strip() if found else ""
    return (leading or pin.strip().strip("「」").strip()).rstrip("…")


def pins_among(comments: Sequence[Comment], *, numbered: bool = False) -> Pins:
    """Return the comments in a form in which references are looked up."""
    found = Pins({}, {}, {}, {}, numbered)
    for at, comment in enumerate(comments):
        respondent = plain(comment.respondent)
        found.answers.setdefault((respondent, plain(comment.question)), []).append(at)
        found.respondents.setdefault(respondent, []).append(at)
        squeezed = _squeezed(comment.text)
        found.beginnings.setdefault(squeezed, []).append(at)
    for squeezed, places in found.beginnings.items():
        found.prints.setdefault(_print_of(squeezed), []).extend(places)
    return found


def places_of(pin: str, pins: Pins) -> tuple[int, list[int]]:
    """Return how exact a reference is, and the positions of the comments that it means.

    3: one answer of a respondent; 2: a text; 1: all comments of a respondent;
    0: texts that begin so, five signs at least.
    """
    reference = plain(reference_of(pin))
    if found := _PRINT.fullmatch(reference.casefold()):
        return 2, pins.prints.get(found[1], [])
    respondent, _sign, question = reference.rpartition("@")
    places = pins.answers.get((plain(respondent), plain(question)))
    if places:
        return 3, places
    if places := pins.respondents.get(plain(reference)):
        return 1, places
    return 0, sorted(_begun_by(_squeezed(reference), pins))


def lasts(pin: str, pins: Pins) -> bool:
    """Return whether a reference stays true when rows are added."""
    exact, places = places_of(pin, pins)
    return not places or exact == 2 or (exact in (1, 3) and not pins.numbered)


def plain(text: str) -> str:
    """Return a name as references compare it."""
    return unicodedata.normalize("NFKC", text).strip()


def _begun_by(start: str, pins: Pins) -> Iterator[int]:
    if len(start) < _FEWEST:
        return
    if start in pins.beginnings:
        yield from pins.beginnings[start]
        return
    for text, places in pins.beginnings.items():
        if text.startswith(start):
            yield from places


def _reference(comment: Comment, numbered: bool) -> str:
    name, question = comment.respondent, comment.question
    whole = name + question
    safe = whole == plain(whole) and whole.isprintable() and not _UNSAFE.search(whole)
    if numbered or not safe or not name or name.startswith("#"):
        return "#" + signature(comment.text)
    return f"{name}@{question}"


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _requoted(text: str) -> str:
    """Return the text with 『』 for 「」, which stand around it."""
    return text.replace("「", "『").replace("」", "』")
