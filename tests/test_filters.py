"""Conditions on answers: what they keep, and what is said of one that is none."""

from __future__ import annotations

import numpy as np
import pytest

from outreach.codebook import Codebook, Net, Option, Question, Survey
from outreach.errors import OutreachError, UnknownOption, UnknownQuestion
from outreach.intake.dialects import Respondents
from outreach.intake.responses import Responses
from outreach.tables.filters import only, read_filters


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(at), label) for at, label in enumerate(labels, 1))


AGE = Question(
    "age", "single", "参加者の年齢", "age", headers=("年代",),
    options=options("60歳代", "70歳代", "80歳以上"), nets=(Net("70歳以上", (1, 2)),),
)  # fmt: skip
CHANNEL = Question(
    "channel", "multiple", "経路", options=options("市報", "市報,ちらし", "赤 and 白")
)
TIMES = Question("times", "number", "参加した回数")
COMMENT = Question("comment", "text", "ご意見")
BOOK = Codebook(Survey(), (AGE, CHANNEL, TIMES, COMMENT))
SIX = Responses(
    BOOK,
    Respondents(None, 1, 6),
    {
        "age": np.array([0, 1, 2, -1, -2, 1], dtype=np.int8),
        "channel": np.array([1, 2, 3, 0, 8, 4], dtype=np.uint8),
        "times": np.array([0, 0, 0, -1, 0, 0], dtype=np.int8),
    },
    {"times": np.array([1.0, 2.0, 3.0, np.nan, 2.0, 0.0])},
    weights=np.arange(6.0),
)


def kept(*conditions: str) -> list[int]:
    chosen = only(SIX, read_filters(conditions, BOOK))
    assert chosen.weights is not None
    return [int(weight) for weight in chosen.weights]


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ("age in 60歳代, 70歳代", [0, 1, 5]),
        ("年代 in 60歳代、７０歳代", [0, 1, 5]),
        ("参加者の年齢 = 70歳以上", [1, 2, 5]),
        ("age not in 70歳以上", [0, 3, 4]),
        ("age != 60歳代", [1, 2, 3, 4, 5]),
        ("age = 無回答", [3]),
        ("age in 不明, 無回答", [3, 4]),
        ("channel = 市報", [0, 2]),
        ("channel in 市報,ちらし", [1, 2]),
        ("channel in 市報, 市報,ちらし", [0, 1, 2]),
        ("channel = 無回答", [3]),
        ("channel = 不明", [4]),
        ("channel not in 市報", [1, 3, 4, 5]),
        ("channel = 赤 and 白", [5]),
        ("age = 70歳代 and channel = 赤 and 白", [5]),
        ("age in 70歳以上 かつ times >= 2", [1, 2]),
        ("times > 1", [1, 2, 4]),
        ("times != 2", [0, 2, 5]),
        ("times＝２", [1, 4]),
    ],
)
def test_a_condition_keeps_whom_it_is_true_of(condition: str, rows: list[int]) -> None:
    assert kept(condition) == rows


def test_all_conditions_must_hold() -> None:
    assert kept("age = 70歳代", "times = 0") == [5]
    assert kept() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("condition", "kind", "words"),
    [
        ("agee in 60歳代", UnknownQuestion, "Did you mean age?"),
        ("age in 60歳台", UnknownOption, "Did you mean 60歳代?"),
        ("age in 60歳代, 犬", UnknownOption, "“age” has no option “犬”"),
        ("age", OutreachError, "is no condition"),
        ("age in", OutreachError, "is no condition"),
        ("", OutreachError, "is no condition"),
        ("age < 3", OutreachError, "compared like this"),
        ("times in 3", OutreachError, "is a number"),
        ("times > 多い", OutreachError, "is a number"),
        ("comment = あり", OutreachError, "compared like this"),
    ],
)
def test_what_is_no_condition_is_said_in_one_line(
    condition: str, kind: type[OutreachError], words: str
) -> None:
    with pytest.raises(kind) as error:
        read_filters([condition], BOOK)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_a_condition_reads_back_in_words() -> None:
    (condition,) = read_filters(["age not in 60歳代, 70歳以上"], BOOK)
    assert str(condition) == "参加者の年齢: not 60歳代, 70歳以上"
    assert str(read_filters(["times >= 2"], BOOK)[0]) == "参加した回数 >= 2"
