"""Addresses: which district each spelling lies in, and which in none that we know."""

from __future__ import annotations

import pytest

from outreach.codebook import Option, Question, Survey
from outreach.intake.addresses import read_town
from outreach.intake.answers import AnswerReader

ALIASES = {
    "東町": ("吉祥寺東町",), "本町": ("吉祥寺本町",), "境南町": ("境南",),
    "市外": ("三鷹", "西東京"), "事業所(市内)": ("市内事業所",),
}  # fmt: skip
LABELS = ("東町", "本町", "西久保", "緑町", "境", "境南町", "市外", "事業所(市内)")
DISTRICT = Question(
    "district", "single", "住所", "district", outside="市外",
    options=tuple(
        Option(str(at), label, ALIASES.get(label, ())) for at, label in enumerate(LABELS, 1)
    ),
)  # fmt: skip


def district(raw: str) -> str:
    """Return the district that an answer is read into, or the rule that it breaks."""
    answer = AnswerReader(DISTRICT, Survey(city="武蔵野市")).read(raw)
    return LABELS[answer.chosen[0]] if answer.chosen else answer.fault


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("東町", "東町"), ("東町1", "東町"), ("吉祥寺東町", "東町"), ("吉祥寺 東町", "東町"),
        ("東京都武蔵野市吉祥寺東町1-2-3", "東町"), ("武蔵野市東町", "東町"),
        ("武蔵野市　吉祥寺東町　１－２－３", "東町"), ("〒180-0002 武蔵野市吉祥寺東町1", "東町"),
        ("〒1800002武蔵野市吉祥寺東町", "東町"), ("東町（吉祥寺）", "東町"),
        ("境", "境"), ("境2", "境"), ("境２－１４－１", "境"), ("境二丁目", "境"),
        ("境1丁目", "境"),
        ("武蔵野市境5-1", "境"), ("境（武蔵野市）", "境"), ("5", "境"), ("５.0", "境"), ("⑤", "境"),
        ("境南町", "境南町"), ("境南町２丁目", "境南町"), ("武蔵野市境南町2-3-4", "境南町"),
        ("境南2-3", "境南町"), ("境南", "境南町"), ("境南町在住", "境南町"),
        ("西久保1の2の3", "西久保"), ("西久保一ノ二", "西久保"), ("緑町3丁目２番", "緑町"),
        ("事業所（市内）", "事業所(市内)"), ("市内事業所", "事業所(市内)"),
    ],
)  # fmt: skip
def test_an_address_in_the_city_is_read_by_its_longest_town(raw: str, label: str) -> None:
    assert district(raw) == label


@pytest.mark.parametrize(
    "raw",
    [
        "市外", "市外（三鷹市）", "市外：三鷹市", "三鷹", "三鷹市", "三鷹市下連雀", "三鷹市　緑町",
        "西東京市緑町", "小金井市本町", "国分寺市東町", "杉並区", "東京都杉並区西荻北",
        "渋谷区本町",
        "神奈川県川崎市", "千葉県市川市東町", "市川市", "四日市市", "大阪府大阪市中央区本町",
        "北海道札幌市", "西多摩郡瑞穂町", "東京都西多摩郡瑞穂町", "武蔵村山市",
    ],
)  # fmt: skip
def test_another_municipality_is_outside_whatever_its_towns_are_called(raw: str) -> None:
    assert district(raw) == "市外"


@pytest.mark.parametrize(
    "raw",
    ["境川町", "境ケ丘", "境北", "境町", "境の森", "西久保ハイム", "武蔵境", "吉祥寺", "緑", "東"],
)
def test_a_name_that_only_begins_like_a_town_is_unreadable(raw: str) -> None:
    assert district(raw) == "V001"


@pytest.mark.parametrize("raw", ["武蔵野市", "東京都武蔵野市", "武蔵野", "東京都", "180-0002", "9"])
def test_a_city_or_a_postcode_alone_is_no_district(raw: str) -> None:
    assert district(raw) == "V001"


@pytest.mark.parametrize(
    "raw",
    [
        "東京武蔵野市境",
        "東京 武蔵野市境南町2",
        "自宅は武蔵野市境",
        "武藏野市境",
        "（東京都）武蔵野市境",
    ],
)
def test_an_address_that_names_the_city_is_never_outside_it(raw: str) -> None:
    assert district(raw) != "市外"


@pytest.mark.parametrize("raw", ["境・境南町", "境、境南町", "東町 緑町", "緑町・東町2丁目"])
def test_two_districts_are_two_answers_and_not_the_first(raw: str) -> None:
    assert district(raw) == "V002"


def test_without_a_place_for_others_another_municipality_is_unreadable() -> None:
    assert read_town("三鷹市下連雀", {"境": 0}, "武蔵野市", None) is None


def test_without_a_city_towns_are_read_all_the_same() -> None:
    assert read_town("境南町2丁目", {"境": 0, "境南町": 1}, "", None) == 1


@pytest.mark.parametrize(
    "raw",
    ["境地区", "関前地区", "吉祥寺地区", "駅前地区", "境南小学校区", "境市民", "同じ市",
     "近所の市場", "本市"],
)  # fmt: skip
def test_what_only_sounds_like_another_municipality_is_unreadable(raw: str) -> None:
    assert district(raw) in ("V001", "V002")
