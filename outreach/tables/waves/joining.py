"""The options of one question in several surveys → one list of options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.codebook import Net, Option, Question
from outreach.spelling import squeeze
from outreach.tables.waves.harmonising import Positions
from outreach.tables.waves.questionnaires import Match


@dataclass(frozen=True, slots=True)
class Joined:
    """Options that every survey's answers can be counted in.

    `targets` holds for each survey where each of its options went, `asked`
    which of the joined options its form has. `nets` are those that mean the
    same in all; `scored` says whether all surveys give an option one score.
    """

    options: tuple[Option, ...]
    nets: tuple[Net, ...]
    targets: tuple[Positions, ...]
    asked: tuple[frozenset[int], ...]
    scored: bool


def join_options(matches: Sequence[Match], last: Question) -> Joined:
    """Return the joined options: the last survey's order, what only others have beside it.

    Options that one survey asks for together are one. An option that the last
    survey lacks stands after the one that it followed on its own form.
    """
    joining = _Joining(matches, last)
    sources = [*(match.old for match in matches), last]
    names = [*(joining.names_of(match) for match in matches), joining.own()]
    order: list[str] = []
    for mine in reversed(names):
        for at, name in enumerate(mine):
            if name not in order:
                order.insert(order.index(mine[at - 1]) + 1 if at else 0, name)
    places = {name: at for at, name in enumerate(order)}
    targets = tuple(tuple(places[name] for name in mine) for mine in names)
    scores: dict[int, list[float]] = {at: [] for at in places.values()}
    for source, positions in zip(sources, targets, strict=True):
        for option, place in zip(source.options, positions, strict=True):
            scores[place].append(option.score)
    options = tuple(
        Option(str(at + 1), joining.labels[name], score=scores[at][-1])
        for name, at in places.items()
    )
    asked = tuple(map(frozenset, targets))
    whole = all(len(each) == len(options) for each in asked)
    scale = all(source.type == "scale" for source in sources)
    scored = scale and whole and all(len(set(each)) == 1 for each in scores.values())
    nets = tuple(_nets(sources, targets, asked, {squeeze(option.label) for option in options}))
    return Joined(options, nets, targets, asked, scored)


class _Joining:
    """Names for what is one: options of the last survey that another asks for together."""

    def __init__(self, matches: Sequence[Match], last: Question) -> None:
        self.first = list(range(len(last.options)))  # the first option of the same name
        self.labels: dict[str, str] = {}
        lines = [line for match in matches for line in match.lines if line.common]
        for line in lines:
            roots = {self.first[at] for at in line.new}
            self.first = [min(roots) if root in roots else root for root in self.first]
        for root in dict.fromkeys(self.first):
            members = [at for at, each in enumerate(self.first) if each == root]
            whole = [line.label for line in lines if list(line.new) == members]
            label = (
                last.labels[root]
                if len(members) == 1
                else "・".join(last.labels[at] for at in members)
            )
            self.labels[self._name(root)] = whole[-1] if len(members) > 1 and whole else label

    def own(self) -> list[str]:
        """Return the names of the last survey's options."""
        return [self._name(root) for root in self.first]

    def names_of(self, match: Match) -> list[str]:
        """Return the names of an older survey's options."""
        own = {squeeze(self.labels[name]): name for name in self.own()}
        names = [own.get(key, f"old {key}") for key in map(squeeze, match.old.labels)]
        self.labels |= {
            name: label
            for name, label in zip(names, match.old.labels, strict=True)
            if name not in self.labels
        }
        for line in match.lines:
            for at in line.old if line.common else ():
                names[at] = self._name(self.first[line.new[0]])
        return names

    def _name(self, root: int) -> str:
        return f"new {root}"


def _nets(
    sources: Sequence[Question],
    targets: Sequence[Positions],
    asked: Sequence[frozenset[int]],
    taken: set[str],
) -> Iterator[Net]:
    """Yield the nets whose options every survey has, unless another means something else by it."""
    shared = frozenset.intersection(*asked)
    found: dict[str, list[tuple[str, frozenset[int] | None]]] = {}
    for source, mine in reversed(list(zip(sources, targets, strict=True))):
        for net in source.nets:
            members = frozenset(mine[at] for at in net.members)
            beyond = {at for at, place in enumerate(mine) if place in members} - {*net.members}
            found.setdefault(squeeze(net.label), []).append(
                (net.label, None if beyond else members)
            )
    for name, versions in found.items():
        label, meant = versions[0]
        if name in taken or meant is None or not meant <= shared:
            continue
        if all(other == meant for _label, other in versions):
            yield Net(label, tuple(sorted(meant)))
