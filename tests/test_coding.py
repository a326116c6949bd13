"""Responses: codes, masks, numbers, texts; and that writing them down again changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import outreach
from outreach.codebook import Codebook
from outreach.errors import UnusableAnswers
from outreach.intake.answers import AnswerReader
from outreach.intake.cells import Column, Sheet
from outreach.intake.coding import code_answers
from outreach.intake.dialects import find_layout
from outreach.intake.files import textfiles
from outreach.intake.foot import without_foot
from outreach.intake.names import Names
from outreach.intake.responses import Responses
from outreach.intake.seen import Seen
from outreach.report.normalised import normalised_header, normalised_rows, write_normalised

FILES = Path(__file__).parent / "files"
BOOK = outreach.read_codebook(FILES)
Folder = Callable[..., Path]
Rows = list[tuple[str, ...]]
CHANNELS = ("市報", "チラシ", "知人、友人", "その他", "特にない")
MARKS = "番号," + ",".join(f"経路[{name}]" for name in CHANNELS) + ",理解,役立ち,感想\n"
ANONYMOUS = 'format = 1\n[question.a]\ntype = "single"\noptions = ["良い", "悪い"]\n'


def coded(header: tuple[str, ...], rows: Rows, book: Codebook = BOOK) -> Responses:
    """Return the Responses of cells, without a file."""
    cells = list(zip(*rows, strict=True)) or [()] * len(header)
    columns = tuple(
        Column.encode(name, at, column)
        for at, (name, column) in enumerate(zip(header, cells, strict=True), 1)
    )
    sheet = Sheet("a.csv", "", columns, np.arange(2, len(rows) + 2))
    readers = {question.key: AnswerReader(question, book.survey) for question in book.questions}
    layout = find_layout(columns, Names(book))
    sheet = without_foot(sheet, layout, book, readers)
    return code_answers(sheet, layout, book, readers, Seen(), 1)


def written(responses: Responses) -> str:
    """Return the CSV that `outreach normalise` writes."""
    file = io.StringIO(newline="")
    write_normalised([responses], responses.codebook, file)
    return file.getvalue()


def reread(text: str, book: Codebook = BOOK) -> Responses:
    """Return the Responses of a CSV's text."""
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return coded(tuple(header), [tuple(row) for row in rows], book)


def test_what_responses_hold(survey: Folder) -> None:
    folder = survey(
        "番号,年齢,経路,理解,役立ち,回数,受講日,感想\n"
        "1,６５歳,市報、チラシ,1,1,3,2017/2/4,良い\n"
        "2,,親から,良い,普通,,2017-02-30,\n"
        "3,80代,,無回答,3,数回,,\n"
    )
    answers = outreach.read_responses(folder)
    assert len(answers) == 3
    assert answers.respondents.texts() == ["1", "2", "3"]
    assert answers.codes["age"].tolist() == [5, -1, 7]
    assert answers.codes["channel"].tolist() == [0b11, 0b1000, 0]
    assert answers.codes["understood"].tolist() == [0, -2, -1]
    assert answers.codes["useful"].tolist() == [0, 1, 2]
    assert answers.codes["times"].tolist() == [0, -1, -2]
    assert answers.codes["day"].tolist() == [0, -2, -1]
    assert answers.values["times"][0] == 3
    assert np.isnan(answers.values["times"][1:]).all()
    assert answers.values["day"][0] == np.datetime64("2017-02-04")
    assert np.isnat(answers.values["day"][1:]).all()
    assert list(answers.texts["comment"]) == ["良い", "", ""]
    assert list(answers.texts["channel_other"]) == ["", "親から", ""]
    assert answers.raws["understood"] == {1: "良い"}
    assert sorted(finding.rule for finding in answers.findings) == ["V001", "V003", "V004"]


def test_codes_are_as_small_as_they_can_be() -> None:
    answers = coded(("番号", "年齢", "経路", "理解", "役立ち", "感想"), [("1",) * 6])
    assert answers.codes["age"].dtype == np.int8
    assert answers.codes["channel"].dtype == np.uint8
    assert answers.values["times"].dtype == np.float64


def test_a_part_that_cannot_be_read_has_the_bit_above_the_options(survey: Folder) -> None:
    text = (FILES / "codebook.toml").read_text(encoding="utf-8").replace('other = "その他"\n', "")
    folder = survey("番号,経路,理解,役立ち,感想\n1,市報、親から,1,1,\n", text)
    assert outreach.read_responses(folder).codes["channel"].tolist() == [0b100001]


