"""How far the reading has come, on stderr, where somebody looks on and it takes over a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from outreach.messages import _

if TYPE_CHECKING:
    from outreach.parallel import Tell

_PATIENCE = 1.0  # seconds without a word


@contextmanager
def progress() -> Iterator[Tell | None]:
    """Give what is told how many bytes are done, and of how many (or forms, and 0), or None.

    None is where nobody looks on. The bar is drawn after a second, and gone at the end.
    """
    if not sys.stderr.isatty():
        yield None
        return
    bar = _Bar()
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    """A bar that is drawn by rich once it is worth it."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._drawn: Any = None
        self._task: Any = None

    def tell(self, done: int, size: int) -> None:
        """Draw how far it has come."""
        if self._drawn is None:
            if time.monotonic() - self._begun < _PATIENCE:
                return
            self._draw()
        text = (
            _("Reading answers") if size else _("Forms read: {number}").format(number=f"{done:,}")
        )
        self._drawn.update(self._task, completed=done, total=size or None, description=text)

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._drawn = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._drawn.start()
        self._task = self._drawn.add_task("", total=None)

    def close(self) -> None:
        """Take the bar away."""
        if self._drawn is not None:
            self._drawn.stop()
