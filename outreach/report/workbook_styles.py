"""How cells of a workbook look: fonts, lines, number formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FONT = "Yu Gothic"
LINE, TALLEST = 18, 400  # heights of a line of text and of a row, in points; Excel allows 409
WIDEST, NUMBER = 40, 9  # widths of columns, in digits
_PLAIN: dict[str, Any] = {"font_name": FONT, "font_size": 10.5}
_EDGE = {"right": 1, "right_color": "#E0E0E0"}  # where texts of two columns would touch
_RULE = {"bottom": 1, "bottom_color": "#BFBFBF"} | _EDGE  # around a cell of a list
_NUMBER = {"valign": "top", "align": "right", "indent": 1} | _RULE
_HEAD = {"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "bottom"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "caption": {"bold": True, "font_size": 11.5},
    "note": {"font_color": "#595959"},
    "mark": {"bold": True, "font_color": "#C00000"},
    "head": _HEAD | {"align": "right"},
    "label": {"text_wrap": True, "valign": "top"},
    "group": {"text_wrap": True, "valign": "top", "top": 4},
    "section": {"bold": True, "top": 4},
    "total": {"top": 1, "align": "right"},
    "total label": {"top": 1},
    "text": {"align": "right", "valign": "top", "font_color": "#404040"},
    "group text": {"align": "right", "valign": "top", "top": 4},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
    "body": {"valign": "top"},
    "strong": {"bold": True},
    "cell": {"text_wrap": True, "valign": "top"} | _RULE,
    "cell index": {"valign": "top", "align": "center"} | _RULE,
    "cell number": {"num_format": "#,##0"} | _NUMBER,
    "cell small": {"num_format": '#,##0"*"'} | _NUMBER,
    "cell share": {"num_format": "0%"} | _NUMBER,
    "cell decimal": {"num_format": "0.0"} | _NUMBER,
    "cell date": {"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"} | _RULE,
    "list head": _HEAD | {"align": "left"},
    "list head right": _HEAD | {"align": "right", "indent": 1},
}


class Styles:
    """Cell formats by name, each made once; those of numbers by what they show."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - xlsxwriter's Format
        return self._format(name, _STYLES[name])

    def wrapped(self, name: str) -> Any:  # noqa: ANN401
        """Return the format of a name for a text of several lines."""
        return self._format(f"{name} wrapped", _STYLES[name] | {"text_wrap": True, "valign": "top"})

    @staticmethod
    def size_of(name: str) -> float:
        """Return how large a name's signs are, those of plain text being 1."""
        size: float = _STYLES[name].get("font_size", _PLAIN["font_size"])
        return size / float(_PLAIN["font_size"])

    def number(
        self, value: float, *, top: int = 0, star: str = "", nobody: bool = False, decimals: int = 0
    ) -> Any:  # noqa: ANN401
        """Return the format of a number: whole, or with one decimal where it is weighted.

        `star` is what stands behind it, "_*" room for it; `nobody` prints 0 as "-".
        """
        decimals = decimals or int(isinstance(value, float))
        form = "#,##0" + ("." + "0" * decimals if decimals else "")
        form += star if star in ("", "_*") else f'"{star}"'
        if nobody:
            form = f'{form};-{form};"-"'
        return self._format(
            f"{form} {top}", {"num_format": form, "align": "right", "valign": "top", "top": top}
        )

    def percent(self, decimals: int, *, crossed: bool = False, top: int = 0, mark: str = "") -> Any:  # noqa: ANN401
        """Return the format of a percentage; Excel rounds half up as we do, "-" is nobody."""
        form = (
            "0" + ("." + "0" * decimals if decimals else "") + "%" + (f'"{mark}"' if mark else "")
        )
        style: dict[str, Any] = {"num_format": form, "align": "right", "valign": "top", "top": top}
        if crossed:
            style |= {"num_format": f'{form};-{form};"-"', "font_color": "#404040"}
        return self._format(f"percent {form} {crossed} {top}", style)

    def _format(self, name: str, style: dict[str, Any]) -> Any:  # noqa: ANN401
        if name not in self._made:
            self._made[name] = self._book.add_format(_PLAIN | style)
        return self._made[name]


def columns_of(text: str) -> int:
    """Return how many columns a text takes: Japanese signs take two.

    >>> columns_of("70歳代"), columns_of("n")
    (6, 1)
    """
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
