"""What the rules look at, and how a message shows what they find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from outreach.codebook import Codebook
from outreach.intake.cells import Sheet
from outreach.intake.dialects import Layout, Respondents
from outreach.intake.privacy import shown_safely
from outreach.intake.seen import Seen
from outreach.spelling import visible

_LONGEST = 10  # characters of an answer that a message shows whole; a comment has more
_LONGEST_NAME = 30  # … of a header, and of an answer that is nearly an option
_BEGIN = 5  # of a longer one: enough to find it, too little to read it
_LONGEST_LIST = 60


@dataclass(frozen=True)
class Evidence:
    """A sheet, its layout, its respondents, and the respondents seen before this sheet."""

    sheet: Sheet
    layout: Layout
    codebook: Codebook
    respondents: Respondents
    seen: Seen

    @cached_property
    def headers_again(self) -> tuple[int, ...]:
        """The rows (from 0) of which half the cells, and two at least, name questions."""
        names = {name for question in self.codebook.questions for name in question.names}
        columns = self.sheet.columns
        asked = [*self.layout.questions.values(), *self.layout.service]
        names |= {columns[at].header.strip() for at in asked}
        longest = max(map(len, names), default=0) + 2  # a comment is longer, and passed over
        named = np.zeros(len(self.sheet), dtype=np.int32)
        filled = np.zeros(len(self.sheet), dtype=np.int32)
        no_numbers = not any(name.isdecimal() for name in names)
        for column in columns:
            filled += column.filled
            if column.numbered and no_numbers:
                continue
            flags = [
                len(value) <= longest and value.strip(" \ufeff\u3000") in names
                for value in column.values
            ]
            named += np.asarray(flags, dtype=np.int32)[column.codes]
        enough = min(2, len(columns))
        return tuple(np.flatnonzero((named >= enough) & (named * 2 >= filled)).tolist())

    @cached_property
    def unusable(self) -> frozenset[int]:
        """The rows whose cells may stand under another question: no answer of theirs is checked."""
        below = range(self._other_order, len(self.sheet))
        return frozenset((*self.headers_again, *(row.index for row in self.sheet.ragged), *below))

    @property
    def _other_order(self) -> int:
        """The first row (from 0) below a header that comes again in another order."""
        for index in self.headers_again:
            for at in self.layout.questions.values():
                column = self.sheet.columns[at]
                if column[index].strip(" \ufeff\u3000") != column.header.strip():
                    return index
        return len(self.sheet)


def shown(text: str) -> str:
    r"""Return a value as a message shows it: on one line, escaped, no sentence, nothing personal.

    >>> shown("a\nb\x1b"), shown("市報と駅の掲示板"), shown("母が認知症で困っている")
    ('a\\nb\\x1b', '市報と駅の掲示板', '母が認知症…')
    """
    return _cut(text, _LONGEST)


def named(text: str) -> str:
    """Return a header, a name, or a value that is nearly an option, as a message shows it.

    >>> named("どこで知りましたか（いくつでも）"), named("字" * 31)
    ('どこで知りましたか（いくつでも）', '字字字字字…')
    """
    return _cut(text, _LONGEST_NAME)


def _cut(text: str, longest: int) -> str:
    safe = shown_safely(text.strip())
    if len(safe) > longest or "。" in safe:
        return visible(safe[:_BEGIN].rstrip("。")) + "…"  # perhaps a comment in the wrong column
    return visible(safe)


def listed(texts: Iterable[str]) -> str:
    """Return names of the codebook or the header on one line, cut after a few."""
    line = visible(" / ".join(texts))
    return line if len(line) <= _LONGEST_LIST else line[:_LONGEST_LIST] + "…"
