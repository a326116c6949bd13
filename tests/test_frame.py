"""The coding frame: read with its faults, applied to comments, written with every edit kept."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outreach.comments.comment import Comment
from outreach.comments.frame import Frame, FrameTheme, remembered_documents
from outreach.comments.frame_changes import changes_of, said_of
from outreach.comments.frame_coding import TwoThemes, code_known, splits_of
from outreach.comments.frame_faults import FrameError
from outreach.comments.frame_toml import frame_of, read_frame
from outreach.comments.frame_writing import frame_bytes
from outreach.comments.naming import theme_key
from outreach.comments.pins import pin_of, pins_among, places_of, signature
from outreach.comments.projects import PROJECTS, project_letter
from outreach.comments.theme import OTHER, Theme, Themes
from outreach.comments.words import analyse_all
from outreach.errors import SurveyNotFound

GOOD = """\
format = 1

[[theme]]
key = "t1"
label = "費用"
keywords = ["費用 OR 料金"]

[[theme]]
key = "t2"
label = "夜間の往診"
pins = ["A3@comment"]
"""
TEXTS = (
    "費用がいくらかかるか知りたい", "夜間に往診してもらえるか", "母の具合が悪くなったとき不安",
    "お金の話を聞きたかった", "夜中でも来てくれる先生はいますか", "とてもよい講演でした",
)  # fmt: skip


def comments_of(texts: tuple[str, ...] = TEXTS, prefix: str = "A") -> list[Comment]:
    return [Comment(f"{prefix}{at}", "comment", text, at - 1) for at, text in enumerate(texts, 1)]


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "themes.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def faults_of(folder: Path, text: str | bytes) -> tuple:
    with pytest.raises(FrameError) as caught:
        read_frame(written(folder, text))
    return caught.value.faults


def themes_of(
    comments: list[Comment], groups: dict[str, list[int]], frame: Frame | None = None
) -> Themes:
    """Return themes as a clustering would: the frame's with their names, and proposals."""
    known = {theme.key: theme for theme in (frame or Frame()).active}
    analysed = analyse_all([comment.text for comment in comments])
    found = []
    for key, places in groups.items():
        words = [word for place in places for word in analysed[place].tokens]
        told = tuple((word, 1.0) for word in dict.fromkeys(words))[:3]
        old = known.get(key)
        label = old.label if old else "・".join(word for word, _w in told[:2])
        found.append(
            Theme(
                key, label, told, tuple(places), tuple(places[:1]),
                project=old.project if old else "", owner=old.owner if old else "",
                proposed=old is None,
            )
        )  # fmt: skip
    codes = np.full(len(comments), -1, dtype=np.int16)
    for at, places in enumerate(groups.values()):
        codes[places] = at
    scores = np.full(len(comments), np.nan)
    return Themes(tuple(comments), tuple(found), codes, np.full_like(codes, -1), scores,
                  analysed=analysed)  # fmt: skip


def coded(
    frame: Frame, comments: list[Comment], *, numbered: bool = False
) -> list[tuple[str, str]]:
    """Return each comment's theme and why, "" where the frame does not say."""
    analysed = analyse_all([comment.text for comment in comments])
    known = code_known(frame, comments, analysed, numbered=numbered)
    keys = [*(theme.key for theme in frame.active), ""]
    return [(keys[code], why) for code, why in zip(known.codes, known.reasons, strict=True)]


# Reading


def test_a_frame_is_read(tmp_path: Path) -> None:
    frame = read_frame(written(tmp_path, GOOD))
    assert frame.themes == (
        FrameTheme("t1", "費用", keywords=("費用 OR 料金",)),
        FrameTheme("t2", "夜間の往診", pins=("A3@comment",)),
    )
    assert read_frame(tmp_path) == frame


@pytest.mark.parametrize(
    "text", [b"", b"\xef\xbb\xbf", "# まだ何もない\n".encode(), b"format = 1\r\n"]
)
def test_an_empty_file_is_a_frame_without_themes(tmp_path: Path, text: bytes) -> None:
    frame = read_frame(written(tmp_path, text))
    assert frame.themes == ()
    assert code_known(frame, comments_of(), []).codes.tolist() == [-1] * 6


