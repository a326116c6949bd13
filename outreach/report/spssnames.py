"""Names of questions → names that SPSS allows."""

from __future__ import annotations

LONGEST = 50  # bytes, of 64, so that there is room for what stands behind a name
_WORDS = frozenset(
    ("ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH")
)


class SpssNames:
    """Gives names that are letters, digits and _ only, none of them twice."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str, *endings: str) -> str:
        """Return a name that is free, as are those with one of the endings behind it.

        >>> names = SpssNames()
        >>> names.take("年齢"), names.take("Q1", "_1"), names.take("q1_1"), names.take("1 とても?")
        ('年齢', 'Q1', 'q1_1_2', 'v1_とても_')
        """
        base, number = _allowed(wanted), 1
        name = base
        while self._taken.intersection(_folded(name, endings)):
            number += 1
            name = f"{base}_{number}"
        self._taken.update(_folded(name, endings))
        return name


def _folded(name: str, endings: tuple[str, ...]) -> list[str]:
    return [(name + ending).casefold() for ending in ("", *endings)]


def _allowed(wanted: str) -> str:
    name = "".join(sign if sign.isalnum() or sign == "_" else "_" for sign in wanted)
    if not name[:1].isalpha() or name.upper() in _WORDS:
        name = f"v{name}"
    return name.encode()[:LONGEST].decode(errors="ignore")
