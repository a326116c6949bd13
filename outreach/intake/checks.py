"""Every way that a Sheet can contradict a Codebook → Findings."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.intake.evidence import Evidence
from outreach.intake.findings import Finding
from outreach.intake.header_checks import (
    answers_beside,
    columns_twice,
    header_again,
    header_mis_decoded,
    missing_columns,
    missing_option_columns,
    no_column_known,
    no_rows,
    other_sheets,
    personal_columns,
    unknown_columns,
    unlike_its_name,
)
from outreach.intake.row_checks import (
    blank_rows,
    hidden_rows,
    merged_answers,
    notes_below,
    ragged_rows,
    records_continued,
    respondents_blank,
    respondents_twice,
)

_ONCE = (
    unlike_its_name, other_sheets, header_mis_decoded, no_column_known, missing_columns,
    missing_option_columns, unknown_columns, answers_beside, columns_twice, personal_columns,
    no_rows,
)  # fmt: skip
_EACH = (
    header_again, ragged_rows, respondents_twice, records_continued, respondents_blank,
    blank_rows, notes_below,
    hidden_rows, merged_answers,
)  # fmt: skip


def check_sheet(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is wrong with the header (once a file) and with whole rows (every Sheet)."""
    for rule in (*(_ONCE if evidence.sheet.first else ()), *_EACH):
        yield from rule(evidence)
