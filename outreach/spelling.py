"""Two spellings of the same thing → one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from outreach.patterns import pattern

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-") | dict.fromkeys(map(ord, "〜∼˜"), "~")
# A kanji, said as what it is not: to compile the range of all takes each pattern a millisecond.
KANJI = r"[^\W\d_a-zA-Zａ-ｚＡ-Ｚぁ-ゖァ-ヺーｦ-ﾟ]"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")  # a cell that begins so is one in Excel
_NEGATION = pattern("ない|なかった|なく|なし|不|無|未|ません|\\bnot?\\b")
_WHOLE = pattern(r"0*(\d+)(?:\.0+)?")
_VOICED = pattern("[ぁ-んァ-ヶ][\u3099\u309a]")
_CIRCLED = pattern("[①-⑨]")
_NEW_FORMS = str.maketrans("藏關櫻綠澤邊廣龍髙﨑濱嶋國縣區條", "蔵関桜緑沢辺広竜高崎浜島国県区条")
_DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")}
_FORMAL = str.maketrans("壱弐参拾", "一二三十")
_NUMERAL = pattern("[〇一二三四五六七八九十百]+")


def fold(text: str) -> str:
    """Return the text as it is compared: NFKC, no case, one kind of dash, no space around.

    >>> fold("　７０代 "), fold("60〜64"), fold("事業所（市内）"), fold("Facebook")
    ('70代', '60~64', '事業所(市内)', 'facebook')
    """
    return plain(text).casefold()


def plain(text: str) -> str:
    """Return the text in NFKC, with one kind of dash, no space around, its case kept.

    >>> plain("　ＦＡＸ〜")
    'FAX~'
    """
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def squeeze(text: str) -> str:
    """Return the folded text without any white space inside it.

    >>> squeeze("市　報 ")
    '市報'
    """
    return "".join(fold(text).split())


def code_key(text: str) -> str:
    """Return a code as it is compared: 3, 3.0, ３ and 03 are one.

    >>> code_key("3.0"), code_key("０３"), code_key("A1")
    ('3', '3', 'a1')
    """
    found = _WHOLE.fullmatch(squeeze(text))
    return found[1] if found else squeeze(text)


def uncircle(text: str) -> str:
    """Return the text with circled numbers as numbers that stand apart; NFKC would join them.

    >>> uncircle("①③").split(), uncircle("チラシ")
    (['1', '3'], 'チラシ')
    """
    return _CIRCLED.sub(lambda found: f" {unicodedata.digit(found[0])} ", text)


def composed(text: str) -> str:
    """Return the text with kana and their voice marks as one sign, as all but a Mac write them.

    Nothing else changes: NFC would also replace rare kanji that names hold.

    >>> composed("か\u3099ん"), composed("神\ufa19")
    ('がん', '神\ufa19')
    """
    if "\u3099" not in text and "\u309a" not in text:
        return text
    return _VOICED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def new_forms(text: str) -> str:
    """Return the text with old forms of characters that stand in addresses in their new form.

    >>> new_forms("武藏野市關前"), new_forms("髙﨑市")
    ('武蔵野市関前', '高崎市')
    """
    return text.translate(_NEW_FORMS)


def digits(text: str) -> str:
    """Return the text with kanji numerals below a thousand written in digits.

    >>> digits("六十代"), digits("七〇歳"), digits("百二"), digits("弐拾歳")
    ('60代', '70歳', '102', '20歳')
    """
    return _NUMERAL.sub(lambda found: str(_numeral(found[0])), text.translate(_FORMAL))


def _numeral(kanji: str) -> int:
    if not set(kanji) & set("十百"):  # positional: 七〇
        return int("".join(str(_DIGITS[sign]) for sign in kanji))
    total = place = 0
    for sign in kanji:
        if sign in "十百":
            total += (place or 1) * (10 if sign == "十" else 100)
            place = 0
        else:
            place = place * 10 + _DIGITS[sign]
    return total + place


def visible(text: str) -> str:
    r"""Return the text on one line, signs that a terminal would obey escaped.

    >>> visible("a\nb\x1b[31m　c")
    'a\\nb\\x1b[31m　c'
    """
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign == "\u3000" else repr(sign)[1:-1] for sign in text
    )


def unprotected(text: str) -> str:
    """Return a cell without the ' that keeps a spreadsheet from taking it for a formula.

    >>> unprotected("'=1+1"), unprotected("'a'")
    ('=1+1', "'a'")
    """
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text


def nearest(text: str, choices: Iterable[str], likeness: float = 0.5) -> str:
    """Return the choice most like the text, or "" when none is alike.

    `likeness` runs from 0 to 1 (difflib's ratio on folded text).

    >>> nearest("６０才代", ["50歳代", "60歳代"]), nearest("犬", ["市報"])
    ('60歳代', '')
    """
    from difflib import get_close_matches

    negative = bool(_NEGATION.search(squeeze(text)))
    by_fold = {
        squeeze(choice): choice
        for choice in choices
        if bool(_NEGATION.search(squeeze(choice))) == negative  # できた is not できなかった
    }
    found = get_close_matches(squeeze(text), by_fold, 1, likeness)
    return by_fold[found[0]] if found else ""
