"""Keyword expressions: how they are read, and which comments they fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.comments.keyword_matching import Matcher, matches, matching
from outreach.comments.keywords import And, KeywordError, Near, Not, Or, Word, parse
from outreach.comments.words import Analyzer

MATCHER = Matcher()


def fits(expression: str, text: str) -> bool:
    comment = MATCHER.searched(Analyzer().analyse(text))
    return matches(MATCHER.compiled(expression), comment)


TREES = {
    "費用": Word("費用"),
    "費用 OR 料金": Or((Word("費用"), Word("料金"))),
    "費用　ＯＲ　料金": Or((Word("費用"), Word("料金"))),
    "費用 | 料金": Or((Word("費用"), Word("料金"))),
    "費用｜料金": Or((Word("費用"), Word("料金"))),
    "費用または料金": Or((Word("費用"), Word("料金"))),
    "費用OR料金": Or((Word("費用"), Word("料金"))),
    "or": None,
    "往診 夜間": And((Word("往診"), Word("夜間"))),
    "往診 AND 夜間": And((Word("往診"), Word("夜間"))),
    "往診 かつ 夜間": And((Word("往診"), Word("夜間"))),
    "往診＆夜間": And((Word("往診"), Word("夜間"))),
    "Q&A": Word("Q&A"),
    "薬 NOT 薬局": And((Word("薬"), Not(Word("薬局")))),
    "薬 AND NOT 薬局": And((Word("薬"), Not(Word("薬局")))),
    "薬 !薬局": And((Word("薬"), Not(Word("薬局")))),
    "薬 NOT NOT 薬局": And((Word("薬"), Word("薬局"))),
    "A OR B C": Or((Word("A"), And((Word("B"), Word("C"))))),
    "（A または B）　C": And((Or((Word("A"), Word("B"))), Word("C"))),
    "訪問 NEAR/3 診療": Near(Word("訪問"), Word("診療"), 3),
    "訪問 ｎｅａｒ／３ 診療": Near(Word("訪問"), Word("診療"), 3),
    "(訪問 OR 往診) NEAR/3 費用": Near(Or((Word("訪問"), Word("往診"))), Word("費用"), 3),
    '"訪問 の 費用"': Word("訪問 の 費用", exact=True),
    "「OR」": Word("OR", exact=True),
    "ORAL": Word("ORAL"),
}


@pytest.mark.parametrize("text", [text for text, tree in TREES.items() if tree])
def test_an_expression_becomes_a_tree(text: str) -> None:
    assert parse(text) == TREES[text]


WRONG = {
    "": "empty",
    "　": "empty",
    "OR 料金": "missing before “OR”",
    "費用 OR": "missing after “OR”",
    "費用 AND AND 料金": "missing before “AND”",
    "費用 NOT": "missing after “NOT”",
    "NOT 薬局": "what a comment does not hold",
    "費用 OR NOT 薬局": "what a comment does not hold",
    "(費用 OR 料金": "not closed",
    "費用)": "no “(” before it",
    "()": "missing before “)”",
    "「費用": "quotation mark is not closed",
    '費用 "': "quotation mark is not closed",
    '""': "nothing between",
    "訪問 NEAR 診療": "number of words",
    "訪問 NEAR/0 診療": "number of words",
    "訪問 NEAR/99999999999 診療": "number of words",
    "NEAR/3 診療": "missing before “NEAR/3”",
    "(NOT 薬) NEAR/3 診療": "Beside NEAR",
    "(薬 AND 局) NEAR/3 診療": "Beside NEAR",
    "(" * 100 + "薬" + ")" * 100: "too deeply",
    "薬 OR " * 1000 + "薬": "too long",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_read_is_told_with_what_to_do(text: str) -> None:
    with pytest.raises(KeywordError) as caught:
        parse(text)
    assert WRONG[text] in caught.value.message
    assert caught.value.remedy
    assert isinstance(caught.value, ValueError)


FITTING = [
    ("ケアマネ", "介護支援専門員さんに電話しました"),  # a synonym
    ("介護支援専門員", "ケアマネージャーが親切だった"),
    ("料金", "お金のことが気になる"),
    ("訪問", "訪問診療を頼みたい"),  # what a term is made of
    ("診療", "訪問診療を頼みたい"),
    ("困っている", "夜間に困りました"),  # another form
    ("わからない", "手続きが分からなかった"),
    ("費用負担", "医療費用負担額が心配"),  # inside a longer compound
    ("認知症の母", "認知症の母を看ている"),
    ("「の母」", "認知症の母を看ている"),
    ("ＭＣＳ", "mcsを使っています"),
    ("ﾘﾊﾋﾞﾘ", "リハビリの人が来た"),
    ("😀", "よかった😀"),
    ("訪問 NEAR/1 診療", "訪問診療"),
    ("費用 NEAR/2 心配", "心配なのは入院の費用です"),
    ("薬 NOT 薬局", "薬が多い"),
    ("(往診 OR 訪問診療) 夜間", "夜間の往診はありますか"),
    ("「改行でも」", "改\n行 でも"),
]
UNFITTING = [
    ("わかる", "手続きが分からなかった"),  # negation is another word
    ("薬", "薬局が遠い"),  # a part of a word is no word
    ("母", "母子手帳をなくした"),
    ("ケア", "ケアマネに相談した"),
    ("京都", "東京都に住んでいる"),
    ("「ケアマネ」", "介護支援専門員に相談した"),  # quotes: letter by letter
    ("費用 NEAR/1 心配", "費用の話と、夜中に転ばないかという別の心配"),
    ("薬 NOT 薬局", "薬局で薬をもらう"),
    ("往診 夜間", "往診はありますか"),
    ("費用", ""),
    ("費用", "\0\x1b"),
]


@pytest.mark.parametrize(("expression", "text"), FITTING)
def test_it_fits(expression: str, text: str) -> None:
    assert fits(expression, text)


@pytest.mark.parametrize(("expression", "text"), UNFITTING)
def test_it_does_not_fit(expression: str, text: str) -> None:
    assert not fits(expression, text)


def test_many_at_once_say_which_fit() -> None:
    expressions = [MATCHER.compiled(text) for text in ("費用", "往診 OR 料金", "薬")]
    comments = [MATCHER.searched(Analyzer().analyse(text)) for text in ("料金は", "往診", "")]
    assert list(matching(expressions, comments)) == [(0, 1), (1,), ()]


SIGNS = [
    "費用",
    "薬",
    " ",
    "　",
    "(",
    "）",
    "「",
    "」",
    '"',
    "!",
    "&",
    "|",
    "/3",
    "NEAR/3",
    "NOT",
    "OR",
]


@given(st.lists(st.sampled_from(SIGNS)).map("".join))
def test_any_text_is_a_tree_or_an_error(text: str) -> None:
    try:
        tree = parse(text)
    except KeywordError:
        return
    assert parse(text) == tree
    comment = MATCHER.searched(Analyzer().analyse(""))
    assert not matches(MATCHER.compiled(text), comment)


@given(st.lists(st.sampled_from(["費用", "往診", "夜間", "母"]), min_size=1, max_size=4))
def test_and_is_stricter_than_or(words: list[str]) -> None:
    text = "夜間の費用と母"
    every, one = fits(" AND ".join(words), text), fits(" OR ".join(words), text)
    assert one or not every
    assert every == all(fits(word, text) for word in words)
    assert one == any(fits(word, text) for word in words)
