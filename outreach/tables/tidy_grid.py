"""The rows of one table of tidy output → a Table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from outreach.codebook import NO_ANSWER, UNREADABLE, Option, Question
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.spelling import visible
from outreach.tables.figures import Break, Category, Figures
from outreach.tables.hidden import Hidden
from outreach.tables.table import Table
from outreach.tables.tested import Significance
from outreach.tables.tidy_rows import TidyRow
from outreach.tables.tidying import TESTED, WEIGHTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CLOSE = 1e-9  # a percentage that went through Excel keeps 15 digits


@dataclass(frozen=True, eq=False)
class TidyGrid:
    """The rows of one table, groups × options."""

    rows: tuple[tuple[TidyRow, ...], ...]
    groups: tuple[str, ...]
    options: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[TidyRow]) -> TidyGrid:
        """Return the rows in their places; each cell stands there once."""
        cells: dict[tuple[str, str], TidyRow] = {}
        for row in rows:
            place = row.texts["group"], row.texts["option"]
            if place in cells:
                message = _("This cell is already in row {row}.").format(row=cells[place].place.row)
                raise OutreachError(message, row.place)
            cells[place] = row
            _check(row)
        groups, options = (tuple(dict.fromkeys(name[at] for name in cells)) for at in (0, 1))
        for group in groups:
            for option in options:
                if (group, option) not in cells:
                    message = _("There is no row for “{option}” in “{group}”.")
                    names = {"option": visible(option), "group": visible(group)}
                    raise OutreachError(message.format(**names), rows[0].place)
        grid = tuple(tuple(cells[group, option] for option in options) for group in groups)
        return cls(grid, groups, options)

    def array(self, name: str) -> NDArray[np.float64]:
        """Return groups × options of a column of numbers, NaN where there is none."""
        return np.array([[row.number(name) for row in line] for line in self.rows], dtype=float)

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return groups × options of a column of texts."""
        return np.array([[row.texts[name] for row in line] for line in self.rows], dtype=object)

    def has(self, names: Sequence[str]) -> bool:
        """Return whether any of the columns holds something."""
        every = [row for line in self.rows for row in line]
        return any(row.numbers.get(name) is not None for row in every for name in names)

    def table(self, labels: Mapping[str, str]) -> Table:
        """Return the Table, with everybody's figures still those of its groups."""
        first = self.rows[0][0].texts
        categories = _categories(self.options)
        figures, weighted = self._figures()
        by = _break(first["by"], labels) if first["by"] else None
        groups = _groups(self.groups, len(by.questions)) if by else (Category("", "option"),)
        options = [each.label for each in categories if each.kind == "option"]
        question = Question(
            first["question"],
            "multiple" if self._is_multiple(categories, figures) else "single",
            first["label"],
            options=tuple(Option(str(at), label) for at, label in enumerate(options, 1)),
        )
        silent = any(each.kind == "no answer" for each in categories)
        return Table(
            first["survey"], question, by, "all" if silent else "answered", categories, groups,
            figures, figures.take([0], 0), int(figures.bases.max(initial=0)),
            weight=_("given weights") if weighted else "",
            hidden=self._hidden(), tests=self._tests(),
        )  # fmt: skip

    def _figures(self) -> tuple[Figures, bool]:
        """Return the arrays, 0 where something is hidden, and whether they are weighted."""
        counts, bases = self.array("count"), np.nan_to_num(self.array("base")).astype(np.int64)
        weighted = self.has(WEIGHTED)
        counts = np.nan_to_num(counts)
        if not weighted:
            whole = counts.astype(np.int64)
            return Figures.plain(whole if (whole == counts).all() else counts, bases), False
        sums, effective = (np.nan_to_num(self.array(name)) for name in WEIGHTED)
        return Figures(counts, counts, bases, sums, effective), True

    def _is_multiple(self, categories: Sequence[Category], figures: Figures) -> bool:
        parts = [at for at, each in enumerate(categories) if each.kind != "net"]
        sums = figures.counts[:, parts].sum(axis=1)
        bases = figures.weighted_bases[:, parts].max(axis=1, initial=0)
        return bool(((sums > bases * (1 + _CLOSE)) & (bases > 0)).any())

    def _hidden(self) -> Hidden | None:
        cells: NDArray[np.bool_] = np.isnan(self.array("count"))
        without_base: NDArray[np.bool_] = np.isnan(self.array("base"))
        if not cells.any() and not without_base.any():
            return None
        groups = np.asarray(without_base.any(axis=1))
        if (groups != without_base.all(axis=1)).any():
            raise OutreachError(
                _("A base is hidden that other cells of its group show."),
                self.rows[0][0].place,
                _("Only tables whose percentages are of the group can be read."),
            )
        nobody = np.zeros((1, len(self.options)), dtype=np.bool_)
        reasons = np.where(cells, self.texts("note"), "").astype(object)
        return Hidden(0, cells, nobody, groups, reasons)

    def _tests(self) -> Significance | None:
        if not self.has(TESTED[:-2]) and not self.texts("letters").any():
            return None
        low, high = (_hundredths(self.array(name)) for name in TESTED[:2])
        unknown = np.full((1, len(self.options)), math.nan)
        hidden = np.isnan(self.array("count"))
        notes = np.where(hidden, "", self.texts("note")).astype(object)
        residual, p, q = (self.array(name) for name in TESTED[2:5])
        letters = self.texts("letters")
        return Significance(low, high, unknown, unknown, residual, p, q, letters, notes)


