"""One cell of a codebook's workbook → the value that a codebook.toml would hold."""

from __future__ import annotations

from outreach.codebook_values import DATE, DECIMALS, FLAG, NUMBER, TEXTS, WHOLE, Kind
from outreach.intake.codebooks.codebook_layout import LINE_BREAK
from outreach.intake.codebooks.codebook_workbook import Cell
from outreach.intake.dates import read_date
from outreach.intake.values import read_number
from outreach.spelling import squeeze

_YES = frozenset(
    map(squeeze, ("○", "〇", "◯", "●", "◎", "✓", "✔", "レ", "1", "true", "yes", "はい"))
)
_NO = frozenset(map(squeeze, ("0", "×", "false", "no", "いいえ", "-")))


def typed(cell: Cell, kind: Kind) -> object:
    """Return the value in its kind; what is not of it stays a text, which the codebook refuses."""
    if kind is TEXTS:
        return lines(cell.text)
    if kind is FLAG:
        return flag(cell.text)
    if kind is DATE:
        return read_date(cell.text) or cell.text
    if kind in (WHOLE, DECIMALS):
        number = read_number(cell.text)
        return int(number) if number is not None and number.is_integer() else cell.text
    if kind is NUMBER:
        number = score(cell.text)
        return cell.text if number is None else number
    return cell.text.replace(LINE_BREAK, "\n")


def flag(text: str) -> object:
    """Return True for ○ and the like, False for ×, else the text.

    >>> flag("〇"), flag("はい"), flag("×"), flag("？")
    (True, True, False, '？')
    """
    return True if squeeze(text) in _YES else False if squeeze(text) in _NO else text


def lines(text: str) -> list[str]:
    """Return the items of a list, which stand one a line; blank ones left out."""
    items = (line.strip().replace(LINE_BREAK, "\n") for line in text.split("\n"))
    return [item for item in items if item]


def score(text: str) -> float | None:
    """Return the number as people write one, or None."""
    try:
        return float(text)
    except ValueError:  # ２点, 1,000: as people write numbers
        return read_number(text)
