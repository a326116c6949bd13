"""What the rules look at, and how a message shows what they find."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from outreach.codebook import Codebook
from outreach.intake.cells import Sheet
from outreach.intake.dialects import Layout, Respondents
from outreach.intake.seen import Seen
from outreach.spelling import visible

_LONGEST = 40  # characters of an answer that a message shows


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
        """The rows (from 0) that say what the header says."""
        alike = np.ones(len(self.sheet), dtype=bool)
        for column in self.sheet.columns:
            if header := column.header.strip():
                same = [value.strip() == header for value in column.values]
                if not any(same):
                    return ()
                alike &= np.asarray(same, dtype=bool)[column.codes]
        return tuple(np.flatnonzero(alike).tolist())

    @cached_property
    def unusable(self) -> frozenset[int]:
        """The rows whose cells may stand under another question: no answer of theirs is checked."""
        return frozenset((*self.headers_again, *(row.index for row in self.sheet.ragged)))


def shown(text: str) -> str:
    r"""Return a value as a message shows it: on one line, escaped, not too long.

    >>> shown("a\nb\x1b"), shown("字" * 50) == "字" * 40 + "…"
    ('a\\nb\\x1b', True)
    """
    line = visible(text.strip())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
