"""One printed cell → the number in it, in decimal arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from outreach.patterns import pattern
from outreach.spelling import squeeze

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = (
    r"(?:人|名|件|回|個|票|部|通|枚|世帯|戸|か所|ヵ所|カ所|箇所|円|千円|歳|才|点|組|団体|事業所)?"
)
_LONGEST = 18  # digits; a longer number is none that was counted
_MARK = r"(?:\(?注\d*\)?|[*※†‡]\d*)?"  # of a footnote
_FIGURE = pattern(
    rf"\(?([+-]?|[△▲])({_DIGITS})({_UNIT}|ポイント|pt)?(%|パーセント)?\)?(?:増|減)?{_MARK}"
)
_PAIR = pattern(rf"({_DIGITS}){_UNIT}\(({_DIGITS})(%?)\){_MARK}")
_NOBODY = frozenset(("-", "--", "なし", "該当なし", "皆無", "ー"))
_UNTOLD = frozenset(
    ("*", "**", "x", "χ", "...", "..", "・・・", "・・", "・", "/", "\\", "n/a", "na", "n.a.",
     "皆増", "皆減", "非公表", "秘匿", "不詳", "未集計", "集計中", "未定", "調査なし")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number: its value, how many decimals it shows, whether a % stands with it."""

    value: Decimal
    decimals: int = 0
    percent: bool = False

    def __str__(self) -> str:
        return f"{self.value}%" if self.percent else f"{self.value}"


def read_figure(text: str) -> Figure | None:
    """Return the number that a cell prints, its unit and footnote mark left out, or None.

    >>> read_figure("１，２３４人"), read_figure("5.8%")
    (Figure(value=Decimal('1234'), decimals=0, percent=False), Figure(value=Decimal('5.8'), decimals=1, percent=True))
    >>> str(read_figure("△3")), str(read_figure("149%増")), read_figure("1O4")
    ('-3', '149%', None)
    """  # noqa: E501
    found = _FIGURE.fullmatch(squeeze(text))
    if not found:
        return None
    digits = found[2].replace(",", "")
    if len(digits) > _LONGEST:
        return None
    value = Decimal(digits)
    negative = found[1] in ("-", "△", "▲")
    return Figure(-value if negative else value, _decimals(found[2]), bool(found[4]))


def read_pair(text: str) -> tuple[str, str] | None:
    """Return count and percentage of a cell that prints both, as 39(37.5%); else None.

    >>> read_pair("39（37.5%）"), read_pair("39")
    (('39', '37.5%'), None)
    """
    found = _PAIR.fullmatch(squeeze(text))
    return (found[1], found[2] + found[3]) if found else None


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def is_nobody(text: str) -> bool:
    """Return whether a cell says that there is none: blank, a dash, 該当なし.

    >>> is_nobody("－"), is_nobody(""), is_nobody("0"), is_nobody("x")
    (True, True, False, False)
    """
    said = squeeze(text)
    return not said or said in _NOBODY


def is_untold(text: str) -> bool:
    """Return whether a cell keeps its number back: x, …, 非公表, or * alone.

    >>> is_untold("…"), is_untold("Ｘ"), is_untold("12")
    (True, True, False)
    """
    return squeeze(text) in _UNTOLD


def rounded(value: Decimal, decimals: int, way: str = ROUND_HALF_UP) -> Decimal:
    """Return the value with so many decimals, halves up unless another way is named.

    >>> rounded(Decimal("2.5"), 0), rounded(Decimal("2.5"), 0, ROUND_HALF_EVEN)
    (Decimal('3'), Decimal('2'))
    """
    return value.quantize(Decimal(1).scaleb(-decimals), way)


def share(count: Decimal, base: Decimal) -> Decimal:
    """Return count as a percentage of base, exact to 28 digits; base is not 0."""
    return count * 100 / base


def manner(printed: Decimal, exact: Decimal, decimals: int) -> str:
    """Return how a percentage came about that is not rounded half up: "cut", "even" or "".

    >>> manner(Decimal("2.7"), Decimal("2.78"), 1), manner(Decimal(2), Decimal("2.5"), 0)
    ('cut', 'even')
    """
    if printed == rounded(exact, decimals, ROUND_HALF_EVEN):
        return "even"
    return "cut" if printed == rounded(exact, decimals, ROUND_DOWN) else ""
