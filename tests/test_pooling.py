"""Several surveys as one: codes keep their meaning, the event is a question like any other."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import outreach
from outreach.codebook import Applies, Codebook, Net, Option, Question, Survey
from outreach.errors import OutreachError
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses, code_dtype
from outreach.tables.waves.harmony import NotComparable, harmonise
from outreach.tables.waves.pooling import pool, pooled_chunks

SURVEYS = Path(__file__).parent.parent / "surveys"


def asked(key: str, *labels: str, kind: str = "single", **more: object) -> Question:
    options = tuple(Option(str(at), label, score=at) for at, label in enumerate(labels, 1))
    return Question(key, kind, key, options=options, **more)  # type: ignore[arg-type]


def survey(name: str, day: int | None, columns: dict[Question, Sequence[int]]) -> Responses:
    size = len(next(iter(columns.values())))
    date = datetime.date(2017, 1, day) if day else None
    book = Codebook(
        Survey(title=name, date=date), tuple(columns), path=Path(name) / "codebook.toml"
    )
    codes = {each.key: np.array(given, dtype=code_dtype(each)) for each, given in columns.items()}
    return Responses(book, Respondents(None, 1, size), codes)


def counts(pooled: Responses, question: str) -> dict[str, dict[str, int]]:
    table = outreach.crosstab(pooled, question, by=pooled.codebook.questions[0].key)
    return {
        str(group): {
            str(each): int(table.counts[at, column])
            for column, each in enumerate(table.categories)
            if table.counts[at, column]
        }
        for at, group in enumerate(table.groups)
        if table.bases[at, 0]
    }


def test_three_surveys_are_one_in_the_order_of_their_days() -> None:
    old = survey("甲", 1, {asked("q", "a", "b"): [0, 1, -1]})
    mid = survey("乙", 2, {asked("q", "b", "c", "a"): [0, 1, 2, -2]})
    new = survey("丙", 3, {asked("q", "c", "a"): [0, 0]})
    pooled = pool([new, old, mid])
    assert counts(pooled, "q") == {
        "2017-01-01 甲": {"a": 1, "b": 1, "無回答": 1},
        "2017-01-02 乙": {"a": 1, "b": 1, "c": 1, "不明": 1},
        "2017-01-03 丙": {"c": 2},
    }


def test_without_days_they_stay_as_they_come() -> None:
    one, two = (survey(name, None, {asked("q", "a"): [0]}) for name in "乙甲")
    assert pool([one, two]).codebook.questions[0].labels == ("乙", "甲")


def test_the_coarsest_form_decides_what_is_one() -> None:
    fine = asked("age", "60～64歳", "65～69歳", "70歳以上", role="age")
    mid = asked("age", "60歳代", "70～79歳", "80歳以上", role="age")
    coarse = asked("age", "60歳代", "70歳以上", role="age")
    for last, days in ((coarse, (1, 2, 3)), (fine, (3, 1, 2)), (mid, (1, 3, 2))):
        books = [survey(str(day), day, {each: [0, 1, 2][: len(each.options)]})
                 for each, day in zip((fine, mid, coarse), days, strict=True)]  # fmt: skip
        labels = pool(books).codebook.question("age").labels
        assert labels == ("60歳代", "70歳以上"), last
        found = list(counts(pool(books), "age").values())
        assert sorted(sum(each.values()) for each in found) == [2, 3, 3]


def test_what_is_not_comparable_is_left_out_with_the_reason() -> None:
    old = survey("甲", 1, {asked("q", "a"): [0], asked("gone", "x"): [0], asked("k", "x"): [0]})
    new = survey("乙", 2, {asked("q", "a", kind="multiple"): [1], asked("k", "x"): [0]})
    assert [each.key for each in pool([old, new]).codebook.questions] == ["event", "k"]
    refused = harmonise([old.codebook, new.codebook]).refused
    assert set(refused) == {"q", "gone"}
    assert "not the same measure" in refused["q"]
    assert "not asked in 2017-01-02 乙" in refused["gone"]


def test_a_key_that_passed_to_another_question_is_no_question_in_common() -> None:
    old = survey("甲", 1, {replace(asked("q1", "よい"), label="講演会の満足度"): [0]})
    new = survey("乙", 2, {replace(asked("q1", "よい"), label="市のホームページの見やすさ"): [0]})
    harmony = harmonise([old.codebook, new.codebook])
    assert harmony.items == ()
    with pytest.raises(NotComparable, match="Only its key is the same"):
        harmony.item("q1")
    assert [each.key for each in pool([old, new]).codebook.questions] == ["event"]


def test_a_question_whose_gate_is_left_out_is_left_out_too() -> None:
    gate = asked("g", "a", "b", optional=True)
    then = asked("q", "x", applies=Applies("g", ("a",)))
    old = survey("甲", 1, {gate: [0], then: [0], asked("k", "x"): [0]})
    new = replace(old, absent=frozenset({"g"}))
    assert [each.key for each in pool([old, new]).codebook.questions] == ["event", "k"]


def test_a_question_called_event_keeps_its_name() -> None:
    one, two = (survey(name, None, {asked("event", "a"): [0]}) for name in "甲乙")
    assert [each.key for each in pool([one, two]).codebook.questions] == ["event_", "event"]


def test_surveys_of_the_same_day_and_title_have_names_of_their_own() -> None:
    one = survey("甲", 1, {asked("q", "a"): [0]})
    assert len(set(pool([one, one, one]).codebook.questions[0].labels)) == 3


def test_nets_that_mean_the_same_stay_and_others_go() -> None:
    old = asked("q", "a", "b", "c", nets=(Net("ab", (0, 1)), Net("x", (0,))))
    new = asked("q", "c", "b", "a", nets=(Net("ab", (1, 2)), Net("x", (0,)), Net("bc", (0, 1))))
    pooled = pool([survey("甲", 1, {old: [0]}), survey("乙", 2, {new: [0]})])
    question = pooled.codebook.question("q")
    nets = {net.label: {question.labels[at] for at in net.members} for net in question.nets}
    assert nets == {"ab": {"a", "b"}, "bc": {"b", "c"}}


def test_too_many_options_together_are_refused() -> None:
    old = asked("q", *(f"旧{at}" for at in range(40)), "x", kind="multiple")
    new = asked("q", *(f"新{at}" for at in range(40)), "x", kind="multiple")
    harmony = harmonise([Codebook(Survey(), (old,)), Codebook(Survey(), (new,))])
    with pytest.raises(NotComparable, match="more than 62 options"):
        harmony.item("q")


def test_the_widest_masks_keep_every_bit() -> None:
    labels = [f"o{at}" for at in range(62)]
    old, new = asked("q", *labels, kind="multiple"), asked("q", *labels[::-1], kind="multiple")
    masks = [1 << 61 | 1, 1 << 62, 0, (1 << 63) - 1]
    pooled = pool([survey("甲", 1, {old: masks}), survey("乙", 2, {new: masks})])
    assert pooled.codes["q"][:4].tolist() == [masks[0], masks[1], 0, masks[3]]
    assert pooled.codes["q"][4:].tolist() == [masks[0], masks[1], 0, masks[3]]


@given(
    st.permutations(list(range(5))), st.lists(st.integers(-2, 4), max_size=30),
    st.lists(st.integers(0, 63), max_size=30),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_order_of_the_options_changes_a_count(
    order: list[int], singles: list[int], masks: list[int]
) -> None:
    labels = [f"o{at}" for at in range(5)]
    for kind, given_codes in (("single", singles), ("multiple", masks)):
        plain = survey("甲", 1, {asked("q", *labels, kind=kind): given_codes})
        turned = survey("乙", 2, {asked("q", *(labels[at] for at in order), kind=kind): [1]})
        codes = pool([plain, turned])
        alone = outreach.crosstab(plain, "q")
        table = outreach.crosstab(codes, "q", by="event")
        found = dict(zip(map(str, table.categories), table.counts[0].tolist(), strict=True))
        for column, each in enumerate(alone.categories):
            assert found[str(each)] == alone.counts[0, column]


def test_weights_texts_and_numbers_come_along() -> None:
    number, text = Question("n", "number", "n"), Question("t", "text", "t")
    book = Codebook(Survey(title="甲"), (number, text), path=Path("甲/codebook.toml"))
    one = Responses(
        book, Respondents(None, 1, 2), {"n": np.array([0, -1]), "t": np.array([0, -1])},
        {"n": np.array([3.0, np.nan])}, {"t": ["よかった", ""]}, weights=np.array([2.0, 0.5]),
    )  # fmt: skip
    two = replace(one, weights=None)
    pooled = pool([one, two])
    assert pooled.weights is not None
    assert pooled.weights.tolist() == [2, 0.5, 1, 1]
    assert pooled.values["n"].tolist()[0::2] == [3, 3]
    assert pooled.texts["t"] == ["よかった", "", "よかった", ""]
    assert len(pooled) == 4


def test_chunks_are_pooled_one_by_one() -> None:
    lecture = outreach.read_responses(SURVEYS / "2017-02-04-lecture")
    harmony = harmonise([lecture.codebook, lecture.codebook])
    first, second = pooled_chunks(harmony, [[lecture], iter([lecture])])
    assert set(first.codes["event"].tolist()) == {0}
    assert set(second.codes["event"].tolist()) == {1}
    for key in ("age", "district", "channel", "useful"):
        assert first.codes[key].tolist() == lecture.codes[key].tolist()


def test_one_survey_is_no_pool() -> None:
    with pytest.raises(OutreachError, match="needs two surveys"):
        pool([survey("甲", 1, {asked("q", "a"): [0]})])
