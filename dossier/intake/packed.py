"""Zip packages, opened with limits: nothing is unpacked before its size is known to be bearable.

Only names and sizes of the central directory are believed, and of a member no
more than it declares is ever decompressed.  Names are for showing and choosing;
no path on the disk is made of them.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.intake.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAGIC = b"PK\x03\x04"
MAX_MEMBERS = 2000
MAX_BYTES = 64 * 1024 * 1024
"""Of all members that are read together, unpacked."""

_NAME = 30
"""Where the name stands in the header of a member."""
_LOCKED = 0x1
_UTF8 = 0x800


class WrongPassword(Exception):  # noqa: N818 - it says what happened
    """A member does not open with this password, or is damaged: a zip cannot tell which."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a package: the name to show, the name to ask for it, bytes unpacked, whether it is locked."""

    name: str
    key: str
    size: int
    locked: bool


class Package:
    """A zip archive in memory."""

    def __init__(self, data: bytes) -> None:
        """Read the central directory.

        Raises:
            Unreadable: ``archive-broken``, or ``archive-too-large`` for more members than a person packs.
        """
        import pyzipper  # noqa: PLC0415 - it takes a while to load, and few folders hold a package

        self._broken = (
            pyzipper.BadZipFile,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
            LookupError,
            struct.error,
            zlib.error,
        )
        try:
            self._zip = pyzipper.AESZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except self._broken as error:
            raise Unreadable("archive-broken") from error
        if len(infos) > MAX_MEMBERS:
            raise Unreadable("archive-too-large", f"{MAX_MEMBERS}")
        self.members = tuple(
            Member(
                name=_shown(info.filename, info.flag_bits),
                key=info.filename,
                size=info.file_size,
                locked=bool(info.flag_bits & _LOCKED),
            )
            for info in infos
            if not info.filename.endswith("/")
        )

    def read(self, wanted: Sequence[Member], password: str = "") -> Iterator[bytes]:
        """The members' contents, one after the other.

        Raises:
            Unreadable: ``archive-too-large`` (told before anything is unpacked), or
                ``archive-broken``.
            WrongPassword: a locked member does not open.
        """
        if sum(member.size for member in wanted) > MAX_BYTES:
            raise Unreadable("archive-too-large", f"{MAX_BYTES // 1024 // 1024} MB")
        for member in wanted:
            try:
                with self._zip.open(member.key, pwd=password.encode() if member.locked else None) as stream:
                    yield stream.read(member.size + 1)
            except self._broken as error:
                if member.locked:
                    raise WrongPassword from error
                raise Unreadable("archive-broken") from error


def first_name(head: bytes) -> bytes:
    """The name of the first member, as it stands in the first bytes of a package; empty for other files."""
    if not head.startswith(MAGIC) or len(head) < _NAME:
        return b""
    (length,) = struct.unpack_from("<H", head, 26)
    return head[_NAME : _NAME + length]


def _decoded(raw: bytes) -> str:
    """A name of unknown charset: two GBK characters may pass for UTF-8, but then for no Chinese."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = ""
    if name and not any("\x80" <= letter < "\u0800" for letter in name):
        return name
    return raw.decode("gb18030", "replace")


def _shown(name: str, flags: int) -> str:
    """A member's name; without the mark for UTF-8 it is what the packer's system spoke, here mostly GBK."""
    if not flags & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        name = _decoded(raw)
    return "".join(letter for letter in name if letter.isprintable())
