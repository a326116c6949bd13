"""The public names: there, documented, shown in the README, and free to import."""

from __future__ import annotations

import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import outreach

ROOT = Path(__file__).parent.parent
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "outreach").rglob("*.py"))
    if path.name not in ("__init__.py", "__main__.py") and path.parent.name != "cli"
]


@pytest.mark.parametrize("name", outreach.__all__)
def test_a_public_name_can_be_imported(name: str) -> None:
    assert getattr(outreach, name) is not None


@pytest.mark.parametrize("name", [name for name in outreach.__all__ if name != "__version__"])
def test_a_public_name_is_shown_in_the_readme(name: str) -> None:
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'tabluate'"):
        outreach.tabluate  # noqa: B018


@pytest.mark.parametrize("module", MODULES)
def test_every_public_function_says_what_comes_back(module: str) -> None:
    for name, value in vars(importlib.import_module(module)).items():
        if name.startswith("_") or getattr(value, "__module__", "") != module:
            continue
        assert inspect.getdoc(value), f"{module}.{name}"
        if inspect.isfunction(value):
            first = (inspect.getdoc(value) or "").split()[0]
            verbs = {
                "Return",
                "Yield",
                "Write",
                "Print",
                "Raise",
                "Give",
                "Say",
                "Add",
                "Note",
                "Put",
            }
            assert first in verbs, f"{module}.{name}: {first}"
        elif inspect.isclass(value):
            for key, member in vars(value).items():
                if inspect.isfunction(member) and not key.startswith("_"):
                    assert inspect.getdoc(member), f"{module}.{name}.{key}"


def loaded_by(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter loads for the code."""
    end = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{end}"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return {name.partition(".")[0] for name in json.loads(run.stderr.splitlines()[-1])}


HEAVY = {"numpy", "pandas", "sklearn", "janome", "matplotlib", "altair"}
HELP = "from outreach.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
LECTURE = HELP.replace("'--help'", "'{}', 'surveys/2017-02-04-lecture'")


def test_import_and_help_load_nothing_heavy() -> None:
    assert not loaded_by("import outreach") & (HEAVY | {"click", "rich"})
    assert not loaded_by(HELP) & (HEAVY | {"rich", "xlsxwriter", "python_calamine"})


@pytest.mark.parametrize("command", ["tabulate", "check", "normalise"])
def test_a_small_file_loads_no_pandas(command: str) -> None:
    assert not loaded_by(LECTURE.format(command)) & (HEAVY - {"numpy"})
