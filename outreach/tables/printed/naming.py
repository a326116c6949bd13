"""Names of rows and columns in a codebook's statements → the cells that are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.errors import OutreachError
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import nearest, squeeze
from outreach.tables.printed.grid import Cell, Line, Printed
from outreach.tables.printed.words import TOTAL, bare

_AXIS = pattern(r"\s+[|｜]\s+|\s*[|｜]\s*")
_PLUS = pattern(r"\s+[+＋]\s+")
_TO = pattern(r"\s+(?:…|\.{3}|‥)\s+")
_JOINTS = pattern(r"[_/\s・]+")


class UnknownName(OutreachError, KeyError):
    """A row or a column that a printed table does not have."""

    __str__ = OutreachError.__str__


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of a table (or columns, of the table turned) that a statement names together."""

    text: str
    table: Printed
    at: tuple[int, ...]

    def across(self) -> list[tuple[str, tuple[Cell, ...]]]:
        """Return the cells of these rows, column by column that counts, each under its name."""
        table = self.table
        return [
            (table.columns[column].name, tuple(table.cells[row][column] for row in self.at))
            for column in table.counts or range(len(table.columns))
        ]

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells that are meant where one number is: in the only column, or the total's.

        Raises UnknownName where it could be several.
        """
        table = self.table
        counts = table.counts or list(range(len(table.columns)))
        totals = [at for at in counts if table.columns[at].kind == TOTAL]
        chosen = counts if len(counts) == 1 else totals
        if len(chosen) != 1:
            message = _("“{name}” has several numbers; which one is meant?").format(name=self.text)
            raise UnknownName(message, remedy=_("Name row and column: row | column."))
        return tuple(table.cells[row][chosen[0]] for row in self.at)


def find_lines(table: Printed, text: str) -> Lines:
    """Return the rows, or where no row has the name the columns, that a statement names.

    Several names are joined by " + ", a run of neighbours is "first … last".
    Raises UnknownName with the nearest name.
    """
    try:
        return Lines(text, table, positions(table.rows, text))
    except UnknownName as error:
        turned = table.turned
        try:
            return Lines(text, turned, positions(turned.rows, text))
        except UnknownName:
            raise error from None


def find_cells(table: Printed, text: str) -> tuple[Cell, ...]:
    """Return the cells that "row | column" names, or a row or column alone that has one number.

    Raises UnknownName.
    """
    names = [name for name in _AXIS.split(text.strip()) if name]
    if len(names) == 1:
        return find_lines(table, names[0]).cells()
    if len(names) != 2:
        raise UnknownName(
            _("“{text}” names no cell.").format(text=text), remedy=_("Write: row | column.")
        )
    first = find_lines(table, names[0])
    rows, columns = first.at, positions(first.table.columns, names[1])
    return tuple(first.table.cells[row][column] for row in rows for column in columns)


def positions(lines: Sequence[Line], text: str) -> tuple[int, ...]:
    """Return the positions of the lines that a statement names; raises UnknownName."""
    whole = _named(lines, text)
    if whole:
        return whole
    found: list[int] = []
    for part in _PLUS.split(text.strip()):
        ends = _TO.split(part)
        if len(ends) == 2:
            first, last = (_required(lines, end) for end in ends)
            found += range(min(first), max(last) + 1)
        else:
            found += _required(lines, part)
    return tuple(dict.fromkeys(found))


def _required(lines: Sequence[Line], name: str) -> tuple[int, ...]:
    found = _named(lines, name)
    if not found:
        near = nearest(name, [line.name for line in lines])
        message = _("The printed table has no row or column “{name}”.").format(name=name)
        remedy = _("Did you mean {near}?").format(near=near) if near else ""
        names = ", ".join(line.name for line in lines[:12])
        raise UnknownName(message, remedy=remedy or _("It has: {names}.").format(names=names))
    return found


def _named(lines: Sequence[Line], name: str) -> tuple[int, ...]:
    """Return the lines of a name: the whole of it, one of its parts, or parts joined by /.

    The strictest reading that finds any counts: 計 is not 小計, and a group's
    name means all that stands in it, its totals left out.
    """
    wanted, parts = _key(name), [squeeze(part) for part in name.split("/")]
    own = [[squeeze(part) for part in line.names if part] for line in lines]
    whole = [at for at, line in enumerate(lines) if _key(line.name) == wanted]
    last = [at for at, names in enumerate(own) if names[-1:] == parts]
    if len(whole or last) > 1:
        listed = ", ".join(lines[at].name for at in whole or last)
        message = _("“{name}” could be several: {names}.").format(name=name, names=listed)
        raise UnknownName(message, remedy=_("Write the names above it too, joined by /."))
    held = [at for at, names in enumerate(own) if _holds(names, parts)]
    inner = [at for at in held if lines[at].kind != TOTAL] or held
    alike = [at for at, line in enumerate(lines) if bare(line.name) == bare(name)]
    return tuple(whole or last or inner or alike)


def _key(name: str) -> str:
    return _JOINTS.sub("", squeeze(name))


def _holds(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Return whether the parts stand among the names, in this order."""
    rest = iter(names)
    return all(part in rest for part in parts)
