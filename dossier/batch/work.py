"""The three kinds of work: look at a case, read one page, build a case.

Each can be done anywhere the folders are seen, and done again: pages go to the cache,
packets take their place at one moment.  What goes wrong with a case stays with it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import asking, casefile, freshness, journal, ocr, outputs, pipeline, staging
from dossier.batch.row import Outcome, Reason, Row, of_packet
from dossier.casefile import CaseFileError
from dossier.errors import DossierError, NothingReadable
from dossier.intake import Keys
from dossier.ocr import EngineMissing, workers
from dossier.ocr import cache as caching
from dossier.ocr.registry import AUTO
from dossier.options import Making, Options
from dossier.seal import manifest
from dossier.words import CHINESE, ENGLISH, phrase

if TYPE_CHECKING:
    from dossier.model import Evidence
    from dossier.ocr.engine import Engine

Page = tuple[str, int]
"""A page by its content: SHA-256 of the original, and its number."""
Trouble = tuple[str, str]
"""Code and detail of why a page could not be read."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all work of a batch has in common.

    ``cases`` and ``out`` are resolved.  ``cache`` holds the readings, ``threads`` is how many
    an engine uses; ``passwords`` are tried on locked files; ``here`` is where a policy's
    relative path starts.
    """

    cases: Path
    out: Path
    wanted: tuple[str, ...]
    making: Making
    engine: str
    policy: str | None
    cache: Path
    threads: int = 1
    here: Path | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)

    def options(self) -> Options:
        """How a folder is read: pages in this one process, nobody asked for a password."""
        # Each machine may have its own; over a network none is sent.
        own = os.environ.get(asking.VARIABLE, "")
        known = tuple(dict.fromkeys((*self.passwords, own) if own else self.passwords))
        return Options(self.engine, 1, self.policy, Keys(known))


@dataclass(frozen=True, slots=True)
class Look:
    """Take a case in."""

    case: str


@dataclass(frozen=True, slots=True)
class Read:
    """Read one page of a case; ``engine`` is the one that is to read it."""

    case: str
    evidence: Evidence
    page: int
    engine: str

    @property
    def place(self) -> Page:
        """Which page it is, wherever it lies."""
        return self.evidence.sha256, self.page


@dataclass(frozen=True, slots=True)
class Build:
    """Make the packets of a case whose pages are read, but for those ``given_up``.

    ``inputs`` is what it is made from, see :mod:`dossier.freshness`.  Files that come or change
    after the look are in the packets, and the next run makes these anew.
    """

    case: str
    inputs: str
    given_up: tuple[tuple[Page, Trouble], ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """Tell what is seen from here: ``names`` in the folder of cases, and a file ``token`` in the others.

    ``program`` is what :func:`everywhere` gives where the batch is run.
    """

    names: frozenset[str]
    token: str
    program: str


Job = Look | Read | Build


@dataclass(frozen=True, slots=True)
class Seen:
    """The pages of a case that are to be read, each once, and what its packets are made from."""

    inputs: str
    pages: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a page: it is in the cache, or the reason why not."""

    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class NoEngine:
    """No page at all can be read here."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen from somewhere: the paths that lack what they should have, and :func:`everywhere`."""

    lacking: tuple[str, ...]
    program: str


Answer = Seen | Tried | Row | NoEngine


def do(shared: Shared, job: Job) -> Answer:
    """Do one piece of work, in a process that does no other meanwhile.

    It raises nothing that concerns a case: that is its row.
    """
    # All that reads and keeps pages in this process uses the same cache.
    os.environ[caching.VARIABLE] = str(shared.cache)
    try:
        if isinstance(job, Read):
            return _read(shared, job)
        return _look(shared, job) if isinstance(job, Look) else _build(shared, job)
    except EngineMissing as error:
        return NoEngine(error.code, error.detail)
    except NothingReadable as error:
        return _row(shared, job.case, Outcome.NOTHING, error.code, error)
    except (DossierError, CaseFileError) as error:
        code = error.code if isinstance(error, DossierError) else "casefile"
        return _row(shared, job.case, Outcome.FAILED, code, error)
    except OSError as error:
        return failed(job.case, "unreadable", why=error.strerror or type(error).__name__)
    except MemoryError:
        return failed(job.case, "memory")
    # A hostile file meets many libraries; whatever they raise, the other cases go on.
    except Exception as error:  # noqa: BLE001
        if isinstance(job, Read):
            return Tried(("ocr-failed", type(error).__name__))
        return failed(job.case, "error", why=type(error).__name__)


def everywhere(shared: Shared) -> str:
    """A hash over all that every packet depends on: the options, the program, its libraries."""
    with tempfile.TemporaryDirectory() as empty:
        return freshness.inputs(Path(empty), shared.options(), shared.wanted, shared.making)


