"""How well coders agree: share of agreement, Cohen's κ, Krippendorff's α."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from outreach.errors import OutreachError
from outreach.messages import _

Codes = Sequence[str | None]
Unit = tuple[str, ...]  # what is coded: a comment by respondent and question, or by its text
RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff (2004), Content Analysis, 2nd edition, p. 241


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well coders agree on what both, or several, of them coded.

    `units` is how many comments any of them coded, `compared` those that two
    or more did; `share` the share of pairs of codes that agree, `kappa`
    Cohen's (for more than two coders the mean of all pairs, Light's), `alpha`
    Krippendorff's for names: None where it is not defined. `confusion` has
    (theme of the one, theme of the other, comments), the most frequent first,
    for each pair of coders together; `remarks` sentences for the reader.
    """

    coders: tuple[str, ...]
    units: int
    compared: int
    share: float | None
    kappa: float | None
    alpha: float | None
    confusion: tuple[tuple[str, str, int], ...] = ()
    remarks: tuple[str, ...] = ()


def agreement_of(codings: Mapping[str, Mapping[Unit, str]]) -> Agreement:
    """Return how well coders agree; `codings` gives for each coder a theme by comment.

    What a coder left out, or gave no theme, is missing. Raises OutreachError
    for fewer than two coders.
    """
    if len(codings) < 2:
        message = _("Agreement needs two coders or more.")
        raise OutreachError(message, remedy=_("Give a second file."))
    units = list(dict.fromkeys(unit for coding in codings.values() for unit in coding))
    columns = [[coding.get(unit) or None for unit in units] for coding in codings.values()]
    pairs = list(combinations(columns, 2))
    both = [
        (one, other)
        for first, second in pairs
        for one, other in zip(first, second, strict=True)
        if one is not None and other is not None
    ]
    counts = Counter(both)
    confusion = sorted((*pair, count) for pair, count in counts.items())
    coded = [sum(column[at] is not None for column in columns) for at in range(len(units))]
    kappas = [cohen_kappa(first, second) for first, second in pairs]
    known = [kappa for kappa in kappas if kappa is not None]
    alpha = krippendorff_alpha(columns)
    return Agreement(
        tuple(codings), sum(map(bool, coded)), sum(count > 1 for count in coded),
        sum(one == other for one, other in both) / len(both) if both else None,
        sum(known) / len(known) if known and len(known) == len(kappas) else None,
        alpha,
        tuple(sorted(confusion, key=lambda entry: -entry[2])),
        _remarks(both, alpha),
    )  # fmt: skip


def cohen_kappa(one: Codes, other: Codes) -> float | None:
    """Return Cohen's κ of two coders, unweighted; None where it is not defined.

    What one of them did not code (None) is left out. It is not defined for
    nothing, and where both gave everything one and the same code. Cohen (1960),
    A coefficient of agreement for nominal scales, EPM 20(1).

    >>> round(cohen_kappa("ab" * 10 + "a", "ab" * 10 + "b"), 3)
    0.905
    """
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if not pairs:
        return None
    first, second = Counter(a for a, _b in pairs), Counter(b for _a, b in pairs)
    chance = sum(first[code] * second[code] for code in first)  # times len(pairs)²: whole numbers
    whole = len(pairs) ** 2
    if chance == whole:
        return None
    return (sum(a == b for a, b in pairs) * len(pairs) - chance) / (whole - chance)


def krippendorff_alpha(coders: Sequence[Codes]) -> float | None:
    """Return Krippendorff's α for names; None where it is not defined.

    `coders` has a sequence for each coder, None where a unit was not coded;
    units that one coder alone coded are left out. It is not defined where
    nothing is left or all codes are the same. Krippendorff (2011), Computing
    Krippendorff's Alpha-Reliability, section C and D.

    >>> round(krippendorff_alpha(["aabbdcccedda", "babbbccceddd"]), 3)
    0.692
    """
    totals: Counter[str] = Counter()
    agreed = 0.0
    for unit in zip(*coders, strict=True):
        codes = Counter(code for code in unit if code is not None)
        size = codes.total()
        if size < 2:
            continue
        totals.update(codes)
        agreed += sum(count * (count - 1) for count in codes.values()) / (size - 1)
    whole = totals.total()
    chance = sum(count * (count - 1) for count in totals.values())
    if not whole or chance == whole * (whole - 1):
        return None
    return ((whole - 1) * agreed - chance) / (whole * (whole - 1) - chance)


def _remarks(both: Sequence[tuple[str, str]], alpha: float | None) -> tuple[str, ...]:
    if not both:
        return (_("No comment was coded by two coders: nothing can be compared."),)
    if alpha is None:
        return (
            _("Everything has one and the same theme: κ and α are not defined, as chance alone"
              " would agree."),
        )  # fmt: skip
    if alpha >= RELIABLE:
        return (_("α is .800 or more: the coding can be relied on."),)
    if alpha >= TENTATIVE:
        return (_("α is between .667 and .800: good for tentative conclusions only."),)
    return (_("α is below .667: the themes are not clear enough; talk about those confused."),)
