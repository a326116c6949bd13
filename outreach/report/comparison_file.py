"""Comparisons of surveys as text, Markdown, CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from rich.cells import cell_len

from outreach.messages import _
from outreach.report.comparison import Compared, caption, heads, lines, outcomes
from outreach.report.folding import fold_text
from outreach.report.markdown import escaped as safe
from outreach.report.terminal import Columns
from outreach.report.tidy import write_csv
from outreach.spelling import visible
from outreach.tables.waves.compared import COLUMNS, MEANS, WEIGHTED

DRIFT = (
    "survey_old", "survey_new", "kind", "question", "label", "old", "new", "comparable", "sentence",
)  # fmt: skip
_LABEL = 26  # columns of an option before it is folded
_NAME = 10  # columns of a survey's name before it is folded
_WIDTH = 80


def write_comparisons(found: Iterable[Compared], file: IO[str]) -> None:
    """Write comparisons as text, lined up where signs are two columns wide."""
    for place, compared in enumerate(found):
        file.write("\n" if place else "")
        for line in (compared.title, compared.mark):
            _write_folded(line, file)
        for at, each in enumerate(compared.comparisons, 1):
            file.write(f"\n{visible(caption(each, at))}\n")
            _write_grid([heads(each, compared.short), *lines(each)], file)
            for line in outcomes(each):
                _write_folded(line, file)
        _write_list(_("Not compared"), compared.apart, file)
        _write_list(_("What changed in the questionnaire"), compared.changes, file)
        file.write("\n" if compared.notes else "")
        for note in compared.notes:
            _write_folded(_("Note: {note}").format(note=note), file)


def write_changes(found: Iterable[Compared], file: IO[str]) -> None:
    """Write what changed in the questionnaires, and what cannot be compared for it, as text."""
    for place, compared in enumerate(found):
        file.write("\n" if place else "")
        _write_folded(compared.title, file)
        _write_list(_("Not compared"), compared.apart, file)
        _write_list(_("What changed in the questionnaire"), compared.changes, file)
        if not compared.apart and not compared.changes:
            _write_folded(_("The questionnaires ask the same questions."), file)


def _write_folded(text: str, file: IO[str]) -> None:
    file.writelines(f"{line}\n" for line in (fold_text(visible(text), _WIDTH) if text else []))


def _write_list(title: str, sentences: Sequence[str], file: IO[str]) -> None:
    if sentences:
        file.write(f"\n{title}\n")
    for sentence in sentences:
        for at, line in enumerate(fold_text(visible(sentence), _WIDTH - 2)):
            file.write(f"{'  ' if at else '- '}{line}\n")


def _write_grid(rows: Sequence[Sequence[str]], file: IO[str]) -> None:
    shown = [[visible(cell) for cell in row] for row in rows]
    widest = (_LABEL, _NAME, _NAME, *(_WIDTH for _column in rows[0][3:]))
    widths = [
        min(limit, max(map(cell_len, column)))
        for limit, column in zip(widest, zip(*shown, strict=True), strict=True)
    ]
    columns = Columns(tuple(widths))
    for at, row in enumerate(shown):
        file.writelines(f"{line}\n" for line in columns.lines(row, from_top=at > 0))
        file.write("" if at else f"{columns.rule}\n")


def write_comparisons_markdown(
    found: Iterable[Compared], file: IO[str], *, drift: bool = False
) -> None:
    """Write comparisons as Markdown; with `drift` only what changed in the questionnaires."""
    for compared in found:
        file.write(f"# {safe(compared.title)}\n\n")
        file.write(f"- {safe(compared.mark)}\n" if compared.mark else "")
        for at, each in enumerate(() if drift else compared.comparisons, 1):
            file.write(f"\n## {safe(caption(each, at))}\n\n")
            for place, row in enumerate([heads(each, compared.short), *lines(each)]):
                cells = (cell.replace("  ", "\u3000", 1) for cell in row)
                file.write("| " + " | ".join(map(safe, cells)) + " |\n")
                file.write("" if place else "|:--" + "|--:" * (len(row) - 1) + "|\n")
            file.writelines(f"\n{safe(line)}\n" for line in outcomes(each))
        parts = {
            _("Not compared"): compared.apart,
            _("What changed in the questionnaire"): compared.changes,
            _("Notes"): [] if drift else compared.notes,
        }
        for title, sentences in parts.items():
            file.write(f"\n## {safe(title)}\n\n" if sentences else "")
            file.writelines(f"- {safe(sentence)}\n" for sentence in sentences)
        file.write("\n")


def write_comparisons_csv(found: Sequence[Compared], file: IO[str]) -> None:
    """Write a row for each option compared, with full precision."""
    comparisons = [each for compared in found for each in compared.comparisons]
    columns = [*COLUMNS]
    columns += MEANS if any(each.means for each in comparisons) else ()
    columns += WEIGHTED if any(each.weight for each in comparisons) else ()
    rows = (cell for each in comparisons for cell in each.tidy())
    write_csv(file, columns, ([cell.get(name) for name in columns] for cell in rows))


def write_changes_csv(found: Sequence[Compared], file: IO[str]) -> None:
    """Write a row for each change of the questionnaires."""
    write_csv(file, DRIFT, (list(row.values()) for row in changes(found)))


def changes(found: Iterable[Compared]) -> Iterator[dict[str, Any]]:
    """Yield each change of the questionnaires, with the columns of DRIFT."""
    for compared in found:
        for each in compared.drifts:
            yield {
                "survey_old": compared.harmony.names[0], "survey_new": compared.harmony.names[1],
                "kind": each.kind, "question": each.question, "label": each.label,
                "old": each.old, "new": each.new, "comparable": each.comparable,
                "sentence": each.sentence,
            }  # fmt: skip


def write_comparisons_json(found: Sequence[Compared], file: IO[str]) -> None:
    """Write a list with an object for each two surveys: cells, tests, changes, refusals."""
    shown = [
        {
            "survey_old": compared.harmony.names[0],
            "survey_new": compared.harmony.names[1],
            "cells": [cell for each in compared.comparisons for cell in each.tidy()],
            "tests": list(_tests(compared)),
            "changes": list(changes([compared])),
            "not_compared": compared.apart,
            "remarks": compared.remarked,
        }
        for compared in found
    ]
    json.dump(shown, file, ensure_ascii=False, indent=1)
    file.write("\n")


def _tests(compared: Compared) -> Iterator[dict[str, Any]]:
    for each in compared.comparisons:
        for group, outcome in zip(each.groups, each.outcomes, strict=False):
            yield {
                "question": each.question.key, "by": each.by.key if each.by else "",
                "group": group.label if each.by else "", "method": outcome.method,
                "statistic": outcome.statistic, "freedom": outcome.freedom, "p": outcome.p,
                "note": outcome.note,
            }  # fmt: skip
