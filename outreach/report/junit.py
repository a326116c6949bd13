"""Findings as JUnit XML, which every CI server shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO
from xml.etree import ElementTree as ET

from outreach.intake.findings import ERROR, RULES, Finding
from outreach.messages import _
from outreach.report.findings import words_of
from outreach.spelling import visible


def write_junit(
    findings: Sequence[Finding], files: Sequence[str], file: TextIO, *, strict: bool = False
) -> None:
    """Write a suite for each file, in it a case for each rule that it breaks.

    An error, with `strict` a warning too, is a failure; any other warning is a
    case that passes and says it. A file of `files` without a finding has one
    case that passes. Nothing in it depends on the time.
    """
    by_file: dict[str, dict[str, list[Finding]]] = {path: {} for path in files}
    for finding in findings:
        by_file.setdefault(finding.place.path, {}).setdefault(finding.rule, []).append(finding)
    suites = ET.Element("testsuites", name="outreach check")
    for path, by_rule in by_file.items():
        _add_suite(suites, visible(path), by_rule, strict=strict)
    for name in ("tests", "failures"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    ET.indent(suites)
    text = ET.tostring(suites, encoding="unicode")
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')


def _add_suite(
    suites: ET.Element, path: str, by_rule: dict[str, list[Finding]], *, strict: bool
) -> None:
    suite = ET.SubElement(suites, "testsuite", name=path, tests=str(len(by_rule) or 1))
    failures = 0
    for code, findings in by_rule.items():
        title = visible(f"{code} {_(RULES[code].title)}")
        case = ET.SubElement(suite, "testcase", classname=path, name=title)
        text = "\n".join(map(words_of, findings))
        if strict or any(finding.severity == ERROR for finding in findings):
            failures += 1
            severity = findings[0].severity
            failure = ET.SubElement(case, "failure", message=f"{title} ({len(findings)})")
            failure.set("type", severity)
            failure.text = text
        else:
            ET.SubElement(case, "system-out").text = text
    if not by_rule:
        ET.SubElement(suite, "testcase", classname=path, name=_("no finding"))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
