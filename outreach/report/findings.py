"""Findings for people, for programs and for GitHub."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from outreach.errors import Place
from outreach.intake.findings import RULES, Finding
from outreach.intake.privacy import shown_safely
from outreach.messages import _
from outreach.spelling import visible

MOST_ALIKE = 20  # findings of one rule in one column that are shown each
_TABLES = (
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".ods",
    ".sav",
    ".zsav",
    ".dta",
    ".sas7bdat",
)  # no lines


@dataclass(frozen=True, slots=True)
class Rest:
    """The findings of one rule in one column that are counted and not shown."""

    rule: str
    path: str
    header: str
    total: int

    @property
    def words(self) -> str:
        """How many more there are, in words, without path and rule."""
        more = self.total - MOST_ALIKE
        message = _("column “{header}”: {more} more like these, {total} in all.")
        if not self.header.strip():
            message = _("{more} more like these, {total} in all.")
        return visible(message.format(header=self.header.strip(), more=more, total=self.total))


def grouped(findings: Iterable[Finding]) -> Iterator[Finding | Rest]:
    """Yield findings; of many alike (rule, file, column) the first, in the end how many more."""
    alike: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        header = "" if finding.rule.startswith("H") else finding.place.header
        kind = (finding.rule, finding.place.path, header)
        alike[kind] += 1
        if alike[kind] <= MOST_ALIKE:
            yield finding
    for kind, total in alike.items():
        if total > MOST_ALIKE:
            yield Rest(*kind, total)


def with_relative_paths(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with paths as from the working directory, parted by /, each once."""
    paths: dict[str, str] = {}
    found: dict[Finding, None] = {}
    for finding in findings:
        path = finding.place.path
        if path not in paths:
            paths[path] = relative_path(path)
        if paths[path] != path:
            finding = replace(finding, place=replace(finding.place, path=paths[path]))
        found.setdefault(finding)
    return list(found)


def relative_path(path: str) -> str:
    """Return a path as from the working directory, parted by /; one outside it is absolute.

    >>> relative_path(os.path.join(os.getcwd(), "回答", "a.csv")), relative_path("./a.csv")
    ('回答/a.csv', 'a.csv')
    """
    if not path:
        return ""
    here = Path.cwd()
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links away
    for candidate in (whole, Path(os.path.realpath(whole))):
        if candidate.is_relative_to(here):
            return candidate.relative_to(here).as_posix()
    return whole.as_posix()


def physical_line(place: Place) -> int | None:
    """Return the line, from 1, on which an editor shows a text file's cell; None for a workbook.

    >>> physical_line(Place("a.csv", row=3, line=4)), physical_line(Place("a.xlsx", "回答", 3))
    (4, None)
    """
    if place.sheet or place.path.lower().endswith(_TABLES):
        return None
    return place.line or place.row


def words_of(finding: Finding) -> str:
    """Return a finding in words: where in the file, what, whose, and what to do."""
    where = str(replace(finding.place, path=""))
    text = f"{finding.message}{finding.whose}"
    return visible(
        " ".join(part for part in (where and f"{where}:", text, finding.suggestion) if part)
    )


def write_text(findings: Iterable[Finding], file: TextIO) -> None:
    """Write a line for each finding, many alike as a count."""
    for found in grouped(findings):
        if isinstance(found, Rest):
            file.write(visible(f"{found.path}: {found.rule} {found.words}") + "\n")
        else:
            file.write(f"{found}\n")


def record(finding: Finding) -> dict[str, str | int | None]:
    """Return a finding as `--output-format json` has it; row, column and line count from 1."""
    place = finding.place
    texts = {
        "rule": finding.rule, "severity": finding.severity, "path": place.path,
        "sheet": place.sheet, "row": place.row, "column": place.column,
        "header": place.header.strip(), "cell": place.cell, "line": physical_line(place),
        "respondent": shown_safely(finding.respondent), "message": finding.message,
        "suggestion": finding.suggestion,
    }  # fmt: skip
    return {name: visible(text) if isinstance(text, str) else text for name, text in texts.items()}


def write_json(findings: Sequence[Finding], file: TextIO) -> None:
    """Write all findings as a JSON list, a line for each."""
    import json

    lines = ",\n".join(json.dumps(record(finding), ensure_ascii=False) for finding in findings)
    file.write(f"[\n{lines}\n]\n" if lines else "[]\n")


def write_github(findings: Iterable[Finding], file: TextIO) -> None:
    """Write workflow commands, from which GitHub makes annotations; many alike as a count."""
    for found in grouped(findings):
        severity = RULES[found.rule].severity
        title = f"{found.rule} {_(RULES[found.rule].title)}"
        if isinstance(found, Rest):
            properties: dict[str, object] = {"file": found.path, "title": title}
        else:
            severity, line = found.severity, physical_line(found.place)
            column = found.place.column if line else None
            properties = {"file": found.place.path, "line": line, "col": column, "title": title}
        words = found.words if isinstance(found, Rest) else words_of(found)
        named = ",".join(
            f"{name}={_property(visible(str(value)))}"
            for name, value in properties.items()
            if value
        )
        file.write(f"::{severity} {named}::{_data(words)}\n")


def _data(text: str) -> str:
    r"""Return a command's text, escaped as GitHub's runner reads it.

    >>> _data("100%\r\n"), _property("a:b,c%")
    ('100%25%0D%0A', 'a%3Ab%2Cc%25')
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
