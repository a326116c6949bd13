"""One part of a survey's answers, read and counted as if nothing stood before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from outreach.codebook import Codebook
from outreach.errors import OutreachError, Place, SurveyNotFound
from outreach.intake.coding import Coder
from outreach.intake.findings import Finding
from outreach.intake.parts import Part
from outreach.intake.responses import Responses
from outreach.intake.seen import Seen
from outreach.intake.sheets import PartWithoutRows, read_part
from outreach.intake.surveys import stop_at
from outreach.messages import use_language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What came of one part; `usable` says whether it may be added to those before it.

    `missing` says that the file is not there where the part was to be read.
    `respondents` are each chunk's, where the file numbers them, with their rows.
    """

    sums: list[T] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    respondents: list[tuple[Sequence[str], Any]] = field(default_factory=list)
    usable: bool = True
    missing: bool = False


def sum_of(parts: Iterable[T]) -> T | None:
    """Return the parts added up in their order, None where there is none."""
    total: T | None = None
    for part in parts:
        total = part if total is None else total + part  # type: ignore[operator]
    return total


def read_apart(
    parts: Sequence[Part],
    codebook: Codebook,
    measure: Callable[[Responses], T],
    language: str,
    *,
    exact: bool,
) -> list[Outcome[T]]:
    """Return what is measured in the chunks of each part, as if nothing stood before it."""
    use_language(language)
    coder = Coder(codebook)
    return [_read_one(part, coder, measure, exact=exact) for part in parts]


def _read_one(
    part: Part, coder: Coder, measure: Callable[[Responses], T], *, exact: bool
) -> Outcome[T]:
    """Return what came of one part; it is not usable where something stops the work."""
    seen = _Noting()
    outcome: Outcome[T] = Outcome()
    try:
        for chunk in coder.afresh(seen).code(read_part(part, coder.names)):
            stop_at(chunk.findings)
            outcome.sums.append(measure(chunk))
            outcome.sizes.append(len(chunk))
            outcome.found.extend(_renamed(finding, part) for finding in chunk.findings)
    except (SurveyNotFound, FileNotFoundError):
        return Outcome(usable=False, missing=True)
    except (OutreachError, PartWithoutRows):
        return Outcome(usable=False)  # whoever adds up reads it once more, and tells
    outcome.respondents.extend(seen.noted)
    if exact and len(outcome.sums) > 1:
        outcome.sums[:] = [total for total in [sum_of(outcome.sums)] if total is not None]
    return outcome


class _Noting(Seen):
    """Remembers respondents, and notes them for whoever adds up."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[tuple[Sequence[str], NDArray[np.int64]]] = []

    def add(
        self, respondents: Sequence[str], path: str, rows: NDArray[np.int64]
    ) -> Iterator[tuple[int, Place]]:
        self.noted.append((respondents, rows))
        return super().add(respondents, path, rows)


def _renamed(finding: Finding, part: Part) -> Finding:
    """Return a finding in which the file is called as the user called it."""
    return replace(finding, place=replace(finding.place, path=part.name))
