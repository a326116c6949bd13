"""Questionnaires of care lectures and workshops, from a typed file to printed tables."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from outreach.codebook import Codebook, Net, Option, Question
    from outreach.codebook_toml import read_codebook
    from outreach.errors import OutreachError, Place
    from outreach.intake.cells import Sheet
    from outreach.intake.double import compare_entries
    from outreach.intake.drafting.draft import draft_codebook
    from outreach.intake.findings import Finding, Rule
    from outreach.intake.privacy import find_personal, mask
    from outreach.intake.responses import Responses
    from outreach.intake.sheets import read_sheet
    from outreach.intake.surveys import check, find_survey, read_responses
    from outreach.messages import use_language
    from outreach.report.model import Report, build_report
    from outreach.report.normalised import normalise
    from outreach.report.table_schema import table_schema
    from outreach.report.workbook import write_workbook
    from outreach.tables.crosstab import crosstab, tabulate
    from outreach.tables.cube import Axis, Cube, count
    from outreach.tables.table import Table

_HOMES = {
    "codebook": ("Codebook", "Net", "Option", "Question"),
    "codebook_toml": ("read_codebook",),
    "errors": ("OutreachError", "Place"),
    "intake.cells": ("Sheet",),
    "intake.double": ("compare_entries",),
    "intake.drafting.draft": ("draft_codebook",),
    "intake.findings": ("Finding", "Rule"),
    "intake.privacy": ("find_personal", "mask"),
    "intake.responses": ("Responses",),
    "intake.sheets": ("read_sheet",),
    "intake.surveys": ("check", "find_survey", "read_responses"),
    "messages": ("use_language",),
    "report.model": ("Report", "build_report"),
    "report.normalised": ("normalise",),
    "report.table_schema": ("table_schema",),
    "report.workbook": ("write_workbook",),
    "tables.crosstab": ("crosstab", "tabulate"),
    "tables.cube": ("Axis", "Cube", "count"),
    "tables.table": ("Table",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Axis",
    "Codebook",
    "Cube",
    "Finding",
    "Net",
    "Option",
    "OutreachError",
    "Place",
    "Question",
    "Report",
    "Responses",
    "Rule",
    "Sheet",
    "Table",
    "__version__",
    "build_report",
    "check",
    "compare_entries",
    "count",
    "crosstab",
    "draft_codebook",
    "find_personal",
    "find_survey",
    "mask",
    "normalise",
    "read_codebook",
    "read_responses",
    "read_sheet",
    "table_schema",
    "tabulate",
    "use_language",
    "write_workbook",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    """Load a public name where it is first used: `import outreach` costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'outreach' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"outreach.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
