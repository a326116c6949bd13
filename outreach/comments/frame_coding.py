"""What a frame says of comments: where people put them, by pin, by keyword, or the last time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from outreach.comments.comment import Comment
from outreach.comments.frame import Frame
from outreach.comments.keyword_matching import Matcher, matching
from outreach.comments.pins import pins_among, places_of, reference_of, signature
from outreach.errors import OutreachError, Place
from outreach.messages import _
from outreach.spelling import visible

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outreach.comments.words import Analysed, Analyzer

UNKNOWN = -1  # not placed yet
PINNED, KEYWORD, KEPT = "pinned", "keyword", "kept"
_SHOWN = 5  # pins that a remark names


class TwoThemes(OutreachError, ValueError):
    """A comment that is pinned to two themes."""


@dataclass(frozen=True, eq=False)
class Known:
    """What a frame knows of comments, one entry each.

    `codes` are positions among Frame.active, −1 for what is not placed yet;
    `seconds` a second theme whose keywords fit too, or −1; `reasons` "pinned",
    "keyword", "kept" (it had that theme in the run before) or "". `remarks`
    are sentences for the reader.
    """

    codes: NDArray[np.int64]
    seconds: NDArray[np.int64]
    reasons: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def code_known(
    frame: Frame,
    comments: Sequence[Comment],
    analysed: Sequence[Analysed],
    *,
    analyzer: Analyzer | None = None,
    numbered: bool = False,
) -> Known:
    """Return the comments that the frame places by itself; what is merged counts as one theme.

    A pin comes first, then keywords: the theme of which the most expressions
    fit, of two alike the one that stands first; the other is the second theme.
    Then what had a theme in the run before keeps it. `analyzer` must be the one
    that made `analysed`; `numbered` says that respondents are running numbers.
    Raises TwoThemes for a comment that two pins of one exactness put into two themes.
    """
    codes = np.full(len(comments), UNKNOWN, dtype=np.int64)
    seconds = codes.copy()
    reasons = [""] * len(comments)
    pinned, remarks = _pinned(frame, comments, numbered)
    for at, code in pinned.items():
        codes[at], reasons[at] = code, PINNED
    for at, ranked in _by_keywords(frame, analysed, analyzer):
        rest = [code for code in ranked if code != codes[at]]
        if codes[at] == UNKNOWN:
            codes[at], reasons[at] = rest.pop(0), KEYWORD
        seconds[at] = rest[0] if rest else UNKNOWN
    kept = _kept(frame)
    for at in np.flatnonzero(codes == UNKNOWN).tolist() if kept else ():
        code = kept.get(signature(comments[at].text), UNKNOWN)
        if code != UNKNOWN:
            codes[at], reasons[at] = code, KEPT
    return Known(codes, seconds, tuple(reasons), tuple(remarks))


def splits_of(frame: Frame) -> dict[int, int]:
    """Return into how many themes people want which active theme split, by position.

    The largest part keeps the theme's key and name, with all that is pinned or
    has a keyword; each other part is a proposal.
    """
    return {at: theme.split for at, theme in enumerate(frame.active) if theme.split}


def _pinned(
    frame: Frame,
    comments: Sequence[Comment],
    numbered: bool,
) -> tuple[dict[int, int], list[str]]:
    """Return the code of each comment that is pinned, and what to say of pins."""
    if not any(theme.pins for theme in frame.themes):
        return {}, []
    pins = pins_among(comments, numbered=numbered)
    best: dict[int, tuple[int, int, str]] = {}
    lost, passing = [], 0
    for theme in frame.themes:
        for pin in theme.pins:
            exact, places = places_of(pin, pins)
            if not places:
                lost.append(pin)
            passing += numbered and exact in (1, 3)
            for at in places:
                entry = (exact, frame.places[theme.key], pin)
                best[at] = _more_exact(frame, best.get(at), entry)
    return {at: code for at, (_exact, code, _pin) in best.items()}, list(_said(lost, passing))


def _more_exact(
    frame: Frame, one: tuple[int, int, str] | None, other: tuple[int, int, str]
) -> tuple[int, int, str]:
    """Return the pin that is more exact; raise where two are alike and disagree."""
    if one is None or other[0] > one[0]:
        return other
    if other[0] == one[0] and other[1] != one[1]:
        first, second = frame.active[one[1]].label, frame.active[other[1]].label
        message = _("The comment “{pin}” is pinned to “{first}” and to “{second}”.").format(
            pin=visible(reference_of(other[2]))[:40], first=visible(first), second=visible(second)
        )
        remedy = _("A comment has one theme: take it out of one of the two.")
        place = Place(str(frame.path or ""), row=_row(frame, other[2]))
        raise TwoThemes(message, place, remedy)
    return one


def _row(frame: Frame, pin: str) -> int | None:
    """Return the line in which a pin stands last."""
    rows = [at for at, line in enumerate(frame.text.split("\n"), 1) if pin in line]
    return rows[-1] if rows else None


def _said(lost: Sequence[str], passing: int) -> Iterator[str]:
    if lost:
        shown = ", ".join(visible(reference_of(pin))[:30] for pin in lost[:_SHOWN])
        more = " …" if len(lost) > _SHOWN else ""
        message = _("{count} pins of the frame match no comment here; they stay in it: {pins}")
        yield message.format(count=len(lost), pins=shown + more)
    if passing:
        yield _(
            "{count} pins name a running number, which changes when rows do;"
            " --write makes them last."
        ).format(count=passing)


def _by_keywords(
    frame: Frame, analysed: Sequence[Analysed], analyzer: Analyzer | None
) -> Iterator[tuple[int, list[int]]]:
    """Yield the comments that keywords fit, with the themes: the most expressions first."""
    if not any(theme.keywords for theme in frame.themes):
        return
    matcher = Matcher(analyzer)
    texts = [(text, frame.places[one.key]) for one in frame.themes for text in one.keywords]
    expressions = [matcher.compiled(text) for text, _code in texts]
    found = matching(expressions, map(matcher.searched, analysed))
    for at, fitting in enumerate(found):
        if fitting:
            counts = Counter(texts[place][1] for place in fitting)
            yield at, sorted(counts, key=lambda code: (-counts[code], code))


def _kept(frame: Frame) -> dict[str, int]:
    """Return the code of each fingerprint that is remembered; the first theme has it."""
    kept: dict[str, int] = {}
    for theme in frame.themes:
        for digits in theme.kept:
            code = frame.places[theme.key]
            kept[digits] = min(code, kept.get(digits, code))
    return kept
