"""A word in its context, wherever it was written (KWIC)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from outreach.comments.folding import folded
from outreach.comments.frequencies import row_of
from outreach.comments.wanted_words import How, wanted_word
from outreach.errors import OutreachError, UnknownOption
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.comments.comment import Comment
    from outreach.comments.words import Analysed, Analyzer

Sort = Literal["order", "left", "right"]
WINDOW = 30  # characters on either side


@dataclass(frozen=True, slots=True)
class Line:
    """One place of the word, in the comment's own characters.

    `comment` is the position among the comments, `start` that of the keyword
    in its text. Line breaks and whatever else was written are kept: neutralise
    them where they are shown.
    """

    comment: int
    left: str
    keyword: str
    right: str
    start: int

    def tidy(self) -> dict[str, Any]:
        """Return the fields as a row of a table."""
        return row_of(self)


def concordance(
    comments: Sequence[Comment],
    analysed: Sequence[Analysed],
    word: str,
    window: int = WINDOW,
    *,
    sort: Sort = "order",
    how: How = "word",
    analyzer: Analyzer | None = None,
) -> list[Line]:
    """Return every place of a word with `window` characters on either side.

    `analysed` are the comments' words, `how` and `analyzer` as `wanted_word`
    has them. Lines are in the order of the comments, or sorted by what follows
    ("right") or by what comes before, from the keyword leftwards ("left").
    Where a comment was analysed in other characters than its own, with
    personal data masked, those are shown. Raises OutreachError, UnknownOption;
    ValueError where comments and analysed differ in number.

    >>> from outreach.comments.comment import Comment
    >>> from outreach.comments.words import Analyzer
    >>> text = "ｹｱﾏﾈさんの声を聞きました。"
    >>> concordance([Comment("1", "", text)], [Analyzer().analyse(text)], "聞く", 4)
    [Line(comment=0, left='んの声を', keyword='聞き', right='ました。', start=9)]
    """
    if sort not in get_args(Sort):
        raise UnknownOption(_("“{sort}” is no order of lines.").format(sort=sort))
    if window < 0:
        raise OutreachError(_("A context cannot be {window} characters.").format(window=window))
    wanted = wanted_word(word, how, analyzer)
    found: list[Line] = []
    for at, (comment, own) in enumerate(zip(comments, analysed, strict=True)):
        spans = wanted.spans(own)
        if spans:
            found.extend(_lines(at, comment.text, own.text, spans, window))
    if sort == "order":
        return found
    return sorted(found, key=lambda line: (_beside(line, sort), line.comment, line.start))


def _lines(
    at: int, text: str, analysed: str, spans: Sequence[tuple[int, int]], window: int
) -> Iterator[Line]:
    """Yield the lines of one comment; spans are places in its text as it was analysed."""
    plain, places = folded(text)
    if plain != analysed:
        text, places = analysed, tuple(range(len(analysed) + 1))
    for first, last in spans:
        start = places[first]
        # One sign may be several when it is folded: it is shown whole.
        end = next(place for place in places[last:] if place > places[last - 1])
        left, right = text[max(0, start - window) : start], text[end : end + window]
        yield Line(at, left, text[start:end], right, start)


def _beside(line: Line, sort: Sort) -> tuple[str, str]:
    """Return what a line is sorted by: the nearer context, then the other."""
    left, right = folded(line.left)[0].strip()[::-1], folded(line.right)[0].strip()
    return (right, left) if sort == "right" else (left, right)
