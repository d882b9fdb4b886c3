"""What a build and a check tell the journal, and the mark beside the packet of where it stood then."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier import bagging, files, journal
from dossier.journal import Kept
from dossier.seal import canonical
from dossier.seal.listed import HEAD_PART

if TYPE_CHECKING:
    from dossier.pipeline import Result
    from dossier.seal.verify import Checked


class Recorder:
    """Tells the journal of one build; to be given to it as its ``note``.

    The packet is not in its place yet: whoever is stopped now leaves a line too many in
    the journal and the old packet with its own line, never a packet without one.

    Args:
        folder: the evidence folder.
        place: the output folder, with the mark of where the journal ended.
        result: the case as it was read.
        now: the time of the lines.

    Attributes:
        differences: what is not as it was in the journal.
        kept: what became of it.
    """

    def __init__(self, folder: Path, place: Path, result: Result, now: datetime) -> None:
        self._folder = folder
        self._result = result
        self._now = now
        self.differences = journal.check(folder, place / journal.HEAD)
        self.kept = Kept(journal.State.NOT_WANTED)

    def __call__(self, record: str, manifest: bytes) -> bytes | None:
        """Add the lines.

        Args:
            record: the text of ``dossier.json``.
            manifest: what will stand in the place.

        Returns:
            The mark of where the journal ends now; None where it does not tell of this packet.
        """
        told = canonical.loads(manifest)
        # An archived folder stays as it is: one line more would break its bag.
        if not bagging.is_inside(self._folder):
            self._tell(record, told)
        if self.kept.state is journal.State.KEPT:
            return journal.head_of(self._folder)
        # Nothing can be added, but an earlier build may have told of the same packet.
        known = not self.differences and told["sha256"] in journal.builds(self._folder)
        return journal.head_of(self._folder) if known else None

    def _tell(self, record: str, told: Mapping[str, Any]) -> None:
        if self.differences:
            journal.differed(self._folder, self.differences, self._now)
        journal.note(self._folder, self._result, record, self._now)
        made = {str(one["path"]): str(one["sha256"]) for one in told["outputs"]}
        self.kept = journal.built(self._folder, told["sha256"], made, told["options"], self._now)


def of_check(folder: Path, place: Path, name: str, checked: Checked, now: datetime) -> Kept:
    """Tell the journal that a packet was checked.

    Only where the packet's own folder is at hand, which keeps the mark of where the
    journal ends: a check elsewhere, by whoever received the packet, leaves no trace.

    Args:
        folder: the evidence folder.
        place: the folder of the packet.
        name: what was checked.
        checked: the result.
        now: the time of the line.
    """
    if not (place / journal.HEAD).is_file() or bagging.is_inside(folder):
        return Kept(journal.State.NOT_WANTED)
    told = checked.manifest.sha256 if checked.manifest is not None else ""
    codes = [one.code for one in checked.differences]
    if any(code.startswith("journal-") for code in codes):
        # A line more would hide where the journal was cut; the next build tells of it.
        return Kept(journal.State.NOT_WANTED)
    kept = journal.verified(folder, name, told, checked.originals, codes, now)
    _mark(folder, place)
    return kept


def _mark(folder: Path, place: Path) -> None:
    """Write down beside the packet where the journal ends now."""
    part = place / HEAD_PART
    with contextlib.suppress(OSError):
        head = journal.head_of(folder)
        if head is None or _same(place / journal.HEAD, head):
            part.unlink(missing_ok=True)
            return
        # Whatever a killed check, or somebody else, left there: a link would lead the writing astray.
        part.unlink(missing_ok=True)
        with part.open("xb") as stream:
            stream.write(head)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(place / journal.HEAD)


def _same(path: Path, data: bytes) -> bool:
    return files.is_regular(path) and path.read_bytes() == data
