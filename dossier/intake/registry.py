"""The readers, in the order they are asked; content decides, the name only where content is silent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dossier.intake import images
from dossier.intake.errors import Unreadable

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from dossier.intake.reader import Reader

_ARCHIVE = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_ARCHIVE_NAMES = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz"})
_OFD = ".ofd"  # GB/T 33190: an archive by its content, of which a reader of archives would make nothing
_OTHER_VIDEO = frozenset({".avi", ".3gp", ".flv", ".wmv", ".mpg"})


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
    # Most files are pictures, and the processes that read them need no other reader.
    if images.sniff(head, path):
        return images
    for reader in _others():
        if reader.sniff(head, path):
            return reader
    raise Unreadable(*_refusal(head, path.suffix.lower()))


@cache
def _others() -> tuple[Reader, ...]:
    """All readers but that of ordinary pictures; what they bring along takes a while to load."""
    from dossier.intake import (  # noqa: PLC0415
        archive,
        chatjson,
        heif,
        mail,
        pdf,
        recording,
        tables,
        text,
        tiff,
        webpage,
        workbook,
    )

    plain = (tiff, heif, recording, pdf, workbook, archive, webpage, chatjson, tables, text)
    return (mail.Mail((images, *plain)), *plain)


def _refusal(head: bytes, suffix: str) -> tuple[str, str]:
    from dossier.intake import heif, isobmff, recording, tiff  # noqa: PLC0415

    if suffix in images.SUFFIXES | tiff.SUFFIXES | heif.SUFFIXES:
        return "not-a-picture", ""
    if suffix == ".pdf":
        return "pdf-broken", ""
    if suffix in recording.SUFFIXES | _OTHER_VIDEO or isobmff.brands(head):
        return "video", ""
    if suffix in _ARCHIVE_NAMES and head.startswith(_ARCHIVE):
        return "archive", ""
    return "unknown-format", suffix
