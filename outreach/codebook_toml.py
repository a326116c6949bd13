"""codebook.toml → Codebook: every fault in it is found, with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach.codebook import Codebook
from outreach.codebook_links import check_links
from outreach.codebook_parts import build_question, build_survey, check_names
from outreach.codebook_published import build_published
from outreach.codebook_values import PUBLISHED, QUESTION, SURVEY, TOP, WHOLE_TABLES, Faults
from outreach.codebook_weights import build_weights
from outreach.errors import CodebookError, OutreachError, Place, SurveyNotFound
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import nearest

_TABLE = pattern(r"\s*\[\s*([^\[\]]+?)\s*\]")
_KEY = pattern(r"""\s*("[^"]*"|'[^']*'|[\w-]+)(?:\s*\.[^=\s]+)?\s*=""")
_PART = pattern(r"""\s*("[^"]*"|'[^']*'|[^."'\s]+)\s*""")
_FULL_WIDTH = pattern("[＝［］“”＂，｛｝]")


@dataclass(frozen=True)
class Document:
    """A TOML file's tables, its own over those it extends, and where each key stands."""

    tables: dict[str, Any]
    places: dict[tuple[str, ...], Place]


def read_codebook(path: str | Path) -> Codebook:
    """Return the Codebook in a codebook.toml, or in a folder that holds one.

    Raises SurveyNotFound when there is none, CodebookError with every fault
    (each with its line) when it cannot be used.
    """
    path = Path(path)
    if path.is_dir():
        path = path / "codebook.toml"
    if not path.is_file():
        raise SurveyNotFound(
            _("There is no codebook here."),
            Place(str(path)),
            _("Write a codebook.toml into the survey's folder, or name one with --codebook."),
        )
    document = _load(path, ())
    faults = Faults(str(path), document.places)
    _check_keys(document.tables, faults)
    survey = build_survey(document.tables.get("survey", {}), faults)
    asked = document.tables.get("question", {})
    questions = tuple(
        build_question(key, table, survey, faults)
        for key, table in (asked.items() if isinstance(asked, dict) else ())
        if isinstance(table, dict)
    )
    check_names(questions, faults)
    check_links(questions, faults)
    published = build_published(document.tables.get("published", {}), questions, path, faults)
    weights = build_weights(document.tables.get("weights", {}), questions, faults)
    if not questions and not published:
        faults.add((), _("The codebook asks no question."), _("Add a [question.…] table."))
    if faults.found:
        raise CodebookError(sorted(faults.found, key=lambda fault: fault.place.row or 0))
    return Codebook(survey, questions, published, path, weights)


def _load(path: Path, on_the_way: tuple[Path, ...]) -> Document:
    text = _read_text(path)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(path, text, str(error)) from error
    except RecursionError as error:
        raise _broken(path, None, _("The brackets are nested too deeply.")) from error
    places = dict(_places(path, text))
    base = tables.pop("extends", None)
    if base is None:
        return Document(tables, places)
    parent, here = path.parent / str(base), places.get(("extends",), Place()).row
    if parent.resolve() in (*on_the_way, path.resolve()):
        raise _broken(path, here, _("The codebook extends itself."))
    if not parent.is_file():
        message = _("The file that it extends is not there: {path}").format(path=base)
        raise _broken(path, here, message)
    below = _load(parent, (*on_the_way, path.resolve()))
    merged = _merge(below.tables, tables)
    if "weights" in tables:
        merged["weights"] = tables["weights"]  # whole: targets of two files do not add up
    return Document(merged, below.places | places)


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return both, `above` winning key by key; what it names stands where it names it."""
    merged = {key: value for key, value in below.items() if key not in above}
    for key, value in above.items():
        old = below.get(key)
        both = isinstance(old, dict) and isinstance(value, dict) and key not in WHOLE_TABLES
        merged[key] = _merge(old, value) if both and isinstance(old, dict) else value
    return merged


def _read_text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _broken(
            path, line, _("The codebook is not in UTF-8."), _("Save it again as UTF-8.")
        ) from error


def _syntax_error(path: Path, text: str, message: str) -> CodebookError:
    found = re.search(r" \(at line (\d+), column \d+\)", message)
    lines = text.split("\n")
    line = int(found[1]) if found else len(lines)
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    remedy = _("The line reads: {line}").format(line=shown[:60])
    if _FULL_WIDTH.search(shown):
        remedy += " " + _('Full-width signs such as ＝ or “ do not count: type = and ".')
    reason = message[: found.start()] if found else message
    return _broken(path, line, _("This is not TOML: {reason}.").format(reason=reason), remedy)


def _broken(path: Path, line: int | None, message: str, remedy: str = "") -> CodebookError:
    return CodebookError([OutreachError(message, Place(str(path), row=line), remedy)])


def _places(path: Path, text: str) -> Iterator[tuple[tuple[str, ...], Place]]:
    """Yield each table and key with the line that it stands in."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        place = Place(str(path), row=number)
        if heading := _TABLE.match(line):
            table = tuple(part.strip("\"'") for part in _PART.findall(heading[1]))
            yield table, place
        elif key := _KEY.match(line):
            yield (*table, key[1].strip("\"'")), place


def _check_keys(tables: Mapping[str, Any], faults: Faults) -> None:
    """Note every key that no part of the contract knows."""
    for key in tables:
        _known((key,), TOP, faults)
    if "format" not in tables:
        faults.add((), _("The codebook does not say its format."), _("Begin with: format = 1"))
    elif tables["format"] != 1:
        faults.add(("format",), _("Only format = 1 can be read."), _("Update outreach."))
    sections = {"question": QUESTION, "published": PUBLISHED}
    for section, keys in sections.items():
        for name, table in faults.table((section,), tables.get(section, {})).items():
            for key in faults.table((section, name), table):
                _known((section, name, key), keys, faults)
    for key in faults.table(("survey",), tables.get("survey", {})):
        _known(("survey", key), SURVEY, faults)


def _known(path: tuple[str, ...], keys: Collection[str], faults: Faults) -> None:
    if path[-1] in keys:
        return
    near = nearest(path[-1], keys)
    remedy = _("Did you mean {near}?").format(near=near) if near else ""
    if not near:
        remedy = _("The keys here are: {keys}.").format(keys=", ".join(keys))
    faults.add(path, _("Unknown key “{key}”.").format(key=path[-1]), remedy)
