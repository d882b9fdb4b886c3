"""The output folder: where it lies, whose it is, and what stands in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dossier import seal
from dossier.errors import DossierError
from dossier.filing import destinations as places

RECORD = "dossier.json"
SHARE = "share"
"""The sub-folder of the set without what tells of persons."""
_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))


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
    """Where the packet goes: ``output``, or ``<evidence>-dossier`` beside the folder.

    Raises:
        DossierError: it would lie inside the evidence, or replace what is not ours.
    """
    folder = evidence.resolve()
    place = output.resolve() if output is not None else folder.with_name(f"{folder.name}-dossier")
    if place == folder or folder in place.parents or place in folder.parents:
        raise DossierError("inside-evidence", path=str(place))
    if place.exists() and not _is_ours(place):
        raise DossierError("not-ours", path=str(place))
    return place


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


def _is_ours(place: Path) -> bool:
    """Whether a folder is empty or holds only what a manifest of ours lists."""
    if not place.is_dir():
        return False
    names = {
        path.relative_to(place).as_posix()
        for path in place.rglob("*")
        if path.name not in _LITTER and (path.is_symlink() or not path.is_dir() or not any(path.iterdir()))
    }
    if not names:
        return True
    try:
        document = json.loads((place / seal.MANIFEST).read_text(encoding="utf-8"))
        listed = {entry["path"] for entry in document["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return document.get("schema") == seal.SCHEMA and names <= listed | {seal.MANIFEST}
