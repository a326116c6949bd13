"""plan.toml: what people entered on the questions and requests of one event."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach.errors import OutreachError, Place
from outreach.messages import _
from outreach.patterns import pattern
from outreach.planning.plan import Asked
from outreach.spelling import nearest, visible

FILE = "plan.toml"
KEYS = ("key", "text", "theme", "project", "owner", "due", "done", "answer")
LARGEST = 10_000_000  # bytes
_LINE = pattern(r"\(at line (\d+)")
_HEAD = """\
# 聞かれたこと・望まれたこと（質問と要望）に、誰が、いつまでに、どう答えるかの一覧です。
# outreach plan --write が作ります。もう一度実行しても、書き込んだことはそのまま残り、
# 新しい質問と要望だけが末尾に加わります。key は直さないでください。
#   project  事業の記号（ア〜ク）。空のままでもよい
#   owner    担当          due   期日（例 2017-03-31。"" なら未定）
#   done     済めば true   answer  答え
format = 1
"""


class PlanError(OutreachError, ValueError):
    """A plan.toml that cannot be used."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What people entered on one question or request; `key` names its comment."""

    key: str
    project: str = ""
    owner: str = ""
    due: datetime.date | None = None
    done: bool = False
    answer: str = ""


@dataclass(frozen=True)
class Entries:
    """The entries of a plan.toml by key, and its text, "" where there is no such file."""

    by_key: Mapping[str, Entry]
    text: str = ""
    path: Path | None = None


def read_entries(path: Path) -> Entries:
    """Return the entries of a plan.toml, none where there is no such file.

    Raises PlanError with the place for what is no TOML, for an unknown key, a
    value of another type, and a key that stands there twice.
    """
    if not path.is_file():
        return Entries({}, "", path)
    if path.stat().st_size > LARGEST:
        raise PlanError(_("The file is too large for a plan."), Place(str(path)))
    try:
        text = path.read_bytes().decode("utf-8-sig")
        tables = tomllib.loads(text.replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        remedy = _("Save it as UTF-8.")
        raise PlanError(_("This is no UTF-8 text."), Place(str(path)), remedy) from error
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        place = Place(str(path), line=int(found[1]) if found else None)
        remedy = _('Texts stand in straight quotes: owner = "地域支援課"')
        raise PlanError(
            _("This is no TOML: {reason}.").format(reason=error), place, remedy
        ) from error
    return Entries(_entries(path, tables), text, path)


def _entries(path: Path, tables: Mapping[str, Any]) -> dict[str, Entry]:
    _known(path, tables, ("format", "asked"))
    if tables.get("format", 1) != 1:
        raise PlanError(_("Only format = 1 can be read."), Place(str(path)), _("Update outreach."))
    written = tables.get("asked", [])
    if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
        message = _("An entry begins with [[asked]], two brackets on each side.")
        raise PlanError(message, Place(str(path)))
    found: dict[str, Entry] = {}
    for number, table in enumerate(written, 1):
        entry = _entry(path, table, number)
        if entry.key in found:
            message = _("“{key}” has two entries.").format(key=entry.key)
            raise PlanError(message, Place(str(path)), _("Leave one of them."))
        found[entry.key] = entry
    return found


def _entry(path: Path, table: Mapping[str, Any], number: int) -> Entry:
    _known(path, table, KEYS)
    for name in ("key", "text", "theme", "project", "owner", "answer"):
        if not isinstance(table.get(name, ""), str):
            raise _wrong(path, number, name, _("a text in quotes"))
    if not table.get("key"):
        raise _wrong(path, number, "key", _("the key that was written there"))
    if not isinstance(table.get("done", False), bool):
        raise _wrong(path, number, "done", _("true or false"))
    texts = {name: table.get(name, "") for name in ("key", "project", "owner", "answer")}
    return Entry(
        **texts, due=_due(path, table.get("due", ""), number), done=table.get("done", False)
    )


def _due(path: Path, value: object, number: int) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if value == "":
        return None
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise _wrong(path, number, "due", _("a day such as 2017-03-31")) from error


def _wrong(path: Path, number: int, name: str, wanted: str) -> PlanError:
    message = _("Entry {number}: “{name}” is to be {wanted}.")
    return PlanError(message.format(number=number, name=name, wanted=wanted), Place(str(path)))


def _known(path: Path, table: Mapping[str, Any], names: Sequence[str]) -> None:
    for name in table:
        if name not in names:
            near = nearest(name, list(names))
            remedy = _("Did you mean {near}?").format(near=near) if near else ""
            message = _("“{name}” is no key of a plan.").format(name=name)
            raise PlanError(message, Place(str(path)), remedy)


def entries_text(entries: Entries, asked: Iterable[Asked]) -> str:
    """Return the text of a plan.toml: what stands there, untouched, and behind it what is new."""
    text = entries.text or _HEAD
    if not text.endswith("\n"):
        text += "\n"
    new = [each for each in asked if each.key not in entries.by_key]
    end = "\r\n" if "\r\n" in entries.text else "\n"
    return text + "".join(_block(each).replace("\n", end) for each in new)


def _block(asked: Asked) -> str:
    pairs = {
        "key": asked.key, "text": asked.text, "theme": asked.theme, "project": asked.project,
        "owner": asked.owner,
    }  # fmt: skip
    lines = [f"{name} = {quoted(value)}" for name, value in pairs.items()]
    return "\n".join(["", "[[asked]]", *lines, 'due = ""', "done = false", 'answer = ""', ""])


def quoted(text: str) -> str:
    r"""Return a text as TOML writes it.

    >>> quoted('「"往診」\\')
    '"「\\"往診」\\\\"'
    """
    return json.dumps(visible(text), ensure_ascii=False).replace("\x7f", "\\u007f")
