"""Pages are read by worker processes, so that a crash costs one page and not the run.

A process that dies takes its whole pool along, and nobody can tell which page
killed it.  The pages left over are then read one at a time, each in a worker
that is replaced when it dies: only the page that kills a worker on its own is
given up.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.intake import IntakeError, picture
from dossier.model import Evidence, Line
from dossier.ocr import cache as caching
from dossier.ocr import memory
from dossier.ocr.cache import Cache
from dossier.ocr.engine import EngineMissing

if TYPE_CHECKING:
    from dossier.ocr.engine import Engine

Make = Callable[[int], "Engine"]
"""Makes an engine for a number of threads; it travels to the workers, so it is a function of a module."""

_MOST_WORKERS = 4
"""A worker holds 0.6 GB at its peak; more of them would fill a small machine."""


@dataclass(frozen=True, slots=True)
class Task:
    """One page to read; ``cache`` tells what pictures of the same pixels said, None where nothing is kept."""

    folder: Path
    evidence: Evidence
    page: int
    cache: Cache | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: its lines, or why there are none (``code`` is then not empty).

    ``known`` says that a picture of the same pixels had been read before.
    """

    task: Task
    lines: tuple[Line, ...] = ()
    code: str = ""
    detail: str = ""
    known: bool = False


Runner = Callable[[Make, Sequence[Task], int | None], Iterator[Outcome]]
"""Reads pages as :func:`deal` does."""

_runner: ContextVar[Runner | None] = ContextVar("_runner", default=None)


@contextmanager
def reading_by(runner: Runner) -> Iterator[None]:
    """Let another read meanwhile what :func:`run` is asked to read; it may ask :func:`deal` in its turn."""
    before = _runner.set(runner)
    try:
        yield
    finally:
        _runner.reset(before)


def cores() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def run(make: Make, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:
    """Read pages as :func:`deal` does, or let whoever was named with :func:`reading_by` do it."""
    return (_runner.get() or deal)(make, tasks, jobs)


def deal(make: Make, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:
    """Read pages.

    Args:
        make: see :data:`Make`.
        tasks: the pages; the outcomes come in any order.
        jobs: worker processes; None takes what the machine bears.  One page, or
            one job, is read in this process.

    Raises:
        EngineMissing: the engine cannot start here.
    """
    count = min(len(tasks), jobs or min(cores(), _MOST_WORKERS))
    if count <= 1:
        yield from _here(make, tasks)
        return
    done: set[int] = set()
    try:
        for place, outcome in _together(make, tasks, count):
            done.add(place)
            yield outcome
    except BrokenProcessPool:
        left = [task for place, task in enumerate(tasks) if place not in done]
        yield from _alone(make, left)


def attempt(engine: Engine, task: Task) -> Outcome:
    """Read one page; what goes wrong with it stays with it.

    Raises:
        EngineMissing: no page could be read.
    """
    from dossier.ocr.ground import with_grounds  # noqa: PLC0415 - brings numpy, as engines do

    try:
        image = picture(task.folder, task.evidence, task.page)
        name = "" if task.cache is None else caching.key_of_pixels(image, engine)
        if task.cache is not None and (lines := task.cache.get(name)) is not None:
            return Outcome(task, lines, known=True)
        lines = with_grounds(image, engine.read(image))
        if task.cache is not None:
            task.cache.put(name, lines)
        return Outcome(task, lines)
    except EngineMissing:
        raise
    except IntakeError as error:
        return Outcome(task, code=error.code, detail=error.detail)
    except MemoryError:
        return Outcome(task, code="ocr-memory")
    # An engine is a large foreign body; whatever it raises, the other pages go on.
    except Exception as error:  # noqa: BLE001
        return Outcome(task, code="ocr-failed", detail=type(error).__name__)
    finally:
        memory.give_back()


def _here(make: Make, tasks: Sequence[Task]) -> Iterator[Outcome]:
    reader = make(cores())
    for task in tasks:
        yield attempt(reader, task)


def _together(make: Make, tasks: Sequence[Task], count: int) -> Iterator[tuple[int, Outcome]]:
    with _pool(make, count, max(1, cores() // count)) as pool:
        # The largest first: what is left at the end is then small, and no process waits long.  Among
        # equals in no order of theirs, so that two files of one picture are hardly read at one time.
        ordered = sorted(enumerate(tasks), key=lambda one: (-_size(one[1]), one[1].evidence.sha256))
        places: dict[Future[Outcome], int] = {pool.submit(_work, task): place for place, task in ordered}
        pending = set(places)
        while pending:
            finished, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                yield places[future], future.result()


def _size(task: Task) -> int:
    """Pixels of a task's page."""
    return next((p.width * p.height for p in task.evidence.pages if p.number == task.page), 0)


def _alone(make: Make, tasks: Sequence[Task]) -> Iterator[Outcome]:
    rest = list(tasks)
    while rest:
        with _pool(make, 1, cores()) as pool:
            if not _alive(pool):
                yield from _here(make, rest)
                return
            while rest:
                try:
                    outcome = pool.submit(_work, rest[0]).result()
                except BrokenProcessPool:
                    yield Outcome(rest.pop(0), code="ocr-crashed")
                    break
                rest.pop(0)
                yield outcome


def _alive(pool: ProcessPoolExecutor) -> bool:
    """Whether worker processes can be started at all: not from a script without a main guard, say."""
    try:
        return pool.submit(_ready).result()
    except BrokenProcessPool:
        return False


@contextmanager
def _pool(make: Make, count: int, threads: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh workers, ended at once on any way out: an engine takes its time to put itself away."""
    others = set(multiprocessing.active_children())
    # Spawned, not forked: the same on every system, and safe beside threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(make, threads))
    try:
        yield pool
    finally:
        workers = set(multiprocessing.active_children()) - others
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()


_engine: Engine | None = None


def _start(make: Make, threads: int) -> None:
    global _engine  # noqa: PLW0603 - one engine a worker, made once
    # Ctrl-C reaches the whole group; the parent ends us, quietly.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _engine = make(threads)


def _ready() -> bool:
    return _engine is not None


def _work(task: Task) -> Outcome:
    assert _engine is not None  # noqa: S101 - the pool's initializer ran first
    return attempt(_engine, task)
