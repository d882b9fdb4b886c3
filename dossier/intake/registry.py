"""The readers, in the order they are asked; content decides, the name only where content is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.intake import images, pdf, text
from dossier.intake.errors import Unreadable

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from dossier.intake.reader import Reader

READERS: tuple[Reader, ...] = (images, pdf, text)

_ARCHIVE = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_ARCHIVE_NAMES = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz"})
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
_VIDEO = frozenset({".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".flv", ".wmv"})


def choose(head: bytes, path: PurePosixPath) -> Reader:
    """The reader for a file.

    Args:
        head: its first bytes.
        path: its name, used for plain text (which has no mark) and for a good remedy.

    Raises:
        Unreadable: no reader knows it; the code says as closely as can be told what it is.
    """
    for reader in READERS:
        if reader.sniff(head, path):
            return reader
    raise Unreadable(*_refusal(head, path.suffix.lower()))


def _refusal(head: bytes, suffix: str) -> tuple[str, str]:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "heic", ""
    if suffix in images.SUFFIXES:
        return "not-a-picture", ""
    if suffix == ".pdf":
        return "pdf-broken", ""
    if suffix in _VIDEO or head[4:8] == b"ftyp":
        return "video", ""
    if suffix in _ARCHIVE_NAMES and head.startswith(_ARCHIVE):
        return "archive", ""
    return "unknown-format", suffix
