"""Hold outputs and originals against the manifest and name what differs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.errors import Difference as DifferenceError
from dossier.errors import DossierError
from dossier.intake.walk import walk
from dossier.seal.manifest import MANIFEST, SCHEMA, file_sha256, own_hash


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the manifest says; ``code`` names the phrase ``verify.<code>``."""

    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was held against the manifest, and what differs."""

    outputs: int
    originals: int
    differences: tuple[Difference, ...]


def verify(packet: Path, evidence: Path | None = None) -> Checked:
    """Check a packet (its folder or a file in it) and, if given, the evidence folder.

    Raises:
        DossierError: there is no manifest to check against, or no such folder.
    """
    folder = packet if packet.is_dir() else packet.parent
    document = _load(folder)
    differences = (
        [] if own_hash(document) == document["sha256"] else [Difference("manifest-changed", MANIFEST)]
    )
    differences += _held(folder, document["outputs"], "output")
    originals: Sequence[Mapping[str, Any]] = document["originals"]
    if evidence is not None:
        if not evidence.is_dir():
            raise DossierError("no-folder", path=str(evidence))
        differences += _held(evidence, originals, "original")
        known = {entry["path"] for entry in originals} | set(document.get("others", ()))
        differences += [
            Difference("original-added", file.path) for file in walk(evidence)[0] if file.path not in known
        ]
    counted = len(originals) if evidence is not None else 0
    return Checked(len(document["outputs"]), counted, tuple(differences))


def _load(folder: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        raise DossierError("no-manifest", path=str(folder)) from error
    except ValueError as error:
        raise DifferenceError("manifest-broken", path=str(folder / MANIFEST)) from error
    whole = isinstance(document, dict) and {"schema", "originals", "outputs", "sha256"} <= set(document)
    if not whole or document["schema"] != SCHEMA:
        raise DifferenceError("manifest-broken", path=str(folder / MANIFEST))
    return document


def _held(folder: Path, entries: Sequence[Mapping[str, Any]], what: str) -> Iterator[Difference]:
    for entry in entries:
        path = folder / str(entry["path"])
        if not path.is_file():
            yield Difference(f"{what}-missing", str(entry["path"]))
        elif file_sha256(path) != entry["sha256"]:
            yield Difference(f"{what}-changed", str(entry["path"]))
