"""What `outreach tabulate --format csv` writes can be read again, to the last digit."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from click.testing import CliRunner

import outreach
from outreach.cli import build
from outreach.errors import OutreachError
from outreach.report.tidy import write_csv
from outreach.tables.frames.frames import responses_of
from outreach.tables.tidy_reading import read_tidy

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
HEADER = "survey,question,label,by,group,option,count,base,percent"


def written(*arguments: str) -> str:
    run = CliRunner().invoke(build(), ["tabulate", str(LECTURE), "--format", "csv", *arguments])
    assert run.exit_code == 0, run.output
    return run.stdout


def again(text: str) -> str:
    """Return tidy output read and written again, under the header that it has."""
    header = next(csv.reader([text.splitlines()[0]]))
    tables = read_tidy(io.StringIO(text))
    file = io.StringIO()
    cells = (cell for table in tables for cell in table.tidy())
    write_csv(file, header, ([cell.get(name) for name in header] for cell in cells))
    return file.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--nets",),
        ("--base", "answered"),
        ("--by", "age+district"),
        ("--test", "--nets"),
        ("--suppress", "5"),
        ("--suppress", "5", "--test"),
        ("--percent", "column"),
        ("--question", "age", "--by", "district", "--percent", "total"),
    ],
    ids=" ".join,
)
def test_what_was_read_is_written_again_byte_for_byte(arguments: tuple[str, ...]) -> None:
    text = written(*arguments)
    assert text.count("\n") > 5
    assert again(text) == text


def test_a_table_that_was_read_is_the_table_that_was_written() -> None:
    responses = outreach.read_responses(LECTURE)
    tables = outreach.tabulate([responses], nets=True)
    found = read_tidy(io.StringIO(written("--nets")))
    assert len(found) == len(tables)
    for one, other in zip(tables, found, strict=True):
        assert (one.survey, one.question.key) == (other.survey, other.question.key)
        assert (one.by and one.by.key) == (other.by and other.by.key)
        assert one.question.multiple == other.question.multiple
        assert one.categories == other.categories
        assert one.groups == other.groups
        assert one.respondents == other.respondents
        for name in ("counts", "bases", "total_counts", "total_bases"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        np.testing.assert_array_equal(one.shares(), other.shares())


def test_weights_and_multiple_answers_come_back() -> None:
    frame = pd.DataFrame(
        {"知ったきっかけ": [["市報", "チラシ"], ["市報"], [], ["駅"]], "w": [0.1, 1.7, 0.3, 2.2]}
        | {"町": ["東町", "西町", "東町", None]}
    )
    responses = responses_of(frame, weights="w")
    table = outreach.crosstab(responses, "知ったきっかけ", "町")
    cells = list(table.tidy())
    (found,) = read_tidy(pd.DataFrame(cells))
    assert found.question.multiple
    assert list(found.tidy()) == cells
    np.testing.assert_array_equal(found.cells.effective_bases, table.cells.effective_bases)


def test_what_a_spreadsheet_would_take_for_a_formula_comes_back() -> None:
    frame = pd.DataFrame({"q": ["=1+1", "-いいえ", "=1+1", 'a,b\n"c"']})
    table = outreach.crosstab(responses_of(frame), "q")
    file = io.StringIO()
    write_csv(file, HEADER.split(","), (list(cell.values()) for cell in table.tidy()))
    file.seek(0)
    (found,) = read_tidy(file)
    assert list(found.tidy()) == list(table.tidy())


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
def test_data_frames_are_read_like_files(kind: Any) -> None:
    text = written("--suppress", "5")
    columns = list(zip(*csv.reader(io.StringIO(text)), strict=True))
    frame = kind({column[0]: list(column[1:]) for column in columns})
    one, other = read_tidy(frame), read_tidy(io.StringIO(text))
    cells = [[cell for table in tables for cell in table.tidy()] for tables in (one, other)]
    assert cells[0] == cells[1]


def test_numbers_that_pandas_read_are_whole_again(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(written("--suppress", "5"), encoding="utf-8-sig")
    from_file = read_tidy(tmp_path / "a.csv")
    from_pandas = read_tidy(pd.read_csv(tmp_path / "a.csv"))
    for one, other in zip(from_file, from_pandas, strict=True):
        assert one.counts.dtype == other.counts.dtype == np.int64
        assert list(one.tidy()) == list(other.tidy())


def test_hidden_cells_stay_hidden() -> None:
    tables = read_tidy(io.StringIO(written("--suppress", "5")))
    hidden = [table for table in tables if table.hidden]
    assert hidden
    for table in hidden:
        for cell in table.tidy():
            assert (cell["count"] is None) == bool(cell["note"])


def test_means_and_differences_are_left_out() -> None:
    text = written("--means", "--top", "1", "--question", "useful")
    assert "value" in text.splitlines()[0]
    tables = read_tidy(io.StringIO(text))
    assert {table.question.key for table in tables} == {"useful"}
    assert all("points" not in str(each) for table in tables for each in table.categories)


GOOD = "s,q,Q,,,はい,1,2,50.0\ns,q,Q,,,無回答,1,2,50.0\n"


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("", "columns are missing", "row 1"),
        ("a,b\n1,2\n", "columns are missing: survey, question, label", "row 1"),
        (f"{HEADER},count\n", "two columns of one name: count", "row 1"),
        (f"{HEADER}\n{GOOD}s,q,Q,,,はい,1,2,50.0\n", "already in row 2", "row 4"),
        (
            f"{HEADER}\ns,q,Q,,,はい,一,2,50.0\n",
            "“一” is no number",
            "row 2 column “count” cell G2",
        ),
        (f"{HEADER}\ns,q,Q,,,はい,nan,2,50.0\n", "“nan” is no number", "cell G2"),
        (f"{HEADER}\ns,q,Q,,,はい,-1,2,50.0\n", "“-1” is no number", "cell G2"),
        (f"{HEADER}\ns,q,Q,,,はい,1,2,51.0\n", "51.0 is not the percentage of 1 in 2", "row 2"),
        (f"{HEADER}\ns,q,Q,,,はい,,2,\n", "no number here", "row 2"),
        (f"{HEADER}\ns,q,Q,,,はい,1,2\n", "8 cells where the header has 9", "row 2"),
        (
            f"{HEADER}\ns,q,Q,b,東,はい,1,2,50.0\ns,q,Q,b,西,いいえ,1,2,50.0\n",
            "no row for “いいえ” in “東”",
            "row 2",
        ),
    ],
)
def test_what_is_no_tidy_output_is_told_with_its_place(
    text: str, message: str, place: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OutreachError) as raised:
        read_tidy(path)
    assert message in str(raised.value)
    assert place in str(raised.value.place)
    assert str(path) in str(raised.value)


def test_what_cannot_be_read_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutreachError, match="cannot be read"):
        read_tidy(tmp_path / "none.csv")
    (tmp_path / "sjis.csv").write_bytes(HEADER.encode() + "\n東町".encode("cp932"))
    with pytest.raises(OutreachError, match="not in UTF-8"):
        read_tidy(tmp_path / "sjis.csv")
    with pytest.raises(OutreachError, match="neither a file nor a data frame"):
        read_tidy(42)
    assert read_tidy(io.StringIO(HEADER + "\n")) == []
