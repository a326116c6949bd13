"""What a spreadsheet does to an answer: error values, formulas without value, dates."""

from __future__ import annotations

from outreach.patterns import pattern
from outreach.spelling import squeeze

_ERROR = pattern(
    r"#(?:n/a|ref!|value!|div/0!|name\?|num!|null!|spill!|calc!|getting_data|[#]{2,})"
    r"|err:\d{3}"  # LibreOffice
)
_FORMULA = pattern(r"=[^=\s]")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = pattern(
    r"\d{4}-\d\d-\d\d(?:00:00(?::00)?)?|\d{1,2}月\d{1,2}日|\d{4}[/年]\d{1,2}[/月]\d{1,2}日?"
    rf"|\d{{1,2}}-(?:{_MONTH})(?:-\d\d(?:\d\d)?)?|(?:{_MONTH})-\d\d"
)


def damage(raw: str) -> str:
    """Return V010 for an error value, V011 for a formula, "" for anything else.

    >>> damage("#N/A"), damage("#DIV/0!"), damage("=B2+1"), damage("#3"), damage("== 以上 ==")
    ('V010', 'V010', 'V011', '', '')
    """
    if raw[:1] not in "#=＃Ee":  # most cells are done with here
        return ""
    if _ERROR.fullmatch(squeeze(raw)):
        return "V010"
    return "V011" if _FORMULA.match(raw) else ""


def is_date_of_excel(text: str) -> bool:
    """Return whether the text is how Excel shows an answer such as 1-2 that it took for a day.

    >>> [is_date_of_excel(text) for text in ("1月2日", "2-Jan", "Jan-02", "2026-01-02", "1-2")]
    [True, True, True, True, False]
    """
    return _DATE.fullmatch(squeeze(text)) is not None
