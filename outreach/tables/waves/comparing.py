"""A table whose groups are two surveys → a Comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach.messages import _
from outreach.tables.categories import categories_of
from outreach.tables.contents import Base
from outreach.tables.figures import Break, Category, Figures
from outreach.tables.inference.association import associate
from outreach.tables.inference.marginal import associate_groups
from outreach.tables.inference.rao_scott import associate_weighted
from outreach.tables.inference.residuals import discoveries, gaps
from outreach.tables.summary import Summary
from outreach.tables.table import Table
from outreach.tables.tested import Outcome
from outreach.tables.waves.changes import Change, Sides, among_answered, means_of
from outreach.tables.waves.compared import Comparison
from outreach.tables.waves.drift import Drift
from outreach.tables.waves.harmony import Harmony, Item


@dataclass(frozen=True)
class Comparer:
    """Puts one Comparison together from what was counted of both surveys.

    `table`, None of a number, has the surveys as the innermost groups of its
    break; so has `summary`, None where there are no means.
    """

    harmony: Harmony
    item: Item
    by: Break | None
    table: Table | None
    summary: Summary | None
    confidence: float
    below: int = 0

    def comparison(self, base: Base, drifts: Sequence[Drift]) -> Comparison:
        """Return the Comparison; options that one form lacks are not compared."""
        table, summary = self.table, self.summary
        counted = table if table is not None else summary
        groups, rows = self._groups(counted.groups if counted else ())
        categories = table.categories if table else ()
        old, new = (_figures(table, at) for at in rows)
        asked, other = self._asked(categories), self._other(categories)
        weight, where = (counted.weight, counted.where) if counted else ("", "")
        hidden, shares, bases = _hidden(table, rows)
        secret: NDArray[np.bool_] = (shares.sum(axis=1) > 0) | (bases.sum(axis=0) > 0)
        untold = secret | (table is not None and table.joint is None)
        answered = among_answered(old, new, self._answered(groups))
        sides = Sides(groups, categories, old, new, answered, asked, other, shares, untold)
        tested = Change.of(sides, weighted=bool(weight))
        means = None
        if summary is not None:
            means = means_of(summary, rows, groups, self.confidence, self.below, secret)
        interval = gaps(tested.cells, level=1 - self.confidence)
        return Comparison(
            (self.harmony.names[0], self.harmony.names[1]),
            self.item.question, self.by, base, categories, groups, old, new, asked,
            np.where(tested.shown, interval.value, np.nan),
            np.where(tested.compared, interval.low, np.nan),
            np.where(tested.compared, interval.high, np.nan),
            tested.p, discoveries(tested.p), tested.exact, tested.notes,
            hidden, shares, bases,
            tuple(self._outcomes(groups)) if table else (),
            means,
            tuple(drifts), tuple(self._remarks(categories, drifts)),
            table.hidden.warnings if table and table.hidden else (),
            self.confidence, table.decimals if table else 2, where, weight,
        )  # fmt: skip

    def _groups(
        self, found: Sequence[Category]
    ) -> tuple[tuple[Category, ...], tuple[list[int], list[int]]]:
        """Return the outer groups that both forms can have, and their rows of either survey.

        A row of −1 is of nobody.
        """
        places: dict[Category, dict[str, int]] = {}
        for at, group in enumerate(found):
            *outer, event = group.parts or (group.label,)
            label = "+".join(outer)
            parts = tuple(outer) if len(outer) > 1 else ()
            if event in self.harmony.event.labels and not self._lacking(outer):
                places.setdefault(Category(label, group.kind, parts), {})[event] = at
        rows = [
            [mine.get(event, -1) for mine in places.values()] for event in self.harmony.event.labels
        ]
        return tuple(places), (rows[0], rows[1])

    def _lacking(self, outer: Sequence[str]) -> bool:
        """Return whether a group is of an option that one form has not."""
        for label, question in zip(outer, self.by.questions if self.by else (), strict=True):
            if label in question.labels:
                item = self.harmony.item(question.key)
                if item.lacking(question.labels.index(label)):
                    return True
        return False

    def _asked(self, categories: Sequence[Category]) -> NDArray[np.bool_]:
        """Return 2 × categories: whether each form has the option; no answer is in both."""
        labels = self.item.question.labels
        places = [labels.index(each.label) if each.kind == "option" else -1 for each in categories]
        flags = [[at < 0 or at in asked for at in places] for asked in self.item.joined.asked]
        return np.array(flags, dtype=bool).reshape(2, len(categories))

    def _outcomes(self, groups: Sequence[Category]) -> Iterator[Outcome]:
        """Yield for each group the test of all options that both forms have."""
        table = self.table
        if table is None:
            return
        if table.joint is None or (table.hidden and table.hidden.some):
            note = _("Not tested: the test would tell hidden numbers.")
            yield from (Outcome("", note=note) for _group in groups)
            return
        joint, question = table.joint, self.item.question
        own = len(joint.axes) - 1
        common, note = self._common()
        if note:
            yield from (Outcome("", note=note) for _group in groups)
            return
        answers, events = joint.members(own, common), joint.members(own - 1, [0, 1])
        for group in groups:
            inside = events & self._inside(group)[:, np.newaxis]
            if question.multiple:
                base = joint.answered(own) & inside.any(axis=1)
                yield from associate_groups(joint, inside, answers, base=base)
            elif table.weight:
                yield from associate_weighted(joint, inside, answers)[0]
            else:
                counts = (inside.T * joint.people) @ answers
                yield from associate(counts.astype(np.int64), level=self.confidence)[0]

    def _common(self) -> tuple[list[int], str]:
        """Return the options that are tested together, and why they are not, "" where they are."""
        every = range(len(self.item.question.options))
        common = [at for at in every if not self.item.lacking(at)]
        tested = [at for at in common if at not in self.item.others]
        if len(common) < 2:
            return tested, _("Not tested: the forms have only one option in common.")
        if len(tested) < 2:
            labels = ", ".join(self.item.question.labels[at] for at in self.item.others)
            note = _(
                "Not tested: the forms have fewer than two options in common beside “{other}”."
            )
            return tested, note.format(other=labels)
        return tested, ""

    def _other(self, categories: Sequence[Category]) -> NDArray[np.bool_]:
        """Return for each category whether it is その他 of forms whose options differ."""
        labels = [self.item.question.labels[at] for at in self.item.others]
        flags = [each.kind == "option" and each.label in labels for each in categories]
        return np.array(flags, dtype=bool)

    def _remarks(self, categories: Sequence[Category], drifts: Sequence[Drift]) -> Iterator[str]:
        """Yield why options are not tested, and why there are no means."""
        question = self.item.question
        for category, other in zip(categories, self._other(categories), strict=True):
            if other:
                note = _(
                    "“{label}”: “{option}” is not tested, for options were added or removed"
                    " beside it, and it stands for other things now."
                )
                yield note.format(label=question.label, option=category.label)
        scales = all(source.type == "scale" for source in self.item.sources)
        if (
            scales
            and self.summary is None
            and not any(each.kind == "scores changed" for each in drifts)
        ):
            note = _("“{label}”: the scales have other points now, so its means are not compared.")
            yield note.format(label=question.label)

    def _answered(self, groups: Sequence[Category]) -> NDArray[np.float64]:
        """Return 2 × groups × (Σw, (Σw)²/Σw²) of those who answered the question, readably."""
        found = np.zeros((2, len(groups), 2))
        joint = self.table.joint if self.table else None
        if joint is None:
            return found
        own = len(joint.axes) - 1
        events = joint.members(own - 1, [0, 1]) & joint.answered(own)[:, np.newaxis]
        for at, group in enumerate(groups):
            inside = (events & self._inside(group)[:, np.newaxis]).T
            weights, squares = inside @ joint.weights, inside @ joint.squares
            known = squares > 0
            found[:, at, 0] = weights
            found[known, at, 1] = weights[known] ** 2 / squares[known]
        return found

    def _inside(self, group: Category) -> NDArray[np.bool_]:
        """Return for each combination of the table's Joint whether who gave it is in the group."""
        table = self.table
        if table is None or table.joint is None or self.by is None:
            return np.ones(1, dtype=bool)
        parts = group.parts or (group.label,)
        inside = np.ones(len(table.joint.people), dtype=bool)
        for at, (question, label) in enumerate(zip(self.by.questions, parts, strict=True)):
            labels = [each.label for each in categories_of(question, table.joint.axes[at])]
            inside &= table.joint.members(at, [labels.index(label)])[:, 0]
        return inside


