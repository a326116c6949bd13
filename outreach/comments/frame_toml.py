"""themes.toml → Frame: every fault in it is found, with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from outreach.codebook_values import FLAG, TEXT, TEXTS, WHOLE, Kind
from outreach.comments.frame import OTHER_LABEL, Frame, FrameTheme
from outreach.comments.frame_checks import linked
from outreach.comments.frame_faults import FrameFaults
from outreach.comments.keywords import KeywordError, parse
from outreach.comments.naming import theme_key
from outreach.comments.projects import PROJECTS, project_letter, project_title
from outreach.comments.theme import OTHER
from outreach.comments.toml_files import parse_toml, read_text
from outreach.errors import Place, SurveyNotFound
from outreach.messages import N_, _
from outreach.spelling import visible

FILE = "themes.toml"
LARGEST = 10_000_000  # bytes; a frame of twelve themes has some 20,000
MOST = 1_000  # themes
MOST_PARTS = 12  # that a theme is split into


def _is_words(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(weight, int | float) and not isinstance(weight, bool) and abs(weight) < 1e9
        for weight in value.values()
    )


_WORDS: Kind = (_is_words, N_('a table of weights: { "費用" = 1.5 }'))
THEME: Mapping[str, Kind] = {
    "key": TEXT, "label": TEXT, "keywords": TEXTS, "pins": TEXTS, "project": TEXT, "owner": TEXT,
    "merged_into": TEXT, "split": WHOLE, "proposed": FLAG, "size": WHOLE, "words": TEXTS,
    "quotes": TEXTS,
}  # fmt: skip
REMEMBERED: Mapping[str, Kind] = {
    "label": TEXT, "size": WHOLE, "words": _WORDS, "comments": TEXT,
}  # fmt: skip
_TOP = ("format", "theme", "remembered")


def read_frame(path: str | Path) -> Frame:
    """Return the Frame in a themes.toml, or in a folder that holds one.

    An empty file is a frame without themes. Raises SurveyNotFound where there
    is none, FrameError with every fault (each with its line).
    """
    path = Path(path)
    if path.is_dir():
        path = path / FILE
    if not path.is_file():
        message = _("There is no coding frame here.")
        remedy = _("Write one: outreach themes SURVEY --write")
        raise SurveyNotFound(message, Place(str(path)), remedy)
    written = read_text(path, LARGEST)
    text = written.replace("\r\n", "\n")
    tables = parse_toml(path, text)
    faults = FrameFaults(path, text)
    themes = _themes(tables, faults)
    faults.raise_any()
    return Frame(themes, path, text, crlf=text != written)


def frame_of(path: str | Path) -> Frame:
    """Return the Frame in a themes.toml, an empty one where no such file is; raises FrameError."""
    path = Path(path)
    path = path / FILE if path.is_dir() else path
    return read_frame(path) if path.is_file() else Frame(path=path)


def _themes(tables: Mapping[str, Any], faults: FrameFaults) -> tuple[FrameTheme, ...]:
    for key in tables:
        faults.known((key,), _TOP)
    if tables and "format" not in tables:
        faults.add((), _("The file does not say its format."), _("Begin with: format = 1"))
    elif tables.get("format", 1) != 1 or tables.get("format") is True:
        faults.add(("format",), _("Only format = 1 can be read."), _("Update outreach."))
    written = tables.get("theme", [])
    if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
        message = _("A theme begins with [[theme]], two brackets on each side.")
        faults.add(("theme",), message, _("Write [[theme]] alone on a line; its key is inside."))
        written = []
    if len(written) > MOST:
        message = _("There are more than {most} themes.").format(most=MOST)
        faults.add(("theme",), message, _("Merge or delete some."))
        written = []
    remembered = faults.table(("remembered",), tables.get("remembered", {}))
    for key in remembered:
        for name in faults.table(("remembered", key), remembered[key]):
            faults.known(("remembered", key, name), REMEMBERED)
    found = [_theme(number, table, remembered, faults) for number, table in enumerate(written, 1)]
    return linked(found, faults)


def _theme(
    number: int, table: dict[str, Any], remembered: Mapping[str, Any], faults: FrameFaults
) -> FrameTheme:
    place = ("theme", str(number))
    label = table.get("label", table.get("key", ""))
    faults.labels[str(number)] = str(label) or str(number)
    for name in table:
        faults.known((*place, name), THEME)
    good = faults.values(place, table, THEME)
    if not _named(good) and not {"key", "label"} & (table.keys() - good.keys()):
        faults.add(place, _("It has no label."), _('Give it a name: label = "費用の不安"'))
    key, label = _names(place, good, remembered, faults)
    about = faults.values(("remembered", key), remembered.get(key, {}), REMEMBERED)
    theme = FrameTheme(
        key, label,
        keywords=_keywords(place, good.get("keywords", ()), faults),
        pins=tuple(pin for pin in good.get("pins", ()) if pin.strip()),
        project=_project(place, good.get("project", ""), faults),
        owner=good.get("owner", "").strip(),
        merged_into=good.get("merged_into", "").strip(),
        split=_split(place, good.get("split", 0), faults),
        words=tuple(about.get("words", {}).items()),
        size=about.get("size", good.get("size", 0)),
        kept=frozenset(about.get("comments", "").split()),
    )  # fmt: skip
    edited = theme.keywords or theme.pins or theme.project or theme.owner or theme.merged_into
    proposed = good.get("proposed", False) and about.get("label", label) == label and not edited
    return replace(theme, proposed=bool(proposed))


def _names(
    place: tuple[str, ...], good: Mapping[str, Any], remembered: Mapping[str, Any],
    faults: FrameFaults,
) -> tuple[str, str]:  # fmt: skip
    """Return a theme's key and label; each can stand for the other."""
    key, label = good.get("key", "").strip(), " ".join(good.get("label", "").split())
    if not key and not label:
        return f"theme-{place[1]}", f"theme-{place[1]}"
    if not key:
        key = OTHER if label == OTHER_LABEL else theme_key((), label)
    if len(key) > 80 or not key.isprintable() or " " in key:
        remedy = _("Take the line out: the next run writes one.")
        faults.add((*place, "key"), _("A key is a short word without spaces."), remedy)
    if not label:
        about = remembered.get(key, {})
        said = about.get("label") if isinstance(about, dict) else ""
        label = said if isinstance(said, str) and said else key
    return key, label


def _named(good: Mapping[str, Any]) -> bool:
    return bool(good.get("key", "").strip() or good.get("label", "").strip())


def _keywords(
    place: tuple[str, ...], written: tuple[str, ...], faults: FrameFaults
) -> tuple[str, ...]:
    """Return the expressions, each of which can be read."""
    good = []
    for text in filter(str.strip, written):
        try:
            parse(text)
        except KeywordError as error:
            faults.add((*place, "keywords"), error.message, error.remedy, value=text)
        else:
            good.append(text)
    return tuple(good)


def _project(place: tuple[str, ...], written: str, faults: FrameFaults) -> str:
    if not written.strip():
        return ""
    letter = project_letter(written)
    if not letter:
        message = _("There is no project “{name}”.").format(name=visible(written)[:40])
        known = ", ".join(map(project_title, PROJECTS))
        faults.add(
            (*place, "project"), message, _("The projects are: {known}.").format(known=known)
        )
    return letter


def _split(place: tuple[str, ...], written: int, faults: FrameFaults) -> int:
    if written == 0 or 2 <= written <= MOST_PARTS:
        return written
    message = _("A theme is split into 2 to {most}.").format(most=MOST_PARTS)
    faults.add((*place, "split"), message, _("Write: split = 2"))
    return 0
