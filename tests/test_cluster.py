"""Counting on a Dask cluster: the same as in one process, also when a worker dies on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from answers import counted, plan_of, write_survey
from click.testing import CliRunner

from outreach import parallel, theming
from outreach.cli import build
from outreach.errors import OutreachError
from outreach.intake.files import blocks
from outreach.intake.responses import Responses
from outreach.intake.surveys import find_survey
from outreach.parallel import Answers
from outreach.tables.tally import Tally, tally
from outreach.workers import Cluster, workers

distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed")

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of dask's own: ports, sockets, what it deprecates
    pytest.mark.xdist_group("cluster"),
]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Start two worker processes, one thread each, and no dashboard."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        host="127.0.0.1", silence_logs=50,
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


@pytest.fixture
def survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(blocks, "FIRST", 3000)
    monkeypatch.setattr(blocks, "BLOCK", 2000)
    monkeypatch.setattr(parallel, "PART", 5000)
    monkeypatch.setattr(parallel, "_SMALLEST", 5000)
    return write_survey(tmp_path, {"a.csv": 900, "b.csv": 50})


def test_a_cluster_gives_what_one_process_gives(scheduler: str, survey: Path) -> None:
    with workers(None, scheduler) as cluster:
        assert isinstance(cluster, Cluster)
        assert cluster.number == 2
        assert counted(survey, cluster) == counted(survey, None)


def _count_or_die(chunk: Responses, *, plan: Any, mark: Path) -> Tally:
    """Count; the first worker that comes to form 400 dies instead, without a word."""
    if len(chunk) and "400" in chunk.respondents.texts():
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    return tally(chunk, plan)


def test_a_worker_that_dies_on_the_way_changes_nothing(
    scheduler: str, survey: Path, tmp_path: Path
) -> None:
    plan, mark = plan_of(survey), tmp_path / "died"
    expected = counted(survey, None)
    with workers(None, scheduler) as cluster:
        answers = Answers(find_survey(survey), cluster)
        total = answers.total(partial(_count_or_die, plan=plan, mark=mark))
    assert mark.exists()
    assert isinstance(total, Tally)
    cubes = [(str(key), cube.counts.tolist(), cube.size) for key, cube in total.cubes.items()]
    assert (cubes, answers.found, sum(answers.sizes)) == expected


def test_nobody_at_the_address_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.workers._PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        match = "No Dask scheduler"
        with pytest.raises(OutreachError, match=match) as caught, workers(None, address):
            pass
        assert "\n" not in str(caught.value)


def test_a_cluster_finds_the_themes_that_one_process_finds(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theming, "LARGE", 50)
    monkeypatch.setattr(theming, "SAMPLE", 40)
    path = tmp_path / "comments.csv"
    things = ("往診の費用", "会場の音", "薬の飲み方", "退院の相談", "駐車場の広さ")
    wishes = ("を知りたい", "が不安です", "に困りました", "がよく分かった")
    lines = [f"{at},{things[at % 5]}{wishes[at % 4]}。{at % 60}回目" for at in range(300)]
    path.write_text(
        "番号,感想\n" + "\n".join([*lines, "301,山田様090-1234-5678"]), encoding="utf-8"
    )
    found = []
    for options in ([], ["--jobs", "2"], ["--scheduler", scheduler]):
        run = CliRunner().invoke(
            build(), ["themes", str(path), "--column", "感想", "--format", "csv", *options]
        )
        assert run.exit_code == 0, run.stderr
        found.append(run.stdout)
    assert found[0].count("\n") == 302
    assert found[0] == found[1] == found[2]
