"""A column of any data frame → distinct values, and for each row which of them stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from outreach.codebook import NO_ANSWER
from outreach.errors import OutreachError
from outreach.messages import _
from outreach.spelling import visible

if TYPE_CHECKING:
    from narwhals.stable.v2 import Series
    from numpy.typing import NDArray

Kind = Literal["flag", "number", "text", "list", "moment", "other"]
FEW = 12  # so many different whole numbers are a scale; more of them are a number
_MOMENTS = (date, time, timedelta, np.datetime64, np.timedelta64)  # a datetime is a date
_BLOCK = 1 << 16  # rows that become Python objects at a time
MOST_OPTIONS = 62  # of a multiple answer: bits of a mask, one kept for the unreadable
_TOO_MANY = 1 << 15  # different texts, of which nothing could be a table


@dataclass(frozen=True, eq=False)
class Cells:
    """One column: its distinct values, and each row's position among them, −1 for none.

    `ordered` says that the values stand in an order of their own, also those
    that nobody gave. Of a list `codes` are masks (uint64), a bit for each
    value. Numbers are in `numbers` (float64, NaN), and among the values only
    where they are few and whole. No answer is None, NaN, "" or 無回答.
    """

    kind: Kind
    values: tuple[Any, ...] = ()
    codes: NDArray[Any] | None = None
    ordered: bool = False
    numbers: NDArray[np.float64] | None = None


def cells_of(name: str, series: Series[Any]) -> Cells:
    """Return the Cells of a column; raises OutreachError for a list of too many options."""
    import narwhals.stable.v2 as nw

    kind = series.dtype
    if kind == nw.Boolean:
        return _flags(series)
    if kind.is_numeric():
        return _numbers(series)
    if kind in (nw.Categorical, nw.Enum):
        return _categories(series)
    if kind == nw.String:
        return _texts(series)
    if kind in (nw.List, nw.Array):
        return _lists(name, series)
    if kind in (nw.Object, nw.Unknown):
        return _objects(name, series)
    moments = (nw.Date, nw.Datetime, nw.Time, nw.Duration)
    return Cells("moment" if kind in moments else "other")


def _flags(series: Series[Any]) -> Cells:
    missing = series.is_null().to_numpy()
    flags = series.fill_null(value=False).to_numpy().astype(bool)
    codes = np.where(missing, -1, np.where(flags, 0, 1)).astype(np.int8)
    return Cells("flag", (True, False), codes, ordered=True)


def _numbers(series: Series[Any]) -> Cells:
    import narwhals.stable.v2 as nw

    return _few_or_many(series.cast(nw.Float64).to_numpy().astype(np.float64, copy=False))


def _few_or_many(numbers: NDArray[np.float64]) -> Cells:
    """Return numbers; where they are few and whole, also as values."""
    known = numbers[np.isfinite(numbers)]
    few = known[: 10 * _BLOCK]
    if (few != np.trunc(few)).any() or len(np.unique(few)) > FEW:
        return Cells("number", numbers=numbers)
    values = np.unique(known)
    if len(values) > FEW or (values != np.trunc(values)).any():
        return Cells("number", numbers=numbers)
    codes = np.searchsorted(values, numbers).astype(np.int8)
    codes[~np.isfinite(numbers)] = -1
    return Cells("number", tuple(map(int, values.tolist())), codes, numbers=numbers)


def _categories(series: Series[Any]) -> Cells:
    """Return the categories in their order, where there is one; polars keeps none but an Enum's."""
    native = series.to_native()
    if hasattr(native, "cat") and hasattr(native.cat, "categories"):  # pandas and its like
        values = tuple(map(str, native.cat.categories))
        codes = np.asarray(native.cat.codes, dtype=np.int64)
        return _without_blanks(Cells("text", values, codes, ordered=True))
    found = _texts(series)
    order: Iterable[Any] | None = getattr(series.dtype, "categories", None)
    if order is None and getattr(getattr(native, "type", None), "ordered", False):
        order = native.unify_dictionaries().chunk(0).dictionary.to_pylist()  # Arrow's
    if order is None:
        return found
    values = tuple(dict.fromkeys(map(str, order)))
    place = {value: at for at, value in enumerate(values)}
    positions = np.array([*(place[value] for value in found.values), -1])
    codes = positions[found.codes if found.codes is not None else ()]
    return _without_blanks(Cells("text", values, codes, ordered=True))


def _texts(series: Series[Any]) -> Cells:
    import narwhals.stable.v2 as nw

    native = series.to_native()
    if hasattr(native, "factorize"):  # pandas and its like
        found, distinct = native.factorize()
        return _without_blanks(_sorted([str(value) for value in distinct], np.asarray(found)))
    texts = series.cast(nw.String).fill_null("")
    values = sorted(texts.unique().to_list())
    if not values:
        return Cells("text", (), np.full(len(series), -1, dtype=np.int8))
    if len(values) > _TOO_MANY:
        return Cells("text", tuple(values), np.array([-1], dtype=np.int8))
    kind = nw.Int16 if len(values) <= np.iinfo(np.int16).max else nw.Int32
    codes = texts.replace_strict(values, list(range(len(values))), return_dtype=kind)
    return _without_blanks(Cells("text", tuple(values), codes.to_numpy()))


