"""Whatever is called a data frame → columns of one name each, and which of them belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outreach.errors import OutreachError, UnknownQuestion
from outreach.messages import _
from outreach.spelling import nearest, visible

if TYPE_CHECKING:
    from narwhals.stable.v2 import DataFrame, LazyFrame

Columns = Mapping[str, Sequence[str] | Mapping[str, str]]
_JOINTS = "_ .:/-・"  # what stands between a question's name and an option's in a column's name


@dataclass(frozen=True, eq=False)
class Shape:
    """A data frame; `marks` says, by key, which columns are the options of one question.

    `keys` are the questions, in the order of the columns.
    """

    frame: DataFrame[Any] | LazyFrame[Any]
    keys: tuple[str, ...]
    marks: Mapping[str, Mapping[str, str]]

    def read(self, keys: Iterable[str]) -> DataFrame[Any]:
        """Return the columns of these questions; what is lazy is read now, and only these."""
        names = [name for key in keys for name in self.marks.get(key, (key,))]
        chosen: Any = self.frame.select(names)
        read: DataFrame[Any] = chosen.collect() if hasattr(chosen, "collect") else chosen
        return read


def shape_of(frame: Any, columns: Columns | None = None) -> Shape:  # noqa: ANN401 - see below
    """Return the Shape of a frame of pandas, polars, pyarrow and whatever else narwhals knows.

    `columns` are those of multiple answers. Columns of pandas that are pairs
    (key, option) belong together where the option is not "". Raises
    OutreachError, UnknownQuestion.
    """
    import narwhals.stable.v2 as nw

    if nw.dependencies.is_dask_dataframe(frame):
        lazy: Any = frame
        frame = lazy.compute()  # narwhals would warn: its way to Dask is about to move
    pairs: list[tuple[str, str]] = []
    if nw.dependencies.is_pandas_like_dataframe(frame):
        pairs = [_pair(column) for column in frame.columns]
        names = ["\n".join(filter(None, pair)) for pair in pairs]  # no name of one line is like it
        _refuse_twice(names)
        frame = frame.copy(deep=False)
        frame.columns = names
    _refuse_twice(getattr(frame, "column_names", ()))  # Arrow's
    try:
        known: Any = nw.from_native(frame)
    except TypeError as error:
        message = _("“{type}” is no data frame.").format(type=type(frame).__name__)
        remedy = _("Give one of pandas, polars or pyarrow, or Responses.")
        raise OutreachError(message, remedy=remedy) from error
    found = known.collect_schema().names()
    marks = {
        str(key): dict(_named(str(key), given, found)) for key, given in (columns or {}).items()
    }
    for key, option in pairs:
        if option:
            marks.setdefault(key, {})[f"{key}\n{option}"] = option
    return Shape(known, _keys(found, marks), marks)


def _pair(column: object) -> tuple[str, str]:
    """Return the key and the option that a column of pandas is named by."""
    if not isinstance(column, tuple):
        return str(column), ""
    if len(column) != 2:
        message = _("Columns of {levels} levels are more than question and option.")
        raise OutreachError(message.format(levels=len(column)))
    return str(column[0]), str(column[1])


def _refuse_twice(names: Iterable[str]) -> None:
    twice = [name for name, number in Counter(names).items() if number > 1]
    if twice:
        shown = ", ".join(visible(name.replace("\n", " ")) for name in twice)
        message = _("There are two columns of one name: {names}").format(names=shown)
        raise OutreachError(message, remedy=_("Rename one of them."))


def _named(
    key: str, given: Sequence[str] | Mapping[str, str], found: Sequence[str]
) -> Iterable[tuple[str, str]]:
    """Yield each column of a multiple answer with its option's name."""
    if isinstance(given, Mapping):
        given = {str(name): label for name, label in given.items()}
    else:
        given = [given] if isinstance(given, str) else [str(name) for name in given]
    for name in given:
        if name not in found:
            raise unknown_column(name, found)
    prefixed = all(name.startswith(key) and name[len(key) :].strip(_JOINTS) for name in given)
    for name in given:
        plain = name[len(key) :].lstrip(_JOINTS) if prefixed else name
        yield name, given[name] if isinstance(given, Mapping) else plain


def unknown_column(name: str, known: Sequence[str]) -> UnknownQuestion:
    """Return the error for a column that is not there, with the nearest one."""
    near = nearest(name, known)
    hint = _("Did you mean {near}?").format(near=near) if near else ""
    return UnknownQuestion(_("There is no column “{name}”.").format(name=name), remedy=hint)


def _keys(found: Sequence[str], marks: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Return the questions in the order of the columns; a multiple one stands at its first."""
    of_column = {name: key for key, names in marks.items() for name in names}
    keys = tuple(dict.fromkeys(of_column.get(name, name) for name in found))
    singles = {name for name in found if name not in of_column}
    if clash := [key for key in marks if key in singles]:
        _refuse_twice([*clash, *clash])
    return keys
