"""The eight projects (ア)–(ク) that the state sets, and how people write their letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from outreach.patterns import pattern

# 在宅医療・介護連携推進事業 (介護保険法 115条の45); titles as the city's report prints them.
PROJECTS: Mapping[str, str] = {
    "ア": "地域の医療・介護の資源の把握",
    "イ": "在宅医療・介護連携の課題の抽出と対応策の検討",
    "ウ": "切れ目のない在宅医療と介護の提供体制の構築推進",
    "エ": "医療・介護関係者の情報共有の支援",
    "オ": "在宅医療・介護連携に関する相談支援",
    "カ": "医療・介護関係者の研修",
    "キ": "地域住民への普及啓発",
    "ク": "在宅医療・介護連携に関する関係市区町村の連携",
}
# Kanji that OCR, and hands, put for these letters; hiragana as well.
_LETTERS = str.maketrans("工力才あいうえおかきく", "エカオアイウエオカキク")
_WRITTEN = pattern(
    r"(?:[(\[〔【]\s*([^\s])\s*[)\]〕】]|([^\s])(?=$|[\s:：.．、]))\s*.*", 16
)  # DOTALL


def project_letter(text: str) -> str:
    """Return the letter of the project that a person named, ア to ク, or "" where it is none.

    Parentheses, width and what follows the letter do not matter; 工, 力, 才
    are read as エ, カ, オ. A title alone names its project too.

    >>> [project_letter(text) for text in ("（キ）", "ｷ", "(力) 研修", "工", "㋔", "アンケート")]
    ['キ', 'キ', 'カ', 'エ', 'オ', '']
    >>> project_letter("地域住民への普及啓発")
    'キ'
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _WRITTEN.fullmatch(plain)
    letter = (found[1] or found[2]).translate(_LETTERS) if found else ""
    if letter in PROJECTS:
        return letter
    return next((key for key, title in PROJECTS.items() if title == plain), "")


def project_title(letter: str) -> str:
    """Return the project as people write it, "(キ) 地域住民への普及啓発"; "" for no project.

    >>> project_title("カ"), project_title("")
    ('(カ) 医療・介護関係者の研修', '')
    """
    return f"({letter}) {PROJECTS[letter]}" if letter in PROJECTS else ""
