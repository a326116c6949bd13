"""What a printed form says beside the codebook's own words, and those as paper can show them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from outreach.codebook import Codebook, Question
from outreach.messages import _, current_language
from outreach.patterns import pattern
from outreach.report.entry_columns import number_text

_ERAS = (
    (datetime.date(2019, 5, 1), "令和", 2018),
    (datetime.date(1989, 1, 8), "平成", 1988),
    (datetime.date(1926, 12, 25), "昭和", 1925),
)
_WEEKDAYS = "月火水木金土日"
_UNIT = pattern(
    r"[（(](歳|才|回|人|名|年|か月|ヶ月|カ月|月|週|日|時間|分|円|点|件|個|枚|km|kg|cm|%|％)[）)]$"
)


def shown(text: str) -> str:
    r"""Return the text on one line, without signs that are obeyed and not seen.

    >>> shown("市報\n\x1b[31mを\u202e見て　<b>")
    '市報 [31mを見て　<b>'
    """
    seen = (
        sign if sign.isprintable() or sign == "\u3000" else " " * sign.isspace() for sign in text
    )
    return "".join(seen).strip()


def label_text(question: Question) -> str:
    """Return a question's wording, its key where that cannot be seen."""
    return shown(question.label) or shown(question.key)


def day_text(day: datetime.date) -> str:
    """Return a day as it is announced: in Japanese with its era, year and weekday.

    >>> from outreach.messages import use_language
    >>> use_language("ja"), day_text(datetime.date(2017, 2, 4))
    ('ja', '平成29年（2017年）2月4日（土）')
    >>> day_text(datetime.date(2019, 4, 30))[:5], day_text(datetime.date(2019, 5, 1))[:4]
    ('平成31年', '令和元年')
    """
    if current_language() != "ja":
        return day.isoformat()
    named = f"{day.year}年"
    for first, era, before in _ERAS:
        if day >= first:
            year = "元" if day.year == before + 1 else day.year - before
            named = f"{era}{year}年（{day.year}年）"
            break
    return f"{named}{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"


def introduction(codebook: Codebook) -> tuple[str, ...]:
    """Return what is said before the first question."""
    numbers = codebook.numbers
    needed = any(question.required for question in codebook.questions if question.key in numbers)
    lines = [
        _("Please answer this questionnaire: it helps us to make the next events better."),
        _("It is anonymous: no name is needed. Answers are used for this purpose only."),
        _("Number of questions: {count}.").format(count=len(numbers)),
    ]
    if not needed:
        lines[-1] += _(" You may leave out what you do not wish to answer.")
    return tuple(lines)


def whom_text(question: Question, codebook: Codebook) -> str:
    """Return who is to answer, "" where everybody is."""
    if question.applies is None:
        return ""
    asked = codebook.question(question.applies.question)
    at = codebook.numbers.get(asked.key)
    chosen = [_("“{option}”").format(option=shown(each)) for each in question.applies.options]
    return _("Only if you answered {options} to {question}.").format(
        question=number_text(at) if at else _("“{option}”").format(option=label_text(asked)),
        options=_(" or ").join(chosen),
    )


def how_text(question: Question, codes: Sequence[str]) -> str:
    """Return how a question with options is answered; `codes` are what stands to be circled."""
    if question.multiple:
        text = _("Circle the number of each that applies, as many as you like.")
        if not all(codes):
            text = _("Circle each that applies, as many as you like.")
    else:
        text = _("Circle one number only.") if all(codes) else _("Circle one only.")
    alone = [_("“{option}”").format(option=shown(each)) for each in question.exclusive]
    if alone and question.multiple:
        message = _(" If you circle {options}, please circle nothing else.")
        text += message.format(options=_(" or ").join(alone))
    return text


def range_text(question: Question) -> str:
    """Return from what to what a number may be, "" where nothing is said of it."""
    low, high = _number(question.minimum), _number(question.maximum)
    if low and high:
        return _("A number from {low} to {high}.").format(low=low, high=high)
    if low:
        return _("A number of {low} or more.").format(low=low)
    return _("A number up to {high}.").format(high=high) if high else ""


def unit_text(label: str) -> str:
    """Return the unit that a label names in brackets at its end, or "".

    >>> unit_text("参加した回数（回）"), unit_text("満足度（任意）")
    ('回', '')
    """
    found = _UNIT.search(label)
    return found[1] if found else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.15g}"
