"""Several surveys that are read together, and what is said of them afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.cli import options

if TYPE_CHECKING:
    from outreach.intake.findings import Finding
    from outreach.intake.responses import Responses
    from outreach.intake.surveys import Source
    from outreach.tables.waves.harmony import Harmony


@dataclass
class Reading:
    """The surveys, and what was found wrong with their answers."""

    sources: Sequence[Source]
    weight: str = ""
    remarks: dict[int, tuple[str, ...]] = field(default_factory=dict)
    findings: dict[int, list[Finding]] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)

    @property
    def files(self) -> list[Path]:
        return [file for source in self.sources for file in source.files]

    @property
    def names(self) -> list[str]:
        """The surveys' names: their folders', those of their files where two are in one folder."""
        folders = [source.codebook.name for source in self.sources]
        return [
            source.path.stem if folders.count(name) > 1 and source.path.is_file() else name
            for source, name in zip(self.sources, folders, strict=True)
        ]

    def harmony(self, at: Sequence[int]) -> Harmony:
        """Return what some of the surveys have in common."""
        from outreach.tables.waves.harmony import harmonise

        books = [self.sources[place].codebook for place in at]
        return harmonise(books, [self.names[place] for place in at])

    def chunks(self, at: int) -> Callable[[], Iterator[Responses]]:
        """Return what yields one survey's answers; findings are kept from the last time."""
        from outreach.counting import weigher

        source = self.sources[at]

        def read() -> Iterator[Responses]:
            self.findings[at] = []
            sizes: list[int] = []
            yield from source.usable_chunks(self.findings[at], sizes)
            self.sizes[at] = sum(sizes)

        def weighted() -> Iterator[Responses]:
            weights = weigher(source.codebook, read, self.weight)
            if weights is None:
                yield from read()
                return
            yield from map(weights.weighted, read())
            name = self.names[at]
            self.remarks[at] = tuple(f"{name}: {remark}" for remark in weights.remarks)

        return weighted

    def told(self, at: Sequence[int]) -> tuple[str, ...]:
        """Return how the weights of these surveys came about."""
        return tuple(remark for place in at for remark in self.remarks.get(place, ()))

    def finish(self, *, failed: bool) -> None:
        """Say on stderr what could not be read; leave with 1 where that, or more, failed."""
        options.tell((self.sources[at], found) for at, found in sorted(self.findings.items()))
        if failed:
            raise SystemExit(1)
