"""What a build and a check tell the journal, and the mark beside the packet of where it stood then."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import bagging, journal
from dossier.journal import Kept
from dossier.outputs import RECORD
from dossier.seal import ManifestError, manifest
from dossier.seal.listed import HEAD_PART

if TYPE_CHECKING:
    from dossier.pipeline import Result
    from dossier.seal.verify import Checked


def of_build(folder: Path, place: Path, result: Result | None, now: datetime) -> Kept:
    """Tell the journal what was read and made.

    The packet stands already: whoever is stopped in between finds it whole, and the
    next build, though it makes nothing anew, tells what is missing here.

    Args:
        folder: the evidence folder.
        place: the output folder, as it was built.
        result: the case as it was read; None when the packet was found up to date.
        now: the time of the lines.
    """
    if bagging.is_inside(folder):
        # An archived folder stays as it is: one line more would break its bag.
        return Kept(journal.State.NOT_WANTED)
    if result is not None:
        journal.note(folder, result, (place / RECORD).read_text(encoding="utf-8"), now)
    try:
        told = manifest.load(place)
    except (OSError, ManifestError):
        return Kept(journal.State.KEPT)
    outputs = {one.path: one.sha256 for one in told.outputs}
    kept = journal.built(folder, told.sha256, outputs, told.options, now)
    _mark(folder, place)
    return kept


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
    kept = journal.verified(folder, name, told, checked.originals, codes, now)
    if not any(code.startswith("journal-") for code in codes):
        # A mark that shows what is wrong with the journal stays as it is.
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
        with part.open("wb") as stream:
            stream.write(head)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(place / journal.HEAD)


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
