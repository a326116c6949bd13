"""An address → the town or district that it lies in."""

from __future__ import annotations

from collections.abc import Mapping

from outreach.patterns import pattern
from outreach.spelling import KANJI, new_forms, squeeze

_POSTCODE = pattern(r"^(?:〒|郵便番号)?\d{3}-?\d{4}(?=\D)")
_PREFECTURE = pattern(
    "^(?:北海道|東京都|大阪府|京都府|"
    "(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|"
    "長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|"
    "高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県)"
)
_MUNICIPALITY = pattern(
    rf"^(?![同本当全各])(?:(?:{KANJI}|[ケヶ]){{1,6}}|あきる野|さいたま|つくば|つくばみらい|ひたちなか|いわき"
    r"|うるま|ふじみ野|かすみがうら|さくら|みどり|みよし|むつ|たつの|いなべ|いすみ|えびの|かほく|つがる)"
    r"(?<![地学校])[市区郡](?![外内民場立役])"
)
_AFTER_PREFECTURE = pattern(r"^[^\d(),]{1,8}?[市区郡町村]")
_NUMBER = pattern(
    r"[\d\-(),、。.・/;:]|[〇一二三四五六七八九十]+(?:丁目|番|条|[のノ之-]|$)|の\d|字"
)
_BETWEEN = ",、。.・/;|とや"
_WHOLE_NAME = pattern(r"[町村市区郡)]$|丁目$")


def read_town(raw: str, names: Mapping[str, int], city: str, outside: int | None) -> int | None:
    """Return the position of the option that the address lies in, or None.

    `names` maps squeezed options and aliases to positions; the longest that
    the address begins with counts, and only when the name ends there.
    `outside` is where another municipality's name goes.

    >>> towns = {"境": 0, "境南町": 1, "東町": 2, "吉祥寺東町": 2, "市外": 3}
    >>> [read_town(text, towns, "武蔵野市", 3) for text in
    ...  ("東京都武蔵野市吉祥寺東町1-2-3", "境南町２丁目", "境2", "三鷹市下連雀", "境川町")]
    [2, 1, 0, 3, None]
    """
    text = _POSTCODE.sub("", new_forms(squeeze(raw))).removeprefix(":")
    without = _PREFECTURE.sub("", text)
    home = new_forms(squeeze(city))
    at_home = bool(home) and without.startswith(home)
    inside = without[len(home) :] if at_home else without
    for address in dict.fromkeys((inside, without, text)):
        if (position := _beginning(address, names)) is not None:
            return position
    begun = _longest(without, names)
    if (home and home in text) or (begun is not None and names[begun] != outside):
        return None  # our own city, or a town of ours and something else
    elsewhere = _AFTER_PREFECTURE if without != text else _MUNICIPALITY
    return outside if elsewhere.match(without) else None


def _beginning(address: str, names: Mapping[str, int]) -> int | None:
    """Return the option with the longest name that the address begins with and that ends there."""
    name = _longest(address, names)
    if name is None:
        return None
    rest = address[len(name) :]
    again = _longest(rest.lstrip(_BETWEEN), names)
    if again is not None and names[again] != names[name]:
        return None  # two towns
    ends = not rest or _WHOLE_NAME.search(name) or _NUMBER.match(rest)
    return names[name] if ends else None


def _longest(address: str, names: Mapping[str, int]) -> str | None:
    fitting = (name for name in names if name and address.startswith(new_forms(name)))
    return max(fitting, key=len, default=None)
