"""A span of a text that says who somebody is, and the text as the finders read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.patterns import pattern

TELEPHONE, MAIL, POSTAL_CODE, ADDRESS, MY_NUMBER, INSURED, NAME = KINDS = (
    "telephone", "mail", "postal code", "address", "my number", "insured number", "name",
)  # fmt: skip

_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―⁃−─━﹘﹣－ｰ"), "-") | dict.fromkeys(map(ord, "〜∼˜"), "~")
_SIGNS = {ord("｡"): "。", ord("〔"): "(", ord("〕"): ")"}
_RARE_FORMS = {ord("﨑"): "崎", ord("𠮷"): "吉"}  # kanji of names that stand apart from the others
_SAME_LENGTH = _ASCII | _DASHES | _SIGNS | _RARE_FORMS
_DIGIT = "[0-9〇一二三四五六七八九]"
_TYPED_FOR_A_DASH = pattern(f"(?<={_DIGIT}) ?ー(?= ?{_DIGIT})|(?<=[0-9])一(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data from `start` up to `end` of a text; not `sure` where it may be something else.

    `kind` is one of KINDS.
    """

    kind: str
    start: int
    end: int
    sure: bool = True


def has_one_of(text: str, words: Sequence[str]) -> bool:
    """Return whether one of the words stands in the text: faster than a pattern of them.

    >>> has_one_of("主治医の先生に", ("さん", "先生")), has_one_of("主治医に", ("さん", "先生"))
    (True, False)
    """
    for word in words:  # noqa: SIM110 - any() takes three times as long
        if word in text:
            return True
    return False


def same_length(text: str) -> str:
    """Return the text with half-width digits, Latin letters and dashes, every sign in its place.

    >>> same_length("０４２２ー００ー１２３４　ａ＠ｂ．jp")
    '0422-00-1234 a@b.jp'
    """
    plain = text.translate(_SAME_LENGTH)
    return _TYPED_FOR_A_DASH.sub(lambda found: found[0][:-1] + "-", plain)
