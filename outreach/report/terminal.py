"""Reports on a terminal, lined up where signs are two columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.console import Console
from rich.text import Text

from outreach.messages import _
from outreach.report.model import Exhibit, Report, number
from outreach.spelling import visible

_NARROWEST = 4  # columns of a number; a heading is folded to it
_LABEL = 20  # columns of a group's name before it is folded


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of a grid's columns: a label on the left, figures to the right of it."""

    widths: tuple[int, ...]

    @property
    def rule(self) -> str:
        """The line under the headings."""
        return "─" * (sum(self.widths) + len(self.widths) - 1)

    def lines(self, cells: Sequence[str], *, from_top: bool = True) -> Iterator[str]:
        """Yield the lines of a row; what is too wide is folded, figures end on the right.

        >>> list(Columns((4, 3)).lines(["70歳代", "18"]))
        ['70歳  18', '代']
        """
        folded = [fold_evenly(*cell) for cell in zip(cells, self.widths, strict=True)]
        height = max(map(len, folded))
        for at, lines in enumerate(folded):
            blank = [""] * (height - len(lines))
            folded[at] = lines + blank if from_top else blank + lines
        for label, *figures in zip(*folded, strict=True):
            line = [set_cell_size(label, self.widths[0])]
            for figure, width in zip(figures, self.widths[1:], strict=True):
                line.append(" " * (width - cell_len(figure)) + figure)
            yield " ".join(line).rstrip()


def fold_evenly(text: str, width: int) -> list[str]:
    """Return the text in as few lines as fit the width, none much shorter than the others.

    >>> fold_evenly("20歳未満", 7), fold_evenly("事業所(市内)", 10)
    (['20歳', '未満'], ['事業所', '(市内)'])
    >>> fold_evenly("very well understood", 10)
    ['very well', 'understood']
    """
    if cell_len(text) <= width:
        return [text]
    words = text.split(" ")
    if len(words) > 1:
        return _fold_words(words, width)
    fewest = -(-cell_len(text) // width)
    even = -(-cell_len(text) // fewest)
    sizes = range(even, width + 1)
    return next(
        (lines for size in sizes if len(lines := chop_cells(text, size)) <= fewest),
        chop_cells(text, width),
    )


def _fold_words(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += " " + word
        else:
            lines += fold_evenly(word, width) if word else []
    return lines


def print_report(report: Report, file: TextIO, width: int | None = None) -> None:
    """Print a report; coloured only where `file` is a terminal.

    `width` is in columns; without it the terminal's, or 80 where there is none.
    """
    if width is None and not file.isatty():
        width = 80
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    console.print(Text(visible(report.title), "bold"))
    for line in (report.subtitle, report.mark, *report.returned):
        if line:
            console.print(Text(visible(line), "bold yellow" if line == report.mark else ""))
    for exhibit in report.exhibits:
        console.print()
        console.print(Text(visible(exhibit.title), "bold"))
        lines = _simple(exhibit) if exhibit.table.by is None else _crossed(exhibit, console.width)
        console.print(Text("\n").join(lines), soft_wrap=True)
    if report.notes:
        console.print()
    for note in report.notes:
        console.print(Text(visible(_("Note: {note}").format(note=note)), "dim"))


def _simple(exhibit: Exhibit) -> Iterator[Text]:
    """Yield options × people and percent, with the total."""
    rows = [
        (exhibit.row_label(at), *exhibit.cell(0, at)) for at in range(len(exhibit.table.categories))
    ]
    rows.append((exhibit.total_label, exhibit.everybody, exhibit.whole))
    cells = [
        (visible(label), number(count), f"{share}%" if share else "")
        for label, count, share in rows
    ]
    head = ("", _("people"), "%")
    widths = [max(cell_len(cell) for cell in column) for column in zip(head, *cells, strict=True)]
    columns = Columns((min(widths[0], 2 * _LABEL), *widths[1:]))
    for row in (head, None, *cells):
        for line in [columns.rule] if row is None else columns.lines(row):
            yield Text(line)


def _crossed(exhibit: Exhibit, width: int) -> Iterator[Text]:
    """Yield groups × options: people above, percent below; one part after the other if too wide."""
    labels = [visible(label) for label in (_("All"), *exhibit.group_labels)]
    heads = [visible(exhibit.row_label(at)) for at in range(len(exhibit.table.categories))]
    first = min(_LABEL, max(map(cell_len, labels)))
    bases = len(number(exhibit.everybody)) + 1
    narrowest = max(_NARROWEST, exhibit.decimals + 4, len(number(exhibit.everybody)))
    room = width - first - bases - 1
    parts = -(-len(heads) // max(1, room // (narrowest + 1)))
    size = -(-len(heads) // parts)
    for start in range(0, len(heads), size):
        part = range(start, min(start + size, len(heads)))
        widest = max(narrowest, room // len(part) - 1)
        widths = [max(narrowest, min(widest, cell_len(heads[at]))) for at in part]
        columns = Columns((first, bases, *widths))
        for line in columns.lines(["", "n ", *(heads[at] for at in part)], from_top=False):
            yield Text(line)
        yield Text(columns.rule)
        yield from _groups(exhibit, labels, part, columns)


def _groups(
    exhibit: Exhibit, labels: Sequence[str], part: range, columns: Columns
) -> Iterator[Text]:
    """Yield two lines for everybody and for each group: people, and percent."""
    for group, label in enumerate(labels, -1):
        people = exhibit.people(group)
        cells = [exhibit.cell(group, at) for at in part]
        counts = [
            "" if not share else exhibit.marked(count, group, is_base=False) if count else "-"
            for count, share in cells
        ]
        shares = ["-" if share and not count else share for count, share in cells]
        n = exhibit.marked(people, group, is_base=True).ljust(len(number(people)) + 1)
        for line in columns.lines([label, n, *counts]):
            yield Text(line)
        if any(shares):
            for line in columns.lines(["", "", *shares]):
                yield Text(line, "cyan")
