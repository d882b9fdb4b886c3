"""A process that works for this one, one job at a time (:mod:`dossier.batch.serving`).

A page or a packet that kills its process costs the helper and nothing else.  It is started as
a program, not through :mod:`multiprocessing`, so that it may have children where its parent may
not (the workers of Dask), and needs no main guard.  It ends at once when its parent is gone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import dossier
from dossier.batch.errors import Lost

if TYPE_CHECKING:
    from dossier.batch.work import Answer, Job, Probe, Shared, Sight

READY = "ready"
"""What a helper says first."""
_PROGRAM = "dossier.batch.serving"
_TRIES = 2


class Died(Exception):  # noqa: N818 - it says what happened
    """A job killed its helper twice."""


class Helper:
    """One helper process, replaced when it dies.  To be used by one thread at a time."""

    def __init__(self) -> None:
        """No process is started yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def do(self, shared: Shared, job: Job) -> Answer:
        """Let the helper do a job; see :meth:`_asked`."""
        return cast("Answer", self._asked(shared, job))

    def see(self, shared: Shared, probe: Probe) -> Sight:
        """What the helper sees; see :meth:`_asked`."""
        return cast("Sight", self._asked(shared, probe))

    def _asked(self, shared: Shared, job: Job | Probe) -> object:
        """The answer of the process.

        A job is tried once more when the helper dies under it: the system may have ended it
        for want of memory that others held.

        Raises:
            Died: it died again.
            Lost: no helper can be started, or this one was ended meanwhile.
        """
        for _ in range(_TRIES):
            process = self._started(shared)
            try:
                send(cast("IO[bytes]", process.stdin), (shared, job))
                return pickle.load(cast("IO[bytes]", process.stdout))  # noqa: S301 - our own
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                self._put_away()
        raise Died

    def end(self) -> None:
        """End the process at once; a job under way is lost."""
        self._ended = True
        if self._process is not None:
            self._process.kill()

    def _started(self, shared: Shared) -> subprocess.Popen[bytes]:
        """The process, alive.

        Raises:
            Lost: there can be none.
        """
        if self._process is not None and self._process.poll() is None and not self._ended:
            return self._process
        self._put_away()
        if self._ended:
            raise Lost("batch-no-helper")
        process = subprocess.Popen(  # noqa: S603 - ourselves
            # Safe path: nothing is imported from wherever the person happens to be.
            [sys.executable, "-P", "-m", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            cwd=shared.here,
        )
        self._process = process
        if self._ended:
            process.kill()
        try:
            ready = pickle.load(cast("IO[bytes]", process.stdout)) == READY  # noqa: S301 - our own
        except (EOFError, pickle.UnpicklingError):
            ready = False
        if not ready:
            self._put_away()
            raise Lost("batch-no-helper")
        return process

    def _put_away(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _environment() -> dict[str, str]:
    """The environment, in which this very program is found."""
    here = str(Path(dossier.__file__).resolve().parent.parent)
    before = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join((here, before) if before else (here,))}


def send(stream: IO[bytes], what: object) -> None:
    """Put a job or an answer into a pipe.

    Raises:
        OSError: nobody listens any more.
    """
    stream.write(pickle.dumps(what))
    stream.flush()
