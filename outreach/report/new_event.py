"""A new event's folder: a codebook to start from, dated and named after the folder."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from outreach.codebook_toml import read_codebook
from outreach.codebook_writing import quoted
from outreach.errors import CannotWrite, OutreachError, Place
from outreach.messages import _
from outreach.report.files import replacing
from outreach.spelling import squeeze

COMMON = "../common.toml"
_NAMED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ 　]+(.+))?")
_KINDS = ("lecture", "workshop", "consultation")


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What was made: the codebook, and the questions that it takes from common.toml, by key."""

    codebook: Path
    inherited: tuple[str, ...]


def start_event(folder: Path) -> NewEvent:
    """Return what was made in the folder, which may be there already, but without a codebook.

    Date, title and kind come from a name such as 2026-12-05-lecture; head
    counts are left to be filled in. Where there is a common.toml in the folder
    above, its questions are taken from it. Raises CannotWrite, CodebookError.
    """
    target = folder / "codebook.toml"
    check_absent(target)
    common = folder.parent / "common.toml"
    inherited = _questions(common, ())
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("The folder cannot be made ({reason}).").format(reason=error.strerror)
        raise CannotWrite(message, Place(str(folder)), _("Choose another name.")) from error
    try:
        with replacing(target) as path:
            path.write_text(
                codebook_for(folder, inherited, common=common.is_file()), "utf-8", newline="\n"
            )
            read_codebook(path)
    except OutreachError:
        if new:
            folder.rmdir()
        raise
    return NewEvent(target, tuple(inherited))


def check_absent(target: Path) -> None:
    """Raise CannotWrite where something is there: it may be work that nobody has a copy of."""
    if target.exists():
        message = _("This is there already; it is never written over.")
        remedy = _("Choose another name, or move it away first.")
        raise CannotWrite(message, Place(str(target)), remedy)


def codebook_for(folder: Path, inherited: dict[str, Any], *, common: bool) -> str:
    """Return the text of a codebook to start from, for a folder of that name."""
    template = (files("outreach") / "templates" / "codebook.toml").read_text("utf-8")
    date, title = _of_name(folder.resolve().name)
    kind = next((kind for kind in _KINDS if title.lower().startswith(kind)), "")
    said = {
        "extends": quoted(COMMON) if common else "",
        "title": quoted(title),
        "date": date,
        "kind": quoted(kind) if kind else "",
    }
    head, *questions = re.split(r"(?m)^(?=\[question\.)", template)
    lines = [_filled(line, said) for line in head.split("\n")]
    if inherited:
        lines[-1:] = [*_inherited(inherited), ""]
    return "\n".join(lines) + "".join(_not_yet(questions, inherited))


def _of_name(name: str) -> tuple[str, str]:
    """Return the date and the title that a folder's name says.

    >>> _of_name("2026-12-05-lecture"), _of_name("2026-13-05-x"), _of_name("2026-12-05")
    (('2026-12-05', 'lecture'), ('', '2026-13-05-x'), ('2026-12-05', '2026-12-05'))
    """
    found = _NAMED.fullmatch(name)
    try:
        day = datetime.date.fromisoformat(found[1]) if found else None
    except ValueError:  # such as month 13
        day = None
    if found is None or day is None:
        return "", name
    return day.isoformat(), found[2] or name


def _filled(line: str, said: dict[str, str]) -> str:
    """Return a line of the template with what is known of its key, its remark kept."""
    found = re.fullmatch(r'(?:# )?(\w+) = ("[^"]*"|[\d-]+)(\s*#.*)?', line)
    if found is None or not said.get(found[1]):
        return line
    value = f"{found[1]} = {said[found[1]]}"
    return f"{value:<36}{(found[3] or '').strip()}".rstrip()


def _inherited(questions: dict[str, Any]) -> Iterator[str]:
    labels = [f"{key}（{' '.join(str(table.get('label', key)).split())}）"
              for key, table in questions.items()]  # fmt: skip
    yield "# 次の質問は common.toml にあるものを使います: " + "、".join(labels)
    yield "# この催しで違うところだけを、同じ名前の表（[question.age] など）に書いてください。"
    yield "# 用紙にない質問には optional = true と書いてください。"


def _not_yet(blocks: Sequence[str], inherited: dict[str, Any]) -> Iterator[str]:
    """Yield the template's questions that none of the inherited ones is."""
    taken = {name for key, table in inherited.items() for name in _names(key, table)}
    roles = {table.get("role") for table in inherited.values()} - {None, "comment"}
    has_id = any(table.get("type") == "id" for table in inherited.values())
    for block in blocks:
        ((key, table),) = tomllib.loads(block)["question"].items()
        double = table.get("role") in roles or (table["type"] == "id" and has_id)
        if not double and not taken & set(_names(key, table)):
            yield block


def _names(key: str, table: dict[str, Any]) -> list[str]:
    headers = table.get("headers", [])
    listed = [headers] if isinstance(headers, str) else headers
    return [squeeze(str(name)) for name in (key, table.get("label", key), *listed)]


def _questions(path: Path, on_the_way: tuple[Path, ...]) -> dict[str, Any]:
    """Return the tables of the questions that a codebook holds or extends; none without one."""
    if not path.is_file() or path.resolve() in on_the_way:
        return {}
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        read_codebook(path)  # raises, and says which line it is
        raise
    below = {}
    if "extends" in tables:
        below = _questions(path.parent / str(tables["extends"]), (*on_the_way, path.resolve()))
    asked = tables.get("question", {})
    own = asked.items() if isinstance(asked, dict) else ()
    return below | {
        key: below.get(key, {}) | table for key, table in own if isinstance(table, dict)
    }
