"""Documentation that is true: the command-line reference is what --help says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click
import pytest

from outreach.cli import COMMANDS, build
from outreach.codebook_values import QUESTION, SURVEY

DOCS = Path(__file__).parent.parent / "docs"


def help_of(*names: str) -> str:
    group = build()
    context = click.Context(group, info_name="outreach", max_content_width=80, terminal_width=80)
    command: click.Command = group
    for name in names:
        found = group.get_command(context, name)
        assert found
        command, context = found, click.Context(found, context, name, terminal_width=80)
    return command.get_help(context)


def reference() -> str:
    parts = ["# Command line\n\nWritten from `--help`; `pytest --refresh` writes it again.\n"]
    parts += [f"## outreach\n\n```text\n{help_of()}\n```\n"]
    parts += [f"## outreach {name}\n\n```text\n{help_of(name)}\n```\n" for name in COMMANDS]
    return "\n".join(parts)


def test_the_reference_is_what_help_says(pytestconfig: pytest.Config) -> None:
    page = DOCS / "cli.md"
    if pytestconfig.getoption("--refresh"):
        page.write_text(reference(), encoding="utf-8", newline="\n")
    assert page.read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    assert f"  outreach {name} surveys/2017-02-04-lecture" in help_of(name)


@pytest.mark.parametrize("key", [*SURVEY, *QUESTION])
def test_every_key_of_the_codebook_is_explained(key: str) -> None:
    assert f"`{key}`" in (DOCS / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["codebook.md", "ja.md"])
def test_the_codebooks_shown_can_be_read(page: str, tmp_path: Path) -> None:
    import outreach

    text = (DOCS / page).read_text(encoding="utf-8")
    shown = text.split("```toml\n")[1].split("```")[0]
    tomllib.loads(shown)
    path = tmp_path / "event" / "codebook.toml"
    path.parent.mkdir()
    (tmp_path / "common.toml").write_text("format = 1\n", encoding="utf-8")
    path.write_text(shown, encoding="utf-8")
    assert outreach.read_codebook(path).questions
