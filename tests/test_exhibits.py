"""What stands on a terminal and in Markdown for every shape of table."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import outreach
from outreach.codebook import Question
from outreach.counting import Wanted, count_tables
from outreach.intake.responses import Responses
from outreach.report.markdown import write_markdown
from outreach.report.model import Report, build_report
from outreach.report.row import Look
from outreach.report.terminal import print_report
from outreach.report.tidy import cells, columns
from outreach.tables.hidden import Hidden

LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"


@pytest.fixture(scope="module")
def lecture() -> Responses:
    return outreach.read_responses(LECTURE)


def report(
    lecture: Responses, *, banner: bool = False, look: Look | None = None, **wanted: object
) -> Report:
    book = lecture.codebook
    counted = count_tables(book, lambda: [lecture], Wanted(**wanted))  # type: ignore[arg-type]
    return build_report(
        book, counted.tables, summaries=counted.summaries, differences=counted.differences,
        banner=banner, look=look, remarks=counted.remarks,
    )  # fmt: skip


def printed(found: Report, width: int = 80) -> str:
    file = io.StringIO()
    print_report(found, file, width)
    return file.getvalue()


def test_a_banner_puts_the_breaks_of_a_question_below_one_another(lecture: Responses) -> None:
    found = report(lecture, banner=True, questions=["useful"], breaks=["age", "channel"])
    assert [len(exhibit.tables) for exhibit in found.exhibits] == [1, 2]
    labels = [row.label for row in found.exhibits[1].rows]
    assert labels[:2] == ["All", "参加者の年齢"]
    assert labels.count("講演会をどこで知りましたか") == 1
    assert found.exhibits[1].title.endswith("× 参加者の年齢 / 講演会をどこで知りましたか")


def with_grid(lecture: Responses) -> Responses:
    """The lecture with a second question like 本日の話は, in one grid with it."""
    useful = lecture.codebook.question("useful")
    asked = tuple(
        replace(question, grid="評価") if question.key == "useful" else question
        for question in lecture.codebook.questions
    )
    second = replace(useful, key="clear", label="分かりやすさは", headers=(), grid="評価")
    codes = {**lecture.codes, "clear": lecture.codes["useful"][::-1]}
    book = replace(lecture.codebook, questions=(*asked, second))
    return replace(lecture, codebook=book, codes=codes)


def test_a_grid_is_one_table_with_its_questions_as_rows(lecture: Responses) -> None:
    grid = with_grid(lecture)
    found = report(grid, questions=["useful", "clear", "understood"], breaks=["age"])
    assert [exhibit.is_grid for exhibit in found.exhibits] == [True, False, False, False, False]
    assert [row.label for row in found.exhibits[0].rows] == ["本日の話は", "分かりやすさは"]
    assert "Table 1 評価" in printed(found)
    tidy = [cell["question"] for cell in cells([found]) if not cell["by"]]
    assert tidy == ["useful"] * 4 + ["clear"] * 4 + ["understood"] * 3


def test_every_line_of_a_cell_can_be_shown(lecture: Responses) -> None:
    look = Look("row", index=True, intervals=True)
    found = report(lecture, look=look, questions=["understood"], breaks=["age"], tests={})
    kinds = {kind for row in found.exhibits[1].rows for kind, _texts in row.lines()}
    assert kinds >= {"people", "shares", "index", "interval"}
    text = printed(found)
    assert "20+" in text, "80歳以上 did not understand more often than others"
    assert "Fisher" in text
    assert "Cramér's V" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_hidden_cell_shows_nothing_anywhere(lecture: Responses) -> None:
    table = outreach.crosstab(lecture, "understood", "age", test=True)
    shape = table.counts.shape
    flags = np.zeros(shape, dtype=bool)
    flags[5, 0] = True  # 24 people in their sixties understood
    reasons = np.full(shape, "", dtype=object)
    reasons[5, 0] = "fewer than 5 people"
    hidden = Hidden(5, flags, np.zeros((1, shape[1]), bool), np.zeros(shape[0], bool), reasons)
    found = build_report(lecture.codebook, [replace(table, hidden=hidden)])
    row = found.exhibits[0].rows[6]
    assert row.label.startswith("60歳代")
    assert row.count_text(0) == row.share_text(0) == "X"
    text, markdown = printed(found), io.StringIO()
    write_markdown([found], markdown)
    for output in (text, markdown.getvalue()):
        (line,) = [line for line in output.splitlines() if "60歳代" in line]
        assert "X" in line
        assert line.count("24") == 1, "the base stays"
    (cell,) = [c for c in cells([found]) if (c["group"], c["option"]) == ("60歳代", "理解できた")]
    assert {cell[name] for name in ("count", "percent", "low", "high", "residual", "p")} == {None}
    assert cell["note"] == "fewer than 5 people"
    html = replace(table, hidden=hidden)._repr_html_()
    assert "<td>X</td>" in html


def test_weights_show_the_effective_n(lecture: Responses) -> None:
    weighted = replace(lecture, weights=np.linspace(0.5, 1.5, len(lecture)))
    tables = outreach.tabulate([weighted], where="age in 60歳以上")
    found = build_report(lecture.codebook, tables)
    assert found.exhibits[-1].base_heads == ("n", "eff. n")
    assert columns([found])[-3:] == ("weighted_base", "effective_base", "where")
    assert "eff. n" in printed(found)
    assert "(of: 参加者の年齢: 60歳以上)" in printed(found).replace("\n", "")


def test_means_stand_in_tables_of_their_own(lecture: Responses) -> None:
    found = report(lecture, means=True, questions=["useful"], breaks=["age"], suppress=0)
    assert [shown.number for shown in found.summaries] == [3, 4]
    (mean,) = [
        c
        for c in cells([found])
        if c.get("value") is not None and not c["by"] and c["option"] == "mean"
    ]
    assert mean["base"] == 98
    assert mean["value"] == pytest.approx(84 / 98)
    assert columns([found])[-1] == "value"
    assert "0.86" in printed(found)


def test_differences_of_boxes_are_points(lecture: Responses) -> None:
    found = report(lecture, top=1, questions=["useful"], breaks=["age"])
    assert found.exhibits[1].heads[-1] == "top 1 − bottom 1 (points)"
    (everybody,) = [c for c in cells([found]) if not c["by"] and c.get("value") is not None]
    assert everybody["value"] == pytest.approx(100 * 84 / 104)


def test_sorting_keeps_the_last_ones_last(lecture: Responses) -> None:
    found = report(lecture, sort=True, questions=["channel", "useful"], breaks=["age"])
    labels = [category.label for category in found.exhibits[0].table.categories]
    assert labels == [
        "事業所へのお知らせ",
        "チラシ",
        "市報",
        "市ホームページ",
        "フェイスブック",
        "その他",
        "無回答",
    ]
    scale = [category.label for category in found.exhibits[1].table.categories]
    assert scale[0] == "役に立った", "a scale keeps its order"
    before = outreach.crosstab(lecture, "channel", "age").frame()
    assert found.exhibits[2].table.frame()[before.columns].equals(before)


def test_a_number_has_a_table_of_statistics_only(survey: object, tmp_path: Path) -> None:
    folder = tmp_path / "2020-01-01-見本"
    folder.mkdir()
    book = 'format = 1\n[question.age]\ntype = "single"\nrole = "age"\noptions = ["若", "老"]\n'
    (folder / "codebook.toml").write_text(
        book + '[question.visits]\ntype = "number"\n', encoding="utf-8"
    )
    (folder / "responses.csv").write_text("age,visits\n若,1\n老,2\n老,6\n", encoding="utf-8")
    answers = outreach.read_responses(folder)
    found = report(answers)
    assert isinstance(answers.codebook.questions[1], Question)
    assert [shown.title for shown in found.summaries] == ["Table 2 visits", "Table 3 visits × age"]
    assert "3.00" in printed(found)
    assert not any("in no table" in note for note in found.notes)


def test_an_empty_table_is_whole(lecture: Responses) -> None:
    found = report(lecture, where=["age = 20歳未満"], tests={}, top=1, means=True)
    text = printed(found)
    assert "nan" not in text.casefold()
    values = [cell for cell in cells([found]) for value in cell.values() if value != value]
    assert not values


def test_what_is_hidden_is_in_no_index_whatever_percentages_are_of(lecture: Responses) -> None:
    table = outreach.crosstab(lecture, "understood", "age")
    groups, options = table.counts.shape
    total = np.zeros((1, options), dtype=bool)
    total[0, 1] = True
    bases = np.zeros(groups, dtype=bool)
    bases[3] = True
    hidden = Hidden(
        5, np.zeros((groups, options), bool), total, bases, np.full((groups, options), "", object)
    )
    index = replace(table, hidden=hidden).index()
    assert np.isnan(index[:, 1]).all(), "its total is hidden"
    assert np.isnan(index[3]).all(), "its base is hidden"
    assert np.isfinite(index[4, 0])
    look = Look("total", index=True)
    found = build_report(lecture.codebook, [replace(table, hidden=hidden)], "total", look=look)
    (line,) = [texts for kind, texts in found.exhibits[0].rows[4].lines() if kind == "index"]
    assert line == ["", "", ""]


def test_a_weighted_simple_table_adds_up(lecture: Responses) -> None:
    weighted = replace(lecture, weights=np.full(len(lecture), 2.5))
    found = build_report(lecture.codebook, [outreach.crosstab(weighted, "useful")])
    text = printed(found)
    assert "weighted" in text
    assert "260.0" in text, "the sum of the weights"
    assert "n = 104, not weighted" in text


def test_small_numbers_are_told_by_no_remark_and_no_single_answer(lecture: Responses) -> None:
    found = report(lecture, means=True, questions=["useful"], breaks=["age"], suppress=5)
    (texts,) = [texts for _kind, texts in found.summaries[0].rows[0].lines()]
    assert (texts[2], texts[-1]) == ("X", "X"), "the smallest and the largest are of one person"
    assert any("kept secret" in note for note in found.notes)
    values = [c["value"] for c in cells([found]) if c.get("option") in ("min", "max")]
    assert set(values) == {None}


def test_a_table_says_of_whom_it_is_in_every_format(lecture: Responses) -> None:
    found = report(lecture, where=["age in 60歳以上"], questions=["useful"], breaks=["channel"])
    assert "where" in columns([found])
    assert {cell["where"] for cell in cells([found])} == {"参加者の年齢: 60歳以上"}
    assert any("whom the title names" in note for note in found.notes)
