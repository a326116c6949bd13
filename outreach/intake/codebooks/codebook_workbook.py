"""A workbook's sheets as cells, each with its place, for what people typed into a codebook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from outreach.errors import NoTable, Place
from outreach.intake.files.kinds import XLS, ZIP, kind_of
from outreach.intake.files.workbooks import read_workbook
from outreach.messages import _


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text without space around it, days in ISO form."""

    text: str
    place: Place

    def under(self, heading: str) -> Cell:
        """Return the cell with its heading, which a message names."""
        return replace(self, place=replace(self.place, header=heading))


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]


def read_grids(path: Path) -> dict[str, Grid]:
    """Return the workbook's sheets by name, from cell A1.

    Raises SurveyNotFound, and kinds of UnreadableFile where it is no workbook,
    a dangerous one, or one far larger than a codebook.
    """
    kind = kind_of(path)
    if kind not in (ZIP, XLS):
        message = _("This is no Excel workbook.")
        raise NoTable(message, Place(str(path)), _("Save it in Excel as .xlsx."))
    return {
        sheet.name.strip(): Grid(
            tuple(
                tuple(
                    Cell(text.strip(), Place(str(path), sheet.name, int(number), column))
                    for column, text in enumerate(cells, 1)
                )
                for rows in sheet.rows()
                for cells, number in zip(rows.cells, rows.numbers, strict=True)
            )
        )
        for sheet in read_workbook(path, kind)
    }
