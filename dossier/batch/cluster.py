"""The same work on an existing Dask cluster: an extra, ``dossier[cluster]``.

Each task is one job, done by a helper process of the worker (:mod:`dossier.batch.helper`), so
that neither a page that crashes nor what a library prints touches the worker.  Every job may
be done twice without harm, so a worker that dies costs nothing: the scheduler hands its tasks
to another.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import re
import secrets
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distributed import Client, KilledWorker

from dossier import asking
from dossier.batch import remote
from dossier.batch.cases import PRIVATE, PROBE
from dossier.batch.crew import POLL, Crew, Result
from dossier.batch.errors import Lost
from dossier.batch.work import Job, Probe, Shared, Sight, everywhere
from dossier.errors import DossierError, NotWritten

if TYPE_CHECKING:
    from dossier.batch.deal import Dealer

PATIENCE = 20.0
"""Seconds to wait for the scheduler, and for a worker where there is none (any more)."""
_ADDRESS = re.compile(r"(?:tcp|tls)://\S+:\d+")
_RETRIES = 3
"""How often the scheduler hands on a task that failed for a reason of the cluster."""
_LOOKED = 2.0
"""Seconds after which the workers are counted anew."""
_ENDING = 0.5
"""Seconds to take leave: a person who interrupts does not wait."""


@contextmanager
def connected(address: str, dealer: Dealer) -> Iterator[Crew]:
    """A crew of the workers of a cluster, which all see the folders and have this very program.

    Args:
        address: of the scheduler, ``tcp://host:8786``.
        dealer: its ``shared`` becomes what the workers get.

    Raises:
        DossierError: the address is none, or a password was given.
        Lost: the cluster cannot be reached, has no worker, or one that cannot do the work.
    """
    if not _ADDRESS.fullmatch(address):
        raise DossierError("batch-dask-address", address=address)
    if set(dealer.shared.passwords) - {os.environ.get(asking.VARIABLE)}:
        raise DossierError("batch-dask-password")
    # What goes wrong is told in our words.  Dask sets its own loggers up one by one, so none is named.
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with (
            _client(address) as client,
            _shared(client, address, replace(dealer.shared, passwords=())) as told,
        ):
            dealer.shared = told[0]
            crew = Cluster(client, address, *told)
            try:
                yield crew
            finally:
                crew.end()
    finally:
        logging.disable(before)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """A connected client.

    Raises:
        Lost: the cluster cannot be reached.
    """
    try:
        connect: Any = Client
        client = connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise Lost("batch-dask-unreached", address=address, why=_why(error)) from error
    try:
        yield client
    finally:
        _briefly(lambda: client.close(timeout=_ENDING))


class Cluster:
    """Jobs as tasks of a cluster."""

    def __init__(self, client: Any, address: str, shared: Shared, probe: Probe) -> None:
        """Nothing is under way yet.

        Args:
            client: a connected ``distributed.Client``.
            address: of its scheduler.
            shared: see :class:`dossier.batch.work.Shared`.
            probe: asked of workers that come later.
        """
        self._client = client
        self._address = address
        self._shared = shared
        self._probe = probe
        self._jobs: dict[Any, Job] = {}
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._room = 1
        self._looked = 0.0
        self._seen = time.monotonic()

    @property
    def room(self) -> int:
        """Two jobs a thread: where one is done the next lies ready."""
        self._look()
        return self._room

    def give(self, job: Job) -> None:
        """See :class:`dossier.batch.crew.Crew`."""
        asked = (self._shared, job, self._probe)
        future = self._client.submit(remote.serve, *asked, pure=False, retries=_RETRIES)
        self._jobs[future] = job
        future.add_done_callback(self._done.put)

    def take(self) -> tuple[Job, Result]:
        """See :class:`dossier.batch.crew.Crew`."""
        while True:
            try:
                future = self._done.get(timeout=POLL)
                break
            except queue.Empty:
                self._look()
        job = self._jobs.pop(future)
        return job, self._result(future)

    def end(self) -> None:
        """Cancel what is under way and end the helpers of the workers, as far as that is quickly done."""
        if self._jobs:
            _briefly(lambda: self._client.cancel(list(self._jobs), force=True))
        _dismiss(self._client, self._probe)

    def _look(self) -> None:
        """Count the workers anew; they may come and go.

        Raises:
            Lost: there is none any more, or no scheduler.
        """
        now = time.monotonic()
        if now - self._looked < _LOOKED:
            return
        try:
            threads = sum(self._client.nthreads().values())
        except (OSError, ValueError, RuntimeError) as error:
            raise Lost("batch-dask-lost", why=_why(error)) from error
        if threads:
            self._seen = now
        elif now - self._seen > PATIENCE:
            raise Lost("batch-dask-no-worker", address=self._address)
        self._room, self._looked = max(1, 2 * threads), now

    def _result(self, future: Any) -> Result:
        if future.status == "cancelled":
            raise Lost("batch-dask-lost", why="")
        try:
            result: Result = future.result()
        except KilledWorker:
            return None
        except Lost:
            raise
        # Whatever a foreign cluster meets: the run ends, and goes on when it is run again.
        except Exception as error:
            raise Lost("batch-dask-lost", why=_why(error)) from error
        return result


@contextmanager
def _shared(client: Any, address: str, shared: Shared) -> Iterator[tuple[Shared, Probe]]:
    """What the workers get, after each was asked what it sees; and what those are asked that come later.

    Where they do not see the cache of this computer, readings lie in the output folder for
    the time of the run.

    Raises:
        Lost: there is no worker, or one of them cannot do the work.
    """
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, TimeoutError) as error:
        raise Lost("batch-dask-no-worker", address=address) from error
    names = frozenset(path.name for path in shared.cases.iterdir())
    probe = Probe(names, f"{PROBE}{secrets.token_hex(8)}", everywhere(shared))
    with contextlib.ExitStack() as stack:
        stack.enter_context(_laid(shared.out / probe.token))
        stack.enter_context(_laid(shared.cache / probe.token))
        stack.callback(_dismiss, client, probe)
        seen = _sights(client, shared, probe)
        if any(str(shared.cache) in sight.lacking for sight in seen.values()):
            private = stack.enter_context(tempfile.TemporaryDirectory(prefix=PRIVATE, dir=shared.out))
            shared = replace(shared, cache=Path(private))
            stack.enter_context(_laid(shared.cache / probe.token))
            seen = _sights(client, shared, probe)
        for worker, sight in sorted(seen.items()):
            refused = remote.refusal(worker, sight, probe)
            if refused is not None:
                raise refused
        # The names are many, and are not sent with every job.
        yield shared, replace(probe, names=frozenset())


@contextmanager
def _laid(place: Path) -> Iterator[None]:
    """An empty file, by which the workers know a folder."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.touch()
    except OSError as error:
        raise NotWritten("not-written", path=str(place.parent), why=_why(error)) from error
    try:
        yield
    finally:
        place.unlink(missing_ok=True)


def _sights(client: Any, shared: Shared, probe: Probe) -> dict[str, Sight]:
    """What each worker sees.

    Raises:
        Lost: one has not this program.
    """
    try:
        answers = client.run(remote.sight, shared, probe, on_error="return")
    except OSError as error:
        raise Lost("batch-dask-lost", why=_why(error)) from error
    for worker, answer in sorted(answers.items()):
        if not isinstance(answer, Sight):
            raise Lost("batch-dask-program", worker=worker, why=_why(answer))
    return dict(answers)


def _dismiss(client: Any, probe: Probe) -> None:
    """End the helpers of the workers."""
    _briefly(lambda: client.run(remote.end, probe.token, on_error="ignore"))


def _briefly(what: Any) -> None:
    """Do something that may fail or never end, and wait only a moment for it."""

    def tried() -> None:
        with contextlib.suppress(BaseException):
            what()

    thread = threading.Thread(target=tried, daemon=True)
    thread.start()
    thread.join(_ENDING)


def _why(error: BaseException) -> str:
    return getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
