"""Words of a header around the question itself: numbers, marks, hints, その他（具体的に）."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.patterns import pattern
from outreach.spelling import squeeze

_NUMBERING = pattern(
    r"^(?:\((?:必須|任意)\)|[【\[](?:必須|任意)[】\]]|[●■◆※*])*"
    r"(?:[\[(【〔]?(?:q|問|設問|質問|no\.?)\d{1,3}(?:[-_]\d{1,2})?[.:、，,)\]】〕]*|第\d{1,3}問[.:、]?"
    r"|[\[(【]?\d{1,2}[)\]】]|(?:\d{1,2}(?:-\d{1,2})?|[ivx]{1,4})[.:、])?"
)
_BARE_NUMBER = pattern(r"^\d{1,2}(?=\D{2})")  # ① is 1 by now, and a space is gone
_ORNAMENT = pattern(
    r"(?:[(【\[〔<](?:※|\*)?(?:必須|任意|回答必須|複数回答|複数選択|複数可|いくつでも|すべて選択|あてはまるもの|該当|"
    r"[1一]つ|ひとつ|単数回答|単数選択|単一回答|単一選択|択一|自由記述|自由記入|自由回答|記述式|○は|○を|ma|sa|fa)[^()【】\[\]]*[)】\]〕>]"
    r"|※?必須|※?複数(?:回答|選択)可?|[*＊※:?。])+$"
)
_HINT = pattern(
    r"^[(（【\[〔].*[)）】\]〕]$|選択|記述|記入|自由|複数|単数|いくつ|ひとつ|^[1一]つ|単位|任意|必須"
)
_BARE_HINT = pattern(
    r"[(（【\[]?(?:自由(?:記述|記入|回答)|記述式?|(?:複数|単数|単一)(?:回答|選択)可?|択一|いくつでも可?|任意|必須|数値?|数字"
    r"|[1一](?:つ|つだけ|つ選択)|○は[1一]つ|あてはまるもの(?:すべて|全て)に?○?)[)）】\]]?"
)
_BESIDE = pattern(
    r"(?P<question>.*?)[-_:/.(\[「【・]*(?:その他|そのほか|other)(?P<rest>[-_:(「【のを：].*|text|)$"
)
_SPECIFY = pattern(
    r"[-_:(「【のを]*(?:(?:please)?specify|text|comment|内容|具体的|詳細|記入|記述|自由|入力|回答|欄|ご|お書き|場合)"
)


def is_hint(text: str) -> bool:
    """Return whether a text below a header says how to answer, as （1～3） does.

    >>> is_hint("(1～3)"), is_hint("1つ選択"), is_hint("60代")
    (True, True, False)
    """
    return _HINT.search(squeeze(text)) is not None


def is_only_hints(cells: Sequence[str]) -> bool:
    """Return whether a row says nothing but how to answer.

    >>> is_only_hints(["", "（複数回答可）", "（自由記述）"]), is_only_hints(["", "（特になし）"])
    (True, False)
    """
    filled = [squeeze(cell) for cell in cells if cell.strip()]
    return bool(filled) and all(map(_BARE_HINT.fullmatch, filled))


def question_of_specification(name: str) -> str:
    """Return the question before その他の内容 in a squeezed header, "" where none is there.

    >>> question_of_specification("経路(その他の内容)"), question_of_specification("その他")
    ('経路', '')
    """
    found = _BESIDE.match(name)
    return found["question"].rstrip("([") if found else ""


def without_number(name: str) -> str:
    """Return a squeezed header without a number that nothing parts from it: ① is 1 by now.

    >>> without_number("1年齢"), without_number("年齢")
    ('年齢', '年齢')
    """
    return _BARE_NUMBER.sub("", name)


def is_specification(name: str) -> bool:
    """Return whether a squeezed header asks for free text: その他（具体的に）, other.

    >>> is_specification("その他(具体的に)"), is_specification("その他"), is_specification("市報")
    (True, True, False)
    """
    found = _BESIDE.fullmatch(name)
    return found is not None and not found["question"] and _says_only_that(found["rest"])


def _says_only_that(rest: str) -> bool:
    return not rest or _SPECIFY.match(rest) is not None


def undecorated(name: str) -> str:
    """Return a squeezed header without its number and marks such as 必須.

    >>> [undecorated(name) for name in ("q3.年齢*", "問3年齢(必須)", "1.年齢", "1回目")]
    ['年齢', '年齢', '年齢', '1回目']
    """
    stripped = _ORNAMENT.sub("", name)
    without = _NUMBERING.sub("", stripped, count=1)
    return without or stripped or name
