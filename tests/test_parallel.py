"""Counting side by side: the same tables, findings, errors and bytes as one process gives."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from answers import counted, plan_of, write_survey

from outreach import parallel
from outreach.apart import read_apart
from outreach.errors import OutreachError, UnusableAnswers
from outreach.intake.files import blocks
from outreach.intake.parts import find_parts
from outreach.intake.surveys import find_survey
from outreach.parallel import Answers
from outreach.tables.tally import tally
from outreach.workers import Processes, workers

T = TypeVar("T")


class Apart:
    """Calls one after the other what would be called side by side, all of it pickled."""

    number = 2

    def run(self, calls: Sequence[Callable[[], T]]) -> Iterator[T]:
        for call in calls:
            yield pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(call))()))


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "FIRST", 3000)
    monkeypatch.setattr(blocks, "BLOCK", 2000)
    monkeypatch.setattr(parallel, "PART", 5000)
    monkeypatch.setattr(parallel, "_SMALLEST", 5000)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16"])
def test_parts_give_what_the_whole_gives(tmp_path: Path, numbered: bool, encoding: str) -> None:
    sizes = {"a.csv": 700, "b.csv": 3, "c.csv": 400}
    folder = write_survey(tmp_path, sizes, numbered=numbered, encoding=encoding)
    paths = find_survey(folder).files
    assert len(list(find_parts(paths, 5000))) > (2 if encoding == "utf-16" else 6)
    one, apart = counted(folder, None), counted(folder, Apart())
    assert apart == one
    assert one[2] == 1103
    assert len(one[1]) > 300


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("again", [5, 350, 699])
def test_a_respondent_in_two_parts_is_found(tmp_path: Path, again: int) -> None:
    folder = write_survey(tmp_path, {"a.csv": 700})
    path = folder / "a.csv"
    raw = path.read_bytes().split(b"\r\n")
    raw[-3:-2] = [raw[-3], b"%d,65,," % again]
    path.write_bytes(b"\r\n".join(raw))
    messages = []
    for each in (None, Apart()):
        with pytest.raises(UnusableAnswers) as caught:
            counted(folder, each)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]
    assert f"“{again}”" in messages[0]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize(
    "line", [b"9999,65", b'9999,"65', b"9999,\x81,,", "番号,年齢,経路,感想".encode("cp932")]
)
@pytest.mark.parametrize("at", [10, 400, -2])
def test_what_stops_one_process_stops_several_with_the_same_words(
    tmp_path: Path, line: bytes, at: int
) -> None:
    folder = write_survey(tmp_path, {"a.csv": 700, "b.csv": 5})
    raw = (folder / "a.csv").read_bytes().split(b"\r\n")
    raw.insert(at, line)
    (folder / "a.csv").write_bytes(b"\r\n".join(raw))
    messages = []
    for each in (None, Apart()):
        with pytest.raises(OutreachError) as caught:
            counted(folder, each)
        messages.append((type(caught.value), str(caught.value)))
    assert messages[0] == messages[1]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("blank", [b",,,\r\n" * 3000, "　,,,\r\n".encode("cp932") * 2000])
def test_blank_rows_at_the_end_hide_no_foot(tmp_path: Path, blank: bytes) -> None:
    folder = write_survey(tmp_path, {"a.csv": 700})
    path = folder / "a.csv"
    path.write_bytes(path.read_bytes() + "※ 速報値です,,,\r\n".encode("cp932") + blank)
    assert counted(folder, Apart()) == counted(folder, None)


@pytest.mark.usefixtures("small_parts")
def test_many_small_files_go_together(tmp_path: Path) -> None:
    folder = write_survey(tmp_path, {f"{at:02}.csv": 20 for at in range(40)})
    calls = []

    class Noting(Apart):
        def run(self, some: Sequence[Callable[[], T]]) -> Iterator[T]:
            calls.extend(some)
            yield from super().run(some)

    assert counted(folder, Noting()) == counted(folder, None)
    assert 2 <= len(calls) <= 20


@pytest.mark.usefixtures("small_parts")
def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    folder = write_survey(tmp_path, {"a.csv": 700, "b.csv": 300})
    assert counted(folder, Processes(2)) == counted(folder, None)


def _die(_chunk: object) -> int:
    os._exit(1)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.filterwarnings("ignore:A worker stopped while some jobs")
def test_a_process_that_is_ended_is_one_line(tmp_path: Path) -> None:
    folder = write_survey(tmp_path, {"a.csv": 700})
    with pytest.raises(OutreachError, match="--jobs") as caught:
        Answers(find_survey(folder), Processes(2)).total(_die)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("small_parts")
def test_a_fraction_is_the_same_to_the_last_bit(tmp_path: Path) -> None:
    folder = write_survey(tmp_path, {"a.csv": 900})
    sums = [
        Answers(find_survey(folder), each).total(_fraction, exact=False) for each in (None, Apart())
    ]
    assert sums[0] == sums[1]


def _fraction(chunk: object) -> float:
    return 0.1 * len(chunk) ** 0.5  # type: ignore[arg-type]


@pytest.mark.usefixtures("small_parts")
def test_files_that_the_workers_do_not_have_are_named(tmp_path: Path) -> None:
    folder = write_survey(tmp_path, {"a.csv": 700, "b.csv": 500})

    class Elsewhere(Apart):
        def run(self, calls: Sequence[Callable[[], T]]) -> Iterator[T]:
            for path in folder.glob("*.csv"):
                path.rename(path.with_suffix(".away"))
            results = list(super().run(calls))
            for path in folder.glob("*.away"):
                path.rename(path.with_suffix(".csv"))
            yield from results

    with pytest.raises(OutreachError, match="workers") as caught:
        counted(folder, Elsewhere())
    assert caught.value.place.path.endswith("a.csv")


def test_a_small_survey_starts_nobody(tmp_path: Path) -> None:
    folder = write_survey(tmp_path, {"a.csv": 5})

    class Nobody(Apart):
        def run(self, calls: Sequence[Callable[[], T]]) -> Iterator[T]:
            raise AssertionError(calls)

    assert counted(folder, Nobody())[2] == 5


def test_who_is_not_asked_for_is_not_imported(tmp_path: Path) -> None:
    with workers(1, None) as nobody, workers(None, None) as neither:
        assert nobody is neither is None
    folder = write_survey(tmp_path, {"a.csv": 5})
    code = (
        "import sys; from answers import counted; from pathlib import Path\n"
        "counted(Path(sys.argv[1]), None)\n"
        "sys.exit(bool({'joblib', 'dask', 'distributed', 'pandas'} & set(sys.modules)))"
    )
    here = Path(__file__).parent
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=here)
    assert done.returncode == 0


def test_the_cluster_and_processes_exclude_each_other() -> None:
    with pytest.raises(OutreachError, match="--jobs"), workers(2, "tcp://127.0.0.1:1"):
        pass


def test_a_cluster_without_dask_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(OutreachError, match=r"outreach\[cluster\]"), workers(None, "tcp://x:1"):
        pass


@pytest.mark.usefixtures("small_parts")
def test_progress_goes_up_to_all_bytes(tmp_path: Path) -> None:
    folder = write_survey(tmp_path, {"a.csv": 700})
    told: list[tuple[int, int]] = []
    answers = Answers(find_survey(folder), Apart(), tell=lambda *so_far: told.append(so_far))
    answers.total(partial(tally, plan=plan_of(folder)))
    size = (folder / "a.csv").stat().st_size
    assert len(told) > 3
    assert [done for done, _all in told] == sorted(done for done, _all in told)
    assert 0 <= size - told[-1][0] <= 3
    assert told[-1][0] == told[-1][1]


def test_an_outcome_is_small(tmp_path: Path) -> None:
    folder = write_survey(tmp_path, {"a.csv": 2000})
    (part,) = find_parts(find_survey(folder).files)
    book, measure = find_survey(folder).codebook, partial(tally, plan=plan_of(folder))
    (outcome,) = read_apart([part], book, measure, "en", exact=True)
    assert (outcome.usable, len(outcome.sums)) == (True, 1)
