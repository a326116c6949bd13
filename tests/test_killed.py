"""Writing commands that are killed: the old output or the new one, never half of one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no SIGKILL and no limit on a file's size to be killed by"
)
ROOT = Path(__file__).parent.parent
OLD = "前の版\n".encode() * 50
ROWS = 300
SAV_HEADER = 176  # bytes that pyreadstat writes first
LIMIT = 60.0  # seconds that no command takes

# Dies, as by SIGKILL, in the write that would make a file longer than so many bytes: a kill at an
# exact byte, whatever the machine is doing. With a name, only once Python has opened a file of
# that beginning to write to it, as the parts of a workbook are written elsewhere and are longer.
# With "full" nothing dies: the write fails as on a full disk.
STARTER = """
import os, resource, runpy, signal, sys
most, beginning, how = int(sys.argv.pop(1)), sys.argv.pop(1), sys.argv.pop(1)
if how == "killed":
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it from its start
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
def limit():
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
def look(event, arguments):
    if event == "open" and "w" in str(arguments[1]):
        if os.path.basename(os.fsdecode(arguments[0])).startswith(beginning):
            limit()
sys.addaudithook(look) if beginning else limit()
runpy.run_module("outreach", run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True)
class Case:
    """A command that writes; `written` is what appears, where it is not the last argument."""

    command: str
    over: bool = True  # whether it takes the place of an older output
    written: str = ""

    @property
    def arguments(self) -> list[str]:
        return self.command.split()

    def target(self, folder: Path) -> Path:
        return folder / (self.written or self.arguments[-1])


CASES = [
    Case("tabulate survey -o out/x.csv"),
    Case("tabulate survey -o out/x.json"),
    Case("tabulate survey -o out/x.xlsx"),
    Case("normalise survey -o out/x.csv"),
    Case("normalise survey -o out/x.sav"),
    Case("check survey --output-format sarif -o out/x.sarif"),
    Case("check survey --write-baseline out/known.json"),
    Case("codebook init survey/responses.csv -o out/codebook.toml", over=False),
    Case("codebook to-xlsx survey -o out/codebook.xlsx", over=False),
    Case("codebook from-xlsx book.xlsx --overwrite -o out/codebook.toml"),
    Case("codebook schema survey -o out/schema.json"),
    Case("template survey --rows 300 -o out/entry.xlsx", over=False),
    Case("new out/2026-12-05-講演会", over=False, written="out/2026-12-05-講演会/codebook.toml"),
]
IDS = [case.command for case in CASES]


def make_survey(folder: Path) -> None:
    """Make a survey of some hundred rows, every seventh with an answer that is no option."""
    folder.mkdir()
    (folder / "codebook.toml").write_bytes((ROOT / "tests/files/codebook.toml").read_bytes())
    ages = ["65", "七十代", "昭和26年生", "20歳未満"]
    lines = ["番号,年齢,住所,経路,理解,役立ち,感想"]
    for at in range(1, ROWS + 1):
        age = ages[at % 4] if at % 7 else f"ひみつ{at}"
        lines.append(f"{at},{age},東町1-2-{at % 9 + 1},市報・ちらし,理解できた,普通,{at}回目です。")
    (folder / "responses.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a survey, its codebook as a workbook, and a folder for outputs."""
    folder = tmp_path_factory.mktemp("killed")
    make_survey(folder / "survey")
    command = [*OUTREACH, "codebook", "to-xlsx", "survey", "-o", "book.xlsx"]
    assert start(folder, command).wait(LIMIT) == 0
    (folder / "out").mkdir()
    return folder


OUTREACH = [sys.executable, "-m", "outreach"]


def environment() -> dict[str, str]:
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "OUTREACH_LANG": "en",
        "PYTHONDONTWRITEBYTECODE": "1",  # that none dies of a compiled module's size
    }


