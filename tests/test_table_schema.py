"""The schema that goes with what `normalise` writes."""

from __future__ import annotations

import datetime
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import outreach
from outreach.codebook import Codebook, Option, Question, Survey
from outreach.codebook_toml import read_codebook
from outreach.report.normalised import normalise, normalised_header
from outreach.report.table_schema import several, table_schema, write_table_schema

ROOT = Path(__file__).parent.parent
SURVEYS = sorted(path.parent for path in ROOT.glob("surveys/*/responses.*"))
TYPES = {"string", "number", "date", "datetime"}


def fits(field: dict, text: str) -> bool:
    """Whether a cell fits its field, as the specification has it."""
    constraints = field.get("constraints", {})
    if text == "":
        return not constraints.get("required")
    if field["type"] == "number":
        number = float(text)
        low, high = constraints.get("minimum", number), constraints.get("maximum", number)
        return low <= number <= high
    if field["type"] == "date":
        return bool(datetime.date.fromisoformat(text))
    if field["type"] == "datetime":
        return bool(datetime.datetime.strptime(text, field["format"]))  # noqa: DTZ007
    pattern = constraints.get("pattern")
    return text in constraints.get("enum", [text]) and (
        pattern is None or re.fullmatch(pattern, text) is not None
    )


@pytest.mark.parametrize("folder", SURVEYS, ids=lambda folder: folder.name)
def test_fields_are_the_columns_of_normalise_and_its_cells_fit(folder: Path) -> None:
    book = read_codebook(folder)
    schema = table_schema(book)
    assert [field["name"] for field in schema["fields"]] == normalised_header(book)
    assert {field["type"] for field in schema["fields"]} <= TYPES
    responses = outreach.read_responses(folder)
    frame = normalise(responses)
    assert len(frame) > 0
    for field in schema["fields"]:
        unreadable = set(responses.raws.get(field["name"], {}))
        for row, text in enumerate(frame[field["name"]]):
            assert row in unreadable or fits(field, text), (field, text)


def test_types_and_constraints_come_from_the_codebook() -> None:
    options = (Option("1", "はい"), Option("2", "いいえ"))
    asked = (
        Question("number", "id", "番号"),
        Question("yes", "single", "はいですか", options=options, required=True),
        Question("age", "number", "年齢", minimum=18, maximum=99.5),
        Question("when", "datetime", "いつ"),
        Question("way", "multiple", "経路", options=options, other="いいえ"),
    )
    schema = table_schema(Codebook(Survey(), asked))
    by_name = {field["name"]: field for field in schema["fields"]}
    assert schema["primaryKey"] == "respondent"
    assert by_name["respondent"]["title"] == "番号"
    assert by_name["yes"]["constraints"] == {"required": True, "enum": ["はい", "いいえ"]}
    assert by_name["age"]["constraints"] == {"minimum": 18, "maximum": 99.5}
    assert by_name["when"]["type"] == "datetime"
    assert list(by_name)[-1] == "way_other"
    assert "primaryKey" not in table_schema(Codebook(Survey(), asked[1:]))


def test_the_file_is_json_that_people_can_read() -> None:
    book = Codebook(Survey(), (Question("comment", "text", "感想"),))
    file = io.StringIO()
    write_table_schema(book, file)
    assert json.loads(file.getvalue()) == table_schema(book)
    assert "感想" in file.getvalue()


@given(
    st.lists(st.text("ab.*()[]{}\\^$+?-/# 、あ", min_size=1, max_size=4), min_size=1, unique=True)
)
def test_a_pattern_fits_the_options_joined_and_nothing_else(labels: list[str]) -> None:
    pattern = several(tuple(labels))
    assert re.fullmatch(pattern, "|".join(labels))
    assert not re.fullmatch(pattern, "|".join([*labels, "ほか"]))
    assert not re.fullmatch(pattern, labels[0] + "|")
