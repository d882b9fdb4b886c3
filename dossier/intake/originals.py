"""Originals: opened for reading only, and hashed from the very bytes that are decoded."""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import IO, TYPE_CHECKING

from dossier import files
from dossier.intake.capture import CHINA
from dossier.intake.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are listed with their hash but not decoded: they are held in memory whole."""
MAX_RECORDING = 256 * 1024 * 1024
"""The same for a screen recording: some minutes of a phone's."""

HEAD = 4096
"""How many bytes are enough to tell a format."""

_BLOCK = 1024 * 1024


@contextmanager
def opened(place: Path) -> Iterator[IO[bytes]]:
    """A regular file open for reading, see :func:`dossier.files.opened`.

    Raises:
        Unreadable: no permission, gone, or not a regular file.
    """
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(files.opened(place))
        except files.NotRegularError as error:
            raise Unreadable("special-file") from error
        except OSError as error:
            raise Unreadable("file-unreadable", error.strerror or type(error).__name__) from error
        yield stream


def limit(media: str) -> int:
    """Bytes up to which a file of a type is decoded."""
    return MAX_RECORDING if media.startswith("video/") else MAX_BYTES


def size(stream: IO[bytes]) -> int:
    """Bytes of the open file, as the file system says."""
    return os.fstat(stream.fileno()).st_size


def modified(stream: IO[bytes]) -> str:
    """When the open file was last written, ISO 8601 in China's time, to the second."""
    moment = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, CHINA)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def head(stream: IO[bytes]) -> bytes:
    """The first bytes; the next read starts at the beginning again.

    Raises:
        Unreadable: the disk fails.
    """
    try:
        first = stream.read(HEAD)
        stream.seek(0)
    except OSError as error:
        raise Unreadable("file-unreadable", error.strerror or "") from error
    return first


def contents(stream: IO[bytes], most: int = MAX_BYTES) -> bytes:
    """Everything in the file.

    Raises:
        Unreadable: more than ``most`` bytes (also when it grew meanwhile), or the disk fails.
    """
    try:
        data = stream.read(most + 1)
    except OSError as error:
        raise Unreadable("file-unreadable", error.strerror or "") from error
    if len(data) > most:
        raise Unreadable("too-large", f"{most // 1024 // 1024} MB")
    return data


def fingerprint(stream: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and length of a file too large to hold, block by block.

    Raises:
        Unreadable: the disk fails.
    """
    digest, length = hashlib.sha256(), 0
    try:
        while block := stream.read(_BLOCK):
            digest.update(block)
            length += len(block)
    except OSError as error:
        raise Unreadable("file-unreadable", error.strerror or "") from error
    return digest.hexdigest(), length