def _check(row: TidyRow) -> None:
    """Raise OutreachError where the percentage is not the count's of its base."""
    count, percent = row.numbers["count"], row.numbers["percent"]
    if count is None and not row.texts["note"]:
        message = _("There is no number here, and no note that says why.")
        raise OutreachError(message, row.place)
    weighted = row.numbers.get(WEIGHTED[0])
    of = row.numbers["base"] if weighted is None else weighted
    if count is None or percent is None or of is None:
        return
    if not of or not math.isclose(percent, 100 * count / of, rel_tol=_CLOSE, abs_tol=_CLOSE):
        message = _("{percent} is not the percentage of {count} in {base}.")
        words = {"percent": percent, "count": count, "base": of}
        remedy = _("Only tables whose percentages are of the group can be read.")
        raise OutreachError(message.format(**words), row.place, remedy)


def _categories(labels: Sequence[str]) -> tuple[Category, ...]:
    """Return a table's categories; what stands behind 無回答 are nets."""
    end = labels.index(NO_ANSWER) if NO_ANSWER in labels else len(labels)
    unreadable = _unreadable(labels)
    return tuple(
        Category(label, "net" if at > end else _kind(label, unreadable))
        for at, label in enumerate(labels)
    )


def _unreadable(labels: Sequence[str]) -> str:
    longer = f"{UNREADABLE}(判読不能)"
    return longer if longer in labels else UNREADABLE


def _kind(label: str, unreadable: str) -> Any:  # noqa: ANN401 - a Kind
    return {NO_ANSWER: "no answer", unreadable: "unreadable"}.get(label, "option")


def _groups(labels: Sequence[str], size: int) -> tuple[Category, ...]:
    """Return a break's groups; those of a nested one have a part for each question."""
    unreadable = _unreadable(labels)
    groups = []
    for label in labels:
        parts = tuple(label.split("+")) if size > 1 else ()
        parts = parts if len(parts) == size else ()
        kinds = [_kind(part, unreadable) for part in parts or (label,)]
        order = ("option", "net", "unreadable", "no answer").index
        groups.append(Category(label, max(kinds, key=order), parts))
    return tuple(groups)


def _break(key: str, labels: Mapping[str, str]) -> Break:
    """Return the break of a key: one question, or several joined by +."""
    keys = [key] if key in labels else key.split("+")
    return Break(tuple(Question(each, "single", labels.get(each, each)) for each in keys))


def _hundredths(percents: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares which, times 100, are these percentages to the last digit."""
    found = percents / 100
    for near in (np.nextafter(found, -np.inf), np.nextafter(found, np.inf)):
        found = np.where((100 * found != percents) & (100 * near == percents), near, found)
    return found
