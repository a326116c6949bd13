"""The pre-commit hook, the GitHub action and the workflow, run as far as they can be here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
FILES = Path(__file__).parent / "files"
HEADER = "番号,理解,役立ち,感想\n"
GOOD = HEADER + "1,理解できた,普通,秘密\n"
BAD = HEADER + "1,眠い,普通,秘密\n"
Survey = Callable[..., Path]


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def has(module: str) -> bool:
    found = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True)
    return found.returncode == 0


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which the command `outreach` is the one of this checkout."""
    programs = tmp_path / "programs"
    programs.mkdir()
    script = programs / "outreach"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m outreach "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join(paths),
        "OUTREACH_LANG": "en",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
    }


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder with two surveys in ./surveys, a good one and a bad one."""
    folder = tmp_path / "repository"
    for name, rows in (("2017-02-04-good one", GOOD), ("2018-02-04-悪い", BAD)):
        survey = folder / "surveys" / name
        survey.mkdir(parents=True)
        (survey / "codebook.toml").write_bytes((FILES / "codebook.toml").read_bytes())
        (survey / "responses.csv").write_text(rows, encoding="utf-8")
    (folder / "README.md").write_text("# Surveys\n", encoding="utf-8")
    return folder


# pre-commit


def test_the_hook_is_what_pre_commit_asks_for() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    assert hook["id"] == "outreach-check"
    assert hook["entry"].split()[:2] == ["outreach", "check"]
    assert hook["language"] == "python"
    assert hook.get("pass_filenames", True)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("surveys/2017-02-04-lecture/codebook.toml", True),
        ("surveys/2017-02-04-講演 会/responses.csv", True),
        ("surveys/2017-02-04-lecture/responses.xlsx", True),
        ("surveys/2017-02-04-lecture/published/age.csv", True),
        ("city/surveys/2017/responses.csv", True),
        ("surveys/common.toml", True),
        ("surveys/README.md", False),
        ("surveys/2017/draw.toml", False),
        ("surveys/2017/notes.csv", False),
        ("mysurveys/2017/responses.csv", False),
        ("surveys/2017/codebook.toml.orig", False),
        ("responses.csv", False),
    ],
)
def test_the_hook_is_called_for_the_files_of_surveys(path: str, meant: bool) -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    assert (re.search(hook["files"], path) is not None) == meant


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.skipif(not has("pre_commit"), reason="pre-commit is not installed")
@pytest.mark.skipif(os.name == "nt", reason="the stand-in for the command is a shell script")
def test_pre_commit_refuses_a_bad_survey_and_lets_a_good_one_pass(
    repository: Path, environment: dict[str, str]
) -> None:
    """Run the hook's own entry and files; only its environment is this one, not a new one."""
    (hook,) = read(".pre-commit-hooks.yaml")
    local = {**hook, "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (repository / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=repository, env=environment, capture_output=True, encoding="utf-8"
        )

    assert call("git", "init", "-q").returncode == 0
    call("git", "add", "README.md", ".pre-commit-config.yaml", "surveys/2017-02-04-good one")
    good = call(sys.executable, "-m", "pre_commit", "run")
    assert (good.returncode, "Passed" in good.stdout) == (0, True), good.stdout + good.stderr
    call("git", "add", ".")
    bad = call(sys.executable, "-m", "pre_commit", "run")
    assert bad.returncode == 1
    assert "V001" in bad.stdout
    assert "秘密" not in bad.stdout


# the action


def steps() -> dict[str, Any]:
    return {
        step.get("name", step.get("uses")): step for step in read("action.yml")["runs"]["steps"]
    }


