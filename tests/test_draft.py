"""A codebook drafted from answers: right, usable at once, and silent about what people wrote."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import outreach
from outreach.cli.codebook import command
from outreach.codebook import Codebook, Question
from outreach.codebook_toml import read_codebook
from outreach.errors import EmptyFile
from outreach.intake.drafting.draft import Draft, draft_codebook

ROOT = Path(__file__).parent.parent
EXPORTS = sorted(
    path for path in (ROOT / "tests/files/exports").iterdir()
    if path.suffix in (".csv", ".xlsx", ".xls", ".ods", ".sav")
)  # fmt: skip
REAL = [*EXPORTS, *sorted(ROOT.glob("surveys/*/responses.csv")),
        *sorted((ROOT / "tests/files/good").iterdir())]  # fmt: skip


def write(path: Path, columns: dict[str, list[object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        out.writerows(zip(*columns.values(), strict=True))
    return path


def drafted(tmp_path: Path, columns: dict[str, list[object]]) -> Draft:
    return draft_codebook(write(tmp_path / "event" / "answers.csv", columns), "answers.csv")


def question(tmp_path: Path, header: str, answers: list[object]) -> Question:
    """Return the question drafted of one column, beside a number for each form."""
    book = drafted(tmp_path, {"番号": list(range(1, len(answers) + 1)), header: answers}).codebook
    return book.question(header)


def errors(path: Path, draft: Draft, folder: Path) -> list[str]:
    target = folder / "draft.toml"
    target.write_bytes(draft.text.encode())
    read_codebook(target)
    return [str(found) for found in outreach.check(path, target) if found.severity == "error"]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_draft_is_a_codebook_under_which_its_file_has_no_error(
    path: Path, tmp_path: Path
) -> None:
    draft = draft_codebook(path)
    assert errors(path, draft, tmp_path) == []


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_what_people_wrote_freely_is_in_no_draft(path: Path) -> None:
    expected = ROOT / "tests/files/exports/expected.csv"
    with expected.open(encoding="utf-8-sig", newline="") as file:
        comments = [row["comment"] for row in csv.DictReader(file) if row.get("comment")]
    assert comments
    draft = draft_codebook(path)
    text = draft.text + "\n".join(draft.summary())
    assert not [comment for comment in comments if comment in text]
    assert "@" not in text


def test_every_service_and_sheet_gives_the_same_questions_their_roles() -> None:
    for path in EXPORTS:
        coded = "codes" in path.name or "raw" in path.name
        if path.suffix == ".csv" and not coded:
            roles = {question.role for question in draft_codebook(path).codebook.questions}
            assert "comment" in roles, path.name
            assert "district" in roles, path.name


def test_spellings_of_one_band_are_one_option_and_lacking_decades_are_added(tmp_path: Path) -> None:
    answers = [
        "70代",
        "７０代",
        "70歳代",
        "七十代",
        "50代",
        "80歳以上",
        "70代",
        "３０代",
        "無回答",
        "",
    ]
    asked = question(tmp_path, "ご年齢", answers)
    assert (asked.type, asked.role, asked.key) == ("single", "age", "age")
    assert asked.labels == ("３０代", "40代", "50代", "60代", "70代", "80歳以上")
    assert {"70歳代", "七十代"} <= set(asked.options[4].aliases)
    assert "無回答" in asked.missing


def test_raw_ages_get_decades(tmp_path: Path) -> None:
    asked = question(tmp_path, "年齢", ["65", "７２歳", "81", "44", "六十代"])
    assert asked.labels[0] == "20歳未満"
    assert asked.labels[-1] == "80歳以上"


def test_years_of_birth_need_a_date_which_the_folders_name_gives(tmp_path: Path) -> None:
    columns = {"番号": [1, 2, 3], "生まれた年": ["昭和26年", "S30", "1948年"]}
    dated = write(tmp_path / "2017-02-04-lecture" / "a.csv", columns)
    book = draft_codebook(dated).codebook
    assert (str(book.survey.date), book.survey.title) == ("2017-02-04", "lecture")
    assert book.question("生まれた年").role == "age"
    plain = draft_codebook(write(tmp_path / "event" / "a.csv", columns))
    assert plain.codebook.question("生まれた年").type == "text"
    assert any("years of birth need the date" in line for line in plain.summary())


SEPARATORS = [";", "；", "、", ", ", ",", "\n", "|", "/"]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_several_answers_in_a_cell_are_parted(tmp_path: Path, separator: str) -> None:
    made = random.Random(5)
    options = ["市報", "チラシ", "ホームページ", "知人から"]
    chosen = [made.sample(options, made.choice([1, 1, 2, 3])) for _row in range(40)]
    asked = question(tmp_path, "この会を何で知りましたか", [separator.join(x) for x in chosen])
    assert (asked.type, asked.role) == ("multiple", "channel")
    assert sorted(asked.labels) == sorted(options)


@pytest.mark.parametrize("separator", [";", "、", ", "])
def test_an_option_may_hold_the_comma_that_parts_options(tmp_path: Path, separator: str) -> None:
    made = random.Random(6)
    options = ["市報", "知人、友人から", "ホームページ(市、県)"]
    chosen = [made.sample(options, made.choice([1, 2])) for _row in range(40)]
    asked = question(tmp_path, "どこで知りましたか", [separator.join(x) for x in chosen])
    assert sorted(asked.labels) == sorted(options)


def test_phrases_with_commas_are_one_answer(tmp_path: Path) -> None:
    answers = ["はい、よく分かった", "はい、少し分かった", "いいえ、分からなかった"] * 5
    asked = question(tmp_path, "分かりましたか", answers)
    assert asked.type in ("single", "scale")
    assert len(asked.labels) == 3


def test_numbered_options_stand_by_number_and_scales_from_good_to_bad(tmp_path: Path) -> None:
    numbered = ["3．不満", "1．満足", "2．普通", "2．普通"] * 3
    assert question(tmp_path, "感じたこと", numbered).labels == ("1．満足", "2．普通", "3．不満")
    steps = ["普通", "とても満足", "不満", "やや満足", "普通", "満足", "やや不満"] * 2
    asked = question(tmp_path, "満足度", steps)
    assert asked.type == "scale"
    assert asked.labels == ("とても満足", "満足", "やや満足", "普通", "やや不満", "不満")


def test_others_and_none_stand_last_and_mean_what_they_say(tmp_path: Path) -> None:
    answers = [
        "その他;市報",
        "その他",
        "特にない",
        "特にない",
        "市報;チラシ",
        "市報",
        "チラシ",
        "秘密の人から",
    ]
    asked = question(tmp_path, "どこで知りましたか", [*answers, *answers[:7]])
    assert asked.labels[-2:] == ("その他", "特にない")
    assert (asked.other, asked.exclusive) == ("その他", ("特にない",))


def test_a_column_for_each_option_is_one_question(tmp_path: Path) -> None:
    columns = {
        "番号": [1, 2, 3],
        "媒体[市報]": ["○", "", "○"],
        "媒体[知人、友人]": ["", "○", ""],
        "媒体[その他]": ["", "", "○"],
        "その他（具体的に）": ["", "", "内緒の話"],
        "会場[駅]": ["満足", "不満", "満足"],
    }
    draft = drafted(tmp_path, columns)
    asked = draft.codebook.question("媒体")
    assert (asked.type, asked.labels) == ("multiple", ("市報", "知人、友人", "その他"))
    assert asked.other == "その他"
    assert len(draft.codebook.questions) == 3
    assert "内緒" not in draft.text


def test_numbers_are_counts_or_steps(tmp_path: Path) -> None:
    assert question(tmp_path, "参加回数", [1, 2, 3, 1, 2, 3, 1, 2, 3]).type == "number"
    assert question(tmp_path, "体重", ["50.5", "61", "72"]).type == "number"
    asked = question(tmp_path, "満足度", [5, 4, 4, 5, 3, 2, 5, 4, 4])
    assert (asked.type, asked.labels) == ("scale", ("1", "2", "3", "4", "5"))
    assert [option.code for option in asked.options] == ["1", "2", "3", "4", "5"]


def test_who_answered_is_left_out(tmp_path: Path) -> None:
    columns = {
        "タイムスタンプ": ["2017/02/04 4:35:10 午後 GMT+9", "2017/02/05 4:35:10 午後 GMT+9"],
        "お名前": ["見本太郎", "見本花子"],
        "連絡先": ["03-1234-5678", "a@example.jp"],
        "ひとこと": ["よい", "わるい"],
    }
    draft = drafted(tmp_path, columns)
    survey = draft.codebook.survey
    assert survey.ignore_columns == ("タイムスタンプ", "お名前", "連絡先")
    assert str(survey.date) == "2017-02-04"
    for secret in ("見本太郎", "03-1234", "example.jp"):
        assert secret not in draft.text


def test_numbers_of_forms_that_come_again_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    draft = drafted(tmp_path, {"番号": [1, 1, 2], "年齢": ["60代", "70代", "60代"]})
    assert draft.codebook.respondent is None
    assert any("“番号” is left out" in line for line in draft.summary())


def test_house_numbers_and_other_cities_are_no_towns(tmp_path: Path) -> None:
    answers = [
        "武蔵野市境2-1-3",
        "境南町１丁目",
        "東京都武蔵野市境南町2-2",
        "三鷹市下連雀3",
        "境",
        "境南町",
    ]
    draft = drafted(tmp_path, {"住所": answers})
    asked = draft.codebook.question("住所")
    assert set(asked.labels) == {"境", "境南町", "市外"}
    assert (asked.outside, draft.codebook.survey.city) == ("市外", "武蔵野市")
    assert "下連雀" not in draft.text


def test_a_header_without_answers_makes_a_draft_too(tmp_path: Path) -> None:
    book = drafted(tmp_path, {"番号": [], "年齢": [], "感想": []}).codebook
    assert [question.label for question in book.questions][-1] == "感想"
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(EmptyFile):
        draft_codebook(tmp_path / "empty.csv")


WORDS = st.text("あいうえかきく家族介護相談、。", min_size=4, max_size=14)


@settings(suppress_health_check=list(HealthCheck), max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["60代", "70代", "８０歳以上", "", "不明", "-"]),
            st.sampled_from(["市報", "チラシ;市報", "チラシ", "その他", "", "？"]),
            st.sampled_from(["満足", "普通", "不満", "2", ""]),
            WORDS,
        ),
        min_size=1,
        max_size=25,
    )
)
def test_whatever_is_typed_a_draft_has_no_error_and_holds_no_comment(tmp_path: Path, rows) -> None:
    path = write(
        tmp_path / "event" / "answers.csv",
        {
            "年代": [row[0] for row in rows],
            "知ったきっかけ": [row[1] for row in rows],
            "満足度": [row[2] for row in rows],
            "ご意見": [f"{row[3]}{at}番" for at, row in enumerate(rows)],
        },
    )
    draft = draft_codebook(path)
    assert errors(path, draft, tmp_path) == []
    assert not [at for at, row in enumerate(rows) if f"{row[3]}{at}番" in draft.text]


def test_the_command_writes_a_draft_and_says_what_is_uncertain(tmp_path: Path) -> None:
    source = write(tmp_path / "e" / "a.csv", {"番号": [1, 2], "年齢": ["65", "70"]})
    target = tmp_path / "e" / "codebook.toml"
    result = CliRunner().invoke(command, ["init", str(source), "-o", str(target)])
    assert result.exit_code == 0
    assert "question.age: " in result.stderr
    assert "# ? " in target.read_text("utf-8")
    book: Codebook = read_codebook(target)
    assert book.survey.responses == ("a.csv",)
    again = CliRunner().invoke(command, ["init", str(source), "-o", str(target)])
    assert isinstance(again.exception, outreach.OutreachError)
    printed = CliRunner().invoke(command, ["init", str(source)])
    assert printed.stdout == target.read_text("utf-8")


def test_faults_of_the_file_itself_are_told_and_error_values_are_no_options(tmp_path: Path) -> None:
    answers = ["市報", "#N/A", "市報", "#N/A", "チラシ", "チラシ", "市報", "チラシ"]
    draft = drafted(tmp_path, {"番号": list(range(8)), "媒体": answers})
    assert draft.codebook.question("媒体").labels[:2] == ("市報", "チラシ")
    assert "#N/A" not in "".join(draft.codebook.question("媒体").labels)
    assert any("no codebook mends: 2" in line for line in draft.summary())
