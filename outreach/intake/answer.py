"""What one raw answer says."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

HARMLESS = frozenset(("V007", "V008"))  # rules whose answers are counted all the same


@dataclass(frozen=True, slots=True)
class Answer:
    """What one raw answer says.

    `chosen` holds positions of options; `text` is a comment, an identifier or
    what stands beside the options; `value` a number or a moment. `fault` is
    the rule that the answer breaks, `near` the option that it is nearest to;
    with an error the answer is unreadable, in part where something is chosen.
    """

    chosen: tuple[int, ...] = ()
    text: str = ""
    value: float | datetime.datetime | None = None
    fault: str = ""
    near: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        return not (self.chosen or self.text or self.fault) and self.value is None

    @property
    def unreadable(self) -> bool:
        """Whether (a part of) it is counted as 不明."""
        return bool(self.fault) and self.fault not in HARMLESS
