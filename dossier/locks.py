"""One process at a time: an exclusive lock on an open file.

The lock belongs to the open file and ends with the process, however that ends:
a file whose lock is free was left behind by nobody who still lives.  It keeps
out only those who ask for it too.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
_PAUSE = 0.05
_BYTE = 1 << 40
"""Windows forbids others to read what is locked, so a byte is locked that no file of ours reaches."""

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        _at_the_byte(handle, msvcrt.LK_NBLCK)

    def _free(handle: int) -> None:
        _at_the_byte(handle, msvcrt.LK_UNLCK)

    def _at_the_byte(handle: int, mode: int) -> None:
        here = os.lseek(handle, 0, os.SEEK_CUR)
        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, mode, 1)
        finally:
            os.lseek(handle, here, os.SEEK_SET)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _free(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


def take(handle: int) -> bool:
    """Lock an open file without waiting; False when somebody else holds it.

    Args:
        handle: file descriptor; on Windows it must be open for writing.  Closing it ends the lock.

    Raises:
        OSError: the file system knows no locks.
    """
    try:
        _take(handle)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


@contextmanager
def held(handle: int, patience: float = 10.0) -> Iterator[None]:
    """Lock an open file for a while, waiting for whoever holds it.

    Args:
        handle: see :func:`take`.
        patience: seconds to wait at most.

    Raises:
        TimeoutError: somebody else kept it longer.
        OSError: the file system knows no locks.
    """
    until = time.monotonic() + patience
    while not take(handle):
        if time.monotonic() >= until:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _free(handle)
