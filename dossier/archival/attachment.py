"""What lies in a packet beside its pages, and under which name."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
"""What one of the usual file systems forbids in a name."""
_MOST_BYTES = 180
"""Of a name in UTF-8: file systems take 255, and whoever saves it may add to it."""
_INVISIBLE = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
"""Controls, joiners, marks that turn the writing round ("gnp.exe"), what is no character."""


class Relationship(StrEnum):
    """What an attachment is to the packet (ISO 19005-3, annex E)."""

    SOURCE = "Source"
    """The packet was made from it."""
    DATA = "Data"
    """What the packet says, for programs."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be carried.

    ``name`` is what a reader shows and saves it as, made by :func:`file_name`;
    ``key`` the plain ASCII name for readers that know no other, unique in the packet.
    ``media`` is its type, e.g. ``image/png``; ``description`` one line of text.
    ``verbatim``: its bytes stand in the file as they are, since they are changed in place later.
    """

    name: str
    key: str
    media: str
    data: bytes = field(repr=False)
    description: str
    relationship: Relationship
    verbatim: bool = False


def file_name(label: str, path: str) -> str:
    """A name under which any computer can save a file.

    Args:
        label: what comes first and makes the name unique, e.g. "证据1".
        path: the file's path with ``/`` between parts; its folders are left out.

    Returns:
        e.g. "证据1 订单页.png"; the ending is the file's own.
    """
    file = PurePosixPath(path)
    ending = _legal(file.suffix)
    start = _legal(f"{label} {file.stem}")
    while len((start + ending).encode()) > _MOST_BYTES and len(start) > len(label):
        start = start[:-1].rstrip()
    return start.rstrip(". ") + ending


def key_name(number: int, path: str, note: str = "") -> str:
    """The ASCII name of what belongs to an exhibit, e.g. ``E007.png``; they sort as the exhibits do.

    Args:
        number: of the exhibit.
        path: of the file, for its ending.
        note: ASCII, tells the file from others of the same exhibit.
    """
    ending = PurePosixPath(path).suffix
    plain = ending.isascii() and ending[1:].isalnum()
    return f"E{number:03d}{note}{ending.lower() if plain else ''}"


def _legal(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate(_FORBIDDEN)
    return "".join(c for c in composed if unicodedata.category(c) not in _INVISIBLE).rstrip(" ")
