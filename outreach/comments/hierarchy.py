"""How near themes are to one another: a tree as data, with the lines of its chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from outreach.comments.theme import OTHER, Themes
from outreach.comments.vectors import unit_rows, weigh_words
from outreach.errors import OutreachError, UnknownOption
from outreach.messages import N_, _

if TYPE_CHECKING:
    from outreach.comments.words import Analysed

Floats = NDArray[np.float64]
Method = Literal["average", "ward"]
METHODS = {
    "average": N_("Mean cosine distance of the themes in one and the other branch (UPGMA)."),
    "ward": N_("Ward's method (1963) on the themes' word profiles, each of length 1."),
}
_DIGITS = 9  # of a height: what comes after them may differ between processors


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme, or two branches that meet at `height`; `at` is where it stands across the chart.

    `members` are positions among the labels, in the order of the leaves; a
    leaf has the height 0 and no children.
    """

    members: tuple[int, ...]
    height: float
    at: float
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Fork:
    """The lines of a chart where two branches meet: up from each of them, and across.

    `left` and `right` are places across, from 0 for the first leaf;
    `left_height` and `right_height` where the branches come from.
    """

    left: float
    right: float
    left_height: float
    right_height: float
    height: float


@dataclass(frozen=True)
class Hierarchy:
    """Themes joined two by two, the nearest first.

    `sizes` are numbers of comments; `order` is that of the leaves; `method`
    names what the heights are.
    """

    labels: tuple[str, ...]
    sizes: tuple[int, ...]
    root: Branch
    method: str

    @property
    def order(self) -> tuple[int, ...]:
        """The positions of the labels as the leaves stand, near ones side by side."""
        return self.root.members

    @property
    def forks(self) -> tuple[Fork, ...]:
        """The lines of the chart, the lowest fork first."""
        found = []
        for branch in _walk(self.root):
            if branch.children:
                one, other = branch.children
                found.append(Fork(one.at, other.at, one.height, other.height, branch.height))
        return tuple(sorted(found, key=lambda fork: (fork.height, fork.left)))

    def cut(self, count: int) -> tuple[int, ...]:
        """Return each label's group, from 0, when `count` branches are left; in order of leaves.

        Raises OutreachError for a number of groups that cannot be.
        """
        if not 1 <= count <= len(self.labels):
            message = _("{themes} themes cannot make {count} groups.")
            raise OutreachError(message.format(themes=len(self.labels), count=count))
        branches = [self.root]
        for branch in _parting(self.root)[: count - 1]:
            branches.remove(branch)
            branches.extend(branch.children)
        branches.sort(key=lambda branch: self.order.index(branch.members[0]))
        groups = {member: at for at, branch in enumerate(branches) for member in branch.members}
        return tuple(groups[at] for at in range(len(self.labels)))

    def tidy(self) -> Iterator[dict[str, Any]]:
        """Yield one row for each fork, the nearest first: height, size, left and right themes."""
        branches = [branch for branch in _walk(self.root) if branch.children]
        branches.sort(key=lambda branch: (branch.height, branch.at))
        for branch in branches:
            left, right = (
                tuple(self.labels[at] for at in child.members) for child in branch.children
            )
            size = sum(self.sizes[at] for at in branch.members)
            yield {"height": branch.height, "size": size, "left": left, "right": right}


@dataclass(frozen=True, eq=False)
class Profiles:
    """Themes with their numbers of comments and, in `rows`, how much each word weighs in them."""

    labels: tuple[str, ...]
    sizes: tuple[int, ...]
    rows: Floats

    @property
    def distances(self) -> Floats:
        """Cosine distances, themes × themes; a profile of zeros is 1 from all others."""
        units = unit_rows(self.rows)
        found: Floats = np.round(1 - np.clip(units @ units.T, -1, 1), _DIGITS)
        np.fill_diagonal(found, 0)
        return found


def theme_profiles(themes: Themes) -> Profiles:
    """Return the word profiles of the themes that have comments; その他 has none.

    A theme's profile is the mean of its comments, each of which is a vector of
    its words, rare ones weighing more (TF-IDF), of length 1. Needs
    `Themes.analysed`. Raises OutreachError where there is no theme with a comment.
    """
    kept = [at for at, theme in enumerate(themes.themes) if theme.size and theme.key != OTHER]
    if not kept:
        raise _nothing()
    codes = np.asarray(themes.codes)
    members = [np.flatnonzero(codes == at).tolist() for at in kept]
    found = [themes.themes[at] for at in kept]
    return Profiles(
        tuple(theme.label for theme in found),
        tuple(theme.size for theme in found),
        _profiles(themes.analysed, members),
    )


