"""Ages, ranges and years of birth: which band each spelling falls into, and which into none."""

from __future__ import annotations

import datetime

import pytest

from outreach.codebook import Option, Question, Survey
from outreach.intake.ages import band_of, read_ages
from outreach.intake.answers import AnswerReader

EVENT = datetime.date(2017, 2, 4)
LABELS = (
    "20歳未満", "20歳代", "30歳代", "40歳代", "50歳代", "60歳代", "70歳代", "80歳以上",
)  # fmt: skip
AGE = Question(
    "age", "single", "年齢", "age",
    options=tuple(Option(str(at), label) for at, label in enumerate(LABELS, 1)),
)  # fmt: skip


def band(raw: str) -> str:
    """Return the band that an answer is read into, or the rule that it breaks."""
    answer = AnswerReader(AGE, Survey(date=EVENT)).read(raw)
    return LABELS[answer.chosen[0]] if answer.chosen else answer.fault


@pytest.mark.parametrize(
    "raw",
    [
        "60歳台", "65.0", "60ー64", "60代くらい", "65歳ごろ", "60代（女性）", "昭26", "昭和26年3月",
        "65", "６５", "65歳", "６５歳", "65才", "満65歳", "約65歳", "六十五歳", "六十五", "六五",
        "60代", "６０代", "60歳代", "60才代", "六十代", "六〇代", "60代前半", "60代後半",
        "60〜64", "60～69歳", "60~69", "60-64", "60－64", "60–64", "60 ～ 69 歳",
        "60歳から64歳まで",
        "昭和26年生", "昭和26年生まれ", "昭和２６年うまれ", "昭和二十六年", "昭和 26年", "㍼26年",
        "S26", "s26", "S.26", "S26年", "S 26", "S26.2.4", "昭和26年2月4日生まれ",
        "1951年生まれ", "1951年", "1951", "1951生", "1951/2/4", "1951-02-04",
        "　60代 ", "60歳代　", "6", "６", "6.0", "⑥",
    ],
)  # fmt: skip
def test_a_spelling_of_the_sixties(raw: str) -> None:
    assert band(raw) == "60歳代"


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("0歳", "20歳未満"), ("9歳", "20歳未満"), ("19", "20歳未満"), ("10代", "20歳未満"),
        ("十代", "20歳未満"), ("19歳以下", "20歳未満"), ("～19", "20歳未満"),
        ("20未満", "20歳未満"),
        ("20", "20歳代"), ("二十歳", "20歳代"), ("29", "20歳代"), ("30", "30歳代"),
        ("70代前半", "70歳代"), ("70～79歳", "70歳代"), ("79", "70歳代"), ("80", "80歳以上"),
        ("80歳～", "80歳以上"), ("80歳以上", "80歳以上"), ("85以上", "80歳以上"),
        ("90代", "80歳以上"), ("100歳", "80歳以上"), ("百二歳", "80歳以上"), ("130", "80歳以上"),
        ("大正15年", "80歳以上"), ("昭和元年", "80歳以上"), ("T15.12.25", "80歳以上"),
    ],
)  # fmt: skip
def test_the_bounds_of_a_band(raw: str, label: str) -> None:
    assert band(raw) == label


@pytest.mark.parametrize(
    "raw",
    [
        "2017",  # the year of the event
        "9",  # a code that is not there, or a child: nobody knows
        "65代", "0", "131", "999", "-65", "65.5",
        "60～70歳", "40歳以下", "70歳以上", "60代以上", "20歳以下", "75～84", "65～",
        "昭和22年生", "1947年生まれ", "平成9年",  # 69 or 70, 19 or 20
        "昭和70年", "昭和0年", "令和2年", "2018年", "1886年",
        "高齢者", "65\x00",
    ],
)  # fmt: skip
def test_what_could_be_several_bands_or_none_is_unreadable(raw: str) -> None:
    assert band(raw) == "V001"


def test_two_ages_are_two_answers() -> None:
    assert band("60代、70代") == "V002"


@pytest.mark.parametrize(
    ("birthday", "age"),
    [("1951-02-03", 66), ("1951-02-04", 66), ("1951-02-05", 65), ("2017-02-04", 0)],
)
def test_a_day_of_birth_gives_the_age_on_the_day_of_the_event(birthday: str, age: int) -> None:
    assert read_ages(birthday, EVENT) == (age, age)


def test_a_day_of_birth_after_the_event_is_no_age() -> None:
    assert read_ages("2017-02-05", EVENT) is None


def test_a_year_of_birth_needs_the_day_of_the_event() -> None:
    assert read_ages("昭和26年生") is None
    assert read_ages("昭和26年生", EVENT) == (65, 66)


@pytest.mark.parametrize(
    ("label", "ages"),
    [
        ("20歳未満", (0, 19)), ("60歳代", (60, 69)), ("80歳以上", (80, 130)),
        ("65～74歳", (65, 74)),
        ("75歳～", (75, 130)), ("64歳以下", (0, 64)), ("100歳", (100, 100)), ("無回答", None),
    ],
)  # fmt: skip
def test_bands_are_understood_from_their_own_text(label: str, ages: tuple[int, int] | None) -> None:
    assert read_ages(label) == ages


@pytest.mark.parametrize(
    ("ages", "position"),
    [
        ((65, 65), 0),
        ((65, 74), 0),
        ((64, 65), None),
        ((75, 75), 2),
        ((80, 84), None),
        ((85, 90), 3),
    ],
)
def test_a_band_must_hold_the_whole_range_and_be_the_only_one(
    ages: tuple[int, int], position: int | None
) -> None:
    assert band_of(ages, [(65, 74), None, (75, 84), (80, 130)]) == position


def test_the_order_is_option_then_code_then_age() -> None:
    assert band("8") == "80歳以上"
    assert band("08") == "80歳以上"
    assert band("8歳") == "20歳未満"
