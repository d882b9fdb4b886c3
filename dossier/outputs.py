"""The output folder: where it lies, whose it is, and what stands in it."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dossier import files
from dossier.errors import DossierError, NotWritten
from dossier.filing import destinations as places
from dossier.seal import manifest
from dossier.seal.listed import HEAD, HEAD_PART, is_litter
from dossier.terminal import printable

RECORD = "dossier.json"
SHARE = "share"
"""The sub-folder of the set without what tells of persons."""
_NAMED = 5
"""How many foreign files are named; the others are counted."""


def known() -> tuple[str, ...]:
    """The names of all destinations, in the order of listings: the folders of templates that hold one."""
    return tuple(one.key for one in places.known())


def destinations(wanted: Sequence[str]) -> tuple[str, ...]:
    """The destinations asked for; the usual two when none is, every one for ``all``.

    Raises:
        DossierError: a name is not a destination.
    """
    names = [part for name in wanted for part in name.split(",") if part]
    if "all" in names:
        return known()
    for name in names:
        if name not in known():
            raise DossierError("no-destination", name=name, known=", ".join((*known(), "all")))
    return tuple(dict.fromkeys(names)) or tuple(one.key for one in places.known() if one.usual)


def target(evidence: Path, output: Path | None) -> Path:
    """Where the packet goes, after making sure that it may be put there.

    Raises:
        DossierError: see :func:`place` and :func:`refuse`.
        NotWritten: there can be no such folder.
    """
    found = place(evidence, output)
    refuse(found)
    return found


def place(evidence: Path, output: Path | None) -> Path:
    """Where the packet lies: ``output``, or ``<evidence>-dossier`` beside the folder.

    Raises:
        DossierError: it would lie inside the evidence, or the evidence in it.
        NotWritten: there can be no such folder.
    """
    try:
        folder = evidence.resolve()
        found = output.resolve() if output is not None else folder.with_name(f"{folder.name}-dossier")
    except (OSError, RuntimeError) as error:  # a ring of links
        raise NotWritten("not-written", path=str(output or evidence), why=str(error)) from error
    if found == folder or folder in found.parents or found in folder.parents:
        raise DossierError("inside-evidence", path=str(found))
    return found


def refuse(place: Path) -> None:
    """Make sure that a place may be replaced: no file in it is lost that a build does not make again.

    Raises:
        DossierError: it holds files that no build of ours made, or that were changed since.
        NotWritten: it cannot be looked into.
    """
    try:
        strange = _strange(place)
    except OSError as error:
        raise NotWritten("not-written", path=str(place), why=error.strerror or str(error)) from error
    if strange is None:
        raise DossierError("not-ours", path=str(place))
    if strange:
        first = [printable(name) for name in strange[:_NAMED]]
        raise DossierError("foreign-files", path=str(place), files=first, more=len(strange) - len(first))


def paths(place: Path, wanted: Sequence[str]) -> list[Path]:
    """What an output folder holds for some destinations: the packets, then the texts for forms."""
    found = [places.find(name) for name in wanted]
    files = [place / name for name in (*(one.packet for one in found), *(one.form for one in found))]
    return [path for path in files if path.is_file()]


def left_out(place: Path, wanted: Sequence[str]) -> list[str]:
    """Those destinations that a build into a folder passed over."""
    return [one.key for one in map(places.find, wanted) if not (place / one.packet).is_file()]


def record_of(place: Path) -> dict[str, Any]:
    """The ``dossier.json`` of an output folder.

    Raises:
        OSError, ValueError: it is not there or not whole.
    """
    document: dict[str, Any] = json.loads((place / RECORD).read_text(encoding="utf-8"))
    return document


def _strange(place: Path) -> list[str] | None:
    """The files in a place that are not as a build made them; None when it is no folder of a build.

    Raises:
        OSError: it cannot be looked into.
    """
    try:
        kind = place.lstat().st_mode
    except FileNotFoundError:
        return []
    if not stat.S_ISDIR(kind):
        return None
    names = sorted(_files(place))
    if not names:
        return []
    try:
        listed = {entry.path: entry.sha256 for entry in manifest.load(place).outputs}
    except (FileNotFoundError, manifest.ManifestError):
        return None
    ours = {manifest.MANIFEST, HEAD, HEAD_PART}
    return [name for name in names if name not in ours and not _same(place / name, listed.get(name))]


def _files(place: Path) -> Iterator[str]:
    """Whatever lies in a folder, links and empty folders too.

    Raises:
        OSError: a folder in it cannot be looked into.
    """
    pending = [place]
    while pending:
        here = pending.pop()
        entries = list(os.scandir(here))
        if not entries and here != place:
            yield here.relative_to(place).as_posix()
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
            elif not is_litter(entry.name):
                yield Path(entry.path).relative_to(place).as_posix()


def _same(path: Path, sha256: str | None) -> bool:
    """Whether a file holds what a build wrote: changed by hand, it is somebody's work."""
    return sha256 is not None and files.is_regular(path) and files.file_sha256(path) == sha256
