"""Texts that say nothing: 特になし."""

from __future__ import annotations

from outreach.comments.folding import folded
from outreach.patterns import pattern

# What may stand before: 特に, 今のところ, 意見は … and after: です, かと思います.
_BEFORE = (
    r"(?:特別|特段|特には?|とくには?|別段|別に|べつに|今のところは?|いまのところは?|現在のところ"
    r"|現時点では?|今回は|現在は?|今は|これといって|何も|なにも|なんにも|まだ|その他|他に?は?"
    r"|(?:ご|御)?(?:意見|感想|要望|質問|コメント|希望|提案)(?:等|など)?[はもが]?"
    r"|(?:聞|知|言|書)[いきり]?たいこと[はもが]?|聞きたい事[はもが]?|記入(?:事項)?[はもが]?"
    r"|該当(?:事項|者)?)"
)
_NONE = (
    r"(?:なし|ナシ|無し|無|ない|無い|ありません|有りません|ございません|御座いません|なかった"
    r"|ありませんでした|ございませんでした|無記入|未記入|無回答|回答なし|空欄)"
)
_AFTER = r"(?:です|でした|だ|である|かな|と思い?ます|かと思います|ね|よ|で)*"
_SILENT = pattern(
    rf"{_BEFORE}*{_NONE}{_AFTER}|(?:特に|とくに|特別)(?:です)?"
    r"|none|nothing|no|nil|null|nan|na|nocomments?|notapplicable|nothinginparticular|x"
)
_NO_WORDS = pattern(r"[\W_ーｰ々ゝゞヽヾ〃〇〆]+")
_EMOJI = pattern("[\U0001f300-\U0001faff☺☹♡♥❤]")
_MARKS = pattern("[\U0001f5d9\U0001f6ab\U0001f645\u274c\u274e]")  # crosses: no


def says_nothing(text: str) -> bool:
    """Return whether a text says that there is nothing to say, or holds no letter at all.

    A text of emoji says something, though it has no word.

    >>> [says_nothing(text) for text in ("特になし", "とくに、ないです。", "N/A", "―", "。", " ")]
    [True, True, True, True, True, True]
    >>> [says_nothing(text) for text in ("バスがない", "質問する時間がない", "👍")]
    [False, False, False]
    """
    plain = folded(text)[0].casefold()
    words = _NO_WORDS.sub("", plain)
    if words:
        return bool(_SILENT.fullmatch(words))
    return not _EMOJI.search(_MARKS.sub("", plain))
