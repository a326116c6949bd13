"""A survey's comments → its themes: all at once, or those of a sample and then the rest."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from outreach.comments.comment import Comment
from outreach.comments.placing import Placed, Placer
from outreach.comments.theme import NOWHERE, Themes
from outreach.comments.themes import learn_themes, themes_of
from outreach.comments.wish import Wish
from outreach.errors import OutreachError, Place
from outreach.messages import _, current_language, use_language

if TYPE_CHECKING:
    from outreach.comments.frame import Frame
    from outreach.parallel import Tell, Workers

LARGE = 20_000  # comments that are clustered all together; of more, a sample is
SAMPLE = 4_000  # different comments that the themes of many are learnt from

Chunks = Callable[[], Iterable[Sequence[Comment]]]


@dataclass(frozen=True)
class Found:
    """Themes, and the comments with theirs in `parts`, which may be gone through once.

    Few comments are one part, `themes` itself. Of many, `themes` holds a
    sample, and its sizes are not yet counted (see `counted`).
    """

    themes: Themes
    parts: Iterable[Themes]
    whole: bool = True


def theme_comments(
    chunks: Chunks,
    wish: Wish,
    workers: Workers | None = None,
    tell: Tell | None = None,
    frame: Frame | None = None,
    *,
    numbered: bool = False,
) -> Found:
    """Return the themes of the comments that `chunks` gives, whenever it is called.

    More than LARGE comments are never held: themes are learnt from a sample of
    different ones, and each comment then gets the nearest theme, chunk by
    chunk, by `workers` side by side. The bytes are the same however many work.
    With a `frame` its themes come first (see `framed_themes`).
    """
    gathered = _gather(chunks(), tell)
    if gathered.whole:
        wish = replace(wish, jobs=workers.number if workers is not None else 1)
        themes = _whole(gathered.comments, wish, frame, numbered=numbered)
        return Found(themes, [themes])
    if frame is not None:
        message = _("A frame codes at most {most} comments; here are {number}.")
        text = message.format(most=LARGE, number=gathered.number)
        place = Place(str(frame.path or ""))
        raise OutreachError(text, place, _("Leave the frame out: --no-frame."))
    themes, placer = learn_themes(gathered.comments, wish)
    remark = _("{number} comments: themes were learnt from {sample} different ones of them.")
    told = remark.format(number=gathered.number, sample=len(gathered.comments))
    themes = replace(themes, remarks=(*themes.remarks, told))
    return Found(themes, _parts(chunks, placer, themes, workers, tell, gathered.number), False)


def _whole(
    comments: Sequence[Comment], wish: Wish, frame: Frame | None, *, numbered: bool
) -> Themes:
    if frame is None or not frame.themes:
        return themes_of(comments, wish)
    from outreach.comments.framed import framed_themes

    return framed_themes(comments, wish, frame, numbered=numbered)


def counted(found: Found, look: Callable[[Themes], object]) -> Themes:
    """Return the themes with the number of all their comments; each part is shown to `look`."""
    sizes: Counter[int] = Counter()
    for part in found.parts:
        look(part)
        sizes.update(part.codes.tolist())
    if found.whole:
        return found.themes
    sized = [replace(theme, total=sizes[at]) for at, theme in enumerate(found.themes.themes)]
    return replace(found.themes, themes=tuple(sized), silent=sizes[NOWHERE])


@dataclass(frozen=True)
class _Gathered:
    comments: Sequence[Comment]
    number: int

    @property
    def whole(self) -> bool:
        return self.number <= LARGE


def _gather(chunks: Iterable[Sequence[Comment]], tell: Tell | None) -> _Gathered:
    """Return all comments; of too many, those different texts that have the smallest hashes.

    Which they are depends on neither order nor repetition.
    """
    kept: list[Comment] = []
    smallest: list[tuple[int, int, Comment]] = []  # a heap, the largest hash on top
    known: set[int] = set()
    number = 0
    for chunk in chunks:
        for comment in chunk:
            number += 1
            if number <= LARGE:
                kept.append(comment)
            _offer(smallest, known, comment, number)
        if tell:
            tell(number, 0)
    if number <= LARGE:
        return _Gathered(kept, number)
    return _Gathered([comment for _hash, _at, comment in sorted(smallest, reverse=True)], number)


def _offer(
    smallest: list[tuple[int, int, Comment]], known: set[int], comment: Comment, at: int
) -> None:
    text = comment.text.encode("utf-8", "surrogatepass")
    rank = int.from_bytes(blake2b(text, digest_size=8).digest())
    if rank in known or (len(smallest) == SAMPLE and rank >= -smallest[0][0]):
        return
    known.add(rank)
    entry = (-rank, at, comment)
    if len(smallest) < SAMPLE:
        heapq.heappush(smallest, entry)
    else:
        known.discard(-heapq.heapreplace(smallest, entry)[0])


def _parts(
    chunks: Chunks,
    placer: Placer,
    themes: Themes,
    workers: Workers | None,
    tell: Tell | None,
    number: int,
) -> Iterator[Themes]:
    """Yield each chunk's comments with their themes."""
    done = 0
    waiting: deque[Sequence[Comment]] = deque()

    def calls() -> Iterator[Callable[[], Placed]]:
        for chunk in chunks():
            waiting.append(chunk)
            yield partial(_place_one, placer, chunk, current_language())

    placed_chunks = (call() for call in calls()) if workers is None else workers.run(calls())
    for placed in placed_chunks:
        chunk = waiting.popleft()
        done += len(chunk)
        if tell:
            tell(done, number)
        yield replace(
            themes, comments=tuple(chunk), codes=placed.codes, seconds=placed.seconds,
            scores=placed.scores, kinds=placed.kinds, reasons=placed.reasons, analysed=(),
        )  # fmt: skip


def _place_one(placer: Placer, comments: Sequence[Comment], language: str) -> Placed:
    use_language(language)
    return placer.place(comments)
