"""The desk: one evidence folder under review, as it stands at each moment.

Reading pictures takes minutes and happens in the background; making a case of what was
read takes a moment and happens at once.  Whoever looks gets a :class:`Standing` that
never changes; a newer one takes its place.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from dossier import bagging, casefile, journal, pipeline
from dossier.casefile import CaseFile, CaseFileError
from dossier.casefile.paths import NAME
from dossier.errors import DossierError
from dossier.intake.capture import CHINA
from dossier.intake.walk import walk
from dossier.model import Evidence, Fact
from dossier.ocr import EngineMissing
from dossier.options import Options
from dossier.pipeline import Gathered, Result
from dossier.review.state import Busy, Work
from dossier.words import language, phrase

Read = Callable[[CaseFile, Options, pipeline.Progress], Gathered]
"""Takes the folder in and reads its pictures; see :func:`dossier.pipeline.gather`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The case at one moment; ``trouble`` says why ``case.yaml`` or the folder cannot be used now."""

    number: int
    result: Result
    trouble: str = ""


class Desk:
    """One evidence folder under review.

    Args:
        folder: the evidence folder.
        options: how it is read; nobody is asked for a password after the first reading.
        read: reads the folder; to be replaced in tests.
        now: the clock of the journal and of the day of advice.
        progress: told of the first reading, which is waited for.

    Raises:
        DossierError, CaseFileError: as :func:`dossier.pipeline.investigate` does.
    """

    def __init__(
        self,
        folder: Path,
        options: Options | None = None,
        read: Read | None = None,
        now: Callable[[], datetime] = journal.now,
        progress: pipeline.Progress | None = None,
    ) -> None:
        if not folder.is_dir():
            raise DossierError("no-folder", path=str(folder))
        self.folder = folder
        self._options = options or Options()
        self._read = read or (lambda said, chosen, told: pipeline.gather(folder, said, chosen, told))
        self._now = now
        self._pack = pipeline.pack_of(self._options.policy)
        # One who changes the standing at a time; whoever only looks takes none of these.
        self._lock = threading.RLock()
        self._busy: Busy | None = None
        self._work: threading.Thread | None = None
        self._mark = self._marked()
        self._lying = self._listed()
        said = casefile.load(folder)
        self._gathered = self._read(said, self._options, progress or _silent)
        self._options = replace(self._options, keys=self._options.keys.silent())
        result = pipeline.conclude(folder, self._gathered, said, self._pack)
        self._standing = Standing(1, result)
        self._tell()

    @property
    def today(self) -> date:
        """The day of advice, in China."""
        return self._now().astimezone(CHINA).date()

    @property
    def options(self) -> Options:
        """How the folder is read."""
        return self._options

    @property
    def archived(self) -> bool:
        """Whether the folder lies in an archive, which a changed file would break."""
        return bagging.is_inside(self.folder)

    @property
    def busy(self) -> Busy | None:
        """What is being done in the background."""
        return self._busy

    def look(self) -> Standing:
        """The case as ``case.yaml`` has it now.

        Where ``case.yaml`` has a mistake the case before it stands on, with the reason; where
        files came or went they are read in the background, and a later look finds them.
        """
        with self._lock:
            lying = self._listed()
            if lying != self._lying and self._work is None:
                self._lying = lying
                self._gather()
            mark = self._marked()
            if mark != self._mark:
                self._mark = mark
                self._conclude()
            return self._standing

    def seen(self) -> Standing:
        """The case as it was at the last look; takes no time."""
        return self._standing

    def evidence(self, evidence_id: str) -> Evidence | None:
        """A file of the case by its id."""
        return next((one for one in self._standing.result.case.evidence if one.id == evidence_id), None)

    def named(self, path: str) -> Evidence:
        """A file of the case by its path.

        Raises:
            KeyError: there is none.
        """
        for one in self._standing.result.case.evidence:
            if one.path == path:
                return one
        raise KeyError(path)

    def fact(self, fact_id: str) -> Fact | None:
        """A fact of the case by its id."""
        return next((one for one in self._standing.result.case.facts if one.id == fact_id), None)

    def renew(self) -> None:
        """Let everybody who has the page open see that something beside the case has changed."""
        with self._lock:
            self._standing = replace(self._standing, number=self._standing.number + 1)

    def unlock(self, path: str, password: str) -> None:
        """Try a password on the locked files; it is kept in memory only."""
        with self._lock:
            keys = self._options.keys
            self._options = replace(
                self._options, keys=replace(keys, known=(*keys.known, password), typed={**keys.typed})
            )
            self._options.keys.typed.pop(path, None)
            self._gather()

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Nobody else changes anything meanwhile."""
        with self._lock:
            yield

    @contextmanager
    def working(self, work: Work, total: int, what: str) -> Iterator[pipeline.Progress]:
        """Shows what is being done while it lasts; gives what is to be told of each step."""

        def told(done: int, of: int, name: str) -> None:
            self._busy = Busy(work, done, of, name)

        told(0, total, what)
        try:
            yield told
        finally:
            self._busy = None

    def wait(self) -> None:
        """Wait until what is being read has been read."""
        work = self._work
        if work is not None:
            work.join()

    def _gather(self) -> None:
        """Read the folder in the background, and the case anew when that is done."""
        if self._work is None:
            self._work = threading.Thread(target=self._gather_now, daemon=True)
            self._work.start()

    def _gather_now(self) -> None:
        try:
            while not self._gathered_once():
                pass
        except BaseException:
            self._work = None
            raise

    def _gathered_once(self) -> bool:
        """Read the folder; False when files came or went meanwhile."""
        with self._lock:
            lying, options = self._lying, self._options
        with self.working(Work.READING, 0, "") as told:
            trouble = self._gathered_anew(options, told)
        with self._lock:
            self._lying = self._listed()
            if lying != self._lying or options is not self._options:
                return False
            # Whoever looks from here on finds no work, and begins it anew when it is needed.
            self._work = None
            self._mark = self._marked()
            self._conclude(trouble)
            return True

    def _gathered_anew(self, options: Options, told: pipeline.Progress) -> str:
        """Read the folder; gives why it could not be read, or an empty string."""
        try:
            gathered = self._read(casefile.load(self.folder), options, told)
        except (DossierError, CaseFileError, EngineMissing, OSError) as error:
            return _told(error)
        with self._lock:
            self._gathered = gathered
        return ""

    def _conclude(self, trouble: str = "") -> None:
        """Make the case of what was read and of ``case.yaml`` as it is now."""
        number = self._standing.number + 1
        try:
            said = casefile.load(self.folder)
            left_out = {one.file for one in said.exclude}
            if not self._gathered.unread <= left_out:
                # A file was taken back in: until it is read, it stays out.
                self._gather()
                return
            result = pipeline.conclude(self.folder, self._gathered, said, self._pack)
        except (DossierError, CaseFileError) as error:
            self._standing = replace(self._standing, number=number, trouble=trouble or _told(error))
            return
        self._standing = Standing(number, result, trouble)
        self._tell()

    def _tell(self) -> None:
        """Tell the journal what a person changed; one that cannot be kept stops nothing."""
        if not self.archived:
            journal.note(self.folder, self._standing.result, None, self._now())

    def _marked(self) -> str:
        """Tells one state of ``case.yaml`` from another."""
        try:
            return hashlib.sha256((self.folder / NAME).read_bytes()).hexdigest()
        except OSError:
            return ""

    def _listed(self) -> tuple[tuple[str, int, int], ...]:
        """Tells one state of the folder from another, by names, sizes and times."""
        found = []
        try:
            for one in walk(self.folder)[0]:
                now = one.place.stat()
                found.append((one.path, now.st_size, now.st_mtime_ns))
        except OSError:
            return self._lying if hasattr(self, "_lying") else ()
        return tuple(found)


def _silent(_done: int, _total: int, _path: str) -> None:
    """Nobody is told."""


def _told(error: Exception) -> str:
    if isinstance(error, DossierError):
        return error.told(language())
    if isinstance(error, CaseFileError):
        return error.message(language())
    if isinstance(error, EngineMissing):
        return phrase(f"problem.{error.code}", language(), path="", detail=error.detail, page=None)
    return getattr(error, "strerror", None) or type(error).__name__
