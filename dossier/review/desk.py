"""The desk: the case as it stands, and the corrections that are put to it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dossier import bagging, journal
from dossier.casefile import CaseFileError, Correction, correct
from dossier.casefile.paths import NAME
from dossier.errors import DossierError
from dossier.model import Evidence, Fact, FactStatus
from dossier.pipeline import Result
from dossier.review import values
from dossier.review.values import RefusedError
from dossier.words import language


class Desk:
    """One evidence folder under review.

    Args:
        folder: the evidence folder.
        read: reads and judges it; called anew whenever ``case.yaml`` has changed.
        now: the clock of the journal.

    Raises:
        DossierError, CaseFileError: as ``read`` does, when the folder is read first.
    """

    def __init__(
        self, folder: Path, read: Callable[[], Result], now: Callable[[], datetime] = journal.now
    ) -> None:
        self.folder = folder
        self._read_folder = read
        self._now = now
        self._lock = threading.RLock()
        self._seen = self._mark()
        self._result = self._read()
        self._trouble = ""

    def look(self) -> tuple[Result, str]:
        """The case as ``case.yaml`` has it now; with the reason where that cannot be judged.

        While ``case.yaml`` has a mistake, the case before it is shown.
        """
        with self._lock:
            mark = self._mark()
            if mark != self._seen:
                self._seen, self._trouble = mark, ""
                try:
                    self._result = self._read()
                except (DossierError, CaseFileError) as error:
                    self._trouble = _told(error)
            return self._result, self._trouble

    def correct(self, fact_id: str, seen: str, text: str | None) -> None:
        """Save what a person wrote in the place of a fact; None when it is not on the page.

        Args:
            fact_id: of the case as it stands.
            seen: the fact's words on the page that the person had before them.
            text: as written.

        Raises:
            RefusedError: nothing was saved.
        """
        with self._lock:
            result, _ = self.look()
            fact = next((one for one in result.case.facts if one.id == fact_id), None)
            if fact is None or fact.raw != seen:
                raise RefusedError("outdated")
            value = None if text is None else values.accepted(fact, text)
            item = next(one for one in result.case.evidence if one.id == fact.source.evidence)
            entries = entries_of(fact, item, result.casefile.corrections)
            if len(entries) > 1:
                raise RefusedError("several")
            was = entries[0].was if entries else " ".join(fact.raw.split()) or fact.value
            self._save(correct.put, Correction(item.path, fact.source.page, fact.kind, was, value))

    def undo(self, entry_id: str) -> Correction:
        """Take a correction back.

        Raises:
            RefusedError: it is no longer there, or ``case.yaml`` cannot be changed.
        """
        with self._lock:
            result, _ = self.look()
            for entry in result.casefile.corrections:
                if name(entry) == entry_id:
                    self._save(correct.remove, entry)
                    return entry
            raise RefusedError("outdated")

    def evidence(self, evidence_id: str) -> Evidence | None:
        """A file of the case by its id."""
        with self._lock:
            return next((one for one in self._result.case.evidence if one.id == evidence_id), None)

    def fact(self, fact_id: str) -> Fact | None:
        """A fact of the case by its id."""
        with self._lock:
            return next((one for one in self._result.case.facts if one.id == fact_id), None)

    def _save(self, change: Callable[[Path, Correction], None], entry: Correction) -> None:
        try:
            change(self.folder, entry)
        except CaseFileError as error:
            raise RefusedError("casefile", error.message(language())) from error
        except correct.NotEditableError as error:
            raise RefusedError("by-hand") from error
        except OSError as error:
            raise RefusedError("not-written", error.strerror or type(error).__name__) from error
        self.look()  # at once, so that the journal has the time of the act

    def _read(self) -> Result:
        """Read anew, and tell the journal what a person changed; one that cannot be kept stops nothing."""
        result = self._read_folder()
        if not bagging.is_inside(self.folder):
            journal.note(self.folder, result, None, self._now())
        return result

    def _mark(self) -> str:
        """Tells one state of ``case.yaml`` from another."""
        try:
            return hashlib.sha256((self.folder / NAME).read_bytes()).hexdigest()
        except OSError:
            return ""


def name(entry: Correction) -> str:
    """What a correction is called in a form: the same as long as it speaks of the same reading."""
    parts = (entry.file, str(entry.page), entry.kind.value, entry.was)
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:16]


def entries_of(fact: Fact, item: Evidence, entries: tuple[Correction, ...]) -> list[Correction]:
    """The corrections that may have made a fact what it is; a corrected fact shows the person's words."""
    if fact.status is not FactStatus.CORRECTED:
        return []
    place = (item.path, fact.source.page, fact.kind)
    return [
        e
        for e in entries
        if (e.file, e.page, e.kind) == place and (e.value or "").strip() == fact.raw.strip()
    ]


def _told(error: DossierError | CaseFileError) -> str:
    return error.told(language()) if isinstance(error, DossierError) else error.message(language())
