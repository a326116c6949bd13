"""Comments in a column of any file, without a codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from outreach.codebook import Codebook, Question, Survey
from outreach.comments.comment import ROLE, Comment
from outreach.errors import OutreachError, Place
from outreach.intake.cells import Column, Sheet
from outreach.intake.names import Names
from outreach.intake.sheets import read_sheets
from outreach.messages import _
from outreach.spelling import nearest, squeeze, unprotected, visible

_SHOWN = 12  # headers that a message names


def file_comments(path: str | Path, column: str) -> Iterator[list[Comment]]:
    """Yield the comments in one column of a file, a list for each chunk of rows.

    The column is named by its header, else by its letter or number as a
    spreadsheet has it ("C", "3"). The header row is looked for below titles.
    Respondents are the rows' running numbers from 1; blank cells are no
    comments. Raises OutreachError for a column that is not there, and whatever
    `read_sheets` does.
    """
    first = 0
    for sheet in read_sheets(path, Names(_codebook(column))):
        found = _find(sheet, column)
        texts = [unprotected(value) for value in found.values]
        yield [
            Comment(str(first + at + 1), found.header.strip(), texts[code], first + at)
            for at, code in enumerate(found.codes.tolist())
            if texts[code].strip()
        ]
        first += len(sheet)


def lone_codebook(path: Path, column: str) -> Codebook:
    """Return a codebook of one question, the column: what a file without one is taken for."""
    return Codebook(
        Survey(title=path.stem), (_question(column),), path=path.parent / "codebook.toml"
    )


def _codebook(column: str) -> Codebook:
    return Codebook(Survey(), (_question(column),))


def _question(column: str) -> Question:
    return Question(column, "text", column, role=ROLE)


def _find(sheet: Sheet, name: str) -> Column:
    """Return the column of that header, or at that place; raise where there is none, or two."""
    alike = [each for each in sheet.columns if each.header.strip() == name.strip()]
    alike = alike or [each for each in sheet.columns if squeeze(each.header) == squeeze(name)]
    if len(alike) > 1:
        message = _("Two columns have the header “{name}”.").format(name=visible(name))
        place = sheet.header_place(alike[1])
        raise OutreachError(message, place, _("Name it by its letter, such as --column C."))
    found = alike or [each for each in sheet.columns if _is_place(name, each.position)]
    if not found:
        raise _no_column(sheet, name)
    return found[0]


def _is_place(name: str, position: int) -> bool:
    """Return whether a name is the letter or the number of a column, which counts from 1."""
    letters = squeeze(name).upper()
    return letters in (str(position), Place(row=1, column=position).cell[:-1])


def _no_column(sheet: Sheet, name: str) -> OutreachError:
    headers = [each.header.strip() for each in sheet.columns if each.header.strip()]
    message = _("There is no column “{name}”.").format(name=visible(name))
    near = nearest(name, headers)
    hint = _("Did you mean {near}?").format(near=visible(near)) if near else ""
    known = _("The columns are: {columns}.").format(columns=_listed(headers))
    return OutreachError(message, sheet.header, f"{hint} {known}".strip())


def _listed(headers: Sequence[str]) -> str:
    shown = ", ".join(visible(header)[:30] for header in headers[:_SHOWN])
    return shown + (" …" if len(headers) > _SHOWN else "")
