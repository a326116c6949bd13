"""Telephone numbers, mail addresses, postal codes and the numbers of people, in free text.

They read text that `same_length` has made plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.intake.personal.spans import (
    INSURED,
    MAIL,
    MY_NUMBER,
    POSTAL_CODE,
    TELEPHONE,
    Personal,
)
from outreach.patterns import pattern

_URL = pattern(r"https?://[!-~]+|www\.[!-~]+")
_APART = r"(?:[- .・()]{1,3}|の)"  # between the groups of a number
_ALONE = r"(?<![0-9])(?<![0-9][-.,/:])"  # no part of a longer number before it
_AREA = r"(?:0[1-9][0-9]{0,3}|0[5-9]0)"
_SHAPED = pattern(
    rf"{_ALONE}(?:(?:(?:\+|\b00)81[- ]?)?\(?{_AREA}{_APART}[0-9]{{1,4}}{_APART}[0-9]{{3,4}}"
    rf"|(?:\+|\b00)81[- ]?\(?0?\)?[1-9][0-9]{{0,3}}{_APART}[0-9]{{1,4}}{_APART}[0-9]{{4}})(?![0-9])"
)
_HALVES = pattern(rf"{_ALONE}\(?({_AREA}){_APART}[0-9]{{6,8}}(?![0-9])")
_UNBROKEN = pattern(rf"{_ALONE}(?:\+81[0-9]{{9,10}}|0[0-9]{{9,10}})(?![0-9])")
_FOREIGN = pattern(r"\+[1-9][0-9]{0,2}(?:[- .()]{0,2}[0-9]){6,13}")
_CALLED = pattern(
    r"(?:電話番号|電話|でんわ|携帯番号|携帯|連絡先|ケータイ|ＴＥＬ|(?<![A-Za-z])(?i:tel|fax|phone)|[℡☎☏])"
    r"(?:番号)?[^0-9\n。、]{0,6}?([0-9]{2,4}-[0-9]{4}|0[0-9]{8,10}|[0-9]{6,8}(?![0-9年]))(?![0-9])"
)
_EXTENSION = pattern(
    r"[ 、,]{0,2}(?:\((?:内線|内)[ :.]{0,2}[0-9]{1,6}\)"
    r"|(?:内線|内|(?i:ext)\.?)[ :.]{0,2}[0-9]{1,6})"
)

_DOMAIN = r"(?:(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}|(?:gmail|docomo|ezweb|softbank|yahoo|icloud)\b)"
_AT = r"(?:@| @ ?|@ | ?[(\[<](?i:at|@|あっと|アット|アットマーク)[)\]>] ?| at |アットマーク|★|☆)"
_MAIL = pattern(rf"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+'-]{{1,64}}{_AT}{_DOMAIN}")

_MARKED_CODE = pattern(r"(?:[〒〶〠]|郵便番号)[^0-9\n。]{0,4}[0-9]{3}[- ]{0,3}[0-9]{4}(?![0-9])")
_BARE_CODE = pattern(
    rf"{_ALONE}(?<!\.)[0-9]{{3}}-[0-9]{{4}}(?![0-9,.~-]|\.[0-9])"
    r"(?![A-Za-z%])"
    r"(?! ?(?:[円人名年月日時分秒回件個点歳才倍頁部枚台校万千百℃㎡㎞]"
    r"|ページ|ベクレル|キロ|メートル))"
)
_PLACE = pattern(r"[^0-9\n]{0,3}(?:..[都道府]|.{2,3}県|[^\d\s、。]{1,6}[市区郡町村])")

_TWELVE = pattern(r"(?<![0-9])(?<![0-9][-.])[0-9](?:[- .・]{0,2}[0-9]){11}(?![0-9]|[-.][0-9])")
_MY_NUMBER_WORD = pattern("マイナンハ?|個人番号|ﾏｲﾅﾝ|(?i:my ?number)")
_MOMENT = pattern(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d")
_NEAR = 20  # characters between a keyword and its number

_INSURED_WORD = (
    r"(?:被?保険者(?:証|資格)?(?:等)?(?:の)?(?:記号|番号)|被保険者(?:証)?|(?:健康|介護)?保険証|"
    r"(?:健康|介護|後期高齢者?)(?:医療)?保険(?:の)?番号|後期高齢者医療(?:の)?番号|"
    r"記号[・、, と]?番号)"
)
_INSURED = pattern(
    rf"{_INSURED_WORD}[^0-9\n。]{{0,12}}(?<![0-9])(?P<number>[0-9](?:[- ・]?[0-9]){{4,15}})"
    r"(?![0-9]|[-.・][0-9]| ?[円人名年件万千%])"
)
_SIGN_AND_NUMBER = pattern(
    r"記号[ :はが]{0,3}(?P<number>[0-9一-龥A-Za-z-]{1,8}[ 、,・]{0,3}番号[ :はが]{0,3}[0-9]{1,10})"
)


def find_numbers(plain: str) -> Iterator[Personal]:
    """Yield telephone numbers, mail addresses, postal codes, My Numbers, insured persons' numbers.

    A date, a range of years, a price or a count is none of them.

    >>> [found.kind for found in find_numbers("(0422)00-1234まで 180-0000 a@example.jp")]
    ['mail', 'telephone', 'postal code']
    >>> list(find_numbers("2017-2018年、3,000-5,000円、13:30-15:00、2017-02-04、100-1000人"))
    []
    """
    yield from (Personal(MAIL, *found.span()) for found in _MAIL.finditer(plain))
    text = _URL.sub(lambda found: "/" * len(found[0]), plain)
    if len(re.findall("[0-9]", text)) < 5:
        return
    yield from _insured(text)
    yield from _my_numbers(text)
    for telephone in _telephones(text):
        behind = _EXTENSION.match(text, telephone.end)
        end = behind.end() if behind else telephone.end
        start = telephone.start
        if text[start] == "(" and text.count("(", start, end) > text.count(")", start, end):
            start += 1  # the bracket is around more than the number
        yield Personal(TELEPHONE, start, end, telephone.sure)
    yield from (Personal(POSTAL_CODE, *found.span()) for found in _MARKED_CODE.finditer(text))
    for found in _BARE_CODE.finditer(text):
        yield Personal(POSTAL_CODE, *found.span(), sure=bool(_PLACE.match(text, found.end())))


def check_digit(eleven: str) -> int:
    """Return the twelfth digit of a My Number that begins with these eleven.

    11 - (sum of Pn x Qn mod 11), 0 where the remainder is 1 or less; Pn is the n-th digit from
    the right, Qn is n + 1 up to the sixth and n - 5 beyond (平成26年総務省令第85号 第5条).

    >>> check_digit("12345678901"), check_digit("00000000000")
    (8, 0)
    """
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    total = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True))
    return 0 if total % 11 <= 1 else 11 - total % 11


def _telephones(text: str) -> Iterator[Personal]:
    for found in _SHAPED.finditer(text):
        size = len(_digits(found[0]))
        if "81" in found[0][:4] or size in (10, 11) or found[0].startswith("0120"):
            yield Personal(TELEPHONE, *found.span())
    for found in _HALVES.finditer(text):
        if len(_digits(found[0])) == (11 if re.fullmatch("0[5-9]0", found[1]) else 10):
            yield Personal(TELEPHONE, *found.span())
    for found in _UNBROKEN.finditer(text):
        mobile = re.match("0[5-9]0[0-9]{8}$", found[0])
        yield Personal(TELEPHONE, *found.span(), sure=bool(mobile) or _is_valid(found[0]))
    for found in _FOREIGN.finditer(text):
        if _is_valid(found[0]):
            yield Personal(TELEPHONE, *found.span())
    yield from (Personal(TELEPHONE, *found.span(1)) for found in _CALLED.finditer(text))


def _is_valid(number: str) -> bool:
    """Return whether somebody can be called there, as far as phonenumbers knows."""
    import phonenumbers  # 11 ms and more: only for digits that may be a number

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "JP"))
    except phonenumbers.NumberParseException:
        return False


def _my_numbers(text: str) -> Iterator[Personal]:
    for found in _TWELVE.finditer(text):
        digits = _digits(found[0])
        right = int(digits[-1]) == check_digit(digits[:-1])
        around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        named = _MY_NUMBER_WORD.search(around) is not None
        if named or (right and not _MOMENT.fullmatch(digits)):
            yield Personal(MY_NUMBER, *found.span(), sure=named and right)


def _insured(text: str) -> Iterator[Personal]:
    for shape in (_INSURED, _SIGN_AND_NUMBER):
        yield from (Personal(INSURED, *found.span("number")) for found in shape.finditer(text))


def _digits(text: str) -> str:
    return "".join(sign for sign in text if "0" <= sign <= "9")
