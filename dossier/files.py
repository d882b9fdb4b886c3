"""Files that anybody may have put there: only regular ones are read, and none without end.

A pipe in the place of a file would let a check wait forever, and a file that is
said to be endless would fill the memory.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class NotRegularError(OSError):
    """Something other than a file: a folder, a pipe, a device."""


def content(path: Path, most: int) -> bytes:
    """All bytes of a file.

    Args:
        path: a link is followed.
        most: the longest that makes sense, in bytes.

    Raises:
        OSError: it cannot be read, is no regular file, or is longer.
    """
    with opened(path) as stream:
        data = stream.read(most + 1) if os.fstat(stream.fileno()).st_size <= most else None
    if data is None or len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def start(path: Path, most: int) -> bytes:
    """The first bytes of a file, ``most`` of them where it has so many.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    with opened(path) as stream:
        return stream.read(most)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file in lower-case hex, read in pieces.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    found = hashlib.sha256()
    with opened(path) as stream:
        while chunk := stream.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def is_regular(path: Path) -> bool:
    """Whether something is a file itself: no folder, no link to a file, no pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A regular file open for reading; a link is followed.

    The open never waits (a pipe put in the file's place must not hang us) and
    the kind is asked of the open file, not of the name.

    Raises:
        NotRegularError: it is none.
        OSError: it cannot be opened.
    """
    with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise NotRegularError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        yield stream
