"""The language that messages are in: Japanese or English."""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

DOMAIN = "outreach"
LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("ja", "en")

_chosen: list[str] = []


def use_language(language: str | None = None) -> str:
    """Return the language that messages are in from now on.

    `language` is "ja" or "en"; without it OUTREACH_LANG decides, then the
    system's locale. What is neither counts as English.

    >>> use_language("ja"), _("There is no such file.")
    ('ja', 'そのファイルはありません。')
    >>> use_language("en"), _("There is no such file.")
    ('en', 'There is no such file.')
    """
    wanted = language or os.environ.get("OUTREACH_LANG") or _system_language()
    _chosen[:] = ["ja" if wanted.lower().startswith("ja") else "en"]
    return _chosen[0]


def current_language() -> str:
    """Return "ja" or "en", whichever messages are in."""
    return _chosen[0] if _chosen else use_language()


def _(message: str) -> str:
    """Return the message in the current language."""
    return _catalogue(current_language()).gettext(message)


def N_(message: str) -> str:
    """Return the message unchanged; it is marked here and translated where it is shown."""
    return message


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, str(LOCALES), languages=[language], fallback=True)


def _system_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    if os.name == "nt":  # a Japanese Windows sets none of these
        import locale

        return locale.getlocale()[0] or "en"  # "Japanese_Japan"
    return "en"
