"""Outputs as a manifest lists them, and the few files that may stand beside them unlisted."""

from __future__ import annotations

from pathlib import Path

from dossier.seal.canonical import file_sha256
from dossier.seal.difference import Difference
from dossier.seal.manifest import Entry, Manifest

LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What file managers leave behind."""
HEAD = "journal-head.json"
"""Where the journal stood; it is checked with the journal."""
HEAD_PART = f".{HEAD}.part"
"""The same while it is being written."""


def untouched(folder: Path, expected: Manifest) -> bool:
    """Whether every output is there with the hash that the manifest gives; nothing else is looked at."""
    return not any(held(folder, entry) for entry in expected.outputs)


def held(folder: Path, entry: Entry) -> list[Difference]:
    """One output against its entry: what differs, if anything."""
    path = folder / entry.path
    try:
        if not path.is_file():
            return [Difference("output-missing", entry.path)]
        same = file_sha256(path) == entry.sha256
    except OSError:
        return [Difference("output-unreadable", entry.path)]
    return [] if same else [Difference("output-changed", entry.path)]
