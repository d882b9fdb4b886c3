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

from dossier import bagging, casefile, files, journal, pipeline
from dossier.casefile import CaseFile, CaseFileError
from dossier.casefile.model import Exclusion
from dossier.casefile.paths import NAME
from dossier.errors import DossierError
from dossier.forms import tree
from dossier.intake import settling
from dossier.intake.capture import CHINA
from dossier.intake.walk import walk
from dossier.model import Evidence, Fact
from dossier.options import Options
from dossier.pipeline import Gathered, Result
from dossier.review import uploads
from dossier.review.state import Busy, Work
from dossier.review.troubles import told_of
from dossier.staging import drafts

_AWAY = "away"
"""The mark of a ``case.yaml`` whose folder is not there."""
_NOWHERE = (0, 0, 0)
"""The state of a file that went away while the folder was listed."""

Read = Callable[[CaseFile, Options, pipeline.Progress], Gathered]
"""Takes the folder in and reads its pictures; see :func:`dossier.pipeline.gather`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The case at one moment.

    ``trouble`` says why ``case.yaml`` or the folder cannot be used now; with ``mistaken`` it is
    ``case.yaml``, and ``result`` has what that said before.
    """

    number: int
    result: Result
    trouble: str = ""
    mistaken: bool = False


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
        self._busy: dict[Work, Busy] = {}
        self._work: threading.Thread | None = None
        # Why the folder could not be read when it was last tried; it stays until it could.
        self._unread = ""
        if not self.archived:
            drafts.tidy(folder, uploads.DRAFT)
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
        """What is being done in the background; of two works the one that is waited for longest."""
        busy = dict(self._busy)
        return busy.get(Work.BUILDING) or busy.get(Work.READING)

    @property
    def reading(self) -> bool:
        """Whether the folder is being read, or is about to be."""
        return self._work is not None

    def look(self) -> Standing:
        """The case as ``case.yaml`` has it now.

        Where ``case.yaml`` has a mistake the case before it stands on, with the reason; where
        files came or went they are read in the background, and a later look finds them.
        """
        with self._lock:
            if not self.folder.is_dir():
                return self._away()
            lying, mark = self._listed(), self._marked()
            if self._work is None and (lying != self._lying or (self._unread and mark != self._mark)):
                self._lying = lying
                self._gather()
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
            # A build tells of the case that it was made from; a person may have gone on meanwhile.
            self._tell()

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
            self._busy[work] = Busy(work, done, of, name)

        told(0, total, what)
        try:
            yield told
        finally:
            self._busy.pop(work, None)

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
            gathered, why = self._gathered_anew(options, told)
        with self._lock:
            self._unread = why
            self._gathered = gathered or self._gathered
            self._lying = self._listed()
            if lying != self._lying or options is not self._options:
                return False
            # Whoever looks from here on finds no work, and begins it anew when it is needed.
            self._work = None
            self._mark = self._marked()
            self._conclude()
            return True

    def _gathered_anew(self, options: Options, told: pipeline.Progress) -> tuple[Gathered | None, str]:
        """Read the folder; gives why it could not be read, or an empty string."""
        try:
            return self._read(casefile.load(self.folder), options, told), ""
        # Readers are large foreign bodies: whatever they raise, the page lives and tells of it.
        except Exception as error:  # noqa: BLE001
            return None, told_of(error)

    def _conclude(self) -> None:
        """Make the case of what was read and of ``case.yaml`` as it is now."""
        number, before = self._standing.number + 1, self._standing.result
        try:
            said = casefile.load(self.folder)
        except CaseFileError as error:
            self._standing = Standing(number, before, told_of(error), mistaken=True)
            return
        # A file was taken back in: until it is read, it stays out.
        awaited = self._gathered.unread - {one.file for one in said.exclude}
        if awaited and not self._unread:
            self._gather()
        out = (*said.exclude, *map(Exclusion, sorted(awaited)))
        try:
            result = pipeline.conclude(self.folder, self._gathered, replace(said, exclude=out), self._pack)
        # A case that cannot be made must not look like the case of what case.yaml says now.
        except Exception as error:  # noqa: BLE001
            why = "" if self._work is not None else self._unread or told_of(error)
            self._standing = Standing(number, replace(before, casefile=said), why)
            return
        self._standing = Standing(number, replace(result, casefile=said), self._unread)
        if not awaited:
            self._tell()

    def _away(self) -> Standing:
        """The case as it was, since there is no folder now: it was moved, or its disk taken out."""
        trouble = told_of(DossierError("no-folder", path=str(self.folder)))
        if self._standing.trouble != trouble:
            self._standing = replace(self._standing, number=self._standing.number + 1, trouble=trouble)
            self._mark = _AWAY
        return self._standing

    def _tell(self) -> None:
        """Tell the journal what a person changed; one that cannot be kept stops nothing."""
        if not self.archived:
            journal.note(self.folder, self._standing.result, None, self._now())

    def _marked(self) -> str:
        """Tells one state of ``case.yaml`` from another."""
        try:
            return hashlib.sha256(files.content(self.folder / NAME, tree.LARGEST)).hexdigest()
        except OSError as error:
            return type(error).__name__

    def _listed(self) -> tuple[tuple[str, int, int], ...]:
        """Tells one state of the folder from another, by names, sizes and times."""
        try:
            lying = walk(self.folder)[0]
        except OSError:
            return ()
        return tuple((one.path, *(settling.state(one.place) or _NOWHERE)[1:]) for one in lying)


def _silent(_done: int, _total: int, _path: str) -> None:
    """Nobody is told."""
