"""Names of sheets that Excel takes: short, without its signs, each once."""

from __future__ import annotations

from outreach.patterns import pattern
from outreach.spelling import visible

LONGEST = 31  # characters
_FORBIDDEN = pattern(r"[\[\]:*?/\\]")
_RESERVED = "history"  # a name that Excel keeps for itself


class SheetNames:
    """Gives each sheet a name of its own.

    >>> names = SheetNames()
    >>> [names.of(label) for label in ("年齢/住所", "年齢 住所", "'", "History")]
    ['年齢 住所', '年齢 住所 (2)', '_', 'History_']
    >>> len(names.of("長" * 40)), names.of("長" * 50)[-4:]
    (31, ' (2)')
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, label: str) -> str:
        """Return a name for a label; Excel tells names apart without regard to case."""
        plain = " ".join(_FORBIDDEN.sub(" ", visible(label)).split()).strip("'").strip()
        plain = plain or "_"
        if plain.lower() == _RESERVED:
            plain += "_"
        name, number = plain[:LONGEST].rstrip(), 1
        while name.lower() in self._taken:
            number += 1
            end = f" ({number})"
            name = plain[: LONGEST - len(end)].rstrip() + end
        self._taken.add(name.lower())
        return name
