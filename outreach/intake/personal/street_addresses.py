"""Street addresses in free text, down to the block; a town alone says who nobody is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.intake.personal.spans import ADDRESS, Personal
from outreach.patterns import pattern
from outreach.spelling import KANJI

_NUMBER = r"(?:[1-9][0-9]{0,3}|[〇一二三四五六七八九十百]{1,5})"
_JOIN = r"(?: ?- ?|[のノ之])"
_PREFECTURE = rf"(?:東京都|北海道|大阪府|京都府|{KANJI}{{2,3}}県)"
_CITY = (
    rf"(?:(?:{KANJI}|[ヶケ]){{1,6}}|あきる野|さいたま|つくば|つくばみらい|ひたちなか|いわき|うるま|ふじみ野|さくら"
    r"|みどり|みよし|むつ|たつの|いなべ|いすみ|えびの|かほく|つがる|東かがわ|南あわじ|紀の川)[市区郡]"
)
_TOWN = (
    rf"(?:{KANJI}|[〆ヶケ])(?:{KANJI}|[〆ヶケがノ]){{0,9}}"
    r"|[ァ-ヶー]{2,6}[町村台丘]?|[ぁ-ん]{2,4}が?[丘町台野]"
)
_LEAD = rf"(?P<lead>{_PREFECTURE} ?(?:{_CITY} ?){{0,3}}|(?:{_CITY} ?){{1,3}})?"
_BLOCKS = (
    rf"{_NUMBER} ?丁目? ?{_NUMBER}(?: ?番地?(?! ?目)(?: ?{_JOIN}? ?{_NUMBER} ?号?)?"
    rf"|{_JOIN}{_NUMBER} ?号?|(?={_NUMBER}?$|[ 、。,)\n]))(?:{_JOIN}{_NUMBER})*",
    rf"{_NUMBER} ?番地? ?(?:{_JOIN} ?)?{_NUMBER} ?号?(?:{_JOIN}{_NUMBER})*",
    rf"{_NUMBER} ?番地",
    rf"(?P<three>{_NUMBER}{_JOIN}{_NUMBER}{_JOIN}{_NUMBER}(?:{_JOIN}{_NUMBER})*(?: ?号)?)",
    rf"(?P<two>{_NUMBER}{_JOIN}{_NUMBER}(?: ?号)?)",
)
_NOT_COUNTED = (
    r"(?![0-9]|[-~][0-9]|[〇一二三四五六七八九十百]|\.[0-9]|:[0-9]"
    r"| ?(?:[人名年月日時分秒回件割%円歳才代校組かつ点個畳週階票倍本枚台冊頁度次期級位章節項条㎡]"
    r"|丁目|番目|号線|[ヶケカヵか][月所国年]|[kcm]?m\b))"
)
_BLOCK = pattern(rf"(?<![0-9])(?<![0-9][-.,/:])(?P<blocks>{'|'.join(_BLOCKS)}){_NOT_COUNTED}")
_BEFORE = pattern(rf"{_LEAD}(?P<town>{_TOWN})? ?$")
_LONGEST = 30  # characters before the block; who looks further looks for ever
_WORTH = pattern(rf"[0-9〇一二三四五六七八九十百] ?(?:丁|番|{_JOIN}{_NUMBER})")
_HOUSE = pattern(
    r"[ 、]?(?:"
    r"(?:[ぁ-ん]{2,4})?[^\s、。,()\dぁ-ん]{0,12}?(?:ハイツ|コーポ|マンション|荘|ビル|アパート|ハウス|パレス|メゾン|レジデンス|"
    r"団地|住宅|寮|タワー|コート|ハイム|パーク|プラザ|ガーデン|シャトー)"
    r"[^\s、。,()\dぁ-ん]{0,10}(?:[ -]{0,2}[A-Za-z]?棟?[0-9]{1,4}(?:号室|号棟|号|室|階|F)?)*"
    r"|[ァ-ヶー]{2,12}(?: ?[0-9]{2,4}(?![0-9歳才年人名]))(?:号室|号|室)?"
    r"|[- ]?[A-Za-z]?[0-9]{1,4}(?:号室|号棟|号|室)"
    rf"|{KANJI}{{1,4}}様?方)+"
)
_LIVES = pattern(r"(?:住所|在住|所在地|自宅|宅)[^0-9。\n]{0,20}$")
_TOWN_END = pattern(r"[町村字丁条台丘東西南北中]$")
_NO_TOWN = pattern(
    r"(?:第|平成|昭和|令和|大正|明治|西暦|資料|図|表|別紙|別表|様式|項目|問|設問|質問|参照|評価|比率|番号|"
    r"期間|時間|約|全|計|合計|各|毎|添付|型番|条例?|法律?|規則|号|版|章|節|項|頁|点|学年|年|月|日|対|"
    r"国道|県道|都道|世界|日本|議案|電話|携帯|倍|第[0-9]+|午前|午後|朝|夜|昼)$"
)


def find_addresses(plain: str) -> Iterator[Personal]:
    """Yield addresses with the numbers of their blocks, and house and room behind them.

    >>> text = "境南町2-3-4メゾン境301号室に住む。姉は境南町二丁目3番4号、兄は境南町2-3丁目、七十代"
    >>> [text[found.start : found.end] for found in find_addresses(text)]
    ['境南町2-3-4メゾン境301号室', '境南町二丁目3番4号']
    """
    if not _WORTH.search(plain):
        return
    end = 0
    for block in _BLOCK.finditer(plain):
        before = plain[max(end, block.start() - _LONGEST) : block.start()]
        place = _BEFORE.search(before)
        sure = _certainty(before, place, block) if place else None
        if place is None or sure is None:
            continue
        house = _HOUSE.match(plain, block.end())
        end = house.end() if house else block.end()
        yield Personal(ADDRESS, block.start() - len(before) + place.start(), end, sure)


def _certainty(before: str, place: re.Match[str], block: re.Match[str]) -> bool | None:
    """Return whether a place and its block are an address for sure; None for no address."""
    town, lead = place["town"] or "", place["lead"] or ""
    if not lead and (not town or _NO_TOWN.search(town)):
        return None
    known = bool(lead) or _LIVES.search(before) is not None
    if block["two"]:
        named = town[-1:] in tuple("町村字丁台丘")
        return (known and bool(town)) or named or None
    if block["three"]:
        if not re.search("[0-9]", block["three"]) and not (known or _TOWN_END.search(town)):
            return None  # 一の二の三 is a manner of speaking
        return known or _TOWN_END.search(town) is not None
    return True
