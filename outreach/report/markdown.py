"""Reports as Markdown, to paste into a page or an issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from outreach.messages import _
from outreach.report.exhibit import Exhibit
from outreach.report.model import Report
from outreach.report.row import Row
from outreach.report.summaries import SummaryExhibit, SummaryRow
from outreach.spelling import visible
from outreach.tables.hidden import WITHHELD


def write_markdown(reports: Iterable[Report], file: TextIO) -> None:
    """Write reports as Markdown: a heading and a table each, the footnotes last."""
    for report in reports:
        file.write(f"# {escaped(report.title)}\n\n")
        head = (report.subtitle, report.mark, *report.returned)
        file.writelines(f"- {escaped(line)}\n" for line in head if line)
        for exhibit in report.shown:
            file.write(f"\n## {escaped(exhibit.title)}\n\n")
            write_table(exhibit, file)
            file.writelines(f"\n{escaped(line)}\n" for line in exhibit.outcomes)
        file.write("\n")
        file.writelines(f"- {escaped(note)}\n" for note in report.notes)
        file.write("\n")


def write_table(exhibit: Exhibit | SummaryExhibit, file: TextIO) -> None:
    """Write the rows of one table, without its title."""
    if isinstance(exhibit, Exhibit) and exhibit.is_simple:
        _write_rows(_simple(exhibit), file)
    else:
        _write_rows(_crossed(exhibit), file)


def _simple(exhibit: Exhibit) -> list[list[str]]:
    row, tested = exhibit.simple, exhibit.table.tests is not None
    rows = [["", exhibit.counted, "%", *([_("95% interval")] if tested else [])]]
    for at in row.columns:
        interval = [row.interval(at)] if tested else []
        rows.append([exhibit.row_label(at), *row.entry(at), *interval])
    total = [exhibit.total_label, exhibit.total_count, exhibit.whole]
    return [*rows, total + [""] * tested]


def _crossed(exhibit: Exhibit | SummaryExhibit) -> list[list[str]]:
    """Return a row for each group, its lines in one cell: people (percent) and what else."""
    rows = [["", *exhibit.base_heads, *exhibit.heads]]
    for row in exhibit.rows:
        if row.table is None:
            rows.append([row.label, *[""] * (len(rows[0]) - 1)])
            continue
        cells = [_cell(dict(zip(kinds, texts, strict=True))) for kinds, texts in _columns(row)]
        rows.append([row.label, *row.bases, *cells])
    return rows


def _columns(row: Row | SummaryRow) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return for each column the kinds of its lines, and the lines."""
    lines = list(row.lines())
    kinds = tuple(kind for kind, _texts in lines)
    return [(kinds, texts) for texts in zip(*(texts for _kind, texts in lines), strict=True)]


def _cell(lines: dict[str, str]) -> str:
    people, share = lines.pop("people"), lines.pop("shares", "")
    if not people or people in ("-", WITHHELD):
        return people or share
    first = (
        f"{people} ({share.rstrip('+-')}%{share[len(share.rstrip('+-')) :]})" if share else people
    )
    return " ".join([first, *(f"[{text}]" for text in lines.values() if text)])


def _write_rows(rows: Sequence[Sequence[str]], file: TextIO) -> None:
    lines = ["| " + " | ".join(map(escaped, row)) + " |\n" for row in rows]
    lines.insert(1, "|:--" + "|--:" * (len(rows[0]) - 1) + "|\n")
    file.writelines(lines)


def escaped(text: str) -> str:
    r"""Return a text in which Markdown finds no markup.

    >>> escaped("a|b<i>*")
    'a\\|b\\<i\\>\\*'
    """
    return "".join("\\" + sign if sign in "\\`*_[]<>|#" else sign for sign in visible(text))
