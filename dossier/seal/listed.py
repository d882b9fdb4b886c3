"""Outputs as a manifest lists them, and the few files that may stand beside them unlisted."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from pathlib import Path

from dossier import files
from dossier.seal.difference import Difference
from dossier.seal.manifest import Entry, Manifest

LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What file managers leave behind."""
HEAD = "journal-head.json"
"""Where the journal stood; it is checked with the journal."""
HEAD_PART = f".{HEAD}.part"
"""The same while it is being written."""
_LITTER = {name.casefold() for name in LITTER} | {"ehthumbs.db"}
_DOUBLE = "._"
"""So begins what macOS puts beside each file on a disk that cannot keep its attributes."""


def is_litter(name: str) -> bool:
    """Whether a file of this name, without folders, is one that a system leaves behind by itself."""
    return name.casefold() in _LITTER or name.startswith(_DOUBLE)


def respelled(listed: Collection[str], there: Collection[str]) -> dict[str, str]:
    """Path there → listed path, for those that differ in nothing but the form of Unicode.

    Some file systems and archives take letters and their marks apart (NFD).
    """
    known = set(listed)
    wanted: dict[str, list[str]] = {}
    for path in known - set(there):
        wanted.setdefault(unicodedata.normalize("NFC", path), []).append(path)
    found: dict[str, str] = {}
    for path in sorted(set(there) - known):
        alike = wanted.get(unicodedata.normalize("NFC", path), [])
        if len(alike) == 1:
            found[path] = alike.pop()
    return found


def untouched(folder: Path, told: Manifest) -> bool:
    """Whether all outputs are as a manifest lists them, and the packets name its seal.

    It is less than a check, and needs no reader of PDF: the seal stands in clear in each packet.
    """
    if any(held(folder / one.path, one) for one in told.outputs):
        return False
    listed = {one.path: one for one in told.outputs}
    data = all(listed.get(one.path) == one for one in told.data)
    return data and bool(told.packets) and all(_names(folder / name, told.seal) for name in told.packets)


def _names(path: Path, seal: str) -> bool:
    try:
        return seal.encode() in path.read_bytes()
    except OSError:
        return False


def held(path: Path, entry: Entry) -> list[Difference]:
    """One output against its entry: what differs, if anything.

    A link is not the file: what it leads to may change or be left behind.
    """
    if not files.is_regular(path):
        return [Difference("output-missing", entry.path)]
    try:
        same = path.stat().st_size == entry.bytes and files.file_sha256(path) == entry.sha256
    except OSError:
        return [Difference("output-unreadable", entry.path)]
    return [] if same else [Difference("output-changed", entry.path)]
