"""Tests of a finished Table that hold for small counts: Fisher's of each cell, permutations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from outreach.messages import N_, _
from outreach.tables.inference.answered import who_answered
from outreach.tables.inference.association import Method
from outreach.tables.inference.permutation import permute
from outreach.tables.inference.residuals import discoveries, exact_p
from outreach.tables.significance import add_tests

if TYPE_CHECKING:
    from outreach.tables.table import Table

_EXACT = N_(
    "p of a cell is of Fisher's exact test (1935), two-sided, of the group against the others; "
    "q is p after Benjamini and Hochberg (1995) over the tested cells of a table."
)
_DEALT = N_(
    "The permutation test deals everybody's answers out anew among the groups; "
    "answers that a person gave together stay together."
)


def add_small_tests(table: Table, *, level: float = 0.05) -> Table:
    """Return the Table with tests that are fit for small counts.

    As `add_tests`, without letters, but p of each cell is of Fisher's exact
    test however many people are expected in it; the whole table is tested by
    Fisher's exact test where everybody is counted once, else by permutation
    (`permute`). There is neither for weighted tables: theirs are the tests of
    `add_tests`. Raises as that.
    """
    several = table.by is not None and (table.by.multiple or table.question.multiple)
    method: Method = "auto" if several or table.weight else "fisher"
    tested = add_tests(table, level=level, letters=None, association=method)
    if table.by is None or table.weight:
        return tested
    exact = _with_exact_cells(tested)
    return _with_permutation(exact) if several else exact


def _with_exact_cells(table: Table) -> Table:
    """Return the Table with p and q of Fisher's exact test in every cell that is tested."""
    tests, by = table.tests, table.by
    assert tests is not None  # both are there: see add_small_tests
    assert by is not None
    answered = who_answered(table, by)
    cells = np.ix_(answered.rows, answered.columns)
    tested = np.isfinite(tests.p[cells])
    exact = exact_p(answered.against(weighted=False), tested)
    p, q, notes = tests.p.copy(), tests.q.copy(), tests.notes.copy()
    p[cells], q[cells] = exact, discoveries(exact)
    notes[cells] = np.where(tested, "", notes[cells])
    replaced = _replaced()
    methods = [each for each in tests.methods if each not in replaced]
    if tested.any():
        methods.append(_(_EXACT))
    return replace(table, tests=replace(tests, p=p, q=q, notes=notes, methods=tuple(methods)))


def _replaced() -> set[str]:
    """Return the sentences on p that are true no more."""
    return {
        _("Where fewer than 5 people are expected, p is of Fisher's exact test."),
        _(
            "Residuals are adjusted standardised residuals (Haberman 1973) among those who "
            "answered both questions; p is two-sided, q is p after Benjamini and Hochberg (1995) "
            "over the tested cells of a table."
        ),
    }


def _with_permutation(table: Table) -> Table:
    """Return the Table with a permutation test of the whole, where its Joint is known."""
    tests, by = table.tests, table.by
    assert tests is not None  # as above
    assert by is not None
    flags = who_answered(table, by).flags
    if table.joint is None or flags is None:
        return table
    base = flags.base
    outcome = permute(
        flags.inside[base], flags.options[base], table.joint.people[base],
        (by.multiple, table.question.multiple),
    )  # fmt: skip
    methods = tests.methods if outcome.p is None else (*tests.methods, _(_DEALT))
    return replace(table, tests=replace(tests, outcomes=(outcome,), methods=methods))
