"""Who counts side by side: processes on this machine, or a Dask cluster, through joblib."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from outreach.errors import OutreachError
from outreach.messages import _

T = TypeVar("T")
_PATIENCE = 5  # seconds until a scheduler that does not answer is given up
_AHEAD = "3*n_jobs"  # calls that are under way or wait; results wait in the order of the calls


@dataclass(frozen=True)
class Processes:
    """As many processes on this machine."""

    number: int

    def run(self, calls: Iterable[Callable[[], T]]) -> Iterator[T]:
        """Yield what each call returns, in order. Raises OutreachError where a process dies."""
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        try:
            yield from _run(calls, n_jobs=self.number)
        except TerminatedWorkerError as error:
            message = _("A process that was counting was ended from outside.")
            remedy = _("Is the memory full? Give a smaller number with --jobs.")
            raise OutreachError(message, remedy=remedy) from error


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask cluster. One that dies is replaced: its calls are made again."""

    client: Any

    @property
    def number(self) -> int:
        """How many calls the workers take at a time, as many as there are now."""
        return max(1, int(sum(self.client.ncores().values())))

    def run(self, calls: Iterable[Callable[[], T]]) -> Iterator[T]:
        """Yield what each call returns, in order. Raises OutreachError where the cluster fails."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError
        from joblib import parallel_config

        try:
            with parallel_config(backend="dask", client=self.client):
                yield from _run(calls, n_jobs=-1)
        except KilledWorker as error:
            message = _("A part of the answers has ended several workers of the cluster.")
            remedy = _("Is their memory full? Look at the workers' logs.")
            raise OutreachError(message, remedy=remedy) from error
        except (TimeoutError, CommClosedError, CancelledError) as error:
            message = _("The cluster has no workers, or they do not answer.")
            remedy = _("Start some with: dask worker ADDRESS")
            raise OutreachError(message, remedy=remedy) from error
        except ImportError as error:
            message = _("A worker of the cluster lacks “{name}”.").format(name=error.name)
            remedy = _("Install the same version of outreach for the workers.")
            raise OutreachError(message, remedy=remedy) from error


def _run(calls: Iterable[Callable[[], T]], n_jobs: int) -> Iterator[T]:
    from joblib import Parallel, delayed

    parallel = Parallel(
        n_jobs, return_as="generator", batch_size=1, pre_dispatch=_AHEAD, max_nbytes=None
    )
    results = parallel(delayed(call)() for call in calls)
    try:
        yield from results
    finally:
        results.close()


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Give the Dask cluster whose scheduler answers at an address, such as tcp://10.0.0.5:8786.

    Raises OutreachError where dask.distributed is not installed, or nobody answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        message = _("To count on a cluster, dask.distributed has to be installed.")
        remedy = _('Run: pip install "outreach[cluster]"')
        raise OutreachError(message, remedy=remedy) from error
    connect: Any = Client  # it has no types
    try:
        _knock(address)
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        message = _("No Dask scheduler answers at {address}.").format(address=address)
        remedy = _("Start one with “dask scheduler”; it prints its address.")
        raise OutreachError(message, remedy=remedy) from error
    try:
        yield Cluster(client)
    finally:
        client.close()


def _knock(address: str) -> None:
    """Raise OSError or ValueError where nobody listens: a client that fails complains later."""
    from socket import create_connection
    from urllib.parse import urlsplit

    place = urlsplit(address if "://" in address else f"tcp://{address}")
    if place.scheme == "tcp":
        with create_connection((place.hostname or "", place.port or 8786), timeout=_PATIENCE):
            pass


@contextmanager
def workers(jobs: int | None, scheduler: str | None) -> Iterator[Processes | Cluster | None]:
    """Give whoever counts side by side; None where this process does it alone.

    `jobs` is a number of processes, 0 as many as there are processors;
    `scheduler` the address of a Dask scheduler. Raises as `cluster`, and where both are given.
    """
    if scheduler and jobs is not None:
        remedy = _("Leave one of them out.")
        raise OutreachError(_("--jobs and --scheduler exclude each other."), remedy=remedy)
    if scheduler:
        with cluster(scheduler) as found:
            yield found
    elif jobs is not None and jobs != 1:
        yield Processes(jobs or _processors())
    else:
        yield None


def _processors() -> int:
    from joblib import cpu_count

    return int(cpu_count())
