"""Documentation that is true: the command-line reference is what --help says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from outreach.cli import COMMANDS, build
from outreach.codebook_values import QUESTION, SURVEY

DOCS = Path(__file__).parent.parent / "docs"


def help_of(*names: str) -> str:
    group = build()
    context = click.Context(
        group, info_name="outreach", max_content_width=80, terminal_width=80,
        help_option_names=group.context_settings["help_option_names"],
    )  # fmt: skip
    command: click.Command = group
    for name in names:
        assert isinstance(command, click.Group)
        found = command.get_command(context, name)
        assert found
        command, context = found, click.Context(found, context, name, terminal_width=80)
    return command.get_help(context)


def commands() -> Iterator[tuple[str, ...]]:
    """Yield the names of every command, those of a group below it."""
    group = build()
    context = click.Context(group)
    for name in COMMANDS:
        yield (name,)
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.list_commands(context))


def reference() -> str:
    parts = ["# Command line\n\nWritten from `--help`; `pytest --refresh` writes it again.\n"]
    parts += [f"## outreach\n\n```text\n{help_of()}\n```\n"]
    for names in commands():
        parts += [f"## outreach {' '.join(names)}\n\n```text\n{help_of(*names)}\n```\n"]
    return "\n".join(parts)


def test_the_reference_is_what_help_says(pytestconfig: pytest.Config) -> None:
    page = DOCS / "cli.md"
    if pytestconfig.getoption("--refresh"):
        page.write_text(reference(), encoding="utf-8", newline="\n")
    assert page.read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("names", [*commands()], ids=" ".join)
def test_every_command_shows_an_example(names: tuple[str, ...]) -> None:
    assert re.search(rf"\n +outreach {' '.join(names)} ", help_of(*names))


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


def test_the_newcomers_way_works(tmp_path: Path) -> None:
    """Make an event as README says, type answers under its labels, check and tabulate."""
    from click.testing import CliRunner

    import outreach
    from outreach.spelling import plain

    tmp_path /= "2026-12-05-lecture"
    assert CliRunner().invoke(build(), ["new", str(tmp_path)]).exit_code == 0
    book = outreach.read_codebook(tmp_path)
    header = ",".join(question.label for question in book.questions)
    row = "1,７２歳,市報、ホームページ,理解できた,よかった"
    (tmp_path / "responses.csv").write_text(f"{header}\n{row}\n", encoding="cp932")
    assert outreach.check(tmp_path) == []
    responses = outreach.read_responses(tmp_path)
    assert not responses.codebook.survey.synthetic
    table = outreach.crosstab(responses, "channel", by="age")
    assert table.counts.sum() == 2
    assert plain(table.groups[2].label) == "70歳代"
