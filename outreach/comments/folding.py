"""A comment as it is analysed, and where each of its signs stands in the original."""

from __future__ import annotations

import unicodedata

from outreach.patterns import pattern

# What nobody sees: joiners, marks of direction, variation selectors, soft hyphens.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
# A sign with the marks that belong to it: what NFKC may join.
_CLUSTER = pattern(rf"[^{_UNSEEN}](?:[{_UNSEEN}]*[\u0300-\u036f\u3099\u309a\uff9e\uff9f])*")
_CONTROL = pattern(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_BROKEN = pattern("[\ud800-\udfff]")
_PLAIN = pattern(rf"[^{_UNSEEN}\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]*")
_DASH = "‐‑‒–—―−─﹣-"
_DASHES = pattern(rf"[{_DASH}]")
_LONG_VOWEL = pattern(rf"(?<=[ァ-ヺ])[{_DASH}](?=[ァ-ヺ])")  # サ―ビス is サービス
_HYPHEN = pattern(r"(?<=[0-9])ー(?=[0-9])")  # 3ー5 is 3-5
_WAVES = str.maketrans("〜∼˜", "~~~")


def folded(text: str) -> tuple[str, tuple[int, ...]]:
    r"""Return the text as it is analysed, and the offset in the original of each of its signs.

    NFKC, one kind of dash and of wave, long vowels between katakana as such,
    control signs as spaces, no signs that nobody sees, halves of surrogate
    pairs as U+FFFD. The offsets are one more than the signs: the last is the
    original's length. Folding twice is folding once.

    >>> folded("ﾃﾞｲｻ―ﾋﾞｽ")
    ('デイサービス', (0, 2, 3, 4, 5, 7, 8))
    >>> folded("a\0b")[0], folded("3ー5")[0], folded("㍿東")
    ('a b', '3-5', ('株式会社東', (0, 0, 0, 0, 1, 2)))
    """
    if _PLAIN.fullmatch(text) and unicodedata.is_normalized("NFKC", text):
        return _dashed(text), tuple(range(len(text) + 1))
    parts: list[str] = []
    offsets: list[int] = []
    for found in _CLUSTER.finditer(text):
        sign = unicodedata.normalize("NFKC", _seen(found[0]))
        parts.append(sign)
        offsets.extend([found.start()] * len(sign))
    return _dashed("".join(parts)), (*offsets, len(text))


def _seen(cluster: str) -> str:
    if len(cluster) == 1:
        return "\ufffd" if _BROKEN.match(cluster) else _CONTROL.sub(" ", cluster)
    return _CONTROL.sub(" ", _BROKEN.sub("\ufffd", "".join(_CLUSTER_SIGNS.findall(cluster))))


_CLUSTER_SIGNS = pattern(rf"[^{_UNSEEN}]")


def _dashed(text: str) -> str:
    """Return the text with one kind of dash; its length stays."""
    text = _HYPHEN.sub("-", _LONG_VOWEL.sub("ー", text))
    return _DASHES.sub("-", text).translate(_WAVES)
