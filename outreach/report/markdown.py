"""Reports as Markdown, to paste into a page or an issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from outreach.messages import _
from outreach.report.model import Exhibit, Report, number
from outreach.spelling import visible


def write_markdown(reports: Iterable[Report], file: TextIO) -> None:
    """Write reports as Markdown: a heading and a table each, the footnotes last."""
    for report in reports:
        file.write(f"# {_safe(report.title)}\n\n")
        head = (report.subtitle, report.mark, *report.returned)
        file.writelines(f"- {_safe(line)}\n" for line in head if line)
        for exhibit in report.exhibits:
            file.write(f"\n## {_safe(exhibit.title)}\n\n")
            rows = _simple(exhibit) if exhibit.table.by is None else _crossed(exhibit)
            _write_rows(rows, file)
        file.write("\n")
        file.writelines(f"- {_safe(note)}\n" for note in report.notes)
        file.write("\n")


def _simple(exhibit: Exhibit) -> list[list[str]]:
    rows = [["", _("people"), "%"]]
    for at in range(len(exhibit.table.categories)):
        count, share = exhibit.cell(0, at)
        rows.append([exhibit.row_label(at), number(count), share])
    return [*rows, [exhibit.total_label, number(exhibit.everybody), exhibit.whole]]


def _crossed(exhibit: Exhibit) -> list[list[str]]:
    columns = range(len(exhibit.table.categories))
    rows = [["", "n", *(exhibit.row_label(at) for at in columns)]]
    for group, label in enumerate((_("All"), *exhibit.group_labels), -1):
        cells = [_cell(exhibit, group, *exhibit.cell(group, at)) for at in columns]
        n = exhibit.marked(exhibit.people(group), group, is_base=True)
        rows.append([label, n, *cells])
    return rows


def _cell(exhibit: Exhibit, group: int, count: float, share: str) -> str:
    if not share:
        return ""
    return f"{exhibit.marked(count, group, is_base=False)} ({share}%)" if count else "-"


def _write_rows(rows: Sequence[Sequence[str]], file: TextIO) -> None:
    lines = ["| " + " | ".join(map(_safe, row)) + " |\n" for row in rows]
    lines.insert(1, "|:--" + "|--:" * (len(rows[0]) - 1) + "|\n")
    file.writelines(lines)


def _safe(text: str) -> str:
    r"""Return a text in which Markdown finds no markup.

    >>> _safe("a|b<i>*")
    'a\\|b\\<i\\>\\*'
    """
    return "".join("\\" + sign if sign in "\\`*_[]<>|#" else sign for sign in visible(text))
