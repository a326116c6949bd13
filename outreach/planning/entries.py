"""plan.toml → what people entered about questions and requests; every fault with its line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from outreach.codebook_values import FLAG, TEXT, Kind
from outreach.comments.frame_faults import FrameFaults
from outreach.comments.pins import reference_of
from outreach.comments.projects import PROJECTS, project_letter, project_title
from outreach.comments.toml_files import parse_toml, read_text
from outreach.intake.dates import read_date
from outreach.messages import N_, _
from outreach.planning.plan import Asked
from outreach.spelling import visible

FILE = "plan.toml"
LARGEST = 10_000_000  # bytes
MOST = 20_000  # entries
_TOP = ("format", "asked")


def _is_day(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip() or read_date(value) is not None
    return isinstance(value, datetime.date)


_DAY: Kind = (_is_day, N_('a day such as "2017-02-04"'))
ENTRY: Mapping[str, Kind] = {
    "key": TEXT, "comment": TEXT, "text": TEXT, "theme": TEXT, "kind": TEXT, "project": TEXT,
    "owner": TEXT, "due": _DAY, "done": FLAG, "answer": TEXT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What people entered about one question or request, and the comment that it is of.

    `key` names the survey and the comment's text, `comment` its respondent and
    question; `project` is a letter ア to ク or "".
    """

    key: str
    comment: str = ""
    project: str = ""
    owner: str = ""
    due: datetime.date | None = None
    done: bool = False
    answer: str = ""

    @property
    def survey(self) -> str:
        """The survey that it is of, "" where its key names none."""
        return self.key.rpartition("/")[0]

    @property
    def fingerprint(self) -> str:
        """What stands for the text of its comment."""
        return self.key.rpartition("/")[2]


@dataclass(frozen=True)
class Entries:
    """The entries of a plan.toml in their order; `text` is "" where there is no such file."""

    entries: tuple[Entry, ...] = ()
    path: Path | None = None
    text: str = ""
    crlf: bool = False


class EntryFaults(FrameFaults):
    """Gathers what is wrong in a plan.toml. A key is ("asked", its number, the key in it)."""

    many: ClassVar[str] = "asked"
    said: ClassVar[str] = N_("Entry “{name}”: {message}")


def read_entries(path: str | Path) -> Entries:
    """Return the entries of a plan.toml, none where there is no such file.

    Raises FrameError with every fault, each with its line.
    """
    path = Path(path)
    if not path.is_file():
        return Entries(path=path)
    written = read_text(path, LARGEST)
    text = written.replace("\r\n", "\n")
    tables = parse_toml(path, text)
    faults = EntryFaults(path, text)
    entries = _entries(tables, faults)
    faults.raise_any()
    return Entries(entries, path, text, crlf=text != written)


def _entries(tables: Mapping[str, Any], faults: EntryFaults) -> tuple[Entry, ...]:
    for key in tables:
        faults.known((key,), _TOP)
    if tables and "format" not in tables:
        faults.add((), _("The file does not say its format."), _("Begin with: format = 1"))
    elif tables.get("format", 1) != 1 or tables.get("format") is True:
        faults.add(("format",), _("Only format = 1 can be read."), _("Update outreach."))
    written = tables.get("asked", [])
    if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
        message = _("An entry begins with [[asked]], two brackets on each side.")
        faults.add(("asked",), message, _("Write [[asked]] alone on a line; its key is inside."))
        return ()
    if len(written) > MOST:
        faults.add(("asked",), _("There are more than {most} entries.").format(most=MOST))
        return ()
    found = [_entry(number, table, faults) for number, table in enumerate(written, 1)]
    seen: set[str] = set()
    for number, entry in enumerate(found, 1):
        if entry.key and entry.key in seen:
            message = _("The key “{key}” is here twice.").format(key=visible(entry.key)[:60])
            faults.add(("asked", str(number), "key"), message, _("Take one of them out."))
        seen.add(entry.key)
    return tuple(found)


def _entry(number: int, table: dict[str, Any], faults: EntryFaults) -> Entry:
    place = ("asked", str(number))
    faults.labels[str(number)] = str(table.get("text") or table.get("key") or number)
    for name in table:
        faults.known((*place, name), ENTRY)
    good = faults.values(place, table, ENTRY)
    key = good.get("key", "").strip()
    if not key and "key" not in table.keys() - good.keys():
        remedy = _("Take the entry out: the next run with --write makes it again.")
        faults.add(place, _("It has no key, which says what comment it is of."), remedy)
    due = good.get("due")
    if isinstance(due, datetime.datetime):
        due = due.date()
    return Entry(
        key, reference_of(good.get("comment", "")),
        project=_project(place, good.get("project", ""), faults),
        owner=_line(good.get("owner", "")),
        due=read_date(due) if isinstance(due, str) else due,
        done=good.get("done", False),
        answer=_line(good.get("answer", "")),
    )  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())


def _project(place: tuple[str, ...], written: str, faults: EntryFaults) -> str:
    letter = project_letter(written) if written.strip() else ""
    if written.strip() and not letter:
        message = _("There is no project “{name}”.").format(name=visible(written)[:40])
        known = ", ".join(map(project_title, PROJECTS))
        remedy = _("The projects are: {known}.").format(known=known)
        faults.add((*place, "project"), message, remedy)
    return letter


def matched(asked: Sequence[Asked], entries: Entries) -> dict[int, int]:
    """Return for positions of `asked` the position of the entry that is theirs.

    By its key; else by the comment's text, whatever the survey is called now;
    else by respondent and question, where the text was mended. An entry of
    another of the surveys is nobody else's.
    """
    names = {each.survey for each in asked}
    found: dict[int, int] = {}
    free = dict(enumerate(entries.entries))
    for way in range(3):
        places: dict[str, list[int]] = {}
        for at, entry in free.items():
            places.setdefault(_name(entry, way), []).append(at)
        for at, each in enumerate(asked):
            if at in found:
                continue
            name = (each.key, each.key.rpartition("/")[2], each.comment)[way]
            for place in places.get(name, ()) if name else ():
                other = free[place].survey if place in free else each.survey
                if place in free and (other == each.survey or other not in names):
                    found[at] = place
                    del free[place]
                    break
    return found


def _name(entry: Entry, way: int) -> str:
    return (entry.key, entry.fingerprint, entry.comment)[way]