def start(folder: Path, command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, cwd=folder, env=environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def undisturbed(case: Case, folder: Path) -> tuple[bytes, float]:
    """Return the complete output, and the seconds that it took; nothing is left of it."""
    clear(folder)
    began = time.perf_counter()
    ended = start(folder, [*OUTREACH, *case.arguments]).wait(LIMIT)
    seconds = time.perf_counter() - began
    assert ended in (0, 1)
    new = case.target(folder).read_bytes()
    assert not beside(case, folder)
    clear(folder)
    return new, seconds


def beside(case: Case, folder: Path) -> list[Path]:
    """Return what is in the target's folder and is not the target: half of an output, hidden."""
    target = case.target(folder)
    others = target.parent.glob("*") if target.parent.is_dir() else ()
    return [path for path in others if path != target]


def clear(folder: Path) -> None:
    shutil.rmtree(folder / "out")
    (folder / "out").mkdir()


def prepare(case: Case, folder: Path, *, old: bool) -> bytes | None:
    """Put an older output in the target's place, or nothing; return its bytes."""
    clear(folder)
    if not (old and case.over):
        return None
    case.target(folder).write_bytes(OLD)
    return OLD


def is_whole(case: Case, folder: Path, old: bytes | None, new: bytes) -> bool:
    """Return whether the output is the new one, else that it is still the old one, or fail."""
    target = case.target(folder)
    found = target.read_bytes() if target.exists() else None
    assert found in (old, new), f"half an output: {len(found or b'')} of {len(new)} bytes"
    for path in beside(case, folder):
        assert path.name.startswith(f".{target.name}."), path.name
    return found == new


def kill_at_byte(case: Case, folder: Path, most: int, beginning: str = "") -> list[Path]:
    """Kill the command in the write beyond so many bytes; return the halves that it leaves."""
    command = [sys.executable, "-c", STARTER, str(most), beginning, "killed", *case.arguments]
    assert start(folder, command).wait(LIMIT) == -signal.SIGXFSZ
    return beside(case, folder)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_killed_command_leaves_the_old_output_or_the_new_one(case: Case, folder: Path) -> None:
    new, seconds = undisturbed(case, folder)
    for most, old in ((len(new) // 2, True), (len(new) - 1, False)):
        before = prepare(case, folder, old=old)
        (half,) = kill_at_byte(case, folder, most, f".{case.target(folder).name}.")
        assert half.stat().st_size == most  # the kill came while it was written
        assert not is_whole(case, folder, before, new)
    draw = random.Random(case.command)
    before = prepare(case, folder, old=False)
    child = start(folder, [*OUTREACH, *case.arguments])
    kill(child, draw.uniform(0.5, 1.0) * seconds)
    is_whole(case, folder, before, new)
    before = prepare(case, folder, old=True)
    child = start(folder, [*OUTREACH, *case.arguments])
    wait_for_writing(child, case, folder)
    kill(child, draw.choice((0, 0.001, 0.003)))
    is_whole(case, folder, before, new)


@pytest.mark.parametrize("ending", [".sav", ".zsav"])
def test_a_kill_in_a_library_that_writes_the_file_leaves_the_old_one(
    ending: str, folder: Path
) -> None:
    case = Case(f"normalise survey -o out/y{ending}")
    before = prepare(case, folder, old=True)
    (half,) = kill_at_byte(case, folder, SAV_HEADER)
    assert half.stat().st_size == SAV_HEADER
    assert not is_whole(case, folder, before, b"")


@pytest.mark.parametrize(
    "command",
    ["normalise survey -o out/x.csv", "normalise survey -o out/x.sav",
     "tabulate survey -o out/x.xlsx", "codebook to-xlsx survey -o out/x.xlsx",
     "template survey -o out/x.xlsx"],
)  # fmt: skip
def test_a_full_disk_is_told_of_and_leaves_nothing(command: str, folder: Path) -> None:
    case = Case(command)
    clear(folder)
    beginning = "" if command.endswith(".sav") else f".{case.target(folder).name}."
    ended = subprocess.run(
        [sys.executable, "-c", STARTER, "1000", beginning, "full", *case.arguments], cwd=folder,
        env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=LIMIT,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"outreach: {case.target(folder).relative_to(folder)}: Nothing")
    assert len(ended.stderr.splitlines()) == 1
    assert not list((folder / "out").iterdir())


def test_what_a_killed_command_leaves_is_not_in_the_way_of_the_next(folder: Path) -> None:
    case = CASES[-1]
    new, _seconds = undisturbed(case, folder)
    (half,) = kill_at_byte(case, folder, 100, ".codebook.toml.")
    assert start(folder, [*OUTREACH, *case.arguments]).wait(LIMIT) == 0
    assert is_whole(case, folder, None, new)
    assert beside(case, folder) == [half]


def wait_for_writing(child: subprocess.Popen[bytes], case: Case, folder: Path) -> None:
    """Wait until something hidden stands beside the target, or the command has ended."""
    while child.poll() is None and not beside(case, folder):
        time.sleep(0.0003)


def kill(child: subprocess.Popen[bytes], after: float) -> None:
    time.sleep(after)
    child.send_signal(signal.SIGKILL)  # does nothing to one that has ended
    child.wait(LIMIT)


def checked(folder: Path) -> tuple[int, str]:
    ended = subprocess.run(
        [*OUTREACH, "check", "loose", "survey", "--output-format", "json"], cwd=folder,
        env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=LIMIT,
    )  # fmt: skip
    return ended.returncode, ended.stdout + ended.stderr


def test_what_a_killed_command_leaves_is_never_read_as_answers(tmp_path: Path) -> None:
    survey, loose = tmp_path / "survey", tmp_path / "loose"
    make_survey(survey)
    loose.mkdir()
    (tmp_path / "codebook.toml").write_bytes((survey / "codebook.toml").read_bytes())
    (loose / "a.csv").write_bytes((survey / "responses.csv").read_bytes())
    before = checked(tmp_path)
    assert "loose/a.csv" in before[1]
    assert "survey/responses.csv" in before[1]
    for case in (
        Case("normalise loose/a.csv -o loose/b.csv"),
        Case("template survey -o survey/responses.xlsx"),
        Case("new loose/new", over=False, written="loose/new/codebook.toml"),
    ):
        hidden = f".{case.target(tmp_path).name}."
        kill_at_byte(case, tmp_path, 200, hidden)
        (half,) = case.target(tmp_path).parent.glob(f"{hidden}*")
        assert half.stat().st_size == 200
    assert checked(tmp_path) == before
