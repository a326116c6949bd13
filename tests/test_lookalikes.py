"""Signs that look like another: found where only the other makes sense, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.comments.lookalikes import find_lookalikes


@pytest.mark.parametrize(
    ("text", "sign", "meant"),
    [
        ("すベて", "ベ", "べ"), ("あリがとう", "リ", "り"), ("データべース", "べ", "ベ"),
        ("べッドの柵", "べ", "ベ"), ("新しいへルパー", "へ", "ヘ"), ("りハビリの先生", "り", "リ"),
        ("工レベーター", "工", "エ"), ("力ード払い", "力", "カ"), ("才ンライン", "才", "オ"),
        ("口ッカーの鍵", "口", "ロ"), ("二ーズがある", "二", "ニ"), ("セン夕ー", "夕", "タ"),
        ("コ卜バ", "卜", "ト"), ("サ一ビス", "一", "ー"), ("サ―ビス", "―", "ー"),
        ("ー人暮らし", "ー", "一"), ("唯ー", "ー", "一"), ("人ロの増減", "ロ", "口"),
        ("努カする", "カ", "力"), ("2O25年", "O", "0"), ("1O人", "O", "0"), ("1l月", "l", "1"),
        ("Z0OM", "0", "O"),
    ],
)  # fmt: skip
def test_a_look_alike_is_found(text: str, sign: str, meant: str) -> None:
    found = list(find_lookalikes(text))
    assert [(each.sign, each.meant) for each in found] == [(sign, meant)]
    assert text[found[0].start] == sign
    assert sign in found[0].around


@pytest.mark.parametrize(
    "text",
    [
        "デイサービスへヘルパーと行く", "私のベッド", "口コミで知った", "力パワー",
        "三ヶ月と一カ所",
        "数カ月", "八ッ場ダム", "大工リフォーム", "40才オーバー", "H2O", "5Lのボトル", "へー、べー",
        "サボり", "借りアパート", "第ニ", "すごーい一人", "(カ)の事業", "３０分―４０分",
        "二人でトイレ",
        "", "ー", "工",
    ],
)  # fmt: skip
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert list(find_lookalikes(text)) == []


@given(st.text(st.sampled_from("へヘべベりリ工エ力カ口ロ一ー―0OlI1あア人。"), max_size=30))
def test_what_is_found_stands_there_in_order(text: str) -> None:
    found = list(find_lookalikes(text))
    places = [each.start for each in found]
    assert places == sorted(set(places))
    assert all(text[each.start] == each.sign != each.meant for each in found)
