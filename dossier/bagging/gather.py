"""What a bag holds: the evidence folder as it lies there, and the output folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dossier.bagging import tags
from dossier.bagging.place import files
from dossier.casefile.paths import NAME as CASE_FILE
from dossier.errors import NotWritten
from dossier.intake import Unreadable, originals
from dossier.intake.walk import walk
from dossier.journal import NAME as JOURNAL
from dossier.seal import ManifestError, manifest
from dossier.seal.listed import HEAD_PART, is_litter

ORIGINALS = f"{tags.PAYLOAD}originals/"
PACKET = f"{tags.PAYLOAD}packet/"
_OWN = (CASE_FILE, JOURNAL)
"""Of the evidence folder what is ours: they belong to the case, and change with it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be put into a bag.

    ``path`` is its path there, ``place`` where it lies now, ``sha256`` what the packet's
    manifest says of it; "" where it says nothing.
    """

    path: str
    place: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What goes into a bag.

    ``sources`` stand in the order of their paths; ``masked`` are hashes of originals whose
    names the packet hides, ``left_out`` paths of what cannot go along, ``identifier`` is the
    seal of the packet.
    """

    sources: tuple[Source, ...]
    masked: frozenset[str]
    left_out: tuple[str, ...]
    identifier: str


def gather(evidence: Path, out: Path) -> Gathered:
    """Find the files.

    Args:
        evidence: the evidence folder.
        out: an output folder made from it, unchanged since.

    Raises:
        NotWritten: an original of the packet is gone, or the output cannot be read.
    """
    try:
        told = manifest.load(out)
        packet = {path: place for path, place in files(out).items() if not _is_passed_over(place.name)}
    except (OSError, ManifestError) as error:
        raise NotWritten("not-written", path=str(out), why=str(error)) from error
    found, problems = walk(evidence)
    places = {file.path: file.place for file in found}
    places |= {name: evidence / name for name in _OWN if os.path.lexists(evidence / name)}
    sealed = {entry.path: entry.sha256 for entry in told.originals if not entry.masked}
    for path in sealed:
        if path not in places:
            raise NotWritten("bag-source-changed", path=path)
    closed = {path for path in places.keys() - sealed.keys() if not _opens(places[path], evidence)}
    made = {entry.path: entry.sha256 for entry in told.outputs}
    sources = [
        *(Source(ORIGINALS + path, places[path], sealed.get(path, "")) for path in places.keys() - closed),
        *(Source(PACKET + path, place, made.get(path, "")) for path, place in packet.items()),
    ]
    return Gathered(
        tuple(sorted(sources, key=lambda source: source.path)),
        frozenset(entry.sha256 for entry in told.originals if entry.masked),
        tuple(sorted({*closed, *(problem.path for problem in problems)})),
        told.seal,
    )


def is_own(path: str) -> bool:
    """Whether a path within a bag is that of a file which we keep in the evidence folder."""
    return path.removeprefix(ORIGINALS) in _OWN


def _opens(file: Path, folder: Path) -> bool:
    """Whether a file can be read, and lies in the folder when links are followed."""
    try:
        with originals.opened(file):
            return file.resolve().is_relative_to(folder.resolve())
    except Unreadable:
        return False


def _is_passed_over(name: str) -> bool:
    return is_litter(name) or name == HEAD_PART