def see(shared: Shared, probe: Probe) -> Sight:
    """What this machine sees of the folders; it must be the same everywhere, and be writable."""
    lacking = []
    try:
        names = frozenset(path.name for path in shared.cases.iterdir())
    except OSError:
        names = frozenset()
    if not probe.names <= names:
        lacking.append(str(shared.cases))
    for folder in (shared.out, shared.cache):
        if not (folder / probe.token).is_file() or not os.access(folder, os.W_OK | os.X_OK):
            lacking.append(str(folder))  # noqa: PERF401 - three questions, one list
    return Sight(tuple(lacking), everywhere(shared))


def failed(case: str, code: str, **values: object) -> Row:
    """The row of a case that came to nothing for a reason of the batch."""
    told = (phrase(f"batch.reason.{code}", lang, **values) for lang in (CHINESE, ENGLISH))
    return Row(case, Outcome.FAILED, Reason(code, *told))


def _row(shared: Shared, case: str, result: Outcome, code: str, error: DossierError | CaseFileError) -> Row:
    told = []
    for lang in (CHINESE, ENGLISH):
        words = error.told(lang) if isinstance(error, DossierError) else error.message(lang)
        # The table may be sent on and compared: where it was made is nobody's business.
        for place in (shared.cases, shared.out):
            words = words.replace(f"{place}{os.sep}", "").replace(str(place), place.name)
        told.append(words)
    return Row(case, result, Reason(code, *told))


def _look(shared: Shared, job: Look) -> Answer:
    folder, target, wanted = _places(shared, job.case)
    options = shared.options()
    staging.tidy(target)
    inputs = freshness.inputs(folder, options, wanted, shared.making)
    if freshness.is_fresh(target, inputs, folder):
        return of_packet(job.case, target, wanted, manifest.load(target).sha256)
    found: list[Read] = []

    def noted(
        make: workers.Make, tasks: Sequence[workers.Task], _jobs: int | None
    ) -> Iterator[workers.Outcome]:
        assert isinstance(make, partial)  # noqa: S101 - as read_evidence makes it
        for task in tasks:
            # What stands in a locked file is not kept, so it is read where it is needed.
            if not task.evidence.password:
                page = tuple(page for page in task.evidence.pages if page.number == task.page)
                slim = replace(task.evidence, pages=page, problems=())
                found.append(Read(job.case, slim, task.page, str(make.args[0])))
        return iter(())

    with workers.reading_by(noted):
        pipeline.gather(folder, casefile.load(folder), options)
    return Seen(inputs, tuple(found))


def _read(shared: Shared, job: Read) -> Tried:
    others = [name for name in ocr.available() if name != job.engine] if shared.engine == AUTO else []
    store = caching.Cache(shared.cache)
    for name in (job.engine, *others[:1]):
        engine = _engine(name, shared.threads)
        try:
            task = workers.Task(shared.cases / job.case, job.evidence, job.page, store)
            done = workers.attempt(engine, task)
        except EngineMissing:
            # Installed, but it does not start: the next best may, as in any build.
            if name == job.engine and others:
                continue
            raise
        if done.code:
            return Tried((done.code, done.detail))
        store.put(caching.key(*job.place, engine), done.lines)
        return Tried()
    raise AssertionError


def _build(shared: Shared, job: Build) -> Row:
    from dossier import building, journaling  # noqa: PLC0415 - whoever only reads pages does without

    folder, target, wanted = _places(shared, job.case)
    options = shared.options()
    staging.tidy(target)
    # Somebody may have built it who died before telling.
    if not freshness.is_fresh(target, job.inputs, folder):
        with workers.reading_by(partial(_spared, dict(job.given_up))):
            result = pipeline.investigate(folder, options)
        note = journaling.Recorder(folder, target, result, journal.now())
        building.build(folder, target, result, wanted, job.inputs, shared.making, options, note)
    return of_packet(job.case, target, wanted, manifest.load(target).sha256)


def _places(shared: Shared, case: str) -> tuple[Path, Path, tuple[str, ...]]:
    folder = shared.cases / case
    # Told here: taken in, a folder that cannot be looked into holds merely nothing.
    os.scandir(folder).close()
    return folder, outputs.target(folder, shared.out / case), shared.wanted


def _spared(
    known: dict[Page, Trouble], make: workers.Make, tasks: Sequence[workers.Task], jobs: int | None
) -> Iterator[workers.Outcome]:
    """Read what is left, and try nothing again that failed, or killed whoever read it."""
    rest = []
    for task in tasks:
        trouble = known.get((task.evidence.sha256, task.page))
        if trouble is None:
            rest.append(task)
        else:
            yield workers.Outcome(task, code=trouble[0], detail=trouble[1])
    if rest:
        yield from workers.deal(make, rest, jobs)


@cache
def _engine(name: str, threads: int) -> Engine:
    """One engine a process, so that its models are loaded once."""
    return ocr.create(name, threads)