def _without_blanks(cells: Cells) -> Cells:
    """Return the cells in which what says that nothing was answered is no value."""
    kept = [value for value in cells.values if value.strip() not in ("", NO_ANSWER)]
    position = {value: at for at, value in enumerate(kept)}
    moved = np.array([*(position.get(value, -1) for value in cells.values), -1])
    codes = cells.codes if cells.codes is None else moved[cells.codes]
    return Cells(cells.kind, tuple(kept), codes, cells.ordered, cells.numbers)


def _lists(name: str, series: Series[Any]) -> Cells:
    """Return the masks of a column of lists: Python objects by the block, never all at once."""
    order = getattr(getattr(series.dtype, "inner", None), "categories", None)  # an Enum's
    position = {str(value): at for at, value in enumerate(order or ())}
    if len(position) > MOST_OPTIONS:
        raise too_many(name)
    masks = np.zeros(len(series), dtype=np.uint64)
    for start in range(0, len(series), _BLOCK):
        block = series[start : start + _BLOCK].to_list()
        keys = [tuple(row) if isinstance(row, list | tuple) else _key(row) for row in block]
        try:
            known = {key: _mask(name, key, position) for key in dict.fromkeys(keys)}
        except TypeError:  # lists of lists, of records
            return Cells("other")
        masks[start : start + len(block)] = [known[key] for key in keys]
    return Cells("list", tuple(position), masks, ordered=order is not None)


def _key(row: object) -> tuple[object, ...]:
    """Return what was chosen as a tuple, which is looked up once for all rows that are like it."""
    if isinstance(row, str) or not isinstance(row, Iterable):
        return () if _is_missing(row) else (row,)
    return tuple(row)


def _mask(name: str, row: tuple[object, ...], position: dict[str, int]) -> int:
    """Return the bits of a row's values; a new value takes the next bit."""
    mask = 0
    for value in (str(cell).strip() for cell in row if not _is_missing(cell)):
        if value in ("", NO_ANSWER):
            continue
        if value not in position:
            if len(position) == MOST_OPTIONS:
                raise too_many(name)
            position[value] = len(position)
        mask |= 1 << position[value]
    return mask


def too_many(name: str) -> OutreachError:
    """Return the error for a multiple answer with more options than a mask has bits."""
    message = _("“{column}” has more than {most} options, too many for a multiple answer.")
    return OutreachError(
        message.format(column=visible(name), most=MOST_OPTIONS),
        remedy=_("Put rare ones together first, or leave the column out."),
    )


def _objects(name: str, series: Series[Any]) -> Cells:
    """Return the cells of a column of Python objects: lists, flags, numbers, or texts."""
    values: dict[tuple[bool, Any], int] = {}  # True is no 1 here
    codes = np.full(len(series), -1, dtype=np.int64)
    moments = 0
    for start in range(0, len(series), _BLOCK):
        block = series[start : start + _BLOCK].to_list()
        if any(isinstance(cell, list | tuple | set | frozenset | np.ndarray) for cell in block):
            return _lists(name, series)
        for at, cell in enumerate(block, start):
            if not _is_missing(cell):
                moments += isinstance(cell, _MOMENTS)
                key = (isinstance(cell, bool | np.bool_), _plain(cell))
                codes[at] = values.setdefault(key, len(values))
    if moments and moments == np.count_nonzero(codes >= 0):
        return Cells("moment")
    if values and all(flag for flag, _value in values):
        order = np.array([*(0 if value else 1 for _flag, value in values), -1])
        return Cells("flag", (True, False), order[codes], ordered=True)
    found = [value for _flag, value in values]
    if found and not any(flag or isinstance(value, str) for flag, value in values):
        return _few_or_many(np.array([*found, np.nan])[codes])
    return _without_blanks(_sorted(list(map(str, found)), codes))


def _plain(cell: object) -> float | str:
    """Return a number as one of Python's, whatever its type, and anything else as its text."""
    if isinstance(cell, Integral):
        return int(cell)
    return float(cell) if isinstance(cell, Real | Decimal) else str(cell)


def _sorted(texts: Sequence[str], codes: NDArray[np.int64]) -> Cells:
    """Return the cells of texts, the distinct ones sorted: rows' order changes nothing."""
    values = sorted(set(texts))
    place = {value: at for at, value in enumerate(values)}
    positions = np.array([*(place[text] for text in texts), -1])
    return Cells("text", tuple(values), positions[codes])


def _is_missing(cell: object) -> bool:
    """Return whether a cell is None, NaN, NaT or pandas' NA, which is not even equal to itself."""
    if cell is None or type(cell).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(cell, float | np.floating) and bool(np.isnan(cell))
