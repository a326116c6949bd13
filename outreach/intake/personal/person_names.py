"""People named in free text: 名+さん, 様, 氏, 先生, and those who give their own name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import chain

from outreach.intake.personal.name_words import (
    KANA_GIVEN_NAMES,
    KANA_SURNAMES,
    LAST_KANJI,
    NOBODY,
    ONE_KANJI,
    SURNAMES,
    TITLES,
    TRADES_IN_KANA,
)
from outreach.intake.personal.spans import NAME, Personal, has_one_of
from outreach.patterns import pattern
from outreach.spelling import KANJI, new_forms, squeeze

_KATAKANA = str.maketrans({chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)})
_HONORIFIC = (
    r"(?P<title>さん(?!ざん|ぽ|すう|かく|かし|さい)|様(?![々子式相態な似変])|さま(?!ざま|々)"
    r"|氏(?![名族神子素姓])|先生|くん|君(?![達主臨])|ちゃん|殿(?![山堂下様方内中]))"
)
_RUN = rf"{KANJI}(?:{KANJI}|[ノヶケヵ](?={KANJI}))*"
_HONOURED = pattern(
    rf"(?<!{KANJI})(?<![おごヶケ])(?<![0-9][の番])(?P<name>{_RUN}"
    rf"(?: ?(?P<given>[ぁ-ん]{{2,4}}子?))?) ?{_HONORIFIC}"
)
_FAMILY = pattern(rf"(?<!{KANJI})(?P<family>{KANJI}{{1,3}}) $")
_KANA = frozenset((*KANA_SURNAMES, *(name.translate(_KATAKANA) for name in KANA_SURNAMES)))
_LONGEST_KANA = max(map(len, _KANA))
_IN_KANA = pattern(r"(?P<run>[ぁ-んァ-ヶー]{2,}?) ?(?:さん(?!ざん|ぽ)|様|さま|氏|先生|くん|ちゃん)")
_FOREIGN = pattern(
    rf"(?<![ァ-ヶーｦ-ﾟおご])(?<!{KANJI})"
    rf"(?P<name>[ァ-ヶー]{{2,8}}(?:[・ ][ァ-ヶー]{{2,8}})?|[ｦ-ﾟ]{{2,10}})"
    r" ?(?:さん(?!ざん|ぽ)|様(?![々子式相態な似変])|氏|先生)"
)
_WITH_ROLE = pattern(
    rf"(?<!{KANJI})(?P<name>{KANJI}{{2,3}}?)"
    r"(?:医師(?!会)|看護師|薬剤師|相談員|療法士|理学療法士|作業療法士|ケアマネ|ヘルパー|ドクター)"
)
_LABELLED = pattern(
    rf"(?:氏名|名前|記入者名?|回答者名?)[)」]? ?(?P<by>[:=は]) ?(?P<name>{KANJI}{{1,4}}"
    rf"(?: ?(?:{KANJI}{{1,4}}|[ぁ-ん]{{2,4}}(?=$|[\s、。])|[ァ-ヶー]{{2,6}}))?)"
    r"(?=です|で、|と申|とい|と言| |$|[\n、。,.)(])"
)
_PRESENTED = pattern(
    rf"(?<!{KANJI})(?P<name>{KANJI}{{2,4}}(?: {KANJI}{{1,4}})?)(?P<by>と申し)(?:ます|上げ)"
)
_I_AM = pattern(
    rf"(?P<by>私|わたし|わたくし|僕|俺)は、?(?P<name>{KANJI}{{2,4}}(?: {KANJI}{{1,4}})?)です"
)
_GIVEN = (_LABELLED, _PRESENTED, _I_AM)
_HONORIFICS = ("さん", "先生", "様", "さま", "氏", "くん", "ちゃん", "君", "殿")
_ROLES = ("医師", "看護師", "薬剤師", "相談員", "療法士", "ケアマネ", "ヘルパー", "ドクター")
_GIVING = (
    "氏名",
    "名前",
    "記入者",
    "回答者",
    "申し",
    "私は",
    "わたしは",
    "わたくしは",
    "僕は",
    "俺は",
)
_WEAK = ("は", "私", "わたし", "わたくし", "僕", "俺")
_NOT_GIVEN = pattern(
    "匿名|無記|記載|記入|記名|秘密|不明|未定|省略|公開|変更|必要|不要|同上|実名|本名|仮名"
)
_LAST_OF_GIVEN = "郎子美咲男夫雄彦介一二三也哉輔司太人香江恵"  # of names most often
_COMPOUNDS = "仕模態異一有図文紋左外沈"  # 仕様, 態様, 沈殿
_PALACE = ("王様", "宮様", "宮殿")
_MANY = 4  # kanji of the longest name that is beyond doubt; 5 and 6 may be one


def find_names(plain: str, public_names: Collection[str] = ()) -> Iterator[Personal]:
    """Yield names before さん, 様, 氏, 先生 … and names that people give as their own.

    The honorific is left where it is. `public_names` are passed over, with a
    given name or a title as without.

    >>> text = "担当の先生と看護師さん、主治医の田中先生、斎藤太郎先生、山田 花子様のお母さん"
    >>> [text[found.start : found.end] for found in find_names(text, ("斎藤",))]
    ['田中', '山田 花子']
    """
    public = _public(tuple(public_names))
    if has_one_of(plain, _HONORIFICS):  # a word is found faster than a pattern
        for found in _HONOURED.finditer(plain):
            yield from _honoured(plain, found, public)
        yield from _in_kana(plain, public)
        yield from _in_katakana(plain, public)
    if has_one_of(plain, _ROLES):
        for found in _WITH_ROLE.finditer(plain):
            if _likely(found["name"], "") and not _is_public(found["name"], public):
                yield Personal(NAME, *found.span("name"), sure=False)
    if has_one_of(plain, _GIVING):
        yield from _given(plain, public)


def _in_katakana(plain: str, public: frozenset[str]) -> Iterator[Personal]:
    for found in _FOREIGN.finditer(plain):
        name = squeeze(found["name"])
        if not name.endswith(tuple(TRADES_IN_KANA)) and not _is_public(name, public):
            yield Personal(NAME, *found.span("name"), sure=False)


@cache
def _public(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(new_forms(squeeze(name)) for name in names if name.strip())


def _in_kana(plain: str, public: frozenset[str]) -> Iterator[Personal]:
    """Yield surnames in kana: the longest that ends before an honorific."""
    for found in _IN_KANA.finditer(plain):
        end = found.end("run")
        sizes = range(min(_LONGEST_KANA, end - found.start("run")), 1, -1)
        name = next(
            (plain[end - size : end] for size in sizes if plain[end - size : end] in _KANA), ""
        )
        if name and not _is_public(name, public):
            yield Personal(NAME, end - len(name), end)


def _honoured(plain: str, found: re.Match[str], public: frozenset[str]) -> Iterator[Personal]:
    """Yield the name before an honorific, its title left out, if it is one."""
    start, end = found.span("name")
    name = found["name"]
    given = found["given"]
    if given and given not in KANA_GIVEN_NAMES:
        return  # kana between the two: 境南町にお住まいの方さん
    family = _FAMILY.search(plain[max(0, start - 5) : start])
    if family and _is_family(family["family"], name):
        if not _is_public(family["family"] + name, public):
            yield Personal(NAME, start - len(family[0]), end)
        return
    if _is_public(name, public):
        return
    if name not in SURNAMES:
        name = _titles().sub("", name, count=1)
    likely = None if _is_public(name, public) else _likely(name, found["title"])
    if given:  # who has a given name has a surname before it
        likely = None if _nobody().search(name.removesuffix(given).strip()) else True
    if likely is not None:
        yield Personal(NAME, end - len(name), end, likely)


def _is_family(before: str, name: str) -> bool:
    """Return whether what stands before a space is the surname to the name behind it.

    >>> [_is_family(*both) for both in (("小野寺", "太郎"), ("先日", "田中"), ("講師", "田中"))]
    [True, False, False]
    """
    likely = _likely(before, "")
    if likely is None or _nobody().search(name):
        return False
    if len(name) == 1:
        return likely and name not in _COMPOUNDS
    return likely or name[-1] == "子" or not _likely(name, "")


@lru_cache(maxsize=10_000)
def _likely(name: str, honorific: str) -> bool | None:
    """Return whether a run before an honorific is a name for sure; None for no name."""
    if name in SURNAMES:
        return True
    if len(name) == 1:
        return True if name in ONE_KANJI and name + honorific not in _PALACE else None
    if len(name) > _MANY + 2 or _nobody().search(name):
        return None
    if name[-1] in LAST_KANJI and len(name) <= 3:
        return True
    if len(name) >= _MANY:  # a surname with its given name, or a long surname
        begins = name[1] in LAST_KANJI or name[2] in LAST_KANJI
        return begins if begins or name[-1] in LAST_KANJI + _LAST_OF_GIVEN else None
    return honorific in ("くん", "ちゃん") and len(name) <= 2


def _given(plain: str, public: frozenset[str]) -> Iterator[Personal]:
    """Yield names after 氏名： and those of people who introduce themselves."""
    for found in chain.from_iterable(shape.finditer(plain) for shape in _GIVEN):
        name, by = squeeze(found["name"]), found["by"]
        likely = None if _NOT_GIVEN.search(name) else _likely(name, "")
        if likely is None and by not in (":", "="):
            continue
        if _NOT_GIVEN.search(name) or _is_public(name, public):
            continue
        if likely or by not in _WEAK:  # 私は賛成です names nobody
            yield Personal(NAME, *found.span("name"), sure=by not in _WEAK)


def _is_public(name: str, public: frozenset[str]) -> bool:
    """Return whether the name is a public one, or its surname, or has a given name behind it.

    >>> [_is_public(name, frozenset(("長谷",))) for name in ("長谷", "長谷太郎", "長谷川")]
    [True, True, False]
    """
    same = new_forms(squeeze(name)) if public else ""
    for known in public:
        if same == known or (len(same) > 1 and known.startswith(same)):
            return True
        rest = same.removeprefix(known)
        if len(known) > 1 and rest != same and (len(rest) > 1 or rest not in LAST_KANJI):
            return True
    return False


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(NOBODY)})$")


@cache
def _titles() -> re.Pattern[str]:
    longest_first = sorted(TITLES, key=len, reverse=True)
    return re.compile(f"^(?:{'|'.join(longest_first)})(?={KANJI})")
