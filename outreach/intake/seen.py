"""The respondents so far, and where each stands, in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from outreach.errors import Place

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Seen:
    """Remembers respondents over sheets and files.

    While numbers ascend, as they do in most files, a respondent takes 12
    bytes; at the first one that does not, all go into a dictionary.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[NDArray[np.int64], str, NDArray[np.int32]]] = []
        self._places: dict[str, tuple[str, int]] | None = None

    def add(
        self, respondents: Sequence[str], path: str, rows: NDArray[np.int64]
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
            numbers = _ascending(respondents)
            if numbers is not None and (not self._runs or self._runs[-1][0][-1] < numbers[0]):
                self._runs.append((numbers, path, rows.astype(np.int32)))
                return
            self._places = {
                str(number): (name, row)
                for run, name, places in self._runs
                for number, row in zip(run.tolist(), places.tolist(), strict=True)
            }
            self._runs.clear()
        for at, (respondent, row) in enumerate(zip(respondents, rows.tolist(), strict=True)):
            first = self._places.setdefault(respondent, (path, row)) if respondent else (path, row)
            if first != (path, row):
                yield at, Place(first[0], row=first[1])


def _ascending(respondents: Sequence[str]) -> NDArray[np.int64] | None:
    """Return the numbers if each is larger than the one before and written without ornament."""
    try:
        numbers = list(map(int, respondents))
        run = np.array(numbers, dtype=np.int64)
    except (ValueError, OverflowError):  # no numbers, or larger than any
        return None
    if not len(run) or not (run[1:] > run[:-1]).all():
        return None
    return run if list(map(str, numbers)) == list(respondents) else None
