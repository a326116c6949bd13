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
        ("介護支援専門員とケアマネの研修資料", ("ケアマネジャー", "ケアマネジャー", "研修資料")),
        ("用語が分かりませんでした", ("用語", "分からない")),
        ("用語がわかった", ("用語",)),
        ("駅まで歩けない", ("駅", "歩けない")),
        ("説明が難しくなかった", ("説明", "難しくない")),
        ("資料を読まなければならない", ("資料", "読む")),
        ("予約が取れないのではないか", ("予約", "取れない")),
        ("びーとで相談した", ("びーと", "相談")),
        ("お薬手帳を忘れずに", ("お薬手帳", "忘れない")),
        ("大変勉強になりました", ()),
        ("包括的な支援", ("包括的", "支援")),
        ("有料老人ホームの説明会", ("有料老人ホーム", "説明会")),
        ("平成28年度、第3回、3時間、2025年、5人", ()),
        ("武蔵野市訪問歯科医師会", ("訪問歯科医師会",)),
        ("今回は各施設の夜間対応", ("施設", "夜間対応")),
        (
            "フレイルチェックを在宅医療介護連携推進事業者連絡会議で",
            ("フレイルチェック", "在宅医療", "介護", "連携", "事業者", "連絡", "会議"),
        ),
        ("できない、出来ません", ("出来ない", "出来ない")),
        ("会場まで行けません", ("会場", "行けない")),
        ("施設に行きたくない", ("施設", "行きたくない")),
        ("電車で来られない", ("電車", "来られない")),
        ("人手が足りていない", ("人手", "足りない")),
        ("値段が高くはない", ("値段", "高くない")),
        ("バスではない", ("バス",)),
        ("バスがない", ("バス",)),
        ("手すりは必要ない", ("手すり", "必要ない")),
        ("手すりの心配はありません", ("手すり", "心配")),
        ("名簿を配っていただけないでしょうか", ("名簿", "配る")),
        ("名簿を配ってもらえませんか", ("名簿", "配る")),
        ("マイクが聞こえづらかった", ("マイク", "聞こえにくい")),
        ("伝え方が分かりにくい", ("伝え方", "分かりにくい")),
        ("医師の診る目", ("医師", "診る", "目")),
        ("ズームとＺＯＯＭとzoom", ("Zoom", "Zoom", "Zoom")),
        ("障がい者のデイサ―ビス", ("障害者", "デイサービス")),
        ("反対意見", ()),
        ("The nurse was very kind", ("NURSE", "KIND")),
    ],
)
def test_words_are_as_people_mean_them(text: str, tokens: tuple[str, ...]) -> None:
    assert JANOME.analyse(text).tokens == tokens


def test_a_compound_counts_as_its_parts_where_themes_are_found() -> None:
    analysed = JANOME.analyse("地域包括支援センターの費用")
    assert analysed.terms[0] == "地域包括支援センター"
    assert analysed.stems[-1] == "費用"


def test_roots_are_a_second_reading_nothing_joined_nothing_negated() -> None:
    analysed = JANOME.analyse("3月に市民名簿を配らないで、それを貼る")
    assert analysed.tokens == ("市民名簿", "配らない", "貼る")
    assert analysed.roots == ("市民", "名簿", "配る", "貼る")


def test_a_hint_names_nothing_but_is_read(tmp_path: Path) -> None:
    text = "計画の見直しに反対する"
    assert JANOME.analyse(text).tokens == ("計画",)
    assert JANOME.analyse(text).roots == ("計画", "見直し", "反対")
    (tmp_path / "common.txt").write_text("反対\n", encoding="utf-8")
    own = Analyzer(folder=tmp_path).analyse(text)
    assert "反対" not in own.tokens + own.roots
    assert "見直し" in own.roots


def test_a_compound_keeps_its_parts() -> None:
    word = JANOME.analyse("ケアマネ研修").words[0]
    assert (word.text, word.parts) == ("ケアマネジャー研修", ("ケアマネジャー",))
    assert JANOME.analyse("要介護認定調査").stems == ("要介護認定", "調査")


JAPANESE = st.text(
    st.sampled_from("あいなくてんずかのはが見行医療看護市的者会要各3月ー。 \u3000\nアベへ工-"),
    max_size=40,
)


