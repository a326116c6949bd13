"""Rules T001 to T005 and P001 to P007 at their cells, and text that was read wrongly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.codebook import Codebook, Option, Question, Survey
from outreach.intake.cells import Column, Sheet
from outreach.intake.dialects import Respondents, find_layout
from outreach.intake.evidence import Evidence
from outreach.intake.findings import Finding
from outreach.intake.names import Names
from outreach.intake.seen import Seen
from outreach.intake.text_checks import check_texts, is_formula
from outreach.intake.unreadable_text import mis_decoded

COMMENT = Question("comment", "text", "感想")
CHANNEL = Question(
    "channel",
    "multiple",
    "経路",
    options=(Option("1", "主治医の田中先生"), Option("2", "その他")),
    other="その他",
)
CLOSED = Question("useful", "single", "役立ち", options=(Option("1", "普通"),))

SENTENCES = [
    "とても分かりやすい講演でした。また参加したいと思います。",
    "在宅医療の費用がどのくらいかかるのか知りたいです。",
    "父の介護をしていますが、夜間の対応が心配です。",
    "サービス担当者会議のことをもっと詳しく聞きたかった。",
    "資料の字が小さくて読みにくいと感じました。",
    "訪問看護ステーションの連絡先を一覧にしてほしい。",
    "家族だけで看取れるものなのか不安があります。",
]


def check(text: str, question: Question = COMMENT, *public_names: str) -> list[Finding]:
    column = Column.encode(question.label, 1, ["", text])
    sheet = Sheet("a.csv", "", (column,), np.array([2, 3]))
    codebook = Codebook(Survey("見本", public_names=public_names), (question,))
    layout = find_layout((column,), Names(codebook))
    evidence = Evidence(sheet, layout, codebook, Respondents(None, 1, 2), Seen())
    return list(check_texts(evidence, question, column))


def rules(text: str, question: Question = COMMENT, *public_names: str) -> list[str]:
    return [finding.rule for finding in check(text, question, *public_names)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("良い\x00話", "T001"), ("良い\x1b[31m話", "T001"), ("良い\x7f", "T001"),
        ("良い\x85話", "T001"),
        ("良い\u200b話", "T002"), ("良い\u202e話", "T002"), ("\ufeff良い", "T002"),
        ("話\u200d話", "T002"),
        ("良い \ufe0f", "T002"), ("良\u00adい", "T002"),
        ("良い\ufffd話", "T003"),
        ("縺ｨ縺ｦ繧り憶縺・ｬ帶ｼ斐〒縺励◆", "T004"),
        ("=1+1", "T005"), ("@SUM(A1)", "T005"), ("-2+3+cmd|' /C calc'!A0", "T005"),
        ("\t良い", "T005"),
        ("-特になし", "T005"), ("＝cmd|' /C calc'!A0", "T005"), ("+α", "T005"),
        ("0422-00-1234", "P001"), ("a@example.jp", "P002"), ("〒180-0000", "P003"),
        ("境南町2-3-4", "P004"), ("個人番号123456789018", "P005"),
        ("被保険者番号0000123456", "P006"),
        ("田中さん", "P007"),
    ],
)  # fmt: skip
def test_a_text_breaks_its_rule_and_no_other_at_its_cell(text: str, rule: str) -> None:
    (found,) = check(text)
    assert (found.rule, found.place.cell, found.respondent, found.value) == (rule, "A3", "2", text)


@pytest.mark.parametrize(
    "text",
    [
        "良い\n話\r\nです\tよ", "👨\u200d👩\u200d👧 家族", "☀\ufe0f", "葛\U000e0100城",
        "1\ufe0f\u20e3", "〓", "क\u094d\u200dष",
        "'=1+1", "-5", "－5", "+81", "-1,000円", "- 良い。楽しい。", "==", "…", "-", "-3年前から",
        "+1", "2/3", "-12.5%",
        "繧繝縁の畳", "縺れた糸", "ｱｲｳｴｵ", "ﾖｶｯﾀﾃﾞｽ｡", "café “très bien”", "①㈱髙﨑",
        "*****", "Ångström", "",
        *SENTENCES,
    ],
)  # fmt: skip
def test_a_right_text_breaks_none(text: str) -> None:
    assert rules(text) == []


def test_each_rule_is_told_once_a_cell_with_its_first_place() -> None:
    (found,) = check("\u200b良い\u200b話\u200b")
    assert "U+200B" in found.message
    assert "1" in found.message
    assert "2" in found.message
    assert rules("田中さんと鈴木さんと090-0000-0000") == ["P001", "P007"]


def test_no_message_shows_the_text_or_what_was_found() -> None:
    for text in ("秘密の田中さん090-0000-0000", "=秘密()", "\u202e秘密"):
        for found in check(text):
            assert not any(part in str(found) for part in ("秘密", "田中", "0000"))
            assert str(found).isprintable()


def test_what_may_be_something_else_is_said_to_be_so() -> None:
    (sure,) = check("個人番号123456789018")
    (unsure,) = check("123456789018")
    assert "may" not in sure.message
    assert "may" in unsure.message


def test_public_names_and_the_options_own_words_name_nobody() -> None:
    assert rules("田中先生", COMMENT, "田中") == []
    assert rules("主治医の田中先生", CHANNEL) == []
    assert rules("その他（鈴木先生）", CHANNEL) == ["P007"]


def test_a_closed_answer_is_looked_at_for_damage_only() -> None:
    assert rules("普通\u200b", CLOSED) == ["T002"]
    assert rules("=1+1", CLOSED) == []
    assert rules("境南町2-3-4", CLOSED) == []


@pytest.mark.parametrize(
    "rule", ["T001", "T002", "T003", "T004", "T005", *(f"P00{n}" for n in range(1, 8))]
)
def test_a_file_breaks_its_rule_at_respondent_2(rule: str, files: Path) -> None:
    import outreach

    (found,) = outreach.check(files / "bad" / f"{rule}.csv", files / "codebook.toml")
    assert (found.rule, found.respondent, found.place.cell) == (rule, "2", "G3")


def wrongly(text: str, written: str, read: str) -> str:
    """Return the text as it looks when read in the wrong encoding; cp1252 as Windows does."""
    raw = text.encode(written, "replace")
    if read != "cp1252":
        return raw.decode(read, "replace")
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)


WRONG = [
    ("utf-8", "cp932"), ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("cp932", "cp1252"),
    ("cp932", "latin-1"), ("cp932", "utf-8"), ("euc_jp", "utf-8"), ("euc_jp", "cp932"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), WRONG)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_in_the_wrong_encoding_is_known(sentence: str, written: str, read: str) -> None:
    assert mis_decoded(wrongly(sentence, written, read))


@pytest.mark.parametrize(("written", "read"), WRONG[1:5])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_lost_nothing_is_repaired(sentence: str, written: str, read: str) -> None:
    assert mis_decoded(wrongly(sentence, written, read)) == sentence


@pytest.mark.parametrize("lost", ["・", "?", ""])
def test_what_lost_a_byte_here_and_there_is_known_all_the_same(lost: str) -> None:
    for sentence in SENTENCES:
        assert mis_decoded(wrongly(sentence, "utf-8", "cp932").replace("\ufffd", lost))


COMMON = [
    byte for first in range(0x88, 0x98) for second in range(0x40, 0xFD)
    if "一" <= (byte := bytes((first, second)).decode("cp932", "ignore")) <= "龥"
]  # fmt: skip
KANA = [chr(code) for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC)]
RARE = [*"縺繧繝縲蜷譁逡邨蜿諢髙﨑濵𠮷①㈱々〆ヶ（）・…―"]
HALF = [chr(code) for code in range(0xFF61, 0xFFA0)]


@given(st.text([*COMMON, *KANA, *"、。！？「」 0123456789abcXYZ\n"], max_size=60))
def test_ordinary_japanese_is_never_accused(text: str) -> None:
    assert mis_decoded(text) == ""


@given(
    st.lists(st.sampled_from([*SENTENCES, *RARE, "繧繝", "ｻｰﾋﾞｽ", "ﾖｶｯﾀﾃﾞｽ｡"]), max_size=8).map(
        "".join
    )
)
def test_rare_kanji_and_half_width_katakana_among_it_are_not_accused(text: str) -> None:
    if any(sentence in text for sentence in SENTENCES):
        assert mis_decoded(text) == ""


@given(st.text(HALF[5:], max_size=30))
def test_half_width_katakana_is_never_accused(text: str) -> None:
    assert mis_decoded(text) == ""


@given(st.text(max_size=40))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert isinstance(mis_decoded(text), str)
    assert isinstance(is_formula(text), bool)
    rules(text)
