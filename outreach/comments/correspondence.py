"""Correspondence analysis: words, or themes, and groups of people as points of one map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from outreach.comments.frequencies import common_words, word_sets
from outreach.errors import OutreachError
from outreach.messages import _

if TYPE_CHECKING:
    from outreach.comments.words import Analysed

Floats = NDArray[np.float64]
_NOTHING = 1e-12  # an inertia that is 0 but for rounding
_TIE = 1e-9  # two points as far out, whose order would be chance


@dataclass(frozen=True, eq=False)
class Points:
    """The rows, or the columns, of a table as points; arrays are points, or points × axes.

    `masses` are shares of the table's total; `inertias` each point's part of
    the total inertia; `coordinates` principal ones. `contributions` are the
    points' parts of an axis's inertia and add to 1 down an axis; `cos2` the
    axes' parts of a point's, and add to 1 across all axes. Both are 0 where
    there is no inertia.
    """

    labels: tuple[str, ...]
    masses: Floats
    inertias: Floats
    coordinates: Floats
    contributions: Floats
    cos2: Floats


@dataclass(frozen=True, eq=False)
class Correspondence:
    """A table's rows and columns as points on the same axes, the longest axis first.

    `inertias` are the squared singular values of all axes; `without` are rows
    and columns of nobody, which have no place.
    """

    rows: Points
    columns: Points
    inertias: Floats
    without: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """The total inertia: χ² / n."""
        return float(self.inertias.sum())

    @property
    def shares(self) -> Floats:
        """Each axis's share of the total inertia, from 0 to 1; zeros where there is none."""
        return self.inertias / self.total if self.total > 0 else np.zeros_like(self.inertias)

    def tidy(self) -> Iterator[dict[str, Any]]:
        """Yield a row for each point and axis: side, label, axis (from 1), coordinate and so on."""
        for side, points in (("row", self.rows), ("column", self.columns)):
            for at, label in enumerate(points.labels):
                for axis in range(len(self.inertias)):
                    yield {
                        "side": side, "label": label, "axis": axis + 1,
                        "coordinate": float(points.coordinates[at, axis]),
                        "mass": float(points.masses[at]), "inertia": float(points.inertias[at]),
                        "contribution": float(points.contributions[at, axis]),
                        "cos2": float(points.cos2[at, axis]),
                    }  # fmt: skip


def correspondence(
    counts: ArrayLike, rows: Sequence[str], columns: Sequence[str]
) -> Correspondence:
    """Return the correspondence analysis of a table of counts, rows × columns.

    By the singular values of the standardised residuals (Greenacre 2007,
    Correspondence Analysis in Practice, appendix A). Axes are one fewer than
    the shorter side of the table: a table of two groups has one. Of the two
    ways to turn an axis it is the one in which the column farthest out (of
    those alike, the first) is above 0. Raises OutreachError where counts are
    negative, or where fewer than two rows or columns have anybody.

    >>> found = correspondence([[4, 1], [1, 4]], ["往診", "費用"], ["70歳代", "80歳以上"])
    >>> found.inertias.round(3).tolist(), found.rows.coordinates[:, 0].round(3).tolist()
    ([0.36], [0.6, -0.6])
    """
    table = np.asarray(counts, dtype=np.float64).reshape(len(rows), len(columns))
    if not np.isfinite(table).all() or (table < 0).any():
        raise OutreachError(_("Correspondence analysis needs counts of 0 or more."))
    kept = table.sum(axis=1) > 0, table.sum(axis=0) > 0
    names = [
        tuple(label for label, one in zip(labels, keep, strict=True) if one)
        for labels, keep in zip((rows, columns), kept, strict=True)
    ]
    without = (
        *(label for label, one in zip(rows, kept[0], strict=True) if not one),
        *(label for label, one in zip(columns, kept[1], strict=True) if not one),
    )
    if min(map(len, names)) < 2:
        message = _("Correspondence analysis needs two rows and two columns with anybody in them.")
        remedy = _("Choose another attribute, or words of fewer comments.")
        raise OutreachError(message, remedy=remedy)
    return _analysed(table[kept[0]][:, kept[1]], names[0], names[1], without)


def _analysed(
    table: Floats, rows: tuple[str, ...], columns: tuple[str, ...], without: tuple[str, ...]
) -> Correspondence:
    shares = table / table.sum()
    down, across = shares.sum(axis=1), shares.sum(axis=0)
    expected = np.outer(down, across)
    residuals = (shares - expected) / np.sqrt(expected)
    left, sizes, right = np.linalg.svd(residuals, full_matrices=False)
    axes = min(table.shape) - 1
    left, sizes, right = left[:, :axes], sizes[:axes], right[:axes].T
    inertias = np.where(sizes**2 > _NOTHING, sizes**2, 0.0)
    signs = _signs(right / np.sqrt(across)[:, np.newaxis])
    return Correspondence(
        _points(rows, down, left * signs, inertias),
        _points(columns, across, right * signs, inertias),
        inertias,
        without,
    )


def _signs(columns: Floats) -> Floats:
    """Return for each axis 1 or −1: what puts the column farthest out above 0."""
    sizes = np.abs(columns)
    far = np.argmax(sizes >= sizes.max(axis=0) - _TIE, axis=0)
    signs: Floats = np.where(np.take_along_axis(columns, far[np.newaxis], 0)[0] < 0, -1.0, 1.0)
    return signs


def _points(labels: tuple[str, ...], masses: Floats, vectors: Floats, inertias: Floats) -> Points:
    """Return the points of one side from its singular vectors."""
    coordinates = vectors * np.sqrt(inertias) / np.sqrt(masses)[:, np.newaxis]
    parts = masses[:, np.newaxis] * coordinates**2
    own = parts.sum(axis=1)
    contributions = np.divide(parts, inertias, out=np.zeros_like(parts), where=inertias > 0)
    whole = own[:, np.newaxis]
    cos2 = np.divide(parts, whole, out=np.zeros_like(parts), where=whole > _NOTHING)
    return Points(labels, masses, own, coordinates, contributions, cos2)


def words_by_group(
    analysed: Sequence[Analysed],
    labels: Sequence[Sequence[str]],
    *,
    groups: Sequence[str] = (),
    minimum: int = 2,
    most: int = 60,
    parts: Sequence[str] = (),
) -> tuple[NDArray[np.int64], tuple[str, ...], tuple[str, ...]]:
    """Return how many comments of each group have each word: words × groups, words, groups.

    `labels` holds each comment's groups, none, one or several; `groups` puts
    them in order and leaves others out. Words are the `most` frequent ones of
    at least `minimum` comments that are in a group, the most frequent first.
    """
    names = tuple(dict.fromkeys(groups)) or tuple(sorted({name for own in labels for name in own}))
    column = {name: at for at, name in enumerate(names)}
    places = [sorted({column[name] for name in own if name in column}) for own in labels]
    sets = word_sets(analysed, parts)
    inside = [words for words, own in zip(sets, places, strict=True) if own]
    words = tuple(common_words(inside, minimum, most))
    row = {word: at for at, word in enumerate(words)}
    counts = np.zeros((len(words), len(names)), dtype=np.int64)
    for said, own in zip(sets, places, strict=True):
        at = [row[word] for word in said if word in row]
        counts[np.ix_(at, own)] += 1
    return counts, words, names
