"""The examples of docs/: a script, a notebook and a workflow that do what they say."""

from __future__ import annotations

import ast
import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from outreach.cli import build
from outreach.messages import use_language

DOCS = Path(__file__).parent.parent / "docs"
NOTEBOOK = DOCS / "report.ipynb"


def test_the_yearly_report_is_written_by_its_script(tmp_path: Path) -> None:
    script = DOCS / "examples" / "yearly_report.py"
    run = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "year")],
        capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    said = run.stdout.decode("utf-8")
    assert "43件の自由記述" in said
    for name in ("report.html", "report.xlsx", "report.docx"):
        assert (tmp_path / "year" / name).stat().st_size > 10_000
    with (tmp_path / "year" / "year.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["survey"] for row in rows} == {"2016-08-02-workshop", "2017-02-04-lecture"}
    shown = [int(row["count"]) for row in rows if row["count"]]
    assert not any(0 < number < 5 for number in shown)


def commands_of(text: str) -> Iterator[list[str]]:
    """Yield the words of every call of outreach in a workflow's steps."""
    for line in text.replace("\\\n", " ").splitlines():
        if found := re.search(r"\boutreach ((?:check|tabulate|report)\b.*)", line):
            yield found[1].split()


def test_the_workflow_calls_commands_with_options_that_there_are() -> None:
    workflow = yaml.safe_load((DOCS / "examples" / "report.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["survey"]["steps"]
    called = [words for step in steps for words in commands_of(step.get("run", ""))]
    assert [words[0] for words in called] == ["check", "tabulate", "report"]
    group = build()
    for name, *words in called:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        context = command.make_context(name, [*words, "surveys"])
        assert context.params


# --- the notebook ------------------------------------------------------------------------------


def outputs_of(cells: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield for each code cell what a notebook would show below it: the last value's HTML or text.

    The cells run one after the other, as they do in a notebook.
    """
    names: dict[str, Any] = {}
    for cell in cells:
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        value = None
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # type: ignore[attr-defined]
        yield [] if value is None else [_shown(value)]


def _shown(value: Any) -> dict[str, Any]:
    data = {"text/plain": [repr(value)[:200]]}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_().splitlines(keepends=True)
    return {"data": data, "metadata": {}, "output_type": "execute_result", "execution_count": None}


def test_the_notebook_shows_what_its_cells_give(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DOCS)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    found = list(outputs_of(code))
    use_language("en")
    if pytestconfig.getoption("--refresh"):
        for number, (cell, outputs) in enumerate(zip(code, found, strict=True), 1):
            cell["execution_count"] = number
            cell["outputs"] = [{**each, "execution_count": number} for each in outputs]
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        NOTEBOOK.write_text(text, encoding="utf-8", newline="\n")
    for cell, outputs in zip(code, found, strict=True):
        kept = [each["data"].get("text/html") for each in cell["outputs"]]
        if re.search("theme|report|card", "".join(cell["source"])):  # see docs/comments.md
            assert len(kept) == len(outputs)
            continue
        assert kept == [each["data"].get("text/html") for each in outputs]
    assert sum(bool(outputs) for outputs in found) >= 5
