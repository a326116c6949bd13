"""What verdicts.toml says, and how a file compares with it."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hostile.large_files import LARGE
from outreach.intake.findings import ERROR, RULES, Finding

HERE = Path(__file__).parent
CODEBOOK = HERE / "codebook.toml"
ANYTHING = "*"
_FINDING = re.compile(
    r"(?P<rules>[A-Z]\d{3}(?:\|[A-Z]\d{3})*)(?: x (?P<times>\d+)| (?P<place>.+))?"
)


@dataclass(frozen=True)
class Verdict:
    """What one file deserves."""

    name: str
    verdict: str
    why: str
    findings: Sequence[str] = ()
    table: str = "plain.csv"
    cells: Mapping[str, str] = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0
    raises: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether one of the findings that are expected is an error."""
        return any(RULES[text[:4]].severity == ERROR for text in self.findings)

    def expected(self, found: Sequence[Finding]) -> list[str]:
        """Return the findings as `found` ones are written; what is open is taken from them."""
        written = []
        for text in self.findings:
            parts = _FINDING.fullmatch(text)
            assert parts, text
            rules = parts["rules"].split("|")
            rule = next((one.rule for one in found if one.rule in rules), rules[0])
            written += [_as_said(rule, parts["place"] or "")] * int(parts["times"] or 1)
        return sorted(written)

    def compare(self, found: Sequence[Finding]) -> tuple[list[str], list[str]]:
        """Return what was found and what is expected, places only where one is expected."""
        expected = self.expected(found)
        without = {text.split()[0] for text in expected if " " not in text}
        written = [
            finding.rule
            if finding.rule in without
            else _as_said(finding.rule, _place(finding, expected))
            for finding in found
        ]
        return sorted(written), expected

    def faults(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """Return where a table differs from the one that is expected."""
        with (HERE / "expected" / self.table).open(encoding="utf-8", newline="") as file:
            expected = list(csv.reader(file))
        faults = [] if list(header) == expected[0] else [f"header: {header}"]
        wanted = {
            (row[0], name): cell
            for row in expected[1:]
            for name, cell in zip(expected[0], row, strict=True)
        }
        if self.rows:
            wanted = {}
        for name, cell in self.cells.items():
            respondent, _dot, column = name.partition(".")
            wanted[respondent, column] = cell
        got = {
            (row[0] if not self._renumbered else str(at), name): cell
            for at, row in enumerate(rows, 1)
            for name, cell in zip(header, row, strict=True)
        }
        number = self.rows or len(expected) - 1
        if len(rows) != number:
            faults.append(f"{len(rows)} rows, not {number}")
        faults += [
            f"{key}: {got.get(key)!r}, not {cell!r}"
            for key, cell in wanted.items()
            if cell != ANYTHING and got.get(key) != cell
        ]
        for name, length in self.lengths.items():
            respondent, _dot, column = name.partition(".")
            if len(got.get((respondent, column), "")) != length:
                faults.append(f"{name} is not {length} long")
        return faults

    @property
    def _renumbered(self) -> bool:
        """Whether respondents have other identifiers than 1, 2, 3 …"""
        return any(name.endswith(".respondent") for name in self.cells)


def _as_said(rule: str, place: str) -> str:
    return f"{rule} {place}".strip()


def _place(finding: Finding, expected: Sequence[str]) -> str:
    """Return a finding's place in the words in which its rule is expected, else all of them."""
    place = finding.place
    words = {
        "line": f"line {place.line or place.row}",
        "row": f"row {place.row}",
        "cell": place.cell,
    }
    for text in expected:
        rule, _space, said = text.partition(" ")
        if rule == finding.rule and said:
            return words[said.split()[0] if said.split()[0] in words else "cell"]
    return place.cell or (f"row {place.row}" if place.row else "")


def read_verdicts() -> dict[str, Verdict]:
    """Return the verdicts by the file's name."""
    groups = tomllib.loads((HERE / "verdicts.toml").read_text(encoding="utf-8"))
    return {
        name: Verdict(name, **about) for group in groups.values() for name, about in group.items()
    }


def path_of(name: str, folder: Path) -> Path:
    """Return where a file is; a large one is written into the folder when it is first asked for."""
    if name not in LARGE:
        return HERE / "files" / name
    path = folder / name
    if not path.exists() and not path.is_symlink():
        LARGE[name](path)
    return path
