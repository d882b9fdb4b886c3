"""Hold a bag of ours against its own lists and name what differs."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dossier import seal
from dossier.bagging import tags
from dossier.bagging.place import files
from dossier.seal.difference import Difference
from dossier.seal.listed import is_litter


def check(place: Path) -> tuple[Difference, ...]:
    """What is not as the bag lists it: payload, tag files, the lists themselves.

    Whoever changes files and writes all lists anew is not found out here; what lies in
    ``data/packet`` and ``data/originals`` can be verified by itself.

    Args:
        place: the folder of the bag.

    Raises:
        OSError: a folder cannot be looked into.
    """
    found = files(place)
    return (*_tags(found), *_tag_hashes(found), *_payload(found))


def count(place: Path) -> int:
    """How many files the manifest of a bag lists; 0 where it cannot be read."""
    try:
        return len(tags.read_manifest((place / tags.MANIFEST).read_bytes()))
    except (OSError, ValueError):
        return 0


def _tags(found: dict[str, Path]) -> Iterator[Difference]:
    for name in tags.TAGS:
        if name not in found:
            yield Difference("bag-missing", name)
    for path in sorted(found.keys() - set(tags.TAGS)):
        if not path.startswith(tags.PAYLOAD) and not is_litter(path):
            yield Difference("bag-added", path)
    if tags.DECLARATION in found and _content(found, tags.DECLARATION) != tags.DECLARED:
        yield Difference("bag-declaration", tags.DECLARATION)


def _tag_hashes(found: dict[str, Path]) -> Iterator[Difference]:
    if tags.TAG_MANIFEST not in found:
        return
    try:
        listed = tags.read_manifest(_content(found, tags.TAG_MANIFEST))
    except ValueError:
        listed = {}
    if listed.keys() != set(tags.TAGS) - {tags.TAG_MANIFEST}:
        yield Difference("bag-list", tags.TAG_MANIFEST)
        return
    for name, sha256 in listed.items():
        if name in found and _sha256(found[name]) != sha256:
            yield Difference("bag-tag", name)


def _payload(found: dict[str, Path]) -> Iterator[Difference]:
    payload = {path: file for path, file in found.items() if path.startswith(tags.PAYLOAD)}
    if tags.INFO in found and not _counts(_content(found, tags.INFO), payload):
        yield Difference("bag-oxum", tags.INFO)
    if tags.MANIFEST not in found:
        return
    try:
        listed = tags.read_manifest(_content(found, tags.MANIFEST))
    except ValueError:
        yield Difference("bag-list", tags.MANIFEST)
        return
    renamed = _renamed(listed.keys() - payload.keys(), payload.keys() - listed.keys())
    for path, sha256 in listed.items():
        file = payload.pop(renamed.get(path, path), None)
        if file is None:
            yield Difference("bag-missing", path)
        elif _sha256(file) != sha256:
            yield Difference("bag-changed", path)
    for path in sorted(payload):
        yield Difference("bag-added", path)


def _counts(data: bytes, payload: dict[str, Path]) -> bool:
    try:
        told = tags.read_info(data)
    except ValueError:
        return False
    size = sum(file.lstat().st_size for file in payload.values())
    return told.get(tags.OXUM) == tags.oxum(size, len(payload))


def _renamed(lacking: set[str], unlisted: set[str]) -> dict[str, str]:
    """Listed path → the path that a file system made of it by another form of Unicode.

    HFS+ takes names apart (NFD) whatever was asked for; a bag that was there is still whole.
    """
    forms: dict[str, list[str]] = {}
    for path in unlisted:
        forms.setdefault(unicodedata.normalize("NFC", path), []).append(path)
    alike = {path: forms.get(unicodedata.normalize("NFC", path), []) for path in lacking}
    return {path: paths[0] for path, paths in alike.items() if len(paths) == 1}


def _content(found: dict[str, Path], name: str) -> bytes:
    """The bytes of a regular file; b"" for anything else, and for what cannot be read."""
    try:
        return found[name].read_bytes() if _is_regular(found[name]) else b""
    except OSError:
        return b""


def _sha256(file: Path) -> str:
    """The hash of a regular file; "" for anything else, and for what cannot be read."""
    try:
        return seal.file_sha256(file) if _is_regular(file) else ""
    except OSError:
        return ""


def _is_regular(file: Path) -> bool:
    return stat.S_ISREG(file.lstat().st_mode)
