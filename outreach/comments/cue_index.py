"""Which of many cues may stand in a sentence, looked up by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from outreach.comments.cues import Cue, Token, ends_at


@dataclass(frozen=True)
class CueIndex:
    """Cues in order, each filed under the forms of one of its elements."""

    cues: tuple[Cue, ...]

    @cached_property
    def _filed(self) -> tuple[dict[str, list[int]], list[int]]:
        """The places of cues by form, and of those that need no certain form."""
        by_form: dict[str, list[int]] = defaultdict(list)
        anyhow = []
        for at, cue in enumerate(self.cues):
            if not cue.needs:
                anyhow.append(at)
            for form in min(cue.needs, key=len, default=frozenset[str]()):
                by_form[form].append(at)
        return by_form, anyhow

    def spans(
        self, tokens: Sequence[Token], last: int, forms: Set[str]
    ) -> Iterator[tuple[int, int]]:
        """Yield from which token up to before which a cue stands, cue by cue.

        `forms` are the surfaces and base forms of the tokens, `last` where the sentence ends.
        """
        by_form, anyhow = self._filed
        places = set(anyhow)
        for form in by_form.keys() & forms:
            places.update(by_form[form])
        for place in sorted(places):
            cue = self.cues[place]
            if cue.may_stand(forms):
                for at in range(len(tokens)):
                    end = ends_at(cue, tokens, at, last)
                    if end >= 0:
                        yield at, end
