"""What the names of rows and columns say: a total, a percentage, a part of a part."""

from __future__ import annotations

from collections.abc import Collection

from outreach.codebook import TOTALS
from outreach.patterns import pattern
from outreach.spelling import squeeze

PART, TOTAL, BASE, WITHIN, EARLIER = "part", "total", "base", "within", "earlier"
SHARE, RATE, CHANGE, OTHER = "share", "rate", "change", "other"
PERCENTS = (SHARE, RATE, CHANGE)

_UNIT = pattern(r"\(([^()]*)\)$")
_MARKS = pattern(r"[*※†‡]\d*$|\(?注\d*\)?$")
# Words that end so and are no totals: 会計, 統計; and what is measured with: 血圧計, 温度計.
_NO_TOTAL = r"(?!.*(?:[会統設家時生推集累余早主]|[温圧重]|[温湿速]度|歩数|[動雨流]量)計$)"
_TOTAL = pattern(rf"総数|(?:sub)?total|{_NO_TOTAL}.*計")
_BASE = pattern(
    r"全体|n|(?:有効)?回答(?:者|数|者数|総数|者総数|件数)|(?:調査)?対象(?:者|数|者数)"
    r"|母数|基数|調査数|標本数|サンプル数|base"
)
_WITHIN = pattern(r"[(・※*]*(?:うち|再掲|内数|内訳|of\w*which).*|.*\((?:再掲|内数|うち数)\)")
_CHANGE = pattern(
    r".*(?:増加率|増減率|伸び率|伸率|減少率|増減比|増減\(%\)|(?:前年|前年度|前期|前回)比).*"
)
_DIFFERENCE = pattern(r"(?:対?前年度?)?(?:増減数?|差引増減|差引|差)|増減(?:人数|件数|数)")
_FACTOR = pattern(r".*倍.*")
_SHARE = pattern(r".*(?:割合|構成比|構成率|比率|%|パーセント|percent).*")
_RATE = pattern(r".*(?:率|比)")
_OTHER = pattern(
    r".*(?:平均|中央値|最大|最小|最高|最低|標準偏差|累計|累積|順位|番号|得点|点数|増減|差引|定員).*"
    r"|no\.?|.*差"
)
_NET = pattern(r"[(\[【<](.+計)[)\]】>]")  # 満足計 in brackets, below its options
_OWN_TOTAL = pattern(
    r"(?:総|合|小|中|大|累|全体|総合|男女|年|年度|年間|月|月間)?計|総数|(?:sub)?total|全体"
)
_EARLIER = pattern(r"(?:前(?:年|年度|回|期)|昨年).*")
_HEADS = pattern(r".*(?:実人数|実人員|実数|実利用者|実参加者).*")
_SILENT = pattern(
    r"無回答(?:・不明)?|不明(?:・無回答)?|無回答・無効|無効・無回答|未回答|未記入|回答なし"
)
_SEVERAL = pattern(
    r".*(?:複数回答|複数選択|いくつでも|あてはまるもの(?:を)?(?:すべて|全て)|m\.?a\.?\)).*"
)
_NUMBERS = pattern(
    r".*(?:人数|件数|者数|回数|個数|割合|構成比|比率|%|\((?:人|件|名)\))(?:\(.*\))?|[人件名数計]|合計"
)
_NUMBERED = pattern(r"no\.?|番号|順位|年|月|日|年度|年月|回|#")
# Of the codebook's words for rows that are no respondent, these are names of columns or of means.
_NO_SUMS = frozenset(map(squeeze, TOTALS))


def bare(name: str) -> str:
    """Return a name as it is compared: without unit in brackets at its end, and footnote marks.

    >>> bare("合 計（人）"), bare("（受付で確認できたもの）計"), bare("（満足 計）")
    ('合計', '(受付で確認できたもの)計', '満足計')
    """
    text = _MARKS.sub("", squeeze(name))
    net = _NET.fullmatch(text)
    if net and "(" not in net[1]:
        return net[1]
    found = _UNIT.search(text)
    inner = found[1] if found else ""
    if found and found.start() and not inner.startswith(("再掲", "内数", "うち")) and inner != "%":
        return text[: found.start()] or text
    return text


def kind_of_name(name: str, totals: Collection[str] = ()) -> str:
    """Return what a row or a column of this name holds; `totals` are further names of totals.

    >>> [kind_of_name(name) for name in ("計", "(受付で確認できたもの)計", "会計", "うち市内")]
    ['total', 'total', 'part', 'within']
    >>> [kind_of_name(name) for name in ("割合(%)", "回収率", "対前年比", "平均", "回答者数")]
    ['share', 'rate', 'change', 'other', 'base']
    """
    text = bare(name)
    for kind, words in (
        (WITHIN, _WITHIN), (CHANGE, _CHANGE), (EARLIER, _EARLIER), (TOTAL, _TOTAL),
        (BASE, _BASE), (SHARE, _SHARE),
    ):  # fmt: skip
        if words.fullmatch(text):
            return kind
    own = {squeeze(total) for total in totals} - _NO_SUMS
    if text in own:
        return TOTAL
    if _OTHER.fullmatch(text):
        return OTHER
    return RATE if _RATE.fullmatch(text) else PART


def is_net(name: str) -> bool:
    """Return whether a total says in its name what it is of, and may be of some rows only.

    >>> is_net("満足計"), is_net("（不満 計）"), is_net("合計"), is_net("小計")
    (True, True, False, False)
    """
    text = bare(name)
    return text.endswith("計") and not _OWN_TOTAL.fullmatch(text)


def is_difference(name: str) -> bool:
    """Return whether a column holds the later number less the earlier one.

    >>> is_difference("増減（人）"), is_difference("増減率")
    (True, False)
    """
    return bool(_DIFFERENCE.fullmatch(bare(name)))


def is_factor(text: str) -> bool:
    """Return whether a rate is told as so many times: 前年比（倍）, 1.21倍."""
    return bool(_FACTOR.fullmatch(squeeze(text)))


def is_of_heads(name: str) -> bool:
    """Return whether a column counts each person once, so that a total may be below its sum.

    >>> is_of_heads("実人数"), is_of_heads("延べ人数")
    (True, False)
    """
    return bool(_HEADS.fullmatch(squeeze(name)))


def is_silent(name: str) -> bool:
    """Return whether a row counts those who gave no answer."""
    return bool(_SILENT.fullmatch(bare(name)))


def is_of_several(text: str) -> bool:
    """Return whether a title says that several answers were allowed.

    >>> is_of_several("図3 知ったきっかけ（複数回答）"), is_of_several("表1 年齢")
    (True, False)
    """
    return bool(_SEVERAL.fullmatch(squeeze(text)))


def is_of_numbers(name: str) -> bool:
    """Return whether a column of this name holds numbers whatever stands in it: 人, 件数, %.

    >>> is_of_numbers("人数（人）"), is_of_numbers("28年度/割合"), is_of_numbers("備考")
    (True, True, False)
    """
    return bool(_NUMBERS.fullmatch(squeeze(name)))


def is_numbering(name: str) -> bool:
    """Return whether a column of this name numbers the rows instead of counting: No., 年度, 回."""
    return bool(_NUMBERED.fullmatch(bare(name)))
