"""A file of SPSS, Stata or SAS → rows, through pyreadstat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from outreach.errors import Place, UnreadableFile
from outreach.intake.cells import CHUNK, Rows
from outreach.intake.files.kinds import SAS, STATA, is_stat_file
from outreach.intake.files.savfiles import read_dictionary, save_again
from outreach.intake.files.savsets import ResponseSet
from outreach.intake.files.statcells import Part, Values, Variable
from outreach.intake.files.statreaders import StatReader
from outreach.messages import _

if TYPE_CHECKING:
    from pyreadstat import metadata_container

RAW = "_unreadable"  # behind a name: answers that `normalise` could not read, as they stood
_CELLS_AT_A_TIME = 1 << 20
_SMALLEST_SAS_ROW = 1 / 64  # of a byte: long runs of one sign take next to nothing


@dataclass(frozen=True)
class StatHeader:
    """The columns' names and labels; `sets` are the options of multiple-response sets, by name."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_stat_rows(path: Path) -> tuple[StatHeader, Iterator[Rows]]:
    """Return the header, and the rows in chunks: the header's names as row 0, then the cases.

    A value is its label; missing ones are "". A multiple-response set is one
    column in the place of its first variable, its options joined by `|`.
    Raises UnreadableFile, UnreadableEncoding; so do the chunks.
    """
    place = Place(str(path))
    with path.open("rb") as file:
        kind = is_stat_file(file.read(len(SAS)))
    if not kind:
        raise UnreadableFile(_("This is no file of SPSS, Stata or SAS."), place, save_again())
    source = StatReader(path, kind, read_dictionary(path) if kind == "sav" else None)
    about = source.describe()
    _check_size(path, kind, about)
    parts = _parts(_variables(source, about), source.sets(about))
    header = StatHeader(
        tuple(part.name for part in parts),
        tuple(part.label for part in parts),
        {part.name: part.options for part in parts if part.multiple},
    )
    return header, _rows(source, about, parts)


def _check_size(path: Path, kind: str, about: metadata_container) -> None:
    """Raise UnreadableFile where the rows that are announced, or the file's end, are not there."""
    widths = about.variable_storage_width.values()  # strings with a byte for their end
    width = sum(max(1, size - 1) for size in widths)
    smallest = {"sav": 0.0, "dta": float(width), "sas7bdat": width * _SMALLEST_SAS_ROW}[kind]
    size = path.stat().st_size
    if (about.number_rows or 0) * smallest > size or (kind == "dta" and not _ends(path, size)):
        message = _("The file is cut off: its end is not there.")
        raise UnreadableFile(message, Place(str(path)), save_again())


def _ends(path: Path, size: int) -> bool:
    """Return whether a file of Stata 13 or newer ends as it should: with the labels before it."""
    with path.open("rb") as file:
        begin = file.read(len(STATA))
        file.seek(max(0, size - 64))
        return begin != STATA or b"</stata_dta>" in file.read()


def _variables(source: StatReader, about: metadata_container) -> list[Variable]:
    catalogue = source.catalogue()
    found = []
    for name, label in zip(about.column_names, about.column_labels, strict=True):
        form = about.original_variable_types.get(name) or ""
        own, named = about.variable_value_labels.get(name), about.variable_to_label.get(name, "")
        labels: dict[object, str] = dict((own or catalogue.get(named, {})).items())
        found.append(Variable(name, label or "", source.kind, form, labels))
    return found


def _parts(variables: Sequence[Variable], sets: Sequence[ResponseSet]) -> list[Part]:
    """Return the columns: variables, and sets in the place of their first variable."""
    by_name = {variable.name: variable for variable in variables}
    joined = {one.name: part for one in sets if (part := _set_part(one, by_name))}
    firsts: dict[str, list[Part]] = {}
    for part in joined.values():
        firsts.setdefault(part.members[0].name, []).append(part)
    within = {member.name for part in joined.values() for member in part.members}
    parts: list[Part] = []
    for variable in variables:
        parts += firsts.get(variable.name, [])
        if variable.name not in within:
            parts.append(Part(variable.name, variable.label, (variable,)))
    names = {part.name for part in parts}
    raws = {name + RAW: name for name in names if name + RAW in names}
    return [
        Part(part.name, part.label, part.members, part.options, part.counted, part.multiple,
             part.name + RAW if part.name + RAW in raws else "")
        for part in parts if part.name not in raws
    ]  # fmt: skip


def _set_part(found: ResponseSet, by_name: Mapping[str, Variable]) -> Part | None:
    """Return a set's column; None where a variable of it is not there."""
    members = tuple(by_name[name] for name in found.members if name in by_name)
    if len(members) < len(found.members):
        return None
    name = f"${found.name}" if found.name in by_name else found.name
    if found.counted is None:
        return Part(name, found.label, members, multiple=True)
    options = tuple(_option(member, found) for member in members)
    return Part(name, found.label, members, options, found.counted, multiple=True)


def _option(member: Variable, found: ResponseSet) -> str:
    """Return which option a variable of a set stands for: by its label, `[option] question` too."""
    if found.by_value:
        for value, label in member.labels.items():
            if Variable(member.name).text(value) == found.counted:
                return label
    label = member.label.strip()
    if label.startswith("["):
        ends = [at for at in range(len(label)) if label.startswith("]", at)]
        for at in ends:
            if found.label.startswith(label[at + 1 :].strip()):
                return label[1:at]
    return label or member.name


def _rows(source: StatReader, about: metadata_container, parts: Sequence[Part]) -> Iterator[Rows]:
    """Yield the header, then the cases; they count from 1, as those programs show them."""
    yield Rows([[part.name for part in parts]], np.zeros(1, dtype=np.int64))
    at_a_time = max(1, _CELLS_AT_A_TIME // len(about.column_names) // CHUNK) * CHUNK
    total, done = about.number_rows, 0
    while total is None or done < total:
        found = source.read(row_offset=done, row_limit=at_a_time)[0]
        values = dict(zip(about.column_names, found.values(), strict=True))
        size = len(next(iter(values.values())))
        for start in range(0, size, CHUNK):
            yield _chunk(values, parts, start, done)
        done += size
        if size < at_a_time:
            break
    if total is not None and done < total:
        message = _("The file is cut off: {found} of {rows} rows are there.")
        raise UnreadableFile(
            message.format(found=done, rows=total), Place(str(source.path)), save_again()
        )


def _chunk(values: Values, parts: Sequence[Part], start: int, done: int) -> Rows:
    here = {name: column[start : start + CHUNK] for name, column in values.items()}
    cells = [list(row) for row in zip(*(part.texts(here) for part in parts), strict=True)]
    first = done + start + 1
    return Rows(cells, np.arange(first, first + len(cells), dtype=np.int64))
