"""Which surveys a path means, and which files hold a survey's answers."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from outreach.codebook import Codebook
from outreach.errors import Place, SurveyNotFound
from outreach.messages import _

ENDINGS = (
    ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".sav", ".zsav",
    ".dta", ".sas7bdat",
)  # fmt: skip
CODEBOOK = "codebook.toml"


def survey_paths(paths: Sequence[str | Path]) -> list[Path]:
    """Return what is to be read for these paths, each once; none given means ./surveys.

    A folder means every survey below it, or, where none is, the files in it; a
    codebook its survey; a shared codebook all surveys that extend it; a
    printed table the survey that names it. Raises SurveyNotFound.
    """
    if not paths:
        found = _surveys_below(Path("surveys"))
        if not found:
            message = _("There is no folder “surveys” with a survey in it.")
            raise SurveyNotFound(message, remedy=_("Name the survey's folder or its file."))
        return found
    meant = dict.fromkeys(survey for path in map(Path, paths) for survey in _meant(path))
    folders = {os.path.realpath(path) for path in meant if path.is_dir()}
    return [path for path in meant if path.is_dir() or not _is_covered(path, folders)]


def _meant(path: Path) -> list[Path]:
    if path.is_dir():
        return _surveys_below(path) or _loose_files(path) or [path]
    if path.name == CODEBOOK:
        return [path.parent] if path.is_file() else [path]
    if path.suffix == ".toml" and path.is_file():
        return [book.parent for book in _codebooks(path.parent) if _extends(book, path)] or [path]
    books = [folder / CODEBOOK for folder in (path.parent, path.parent.parent)]
    named = [book.parent for book in books if path.is_file() and _names(book, path)]
    return named[:1] or [path]


def _surveys_below(folder: Path) -> list[Path]:
    """Return the folder if it is a survey's, else the surveys' folders below it."""
    if (folder / CODEBOOK).exists():
        return [folder]
    return [book.parent for book in _codebooks(folder)]


def _codebooks(folder: Path) -> list[Path]:
    """Return the codebooks below a folder, those in hidden folders left out."""
    found = folder.rglob(CODEBOOK)
    return sorted(
        book
        for book in found
        if not any(part.startswith(".") for part in book.relative_to(folder).parts)
    )


def _loose_files(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.iterdir()
        if file.is_file()
        and file.suffix.lower() in ENDINGS
        and not file.name.startswith((".", "~$"))
    )


def _is_covered(path: Path, folders: set[str]) -> bool:
    """Return whether a file with answers is read with its survey's folder anyway."""
    return path.stem == "responses" and os.path.realpath(path.parent) in folders


def _extends(book: Path, shared: Path) -> bool:
    """Return whether a codebook builds on the shared one, at first or at further hand."""
    seen: set[Path] = set()
    while book.is_file() and book.resolve() not in seen:
        seen.add(book.resolve())
        base = _tables(book).get("extends")
        if not isinstance(base, str):
            return False
        book = book.parent / base
        if book.resolve() == shared.resolve():
            return True
    return False


def _names(codebook: Path, path: Path) -> bool:
    """Return whether a codebook names the file as a printed table."""
    published = _tables(codebook).get("published", {}) if codebook.is_file() else {}
    entries = published.values() if isinstance(published, dict) else ()
    files = [entry.get("file") for entry in entries if isinstance(entry, dict)]
    return path.resolve() in {(codebook.parent / str(file)).resolve() for file in files if file}


def _tables(codebook: Path) -> dict[str, object]:
    """Return a codebook's tables; one that is broken has none here, and is reported when read."""
    try:
        return tomllib.loads(codebook.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, RecursionError):
        return {}


def answer_files(codebook: Codebook, folder: Path) -> tuple[Path, ...]:
    """Return the files with answers that the codebook names, else responses.* in the folder.

    A codebook of printed tables only, which asks no question, needs none. Raises
    SurveyNotFound where there is none, or more than one.
    """
    if codebook.survey.responses:
        return tuple(_named(codebook))
    if not codebook.questions:
        return ()
    place = Place(str(folder))
    files = sorted(file for file in folder.glob("responses.*") if file.suffix.lower() in ENDINGS)
    if not files:
        remedy = _("Save the answers there as responses.csv or responses.xlsx.")
        raise SurveyNotFound(_("There is no file with answers here."), place, remedy)
    if len(files) > 1:
        message = _("There are several files with answers: {files}.")
        remedy = _('Say in the codebook which count: responses = ["…"].')
        names = ", ".join(file.name for file in files)
        raise SurveyNotFound(message.format(files=names), place, remedy)
    return tuple(files)


def _named(codebook: Codebook) -> Iterator[Path]:
    for name in codebook.survey.responses:
        file = codebook.folder / name
        if not file.is_file():
            remedy = _("The codebook names it in responses = …; put it there.")
            raise SurveyNotFound(_("There is no such file."), Place(str(file)), remedy)
        yield file


def nearest_codebook(path: Path) -> Path:
    """Return the nearest codebook.toml beside a file or above it; raise SurveyNotFound."""
    for folder in path.resolve().parents:
        if (folder / CODEBOOK).is_file():
            return folder / CODEBOOK
    message = _("There is no codebook.toml beside this file or above it.")
    raise SurveyNotFound(message, Place(str(path)), _("Name one with --codebook."))
