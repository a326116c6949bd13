"""For every test and doctest: messages in English, golden files that can be refreshed."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

import outreach

# A busy machine is no failure, and a run in CI is the same run again.
settings.register_profile("unhurried", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write golden files and docs/cli.md")


@pytest.fixture(autouse=True)
def english() -> None:
    outreach.use_language("en")
