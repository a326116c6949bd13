"""Two typists' files of the same forms."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from outreach.codebook_toml import read_codebook
from outreach.errors import UnusableAnswers
from outreach.intake.double import ANSWER, LACKING, TWICE, UNNUMBERED, Comparison, compare_entries
from outreach.report.differences import agreement_lines, difference_lines

BOOK = read_codebook(Path(__file__).parent / "files" / "codebook.toml")
HEADER = "番号,年齢,経路,理解,役立ち,回数,受講日,感想"
FIRST = [
    "1,70歳代,市報|その他（駅で）,理解できた,普通,1,2017-02-04,とても よかった",
    "2,60歳代,,理解できなかった,役に立った,2,,",
    "3,,特にない,,普通,,,ＡＢＣ",
]
SAME = [
    "３,無回答,特にない,,2,,,abc",
    "１,７６才,その他（駅で）、市報,理解できた,ふつう,１回,平成29年2月4日,とてもよかった",
    "02,六十代,未記入,理解できなかった,役に立った,2.0,,",
]


def compare(
    tmp_path: Path, first: list[str], second: list[str], header: str = HEADER
) -> Comparison:
    for name, rows in (("a.csv", first), ("b.csv", second)):
        (tmp_path / name).write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return compare_entries(tmp_path / "a.csv", tmp_path / "b.csv", BOOK)


def test_what_means_the_same_is_no_difference(tmp_path: Path) -> None:
    second = [row.replace("ふつう", "普通") for row in SAME]
    found = compare(tmp_path, FIRST, second)
    assert found.differences == ()
    assert (found.pairs, found.numbered, found.share) == (3, True, 1.0)


def test_each_difference_names_both_cells_and_both_answers(tmp_path: Path) -> None:
    second = [row.replace("ふつう", "普通") for row in SAME]
    second[1] = second[1].replace("７６才", "６６才").replace("、市報", "")
    found = compare(tmp_path, FIRST, second)
    age, channel = found.differences
    assert (age.kind, age.respondent, age.question.key) == (ANSWER, "1", "age")
    assert [place.cell for place in age.places] == ["B2", "B3"]
    assert age.answers == ("70歳代", "60歳代")
    assert channel.answers == ("市報|その他", "その他")
    assert {a.question.key: a.alike for a in found.agreements if a.alike < 3} == {
        "age": 2,
        "channel": 2,
    }


def test_free_text_is_said_to_differ_and_never_shown(tmp_path: Path) -> None:
    second = [
        row.replace("とても よかった", "秘密の話").replace("駅で", "内緒の所") for row in FIRST
    ]
    found = compare(tmp_path, FIRST, second)
    assert [difference.question.key for difference in found.differences] == ["channel", "comment"]
    assert all(difference.answers == (None, None) for difference in found.differences)
    text = "\n".join([*difference_lines(found), *agreement_lines(found)])
    assert "the texts differ" in text
    for secret in ("秘密", "よかった", "内緒", "駅で"):
        assert secret not in text


def test_forms_that_one_lacks_has_twice_or_without_a_number_are_told(tmp_path: Path) -> None:
    found = compare(
        tmp_path, [*FIRST, "5,,,,普通,,,", "2,,,,普通,,,"], [*FIRST, "6,,,,普通,,,", ",,,,普通,,,"]
    )
    told = {(d.kind, d.respondent, d.places[0] is None) for d in found.differences}
    assert told == {
        (LACKING, "5", False),
        (LACKING, "6", True),
        (TWICE, "2", False),
        (UNNUMBERED, "", True),
    }
    assert found.pairs == 3
    assert len(list(difference_lines(found))) == 4


def test_without_numbers_rows_are_compared_in_order_and_it_is_said(tmp_path: Path) -> None:
    header = HEADER.removeprefix("番号,")
    rows = [row.partition(",")[2] for row in FIRST]
    found = compare(tmp_path, rows, [rows[0], rows[2], rows[1]], header)
    assert not found.numbered
    assert {difference.respondent for difference in found.differences} == {"2", "3"}
    assert "no numbers in both files" in next(agreement_lines(found))
    with pytest.raises(UnusableAnswers, match="3 and 2 forms"):
        compare(tmp_path, rows, rows[:2], header)


def test_a_file_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}\n{FIRST[0]}\n", "utf-8")
    (tmp_path / "b.csv").write_text("番号,年齢\n1,70歳代\n", "utf-8")
    with pytest.raises(UnusableAnswers, match="H001"):
        compare_entries(tmp_path / "a.csv", tmp_path / "b.csv", BOOK)


def test_marks_in_columns_and_answers_in_one_cell_are_compared(tmp_path: Path) -> None:
    marks = (
        "番号,経路[市報],経路[チラシ],経路[知人、友人],経路[その他],経路[特にない],理解,役立ち,感想"
    )
    (tmp_path / "a.csv").write_text(
        f"{marks}\n1,○,○,,,,理解できた,普通,\n2,,,○,,,理解できた,普通,\n", "utf-8"
    )
    (tmp_path / "b.csv").write_text(
        "番号,経路,理解,役立ち,感想\n1,市報,理解できた,普通,\n2,知人、友人,理解できた,普通,\n",
        "utf-8",
    )
    found = compare_entries(tmp_path / "a.csv", tmp_path / "b.csv", BOOK)
    (difference,) = found.differences
    assert [place.cell for place in difference.places] == ["C2", "B2"]
    assert difference.places[0].header == "経路[チラシ]"
    assert difference.answers == ("市報|チラシ", "市報")


def test_agreement_counts_forms_and_never_says_all_when_one_differs(tmp_path: Path) -> None:
    first = [f"{at},60歳代,,理解できた,普通,,," for at in range(1, 2001)]
    second = [*first[:-1], first[-1].replace("60", "70")]
    random.Random(3).shuffle(second)
    found = compare(tmp_path, first, second)
    lines = list(agreement_lines(found))
    assert lines[0] == "年齢: alike in 1999 of 2000 forms (99.9%)."
    assert lines[-1].endswith("differences: 1; cells alike: 99.9%.")


def test_a_line_says_which_form_where_and_what(tmp_path: Path) -> None:
    second = [FIRST[0].replace("70歳代", ""), *FIRST[1:]]
    (line,) = difference_lines(compare(tmp_path, FIRST, second))
    assert "cell B2 – " in line
    assert line.endswith("form “1”, 年齢: 70歳代 – (blank).")
