"""Themes of comments: found, named, none lost, the same every time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import outreach
from outreach.comments.clustering import cluster
from outreach.comments.theme import NOWHERE, OTHER, Themes
from outreach.comments.themes import learn_themes, themes_of
from outreach.comments.vectors import smoothed
from outreach.comments.wish import Wish
from outreach.errors import OutreachError

ROOT = Path(__file__).parent.parent
MONEY = (
    "訪問診療の費用を知りたい",
    "入院の費用と年金の話",
    "介護の費用が年金で足りるか",
    "費用の補助と年金",
)
SOUND = (
    "マイクの音が小さい",
    "会場の音とマイクを直して",
    "後ろの席で音が聞こえない",
    "マイクと席の配置",
)
BUS = ("バスの本数を増やして", "駅からバスが遠い", "駅までのバスの時刻", "バス停が駅から遠い")
TOPICS = (MONEY, SOUND, BUS)
ALL = [text for topic in TOPICS for text in topic]


def groups(themes: Themes) -> set[frozenset[str]]:
    """Return the texts of each theme that has some."""
    return {
        frozenset(themes.comments[at].text for at in theme.comments)
        for theme in themes.themes
        if theme.comments
    }


def test_topics_that_share_words_are_told_apart() -> None:
    themes = outreach.find_themes(ALL, 3)
    assert groups(themes) == {frozenset(topic) for topic in TOPICS}
    named = {theme.label.partition("・")[0] for theme in themes.themes}
    assert {"バス", "その他"} <= named
    assert {"費用", "マイク"} & named


def test_the_order_of_the_comments_changes_no_theme() -> None:
    forward, backward = outreach.find_themes(ALL, 3), outreach.find_themes(ALL[::-1], 3)
    assert groups(forward) == groups(backward)
    assert {theme.label for theme in forward.themes} == {theme.label for theme in backward.themes}


def test_every_comment_has_a_theme_or_says_nothing() -> None:
    texts = [
        *ALL,
        "特になし",
        "😊",
        "!!",
        "なし。",
        "OK thank you",
        "a\0b",
        "\ud800",
        "長い話" * 3000,
    ]
    themes = outreach.find_themes(texts)
    placed = sorted(at for theme in themes.themes for at in theme.comments)
    silent = [at for at, code in enumerate(themes.codes.tolist()) if code == NOWHERE]
    assert sorted([*placed, *silent]) == list(range(len(texts)))
    assert [texts[at] for at in silent] == ["特になし", "!!", "なし。", "\ud800"]
    assert len(themes.kinds) == len(themes.reasons) == len(themes.scores) == len(texts)
    assert not np.isnan(themes.scores[themes.codes == 0]).any()
    assert themes.silent == 4


@pytest.mark.parametrize(
    ("texts", "count"),
    [([], None), ([], 3), (["費用が高い"], None), (["費用が高い"], 4), (["特になし"], 2),
     (["😊", "🎉"], None), (["費用が高い"] * 500, 3), (["費用が高い", "駅が遠い"], 5), (ALL, 1)],
)  # fmt: skip
def test_few_comments_and_strange_ones_have_themes_too(
    texts: Sequence[str], count: int | None
) -> None:
    themes = outreach.find_themes(texts, count)
    assert themes.themes[-1].key == OTHER
    assert sum(theme.size for theme in themes.themes) + themes.silent == len(texts)
    assert len({theme.label for theme in themes.themes}) == len(themes.themes)


def test_what_is_said_500_times_counts_once() -> None:
    flooded = outreach.find_themes([*ALL, *[BUS[0]] * 499], 3)
    assert groups(flooded) == groups(outreach.find_themes(ALL, 3))
    assert any("500 of 511" in remark for remark in flooded.remarks)
    alike = outreach.find_themes(["費用が高い"] * 500)
    assert [(theme.label, theme.size) for theme in alike.themes] == [("費用", 500), ("その他", 0)]


def test_fewer_different_comments_than_themes_are_told() -> None:
    themes = outreach.find_themes(["費用が高い", "駅が遠い"], 5)
    assert [theme.size for theme in themes.themes] == [1, 1, 0]
    assert "5 themes were asked for; there are different comments for 2." in themes.remarks


def test_a_number_of_themes_that_cannot_be_is_refused() -> None:
    with pytest.raises(OutreachError, match="There cannot be 0 themes"):
        outreach.find_themes(ALL, 0)


def test_a_transformer_of_ones_own_makes_the_vectors() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    grams = TfidfVectorizer(analyzer="char", ngram_range=(2, 2))
    assert groups(outreach.find_themes(ALL, 3, vectors=grams)) != set()

    class Wrong:
        def fit_transform(self, texts: Sequence[str]) -> np.ndarray:
            return np.full((len(texts), 2), np.nan)

    with pytest.raises(OutreachError, match="no numbers"):
        outreach.find_themes(ALL, 3, vectors=Wrong())


def test_comments_that_were_not_learnt_from_find_their_theme() -> None:
    comments = outreach.find_themes(ALL).comments
    themes, placer = learn_themes(comments, Wish(3))
    new = [outreach.Comment(str(at), "", text, at) for at, text in enumerate(
        ["バスと駅の話", "年金と費用", "音とマイク", "特になし", "宇宙"]
    )]  # fmt: skip
    placed = placer.place(new)
    firsts = {themes.codes[ALL.index(topic[0])] for topic in TOPICS}
    assert len(firsts) == 3
    wanted = [themes.codes[ALL.index(topic[0])] for topic in (BUS, MONEY, SOUND)]
    assert placed.codes.tolist() == [*wanted, NOWHERE, 3]


def test_clusters_of_nothing() -> None:
    assert cluster([], 3).tolist() == []
    assert cluster([[], []], 3).tolist() == [-1, -1]
    assert cluster([["費用"], [], ["費用"]], 1).tolist() == [0, -1, 0]


def test_a_second_reading_brings_together_what_the_first_does_not() -> None:
    documents = [[f"語{at}"] for at in range(12)]
    roots = [["賛成"] if at % 2 else ["反対"] for at in range(12)]
    found = cluster(documents, 2, roots=roots).tolist()
    assert found == [0, 1] * 6


def test_a_comment_without_words_has_no_cluster_whatever_its_roots() -> None:
    found = cluster([["費用"], [], ["駅"]], 2, roots=[["費用"], ["反対"], ["駅"]])
    assert found.tolist() == [0, -1, 1]


def test_what_is_near_in_any_view_draws_together() -> None:
    one = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    other = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    alone, both = smoothed([one], 1), smoothed([one, other], 1)
    assert alone[1] @ alone[2] == 0
    assert both[1] @ both[2] > 0.5
    np.testing.assert_allclose(np.linalg.norm(both, axis=1), 1)


def test_themes_of_a_survey_know_their_people() -> None:
    lecture = outreach.read_responses("surveys/2017-02-04-lecture")
    themes = outreach.find_themes(lecture, 6)
    assert len(themes.comments) == 43
    assert {comment.question for comment in themes.comments} == {"questions", "opinions"}
    told = themes.comments[0]
    assert lecture.texts[told.question][told.row] == told.text


def dump(seed: str, *arguments: str) -> bytes:
    code = "from outreach.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code, "themes", "surveys/2017-02-04-lecture", *arguments],
        cwd=ROOT, capture_output=True, check=True,
        env={"PYTHONHASHSEED": seed, "OUTREACH_LANG": "en", "PATH": "", "PYTHONUTF8": "1"},
    )  # fmt: skip
    return run.stdout


def test_two_runs_give_the_same_bytes() -> None:
    first = dump("1", "--format", "json")
    assert dump("2", "--format", "json", "--jobs", "2") == first
    assert json.loads(first)["survey"] == "2017-02-04-lecture"


def test_wish_is_for_any_sequence_of_comments() -> None:
    comments = [outreach.Comment("1", "q", text) for text in ALL]
    assert groups(themes_of(comments, Wish(3))) == {frozenset(topic) for topic in TOPICS}


def test_a_theme_that_was_not_asked_for_is_shared_by_two_comments() -> None:
    texts = [f"{place}の{thing}が{word}" for place in ("会場", "駅", "窓口")
             for thing, word in (("音", "小さい"), ("道", "暗い"), ("人", "足りない"))]  # fmt: skip
    found = outreach.find_themes([*texts, "桜", "年金", "薬局", "看取り"])
    assert all(theme.size > 1 for theme in found.themes if theme.key != OTHER)
    assert sum(theme.size for theme in found.themes) == len(texts) + 4
    assert len(found.themes) - 1 not in found.alternatives


def test_a_number_that_was_asked_for_is_given() -> None:
    found = outreach.find_themes(["費用の話", "費用の額", "会場の音", "薬局"], count=3)
    assert len([theme for theme in found.themes if theme.size and theme.key != OTHER]) == 3


def test_what_is_posted_often_stays_one_theme() -> None:
    texts = ["バス停を増やしてほしい"] * 50 + ["費用が不安", "費用の額", "声が小さい", "声の大きさ",
             "駅が遠い", "駅の階段", "薬の話", "薬局の場所"]  # fmt: skip
    found = outreach.find_themes(texts, count=5)
    assert max(theme.size for theme in found.themes) < len(texts)


def test_names_leave_out_single_signs_where_there_are_words() -> None:
    found = outreach.find_themes(["市の窓口で相談", "市の窓口の相談", "市の相談の窓口"], count=1)
    assert "市" not in found.themes[0].label.split("・")


def test_signs_that_look_like_others_are_told_with_their_place() -> None:
    found = outreach.find_themes(["すベての人に", "工レベーターがない", "費用の話", "すベての人に"])
    (told,) = [remark for remark in found.remarks if "look like" in remark]
    assert "2: ベ for べ in “すベての” (1), 工 for エ" in told
    assert not [one for one in outreach.find_themes(["口コミで"]).remarks if "look like" in one]


def test_what_a_tokenizer_stumbles_over_is_told_and_lost_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from outreach.comments.words import Analysed, Analyzer

    analyse = Analyzer.analyse

    def stumble(self: Analyzer, text: str) -> Analysed:
        broken = Analysed(text, (), (), fault="ValueError: x")
        return broken if "困" in text else analyse(self, text)

    monkeypatch.setattr(Analyzer, "analyse", stumble)
    found = outreach.find_themes(["費用の話", "困った", "費用の額", "薬の話"])
    assert len(found.codes) == 4
    assert sum(theme.size for theme in found.themes) == 4
    (told,) = [remark for remark in found.remarks if "parted" in remark]
    assert "1 comments" in told
    assert "2's: ValueError: x" in told


def test_one_theme_is_neither_steady_nor_has_it_alternatives_of_nothing() -> None:
    one = outreach.find_themes(["費用が不安です"] * 7)
    assert np.isnan(one.themes[0].stability)
    assert outreach.find_themes(["😊😊", "👍", "★"]).alternatives == ()
