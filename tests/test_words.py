"""Words of comments: compounds, negation, spellings, lists that people edit; any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.comments.folding import folded
from outreach.comments.morphemes import MissingExtra, missing_extra
from outreach.comments.silence import says_nothing
from outreach.comments.stoplists import read_lexicon
from outreach.comments.tokenizers import UnknownTokenizer, open_tokenizer
from outreach.comments.words import Analyzer, analyse_all
from outreach.errors import OutreachError

JANOME = Analyzer()
TEXTS = (
    "要介護認定の費用がわからない。27年7月に訪問診療を受けた",
    "ｹｱﾏﾈさんの電話がつながりません！",
    "MCSの使い方　教えて\nください", "", "😊", "a\0b\x07", "\ud800崩れ", "か\u3099ん",
    "・・・", "wwwwwww",
    "びーとで相談した",
    "地域包括支援センターはどこ？", "2024/5/1 10:30", "ＡＢＣ-１２３",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("地域包括支援センターの場所", ("地域包括支援センター", "場所")),
        ("27年7月に訪問診療を受けた", ("訪問診療",)),
        ("要介護3の母", ("要介護", "母")),
        ("介護支援専門員とケアマネの研修資料", ("ケアマネジャー", "ケアマネジャー", "資料")),
        ("用語が分かりませんでした", ("用語", "分からない")),
        ("用語がわかった", ("用語",)),
        ("駅まで歩けない", ("駅", "歩けない")),
        ("説明が難しくなかった", ("難しくない",)),
        ("資料を読まなければならない", ("資料", "読む")),
        ("予約が取れないのではないか", ("予約", "取れない")),
        ("びーとで相談した", ("びーと", "相談")),
        ("お薬手帳を忘れずに", ("お薬手帳", "忘れない")),
        ("大変勉強になりました", ()),
    ],
)
def test_words_are_as_people_mean_them(text: str, tokens: tuple[str, ...]) -> None:
    assert JANOME.analyse(text).tokens == tokens


def test_a_compound_counts_as_its_parts_where_themes_are_found() -> None:
    analysed = JANOME.analyse("地域包括支援センターの費用")
    assert analysed.terms[0] == "地域包括支援センター"
    assert analysed.stems[-1] == "費用"


@given(st.text(max_size=60))
def test_any_text_has_words_and_none_is_a_stop_word(text: str) -> None:
    analysed = JANOME.analyse(text)
    assert analysed == JANOME.analyse(text)
    stops = read_lexicon().stops
    assert not [token for token in analysed.tokens if token in stops]
    for morpheme in analysed.morphemes:
        assert analysed.text[morpheme.start : morpheme.end] == morpheme.surface
    for word in analysed.words:
        assert 0 <= word.start < word.end <= len(analysed.text)


@given(st.text(max_size=60))
def test_the_way_back_to_the_original_is_kept(text: str) -> None:
    plain, places = folded(text)
    assert len(places) == len(plain) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)


def test_mecab_gives_the_words_of_janome() -> None:
    pytest.importorskip("fugashi", reason="the extra mecab is not installed")
    pytest.importorskip("ipadic", reason="the extra mecab is not installed")
    mecab = Analyzer("mecab")
    for text in TEXTS:
        assert mecab.analyse(text) == JANOME.analyse(text), text


def test_sudachi_gives_words_too() -> None:
    pytest.importorskip("sudachipy", reason="the extra sudachi is not installed")
    pytest.importorskip("sudachidict_core", reason="the extra sudachi is not installed")
    tokens = Analyzer("sudachi").analyse("要介護認定の費用が分からない").tokens
    assert tokens == ("要介護認定", "費用", "分からない")


def test_what_is_said_twice_is_analysed_once_and_jobs_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import outreach.comments.words

    monkeypatch.setattr(outreach.comments.words, "_WORTH_IT", 3)
    texts = [*TEXTS, *TEXTS]
    assert analyse_all(texts, JANOME, jobs=2) == [JANOME.analyse(text) for text in texts]


def test_a_tokenizer_that_is_not_there_says_what_to_install() -> None:
    with pytest.raises(UnknownTokenizer, match="Known ones: janome, mecab, sudachi"):
        open_tokenizer("kuromoji")
    error = missing_extra("mecab", ImportError("No module named 'fugashi'"))
    assert isinstance(error, MissingExtra)
    assert "pip install 'outreach[mecab]'" in str(error)


@pytest.mark.parametrize(
    "text",
    ["特になし", "特になし。", "なし", "無し", "ありません", "特にございません。",
     "とくにないです", "－", "…", "×", "ｎｏｎｅ", "N/A", "今のところ特になし",
     "特に意見はありません", " "],
)  # fmt: skip
def test_nothing_is_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "ありがとうございました",
        "バスがない",
        "質問する時間がない",
        "😊",
        "わからない",
        "なしの花が咲いた",
        "OK",
        "良",
    ],
)
def test_something_is_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_line_that_somebody_adds_works(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "common.txt").write_text("費用  # 試し\n", encoding=encoding)
    (tmp_path / "synonyms.tsv").write_text("集会所\tコミセン\n", encoding=encoding)
    (tmp_path / "terms.csv").write_text(
        "すまいるの会,カスタム名詞,スマイルノカイ\n", encoding=encoding
    )
    analyzer = Analyzer(folder=tmp_path)
    tokens = analyzer.analyse("コミセンのすまいるの会の費用").tokens
    assert tokens == ("集会所", "すまいるの会")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("synonyms.tsv", "費用\n", "line 1: A line of synonyms needs a word, a tab"),
        (
            "synonyms.tsv",
            "費用\t料金\n値段\t料金\n",
            "“料金” stands for both “費用” and “値段”.",
        ),
        ("synonyms.tsv", "費用\t料金\n料金\t値段\n", "“料金” is a spelling of another word"),
        ("terms.csv", "訪問,診療\n", "line 1: A term is written"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(OutreachError, match=name) as error:
        Analyzer(folder=tmp_path).analyse("費用")
    assert told in str(error.value)


def test_every_list_can_be_read_and_ships_with_the_package() -> None:
    lexicon = read_lexicon()
    assert len(lexicon.stops) > 100
    assert lexicon.canonical("ケアマネ") == "ケアマネジャー"
    assert "訪問診療" in lexicon.terms
    assert lexicon.canonical("往診") == "往診"
