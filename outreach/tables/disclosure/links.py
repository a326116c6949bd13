"""What anybody knows of published numbers: which ones add up, which cannot be larger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from outreach.codebook import NO_ANSWER
from outreach.tables.disclosure.entries import Measure, enter_tables
from outreach.tables.disclosure.ledger import (
    ANSWERED,
    IS,
    NET,
    NOT,
    REST,
    Ledger,
    Part,
    Statistic,
)
from outreach.tables.disclosure.populations import link_filters
from outreach.tables.disclosure.silence import enter_silent
from outreach.tables.disclosure.triangles import triangle_bounds
from outreach.tables.table import Table

Family = tuple[Statistic, str]  # the people, and the question that splits them


def link_tables(tables: Sequence[Table], measure: Measure = "people") -> Ledger:
    """Return the Ledger of tables published together, with everything that ties its numbers.

    One answer's options add up to their group, its nets to their options; of
    multiple answers each is a part of the group, all of them are at least as
    many as those who answered. A filter's people are part of everybody; where
    it names a question that is a break as well, they add up.
    """
    ledger = enter_tables(tables, measure)
    enter_silent(ledger, tables)
    link_filters(ledger, tables)
    families = _families(ledger)
    for (of, key), places in families.items():
        if ledger.questions[key].multiple:
            _link_multiple(ledger, of, key, places)
        else:
            _link_single(ledger, of, key, places)
    _link_nets(ledger)
    _link_pairs(ledger)
    _link_not_chosen(ledger)
    ledger.bounds = triangle_bounds(ledger)
    return ledger


def _families(ledger: Ledger) -> dict[Family, dict[str, int]]:
    """Return by people and question the places of its options, 不明 and 無回答.

    Where only the net of some options is known, as in the groups of a folded
    break, it stands for them.
    """
    families: dict[Family, dict[str, int]] = defaultdict(dict)
    nets: list[tuple[Family, Part, int]] = []
    for statistic, place in ledger.places.items():
        for part in sorted(statistic.parts):
            family = statistic.without(part), part[0]
            if part[1] == IS:
                families[family][part[2]] = place
            elif part[1] == NET and not ledger.questions[part[0]].multiple:
                nets.append((family, part, place))
    for family, part, place in nets:
        if not set(_members(ledger, part)) & families[family].keys():
            families[family][part[2]] = place
    return dict(families)


def _members(ledger: Ledger, part: Part) -> list[str]:
    """Return the labels of the options in a net."""
    question = ledger.questions[part[0]]
    members = next((net.members for net in question.nets if net.label == part[2]), ())
    return [question.labels[member] for member in members]


def _link_single(ledger: Ledger, of: Statistic, key: str, places: dict[str, int]) -> None:
    answered = ledger.places.get(of.having((key, ANSWERED, "")))
    if answered is not None:
        known = [place for label, place in places.items() if label != NO_ANSWER]
        ledger.split(answered, known, of.having((key, ANSWERED, REST)))
    if of in ledger.places:
        ledger.split(ledger.places[of], places.values(), of.having((key, REST, "")))


def _link_multiple(ledger: Ledger, of: Statistic, key: str, places: dict[str, int]) -> None:
    """Put down that whoever answered chose one option at least, and whoever chose one answered."""
    chosen = [place for label, place in places.items() if label != NO_ANSWER]
    whole, silent = ledger.places.get(of), places.get(NO_ANSWER)
    answered = ledger.places.get(of.having((key, ANSWERED, "")))
    if answered is None and whole is not None and silent is not None:
        answered = _enter_answered(ledger, of.having((key, ANSWERED, REST)), whole, silent)
    elif answered is not None and whole is not None:
        known = [answered] if silent is None else [answered, silent]
        ledger.split(whole, known, of.having((key, REST, "")))
    if answered is None:
        return
    ledger.at_least({**dict.fromkeys(chosen, 1.0), answered: -1.0})
    for net, members in _nets(ledger, of, key, places):
        others = dict.fromkeys(set(chosen) - set(members), 1.0)
        ledger.at_least({**others, net: 1.0, answered: -1.0})
        chosen = [*chosen, net]
    for place in chosen:
        ledger.at_least({answered: 1.0, place: -1.0})


def _enter_answered(ledger: Ledger, name: Statistic, whole: int, silent: int) -> int:
    answered = ledger.enter(name, ledger.values[whole] - ledger.values[silent])
    ledger.sums.append({whole: 1.0, silent: -1.0, answered: -1.0})
    return answered


def _nets(
    ledger: Ledger, of: Statistic, key: str, places: dict[str, int]
) -> list[tuple[int, list[int]]]:
    """Return a question's nets that are known of some people, with their options' places."""
    question = ledger.questions[key]
    found = []
    for net in question.nets:
        place = ledger.places.get(of.having((key, NET, net.label)))
        members = [places.get(question.labels[member]) for member in net.members]
        if place is not None:
            found.append((place, [member for member in members if member is not None]))
    return found


def _link_nets(ledger: Ledger) -> None:
    for statistic, place in list(ledger.places.items()):
        for part in sorted(statistic.parts):
            if part[1] != NET:
                continue
            options = [(part[0], IS, label) for label in _members(ledger, part)]
            found = [ledger.places.get(statistic.instead(part, option)) for option in options]
            places = [member for member in found if member is not None]
            if len(places) < len(options):
                continue
            if not ledger.questions[part[0]].multiple:
                ledger.split(place, places, statistic.instead(part, (part[0], REST, part[2])))
                continue
            ledger.at_least({**dict.fromkeys(places, 1.0), place: -1.0})
            for member in places:
                ledger.at_least({place: 1.0, member: -1.0})


def _link_pairs(ledger: Ledger) -> None:
    """Put down that of two multiple questions nobody is in less than no answers.

    Of those who answered both: all − those with the one − those with the other
    + those with both is who gave neither answer, and at least 0.
    """
    several = {key for key, question in ledger.questions.items() if question.multiple}
    for statistic, place in list(ledger.places.items()):
        pair = [part for part in sorted(statistic.parts) if part[0] in several and part[1] == IS]
        if len(pair) != 2 or any(part[2] == NO_ANSWER for part in pair):
            continue
        one, other = pair
        silent = [(part[0], IS, NO_ANSWER) for part in pair]
        both = statistic.without(one).without(other)
        signs = {
            both: 1.0, both.having(silent[0]): -1.0, both.having(silent[1]): -1.0,
            both.having(*silent): 1.0, both.having(one): -1.0, both.having(other): -1.0,
            both.having(one, silent[1]): 1.0, both.having(other, silent[0]): 1.0,
        }  # fmt: skip
        if signs.keys() <= ledger.places.keys():
            known = {ledger.places[each]: sign for each, sign in signs.items()}
            ledger.at_least({**known, place: 1.0})


def _link_not_chosen(ledger: Ledger) -> None:
    """Put down for each of multiple answers who did not choose it: they too are people.

    Of two multiple questions those also who chose neither answer.
    """
    waiting = sorted(ledger.places, key=lambda statistic: len(statistic.parts))
    for statistic in waiting:  # grows while it is read
        done = max((part[0] for part in statistic.parts if part[1] == NOT), default="")
        for part in sorted(statistic.parts):
            if part[0] not in ledger.questions or part[1] not in (IS, NET) or part[0] <= done:
                continue
            if not ledger.questions[part[0]].multiple:
                continue
            whole = statistic.without(part)
            if whole.having((part[0], ANSWERED, "")) in ledger.places and part[2] != NO_ANSWER:
                whole = whole.having((part[0], ANSWERED, ""))
            if whole in ledger.places:
                other = _not_chosen(ledger, statistic, part, whole)
                waiting.append(other)


def _not_chosen(ledger: Ledger, statistic: Statistic, part: Part, whole: Statistic) -> Statistic:
    place = ledger.places[statistic]
    other = statistic.instead(part, (part[0], NOT, part[1] + part[2]))
    ledger.split(ledger.places[whole], [place, ledger.enter(other, _left(ledger, whole, place))],
                 other.having(("", REST, "")))  # fmt: skip
    if ledger.costs[place]:
        ledger.telling.add(ledger.places[other])
    return other


def _left(ledger: Ledger, whole: Statistic, place: int) -> float:
    return max(0.0, ledger.values[ledger.places[whole]] - ledger.values[place])
