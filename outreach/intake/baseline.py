"""Findings that are known already, told again by their value and never by their row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TextIO

from outreach.errors import OutreachError, Place, SurveyNotFound
from outreach.intake.findings import Finding
from outreach.messages import _
from outreach.spelling import visible

FORMAT = 1
_HASH = 16  # hexadecimal digits of SHA-256 that are kept


class BrokenBaseline(OutreachError, ValueError):
    """A file that is no baseline, or one that was written by hand and is wrong."""


class Known(NamedTuple):
    """What a finding is known again by; two that are alike in all of it are counted."""

    rule: str
    path: str
    respondent: str
    header: str
    hash: str


Baseline = Mapping[Known, int]


def known(finding: Finding) -> Known:
    """Return what a finding is known again by: rule, path, respondent, column, hash of the value.

    A respondent who is only a running number counts for nothing, nor does the
    row: sorting the rows, or putting one in between, changes no hash. The path
    is the finding's own, so make it relative first.

    >>> here = Place("responses.csv", row=12, column=5, header="理解")
    >>> later = Place("responses.csv", row=80, column=5, header="理解")
    >>> one, two = (Finding("V001", "error", at, "7", "…", value="少し") for at in (here, later))
    >>> known(one) == known(two), known(one).hash
    (True, '5d4190e4372d315e')
    """
    import hashlib  # OpenSSL takes its time to load

    place = finding.place
    respondent = "" if finding.running else visible(finding.respondent)
    key = (finding.rule, visible(place.path), respondent, visible(place.header.strip()))
    what = finding.value
    if not (what or respondent or place.header):
        what = finding.message  # nothing else tells two of them apart
    salted = json.dumps([*key, what])  # unambiguous, and ASCII even for a name that is no text
    return Known(*key, hashlib.sha256(salted.encode()).hexdigest()[:_HASH])


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """Return the baseline that knows these findings."""
    return Counter(map(known, findings))


def write_baseline(baseline: Baseline, file: TextIO) -> None:
    """Write a baseline as JSON: sorted, a line for each entry, so that a diff is read easily."""
    entries = [
        json.dumps({**entry._asdict(), "count": baseline[entry]}, ensure_ascii=False)
        for entry in sorted(baseline)
    ]
    lines = ",\n".join(f"  {entry}" for entry in entries)
    body = f"[\n{lines}\n ]" if entries else "[]"
    file.write(f'{{\n "format": {FORMAT},\n "findings": {body}\n}}\n')


def read_baseline(path: str | Path) -> Baseline:
    """Return the baseline in a file; raises SurveyNotFound, BrokenBaseline."""
    place = Place(str(path))
    remedy = _("Write it again with --write-baseline.")
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        content = json.loads(text)
    except OSError as error:
        raise SurveyNotFound(_("There is no such file."), place, remedy) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, brackets without end
        raise BrokenBaseline(_("This is no baseline."), place, remedy) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BrokenBaseline(_("This is no baseline."), place, remedy)
    entries = content.get("findings")
    baseline: Counter[Known] = Counter()
    for number, entry in enumerate(entries if isinstance(entries, list) else [None], 1):
        count = _count(entry)
        if count is None:
            message = _("Entry {number} of the baseline is wrong.").format(number=number)
            raise BrokenBaseline(message, place, remedy)
        baseline[Known(*(entry[name] for name in Known._fields))] += count
    return baseline


def _count(entry: object) -> int | None:
    """Return the count of an entry; None for one that is not made as an entry is."""
    if not isinstance(entry, dict) or set(entry) != {*Known._fields, "count"}:
        return None
    count = entry["count"]
    if type(count) is not int or count < 1:
        return None
    return count if all(isinstance(entry[name], str) for name in Known._fields) else None


def without_known(
    findings: Sequence[Finding], baseline: Baseline
) -> tuple[list[Finding], list[Known]]:
    """Return the findings that the baseline does not know, and its entries that are stale.

    An entry hides as many findings as its count says; a third one where two
    are known is new. An entry is stale where fewer are found than it counts.
    """
    left = Counter(baseline)
    new = []
    for finding in findings:
        key = known(finding)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(finding)
    return new, sorted(key for key, number in left.items() if number > 0)


def looked_at(
    entries: Iterable[Known], paths: Iterable[str], rules: Collection[str]
) -> Iterator[Known]:
    """Yield the entries of these rules in files at or beneath these paths (relative, with /).

    What was not looked at this time cannot be called stale.
    """
    looked = [PurePosixPath(path) for path in paths]
    for entry in entries:
        path = PurePosixPath(entry.path)
        if entry.rule in rules and any(path.is_relative_to(folder) for folder in looked):
            yield entry
