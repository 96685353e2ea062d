"""To a cluster and back: workers of our own (``local:4``) or a scheduler's, each made ready for the run."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audiogen.errors import AudiogenError, SettingsError
from audiogen.settings import Settings, cores

if TYPE_CHECKING:
    from distributed import Client

CONNECT_LIMIT_S = 15
WORKERS_LIMIT_S = 60
EXTRA = "pip install 'audiogen[cluster]'"


@dataclass(frozen=True)
class Connection:
    """A cluster whose workers are ready for the run."""

    client: Client
    crew: str
    """Name of the run's plug-in on the workers."""

    def threads(self) -> int:
        """Tasks that can run at once now: workers come and go."""
        return sum(worker["nthreads"] for worker in self.client.scheduler_info(n_workers=-1)["workers"].values())


@contextmanager
def connected(settings: Settings) -> Iterator[Connection]:
    """Connect, make every worker ready; on leaving, their engines end, and so do workers of our own.

    Raises:
        SettingsError: Dask is not installed, the address means nothing, workers have another version of audiogen.
        AudiogenError: nobody answers, there are no workers, or one of them misses something.
    """
    try:
        import distributed
    except ImportError:
        raise SettingsError("A cluster needs Dask, which is not installed.", EXTRA) from None
    from audiogen.cluster.worker import Crew

    name = f"audiogen-{uuid.uuid4().hex[:12]}"
    with ExitStack() as stack:
        client = _client(settings.cluster, stack, distributed)
        _wait_for_workers(client, settings.cluster)
        try:
            client.register_plugin(Crew(name, settings), name=name)
        except Exception as error:
            raise AudiogenError(f"A worker cannot run audiogen: {type(error).__name__}: {error}.", _SAME) from error
        stack.callback(_dismiss, client, name)
        _examine(client, name)
        yield Connection(client, name)


_SAME = "Install the same version of audiogen, with the same extras, on every worker."


def _client(where: str, stack: ExitStack, distributed: Any) -> Client:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what concerns the user, we say
    kind, _, count = where.partition(":")
    if kind == "local" and (not count or count.isdecimal()):
        cluster = distributed.LocalCluster(
            n_workers=int(count or 0) or cores(), threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address=None, silence_logs=logging.CRITICAL,
        )  # fmt: skip
        where = stack.enter_context(cluster).scheduler_address
    elif "://" not in where:
        raise SettingsError(f"'{where}' is no cluster.", "Give --cluster local:4 or tcp://scheduler:8786.")
    try:
        client: Client = distributed.Client(where, timeout=CONNECT_LIMIT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "Start one with `dask scheduler`, and workers with `dask worker ADDRESS`; see docs/cluster.md."
        raise AudiogenError(f"No scheduler answers at {where}: {error}.", hint) from error
    stack.callback(client.close, timeout=5)
    return client


def _wait_for_workers(client: Client, where: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKERS_LIMIT_S)
    except TimeoutError as error:
        raise AudiogenError(f"The scheduler at {where} has no workers.", f"Start some: dask worker {where}") from error


def _examine(client: Client, name: str) -> None:
    """Check first, speak later: on every worker that is there."""
    from audiogen import __version__
    from audiogen.cluster.worker import examine

    for address, found in client.run(examine, name).items():
        if isinstance(found, AudiogenError):
            raise type(found)(f"Worker {address}: {found.message}", found.hint)
        if found != __version__:
            raise SettingsError(f"Worker {address} has audiogen {found}, we have {__version__}.", _SAME)


def _dismiss(client: Client, name: str) -> None:
    with suppress(Exception):  # a scheduler that has gone has taken its workers along
        client.unregister_worker_plugin(name)
