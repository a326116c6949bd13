"""Faults inside calamine, which is written in Rust, → errors of ours."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from outreach.intake.files.archives import broken

_STDERR = 2


class no_panic:  # noqa: N801 - used as a function is
    """Raise UnreadableFile where calamine panics, and keep what Rust says of it from stderr.

    A panic is no Exception, since most programs should not go on after one;
    here it means that the file is damaged in a way that calamine did not expect.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._restore: Callable[[], None] = lambda: None

    def __enter__(self) -> None:
        try:
            kept = os.dup(_STDERR)
            nowhere = os.open(os.devnull, os.O_WRONLY)
        except OSError:  # no stderr at all, as in a program with windows only
            return
        os.dup2(nowhere, _STDERR)
        os.close(nowhere)

        def restore() -> None:
            os.dup2(kept, _STDERR)
            os.close(kept)

        self._restore = restore

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._restore()
        if kind is not None and kind.__module__ == "pyo3_runtime":
            raise broken(self._path, str(error)) from error
