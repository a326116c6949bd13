"""The sheet of targets in a codebook's workbook → the tables of [weights]."""

from __future__ import annotations

from outreach.codebook_values import NUMBER, TEXT
from outreach.intake.codebooks.codebook_entries import typed
from outreach.intake.codebooks.codebook_layout import TARGET_COLUMNS
from outreach.intake.codebooks.codebook_tables import Tables, rows_by_question
from outreach.intake.codebooks.codebook_workbook import Grid
from outreach.messages import _


def read_targets(tables: Tables, grid: Grid) -> None:
    """Put the sheet 目標の割合 into the tables, one row an option or net; note what is wrong."""
    for key, row in rows_by_question(tables, grid, TARGET_COLUMNS):
        name = str(typed(row["option"], TEXT))
        margin = tables.weights.setdefault(key, {})
        tables.places.setdefault(("weights", key), row["question"].place)
        if not name or name in margin:
            message = _("“{name}” is here twice.") if name else _("The option's text is blank.")
            tables.fault(row["option"], message.format(name=name))
            continue
        margin[name] = typed(row["target"], NUMBER)
        tables.places["weights", key, name] = row["target"].place
