"""The dealing out: one crew reads the pages of all cases, and builds each as soon as its pages are read.

Packets go before pages and pages before cases not yet looked at, so that only a few cases are
open at any time and the memory is that of a few, however many there are.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dossier.batch import cases
from dossier.batch.crew import Crew, Result
from dossier.batch.ledger import Ledger
from dossier.batch.row import Outcome, Row
from dossier.batch.work import Build, Job, Look, NoEngine, Page, Read, Seen, Shared, Tried, Trouble, failed
from dossier.ocr import EngineMissing
from dossier.seal import ManifestError, manifest

CRASHED: Trouble = ("ocr-crashed", "")


@dataclass(slots=True)
class Tally:
    """How far a batch is: cases finished and in all, of them up to date before; pages read and known of."""

    cases: int
    finished: int = 0
    kept: int = 0
    read: int = 0
    pages: int = 0


Progress = Callable[[Tally, str], None]
"""Told of each step: how far it is, and the case that the step was about."""


@dataclass(slots=True)
class _Open:
    """A case at work: ``inputs`` of its packets, the pages it waits for, those given up."""

    digest: str
    inputs: str = ""
    waiting: set[Page] = field(default_factory=set)
    given_up: dict[Page, Trouble] = field(default_factory=dict)


def run(dealer: Dealer, crew: Crew) -> None:
    """Finish every case.

    Raises:
        EngineMissing: no page can be read.
        NotWritten: the ledger cannot be written.
        Lost: the crew is gone.
    """
    under_way = 0
    while True:
        while under_way < crew.room and (job := dealer.next()) is not None:
            crew.give(job)
            under_way += 1
        if not under_way:
            return
        job, result = crew.take()
        under_way -= 1
        dealer.done(job, result)


@dataclass(slots=True)
class Dealer:
    """Which job is next, and what its answer means.

    ``options`` is a hash over all that every packet depends on; ``tally`` is right also where
    the run ends early, and so is ``open``: the cases at work.
    """

    shared: Shared
    names: Iterator[str]
    ledger: Ledger
    tally: Tally
    options: str
    progress: Progress | None = None
    open: dict[str, _Open] = field(default_factory=dict)
    builds: deque[Build] = field(default_factory=deque)
    reads: deque[Read] = field(default_factory=deque)
    wanted: dict[Page, list[str]] = field(default_factory=dict)
    """Pages to be read or being read, each with the cases that wait for it."""
    crashed: set[Page] = field(default_factory=set)

    def next(self) -> Job | None:
        """The job that is to be done next; None when there is none at the moment."""
        if self.builds:
            return self.builds.popleft()
        if self.reads:
            return self.reads.popleft()
        for name in self.names:
            barred = cases.barred(self.shared.cases / name)
            if barred:
                self.ledger.finished(failed(name, barred), "")
                self._step_finished(name)
                continue
            known, digest = self._known(name)
            if known is None:
                self.open[name] = _Open(digest)
                return Look(name)
            self.tally.kept += 1
            self._step_finished(name)
        return None

    def done(self, job: Job, result: Result) -> None:
        """Take in what became of a job."""
        if isinstance(result, NoEngine):
            raise EngineMissing(result.code, result.detail)
        if isinstance(job, Read):
            self._read(job, result)
        elif isinstance(result, Seen):
            self._seen(job.case, result)
        else:
            row = result if isinstance(result, Row) else failed(job.case, "crashed")
            self.ledger.finished(row, self.open.pop(job.case).digest)
            self._step_finished(job.case)

    def _seen(self, case: str, seen: Seen) -> None:
        at_work = self.open[case]
        at_work.inputs = seen.inputs
        for page in seen.pages:
            if page.place in self.crashed:
                at_work.given_up[page.place] = CRASHED
                continue
            at_work.waiting.add(page.place)
            if page.place in self.wanted:
                self.wanted[page.place].append(case)
            else:
                self.wanted[page.place] = [case]
                self.reads.append(page)
                self.tally.pages += 1
        self._step(case)
        self._build(case)

    def _read(self, job: Read, result: Result) -> None:
        trouble = result.trouble if isinstance(result, Tried) else CRASHED
        if trouble == CRASHED:
            self.crashed.add(job.place)
        self.tally.read += 1
        self._step(job.case)
        for case in self.wanted.pop(job.place):
            at_work = self.open[case]
            at_work.waiting.discard(job.place)
            if trouble is not None:
                at_work.given_up[job.place] = trouble
            self._build(case)

    def _build(self, case: str) -> None:
        at_work = self.open[case]
        if not at_work.waiting:
            self.builds.append(Build(case, at_work.inputs, tuple(at_work.given_up.items())))

    def _known(self, name: str) -> tuple[Row | None, str]:
        """The row of a case that is finished and unchanged, or None; and its digest."""
        digest = _digest(self.shared, name, self.options)
        before = self.ledger.known(name)
        if not digest or before is None or before[0] != digest:
            return None, digest
        row = before[1]
        again = row.result is not Outcome.DONE or row.locked or not _is_whole(self.shared, row)
        return None if again else row, digest

    def _step_finished(self, case: str) -> None:
        self.tally.finished += 1
        self._step(case)

    def _step(self, case: str) -> None:
        if self.progress is not None:
            self.progress(self.tally, case)


def _digest(shared: Shared, name: str, options: str) -> str:
    """A hash over the names, sizes and times of a case's files; "" when it cannot be told.

    Contents are not read for it: hashing a day's cases takes longer than looking at their
    times, and whoever changes a file changes its time.  Where a time changed alone, the look
    finds the packet fresh by the files' hashes and nothing is made anew.
    """
    try:
        files = sorted(cases.state(shared.cases / name))
    except OSError:
        return ""
    told = json.dumps([options, files], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _is_whole(shared: Shared, row: Row) -> bool:
    """Whether the packets of a row stand where they were put, by their list and their sizes."""
    place = shared.out / row.case
    try:
        told = manifest.load(place)
        return told.sha256 == row.seal and all(
            (place / one.path).stat().st_size == one.bytes for one in told.outputs
        )
    except (OSError, ManifestError):
        return False
