"""What three questions crossed two by two tell of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

from outreach.tables.disclosure.ledger import IS, Ledger, Part, Statistic

MOST = 200_000  # bounds, beyond which none is looked at

Pairs = dict[tuple[Part, Part], int]


def triangle_bounds(ledger: Ledger) -> list[dict[int, float]]:
    """Return factors by place of sums that are 0 or more, as there are people behind all tables.

    Of three answers to three questions: who gave the first and the third is at
    least who gave the first and second, and second and third, less who gave the
    second; and nobody is left out less than not at all (Deza and Laurent 1997,
    the inequalities of the correlation polytope).
    """
    pairs: dict[Statistic, Pairs] = defaultdict(dict)
    for statistic, place in ledger.places.items():
        parts = sorted(statistic.parts)
        if len(parts) == 2 and all(part[1] == IS or part in ledger.folded for part in parts):
            everybody = statistic._replace(parts=frozenset())
            pairs[everybody][parts[0], parts[1]] = place
    bounds: list[dict[int, float]] = []
    for everybody, found in pairs.items():
        for bound in _bounds(ledger, everybody, found):
            if len(bounds) >= MOST:
                return []
            bounds.append(bound)
    return bounds


def _bounds(ledger: Ledger, everybody: Statistic, pairs: Pairs) -> Iterator[dict[int, float]]:
    answers: dict[str, set[Part]] = defaultdict(set)
    for part in (part for pair in pairs for part in pair):
        answers[part[0]].add(part)
    crossed = {(one[0], other[0]) for one, other in pairs}
    for keys in combinations(sorted(answers), 3):
        if not set(combinations(keys, 2)) <= crossed:
            continue
        for three in product(*(sorted(answers[key]) for key in keys)):
            both = [pairs.get(pair) for pair in combinations(three, 2)]
            ones = [ledger.places.get(everybody.having(part)) for part in three]
            known = [place for place in (*both, *ones) if place is not None]
            if len(known) == 6:
                yield from _of_three(known, ledger.places.get(everybody))


def _of_three(known: list[int], everybody: int | None) -> Iterator[dict[int, float]]:
    first, outer, last, one, two, three = known  # 1 and 2, 1 and 3, 2 and 3, each alone
    yield {two: 1.0, outer: 1.0, first: -1.0, last: -1.0}
    yield {one: 1.0, last: 1.0, first: -1.0, outer: -1.0}
    yield {three: 1.0, first: 1.0, outer: -1.0, last: -1.0}
    if everybody is not None:
        plus = dict.fromkeys((everybody, first, outer, last), 1.0)
        yield plus | dict.fromkeys((one, two, three), -1.0)
