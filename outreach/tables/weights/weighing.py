"""Chunks of answers get their weights, and what is to be said of these."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add
from typing import Any, Protocol

from outreach.codebook import Question
from outreach.intake.responses import Responses
from outreach.tables.weights.kish import Spread
from outreach.tables.weights.weight_words import weight_report
from outreach.tables.weights.weighting import Raked, find_weights


class Weigher(Protocol):
    """Gives each chunk its weights; once all have passed, says how these came about."""

    def weighted(self, responses: Responses) -> Responses:
        """Return a chunk with its weights."""
        ...

    def joined(self, other: Any) -> Weigher:  # noqa: ANN401 - one of its own kind
        """Return one for what has passed either."""
        ...

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences for a footer."""
        ...


@dataclass
class ByQuestion:
    """The weights of a weight question, as they stand."""

    question: Question
    spread: Spread | None = field(default=None, init=False)
    respondents: int = field(default=0, init=False)

    def weighted(self, responses: Responses) -> Responses:
        """Return a chunk with its weights; raises as `find_weights` does."""
        weights = find_weights(responses, self.question.key)
        spread = Spread.of(weights)
        self.spread = spread if self.spread is None else self.spread + spread
        self.respondents += len(responses)
        return replace(responses, weights=weights)

    def joined(self, other: ByQuestion) -> ByQuestion:
        """Return one for what has passed either."""
        both = replace(self)
        spreads = [each.spread for each in (self, other) if each.spread is not None]
        both.spread = reduce(add, spreads) if spreads else None
        both.respondents = self.respondents + other.respondents
        return both

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on range and design effect. Raises OutreachError where nobody has a weight."""
        spread = self.spread or Spread()
        return weight_report(self.question.label, spread, self.respondents)


@dataclass(frozen=True)
class ByTargets:
    """Weights raked to targets."""

    raked: Raked

    def weighted(self, responses: Responses) -> Responses:
        """Return a chunk with its weights."""
        return replace(responses, weights=self.raked.weights(responses))

    def joined(self, other: ByTargets) -> ByTargets:  # noqa: ARG002 - it has the same targets
        """Return itself: it notes nothing."""
        return self

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on convergence, range and design effect."""
        return self.raked.report
