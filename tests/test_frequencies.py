"""How many comments have a word, and how often it stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from said import HOSTILE, said

from outreach.comments.frequencies import Frequency, common_words, frequencies, word_sets
from outreach.comments.words import Analyzer
from outreach.errors import UnknownOption

FOUR = [
    said("往診", "費用", "費用"),
    said("費用", "夜間", "分かる/verb"),
    said("夜間", "分かる/verb"),
    said("もの", stops=("もの",)),
]


def test_words_of_most_comments_come_first_then_the_more_frequent_then_by_part_and_spelling() -> (
    None
):
    assert frequencies(FOUR) == [
        Frequency("費用", "noun", 2, 3, 0.5),
        Frequency("夜間", "noun", 2, 2, 0.5),
        Frequency("分かる", "verb", 2, 2, 0.5),
        Frequency("往診", "noun", 1, 1, 0.25),
    ]


def test_stop_words_are_not_counted_but_their_comments_are() -> None:
    assert [each.share for each in frequencies(FOUR, minimum=2)] == [0.5, 0.5, 0.5]
    assert "もの" not in [each.word for each in frequencies(FOUR)]


def test_only_some_parts_of_speech() -> None:
    assert [each.word for each in frequencies(FOUR, parts=("verb",))] == ["分かる"]
    with pytest.raises(UnknownOption, match="noun, verb, adjective, adverb, other"):
        frequencies(FOUR, parts=("動詞",))


def test_a_word_that_is_noun_and_verb_is_two_words() -> None:
    found = frequencies([said("話", "話/verb")])
    assert [(each.word, each.part, each.comments) for each in found] == [
        ("話", "noun", 1),
        ("話", "verb", 1),
    ]
    assert word_sets([said("話", "話/verb")]) == [["話"]]


def test_no_comment_has_no_word() -> None:
    assert frequencies([]) == []
    assert frequencies([said()]) == []


def test_ties_at_the_end_are_cut_by_spelling() -> None:
    assert common_words([["い", "う"], ["あ"]], 1, 2) == {"あ": 1, "い": 1}


def test_a_row_of_a_table() -> None:
    assert frequencies([said("費用")])[0].tidy() == {
        "word": "費用", "part": "noun", "comments": 1, "occurrences": 1, "share": 1.0,
    }  # fmt: skip


def test_hostile_comments_are_counted_like_any_other() -> None:
    analyzer = Analyzer()
    found = {each.word: each for each in frequencies(map(analyzer.analyse, HOSTILE))}
    assert (found["費用"].comments, found["費用"].occurrences) == (4, 2_005)
    assert found["費用"].share == 4 / len(HOSTILE)


@given(st.lists(st.lists(st.sampled_from("あいう"))), st.randoms())
def test_the_order_of_comments_changes_nothing(texts: list[list[str]], random: object) -> None:
    comments = [said(*words) for words in texts]
    shuffled = comments[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert frequencies(comments) == frequencies(shuffled)
    assert sum(each.occurrences for each in frequencies(comments)) == sum(map(len, texts))
