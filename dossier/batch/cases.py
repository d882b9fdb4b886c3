"""Which folders are cases, in which order, and where their packets go."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier import outputs
from dossier.errors import DossierError, NothingReadable
from dossier.intake.walk import walk
from dossier.seal import MANIFEST, ManifestError, manifest

LEDGER = ".dossier-batch.jsonl"
"""What is finished; hidden, so that no case has its name."""
PRIVATE = ".dossier-readings-"
"""Begins the name of the folder that holds readings where the cache is off."""
PROBE = ".dossier-probe-"
"""Begins the name of the file by which machines of a cluster know that they see one folder."""
TABLE, DATA = "summary.csv", "summary.json"

_DIGITS = re.compile(r"([0-9]+)")
_BAG = "-bag"


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of cases and the folder of packets, both resolved."""

    cases: Path
    out: Path


def place(cases: Path, output: Path | None) -> Place:
    """Where a batch reads and writes; nothing is made yet.

    Args:
        cases: the folder of cases.
        output: the folder of packets; ``<cases>-dossier`` beside it when it is not said.

    Raises:
        DossierError: there is no such folder, the output would lie inside it, or what stands
            in the place is not of a batch.
        NotWritten: there can be no such folder.
    """
    if not cases.is_dir():
        raise DossierError("no-folder", path=str(cases))
    out = outputs.place(cases, output)
    if out.is_dir() and not (out / LEDGER).is_file() and any(os.scandir(out)):
        raise DossierError("not-ours", path=str(out))
    return Place(cases.resolve(), out)


def find(folder: Path) -> tuple[str, ...]:
    """The names of the cases, in natural order: ``case 9`` before ``case 10``.

    A case is a direct sub-folder that holds a file.  Hidden folders are none, and neither are
    output folders and bags.  A link to a folder is named, so that it is told and not
    passed over; it is never followed (see :mod:`dossier.intake.walk`).

    Args:
        folder: the folder of cases.

    Raises:
        NothingReadable: there is no case.
        DossierError: the folder cannot be looked into.
    """
    try:
        found = [entry.name for entry in os.scandir(folder) if _is_case(entry)]
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise DossierError("batch-unreadable", path=str(folder), why=why) from error
    if not found:
        raise NothingReadable("batch-no-cases", path=str(folder))
    return tuple(sorted(found, key=natural))


def barred(folder: Path) -> str:
    """Why a case cannot be taken, "" where it can: it is a ``link``, or its ``name`` is that of a table."""
    if folder.is_symlink():
        return "link"
    return "name" if folder.name.casefold() in {TABLE, DATA} else ""


def natural(name: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """A key that sorts numbers in names by their value."""
    parts = _DIGITS.split(name.casefold())
    # Numbers stand at the odd places; their length tells their size once zeros are gone.
    return tuple(
        (len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (0, part)
        for index, part in enumerate(parts)
    ), name


def spelled(name: str) -> str:
    """A name as text, bytes that are none escaped."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def state(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of change (ns) of every file that a build of a case depends on.

    The journal is not among them, since each build adds to it.

    Raises:
        OSError: a file is gone, or the folder cannot be looked into.
    """
    found, problems = walk(folder)
    for one in found:
        known = one.place.stat()
        yield one.path, known.st_size, known.st_mtime_ns
    for problem in problems:
        yield f"{problem.path}\0{problem.code}", 0, 0
    own = folder / "case.yaml"
    if own.is_file():
        known = own.stat()
        yield "case.yaml", known.st_size, known.st_mtime_ns


def _is_case(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or not entry.is_dir():
        return False
    if entry.is_symlink():
        return True
    return not _is_output(Path(entry.path)) and _holds_files(Path(entry.path))


def _is_output(folder: Path) -> bool:
    """Whether a folder was made by a build, or is the bag of one."""
    if folder.name.endswith(_BAG) and (folder / "bagit.txt").is_file():
        return True
    if (folder / LEDGER).is_file():
        return True
    if not (folder / MANIFEST).is_file():
        return False
    try:
        manifest.load(folder)
    except (OSError, ManifestError):
        return False
    return True


def _holds_files(folder: Path) -> bool:
    """Whether there is any file; a folder that cannot be looked into may hold some."""
    failed: list[OSError] = []
    for _, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if any(not name.startswith(".") for name in names):
            return True
    return bool(failed)
