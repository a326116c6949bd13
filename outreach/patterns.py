"""Regular expressions that are compiled when they are first used: start-up is short."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    def __init__(self, text: Any, flags: int) -> None:  # noqa: ANN401 - str or bytes
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        """Compile, and keep what was asked for, so that it is found at once from then on."""
        value = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that behaves as re.compile's does, and is not compiled yet.

    >>> pattern("[あ-ん]+").search("漢字とかな")[0]
    'とかな'
    """
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
