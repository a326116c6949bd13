"""Answers read and counted in parts: processes side by side, here or on a cluster.

Every part is read as if those before it were known. What depends on them is
put right where the results are added up, in the order of the parts: numbers of
respondents are moved on, and a part in which something would stop the work, or
a respondent stands who was there before, is read once more in this process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from outreach.apart import Outcome, read_apart, sum_of
from outreach.codebook import Codebook
from outreach.errors import OutreachError, Place
from outreach.intake.coding import Coder
from outreach.intake.findings import Finding
from outreach.intake.parts import PART, Part, find_parts
from outreach.intake.responses import Responses
from outreach.intake.sheets import PartWithoutRows, read_part
from outreach.intake.surveys import Source, stop_at
from outreach.messages import _, current_language

T = TypeVar("T")
Tell = Callable[[int, int], object]  # bytes that are done, bytes of all; or forms so far, 0
_AT_A_TIME = 4  # bundles of parts for each process, so that none waits long for the last
_SMALLEST = 8 << 20  # bytes; below that, starting costs more than it saves


class Workers(Protocol):
    """Whoever calls functions side by side."""

    @property
    def number(self) -> int:
        """How many work at a time."""

    def run(self, calls: Iterable[Callable[[], T]]) -> Iterator[T]:
        """Yield what each call returns, in the order of the calls."""


@dataclass
class Answers:
    """A survey's answers, to be read as often as it takes; by `workers` side by side.

    After each reading `found` holds its findings and `sizes` its numbers of rows.
    """

    source: Source
    workers: Workers | None = None
    tell: Tell | None = None
    found: list[Finding] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def chunks(self) -> Iterator[Responses]:
        """Yield the answers in chunks; raises as `usable_chunks`."""
        self.found.clear()
        self.sizes.clear()
        for chunk in self.source.usable_chunks(self.found, self.sizes):
            yield chunk
            if self.tell:
                self.tell(sum(self.sizes), 0)

    def total(self, measure: Callable[[Responses], T], *, exact: bool = True) -> T | None:
        """Return the sum of what is measured in every chunk, None where there is no chunk.

        `measure` may look at codes, values, texts and weights, not at
        respondents or findings, and must be picklable where there are workers.
        `exact` says that the order of adding is nothing to it: whole numbers.
        Without it chunks are added one by one in their order, so that a sum of
        fractions is the same to the last bit however many work. Raises as
        `usable_chunks`.
        """
        bundles = self._bundles()
        if self.workers is None or len(bundles) < 2:
            return sum_of(map(measure, self.chunks()))
        self.found.clear()
        self.sizes.clear()
        book, language = self.source.codebook, current_language()
        calls = [
            partial(read_apart, bundle, book, measure, language, exact=exact) for bundle in bundles
        ]
        adding = _Adding(book, measure, self.found, self.sizes)
        done, size = 0, sum(part.size for bundle in bundles for part in bundle)
        try:
            with closing(self.workers.run(calls)) as results:  # type: ignore[type-var]
                for bundle, outcomes in zip(bundles, results, strict=True):
                    for part, outcome in zip(bundle, outcomes, strict=True):
                        adding.add(part, outcome)
                        done += part.size
                    if self.tell:
                        self.tell(done, size)
        except PartWithoutRows:
            return sum_of(map(measure, self.chunks()))
        return adding.total

    def _bundles(self) -> list[list[Part]]:
        """Return parts of about equal size; none where a file cannot be read at all."""
        if not self.source.files or self.workers is None:
            return []
        try:
            size = sum(path.stat().st_size for path in self.source.files)
            share = min(PART, max(_SMALLEST, size // (_AT_A_TIME * self.workers.number)))
            bundles: list[list[Part]] = []
            for part in find_parts(self.source.files, share):
                if bundles and sum(other.size for other in bundles[-1]) + part.size <= share:
                    bundles[-1].append(part)
                else:
                    bundles.append([part])
        except (OutreachError, OSError):  # reading one by one tells it, after what comes before
            return []
        return bundles


class _Adding(Generic[T]):
    """Adds up what came of the parts, in their order."""

    def __init__(
        self,
        codebook: Codebook,
        measure: Callable[[Responses], T],
        found: list[Finding],
        sizes: list[int],
    ) -> None:
        self.total: T | None = None
        self._coder = Coder(codebook)
        self._measure = measure
        self._found = found
        self._sizes = sizes

    def add(self, part: Part, outcome: Outcome[T]) -> None:
        """Add one part; read it again if it cannot be added to those before it."""
        if outcome.missing and Path(part.name).exists():
            message = _("The file is here, but not where the workers are.")
            remedy = _("Put it where every worker finds it under the same name.")
            raise OutreachError(message, Place(part.name), remedy)
        seen = self._coder.seen
        again = any(seen.holds_one_of(some) for some, _rows in outcome.respondents)
        if again or not outcome.usable:
            self._read_here(part)
            return
        for respondents, rows in outcome.respondents:
            deque(seen.add(respondents, part.name, rows), maxlen=0)
        shift = self._coder.first - 1
        self._found.extend(_moved(finding, shift) for finding in outcome.found)
        self._sizes.extend(outcome.sizes)
        self._coder.first += sum(outcome.sizes)
        self._add(outcome.sums)

    def _read_here(self, part: Part) -> None:
        """Read a part knowing those before it; raises as `usable_chunks`, or PartWithoutRows."""
        own = replace(part, path=Path(part.name))
        for chunk in self._coder.code(read_part(own, self._coder.names)):
            stop_at(chunk.findings)
            self._found.extend(chunk.findings)
            self._sizes.append(len(chunk))
            self._add([self._measure(chunk)])

    def _add(self, sums: list[T]) -> None:
        self.total = sum_of([*([] if self.total is None else [self.total]), *sums])


def _moved(finding: Finding, shift: int) -> Finding:
    """Return a finding whose respondent is counted on, where that is a running number."""
    if not finding.running or not shift:
        return finding
    return replace(finding, respondent=str(int(finding.respondent) + shift))
