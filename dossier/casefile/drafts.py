"""A hidden file beside ``case.yaml`` that takes its place when it is whole.

It is locked by the process that writes it, so that the draft of a killed one is
known and goes with the next run.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier import locks

_NAME = re.compile(r"\.case\.[0-9a-f]{8}\.part")
_TRIES = 5


@contextmanager
def written(folder: Path, content: bytes) -> Iterator[Path]:
    """A draft with some content, on the disk; it is gone afterwards unless it was given another name.

    Raises:
        OSError: it cannot be written.
    """
    tidy(folder)
    path, handle = _opened(folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            if sys.platform == "win32":
                stream.close()  # an open file cannot be renamed there
            yield path
    finally:
        path.unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Remove the drafts of killed processes; what cannot be removed now is left to the next time."""
    with contextlib.suppress(OSError):
        for path in [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]:
            with contextlib.suppress(OSError):
                if _is_abandoned(path):
                    path.unlink()


def _opened(folder: Path) -> tuple[Path, int]:
    """A new file, locked where the file system knows locks.

    Raises:
        OSError: it cannot be made.
    """
    for last in (*[False] * (_TRIES - 1), True):
        path = folder / f".case.{secrets.token_hex(4)}.part"
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o644)
        with contextlib.suppress(OSError):
            locks.take(handle)
        if path.exists() or last:
            break
        os.close(handle)  # another process took it for left behind before it was locked
    return path, handle


def _is_abandoned(path: Path) -> bool:
    if not stat.S_ISREG(path.lstat().st_mode):
        return False
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        return locks.take(handle)
    finally:
        os.close(handle)
