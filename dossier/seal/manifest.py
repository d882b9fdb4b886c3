"""The manifest: originals and outputs with their hashes, in one canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dossier import __version__
from dossier.model import Evidence

MANIFEST = "manifest.json"
SCHEMA = "dossier-manifest/1"
_CHUNK = 1 << 20


def manifest(
    evidence: Sequence[Evidence], others: Iterable[str], outputs: Mapping[str, bytes], inputs: str
) -> bytes:
    """The manifest's bytes: the same for the same originals and outputs.

    Args:
        evidence: every original that was taken in.
        others: paths of files in the folder that are no evidence.
        inputs: one hash over everything the outputs were made from, see
            :mod:`dossier.freshness`.
        outputs: file name → content of everything written beside the manifest.
    """
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "program": f"dossier {__version__}",
        "inputs": inputs,
        "originals": [{"path": item.path, "bytes": item.bytes, "sha256": item.sha256} for item in evidence],
        "others": sorted(set(others)),
        "outputs": [
            {"path": name, "bytes": len(data), "sha256": sha256(data)}
            for name, data in sorted(outputs.items())
        ],
    }
    document["sha256"] = own_hash(document)
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def own_hash(document: Mapping[str, Any]) -> str:
    """The hash of a manifest's content without the hash itself, over compact sorted JSON."""
    content = {key: value for key, value in document.items() if key != "sha256"}
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def sha256(data: bytes) -> str:
    """SHA-256 of some bytes in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file in lower-case hex, read in pieces.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