def test_62_options_fit_a_mask(survey: Folder) -> None:
    names = ", ".join(f'"選択肢{at}"' for at in range(62))
    book = f'format = 1\n[question.a]\ntype = "multiple"\noptions = [{names}]\n'
    answers = outreach.read_responses(survey("a\n選択肢61、選択肢0\n選択肢61、x\n", book))
    assert answers.codes["a"].tolist() == [1 << 61 | 1, 1 << 61 | 1 << 62]
    assert outreach.normalise(answers)["a"].tolist() == ["選択肢0|選択肢61", "選択肢61、x"]


def test_the_frame_is_ordered_and_boolean(survey: Folder) -> None:
    rows = "番号,経路,理解,役立ち,感想\n1,市報、チラシ,1,1,良い\n2,,x,3,\n"
    frame = outreach.read_responses(survey(rows)).frame
    assert frame.index.tolist() == ["1", "2"]
    useful = frame["useful", ""]
    assert useful.cat.ordered
    assert useful.cat.categories.tolist() == ["役に立った", "普通", "役に立たなかった"]
    assert frame["understood", ""].tolist() == ["理解できた", "不明"]
    assert frame["channel"][["市報", "チラシ", "特にない"]].to_numpy().tolist() == [
        [True, True, False], [False, False, False],
    ]  # fmt: skip
    assert frame["comment", ""].tolist()[0] == "良い"
    assert frame["age", ""].isna().all()


def test_one_column_for_each_option_is_one_mask(survey: Folder) -> None:
    folder = survey(
        MARKS
        + "1,○,レ,,親から,,1,1,\n2,1,0,×,,,1,1,\n3,,,,,✓,1,1,\n4,,,,,,1,1,\n5,○,何か,,,,1,1,\n"
    )
    answers = outreach.read_responses(folder)
    assert answers.codes["channel"].tolist() == [0b1011, 0b1, 0b10000, 0, 0b100001]
    assert list(answers.texts["channel_other"]) == ["親から", "", "", "", ""]
    assert [finding.rule for finding in answers.findings] == ["V001"]


def test_free_text_in_its_own_column_is_joined(survey: Folder) -> None:
    folder = survey(
        "番号,経路,経路_other,理解,役立ち,感想\n"
        "1,市報、その他（親）,兄,1,1,\n2,,兄,1,1,\n3,市報,兄,1,1,\n4,その他（兄）,兄,1,1,\n5,,,1,1,\n"
    )
    answers = outreach.read_responses(folder)
    assert answers.codes["channel"].tolist() == [0b1001, 0b1000, 0b1001, 0b1000, 0]
    assert list(answers.texts["channel_other"]) == ["親 兄", "兄", "兄", "兄", ""]


@pytest.mark.parametrize(
    "total", ["合計,3,4,", "計,,,", "平均,1.5,,", "　合計 ,3,,", ",合計,3,", ",,計,", "合計：,3,,"]
)
def test_a_total_row_is_no_respondent(survey: Folder, total: str) -> None:
    answers = outreach.read_responses(survey(f"番号,理解,役立ち,感想\n1,1,1,\n{total}\n2,1,1,\n"))
    assert answers.respondents.texts() == ["1", "2"]
    assert not answers.findings


def test_a_total_row_is_none_also_where_free_text_is_welcome(survey: Folder) -> None:
    answers = outreach.read_responses(
        survey("番号,経路,理解,役立ち,感想\n1,市報,1,1,\n,合計,1,1,\n")
    )
    assert answers.respondents.texts() == ["1"]


def test_a_comment_about_totals_is_an_answer(survey: Folder) -> None:
    answers = outreach.read_responses(survey("番号,理解,役立ち,感想\n1,1,1,合計\n2,1,1,平均\n"))
    assert len(answers) == 2


def test_an_option_may_be_called_like_a_total(survey: Folder) -> None:
    answers = outreach.read_responses(survey("a\n計\n良い\n", ANONYMOUS.replace("悪い", "計")))
    assert answers.codes["a"].tolist() == [1, 0]


def test_respondents_are_numbered_where_the_file_has_no_numbers(survey: Folder) -> None:
    text = ANONYMOUS + '[survey]\nresponses = ["responses.csv", "more.csv"]\n'
    folder = survey("a\n良い\n\n合計\n悪い\n", text)
    (folder / "more.csv").write_text("a\n悪い\n", encoding="utf-8")
    answers = outreach.read_responses(folder)
    assert answers.respondents.texts() == ["1", "2", "3"]
    assert answers.codes["a"].tolist() == [0, 1, 1]


