"""A table of everybody on the base of those who answered: it hides no less."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import outreach
from outreach.tables.rebased import of_answered

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"


def test_it_is_the_table_that_is_counted_on_that_base() -> None:
    lecture = outreach.read_responses(LECTURE)
    for by in (None, "age", "channel"):
        table = outreach.crosstab(lecture, "understood", by)
        counted = outreach.crosstab(lecture, "understood", by, base="answered")
        told = of_answered(table)
        assert told is not None
        assert told.base == "answered"
        assert [c.label for c in told.categories] == [c.label for c in counted.categories]
        assert np.array_equal(told.bases, counted.bases)
        assert np.array_equal(told.counts, counted.counts)
        for share in ("row", "column", "total"):
            np.testing.assert_allclose(told.shares(share), counted.shares(share))
        np.testing.assert_allclose(told.total_shares(), counted.total_shares())


def test_where_everybody_answered_there_is_no_other_base() -> None:
    lecture = outreach.read_responses(LECTURE)
    table = outreach.crosstab(lecture, "understood", base="answered")
    assert of_answered(table) is None


def test_where_no_answer_is_hidden_so_is_the_base_without_it() -> None:
    lecture = outreach.read_responses(LECTURE)
    tables = outreach.suppress(
        outreach.tabulate([lecture], ["understood", "channel"], ["channel"]), 5
    )
    seen = 0
    for table in tables:
        told = of_answered(table)
        silent = [each.kind for each in table.categories].index("no answer")
        assert table.hidden is not None
        if told is None:
            continue
        assert told.hidden is not None
        for at in np.flatnonzero(table.hidden.cells[:, silent]):
            assert told.hidden.groups[at]
            assert told.hidden.percents("row")[at].all()
            seen += 1
        if table.hidden.total[0, silent]:
            assert told.hidden.total_percents().all()
            assert told.hidden.percents("total").all()
    assert seen
