"""What a workbook's sheet holds beside the values that calamine gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from outreach.errors import Place, TooLarge, column_letters
from outreach.intake.cells import Merge
from outreach.messages import _

MOST_CELLS = 8_000_000  # of the rectangle from A1 to the last cell: calamine keeps them all


@dataclass
class Extra:
    """Of one sheet: texts of cells that calamine reads as empty, hidden rows, merges, the extent.

    Keys of `texts` are row and column, counted from 1; `rows` and `columns`
    are the last ones in which something stands; `merges` is None where
    calamine tells them itself.
    """

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    merges: list[Merge] | None = None
    rows: int = 0
    columns: int = 0

    def check_extent(self, path: Path, sheet: str) -> None:
        """Raise TooLarge where reading would make room for a rectangle that is nearly empty."""
        if self.rows * self.columns > MOST_CELLS:
            cell = column_letters(self.columns) + str(self.rows)
            message = _("The sheet goes on to cell {cell}: too many cells to be a survey.")
            remedy = _("Delete the rows and columns beyond the answers, and save it again.")
            raise TooLarge(message.format(cell=cell), Place(str(path), sheet), remedy)