@given(JAPANESE)
def test_any_japanese_has_words_that_stand_in_it(text: str) -> None:
    analysed = JANOME.analyse(text)
    ends = 0
    for word in analysed.words:
        assert ends <= word.start < word.end <= len(analysed.text)
        ends = word.end
    assert analysed.fault == ""


@given(st.text(max_size=60) | JAPANESE)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)[0])[0] == folded(text)[0]


@pytest.mark.parametrize(
    "text", ["あ" * 10_000, "ア" * 10_000, "龘" * 10_000, "ab1" * 3_000, "😀" * 10_000,
             "\0" * 10_000, "\ud83d" * 500, "。" * 10_000, "薬の量が多い。" * 1_500],
)  # fmt: skip
def test_no_text_is_too_long_or_too_strange(text: str) -> None:
    analysed = JANOME.analyse(text)
    assert analysed.fault == ""
    assert (
        "".join(each.surface for each in analysed.morphemes)
        == "".join("".join(analysed.text.split()).split("\ufffd")).replace("\ufffd", "")
        or "\ufffd" in analysed.text
    )


def test_a_sentence_has_the_same_words_alone_and_in_a_long_text() -> None:
    alone = JANOME.analyse("薬の量が多い。").tokens
    assert JANOME.analyse("薬の量が多い。" * 300).tokens == alone * 300


def test_a_text_that_a_tokenizer_stumbles_over_loses_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tokenizer = open_tokenizer("janome")
    parted = type(tokenizer).morphemes

    def stumbling(self: object, text: str) -> object:
        if "躓く" in text:
            raise ValueError("no path")
        return parted(self, text)

    monkeypatch.setattr(type(tokenizer), "morphemes", stumbling)
    first, second = analyse_all(["ここで躓く", "費用の話"], JANOME)
    assert (first.text, first.words, first.fault) == ("ここで躓く", (), "ValueError: no path")
    assert (second.tokens, second.fault) == (("費用",), "")


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
     "特に意見はありません", "なしです", "無", "ー", "ご質問等はございません", "無回答", "❌", " "],
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
        (
            "synonyms.tsv",
            "費用\t料金\n料金\t値段\n",
            "line 2: “料金” is a spelling of another word",
        ),
        ("synonyms.tsv", "費用 料金\n", "line 1: A line of synonyms needs a word, a tab"),
        ("common.txt", "# 試し\n費用 料金\n", "line 2: “費用 料金” is more than one word."),
        ("terms.csv", "見守り隊,名し,ミマモリタイ\n", "line 1: “名し” is no part of speech."),
        ("terms.csv", "訪問,診療\n", "line 1: A term is written"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(OutreachError, match=name) as error:
        Analyzer(folder=tmp_path).analyse("費用")
    assert told in str(error.value)


def test_a_term_in_full_is_ipadics(tmp_path: Path) -> None:
    line = "きたまちさろん,1288,1288,4000,名詞,固有名詞,組織,*,*,*,北町サロン,キタマチ,キタマチ\n"
    (tmp_path / "terms.csv").write_text(line, encoding="utf-8")
    analysed = Analyzer(folder=tmp_path).analyse("きたまちさろんで話を聞く")
    assert analysed.morphemes[0].part == "名詞,固有名詞,組織,*"
    assert analysed.morphemes[0].base == "北町サロン"


def test_a_list_that_is_not_in_your_folder_is_ours(tmp_path: Path) -> None:
    (tmp_path / "common.txt").write_text("費用\n", encoding="utf-8")
    lexicon = read_lexicon(tmp_path)
    assert lexicon.stops["費用"] == ""
    assert "する" not in lexicon.stops
    assert lexicon.canonical("ケアマネ") == "ケアマネジャー"


def test_a_list_in_no_encoding_or_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "common.txt").write_bytes("費用\n".encode() * 200_000 + b"\xff\n")
    with pytest.raises(OutreachError, match=r"common.txt: line 200001"):
        read_lexicon(tmp_path)
    with pytest.raises(OutreachError, match="no such folder"):
        read_lexicon(tmp_path / "none")


def test_every_stop_word_has_a_reason() -> None:
    assert [word for word, reason in read_lexicon().stops.items() if not reason] == []


def test_every_list_can_be_read_and_ships_with_the_package() -> None:
    lexicon = read_lexicon()
    assert len(lexicon.stops) > 100
    assert lexicon.canonical("ケアマネ") == "ケアマネジャー"
    assert "訪問診療" in lexicon.terms
    assert lexicon.canonical("往診") == "往診"
