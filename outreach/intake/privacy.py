"""Personal data in free text: where they stand, and the text without them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from outreach.intake.personal.spans import (
    ADDRESS,
    INSURED,
    KINDS,
    MAIL,
    MY_NUMBER,
    NAME,
    POSTAL_CODE,
    TELEPHONE,
    Personal,
    has_one_of,
    same_length,
)
from outreach.patterns import pattern

MASKS: Mapping[str, str] = {
    TELEPHONE: "【電話】",
    MAIL: "【メール】",
    POSTAL_CODE: "【郵便番号】",
    ADDRESS: "【住所】",
    MY_NUMBER: "【個人番号】",
    INSURED: "【被保険者番号】",
    NAME: "【氏名】",
}
_NUMERAL = "[0-9０-９一二三四五六七八九十]"
_SIGN = pattern("[0-9０-９@＠★☆一二三四五六七八九十(（[<＜]|アット|あっと| [aａ][tｔ]")  # of any
_DIGIT = pattern("[0-9０-９]")
_FEWEST = 5  # digits of a number of a person's
_BLOCK = pattern(f"{_NUMERAL}[ 　]?(?:丁|番|[-‐‑‒–—―⁃−─━﹘﹣－ｰー一ノの之][ 　]?{_NUMERAL})")
_AT = ("@", "＠", "★", "☆", "アット", "あっと", "at", "AT", "ａｔ")
_WHO = pattern("[様氏殿君師員士申私僕俺]")  # with words apart: faster than one pattern
_WHO_WORDS = (
    "さん", "さま", "先生", "くん", "ちゃん", "名前", "記入者", "回答者", "わたし", "わたくし",
    "ケアマネ", "ヘルパー", "ドクター",
)  # fmt: skip
_STICKS = pattern("-?[0-9]")  # what would leak of a number that is covered in part
_FIRST = (MY_NUMBER, INSURED, MAIL, ADDRESS, TELEPHONE, POSTAL_CODE, NAME)


def find_personal(text: str, public_names: Collection[str] = ()) -> tuple[Personal, ...]:
    """Return the personal data in a text, in order and apart from one another.

    Offsets are those of `text` itself. Names in `public_names`, such as the
    lecturers', are left out.

    It cannot promise to find everything. A name without an honorific, a
    nickname, initials, a hiragana name that is not common, a description that
    tells who is meant (九十歳で一人暮らしの元校長), account numbers and the
    address of a page go unseen: somebody must read what is to be published.

    >>> text = "田中さんの電話は０９０－００００－１２３４です"
    >>> [(found.kind, text[found.start : found.end]) for found in find_personal(text)]
    [('name', '田中'), ('telephone', '０９０－００００－１２３４')]
    """
    numbers, blocks = False, None
    if _SIGN.search(text):
        numbers = len(_DIGIT.findall(text)) >= _FEWEST or has_one_of(text, _AT)
        blocks = _BLOCK.search(text)
    names = _WHO.search(text) or has_one_of(text, _WHO_WORDS)
    if not (numbers or blocks or names):  # most comments are done with here
        return ()
    plain = same_length(text)
    found: list[Personal] = []
    if numbers:
        from outreach.intake.personal.numbers import find_numbers  # its patterns take time to make

        found += (_whole(plain, personal) for personal in find_numbers(plain))
    if blocks:
        from outreach.intake.personal.street_addresses import find_addresses

        found += (_whole(plain, personal) for personal in find_addresses(plain))
    if names:
        from outreach.intake.personal.person_names import find_names

        found += find_names(plain, public_names)
    return tuple(_apart(found))


def mask(text: str, public_names: Collection[str] = ()) -> str:
    """Return the text with 【電話】, 【氏名】 … in the place of personal data.

    What may be personal data is masked too. Masking twice is masking once.

    >>> mask("境南町2-3-4の山田様 taro@example.jp、斎藤先生に", ("斎藤",))
    '【住所】の【氏名】様 【メール】、斎藤先生に'
    """
    while found := find_personal(text, public_names):  # what was masked may uncover something
        for personal in reversed(found):
            text = text[: personal.start] + MASKS[personal.kind] + text[personal.end :]
    return text


def shown_safely(text: str) -> str:
    """Return a value that a message would show, personal data masked.

    >>> shown_safely("０４２２－００－１２３４"), shown_safely("70歳代")
    ('【電話】', '70歳代')
    """
    return mask(text)


def _whole(plain: str, personal: Personal) -> Personal:
    """Return the span up to where its run of digits ends."""
    end = personal.end
    if personal.kind == MAIL or not plain[end - 1 : end].isdigit():
        return personal
    while sticking := _STICKS.match(plain, end):
        end = sticking.end()
    return Personal(personal.kind, personal.start, end, personal.sure)


def _apart(found: Iterable[Personal]) -> Iterator[Personal]:
    """Yield the spans in order; those that overlap as one, of the widest one's kind."""
    ordered = sorted(found, key=lambda personal: (personal.start, personal.end))
    group: list[Personal] = []
    for personal in ordered:
        if group and personal.start >= max(one.end for one in group):
            yield _joined(group)
            group = []
        group.append(personal)
    if group:
        yield _joined(group)


def _joined(group: list[Personal]) -> Personal:
    """Return one span over all of them."""
    widest = max(group, key=lambda one: (one.end - one.start, one.sure, -_FIRST.index(one.kind)))
    start, end = min(one.start for one in group), max(one.end for one in group)
    return Personal(widest.kind, start, end, widest.sure)


assert set(MASKS) == set(KINDS)
