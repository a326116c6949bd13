"""A word in its context, and the words near it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import HOSTILE, said

from outreach.comments.collocates import collocate_methods, collocates
from outreach.comments.comment import Comment
from outreach.comments.concordance import Line, concordance
from outreach.comments.words import Analyzer
from outreach.errors import OutreachError, UnknownOption

ANALYZER = Analyzer()


def lines(texts: list[str], word: str, *args: object, **named: object) -> list[Line]:
    comments = [Comment(str(at), "", text) for at, text in enumerate(texts)]
    analysed = [ANALYZER.analyse(text) for text in texts]
    return concordance(comments, analysed, word, *args, **named)  # type: ignore[arg-type]


def keywords(texts: list[str], word: str, **named: object) -> list[str]:
    return [line.keyword for line in lines(texts, word, **named)]


def test_every_place_in_the_comments_own_characters() -> None:
    assert lines(["夜間の往診と、\n往診の費用", "なし", "往診"], "往診", 3) == [
        Line(0, "夜間の", "往診", "と、\n", 3),
        Line(0, "と、\n", "往診", "の費用", 8),
        Line(2, "", "往診", "", 0),
    ]


def test_inflected_forms_other_spellings_and_synonyms_are_found() -> None:
    assert keywords(["話を聞いた", "聞きたいことがある"], "聞く") == ["聞い", "聞き"]
    texts = ["ケアマネさんへ", "介護支援専門員の方", "ｹｱﾏﾈｰｼﾞｬｰに聞く"]
    found = ["ケアマネさん", "介護支援専門員", "ｹｱﾏﾈｰｼﾞｬｰ"]
    assert keywords(texts, "ケアマネジャー") == found
    assert keywords(texts, "ケアマネ") == found


def test_characters_inside_other_words_are_found_once() -> None:
    assert keywords(["要介護認定と介護"], "介護") == ["介護", "介護"]
    assert [line.start for line in lines(["要介護認定と介護"], "介護")] == [1, 6]


def test_several_words_whatever_stands_between_them() -> None:
    assert keywords(["家族の負担", "家族には負担が大きい", "負担は家族"], "家族の負担") == [
        "家族の負担", "家族には負担",
    ]  # fmt: skip


def test_text_alone_and_regular_expressions() -> None:
    texts = ["介護支援専門員", "ケアマネが3人", "ケアマネが１２人"]
    assert keywords(texts, "ケアマネ", how="text") == ["ケアマネ", "ケアマネ"]
    assert keywords(texts, "[0-9]+人", how="regex") == ["3人", "１２人"]
    assert keywords(["A.B と AxB"], "a.b", how="text") == ["A.B"]
    assert keywords(["費用"], "x*", how="regex") == []


def test_a_sign_that_is_folded_into_several_is_shown_whole() -> None:
    assert lines(["東㍿の西"], "会社", 1) == [Line(0, "東", "㍿", "の", 1)]
    assert lines(["ﾃﾞｲｻｰﾋﾞｽへ"], "デイ", 9, how="text") == [Line(0, "", "ﾃﾞｲ", "ｻｰﾋﾞｽへ", 0)]


def test_sorted_by_what_follows_or_by_what_comes_before() -> None:
    texts = ["夜の往診か", "朝の往診あ", "昼は往診い"]
    assert [line.right for line in lines(texts, "往診", sort="right")] == ["あ", "い", "か"]
    assert [line.left for line in lines(texts, "往診", sort="left")] == ["夜の", "朝の", "昼は"]
    assert [line.comment for line in lines(texts, "往診")] == [0, 1, 2]


def test_personal_data_that_was_masked_for_analysis_stays_masked() -> None:
    own = "山田様の往診"
    (line,) = concordance([Comment("1", "", own)], [ANALYZER.analyse("、様の往診")], "往診")
    assert line == Line(0, "、様の", "往診", "", 3)


def test_what_cannot_be_looked_for_is_said() -> None:
    for blank in ("", " \u3000", "\x00", "\u200b"):
        with pytest.raises(OutreachError, match="no word"):
            lines(["往診"], blank)
    with pytest.raises(OutreachError, match="regular expression"):
        lines(["往診"], "(", how="regex")
    with pytest.raises(UnknownOption, match="order of lines"):
        lines(["往診"], "往診", sort="length")
    with pytest.raises(UnknownOption, match="look for"):
        lines(["往診"], "往診", how="fuzzy")
    with pytest.raises(OutreachError, match="-1"):
        lines(["往診"], "往診", -1)
    with pytest.raises(ValueError, match="shorter"):
        concordance([Comment("1", "", "往診")], [], "往診")


def test_hostile_comments_are_looked_through() -> None:
    found = lines(list(HOSTILE), "費用", 5)
    assert {line.comment for line in found} == {3, 6, 8, 10}
    assert len(found) == 1 + 2000 + 1 + 3
    assert lines(list(HOSTILE), "😊")[0].keyword == "😊"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="往診ﾞﾊガ㍿A\n\x00😊か\u3099\u200b-ー1", max_size=12), st.integers(0, 4))
def test_a_line_is_a_cut_of_its_comment(text: str, window: int) -> None:
    for word in ("往診", "会", "ガ", "1"):
        for line in lines([text], word, window, how="text"):
            assert line.keyword
            assert text[line.start :].startswith(line.keyword + line.right)
            assert text[: line.start].endswith(line.left)
            assert max(len(line.left), len(line.right)) <= window


NEAR = [
    said("夜間", "往診", "費用", "不安"),
    said("往診", "費用", "もの", "夜間", stops=("もの",)),
    said("費用", "夜間"),
]


def test_words_near_a_word_by_distance_and_side() -> None:
    found = {each.word: each for each in collocates(NEAR, "往診", span=3)}
    assert list(found) == ["費用", "夜間", "不安"]
    night = found["夜間"]
    assert (night.before, night.after) == ((1, 0, 0), (0, 0, 1))
    assert (night.left, night.right, night.comments) == (1, 1, 2)
    assert night.score == pytest.approx(1 + 1 / 3)
    assert night.log_dice == pytest.approx(14 + math.log2(2 * 2 / (2 + 3)))
    assert found["費用"].score == 2


def test_stop_words_count_as_distance_only() -> None:
    assert "もの" not in [each.word for each in collocates(NEAR, "往診")]
    assert [each.word for each in collocates(NEAR, "往診", span=1)] == ["費用", "夜間"]


def test_collocates_of_some_parts_and_comments() -> None:
    assert [each.word for each in collocates(NEAR, "往診", minimum=2)] == ["費用", "夜間"]
    assert collocates(NEAR, "往診", parts=("verb",)) == []
    assert collocates(NEAR, "講演") == []
    assert collocates([], "往診") == []


def test_twice_the_word_itself_is_no_collocate() -> None:
    (found,) = collocates([said("往診", "費用", "往診")], "往診")
    assert (found.word, found.left, found.right, found.log_dice) == ("費用", 1, 1, 14.0)


def test_collocates_as_rows() -> None:
    assert collocates(NEAR, "往診", span=1)[1].tidy() == {
        "word": "夜間", "part": "noun", "comments": 1, "left": 1, "right": 0, "score": 1.0,
        "log_dice": 14 + math.log2(2 / 5),
    }  # fmt: skip
    assert "Rychlý" in collocate_methods()[0]
    with pytest.raises(OutreachError, match="0 words"):
        collocates(NEAR, "往診", span=0)
