"""Every way that a Sheet can contradict a Codebook → Findings."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.intake.evidence import Evidence
from outreach.intake.findings import Finding
from outreach.intake.header_checks import (
    columns_twice,
    header_again,
    missing_columns,
    missing_option_columns,
    no_column_known,
    no_rows,
    unknown_columns,
)
from outreach.intake.row_checks import (
    blank_rows,
    ragged_rows,
    respondents_blank,
    respondents_twice,
)

_ONCE = (
    no_column_known, missing_columns, missing_option_columns, unknown_columns, columns_twice,
    no_rows,
)  # fmt: skip
_EACH = (header_again, ragged_rows, respondents_twice, respondents_blank, blank_rows)


def check_sheet(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is wrong with the header (once a file) and with whole rows (every Sheet)."""
    for rule in (*(_ONCE if evidence.sheet.first else ()), *_EACH):
        yield from rule(evidence)
