"""Findings as SARIF 2.1.0, the format of code scanning."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from outreach import __version__
from outreach.intake.baseline import known
from outreach.intake.findings import RULES, Finding, Rule
from outreach.intake.rules import rule_texts
from outreach.messages import current_language
from outreach.report.findings import physical_line, words_of
from outreach.spelling import visible

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_END = "[]}]}"  # of a log without results, which stand last in it, each in a line of its own
_INDEX = {code: at for at, code in enumerate(RULES)}


def write_sarif(findings: Sequence[Finding], file: TextIO, *, complete: bool = True) -> None:
    """Write all findings as one run; `complete` is false where a path could not be checked.

    The log names no folder of this machine: paths are relative to %SRCROOT%,
    which is the working directory.
    """
    language = current_language()
    driver = {
        "name": "outreach",
        "semanticVersion": __version__,
        "rules": [_rule(rule, language) for rule in RULES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "invocations": [{"executionSuccessful": complete}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The working directory."}}},
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    log = json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False)
    results = (json.dumps(_result(finding), ensure_ascii=False) for finding in findings)
    file.write(log.removesuffix(_END) + "[\n" + ",\n".join(results) + f"\n{_END[1:]}\n")


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    text = rule_texts(language)[rule.code]
    return {
        "id": rule.code,
        "shortDescription": {"text": text.title},
        "fullDescription": {"text": text.why},
        "help": {"text": text.remedy, "markdown": f"{text.why}\n\n{text.example}\n\n{text.remedy}"},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": _INDEX[finding.rule],
        "level": finding.severity,
        "message": {"text": words_of(finding)},
        "locations": [_location(finding)],
        "partialFingerprints": {"outreachFinding/v1": known(finding).hash},
    }


def _location(finding: Finding) -> dict[str, Any]:
    """Return where a finding is: a line of a text file, or a cell of a workbook's sheet."""
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": artifact(place.path)}
    location: dict[str, Any] = {"physicalLocation": physical}
    line = physical_line(place)
    if line is not None:
        physical["region"] = {"startLine": line}
    elif place.sheet:
        cell = place.cell or (str(place.row) if place.row else "")
        name = visible("!".join(part for part in (place.sheet, cell) if part))
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return location


def artifact(path: str) -> dict[str, str]:
    """Return a file's address: relative to %SRCROOT%, or whole where it lies outside.

    >>> artifact("回答 1#.csv")["uri"]
    '%E5%9B%9E%E7%AD%94%201%23.csv'
    """
    if os.path.isabs(path):  # noqa: PTH117 - a Path of it is not needed before
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": _ROOT}
