"""Reports on a terminal, lined up where signs are two columns wide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from outreach.messages import _
from outreach.patterns import pattern
from outreach.report.exhibit import Exhibit
from outreach.report.folding import fold_evenly, folded_lines
from outreach.report.model import Report
from outreach.report.row import Row
from outreach.report.summaries import SummaryExhibit, SummaryRow
from outreach.spelling import visible
from outreach.tables.hidden import WITHHELD

_NARROWEST = 4  # columns of a number; a heading is folded to it
_WIDEST_WORD = 9  # columns of an English word in a heading that is not folded inside
_WORD = pattern(r"[!-~]+")
_LABEL = 20  # columns of a group's name before it is folded
_STYLES = {"shares": "cyan", "index": "magenta", "interval": "dim", "letters": "green"}


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
    for exhibit in report.shown:
        console.print()
        console.print(Text(visible(exhibit.title), "bold"))
        lines = exhibit_lines(exhibit, console.width)
        console.print(Text("\n").join(lines), soft_wrap=True)
        for line in exhibit.outcomes:
            _print_folded(console, line)
    if report.notes:
        console.print()
    for note in report.notes:
        _print_folded(console, _("Note: {note}").format(note=note), "dim")


def exhibit_lines(exhibit: Exhibit | SummaryExhibit, width: int) -> Iterator[Text]:
    """Yield the lines of a table below its title, in so many columns."""
    if isinstance(exhibit, Exhibit) and exhibit.is_simple:
        yield from _simple(exhibit)
    else:
        yield from _crossed(exhibit, width)


def print_lines(lines: Callable[[int], Iterable[Text]], file: TextIO) -> None:
    """Print lines that are made for a width in columns; coloured only on a terminal."""
    width = None if file.isatty() else 80
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    for line in lines(console.width):
        console.print(line, soft_wrap=True)


def _print_folded(console: Console, text: str, style: str = "") -> None:
    for line in folded_lines(text, console.width, style):
        console.print(line, soft_wrap=True)


def _simple(exhibit: Exhibit) -> Iterator[Text]:
    """Yield options × people and percent, with the total; with tests the interval too."""
    row, tested = exhibit.simple, exhibit.table.tests is not None
    rows = [
        (exhibit.row_label(at), *_entry(row.entry(at)), *([row.interval(at)] if tested else []))
        for at in row.columns
    ]
    total = _entry((exhibit.total_count, exhibit.whole))
    rows.append((exhibit.total_label, *total, *([""] if tested else [])))
    cells = [(visible(label), *texts) for label, *texts in rows]
    head = ("", exhibit.counted, "%", *([_("95% interval")] if tested else []))
    widths = [max(cell_len(cell) for cell in column) for column in zip(head, *cells, strict=True)]
    columns = Columns((min(widths[0], 2 * _LABEL), *widths[1:]))
    for line in (head, None, *cells):
        for text in [columns.rule] if line is None else columns.lines(line):
            yield Text(text)


def _entry(texts: tuple[str, str]) -> tuple[str, str]:
    count, share = texts
    return count, f"{share}%" if share and share != WITHHELD else share


def _crossed(exhibit: Exhibit | SummaryExhibit, width: int) -> Iterator[Text]:
    """Yield groups × options, several lines each; one part after the other if too wide."""
    rows = [(visible(row.label), row) for row in exhibit.rows]
    heads = [visible(head) for head in exhibit.heads]
    first = min(_LABEL, max(cell_len(label) for label, _row in rows))
    bases = _base_widths(exhibit)
    texts = [
        text for _label, row in rows if row.table for _kind, line in row.lines() for text in line
    ]
    words = [word for head in heads for word in _WORD.findall(head)]
    widest_word = min(_WIDEST_WORD, max(map(len, words), default=0))
    narrowest = max(_NARROWEST, widest_word, max(map(cell_len, texts), default=0))
    room = width - first - sum(bases) - len(bases)
    parts = -(-len(heads) // max(1, room // (narrowest + 1)))
    size = -(-len(heads) // parts)
    for start in range(0, len(heads), size):
        part = range(start, min(start + size, len(heads)))
        widest = max(narrowest, room // len(part) - 1)
        widths = [max(narrowest, min(widest, cell_len(heads[at]))) for at in part]
        columns = Columns((first, *bases, *widths))
        head = ["", *_starred(exhibit.base_heads), *(heads[at] for at in part)]
        for line in columns.lines(head, from_top=False):
            yield Text(line)
        yield Text(columns.rule)
        for label, row in rows:
            yield from _row(label, row, part, columns)


def _base_widths(exhibit: Exhibit | SummaryExhibit) -> list[int]:
    """Return the widths of the bases' columns; each keeps room for the * of a small one."""
    bases = [row.bases for row in exhibit.rows if row.table]
    columns = zip(exhibit.base_heads, *bases, strict=True)
    return [max(cell_len(text.rstrip("*")) for text in column) + 1 for column in columns]


def _starred(texts: Sequence[str]) -> list[str]:
    """Return texts with the place for the * that others of their column have."""
    return [text if text.endswith("*") else f"{text} " for text in texts]


def _row(label: str, row: Row | SummaryRow, part: range, columns: Columns) -> Iterator[Text]:
    """Yield the lines of a group; a heading has one, its label."""
    if row.table is None:
        yield Text(label, "bold")
        return
    bases = _starred(row.bases)
    for kind, texts in row.lines():
        line = [texts[at] for at in part]
        if kind == "people":
            drawn = columns.lines([label, *bases, *line])
        elif any(line):
            drawn = columns.lines(["", *[""] * len(bases), *line])
        else:
            continue
        for text in drawn:
            yield Text(text, _STYLES.get(kind, ""))
