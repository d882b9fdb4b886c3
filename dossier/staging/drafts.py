"""Single files that are whole or not there: written under a hidden name, named when they are on the disk.

A draft is locked by the process that writes it, so that the draft of a killed one
is known and goes with the next run.
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

_TRIES = 5
_MODE = 0o644


@contextmanager
def written(folder: Path, content: bytes, kind: str, mode: int = _MODE) -> Iterator[Path]:
    """A draft with some content, on the disk; it is gone afterwards unless it was given another name.

    Args:
        folder: where it is to lie in the end.
        content: of the file.
        kind: what is written, in ASCII letters; drafts of one kind clear each other away.
        mode: its permissions, from the first moment on.

    Raises:
        OSError: it cannot be written.
    """
    tidy(folder, kind)
    path, handle = _opened(folder, kind, mode)
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


def create(path: Path, content: bytes, kind: str, mode: int = _MODE) -> None:
    """Write a file that does not exist yet, never in the place of another.

    Args:
        path: its name; nothing may stand there, not even a dead link.
        content: of the file.
        kind: see :func:`written`.
        mode: its permissions.

    Raises:
        FileExistsError: the name is taken; of two simultaneous writers one wins.
        OSError: it cannot be written.
    """
    if os.path.lexists(path):
        raise FileExistsError(path)
    with written(path.parent, content, kind, mode) as draft:
        _named(draft, path, content, mode)


def replace(path: Path, content: bytes, kind: str) -> None:
    """Write a file, in the place of what has its name.

    Raises:
        OSError: it cannot be written; what stood there still does.
    """
    with written(path.parent, content, kind) as draft:
        draft.replace(path)


def tidy(folder: Path, kind: str) -> None:
    """Remove the drafts of killed processes; what cannot be removed now is left to the next time."""
    name = re.compile(rf"\.{kind}\.[0-9a-f]{{8}}\.part")
    with contextlib.suppress(OSError):
        for path in [path for path in folder.iterdir() if name.fullmatch(path.name)]:
            with contextlib.suppress(OSError):
                if _is_abandoned(path):
                    path.unlink()


def _named(draft: Path, path: Path, content: bytes, mode: int) -> None:
    """Give a draft its name, unless that is taken.

    Raises:
        FileExistsError: the name is taken, be it by a dangling link.
        OSError: the folder cannot be written to.
    """
    if sys.platform == "win32":
        draft.rename(path)  # which never replaces anything there
        return
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links, as on many a memory card.
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
        except BaseException:
            path.unlink(missing_ok=True)  # half a file would look like the person's own
            raise


def _opened(folder: Path, kind: str, mode: int) -> tuple[Path, int]:
    """A new file, locked where the file system knows locks.

    Raises:
        OSError: it cannot be made.
    """
    for last in (*[False] * (_TRIES - 1), True):
        path = folder / f".{kind}.{secrets.token_hex(4)}.part"
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
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