def test_a_mark_and_the_line_ends_of_notepad_are_read(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    frame = read_frame(written(tmp_path, raw))
    assert frame.themes == read_frame(written(tmp_path, GOOD)).themes
    assert frame.crlf


def test_no_file_is_told_and_may_be_asked_for(tmp_path: Path) -> None:
    with pytest.raises(SurveyNotFound, match="--write"):
        read_frame(tmp_path)
    assert frame_of(tmp_path).themes == ()


def test_a_theme_that_people_add_needs_a_label_only(tmp_path: Path) -> None:
    (theme,) = read_frame(written(tmp_path, 'format = 1\n[[theme]]\nlabel = "駐車場"\n')).themes
    assert theme.key == theme_key((), "駐車場")


FAULTS = {
    "an unknown key": ('lable = "x"\n', 12, "Did you mean label?"),
    "an unknown table": ('[themes]\na = 1\n', 12, "Did you mean theme?"),
    "a label as number": ('[[theme]]\nlabel = 3\n', 13, "a text in quotes"),
    "no label": ('[[theme]]\nkeywords = ["薬"]\n', 12, "no label"),
    "pins as number": ("[[theme]]\nlabel = 'x'\npins = 12\n", 14, "a list of texts"),
    "a number among pins": ("[[theme]]\nlabel = 'x'\npins = [12]\n", 14, "a list of texts"),
    "split in one": ("split = 1\n", 12, "2 to 12"),
    "split as text": ('split = "2"\n', 12, "whole number"),
    "another project": ('project = "ケ"\n', 12, "(ア) 地域の"),
    "keywords": ('keywords = [\n  "薬",\n  "薬 OR",\n]\n', 14, "missing after “OR”"),
    "one pin twice": ('[[theme]]\nlabel = "x"\npins = [\n "b",\n "A3@comment 「母の」",\n]\n', 16,
                      "pinned to “夜間の往診” too"),
    "a key twice": ('[[theme]]\nkey = "t1"\nlabel = "x"\n', 13, "stands in line 4 too"),
    "a label twice": ('[[theme]]\nlabel = "費用"\n', 13, "stands in line 5 too"),
    "merged into nothing": ('merged_into = "費要"\n', 12, "Did you mean 費用?"),
    "merged into itself": ('merged_into = "t2"\n', 12, "into itself"),
    "merged and split": ('merged_into = "t1"\nsplit = 2\n', 12, "at once"),
    "a key with spaces": ('[[theme]]\nkey = "a b"\nlabel = "x"\n', 13, "without spaces"),
    "remembered": ('[remembered.t1]\nwrods = 1\n', 13, "Did you mean words?"),
    "remembered words": ('[remembered.t1]\nwords = { "a" = "b" }\n', 13, "a table of weights"),
}  # fmt: skip


@pytest.mark.parametrize(("added", "line", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, added: str, line: int, words: str) -> None:
    (fault,) = faults_of(tmp_path, GOOD + added)
    assert (fault.place.row, fault.place.path) == (line, str(tmp_path / "themes.toml"))
    assert words in str(fault)


def test_a_circle_is_told_at_each_of_its_themes(tmp_path: Path) -> None:
    circle = GOOD.replace('key = "t1"', 'key = "t1"\nmerged_into = "t2"') + 'merged_into = "t1"\n'
    assert [fault.place.row for fault in faults_of(tmp_path, circle)] == [5, 13]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = 'format = 2\n[[theme]]\nowner = 1\n[[theme]]\nlabel = "x"\nproject = "z"\nsplit = 99\n'
    faults = faults_of(tmp_path, text)
    assert [fault.place.row for fault in faults] == [1, 2, 3, 6, 7]


BROKEN = {
    "cp932": (GOOD.encode("cp932"), 5, "UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), 1, "UTF-8"),
    "a full-width =": ((GOOD + 'owner ＝ "x"\n').encode(), 12, "Full-width"),
    "a text without quotes": ((GOOD + "owner = 部会\n").encode(), 12, "The line reads"),
    "a key in Japanese": ((GOOD + '担当 = "x"\n').encode(), 12, "Keys are in English"),
    "a key twice": ((GOOD + 'label = "x"\n').encode(), 12, "The line reads"),
    "an open list": ((GOOD + "keywords = [\n").encode(), 13, "TOML"),
    "a NUL": ((GOOD + 'owner = "\0"\n').encode(), 12, "The line reads"),
    "deep lists": ((GOOD + "owner = " + "[" * 9000).encode(), None, "TOML"),
    "a long number": ((GOOD + "split = " + "9" * 9000).encode(), None, "TOML"),
    "one bracket": (b'format = 1\n[theme]\nlabel = "x"\n', 2, "[[theme]]"),
    "a table with a name": (b'format = 1\n[theme.x]\nlabel = "x"\n', None, "[[theme]]"),
    "a list of numbers": (b"format = 1\ntheme = [1]\n", 2, "[[theme]]"),
    "no format": (b'[[theme]]\nlabel = "x"\n', None, "format = 1"),
    "huge": (b"#" * 10_000_001, None, "too large"),
    "too many": (b"format = 1\n" + b"[[theme]]\nlabel = 'x'\n" * 1001, None, "more than 1000"),
}


@pytest.mark.parametrize(("raw", "line", "words"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_used_is_one_clear_error(
    tmp_path: Path, raw: bytes, line: int | None, words: str
) -> None:
    (fault,) = faults_of(tmp_path, raw)
    assert words in str(fault)
    assert line is None or fault.place.row == line
    assert fault.remedy


@pytest.mark.parametrize(
    "text", ["キ", "（キ）", "(ｷ)", "ｷ", "㋖", "き", "キ　普及啓発", PROJECTS["キ"]]
)
def test_a_project_is_read_as_people_write_it(text: str) -> None:
    assert project_letter(text) == "キ"


@pytest.mark.parametrize(
    ("kanji", "letter"), [("工", "エ"), ("力", "カ"), ("才", "オ"), ("(力)", "カ")]
)
def test_kanji_that_look_alike_are_read_as_letters(kanji: str, letter: str) -> None:
    assert project_letter(kanji) == letter


@pytest.mark.parametrize("text", ["", "ケ", "アイ", "アンケート", "オンライン", "力学", "()", "K"])
def test_what_is_no_project_is_none(text: str) -> None:
    assert project_letter(text) == ""


# Pins


def test_a_pin_finds_its_comment_in_any_order() -> None:
    comments = comments_of()
    for numbered in (False, True):
        pins = [pin_of(comment, numbered=numbered) for comment in comments]
        mixed = [Comment("新", "comment", "まったく新しい感想"), *reversed(comments)]
        for pin, comment in zip(pins, comments, strict=True):
            (place,) = places_of(pin, pins_among(mixed, numbered=numbered))[1]
            assert mixed[place] == comment


@given(
    st.lists(st.text(max_size=12).filter(str.strip), unique_by=signature, min_size=1, max_size=5),
    st.booleans(),
)
@example(["t¨", "tい"], True)
@example(["ｶﾞ ", "か\u3099"], False)
def test_a_pin_finds_whatever_was_written(texts: list[str], numbered: bool) -> None:
    comments = [Comment(str(at), "", text, at) for at, text in enumerate(texts, 1)]
    found = pins_among(comments, numbered=numbered)
    for at, comment in enumerate(comments):
        pin = pin_of(comment, numbered=numbered)
        assert places_of(pin, found)[1] == [at]


def test_a_pin_is_masked() -> None:
    comment = Comment("A1", "q", "山田様 090-0000-1234 に電話した")
    assert "090" not in pin_of(comment)
    assert "山田" not in pin_of(comment)
    assert "山田" in pin_of(comment, public_names=["山田"])


PINS = {
    "A3": [2], "A3@comment": [2], "a3@comment": [], "Ａ３＠comment": [2],
    "A3@other": [], "母の具合が": [2], "「母の具合が悪く…」": [2], "母の": [], "母の 具合が": [2],
    "#" + signature(TEXTS[2]): [2], f"#{signature(TEXTS[2])} 「違う文」": [2], "#00000000": [],
    "": [], "「": [], "#": [], "@": [],
}  # fmt: skip


@pytest.mark.parametrize("pin", PINS)
def test_pins_as_people_write_them(pin: str) -> None:
    assert places_of(pin, pins_among(comments_of()))[1] == PINS[pin]


# Coding


def framed(*themes: FrameTheme) -> Frame:
    return Frame(themes)


def test_pins_come_first_then_keywords() -> None:
    frame = framed(
        FrameTheme("t1", "費用", keywords=("費用",)),
        FrameTheme("t2", "夜間", pins=("A1",), keywords=("夜間", "往診")),
    )
    assert coded(frame, comments_of()) == [
        ("t2", "pinned"), ("t2", "keyword"), ("", ""), ("t1", "keyword"), ("", ""), ("", ""),
    ]  # fmt: skip


def test_of_two_themes_the_one_with_more_keywords_wins_and_then_the_first() -> None:
    comments = comments_of(("夜間の往診の費用", "往診の費用"))
    one = FrameTheme("t1", "費用", keywords=("費用",))
    two = FrameTheme("t2", "夜間", keywords=("夜間", "往診"))
    known = code_known(framed(one, two), comments, analyse_all([c.text for c in comments]))
    assert known.codes.tolist() == [1, 0]
    assert known.seconds.tolist() == [0, 1]


def test_what_is_merged_is_one_theme() -> None:
    frame = framed(
        FrameTheme("t1", "費用", keywords=("費用",), merged_into="t2"),
        FrameTheme("t2", "夜間", keywords=("夜間",)),
        FrameTheme("t3", "会場", pins=("A6",), merged_into=OTHER),
    )
    assert [theme.key for theme in frame.active] == ["t2", OTHER]
    assert [key for key, _why in coded(frame, comments_of())] == ["t2", "t2", "", "t2", "", OTHER]


def test_what_was_merged_is_remembered_by_its_words_too() -> None:
    frame = framed(
        FrameTheme("t1", "費用", words=(("費用", 1.0),), merged_into="t2", size=1),
        FrameTheme("t2", "夜間", words=(("夜間", 1.0),), size=3),
    )
    assert remembered_documents(frame) == [("夜間",) * 5 + ("費用",) * 2]


def test_the_more_exact_pin_wins() -> None:
    comments = [Comment("A1", "good", "夜間の電話"), Comment("A1", "bad", "駐車場")]
    frame = framed(FrameTheme("t1", "a", pins=("A1",)), FrameTheme("t2", "b", pins=("A1@bad",)))
    assert [key for key, _why in coded(frame, comments)] == ["t1", "t2"]


def test_two_pins_that_disagree_are_an_error_with_both_names() -> None:
    frame = framed(
        FrameTheme("t1", "費用", pins=("母の具合が悪く",)),
        FrameTheme("t2", "夜間", pins=("母の具合が",)),
    )
    with pytest.raises(TwoThemes, match="“費用” and to “夜間”"):
        coded(frame, comments_of())


def test_pins_that_match_nothing_are_a_remark() -> None:
    frame = framed(FrameTheme("t1", "費用", pins=("B9@comment", "A1")))
    comments = comments_of()
    known = code_known(frame, comments, analyse_all([c.text for c in comments]))
    assert known.codes.tolist() == [0, -1, -1, -1, -1, -1]
    assert known.remarks == (
        "1 pins of the frame match no comment here; they stay in it: B9@comment",
    )


def test_a_running_number_is_told_not_to_last() -> None:
    comments = comments_of(prefix="")
    frame = framed(FrameTheme("t1", "費用", pins=("2",)))
    analysed = analyse_all([c.text for c in comments])
    known = code_known(frame, comments, analysed, numbered=True)
    assert known.codes[1] == 0
    assert "running number" in known.remarks[0]
    assert not code_known(frame, comments, analysed).remarks


# Writing


def test_a_first_frame_is_written_for_people_and_read_again(tmp_path: Path) -> None:
    comments = comments_of()
    raw = frame_bytes(themes_of(comments, {"t1": [0, 3], "t2": [1, 4], OTHER: [2, 5]}))
    assert raw.startswith("# コメントのテーマの枠組みです".encode())
    frame = read_frame(written(tmp_path, raw))
    assert [(t.key, t.size, t.proposed) for t in frame.themes] == [("t1", 2, True), ("t2", 2, True)]
    assert coded(frame, comments) == [
        ("t1", "kept"), ("t2", "kept"), ("", ""), ("t1", "kept"), ("t2", "kept"), ("", ""),
    ]  # fmt: skip


def rerun(folder: Path, edited: str) -> tuple[Frame, str, list[Comment]]:
    """Return the frame as it was edited, the file after a run with ten comments more, and all."""
    frame = read_frame(written(folder, edited))
    more = comments_of(tuple(f"新しい話題その{at}について" for at in range(10)), prefix="N")
    comments = [*more[:5], *comments_of(), *more[5:]]
    groups: dict[str, list[int]] = {theme.key: [] for theme in frame.active}
    for at, (key, _why) in enumerate(coded(frame, comments)):
        groups.setdefault(key or "tnew", []).append(at)
    raw = frame_bytes(themes_of(comments, groups, frame), frame)
    return frame, raw.decode(), comments


def first(folder: Path) -> str:
    groups = {"t1": [0, 3], "t2": [1, 4], "t3": [2], "t4": [5]}
    return frame_bytes(themes_of(comments_of(), groups)).decode()


def test_every_edit_survives_a_run_with_ten_comments_more(tmp_path: Path) -> None:
    text = first(tmp_path)
    head, one, two, three, four = text.split("[[theme]]\n")
    one = one.replace(one.split("\n")[1], 'label = "お金のこと"  # 部会で決めた')
    two = two.replace("pins = []", 'pins = [\n  "A6@comment", # 講演への礼だが夜間の話\n]')
    two = two.replace('project = ""', 'project = "（力）"').replace(
        'owner = ""', 'owner = "研修部会"'
    )
    three = three.replace('merged_into = ""', 'merged_into = "お金のこと"')
    four = four.replace("keywords = []", "keywords = ['講演 OR 話題']\nsplit = 2")
    added = '# 委員が足した\n[[theme]]\nlabel = "その3"\nkeywords = ["「その3」"]\n'
    edited = "[[theme]]\n".join([head, two, one, three, four]) + added

    frame, after, comments = rerun(tmp_path, edited)
    again = read_frame(written(tmp_path, after))
    labels = [theme.label for theme in again.themes]
    assert [theme.key for theme in again.themes[:4]] == ["t2", "t1", "t3", "t4"]
    assert labels[1] == "お金のこと"
    assert labels[4] == "その3"
    assert (again.themes[0].project, again.themes[0].owner) == ("カ", "研修部会")
    assert again.themes[0].pins == ("A6@comment",)
    assert again.themes[2].merged_into == "t1"
    assert again.themes[3].keywords == ("講演 OR 話題",)
    assert splits_of(frame) == {2: 2}
    assert splits_of(again) == {}
    for said in (
        "# 部会で決めた",
        "# 講演への礼だが夜間の話",
        "# 委員が足した",
        'project = "（力）"',
    ):
        assert said in after
    keys = dict(zip([c.respondent for c in comments], coded(again, comments), strict=True))
    assert keys["A1"] == ("t1", "kept")
    assert keys["A3"] == ("t1", "kept")  # through the merge
    assert keys["A6"] == ("t2", "pinned")
    assert keys["N4"] == ("t4", "keyword")
    assert [theme.proposed for theme in again.themes] == [False, False, False, False, False]
    assert frame_bytes(same(again, comments), again) == after.encode()


def same(frame: Frame, comments: list[Comment]) -> Themes:
    groups: dict[str, list[int]] = {theme.key: [] for theme in frame.active}
    for at, (key, _why) in enumerate(coded(frame, comments)):
        groups.setdefault(key or "tnew", []).append(at)
    return themes_of(comments, groups, frame)


def test_line_ends_and_notes_below_what_is_remembered_stay(tmp_path: Path) -> None:
    text = (first(tmp_path) + "# 最後の覚え\n").replace("\n", "\r\n")
    _frame, after, _comments = rerun(tmp_path, text)
    assert after.count("\n") == after.count("\r\n") > 40
    assert "# 最後の覚え" in after
    assert after.count("機械の覚え書き") == 1


def test_pins_that_would_not_last_are_made_to(tmp_path: Path) -> None:
    text = 'format = 1\n[[theme]]\nlabel = "a"\npins = ["2", "母の具合が", "9"] # 三つ\n'
    frame = read_frame(written(tmp_path, text))
    comments = comments_of(prefix="")
    after = frame_bytes(same(frame, comments), frame, numbered=True).decode()
    marks = [f"#{signature(TEXTS[1])} 「", f"#{signature(TEXTS[2])} 「", "9"]
    assert after.count("# 三つ") == 1
    pins = tomllib.loads(after)["theme"][0]["pins"]
    assert all(pin.startswith(mark) for pin, mark in zip(pins, marks, strict=True))


def test_a_pin_that_lasts_stays_as_it_is_written(tmp_path: Path) -> None:
    text = 'format = 1\n[[theme]]\nlabel = "a"\npins = ["A2", \'A3\', "B7@comment"]\n'
    frame = read_frame(written(tmp_path, text))
    after = frame_bytes(same(frame, comments_of()), frame).decode()
    assert 'pins = ["A2", \'A3\', "B7@comment"]\n' in after


def test_a_proposal_gets_a_key_and_a_name_that_no_other_has(tmp_path: Path) -> None:
    frame = read_frame(written(tmp_path, GOOD))
    themes = themes_of(comments_of(), {"t9": [0], "t8": [1]}, frame)
    alike = [Theme("t1x", "費用", comments=(0,)), Theme("t2x", "費用", comments=(1,))]
    after = frame_bytes(Themes(themes.comments, tuple(alike), themes.codes, themes.seconds,
                               themes.scores), frame)  # fmt: skip
    labels = [theme.label for theme in read_frame(written(tmp_path, after)).themes]
    assert labels == ["費用", "夜間の往診", "費用（2）", "費用（3）"]


def test_a_theme_without_comments_is_remembered_and_said_to_be_gone(tmp_path: Path) -> None:
    frame = read_frame(written(tmp_path, first(tmp_path)))
    themes = themes_of(comments_of(), {"t1": [0, 3], "t2": [1, 4, 2, 5], "t3": [], "t4": []}, frame)
    after = read_frame(written(tmp_path, frame_bytes(themes, frame)))
    assert after.themes[2].words == frame.themes[2].words != ()
    assert after.themes[2].size == 0
    changes = changes_of(frame, themes)
    assert [(c.key, c.before, c.now) for c in changes] == [
        ("t1", 2, 2), ("t2", 2, 4), ("t3", 1, 0), ("t4", 1, 0),
    ]  # fmt: skip
    (said,) = said_of(changes)
    assert said.startswith("No comment any more")
    assert frame.themes[2].label in said


def test_a_frame_of_last_year_says_what_is_new(tmp_path: Path) -> None:
    frame = read_frame(written(tmp_path, first(tmp_path)))
    comments = comments_of(("オンライン診療の使い方", "往診の料金は"), prefix="N")
    groups = {"t1": [1], "t2": [], "t3": [], "t4": [], "t77": [0]}
    new, _gone = said_of(changes_of(frame, themes_of(comments, groups, frame)))
    assert new == "New beside the frame: オンライン診療・使い方 (1)."


def test_quotes_in_the_file_are_short_and_masked() -> None:
    texts = ("山田様 090-0000-1234 に電話" + "あ" * 10_000, "\0\x1b[31m\ud800 \"'\\「」#")
    comments = comments_of(texts)
    raw = frame_bytes(themes_of(comments, {"t1": [0], "t2": [1]}))
    tables = tomllib.loads(raw.decode())
    assert len(raw) < 6_000
    assert b"090" not in raw
    assert tables["theme"][1]["size"] == 1


LABELS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() and text.isprintable()
)
NOTES = st.lists(st.sampled_from(["", "# 覚え", "  # [[theme]]", '# label = "x"']), max_size=2)


@st.composite
def frames(draw: st.DrawFn) -> str:
    """Return the text of a frame as somebody may have written it."""
    labels = draw(
        st.lists(LABELS, max_size=4, unique_by=lambda text: "".join(text.split()).casefold())
    )
    lines = ["format = 1"]
    for at, label in enumerate(labels):
        lines += draw(NOTES)
        lines += ["[[theme]]", f'key = "k{at}"', f"label = {quote(label)}"]
        lines += draw(NOTES)
        lines += draw(st.sampled_from([[], ['keywords = ["薬 NOT 薬局", # 注', "  '往診',", "]"]]))
        lines += draw(st.sampled_from([[], [f'pins = ["A{at}"]'], [f'pins = """B{at}\n  """']]))
        lines += draw(st.sampled_from([[], ["owner = '部会'   # 仮"], ['project = "(ｷ)"', ""]]))
    return "\n".join(lines + draw(NOTES)) + "\n"


def quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(frames())
def test_what_people_wrote_stays_and_writing_twice_is_writing_once(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    frame = read_frame(written(folder, text))
    comments = comments_of()
    once = frame_bytes(same(frame, comments), frame)
    again = read_frame(written(folder, once))
    own = [(t.key, t.label, t.keywords, t.pins, t.project, t.owner) for t in frame.themes]
    kept = [(t.key, t.label, t.keywords, t.pins, t.project, t.owner) for t in again.themes]
    assert kept[: len(own)] == own
    for note in ("# 覚え", "  # [[theme]]", '# label = "x"', "# 注", "# 仮"):
        assert once.decode().count(note) >= text.count(note)
    assert frame_bytes(same(again, comments), again) == once
