"""The readers, in the order they are asked; content decides, the name only where content is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.intake import (
    archive,
    chatjson,
    heif,
    images,
    isobmff,
    mail,
    pdf,
    recording,
    tables,
    text,
    tiff,
    webpage,
    workbook,
)
from dossier.intake.errors import Unreadable

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from dossier.intake.reader import Reader

_PLAIN: tuple[Reader, ...] = (
    images,
    tiff,
    heif,
    recording,
    pdf,
    workbook,
    archive,
    webpage,
    chatjson,
    tables,
    text,
)
READERS: tuple[Reader, ...] = (mail.Mail(_PLAIN), *_PLAIN)

_ARCHIVE = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_ARCHIVE_NAMES = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz"})
_PICTURES = images.SUFFIXES | tiff.SUFFIXES | heif.SUFFIXES
_OFD = ".ofd"  # GB/T 33190: an archive by its content, of which a reader of archives would make nothing
_VIDEO = recording.SUFFIXES | {".avi", ".3gp", ".flv", ".wmv", ".mpg"}


def choose(head: bytes, path: PurePosixPath) -> Reader:
    """The reader for a file.

    Args:
        head: its first bytes.
        path: its name, used for plain text (which has no mark) and for a good remedy.

    Raises:
        Unreadable: no reader knows it; the code says as closely as can be told what it is.
    """
    if path.suffix.lower() == _OFD:
        raise Unreadable("ofd")
    for reader in READERS:
        if reader.sniff(head, path):
            return reader
    raise Unreadable(*_refusal(head, path.suffix.lower()))


def _refusal(head: bytes, suffix: str) -> tuple[str, str]:
    if suffix in _PICTURES:
        return "not-a-picture", ""
    if suffix == ".pdf":
        return "pdf-broken", ""
    if suffix in _VIDEO or isobmff.brands(head):
        return "video", ""
    if suffix in _ARCHIVE_NAMES and head.startswith(_ARCHIVE):
        return "archive", ""
    return "unknown-format", suffix
