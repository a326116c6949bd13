"""Signs that look like another one, among signs of another script: すベて, 工レベーター, 2O25."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outreach.patterns import pattern

_SMALL = "ァィゥェォャュョヮー"  # nothing but katakana stands before these
_KATA = "ァ-ヺー"
_HIRA = "ぁ-ゖ"
_KANJI = "\u3400-\u9fff"
_TO_KATAKANA = dict(zip("工力才口二八夕卜三千七", "エカオロニハタトミチセ", strict=True))
_TO_KANJI = dict(zip("エカロ", "工力口", strict=True))
_HIRAGANA = dict(zip("へべぺり", "ヘベペリ", strict=True))
_KATAKANA = {katakana: hiragana for hiragana, katakana in _HIRAGANA.items()}
_TO_DIGIT = dict(zip("OoＯlI|", "000111", strict=True))
_COUNTED = "人年月日歳代分円件名時"
_ONE = "人部番度緒般方回時生括定層体致環覧面切日月年種段戸軒"  # 一人, 一部 …
_ALONE = "工才夕"  # kanji that begin no word together with katakana; 口コミ and 力アップ are words

# What is wrong, in which surroundings, and what is meant there. The sign is the only group.
_RULES = (
    (pattern(rf"(?<=[{_HIRA}])([ヘベペリ])(?=[{_HIRA}])"), _KATAKANA),  # すベて
    (pattern(rf"(?<=[ァ-ヺー])([べぺり])(?=[{_KATA}])"), _HIRAGANA),  # データべース
    (pattern(rf"(?<![{_KATA}])([へべぺり])(?=[{_SMALL}ッ][ァ-ヺ])"), _HIRAGANA),  # べッド
    (pattern(rf"(?<![{_KANJI}{_HIRA}{_KATA}])(り)(?=[ァ-ヺ]{{2}})"), _HIRAGANA),  # りハビリ
    (pattern(r"(?<![ァ-ヺー])(へ)(?=ルパー|ルス|ルプ|ルニア|ルペス|モグロビン)"), _HIRAGANA),
    (pattern(rf"([{''.join(_TO_KATAKANA)}])(?=[{_SMALL}])"), _TO_KATAKANA),  # 二ーズ
    (pattern(rf"([{''.join(_TO_KATAKANA)}])(?=ッ[ァ-ヺ])"), _TO_KATAKANA),  # 口ッカー
    (pattern(r"(?<=[ァ-ヺー])([工力才口夕卜])(?=[ァ-ヵヷ-ヺー])"), _TO_KATAKANA),  # アク夕ー
    (pattern(rf"(?<![{_KANJI}々{_KATA}0-9])([{_ALONE}])(?=[ァ-ヵ]{{2}})"), _TO_KATAKANA),  # 工レ
    (pattern(r"(?<=[人入出窓戸間悪])(ロ)(?![ァ-ヺー])"), _TO_KANJI),  # 人ロ
    (pattern(r"(?<=[能努協体実魅労暴視聴筋握尽戦])(カ)(?![ァ-ヺー月所国年])"), _TO_KANJI),  # 努カ
    (pattern(r"(?<=[加施着竣細大完])(エ)(?=[事場夫す]|$)"), _TO_KANJI),  # 着エ
    (pattern(r"(?<=[ァ-ヺ])([一―—–‐−─])(?=[ァ-ヵ])"), dict.fromkeys("一―—–‐−─", "ー")),  # サ一ビス
    (pattern(rf"(?<![{_HIRA}{_KATA}])(ー)(?=[{_ONE}])"), {"ー": "一"}),  # ー人暮らし
    (pattern(r"(?<=[唯統万均逐単第])(ー)"), {"ー": "一"}),  # 唯ー
    (pattern(r"(?<=[0-9])([OoＯ])(?=[0-9])"), _TO_DIGIT),  # 2O25
    (pattern(rf"(?<![A-Za-z0-9])[1-9][0-9]*([OoＯ])(?=[{_COUNTED}%％])"), _TO_DIGIT),  # 1O人
    (pattern(rf"(?<=[0-9])([lI|])(?=[0-9{_COUNTED}])"), _TO_DIGIT),  # 1l月
    (pattern(r"(?<=[A-Z])(0)(?=[A-Z]{2})"), {"0": "O"}),  # Z0OM
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A sign that seems to be another: which, where in the text, what is probably meant.

    `around` is what stands there, with two signs on either side.
    """

    sign: str
    meant: str
    start: int
    around: str


def find_lookalikes(text: str) -> Iterator[Lookalike]:
    """Yield the signs that stand where only their look-alike makes sense, in order.

    Only what its neighbours tell is found, so that nothing is said of ordinary
    text: a word of look-alikes alone (ロコミ) stays.

    >>> [(each.sign, each.meant, each.start) for each in find_lookalikes("すベての工レベーター")]
    [('ベ', 'べ', 1), ('工', 'エ', 4)]
    >>> list(find_lookalikes("デイサービスへヘルパーと口コミで、三ヶ月に一ヶ所。大工リフォーム"))
    []
    """
    found: dict[int, tuple[str, str]] = {}
    for rule, meant in _RULES:
        for match in rule.finditer(text):
            found.setdefault(match.start(1), (match[1], meant[match[1]]))
    for start, (sign, other) in sorted(found.items()):
        yield Lookalike(sign, other, start, text[max(0, start - 2) : start + 3])
