"""Charts of tables: what is in them, what is not, and that they can be drawn."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import outreach
from outreach.palette import NO_ANSWER, OPTIONS, luminance
from outreach.tables.charts.colours import colours_of
from outreach.tables.charts.drawing import FONTS, chart_of, picture_of
from outreach.tables.charts.drawn_cells import drawn
from outreach.tables.crosstab import crosstab
from outreach.tables.frames.frames import responses_of
from outreach.tables.hidden import Hidden
from outreach.tables.table import Table

ANSWERS = pd.DataFrame(
    {
        "年齢": ["20歳代"] * 40 + ["70歳代"] * 20 + [None] * 2,
        "満足": ["良い", "普通", "悪い", "良い"] * 15 + ["良い", None],
        "きっかけ": [["市報", "チラシ"], ["市報"], [], ["<駅> & 口"]] * 15 + [["市報"], []],
    }
)


@pytest.fixture
def responses() -> outreach.Responses:
    return responses_of(ANSWERS)


def parts_of(chart: Any) -> list[dict[str, Any]]:
    """Return every view of a chart: those of layers and of charts side by side."""
    spec = chart if isinstance(chart, dict) else chart.to_dict()
    inner = [
        part for key in ("layer", "hconcat", "concat", "vconcat") for part in spec.get(key, [])
    ]
    return [spec, *(view for part in inner for view in parts_of(part))]


def rows_of(chart: Any) -> list[dict[str, Any]]:
    """Return the rows of data that a chart holds, each once."""
    found = [row for part in parts_of(chart) for row in part.get("data", {}).get("values", [])]
    return [row for at, row in enumerate(found) if row not in found[:at]]


def hide(table: Table, cells: list[tuple[int, int]], groups: list[int]) -> Table:
    shape = table.counts.shape
    flags = np.zeros(shape, bool)
    for cell in cells:
        flags[cell] = True
    without = np.isin(np.arange(shape[0]), groups)
    nothing = np.zeros((1, shape[1]), bool)
    return replace(table, hidden=Hidden(5, flags, nothing, without, np.full(shape, "", object)))


def test_one_answer_by_groups_is_100_percent_bars(responses: outreach.Responses) -> None:
    chart = chart_of(crosstab(responses, "満足", "年齢"))
    bars = [row for row in rows_of(chart) if "start" in row]
    for group in {row["group"] for row in bars}:
        parts = sorted((row for row in bars if row["group"] == group), key=lambda row: row["place"])
        assert parts[0]["start"] == 0
        assert parts[-1]["end"] == pytest.approx(1)
        assert [row["start"] for row in parts[1:]] == [row["end"] for row in parts[:-1]]
        assert parts[-1]["option"] == "無回答"
    names = [name for part in parts_of(chart) if (name := part.get("encoding", {}).get("y"))]
    assert names[0]["scale"]["domain"] == [
        "All (n=62)", "20歳代 (n=40)", "70歳代 (n=20*)", "無回答 (n=2*)",
    ]  # fmt: skip
    assert "* marks an n under 30" in chart.to_dict()["title"]["subtitle"][0]


def test_shares_and_figures_are_the_tables(responses: outreach.Responses) -> None:
    table = crosstab(responses, "満足", "年齢")
    shown = drawn(table, 30)
    found = {(bar["at"], bar["place"]): bar["share"] for bar in shown.bars}
    for at, group in enumerate([table.total_shares()[0], *table.shares()]):
        for place, share in enumerate(group):
            assert found[at, place] == share
    assert "24.2" in {bar["shown"] for bar in shown.bars}  # 15 of 62: 24.19…


def test_a_label_stands_only_where_it_has_room() -> None:
    frame = pd.DataFrame({"q": ["多い"] * 99 + ["少ない"], "g": ["a"] * 100})
    bars = rows_of(chart_of(crosstab(responses_of(frame), "q", "g")))
    fits = {row["option"]: row["fits"] for row in bars if row["group"].startswith("a")}
    assert fits == {"多い": True, "少ない": False, "無回答": False}


def test_several_answers_are_bars_by_option_for_each_group(responses: outreach.Responses) -> None:
    table = crosstab(responses, "きっかけ", "年齢")
    chart = chart_of(table)
    spec = chart.to_dict()
    assert len(spec["concat"]) == 1 + len(table.groups)
    assert [part["title"]["text"] for part in spec["concat"]][1] == "20歳代 (n=40)"
    ends = {part["layer"][0]["encoding"]["x"]["scale"]["domain"][1] for part in spec["concat"]}
    assert len(ends) == 1  # one scale for all
    (simple,) = (chart_of(crosstab(responses, "きっかけ")).to_dict(),)
    assert "layer" in simple
    assert simple["title"]["subtitle"] == ["n=62"]


def test_what_is_hidden_is_not_in_the_chart(responses: outreach.Responses) -> None:
    table = hide(crosstab(responses, "満足", "年齢"), [(0, 0), (0, 1)], [1])
    rows = rows_of(chart_of(table))
    assert not [row for row in rows if row["group"].startswith("70歳代") and row.get("share")]
    young = [row for row in rows if row["group"].startswith("20歳代")]
    assert {row["option"] for row in young if row.get("share", 0) > 0} == {"良い"}
    (rest,) = [row for row in young if "option" not in row]
    assert (rest["start"], rest["end"], rest["shown"]) == (0.5, 1.0, "X")
    names = drawn(table, 30).groups
    assert names[2] == "70歳代 (n=X)"
    several = hide(crosstab(responses, "きっかけ", "年齢"), [(0, 0)], [])
    secret = [row for row in rows_of(chart_of(several)) if row["shown"] == "X"]
    assert [(row["at"], row["place"], row["share"]) for row in secret] == [(1, 0, 0.0)]


def test_nets_stand_beside_the_bars_and_unlike_options() -> None:
    lecture = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
    table = outreach.crosstab(outreach.read_responses(lecture), "age", by="district", nets=True)
    spec = chart_of(table).to_dict()
    assert len(spec["hconcat"]) == 2
    figures = [row for row in rows_of(chart_of(table)) if "60歳以上" in row["option"]]
    assert not any("start" in row for row in figures)
    simple = chart_of(replace(table, by=None, groups=table.groups[:1], cells=table.total))
    assert {row["colour"] for row in rows_of(simple)} == {OPTIONS[0], NO_ANSWER, "#FFFFFF"}


@pytest.mark.parametrize(("key", "by"), [("満足", "年齢"), ("きっかけ", "年齢"), ("満足", None)])
def test_the_same_table_gives_the_same_chart(
    responses: outreach.Responses, key: str, by: str | None
) -> None:
    one, other = (chart_of(crosstab(responses, key, by)) for _time in range(2))
    assert json.dumps(one.to_dict()) == json.dumps(other.to_dict())
    assert one.to_dict()["config"]["font"] == FONTS


@pytest.mark.parametrize(
    ("key", "by"), [("満足", "年齢"), ("きっかけ", "年齢"), ("きっかけ", None)]
)
def test_charts_are_drawn_without_a_browser(
    responses: outreach.Responses, key: str, by: str | None
) -> None:
    chart = chart_of(crosstab(responses, key, by))
    picture = picture_of(chart).decode()
    assert picture.startswith("<svg")
    assert f"{key}" in picture
    assert "無回答" in picture
    if key == "きっかけ":
        assert "&lt;駅&gt; &amp; 口" in picture
    assert picture_of(chart, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("frame", [{"q": [], "g": []}, {"q": [None], "g": ["a"]}])
def test_tables_of_nobody_are_drawn_too(frame: dict[str, list[Any]]) -> None:
    found = responses_of(pd.DataFrame(frame, dtype="str"))
    for by in (None, "g"):
        assert picture_of(chart_of(crosstab(found, "q", by))).startswith(b"<svg")


def test_neighbours_differ_also_in_grey() -> None:
    for one, other in pairwise(OPTIONS):
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 1.4, (one, other)
    assert colours_of(["option"] * 12)[10:] == list(OPTIONS[:2])


def test_two_groups_of_one_name_stay_two() -> None:
    table = crosstab(responses_of(ANSWERS), "満足", "年齢")
    same = replace(table, groups=(table.groups[0],) * len(table.groups))
    assert len(set(drawn(same, 0).groups)) == 1 + len(table.groups)


def test_a_table_in_a_notebook_is_markup_of_ours_only() -> None:
    frame = pd.DataFrame({"<b>q</b>": ["<script>alert(1)</script>", "a&b"], "g\"'": ["<i>", "x"]})
    html = crosstab(responses_of(frame), "<b>q</b>", "g\"'")._repr_html_()
    for raw in ("<script", "<b>", "<i>", "a&b"):
        assert raw not in html
    assert "&lt;script&gt;" in html
    tags = set(re.findall(r"</?(\w+)", html))
    assert tags == {"table", "caption", "tr", "th", "td"}


def test_control_signs_in_names_do_not_end_the_program() -> None:
    odd = pd.DataFrame({"年\x07齢": ["20\x00代", "\x1b[31m", "\ufffe"], "満足": ["良\x0bい"] * 3})
    table = crosstab(odd, "満足", "年\x07齢")
    picture = picture_of(chart_of(table), "png")
    assert picture.startswith(b"\x89PNG")
    assert "良\\x0bい" in [row["option"] for row in drawn(table, 30).bars]
