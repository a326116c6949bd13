"""Responses + targets → weights that are raked to margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from outreach.codebook import Codebook, Margin
from outreach.errors import OutreachError
from outreach.intake.responses import Responses
from outreach.messages import _
from outreach.tables.weights.kish import Spread
from outreach.tables.weights.margins import Cells, Classes, joint_codes, resolved, split_codes
from outreach.tables.weights.raking import (
    ROUNDS,
    TOLERANCE,
    Fit,
    Floats,
    Positions,
    class_sums,
    rake,
)
from outreach.tables.weights.weight_values import find_weights, weight_question
from outreach.tables.weights.weight_words import ClassShare, check_some, raking_report

__all__ = ["Raked", "Raking", "find_weights", "weight_question"]


@dataclass(frozen=True, eq=False)
class Raked:
    """Weights that bring the margins to their targets; their mean is 1.

    `report` are sentences for a footer; `shares` the classes of every margin,
    before and after; `spread` the weights' range and what they cost.
    """

    raking: Raking
    cells: Cells
    fit: Fit
    shares: tuple[ClassShare, ...]
    spread: Spread
    report: tuple[str, ...]

    def weights(self, responses: Responses) -> Floats:
        """Return one weight for each respondent of a chunk that was counted; 0 if left out."""
        weights = self.raking.starts(responses)
        some = weights > 0
        codes = joint_codes(responses, self.raking.margins)[some]
        starts = weights[some] if self.raking.cap else np.zeros(len(codes))
        levels, place = np.unique(self.cells.starts, return_inverse=True)
        keys = self.cells.codes * len(levels) + place
        wanted = codes * len(levels) + np.searchsorted(levels, starts)
        at = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
        if (keys[at] != wanted).any():
            raise ValueError("these are not the answers that were counted")
        weights[some] *= self.fit.factors[at]
        return weights


@dataclass
class Raking:
    """Counts answers, chunk by chunk, by their class in every margin; then rakes.

    Memory grows with the crosses of classes that there are, not with the rows;
    with both a cap and a weight question also with the different weights.
    Raises UnknownQuestion, and OutreachError for margins or a cap that cannot
    be used.
    """

    codebook: Codebook
    targets: Sequence[Margin]
    weight: str = ""
    cap: float | None = None
    tolerance: float = TOLERANCE
    rounds: int = ROUNDS
    margins: tuple[Classes, ...] = field(init=False)
    cells: Cells = field(init=False, default_factory=Cells.none)
    respondents: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.margins = resolved(self.codebook, self.targets)
        if self.weight:
            weight_question(self.codebook, self.weight)
        if self.cap is not None and not 1 < self.cap < np.inf:
            message = _("No weight can be held below {cap} times the mean.")
            remedy = _("Give a number above 1, such as 5.")
            raise OutreachError(message.format(cap=f"{self.cap:g}"), remedy=remedy)

    def starts(self, responses: Responses) -> Floats:
        """Return the weights that raking begins from, one for each respondent of a chunk."""
        return find_weights(responses, self.weight) if self.weight else np.ones(len(responses))

    def add(self, responses: Responses) -> None:
        """Count a chunk; raises as `find_weights` does."""
        codes = joint_codes(responses, self.margins)
        cells = Cells.of(codes, self.starts(responses), apart=self.cap is not None)
        self.cells += cells
        self.respondents += len(responses)

    def __add__(self, other: Raking) -> Raking:
        """Return both countings as one, of the same targets."""
        both = replace(self)
        both.cells, both.respondents = self.cells + other.cells, self.respondents
        both.respondents += other.respondents
        return both

    def fit(self) -> Raked:
        """Return the raked weights of all that was counted.

        Those whom no target of a margin names, no answer and unreadable
        included, keep the share of everybody that they had, and the targets
        share out the rest; where that cannot be, their share moves as little as
        it must. A class whose target is 0 counts nothing. Raises
        OutreachError where nobody has a weight, where a class with a target has
        nobody, and where raking does not converge (with a cap that is reported
        only: both may not be possible at once).
        """
        cells = self.cells
        check_some(Spread(int(cells.spread[0].sum())), self.respondents)
        classes = split_codes(cells.codes, self.margins)
        base = cells.spread[1].copy()
        for margin, at in zip(self.margins, classes, strict=True):
            base[np.append(margin.targets == 0, values=False)[at]] = 0.0
        wanted = [
            _wanted(margin, class_sums(at, base, margin.size))
            for margin, at in zip(self.margins, classes, strict=True)
        ]
        fit = self._rake(base, classes, wanted, cells.spread[0])
        shares = tuple(self._shares(cells.spread[0], base, fit, classes, wanted))
        spread = _spread(cells, fit.factors)
        labels = [margin.question.label for margin in self.margins]
        start = self.codebook.question(self.weight).label if self.weight else ""
        report = raking_report(labels, start, fit, shares, spread, self.respondents, self.cap)
        return Raked(self, cells, fit, shares, spread, report)

    def _rake(
        self, base: Floats, classes: list[Positions], wanted: list[Floats], people: Floats
    ) -> Fit:
        problem = (base, classes, wanted, people)
        limits = (self.tolerance, self.rounds)
        free, fit = False, rake(*problem, None, *limits)
        if not fit.converged and any(shares[-1] for shares in wanted):
            moved = rake(*problem, None, *limits, free=True)
            free, fit = (True, moved) if moved.converged else (False, fit)
        if not fit.converged:
            self._refuse(fit)
        return fit if self.cap is None else rake(*problem, self.cap, *limits, free=free)

    def _refuse(self, fit: Fit) -> None:
        margin = self.margins[fit.worst[0]]
        name = (*margin.names, _("without a target"))[fit.worst[1]]
        message = _(
            "Raking did not converge in {rounds} rounds: “{name}” of “{label}” is still {gap}"
            " points from its target."
        ).format(
            rounds=fit.rounds, name=name, label=margin.question.label, gap=f"{100 * fit.gap:.2f}"
        )
        raise OutreachError(message, remedy=_("Merge classes with few people, or weight to less."))

    def _shares(
        self,
        people: Floats,
        before: Floats,
        fit: Fit,
        classes: Sequence[Positions],
        wanted: Sequence[Floats],
    ) -> list[ClassShare]:
        after = before * fit.factors
        shares = []
        for margin, at, targets in zip(self.margins, classes, wanted, strict=True):
            sums = [class_sums(at, part, margin.size) for part in (people, before, after)]
            for place, name in enumerate((*margin.names, "")):
                count, old, new = (part[place].item() for part in sums)
                goal = targets[place].item() if name else None
                old, new = old / before.sum().item(), new / after.sum().item()
                shares.append(ClassShare(margin.question.label, name, int(count), old, goal, new))
        return shares


def _wanted(margin: Classes, found: Floats) -> Floats:
    """Return a margin's targets as shares of everybody; those without one keep what they have."""
    for at, name in enumerate(margin.names):
        if margin.targets[at] > 0 and not found[at] > 0:
            message = _("Nobody is in “{name}” of “{label}”, so that its target cannot be reached.")
            remedy = _(
                "Merge it with another: give a net that holds both the sum of their targets."
            )
            label = margin.question.label
            raise OutreachError(message.format(name=name, label=label), remedy=remedy)
    kept = found[-1] / found.sum()
    return np.append(margin.targets * (1 - kept), kept)


def _spread(cells: Cells, factors: Floats) -> Spread:
    """Return the Spread of the raked weights of all cells."""
    some = factors > 0
    people, base, squares, low, high = (part[some] for part in cells.spread)
    factors = factors[some]
    return Spread(
        int(people.sum()), float((base * factors).sum()), float((squares * factors**2).sum()),
        float((low * factors).min()), float((high * factors).max()),
    )  # fmt: skip
