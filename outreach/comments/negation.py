"""A verb, adjective or noun with its negation, as one word: 分からない is not 分かる."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.comments.morphemes import Morpheme

_BACK = {  # the last sign of a godan verb's base form → its sign before ない
    "う": "わ", "く": "か", "ぐ": "が", "す": "さ", "つ": "た",
    "ぬ": "な", "ぶ": "ば", "む": "ま", "る": "ら",
}  # fmt: skip
_BETWEEN = frozenset(("て", "で", "は", "も", "が", "じゃ", "ちゃ", "と", "を", "では", "でも"))
_NEGATIVE = frozenset(("ない", "ん", "ぬ", "まい", "ず"))
_DUTY = ("なけれ", "なく", "ない", "ね", "ず")  # なければならない, なくてはいけない, ないと…
_MUST = frozenset(
    (
        "なら",
        "いけ",
        "ならない",
        "いけない",
        "なりません",
        "いけません",
        "だめ",
        "なる",
        "いける",
        "駄目",
    )
)
_FAR = 6  # morphemes between a word and its negation at the most


def negative(base: str, part: str, inflection: str) -> str:
    """Return the negated word.

    >>> negative("分かる", "動詞", "五段・ラ行"), negative("見える", "動詞", "一段")
    ('分からない', '見えない')
    >>> negative("高い", "形容詞", "形容詞・アウオ段"), negative("必要", "名詞", "")
    ('高くない', '必要ない')
    """
    if part == "動詞":
        if inflection.startswith("サ変") and base.endswith("する"):
            return base[:-2] + "しない"
        if inflection.startswith("カ変"):
            return base[:-1] + "ない" if base.endswith("来る") else base[:-2] + "こない"
        if inflection.startswith("一段") or not base:
            return base[:-1] + "ない"
        return base[:-1] + _BACK.get(base[-1], base[-1]) + "ない"
    if part == "形容詞":
        return base[:-1] + "くない" if base.endswith("い") else base + "ない"
    return base + "ない"


def is_negated(morphemes: Sequence[Morpheme], at: int) -> bool:
    """Return whether the word that ends before position `at` is negated by what follows.

    A duty (なければならない), a doubt (ではないか) and a double negation negate nothing.
    """
    negations = 0
    here = at
    while here < min(len(morphemes), at + _FAR):
        morpheme = morphemes[here]
        major = morpheme.part.partition(",")[0]
        if major == "助動詞" and morpheme.base in _NEGATIVE:
            if _is_duty(morphemes, here) or _is_doubt(morphemes, here):
                return False
            negations += 1
        elif not _passes(morpheme, major):
            break
        here += 1
    return negations % 2 == 1


def _passes(morpheme: Morpheme, major: str) -> bool:
    """Return whether a morpheme may stand between a word and its negation."""
    if major == "助動詞":
        return True
    if major == "助詞":
        return morpheme.surface in _BETWEEN
    if major == "動詞":
        detail = morpheme.part.split(",")[1]
        return detail in ("接尾", "非自立") or morpheme.base == "ある"
    return False


def _is_duty(morphemes: Sequence[Morpheme], at: int) -> bool:
    following = [each.surface for each in morphemes[at + 1 : at + 4]]
    return (
        bool(following)
        and any(surface in _MUST for surface in following)
        and (following[0] in ("ば", "て", "ては", "と", "きゃ", "ちゃ"))
    )


def _is_doubt(morphemes: Sequence[Morpheme], at: int) -> bool:
    before = morphemes[at - 1].surface if at else ""
    following = [each.surface for each in morphemes[at + 1 : at + 3]]
    asks = any(surface in ("か", "かな", "かしら", "でしょ", "だろ") for surface in following)
    return asks and before in ("は", "じゃ", "で", "では")
