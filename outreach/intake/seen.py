"""The respondents so far, and where each stands, in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from outreach.errors import Place
from outreach.intake.cells import Numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """Numbers in ascending order, or from … to, and the row in which each stands."""

    path: str
    numbers: Integers | range
    rows: NDArray[np.int32] | range

    def overlaps(self, other: _Run) -> bool:
        """Return whether a number is in both."""
        if self.numbers[-1] < other.numbers[0] or other.numbers[-1] < self.numbers[0]:
            return False
        if isinstance(self.numbers, range) and isinstance(other.numbers, range):
            return True
        return len(np.intersect1d(self.numbers, other.numbers, assume_unique=True)) > 0


class Seen:
    """Remembers respondents over sheets and files.

    While respondents are numbers, and none is there twice, one takes 12 bytes,
    and none where each number is one more than the one above it; at the first
    other one all go into a dictionary.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._places: dict[str, tuple[str, int]] | None = None

    def add(
        self, respondents: Sequence[str], path: str, rows: Integers
    ) -> Iterator[tuple[int, Place]]:
        """Yield the position of each respondent that was there before, and where that was.

        Blank ones are passed over.

        >>> seen = Seen()
        >>> list(seen.add(["1", "2"], "a.csv", np.array([2, 3])))
        []
        >>> [(at, first.row) for at, first in seen.add(["3", "1", "", ""], "b.csv", np.arange(4))]
        [(1, 2)]
        """
        if self._places is None:
            run = _run(respondents, path, rows)
            if run is not None and not any(run.overlaps(other) for other in self._runs):
                self._runs.append(run)
                return
            self._places = self._as_dictionary()
            self._runs.clear()
        for at, (respondent, row) in enumerate(zip(respondents, rows.tolist(), strict=True)):
            first = self._places.setdefault(respondent, (path, row)) if respondent else (path, row)
            if first != (path, row):
                yield at, Place(first[0], row=first[1])

    def holds_one_of(self, respondents: Sequence[str]) -> bool:
        """Return whether one of the respondents was there before; none is remembered.

        >>> seen = Seen()
        >>> list(seen.add(["1", "2"], "a.csv", np.array([2, 3])))
        []
        >>> seen.holds_one_of(["2", "x"]), seen.holds_one_of(["3", "", "x"])
        (True, False)
        """
        if self._places is None:
            run = _run(respondents, "", np.arange(len(respondents)))
            if run is not None:
                return any(run.overlaps(other) for other in self._runs)
            self._places = self._as_dictionary()
            self._runs.clear()
        return any(respondent in self._places for respondent in respondents if respondent)

    def _as_dictionary(self) -> dict[str, tuple[str, int]]:
        return {
            str(number): (run.path, row)
            for run in self._runs
            for number, row in zip(_integers(run.numbers), _integers(run.rows), strict=True)
        }


def _integers(numbers: NDArray[np.integer] | range) -> Sequence[int]:
    return numbers if isinstance(numbers, range) else numbers.tolist()


def _run(respondents: Sequence[str], path: str, rows: Integers) -> _Run | None:
    """Return the respondents if they are numbers without ornament, each of them once."""
    if not len(respondents):
        return None
    places = rows.astype(np.int32)
    together = int(rows[-1] - rows[0]) == len(rows) - 1
    where = range(int(rows[0]), int(rows[-1]) + 1) if together else places
    if isinstance(respondents, Numbers):
        return _Run(path, respondents.range, where)
    try:
        plain = list(map(int, respondents))
        numbers = np.array(plain, dtype=np.int64)
    except (ValueError, OverflowError):  # no numbers, or larger than any
        return None
    if list(map(str, plain)) != list(respondents):
        return None
    if not (numbers[1:] > numbers[:-1]).all():
        order = np.argsort(numbers, kind="stable")
        numbers, where = numbers[order], places[order]
        if not (numbers[1:] > numbers[:-1]).all():
            return None
    elif int(numbers[-1] - numbers[0]) == len(numbers) - 1:
        return _Run(path, range(plain[0], plain[-1] + 1), where)
    return _Run(path, numbers, where)
