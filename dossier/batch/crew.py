"""Who does the work: a crew takes jobs and gives answers back in any order."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from dossier.batch.errors import Lost
from dossier.batch.helper import Died, Helper
from dossier.batch.work import Answer, Job, Shared

POLL = 0.2
"""Seconds; on Windows a wait without end cannot be interrupted."""

Result = Answer | None
"""None where the job killed whoever did it, again and again."""


class Crew(Protocol):
    """Does jobs."""

    @property
    def room(self) -> int:
        """How many jobs are to be under way, so that nobody waits."""
        ...

    def give(self, job: Job) -> None:
        """Hand a job over."""

    def take(self) -> tuple[Job, Result]:
        """The next job that is done; waits for it.

        Raises:
            Lost: nobody is left to do it.
        """
        ...


class Local:
    """Processes of this computer, each with a thread here that hands it jobs."""

    def __init__(self, shared: Shared, count: int) -> None:
        """Start as many helpers as there are jobs, and no more than ``count``."""
        self._shared = shared
        self.room = count
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[Job, Result | Lost]] = queue.SimpleQueue()
        self._helpers: list[Helper] = []
        self._threads: list[threading.Thread] = []
        self._under_way = 0

    def give(self, job: Job) -> None:
        """See :class:`Crew`."""
        self._under_way += 1
        self._jobs.put(job)
        if len(self._threads) < min(self.room, self._under_way):
            helper = Helper()
            thread = threading.Thread(target=self._serve, args=(helper,), daemon=True)
            self._helpers.append(helper)
            self._threads.append(thread)
            thread.start()

    def take(self) -> tuple[Job, Result]:
        """See :class:`Crew`."""
        while True:
            try:
                job, result = self._done.get(timeout=POLL)
            except queue.Empty:
                continue
            self._under_way -= 1
            if isinstance(result, Lost):
                raise result
            return job, result

    def end(self) -> None:
        """End all helpers at once."""
        for helper in self._helpers:
            helper.end()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, helper: Helper) -> None:
        while (job := self._jobs.get()) is not None:
            result: Result | Lost
            try:
                result = helper.do(self._shared, job)
            except Died:
                result = None
            except Lost as error:
                result = error
            self._done.put((job, result))


@contextmanager
def local(shared: Shared, count: int) -> Iterator[Crew]:
    """A crew of this computer, gone on any way out."""
    crew = Local(shared, count)
    try:
        yield crew
    finally:
        crew.end()
