"""A comment → its sentences, with their places."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from outreach.patterns import pattern

_OPENING, _CLOSING = "「『（(【［[〈《“", "」』）)】］]〉》”"
_LONGEST = 300  # characters that brackets may hold together; what is not closed by then was a slip
# An end: its signs, then brackets that close after it. A stop between digits is none (3.5),
# nor is one in an address (www.x.jp, ?id=1) or after an enumerator (1.).
_END = pattern(
    r"(?:[。｡！!♪♡♥☆★]|[?？](?![\w=&])|(?<![\d.\s])[.．](?=\s|$|[^\x00-\x7f]))"
    r"(?:[。｡！!?？♪♡♥☆★.．…]|[」』）)】](?![とのはがをにもで]))*"
)
# A line that ends so goes on below: people break lines in the middle of a sentence.
_GOES_ON = pattern(r"(?:[、,，]|[ぁ-ん一-龥々][はがをにと])$")
_BREAK = pattern(r"[\n\r\x0b\x0c\x85\u2028\u2029]+")
# A blank parts sentences only after a form that can end one: names and lists have blanks too.
_BLANK = pattern(
    r"(?<=ます|です|した|せん|たい|ない|さい|った|すか|うか|のか|せん|しい|だ。|すね|たね|だね)"
    r"[ \t\u3000]+"
)
_MARK = r"(?:[・●○◯◎■□◆◇▪•‣※＊*\-–−→⇒►▶✓✔]|[①-⑳]|[(（]?\d{1,2}[.．)）、:](?!\d))"
_BULLET = pattern(rf"^\s*{_MARK}\s*|^\s+")
_NEW_BULLET = pattern(rf"^\s*{_MARK}")
_INNER_BULLET = pattern(r"(?:(?<=\s)|(?<=。))[・●■◆①-⑳]|(?<=\S)[①-⑳]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A part of a text: where it begins, where it ends, and what stands there."""

    start: int
    end: int
    text: str


def split_sentences(text: str) -> tuple[Sentence, ...]:
    r"""Return the sentences of a text in order, without bullets and blanks around them.

    They end at 。！？ and the like, at line breaks, bullets, and blanks after an ending;
    not in brackets that are closed in the same line, nor at a line break after a comma.

    >>> [each.text for each in split_sentences("費用は？「はい。」と聞いた。\n・駅から遠い")]
    ['費用は？', '「はい。」と聞いた。', '駅から遠い']
    >>> split_sentences("　よかった ")
    (Sentence(start=1, end=5, text='よかった'),)
    """
    found = []
    for start, end in _lines(text):
        cuts = [start, *_cuts(text, start, end), end]
        for first, last in pairwise(cuts):
            sentence = _trimmed(text, first, last)
            if sentence is not None:
                found.append(sentence)
    return tuple(found)


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of lines, those joined that go on below."""
    spans: list[tuple[int, int]] = []
    start = 0
    for at in (*_BREAK.finditer(text), None):
        end, following = (at.start(), at.end()) if at else (len(text), len(text))
        line = text[max(start, end - 4) : end]
        below = text[following : following + 8]
        joins = at is not None and len(at[0].replace("\r\n", "\n")) == 1
        if joins and _GOES_ON.search(line) and below.strip() and not _NEW_BULLET.search(below):
            continue
        spans.append((start, end))
        start = following
    return spans


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return the places in a line where a sentence ends and none is inside brackets."""
    held = _held(text, start, end)
    places = {found.end() for found in _END.finditer(text, start, end)}
    places |= {found.end() for found in _BLANK.finditer(text, start, end)}
    places |= {found.start() for found in _INNER_BULLET.finditer(text, start, end)}
    return [at for at in sorted(places) if at < end and not held[at - start]]


def _held(text: str, start: int, end: int) -> list[bool]:
    """Return for each place of a line whether brackets around it are opened and closed."""
    held = [False] * (end - start + 1)
    opened: list[int] = []
    for at in range(start, end):
        if text[at] in _OPENING:
            opened.append(at)
        elif text[at] in _CLOSING and opened:
            first = opened.pop()
            if at - first <= _LONGEST and not opened:
                held[first - start + 1 : at - start + 1] = [True] * (at - first)
    return held


def _trimmed(text: str, start: int, end: int) -> Sentence | None:
    """Return the span without a bullet and blanks around it; None where nothing is left."""
    bullet = _BULLET.search(text[start:end])
    first = start + bullet.end() if bullet else start
    while first < end and text[first].isspace():
        first += 1
    while end > first and text[end - 1].isspace():
        end -= 1
    whole = text[first:end]
    return Sentence(first, end, whole) if any(sign.isalnum() for sign in whole) else None