def theme_hierarchy(themes: Themes, method: Method = "average") -> Hierarchy:
    """Return how near the themes are by their word profiles (see `theme_profiles`).

    Raises OutreachError where there is no theme with a comment; UnknownOption.
    """
    profiles = theme_profiles(themes)
    return hierarchy_of(profiles.labels, profiles.rows, profiles.sizes, method)


def hierarchy_of(
    labels: Sequence[str],
    profiles: Floats,
    sizes: Sequence[int] = (),
    method: Method = "average",
) -> Hierarchy:
    """Return the tree of any profiles, labels × numbers, of which only the direction counts.

    A profile of zeros is as far from all others as can be. Leaves are in the
    order that puts near ones side by side (Bar-Joseph, Gifford & Jaakkola
    2001). Raises UnknownOption; OutreachError where there is no label.
    """
    if method not in get_args(Method):
        raise UnknownOption(_("“{method}” is no way to join themes.").format(method=method))
    if not labels:
        raise _nothing()
    sizes = tuple(sizes) or (1,) * len(labels)
    links = _linkage(unit_rows(np.asarray(profiles, dtype=np.float64)), method)
    return Hierarchy(tuple(labels), tuple(sizes), _tree(links, len(labels)), _(METHODS[method]))


def _nothing() -> OutreachError:
    message = _("There is no theme with a comment.")
    return OutreachError(message, remedy=_("A picture needs comments that say something."))


def _profiles(analysed: Sequence[Analysed], members: Sequence[Sequence[int]]) -> Floats:
    """Return themes × words."""
    documents = [analysed[at].terms for theme in members for at in theme]
    if not any(documents):
        return np.zeros((len(members), 1))
    rows = weigh_words(documents)
    ends = np.cumsum([len(theme) for theme in members])
    starts = ends - [len(theme) for theme in members]
    means = [np.asarray(rows[start:end].mean(axis=0)).ravel()
             for start, end in zip(starts, ends, strict=True)]  # fmt: skip
    return np.array(means)


def _linkage(rows: Floats, method: Method) -> Floats:
    """Return scipy's linkage matrix."""
    from scipy.cluster.hierarchy import linkage

    if len(rows) < 2:
        return np.zeros((0, 4))
    near = np.clip(rows @ rows.T, -1, 1)
    distances = 1 - near if method == "average" else np.sqrt(np.maximum(2 - 2 * near, 0))
    condensed = np.round(distances[np.triu_indices(len(rows), 1)], _DIGITS)
    return np.asarray(linkage(condensed, method, optimal_ordering=True))


def _tree(links: Floats, count: int) -> Branch:
    """Return the root, its leaves from 0 on across the chart."""
    order = _leaves(links, count)
    place = {leaf: float(at) for at, leaf in enumerate(order)}
    branches = [Branch((leaf,), 0.0, place[leaf]) for leaf in range(count)]
    for one, other, height, _size in links.tolist():
        children = sorted((branches[int(one)], branches[int(other)]), key=lambda each: each.at)
        members = tuple(leaf for child in children for leaf in child.members)
        middle = (children[0].at + children[1].at) / 2
        branches.append(Branch(members, round(height, _DIGITS), middle, tuple(children)))
    return branches[-1]


def _leaves(links: Floats, count: int) -> list[int]:
    from scipy.cluster.hierarchy import leaves_list

    return [int(leaf) for leaf in leaves_list(links)] if len(links) else list(range(count))


def _walk(branch: Branch) -> Iterator[Branch]:
    """Yield a branch and all in it, each before its children, from left to right."""
    waiting = [branch]
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting.extend(reversed(branch.children))


def _parting(root: Branch) -> list[Branch]:
    """Return the forks from the highest down, a branch before what is in it."""
    forks = [branch for branch in _walk(root) if branch.children]
    depth = {id(branch): at for at, branch in enumerate(_walk(root))}
    return sorted(forks, key=lambda branch: (-branch.height, depth[id(branch)]))
