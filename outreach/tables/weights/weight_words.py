"""What is said of weights, on stderr and below a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.errors import OutreachError
from outreach.messages import _
from outreach.tables.rounding import percent, rounded
from outreach.tables.weights.kish import Spread
from outreach.tables.weights.raking import Fit

_MOVED = 0.0005  # of a share: what one decimal of its percentage shows


@dataclass(frozen=True, slots=True)
class ClassShare:
    """One class of a margin: its people, and its share of everybody before and after.

    Shares run from 0 to 1 and are of the sum of weights of all who count. `option` is "" and
    `target` None for those whom no target names, who keep the share they had.
    """

    question: str
    option: str
    people: int
    before: float
    target: float | None
    after: float


def weight_report(label: str, spread: Spread, respondents: int) -> tuple[str, ...]:
    """Return the sentences on a weight question's weights.

    Raises OutreachError where nobody has a weight above 0.
    """
    check_some(spread, respondents)
    first = _("Weighted by “{label}”.").format(label=label)
    return (first, spread_sentence(spread), *left_out(spread, respondents))


def check_some(spread: Spread, respondents: int) -> None:
    """Raise OutreachError where nobody has a weight above 0."""
    if not respondents:
        raise OutreachError(_("There are no answers to weight."))
    if not spread.people:
        remedy = _("Look at the column of weights: it may be empty, or the wrong one.")
        raise OutreachError(_("No respondent has a weight above 0."), remedy=remedy)


def raking_report(
    labels: Sequence[str],
    start: str,
    fit: Fit,
    shares: Sequence[ClassShare],
    spread: Spread,
    respondents: int,
    cap: float | None,
) -> tuple[str, ...]:
    """Return the sentences on raked weights: method, convergence, range, design effect."""
    words = _("Weighted by raking (Deming & Stephan 1940) to the targets of: {margins}.")
    sentences = [words.format(margins=", ".join(labels))]
    if start:
        sentences.append(_("Raking began from the weights of “{label}”.").format(label=start))
    sentences.append(_convergence(fit))
    sentences.append(spread_sentence(spread))
    if cap is not None:
        cut = _("No weight is above {cap} times the mean.")
        sentences.append(cut.format(cap=format(cap, "g")))
    return (*sentences, *_kept(shares), *left_out(spread, respondents))


def _convergence(fit: Fit) -> str:
    if not fit.converged:  # without a cap that is an error
        words = _("With the cap not every target is met; the largest difference is {gap} points.")
        return words.format(gap=percent(fit.gap, 1, 2))
    words = _("It converged (rounds: {rounds}); the largest difference is {gap} points.")
    return words.format(rounds=fit.rounds, gap=percent(fit.gap, 1, 4))


def spread_sentence(spread: Spread) -> str:
    """Return the range of weights, their design effect and effective base."""
    words = _(
        "Weights run from {low} to {high} ({ratio} times); design effect {effect}, effective base"
        " {effective} of {people} people (Kish)."
    )
    return words.format(
        low=_short(spread.low), high=_short(spread.high), ratio=_short(spread.ratio, 1),
        effect=rounded(spread.design_effect, 3), effective=rounded(spread.effective, 1),
        people=spread.people,
    )  # fmt: skip


def _short(number: float, decimals: int = 3) -> str:
    """Return a number with so many decimals; one very small or large with three digits.

    >>> _short(1.23456), _short(0.00012345), _short(1e61, 1)
    ('1.235', '0.000123', '1e+61')
    """
    small = 0.5 * 10.0**-decimals
    return rounded(number, decimals) if small <= number < 1e6 else format(number, ".3g")


def _kept(shares: Sequence[ClassShare]) -> Iterator[str]:
    """Yield who kept the share they had, and who counts nothing."""
    for share in shares:
        if share.target is None and share.people:
            words = _("“{label}” has no target for {people} people; together they keep {after} %.")
            if abs(share.after - share.before) > _MOVED:
                words = _(
                    "“{label}” has no target for {people} people; their share had to go from"
                    " {before} % to {after} %."
                )
            before, after = percent(share.before, 1, 1), percent(share.after, 1, 1)
            yield words.format(
                label=share.question, people=share.people, before=before, after=after
            )
        elif share.target == 0 and share.people:
            words = _("The target of “{option}” is 0: its {people} people count nothing.")
            yield words.format(option=share.option, people=share.people)


def left_out(spread: Spread, respondents: int) -> Iterator[str]:
    """Yield how many respondents have no weight above 0, if any."""
    if without := respondents - spread.people:
        words = _("Left out, without a weight above 0: {people} of {respondents} people.")
        yield words.format(people=without, respondents=respondents)
