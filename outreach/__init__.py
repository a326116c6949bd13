"""Questionnaires of care lectures and workshops, from a typed file to printed tables."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from outreach.attribute_rows import (
        Grouping,
        grouped_by,
        grouped_by_kind,
        grouped_by_survey,
        grouped_by_theme,
    )
    from outreach.attributes import theme_tables
    from outreach.checking import check
    from outreach.codebook import Codebook, Net, Option, Question
    from outreach.codebook_toml import read_codebook
    from outreach.comments.agreement_files import compare_codings
    from outreach.comments.collocates import Collocate, collocates
    from outreach.comments.comment import Comment
    from outreach.comments.concordance import concordance
    from outreach.comments.cooccurrence import Network, network_of
    from outreach.comments.correspondence import Correspondence, correspondence, words_by_group
    from outreach.comments.frequencies import Frequency, frequencies
    from outreach.comments.hierarchy import Hierarchy, theme_hierarchy
    from outreach.comments.keyness import Keyword, keywords
    from outreach.comments.kinds import Kind, kind_of
    from outreach.comments.theme import Theme, Themes
    from outreach.comments.themes import find_themes
    from outreach.comments.words import Analysed, Analyzer
    from outreach.errors import OutreachError, Place
    from outreach.intake.cells import Sheet
    from outreach.intake.double import compare_entries
    from outreach.intake.drafting.draft import draft_codebook
    from outreach.intake.findings import Finding, Rule
    from outreach.intake.privacy import find_personal, mask
    from outreach.intake.responses import Responses
    from outreach.intake.sheets import read_sheet
    from outreach.intake.surveys import find_survey, read_responses
    from outreach.messages import use_language
    from outreach.planning.making import make_plan
    from outreach.planning.plan import Plan
    from outreach.report.booklet import Booklet
    from outreach.report.model import Report, build_report
    from outreach.report.normalised import normalise
    from outreach.report.pictures.bars import theme_bars, word_bars
    from outreach.report.pictures.cloud import word_cloud
    from outreach.report.pictures.hierarchy import hierarchy_picture
    from outreach.report.pictures.network import network_picture
    from outreach.report.pictures.picture import Picture
    from outreach.report.pictures.points import correspondence_picture
    from outreach.report.pictures.theme_map import theme_map
    from outreach.report.questionnaire import Questionnaire
    from outreach.report.questionnaire_file import write_questionnaire
    from outreach.report.table_schema import table_schema
    from outreach.report.workbook import write_workbook
    from outreach.reporting import make_report, write_report
    from outreach.studies import Study, read_study
    from outreach.tables.charts.drawing import picture_of
    from outreach.tables.compare import compare
    from outreach.tables.crosstab import crosstab, summarise, tabulate
    from outreach.tables.cube import Axis, Cube, count
    from outreach.tables.disclosure.suppression import suppress
    from outreach.tables.frames.frames import responses_of
    from outreach.tables.published import audit
    from outreach.tables.significance import add_tests
    from outreach.tables.small_tests import add_small_tests
    from outreach.tables.summary import Summary
    from outreach.tables.table import Table
    from outreach.tables.tidy_reading import read_tidy
    from outreach.tables.waves.compared import Comparison
    from outreach.tables.waves.drift import Drift
    from outreach.tables.waves.harmony import harmonise
    from outreach.tables.waves.pooling import pool
    from outreach.tables.waves.questionnaires import drift

_HOMES = {
    "attribute_rows": (
        "Grouping",
        "grouped_by",
        "grouped_by_kind",
        "grouped_by_survey",
        "grouped_by_theme",
    ),
    "attributes": ("theme_tables",),
    "comments.collocates": ("Collocate", "collocates"),
    "comments.concordance": ("concordance",),
    "comments.cooccurrence": ("Network", "network_of"),
    "comments.correspondence": ("Correspondence", "correspondence", "words_by_group"),
    "comments.frequencies": ("Frequency", "frequencies"),
    "comments.hierarchy": ("Hierarchy", "theme_hierarchy"),
    "comments.keyness": ("Keyword", "keywords"),
    "reporting": ("make_report", "write_report"),
    "studies": ("Study", "read_study"),
    "tables.small_tests": ("add_small_tests",),
    "checking": ("check",),
    "codebook": ("Codebook", "Net", "Option", "Question"),
    "codebook_toml": ("read_codebook",),
    "comments.agreement_files": ("compare_codings",),
    "comments.comment": ("Comment",),
    "comments.kinds": ("Kind", "kind_of"),
    "comments.theme": ("Theme", "Themes"),
    "comments.themes": ("find_themes",),
    "comments.words": ("Analysed", "Analyzer"),
    "errors": ("OutreachError", "Place"),
    "intake.cells": ("Sheet",),
    "intake.double": ("compare_entries",),
    "intake.drafting.draft": ("draft_codebook",),
    "intake.findings": ("Finding", "Rule"),
    "intake.privacy": ("find_personal", "mask"),
    "intake.responses": ("Responses",),
    "intake.sheets": ("read_sheet",),
    "intake.surveys": ("find_survey", "read_responses"),
    "messages": ("use_language",),
    "report.model": ("Report", "build_report"),
    "planning.making": ("make_plan",),
    "planning.plan": ("Plan",),
    "report.booklet": ("Booklet",),
    "report.normalised": ("normalise",),
    "report.pictures.bars": ("theme_bars", "word_bars"),
    "report.pictures.cloud": ("word_cloud",),
    "report.pictures.hierarchy": ("hierarchy_picture",),
    "report.pictures.network": ("network_picture",),
    "report.pictures.picture": ("Picture",),
    "report.pictures.points": ("correspondence_picture",),
    "report.pictures.theme_map": ("theme_map",),
    "report.questionnaire": ("Questionnaire",),
    "report.questionnaire_file": ("write_questionnaire",),
    "report.table_schema": ("table_schema",),
    "report.workbook": ("write_workbook",),
    "tables.compare": ("compare",),
    "tables.waves.compared": ("Comparison",),
    "tables.waves.drift": ("Drift",),
    "tables.waves.questionnaires": ("drift",),
    "tables.waves.harmony": ("harmonise",),
    "tables.waves.pooling": ("pool",),
    "tables.significance": ("add_tests",),
    "tables.disclosure.suppression": ("suppress",),
    "tables.tidy_reading": ("read_tidy",),
    "tables.frames.frames": ("responses_of",),
    "tables.charts.drawing": ("picture_of",),
    "tables.summary": ("Summary",),
    "tables.crosstab": ("crosstab", "summarise", "tabulate"),
    "tables.cube": ("Axis", "Cube", "count"),
    "tables.published": ("audit",),
    "tables.table": ("Table",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Analysed",
    "Analyzer",
    "Axis",
    "Booklet",
    "Codebook",
    "Collocate",
    "Comment",
    "Comparison",
    "Correspondence",
    "Cube",
    "Drift",
    "Finding",
    "Frequency",
    "Grouping",
    "Hierarchy",
    "Keyword",
    "Kind",
    "Net",
    "Network",
    "Option",
    "OutreachError",
    "Picture",
    "Place",
    "Plan",
    "Question",
    "Questionnaire",
    "Report",
    "Responses",
    "Rule",
    "Sheet",
    "Study",
    "Summary",
    "Table",
    "Theme",
    "Themes",
    "__version__",
    "add_small_tests",
    "add_tests",
    "audit",
    "build_report",
    "check",
    "collocates",
    "compare",
    "compare_codings",
    "compare_entries",
    "concordance",
    "correspondence",
    "correspondence_picture",
    "count",
    "crosstab",
    "draft_codebook",
    "drift",
    "find_personal",
    "find_survey",
    "find_themes",
    "frequencies",
    "grouped_by",
    "grouped_by_kind",
    "grouped_by_survey",
    "grouped_by_theme",
    "harmonise",
    "hierarchy_picture",
    "keywords",
    "kind_of",
    "make_plan",
    "make_report",
    "mask",
    "network_of",
    "network_picture",
    "normalise",
    "picture_of",
    "pool",
    "read_codebook",
    "read_responses",
    "read_sheet",
    "read_study",
    "read_tidy",
    "report",
    "responses_of",
    "summarise",
    "suppress",
    "table_schema",
    "tabulate",
    "theme_bars",
    "theme_hierarchy",
    "theme_map",
    "theme_tables",
    "use_language",
    "word_bars",
    "word_cloud",
    "words_by_group",
    "write_questionnaire",
    "write_report",
    "write_workbook",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    """Load a public name where it is first used: `import outreach` costs nothing."""
    if name == "report":  # a package that is called as well
        return importlib.import_module("outreach.report")
    if name not in _HOME:
        raise AttributeError(f"module 'outreach' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"outreach.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
