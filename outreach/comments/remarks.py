"""What a reader should know of comments and of the themes that were found in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from outreach.comments.comment import Comment
from outreach.comments.lookalikes import find_lookalikes
from outreach.comments.theme import Theme
from outreach.comments.wish import repeated
from outreach.messages import _
from outreach.spelling import visible

if TYPE_CHECKING:
    from outreach.comments.words import Analysed

_SHOWN = 3  # look-alikes that are named


def remarks_on(
    comments: Sequence[Comment],
    analysed: Sequence[Analysed],
    said: Sequence[int],
    wished: int | None,
    themes: Sequence[Theme],
) -> Iterator[str]:
    """Yield sentences on the themes, その他 last, of comments with these words.

    `said` are the positions of those that say something, `wished` the number
    of themes that was asked for.
    """
    count = len(themes) - 1
    if wished is not None and count < wished:
        message = _("{wished} themes were asked for; there are different comments for {count}.")
        yield message.format(wished=wished, count=count)
    if not len(said):
        yield _("There is no comment that says anything.")
    often = repeated([comments[at].text for at in said])
    if often:
        message = _(
            "The same text came several times ({times} of {number} comments);"
            " for finding themes each counts once."
        )
        yield message.format(times=often, number=len(said))
    if themes[-1].size:
        message = _("In その他 are {number} comments that no theme is near to.")
        yield message.format(number=themes[-1].size)
    yield from _stumbled(comments, analysed)
    yield from _lookalikes(comments)


def _stumbled(comments: Sequence[Comment], analysed: Sequence[Analysed]) -> Iterator[str]:
    """Yield which comments no words could be made of."""
    faults = [at for at, each in enumerate(analysed) if each.fault]
    if faults:
        message = _(
            "{number} comments could not be parted into words; the first is {name}'s: {why}"
        )
        first = faults[0]
        name, why = visible(comments[first].respondent), visible(analysed[first].fault)
        yield message.format(number=len(faults), name=name, why=why)


def _lookalikes(comments: Sequence[Comment]) -> Iterator[str]:
    """Yield which signs stand where only others, that look like them, make sense."""
    different: dict[str, Comment] = {}
    for comment in comments:
        different.setdefault(comment.text, comment)
    found = [
        (comment, sign) for comment in different.values() for sign in find_lookalikes(comment.text)
    ]
    if found:
        places = ", ".join(
            _("{sign} for {meant} in “{around}” ({name})").format(
                sign=one.sign, meant=one.meant, around=visible(one.around),
                name=visible(comment.respondent),
            )
            for comment, one in islice(found, _SHOWN)
        )  # fmt: skip
        more = " …" if len(found) > _SHOWN else ""
        message = _("Signs that look like others, and may hide a word: {number}: {places}")
        yield message.format(number=len(found), places=places + more)