def _figures(table: Table | None, rows: Sequence[int]) -> Figures:
    """Return the rows of a table; −1 stands for nobody."""
    if table is None:
        return Figures.plain(*(np.zeros((len(rows), 0), dtype=np.int64) for _array in range(2)))
    arrays = (getattr(table.cells, each.name) for each in fields(Figures))
    return Figures(*(_rows(array, rows) for array in arrays))


def _rows(array: NDArray[Any], rows: Sequence[int]) -> NDArray[Any]:
    taken: NDArray[Any] = np.vstack([array, np.zeros_like(array[:1])])[list(rows)]
    return taken


Flags = NDArray[np.bool_]


def _hidden(table: Table | None, rows: Sequence[Sequence[int]]) -> tuple[Flags, Flags, Flags]:
    """Return which counts and shares are hidden in either survey, and so in both, and whose bases.

    Groups × categories, groups × categories, 2 × groups.
    """
    shape = (len(rows[0]), len(table.categories) if table else 0)
    if table is None or table.hidden is None:
        return np.zeros(shape, bool), np.zeros(shape, bool), np.zeros((2, shape[0]), bool)
    cells = [_rows(table.hidden.cells, mine) for mine in rows]
    shares = [_rows(table.hidden.percents(), mine) for mine in rows]
    bases = [_rows(table.hidden.groups[:, np.newaxis], mine)[:, 0] for mine in rows]
    return cells[0] | cells[1], shares[0] | shares[1], np.array(bases)
