"""What several test modules make: a survey's folder from rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = Path(__file__).parent / "files"
Folder = Callable[..., Path]


@pytest.fixture(scope="session")
def files() -> Path:
    """Return the folder of files that are right, and of files that are wrong in one way."""
    return FILES


@pytest.fixture
def survey(tmp_path: Path) -> Folder:
    """Return a function that makes a survey's folder: rows, codebook, the file's name, encoding.

    Rows are bytes or text; without a codebook it is the one in tests/files.
    """

    def make(
        rows: str | bytes = "",
        codebook: str | bytes | None = None,
        name: str = "responses.csv",
        encoding: str = "utf-8",
    ) -> Path:
        if codebook is None:
            codebook = (FILES / "codebook.toml").read_bytes()
        folder = tmp_path / "2017-02-04-見本"
        folder.mkdir(exist_ok=True)
        (folder / "codebook.toml").write_bytes(
            codebook if isinstance(codebook, bytes) else codebook.encode()
        )
        (folder / name).write_bytes(rows if isinstance(rows, bytes) else rows.encode(encoding))
        return folder

    return make
