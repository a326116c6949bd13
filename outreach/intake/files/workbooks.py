"""An Excel or OpenDocument file → its sheets' rows, through python-calamine."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from outreach.errors import Place, TooLarge, UnreadableFile
from outreach.intake.cells import CHUNK, Merge, Rows
from outreach.intake.files.archives import XLSX, broken, look_inside, opened
from outreach.intake.files.extra import Extra
from outreach.intake.files.forms import LARGEST_CELL
from outreach.intake.files.kinds import XLS, password
from outreach.intake.files.ods_cells import read_ods_extra
from outreach.intake.files.panics import no_panic
from outreach.intake.files.xls_cells import read_xls_extra
from outreach.intake.files.xlsx_cells import read_xlsx_extra
from outreach.messages import _

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

GUIDE = "入力のしかた"  # the sheet of an entry workbook that explains it; it holds no answers


@dataclass(frozen=True)
class BookSheet:
    """One sheet of a workbook; `merges` and `hidden` rows in the spreadsheet's own numbers."""

    path: Path
    name: str
    concealed: bool
    cells: CalamineSheet
    extra: Extra = field(default_factory=Extra)

    @property
    def may_hold_answers(self) -> bool:
        """Whether anything stands on it, and it is not the guide of an entry workbook."""
        return self.name != GUIDE and (self.cells.start is not None or bool(self.extra.texts))

    @property
    def merges(self) -> tuple[Merge, ...]:
        """The cells that are shown as one."""
        if self.extra.merges is not None:
            return tuple(self.extra.merges)
        ranges = self.cells.merged_cell_ranges or []
        return tuple(Merge(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in ranges)

    def top(self, rows: int) -> list[list[str]]:
        """Return the first rows as text, from the spreadsheet's row 1."""
        return [row for part in islice(self.rows(rows), 1) for row in part.cells]

    def rows(self, size: int = CHUNK) -> Iterator[Rows]:
        """Yield all rows in chunks; a merged cell's text stands in each row that it covers."""
        left = self.cells.start[1] if self.cells.start else 0
        filler = _Filler(self.merges, self.extra.texts)
        width = max(self.extra.columns, left + self.cells.width)
        source = self.cells.iter_rows() if self.cells.start else iter(())
        beyond = max((row for row, _column in self.extra.texts), default=0)
        row = 0
        while (part := list(islice(source, size))) or row < beyond:
            part = part or [[] for _row in range(min(size, beyond - row))]
            texts = [self._texts(at, cells, left, width) for at, cells in enumerate(part, row + 1)]
            filler.fill(texts, row + 1)
            yield Rows(texts, np.arange(row + 1, row + 1 + len(texts)))
            row += len(texts)

    def _texts(self, row: int, cells: Sequence[object], left: int, width: int) -> list[str]:
        texts = [""] * left + [_text(cell) for cell in cells]
        texts += [""] * (width - len(texts))
        if max(map(len, texts), default=0) > LARGEST_CELL:
            message = _("A cell is larger than {most} characters.").format(most=f"{LARGEST_CELL:,}")
            remedy = _("Look at this row: is something pasted into it that is no answer?")
            raise TooLarge(message, Place(str(self.path), self.name, row), remedy)
        return texts


def read_workbook(path: Path, kind: str) -> list[BookSheet]:
    """Return the workbook's sheets in order, charts left out.

    Raises UnreadableFile when it is broken, PasswordProtected, NoTable,
    UnsafeWorkbook, and TooLarge before more memory is taken than a survey needs.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    extra = _extra(path, kind)
    try:
        with path.open("rb") as file, no_panic(path):
            book = CalamineWorkbook.from_filelike(file)  # from_path goes by the ending
            sheets = [
                BookSheet(
                    path,
                    about.name,
                    about.visible != SheetVisibleEnum.Visible,
                    book.get_sheet_by_name(about.name),
                    _of_sheet(extra, about.name, at),
                )
                for at, about in enumerate(book.sheets_metadata)
                if about.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise password(path) from error
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, UnreadableFile):
            raise
        if "password" in str(error).lower():
            raise password(path) from error
        raise broken(path, str(error)) from error
    if not sheets:
        raise broken(path, _("it has no sheet of cells"))
    return sheets


def _extra(path: Path, kind: str) -> Mapping[str, Extra] | list[Extra]:
    """Return what the file says and calamine does not: by sheet, or one sheet after the other."""
    if kind == XLS:
        return read_xls_extra(path)
    inside = look_inside(path)
    with opened(path) as archive:
        return read_xlsx_extra(path, archive) if inside == XLSX else read_ods_extra(path, archive)


def _of_sheet(extra: Mapping[str, Extra] | list[Extra], name: str, at: int) -> Extra:
    if isinstance(extra, Mapping):
        return extra.get(name, Extra())
    return extra[at + 1] if at + 1 < len(extra) else Extra()  # the first is the workbook itself


class _Filler:
    """Writes texts that calamine does not give, and merged ones into each row they cover."""

    def __init__(self, merges: Sequence[Merge], texts: Mapping[tuple[int, int], str]) -> None:
        self._tall = [merge for merge in merges if merge.bottom > merge.top]
        self._texts = texts
        self._kept: dict[Merge, str] = {}

    def fill(self, rows: list[list[str]], first: int) -> None:
        """Fill in the rows; `first` is the number of the first of them."""
        last = first + len(rows) - 1
        for (row, column), text in self._texts.items() if self._texts else ():
            if first <= row <= last and column <= len(rows[row - first]):
                rows[row - first][column - 1] = text
        for merge in self._tall:
            if first <= merge.top <= last and merge.left <= len(rows[merge.top - first]):
                self._kept[merge] = rows[merge.top - first][merge.left - 1]
            for row in range(max(first, merge.top + 1), min(last, merge.bottom) + 1):
                cells = rows[row - first]
                if merge.left <= len(cells) and not cells[merge.left - 1]:
                    cells[merge.left - 1] = self._kept.get(merge, "")


def _text(cell: object) -> str:
    """Return a cell as text.

    >>> _text(3.0), _text(2.5), _text(True), _text(datetime.datetime(2017, 2, 4))
    ('3', '2.5', 'TRUE', '2017-02-04')
    >>> _text(datetime.timedelta(hours=30)), _text(datetime.time(4, 5))
    ('30:00:00', '04:05:00')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"  # digits that Excel shows
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)
