"""What changed between two questionnaires: every kind of change, and what may be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

import outreach
from outreach.codebook import Applies, Codebook, Net, Option, Question, Survey
from outreach.messages import use_language
from outreach.tables.waves.drift import SENTENCES, Drift
from outreach.tables.waves.harmonising import Line, match_options, match_questions
from outreach.tables.waves.questionnaires import drift

SURVEYS = Path(__file__).parent.parent / "surveys"


def options(*labels: str, aliases: dict[str, tuple[str, ...]] | None = None) -> tuple[Option, ...]:
    also = aliases or {}
    return tuple(Option(str(at), label, also.get(label, ())) for at, label in enumerate(labels, 1))


def single(key: str, *labels: str, **more: object) -> Question:
    aliases = more.pop("aliases", None)
    more = {"type": "single", "label": key, **more}
    return Question(key, options=options(*labels, aliases=aliases), **more)  # type: ignore[arg-type]


def book(*questions: Question) -> Codebook:
    return Codebook(Survey(), questions)


def kinds(old: Question, new: Question) -> list[tuple[str, str, bool]]:
    return [(each.kind, each.detail, each.comparable) for each in drift(book(old), book(new))]


def lines(old: Question, new: Question) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    return {line.label: (line.old, line.new) for line in match_options(old, new)}


@pytest.mark.parametrize("name", ["2017-02-04-lecture", "2016-08-02-workshop"])
def test_a_codebook_has_not_changed_from_itself(name: str) -> None:
    codebook = outreach.read_codebook(SURVEYS / name)
    assert drift(codebook, codebook) == []


SEVERAL = single("q", "a", type="multiple")
CHANGES = [
    (single("q", "a", "b"), single("q", "a", "b", "c"), ("option added", "c", False)),
    (single("q", "a", "b", "c"), single("q", "a", "b"), ("option removed", "c", False)),
    (
        single("q", "FB", "b"),
        single("q", "フェイスブック", "b", aliases={"フェイスブック": ("ＦＢ",)}),
        ("option renamed", "FB → フェイスブック", True),
    ),
    (
        single("q", "フェイスブック", "b", aliases={"フェイスブック": ("FB",)}),
        single("q", "FB", "b"),
        ("option renamed", "フェイスブック → FB", True),
    ),
    (
        single("q", "60歳代", "70歳代", "他", nets=(Net("60歳以上", (0, 1)),)),
        single("q", "60歳以上", "他"),
        ("option merged", "60歳代, 70歳代 → 60歳以上", True),
    ),
    (
        single("q", "60歳以上", "他"),
        single("q", "60歳代", "70歳代", "他", nets=(Net("60歳以上", (0, 1)),)),
        ("option split", "60歳以上 → 60歳代, 70歳代", True),
    ),
    (
        single("q", "ちらし", "広告", "他"),
        single("q", "紙", "他", aliases={"紙": ("ちらし", "広告")}),
        ("option merged", "ちらし, 広告 → 紙", True),
    ),
    (single("q", "a", "b"), single("q", "b", "a"), ("option moved", "a, b → b, a", True)),
    (single("q", "a"), single("q", "a", label="Q"), None),  # the same word but for its case
    (single("q", "a"), single("q", "a", label="r"), ("wording changed", "q → r", False)),
    (
        single("q", "a"),
        single("q", "a", label="r", headers=("Q",)),
        ("wording changed", "q → r", True),
    ),
    (
        single("q", "a", label="本日の話はどうでしたか"),
        single("q", "a", label="本日の講演はどうでしたか"),
        ("wording changed", "本日の話はどうでしたか → 本日の講演はどうでしたか", True),
    ),
    (
        single("q", "a", label="年齢", role="age"),
        single("q", "a", label="何歳代ですか", role="age"),
        ("wording changed", "年齢 → 何歳代ですか", True),
    ),
    (single("q", "a", label="x"), single("r", "a", label="x"), ("question renamed", "q → r", True)),
    (single("q", "a"), single("q", "a", type="scale"), ("type changed", "single → scale", True)),
    (single("q", "a"), SEVERAL, ("type changed", "single → multiple", False)),
    (SEVERAL, single("q", "a"), ("type changed", "multiple → single", False)),
    (single("q", "a", type="scale"), SEVERAL, ("type changed", "scale → multiple", False)),
    (Question("q", "text", "q"), single("q", "a"), ("type changed", "text → single", False)),
    (Question("q", "number", "q"), single("q", "a"), ("type changed", "number → single", False)),
    (single("q", "a"), single("q", "b"), ("options replaced", "", False)),
    (
        single("q", "a", "b", nets=(Net("n", (0,)),)),
        single("q", "a", "b", nets=(Net("n", (0, 1)),)),
        ("net changed", "n → n", False),
    ),
    (single("q", "a", missing=("他",)), single("q", "a", "他"), ("missing changed", "他", True)),
    (
        Question("q", "number", "q", maximum=10),
        Question("q", "number", "q", maximum=100),
        ("range changed", "–10 → –100", True),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=lambda each: str(each)[:20])
def test_each_change_is_told(
    old: Question, new: Question, expected: tuple[str, str, bool] | None
) -> None:
    found = kinds(old, new)
    assert expected in found if expected else not found


def test_scores_that_differ_forbid_means_not_shares() -> None:
    before = Question(
        "q", "scale", "q", options=(Option("1", "良い", score=1), Option("2", "悪い", score=2))
    )
    now = Question(
        "q", "scale", "q", options=(Option("1", "良い", score=2), Option("2", "悪い", score=1))
    )
    assert kinds(before, now) == [("scores changed", "", False)]


def test_questions_added_removed_and_moved() -> None:
    one, two, three = (single(key, "x") for key in "abc")
    four = single("d", "x")
    found = [
        (each.kind, each.question) for each in drift(book(one, two, three), book(three, one, four))
    ]
    assert found == [("question moved", "c"), ("question added", "d"), ("question removed", "b")]


def test_a_question_put_in_between_moves_no_other() -> None:
    one, two = single("a", "x"), single("b", "x")
    found = drift(book(one, two), book(one, single("new", "x"), two))
    assert [each.kind for each in found] == ["question added"]


def test_whom_a_question_is_put_to() -> None:
    gate, renamed = (
        single("g", "はい", "いいえ"),
        single("h", "YES", "NO", label="g", aliases={"YES": ("はい",)}),
    )
    asked = single("q", "a", applies=Applies("g", ("はい",)))
    same = single("q", "a", applies=Applies("h", ("YES",)))
    other = single("q", "a", applies=Applies("g", ("いいえ",)))
    changed = [
        each
        for each in drift(book(gate, asked), book(renamed, same))
        if each.kind == "applies changed"
    ]
    assert changed == []
    for old, new in ((asked, other), (asked, single("q", "a")), (single("q", "a"), asked)):
        (found,) = drift(book(gate, old), book(gate, new))
        assert (found.kind, found.comparable) == ("applies changed", False)
        assert "different people" in found.sentence


def test_keys_that_passed_to_other_questions_are_not_mistaken() -> None:
    """Form services number their columns: q1 of this year may be q2 of the last."""
    old = book(
        single("q1", "よい", "わるい", label="講演"), single("q2", "よい", "わるい", label="会場")
    )
    new = book(
        single("q1", "よい", "わるい", label="会場"), single("q2", "よい", "わるい", label="講演")
    )
    pairs = [(before.label, now.label) for before, now in match_questions(old, new)]
    assert pairs == [("会場", "会場"), ("講演", "講演")]


def test_a_header_is_enough_and_the_key_comes_last() -> None:
    old = book(single("a", "x", label="年齢"), single("b", "x", label="町"))
    new = book(single("age", "x", label="年代", headers=("年 齢",)), single("b", "x", label="住所"))
    pairs = [(before.key, now.key) for before, now in match_questions(old, new)]
    assert pairs == [("a", "age"), ("b", "b")]


def test_options_are_never_matched_by_code() -> None:
    assert lines(single("q", "a", "b"), single("q", "b", "a")) == {
        "b": ((1,), (0,)),
        "a": ((0,), (1,)),
    }
    assert not any(line.common for line in match_options(single("q", "a"), single("q", "b")))


def age(*labels: str, **more: object) -> Question:
    return single("age", *labels, role="age", **more)


def test_age_bands_of_the_same_ages_are_one() -> None:
    found = lines(age("60～69歳", "70～79歳", "80歳～"), age("60歳代", "70代", "80歳以上"))
    assert found == {"60歳代": ((0,), (0,)), "70代": ((1,), (1,)), "80歳以上": ((2,), (2,))}


def test_age_bands_that_another_form_asks_for_together_are_one() -> None:
    fine, coarse = age("60～64歳", "65～69歳", "70歳以上"), age("60歳代", "70歳以上")
    assert lines(fine, coarse) == {"60歳代": ((0, 1), (0,)), "70歳以上": ((2,), (1,))}
    assert lines(coarse, fine) == {"60歳代": ((0,), (0, 1)), "70歳以上": ((1,), (2,))}


def test_age_bands_that_overlap_are_not_one() -> None:
    found = match_options(age("60～64歳", "65歳以上"), age("60歳代", "70歳以上"))
    assert [line.common for line in found] == [False] * 4
    aliases = {"80歳以上": ("80歳代", "90歳代")}
    upper = match_options(
        age("70歳代", "80歳代", "90歳以上"), age("70歳代", "80歳以上", aliases=aliases)
    )
    assert Line("80歳以上", (1, 2), (1,)) in upper  # not 80歳代 alone, which the alias would give


def test_an_alias_joins_what_the_old_form_asked_apart() -> None:
    aliases = {"80歳以上": ("80歳代", "90歳代")}
    found = lines(age("70歳代", "80歳代", "90歳代"), age("70歳代", "80歳以上", aliases=aliases))
    assert found == {"70歳代": ((0,), (0,)), "80歳以上": ((1, 2), (1,))}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", SENTENCES)
def test_every_change_is_a_sentence(kind: str, language: str) -> None:
    use_language(language)
    told = Drift(kind, "q", "年齢", "single", "multiple", comparable=False).sentence  # type: ignore[arg-type]
    assert told.endswith((".", "。"))
    assert "{" not in told
