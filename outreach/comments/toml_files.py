"""TOML files that people edit: what is wrong with one is told with its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from outreach.comments.frame_faults import FrameError, broken
from outreach.messages import _
from outreach.patterns import pattern
from outreach.spelling import visible

_FULL_WIDTH = pattern("[＝［］“”＂，｛｝]")
_BARE = pattern(r"\s*(?:\[\[?[^\]\"']*[^\x00-\x7f][^\]\"']*\]|[^\s=\"'\[#]*[^\x00-\x7f][^=\"']*=)")


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """Return the tables of a TOML text; raises FrameError with the line that is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(path, text, str(error)) from error
    except (RecursionError, ValueError) as error:  # a number of 5,000 digits is a ValueError
        message = _("This is not TOML: {reason}.").format(reason=str(error)[:80])
        raise broken(path, None, message, _("Take out what was added last.")) from error


def read_text(path: Path, largest: int) -> str:
    """Return the text of a file in UTF-8, with or without a mark; raises FrameError."""
    if path.stat().st_size > largest:
        message = _("The file is too large for what it is.")
        raise broken(path, None, message, _("Move it away; --write makes a new one."))
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = _("In Notepad: Save As, with UTF-8 as its encoding.")
        raise broken(path, line, _("The file is not in UTF-8."), remedy) from error


def _syntax_error(path: Path, text: str, message: str) -> FrameError:
    found = re.search(r" \(at line (\d+), column \d+\)", message)
    lines = text.split("\n")
    line = int(found[1]) if found else len(lines)
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    remedy = _("The line reads: {line}").format(line=visible(shown[:60]))
    if _FULL_WIDTH.search(shown):
        remedy += " " + _('Full-width signs such as ＝ or “ do not count: type = and ".')
    elif _BARE.match(shown):
        remedy += " " + _('Keys are in English; a text stands in quotes, as in label = "費用".')
    reason = message[: found.start()] if found else message
    return broken(path, line, _("This is not TOML: {reason}.").format(reason=reason), remedy)