def test_every_input_of_the_action_is_used_and_described() -> None:
    action = read("action.yml")
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", text))
    assert used == set(action["inputs"])
    for name, described in action["inputs"].items():
        assert described["description"]
        assert isinstance(described["default"], str)
        assert f"`{name}`" in (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def test_no_input_is_pasted_into_a_script() -> None:
    for step in steps().values():
        assert "${{" not in step.get("run", "")


def test_nothing_but_the_installation_needs_a_network() -> None:
    scripts = [step["run"] for step in steps().values() if "run" in step]
    assert [("pip install" in script) for script in scripts] == [True, False]
    assert not any(re.search(r"curl|wget|https?:", script) for script in scripts)


@pytest.fixture
def act(
    repository: Path, environment: dict[str, str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the step Check as GitHub's runner does, with these inputs."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")

    def run(**inputs: str) -> subprocess.CompletedProcess[str]:
        step = steps()["Check"]
        given = {name: of["default"] for name, of in read("action.yml")["inputs"].items()} | inputs
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
            for name, value in step["env"].items()
        }
        script = repository.parent / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=repository, env=environment | variables, capture_output=True, encoding="utf-8",
        )  # fmt: skip

    return run


Act = Callable[..., subprocess.CompletedProcess[str]]


def test_the_action_annotates_a_bad_survey_and_fails(act: Act) -> None:
    done = act(language="en")
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith("::error file=surveys/2018-02-04-悪い/responses.csv,line=2,")
    assert "秘密" not in done.stdout + done.stderr


def test_the_action_passes_a_good_survey_whose_name_has_a_space(act: Act) -> None:
    done = act(paths="surveys/2017-02-04-good one\n")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_action_takes_several_paths(act: Act) -> None:
    done = act(paths="surveys/2017-02-04-good one\nsurveys/2018-02-04-悪い\n\n")
    assert done.returncode == 1


def test_the_action_fails_at_warnings_where_strict(act: Act, repository: Path) -> None:
    good = repository / "surveys" / "2017-02-04-good one"
    (good / "responses.csv").write_text(HEADER, encoding="utf-8")
    assert act(paths=f"surveys/{good.name}").returncode == 0
    assert act(paths=f"surveys/{good.name}", strict="true").returncode == 1


def test_the_action_writes_sarif_whatever_is_found(act: Act, repository: Path) -> None:
    for path, code in (("surveys/2017-02-04-good one", 0), ("surveys", 1)):
        assert act(paths=path, sarif="findings.sarif").returncode == code
        log = json.loads((repository / "findings.sarif").read_text(encoding="utf-8"))
        assert len(log["runs"][0]["results"]) == code
    assert act(paths="surveys", sarif="nowhere/findings.sarif").returncode == 2


def test_the_action_hides_what_a_baseline_knows(
    act: Act, repository: Path, environment: dict[str, str]
) -> None:
    command = ["outreach", "check", "surveys", "--write-baseline", "known.json"]
    subprocess.run(
        [shutil.which("outreach", path=environment["PATH"]) or "outreach", *command[1:]],
        cwd=repository, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    assert act(baseline="known.json").returncode == 0


def test_a_path_of_an_input_runs_no_command(act: Act, repository: Path) -> None:
    done = act(paths='$(touch "forged")`touch forged`; touch forged')
    assert done.returncode == 2
    assert act(paths="--help").returncode == 2
    assert not (repository / "forged").exists()


# the workflow


def test_the_workflow_uses_the_action_with_inputs_that_it_has() -> None:
    workflow = read(".github/workflows/surveys.yml")
    used = [step for step in workflow["jobs"]["check"]["steps"] if step.get("uses") == "./"]
    (step,) = used
    assert set(step["with"]) <= set(read("action.yml")["inputs"])
    upload = workflow["jobs"]["check"]["steps"][-1]
    assert upload["with"]["sarif_file"] == step["with"]["sarif"]
    assert workflow["permissions"]["contents"] == "read"
    started = workflow[True]  # `on` is a word for true in YAML 1.1
    assert started["push"]["paths"] == started["pull_request"]["paths"] == ["surveys/**"]


def test_the_page_shows_the_workflow_as_it_is_and_a_configuration_that_pre_commit_reads() -> None:
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    configuration, workflow = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert workflow == (ROOT / ".github/workflows/surveys.yml").read_text(encoding="utf-8")
    (repo,) = yaml.safe_load(configuration)["repos"]
    (hook,) = read(".pre-commit-hooks.yaml")
    assert [used["id"] for used in repo["hooks"]] == [hook["id"]]
