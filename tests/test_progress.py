"""Progress: nothing where nobody looks on or all is quick, and never on stdout."""

from __future__ import annotations

import sys

import pytest

from outreach.cli import progress as progressing
from outreach.cli.progress import progress


def test_nobody_looks_on(capfd: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        assert tell is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("patience", "drawn"), [(0.0, True), (60.0, False)])
@pytest.mark.parametrize("size", [0, 100])
def test_a_bar_is_drawn_after_a_second_on_stderr(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, patience: float,
    drawn: bool, size: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progressing, "_PATIENCE", patience)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress() as tell:
        assert tell is not None
        for done in (10, 50, 100):
            tell(done, size)
    out, err = capfd.readouterr()
    assert out == ""
    assert ("100" in err if not size else "Reading" in err) is drawn
