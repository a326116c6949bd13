"""Several options in one answer: which are named, and what stands beside them."""

from __future__ import annotations

import pytest

from outreach.intake.splitting import Split, Splitter
from outreach.spelling import plain, squeeze

LABELS = ("市報", "チラシ", "知人、友人", "新聞、雑誌、テレビ", "Home Page", "その他")
SPLITTER = Splitter({squeeze(label): at for at, label in enumerate(LABELS)})


def split(raw: str) -> Split:
    return SPLITTER.split(plain(raw))


@pytest.mark.parametrize(
    "gap",
    [",", "、", "，", ";", "；", "/", "／", "|", "｜", "・", " ", "　", "\n", "\r\n", ", ", "、、"],
)
def test_any_usual_sign_parts_two_options(gap: str) -> None:
    assert split(f"市報{gap}チラシ") == Split((0, 1), (), "")


@pytest.mark.parametrize(
    ("raw", "chosen"),
    [
        ("知人、友人", (2,)),
        ("知人、友人、市報", (0, 2)),
        ("市報、知人、友人", (0, 2)),
        ("市報,知人，友人;チラシ", (0, 1, 2)),  # a comma is a comma
        ("新聞、雑誌、テレビ,知人、友人", (2, 3)),
        ("HOME PAGE、Ｈｏｍｅ　Ｐａｇｅ", (4,)),
        ("市　報、ﾁﾗｼ", (0, 1)),
        ("チラシ、市報", (0, 1)),
        ("市報、市報", (0,)),
        ("市報、", (0,)),
        ("、市報", (0,)),
    ],
)
def test_the_longest_option_wins_and_never_a_comma_alone(raw: str, chosen: tuple[int, ...]) -> None:
    assert split(raw).chosen == chosen


@pytest.mark.parametrize(
    ("raw", "chosen", "remarks"),
    [
        ("その他（知人から）", (5,), ((5, "知人から"),)),
        ("その他(知人, 親)", (5,), ((5, "知人, 親"),)),
        ("その他：職場での会議", (5,), ((5, "職場での会議"),)),
        ("その他:", (5,), ()),
        ("その他()", (5,), ()),
        ("その他（市報）", (5,), ((5, "市報"),)),
        ("市報（毎月）、その他（親）", (0, 5), ((0, "毎月"), (5, "親"))),
        ("その他：知人（親、兄）、市報", (0, 5), ((5, "知人(親、兄)"),)),
    ],
)
def test_a_remark_in_brackets_or_after_a_colon_stays_with_its_option(
    raw: str, chosen: tuple[int, ...], remarks: tuple[tuple[int, str], ...]
) -> None:
    assert split(raw) == Split(chosen, remarks, "")


@pytest.mark.parametrize(
    ("raw", "chosen", "free"),
    [
        ("友人の紹介", (), "友人の紹介"),
        ("友人の 紹介、市報", (0,), "友人の 紹介"),
        ("市報、友人の 紹介", (0,), "友人の 紹介"),
        ("市報むさしの", (), "市報むさしの"),
        ("市報、知人", (0,), "知人"),
        ("=1+1、市報", (0,), "=1+1"),
        ("()", (), "()"),
        ("(", (), "("),
        ("", (), ""),
        ("、、", (), ""),
    ],
)
def test_what_is_no_option_is_free_text_in_one_piece(
    raw: str, chosen: tuple[int, ...], free: str
) -> None:
    assert split(raw) == Split(chosen, (), free)


def test_without_names_everything_is_free_text() -> None:
    assert Splitter({}).split("市報、チラシ") == Split((), (), "市報、チラシ")


def test_names_are_text_and_no_patterns() -> None:
    assert Splitter({"c++(.*)": 0}).split("C++(.*)、c").chosen == (0,)
    assert Splitter({"c++(.*)": 0}).split("ccc") == Split((), (), "ccc")
