"""Tidy output as it was written → rows of checked values that know their place."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from outreach.errors import OutreachError, Place, SurveyNotFound, UnreadableEncoding
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import unprotected, visible
from outreach.tables.tidying import COLUMNS, TESTED, VALUE, WEIGHTED

_TEXTS = (*COLUMNS[:6], "letters", "note")
_NUMBERS = (*COLUMNS[6:], *WEIGHTED, *TESTED[:-2], VALUE)
_WHOLE = pattern(r"\d+")


@dataclass(frozen=True, eq=False)
class TidyRow:
    """One cell of a table: texts, and numbers that are None where nothing stands."""

    place: Place
    texts: Mapping[str, str]
    numbers: Mapping[str, int | float | None] = field(default_factory=dict)

    @property
    def table(self) -> tuple[str, str, str]:
        """The table that the cell is of: survey, question, break."""
        return self.texts["survey"], self.texts["question"], self.texts["by"]

    @property
    def is_statistic(self) -> bool:
        """Whether it is a mean or a difference in points, which has no count."""
        return VALUE in self.numbers and self.numbers["count"] is None and not self.texts["note"]

    def number(self, name: str) -> float:
        """Return a number as it is for an array of them: NaN where nothing stands."""
        value = self.numbers.get(name)
        return math.nan if value is None else value


def tidy_rows(source: Any) -> list[TidyRow]:  # noqa: ANN401 - whatever is read
    """Return the rows of a tidy CSV (a path or an open file) or of a data frame.

    Raises OutreachError with its place: no such file, no tidy output, a number
    that is none.
    """
    if isinstance(source, str | Path):
        return list(_checked(str(source), _lines_of(Path(source))))
    if hasattr(source, "read"):
        return list(_checked(getattr(source, "name", ""), _csv_lines(source)))
    return list(_checked("", _frame_lines(source)))


def _lines_of(path: Path) -> list[Sequence[str]]:
    place = Place(str(path))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_csv_lines(file))
    except UnicodeDecodeError as error:
        remedy = _("Save it as “CSV UTF-8” again.")
        raise UnreadableEncoding(_("The file is not in UTF-8."), place, remedy) from error
    except OSError as error:
        message = _("The file cannot be read ({reason}).").format(reason=error.strerror)
        raise SurveyNotFound(message, place) from error


def _csv_lines(file: IO[str]) -> Iterator[Sequence[str]]:
    yield from csv.reader(file)


def _frame_lines(frame: Any) -> Iterator[Sequence[str]]:  # noqa: ANN401 - whatever narwhals knows
    """Yield header and rows of a data frame as a CSV would hold them."""
    import narwhals.stable.v2 as nw

    try:
        known = nw.from_native(frame, eager_only=True)
    except TypeError as error:
        message = _("“{type}” is neither a file nor a data frame.")
        raise OutreachError(message.format(type=type(frame).__name__)) from error
    yield list(map(str, known.columns))
    missing = known.select(nw.all().is_null()).rows()
    for cells, gone in zip(known.rows(), missing, strict=True):
        yield ["" if blank else str(cell) for cell, blank in zip(cells, gone, strict=True)]


def _checked(path: str, lines: Iterable[Sequence[str]]) -> Iterator[TidyRow]:
    """Yield the rows under the header, with numbers as numbers; blank lines are passed over."""
    iterator = iter(lines)
    header = [name.removeprefix("\ufeff").strip() for name in next(iterator, ())]
    if missing := [name for name in COLUMNS if name not in header]:
        message = _("This is no tidy output: columns are missing: {names}.")
        raise OutreachError(
            message.format(names=", ".join(missing)),
            Place(path, row=1),
            _("Give what `outreach tabulate --format csv` wrote."),
        )
    if twice := [name for name in dict.fromkeys(header) if header.count(name) > 1]:
        message = _("There are two columns of one name: {names}")
        raise OutreachError(
            message.format(names=", ".join(map(visible, twice))), Place(path, row=1)
        )
    for row, cells in enumerate(iterator, 2):
        if any(cells):
            yield _row(path, row, header, cells)


def _row(path: str, row: int, header: Sequence[str], cells: Sequence[str]) -> TidyRow:
    place = Place(path, row=row)
    if len(cells) != len(header):
        message = _("There are {found} cells where the header has {wanted}.")
        raise OutreachError(message.format(found=len(cells), wanted=len(header)), place)
    by_name = dict(zip(header, cells, strict=True))
    texts = {name: unprotected(by_name.get(name, "")) for name in _TEXTS}
    numbers = {
        name: _number(by_name[name], Place(path, "", row, header.index(name) + 1, None, name))
        for name in _NUMBERS
        if name in by_name
    }
    return TidyRow(place, texts, numbers)


def _number(text: str, place: Place) -> int | float | None:
    """Return a cell's number, None for a blank; whole numbers stay whole."""
    text = text.strip()
    if not text:
        return None
    if _WHOLE.fullmatch(text) and text.isascii():
        return int(text)
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    may_be_negative = place.header in ("residual", VALUE)
    if not math.isfinite(value) or (value < 0 and not may_be_negative):
        message = _("“{text}” is no number that can stand here.").format(text=visible(text))
        raise OutreachError(message, place)
    return value
