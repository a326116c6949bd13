"""What of a table may be said: its numbers, those that are kept secret left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.codebook import Question
from outreach.tables.contents import SMALL
from outreach.tables.figures import Category
from outreach.tables.rounding import percent
from outreach.tables.table import Table

ALL = -1  # the row of everybody


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer in one group: how many gave it, None where that is kept secret."""

    category: Category
    count: int | None

    @property
    def label(self) -> str:
        """The answer."""
        return self.category.label


@dataclass(frozen=True, slots=True)
class Leading:
    """The answers that most people of a group gave, each `count` of `base`.

    `certain` says that no number that is kept secret can be larger.
    """

    labels: tuple[str, ...]
    count: int
    base: int
    percent: str
    certain: bool


def base_of(table: Table, group: int = ALL) -> int | None:
    """Return how many people a group is of, None where that is kept secret."""
    hidden = table.hidden
    if hidden is not None and (hidden.whole if group == ALL else hidden.groups[group]):
        return None
    figures, row = (table.total, 0) if group == ALL else (table.cells, group)
    return int(figures.bases[row, 0]) if figures.bases.shape[1] else 0


def cells_of(table: Table, group: int = ALL) -> Iterator[Cell]:
    """Yield the answers of a group: options, 不明, 無回答, nets."""
    figures, row = (table.total, 0) if group == ALL else (table.cells, group)
    hidden = table.hidden
    for at, category in enumerate(table.categories):
        secret = hidden is not None and (
            hidden.total[0, at] if group == ALL else hidden.cells[group, at]
        )
        yield Cell(category, None if secret else int(figures.counts[row, at]))


def count_of(table: Table, label: str, group: int = ALL) -> int | None:
    """Return how many of a group gave an answer, by its label; None where secret or not there."""
    return next((cell.count for cell in cells_of(table, group) if cell.label == label), None)


def leading(table: Table, group: int = ALL) -> Leading | None:
    """Return the options that most people of a group chose, of those that may be shown.

    None where no number above 0 may be. What is kept secret is at most what the
    base leaves over, of several answers a person everything.
    """
    base = base_of(table, group)
    cells = list(cells_of(table, group))
    options = [cell for cell in cells if cell.category.kind == "option"]
    shown = [cell.count for cell in options if cell.count is not None]
    most = max(shown, default=0)
    if not base or not most:
        return None
    parts = [cell.count for cell in cells if cell.category.kind != "net" and cell.count is not None]
    secret = len(shown) < len(options)
    left = base if table.question.multiple else base - sum(parts)
    labels = tuple(cell.label for cell in options if cell.count == most)
    share = percent(most, base, table.decimals)
    return Leading(labels, most, base, share, not secret or most > left)


def is_small(base: int | None) -> bool:
    """Return whether a base is so small that percentages of it are read with care."""
    return base is not None and base < SMALL


def source_of(table: Table) -> str:
    """Return where a sentence on a table can be checked: its question and its break."""
    return " × ".join([table.question.label, *([table.by.label] if table.by else [])])


def group_name(table: Table, group: int) -> str:
    """Return a group's name, a net's with its members (see `named`)."""
    category = table.groups[group]
    if category.kind != "net" or table.by is None:
        return str(category)
    return named(table.by.questions[0], category.label)


def named(question: Question, label: str) -> str:
    """Return a net's label with its members behind it, so that each finds itself.

    >>> from outreach.codebook import Net, Option
    >>> options = tuple(Option(str(at), name) for at, name in enumerate(["関前", "境", "市外"]))
    >>> asked = Question("d", "single", "住所", options=options, nets=(Net("武蔵境圏", (0, 1)),))
    >>> named(asked, "武蔵境圏"), named(asked, "市外")
    ('武蔵境圏（関前・境）', '市外')
    """
    for net in question.nets:
        if net.label == label:
            members = "・".join(question.labels[at] for at in net.members)
            return f"{label}（{members}）"
    return label