def test_files_may_differ_in_encoding_and_in_the_order_of_columns(survey: Folder) -> None:
    text = (FILES / "codebook.toml").read_text(encoding="utf-8")
    text = text.replace("[survey]\n", '[survey]\nresponses = ["responses.csv", "more.csv"]\n')
    folder = survey("番号,理解,役立ち,感想\n1,1,1,あ\n", text)
    (folder / "more.csv").write_bytes("感想,役立ち,番号,理解\n①,3,2,2\n".encode("cp932"))
    answers = outreach.read_responses(folder)
    assert answers.respondents.texts() == ["1", "2"]
    assert answers.codes["useful"].tolist() == [0, 2]
    assert list(answers.texts["comment"]) == ["あ", "①"]


@pytest.mark.parametrize("size", [2, 3, 5])
def test_chunks_joined_are_one_chunk(
    survey: Folder, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    folder = survey(
        "番号,年齢,経路,理解,役立ち,回数,受講日,感想\n"
        '1,65,市報,1,1,3,2017/2/4,"a\nb"\n合計,,,,,,,\n'
        "2,x,親から,9,1,,,\n\n3,,市報、チラシ,2,9,z,z,c\n4,70代,,1,2,1,,\n"
    )
    whole = outreach.read_responses(folder)
    monkeypatch.setattr(textfiles, "CHUNK", size)
    parts = outreach.read_responses(folder)
    assert parts.respondents.texts() == whole.respondents.texts() == ["1", "2", "3", "4"]
    for key, codes in whole.codes.items():
        assert parts.codes[key].tolist() == codes.tolist()
    assert {key: list(texts) for key, texts in parts.texts.items()} == {
        key: list(texts) for key, texts in whole.texts.items()
    }
    assert parts.raws == whole.raws
    assert sorted(map(str, parts.findings)) == sorted(map(str, whole.findings))
    assert written(parts) == written(whole)


def test_a_respondent_twice_in_different_chunks_is_found(
    survey: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textfiles, "CHUNK", 2)
    folder = survey("番号,理解,役立ち,感想\n1,1,1,\n2,1,1,\n3,1,1,\n1,1,1,\n")
    with pytest.raises(UnusableAnswers, match="R002"):
        outreach.read_responses(folder)


def test_answers_that_would_be_counted_wrong_are_not_given(survey: Folder) -> None:
    with pytest.raises(UnusableAnswers) as caught:
        outreach.read_responses(survey("番号,役立ち,感想\n1,1,\n"))
    assert "H001" in str(caught.value)
    assert caught.value.remedy


def test_the_normalised_header_is_respondent_keys_then_free_text() -> None:
    assert normalised_header(BOOK) == [
        "respondent", "age", "district", "channel", "understood", "useful", "reason", "times",
        "day", "comment", "channel_other",
    ]  # fmt: skip


def test_normalised_answers_are_labels_joined_by_bars(survey: Folder) -> None:
    folder = survey(
        "番号,年齢,住所,経路,理解,役立ち,回数,受講日,感想\n"
        '7,６５歳,境2-1,"親から、ちらし,市報",1,無回答,3.50,平成29年2月4日,"一、\n二"\n'
        "8,,,,良い,2,,,=1+1\n"
    )
    frame = outreach.normalise(outreach.read_responses(folder))
    assert frame.columns.tolist() == normalised_header(BOOK)
    assert frame.to_numpy().tolist() == [
        ["7", "60歳代", "境", "市報|チラシ|その他", "理解できた", "", "", "3.5", "2017-02-04",
         "一、\n二", "親から"],
        ["8", "", "", "", "良い", "普通", "", "", "", "=1+1", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_written_down_no_cell_is_a_formula(survey: Folder, sign: str) -> None:
    rows = f"番号,経路,理解,役立ち,感想\n{sign}1a,{sign}2a,1,1,{sign}3a\n"
    text = written(outreach.read_responses(survey(rows)))
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not any(cell.startswith(sign) for cell in cells)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_in_a_comment_survives_being_written_and_read(
    survey: Folder, end: str
) -> None:
    folder = survey(f'番号,理解,役立ち,感想\n1,1,1,"一{end}二"\n')
    answers = outreach.read_responses(folder)
    again = outreach.read_responses(survey(written(answers)))
    assert list(again.texts["comment"]) == [f"一{end}二"]


@pytest.mark.parametrize("label", ["@home", "-", "+1", "=A"])
def test_an_option_that_looks_like_a_formula_is_read_again(survey: Folder, label: str) -> None:
    answers = outreach.read_responses(survey("a\n2\n", ANONYMOUS.replace("悪い", label)))
    again = reread(written(answers), answers.codebook)
    assert answers.codes["a"].tolist() == again.codes["a"].tolist() == [1]


junk = st.one_of(
    st.sampled_from(
        ["=1+1", "+", "-1", "@x", "\t", "\x00", "\x1b[31m", "\u202e", "a\nb", "a\rb", "a\r\nb",
         '"', ",", "、", "|", "(", "（", ":", "'", "'=1", "無回答", "不明", "合計x", "8",
         "12", "1.0",
         "昭和26年生", "S26", "2017-02-30", "2017/2/1 6:35", "0001-01-01T00:00+14", "９" * 30]
    ),
    st.text(max_size=6),
)  # fmt: skip
names = st.sampled_from([
    *(name for question in BOOK.questions for option in question.options
      for name in (option.label, option.code, *option.aliases)),
    "６５歳", "七十代", "境南町2", "三鷹市", "ﾁﾗｼ", "③", "2017/2/4", "H29.2.4", "3回", "1,234",
])  # fmt: skip
gaps = st.sampled_from([",", "、", "|", " ", "　", "\n", "（", "）", "(", ")", "：", ":", ""])
answer = st.lists(st.one_of(names, junk, gaps), max_size=5).map("".join)
HEADER = ("番号", "年齢", "住所", "経路", "理解", "役立ち", "回数", "受講日", "感想", "経路_other")
table = st.lists(st.tuples(*[answer] * (len(HEADER) - 1)), max_size=4).map(
    lambda rows: [(f"r{at}", *row) for at, row in enumerate(rows)]
)
mark = st.one_of(st.sampled_from(["", "○", "1", "0", "×", "レ", "2", "親から", *CHANNELS]), junk)
MARKED = ("番号", *(f"経路[{name}]" for name in CHANNELS), "理解", "役立ち", "感想")
marked = st.lists(st.tuples(*[mark] * 5), max_size=4).map(
    lambda rows: [(f"r{at}", *row, "1", "1", "") for at, row in enumerate(rows)]
)


def same(one: Responses, other: Responses) -> None:
    """Assert that both say the same, respondent by respondent."""
    assert one.respondents.texts() == other.respondents.texts()
    for key, codes in one.codes.items():
        assert codes.tolist() == other.codes[key].tolist(), key


def assert_settled(once: Responses) -> None:
    """Assert that what is written of the answers is read as the same, and written so again."""
    text = written(once)
    twice = reread(text)
    same(once, twice)
    assert written(twice) == text


@settings(deadline=None, max_examples=100)
@given(table)
def test_normalising_its_own_output_changes_nothing(rows: Rows) -> None:
    assert_settled(coded(HEADER, rows))


@settings(deadline=None, max_examples=100)
@given(marked)
def test_normalising_columns_of_marks_twice_changes_nothing(rows: Rows) -> None:
    assert_settled(coded(MARKED, rows))


@settings(deadline=None)
@given(table, st.randoms())
def test_the_order_of_rows_changes_no_code(rows: Rows, random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = coded(HEADER, rows), coded(HEADER, shuffled)
    assert sorted(normalised_rows(one)) == sorted(normalised_rows(other))
    place = [other.respondents.texts().index(name) for name in one.respondents.texts()]
    for key, codes in one.codes.items():
        assert codes.tolist() == other.codes[key][place].tolist()


@settings(deadline=None)
@given(table)
def test_every_answer_is_an_option_unreadable_or_none(rows: Rows) -> None:
    answers = coded(HEADER, rows)
    for question in BOOK.questions:
        if question.closed:
            lowest, highest = (0, 1 << len(question.options) + 1) if question.multiple else (-2, 0)
            highest = highest or len(question.options)
            assert all(lowest <= code < highest for code in answers.codes[question.key].tolist())
    for finding in answers.findings:
        assert "\n" not in str(finding)


def test_whom_a_question_is_not_put_to_may_leave_a_required_one_blank(survey: Folder) -> None:
    book = (
        'format = 1\n[question.came]\ntype = "multiple"\noptions = ["市報", "駅"]\n'
        '[question.issue]\ntype = "single"\noptions = ["1月号", "2月号"]\nrequired = true\n'
        'applies = { question = "came", is = ["市報"] }\n'
    )
    folder = survey("came,issue\n市報,1月号\n駅,\n市報、駅,\n駅,2月号\n", book)
    found = [(each.rule, each.place.cell) for each in outreach.check(folder)]
    assert found == [("V005", "B4"), ("V013", "B5")]
