"""What a bag holds: the evidence folder as it lies there, and the output folder."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier import seal
from dossier.bagging import tags
from dossier.bagging.place import LITTER, files
from dossier.casefile.paths import NAME as CASE_FILE
from dossier.errors import NotWritten
from dossier.intake import Unreadable, originals
from dossier.intake.walk import walk
from dossier.journal import NAME as JOURNAL
from dossier.seal.listed import HEAD_PART

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
    """The files in the order of their paths, the paths of what cannot go along, the packet's seal."""

    sources: tuple[Source, ...]
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
        document: dict[str, Any] = json.loads((out / seal.MANIFEST).read_bytes())
        packet = files(out)
    except (OSError, ValueError) as error:
        raise NotWritten("not-written", path=str(out), why=str(error)) from error
    found, problems = walk(evidence)
    places = {file.path: file.place for file in found}
    sealed = {entry["path"]: entry["sha256"] for entry in document["originals"]}
    gone = sorted(sealed.keys() - places.keys())
    if gone:
        raise NotWritten("bag-source-changed", path=gone[0])
    places |= {name: evidence / name for name in _OWN if os.path.lexists(evidence / name)}
    closed = [path for path, place in places.items() if path not in sealed and not _opens(place, evidence)]
    left_out = sorted({*closed, *(problem.path for problem in problems)})
    made = {entry["path"]: entry["sha256"] for entry in document["outputs"]}
    kept = {path: place for path, place in packet.items() if place.name not in {*LITTER, HEAD_PART}}
    sources = [
        *(_source(ORIGINALS, path, place, sealed) for path, place in places.items() if path not in closed),
        *(_source(PACKET, path, place, made) for path, place in kept.items()),
    ]
    sources.sort(key=lambda source: source.path)
    return Gathered(tuple(sources), tuple(left_out), str(document.get("seal", "")))


def is_own(path: str) -> bool:
    """Whether a path within a bag is that of a file which we keep in the evidence folder."""
    return path.removeprefix(ORIGINALS) in _OWN


def _source(before: str, path: str, place: Path, listed: dict[str, str]) -> Source:
    return Source(before + path, place, listed.get(path, ""))


def _opens(file: Path, folder: Path) -> bool:
    """Whether a file can be read, and lies in the folder when links are followed."""
    try:
        with originals.opened(file):
            return file.resolve().is_relative_to(folder.resolve())
    except Unreadable:
        return False
