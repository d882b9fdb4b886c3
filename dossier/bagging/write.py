"""Write a bag: every byte that goes in is hashed on its way, and held against what was sealed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from dossier.bagging import tags
from dossier.bagging.gather import ORIGINALS, Gathered, Source, gather
from dossier.bagging.names import awkward
from dossier.bagging.replacing import keep_originals, refuse
from dossier.errors import NotWritten
from dossier.intake import Unreadable, originals
from dossier.staging import Stage, Written, tidy


@dataclass(frozen=True, slots=True)
class Bagged:
    """What to tell of a bag.

    ``fresh``: it was up to date and was left alone.  ``left_out`` are paths of the evidence
    folder that cannot go into a bag, ``awkward`` those that another system may not take.
    """

    fresh: bool
    left_out: tuple[str, ...]
    awkward: tuple[str, ...]


def write(evidence: Path, out: Path, place: Path) -> Bagged:
    """Make the bag of a packet, or leave one alone that is up to date.

    Args:
        evidence: the evidence folder.
        out: the output folder that was made from it.
        place: as :func:`dossier.bagging.target` gives it.

    Raises:
        DossierError: what lies in the place is not ours to replace.
        NotWritten: a file is not what the packet was made from, the bag there holds an original
            that the folder has no longer, or the disk refuses.
    """
    gathered = gather(evidence, out)
    names = awkward(source.path.removeprefix(ORIGINALS) for source in gathered.sources)
    bagged = Bagged(fresh=True, left_out=gathered.left_out, awkward=names)
    tidy(place)
    differences = refuse(place)
    if place.exists():
        now = [_hashed(source) for source in gathered.sources]
        _nothing_lacks(gathered, now)
        if not differences and _says(place, _tag_files(gathered, now)):
            return bagged
        keep_originals(place, (file.sha256 for file in now))
    with Stage(place) as stage:
        copied = [_copied(stage, source) for source in gathered.sources]
        _nothing_lacks(gathered, copied)
        for name, data in _tag_files(gathered, copied).items():
            stage.put(name, data)
        stage.finish()
    return replace(bagged, fresh=False)


def _tag_files(gathered: Gathered, payload: Iterable[Written]) -> dict[str, bytes]:
    files = tuple(payload)
    made = {
        tags.DECLARATION: tags.DECLARED,
        tags.INFO: tags.info(sum(file.bytes for file in files), len(files), gathered.identifier, _date()),
        tags.MANIFEST: tags.manifest({file.path: file.sha256 for file in files}),
    }
    made[tags.TAG_MANIFEST] = tags.manifest(
        {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    )
    return made


def _says(place: Path, wanted: dict[str, bytes]) -> bool:
    try:
        return all((place / name).read_bytes() == data for name, data in wanted.items())
    except OSError:
        return False


def _copied(stage: Stage, source: Source) -> Written:
    try:
        with originals.opened(source.place) as stream:
            written = stage.copy(source.path, stream)
    except (OSError, Unreadable) as error:
        raise _unread(source, error) from error
    _same(source, written.sha256)
    return written


def _hashed(source: Source) -> Written:
    try:
        with originals.opened(source.place) as stream:
            sha256, length = originals.fingerprint(stream)
    except Unreadable as error:
        raise _unread(source, error) from error
    _same(source, sha256)
    return Written(source.path, length, sha256)


def _same(source: Source, sha256: str) -> None:
    """Raises: NotWritten, when a file is not what the packet's manifest says."""
    if source.sha256 not in ("", sha256):
        raise NotWritten("bag-source-changed", path=str(source.place))


def _nothing_lacks(gathered: Gathered, files: Iterable[Written]) -> None:
    """Raises: NotWritten, when an original is not there of which the packet tells the hash alone."""
    for sha256 in gathered.masked - {file.sha256 for file in files}:
        raise NotWritten("bag-source-changed", path=f"SHA-256 {sha256}")


def _unread(source: Source, error: Exception) -> NotWritten:
    return NotWritten("not-written", path=str(source.place), why=str(error))


def _date() -> str:
    """The day told by ``SOURCE_DATE_EPOCH`` (seconds, https://reproducible-builds.org/specs/), or ""."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date().isoformat()
    except (KeyError, ValueError, OverflowError, OSError):
        return ""
