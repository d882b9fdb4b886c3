"""Work folders: hidden, beside the place that their content is to take, and cleared away after a kill.

A work folder holds nothing but

* ``lock``, locked by the process at work, so that the work of a living process
  can be told from what a killed one left behind;
* ``new``, what is being made, and in the end what stood in the place before;
* ``old``, what stood in the place before, where the system cannot exchange two
  folders at one moment: two renames must do, and a process killed between them
  leaves the place empty.  Whatever is called ``old`` is whole;
* ``gone``, what is no longer wanted and may be half removed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from pathlib import Path

from dossier import locks

LOCK, NEW, OLD, GONE = "lock", "new", "old", "gone"
_PARTS = frozenset((LOCK, NEW, OLD, GONE))
_TRIES = 20
_STALE = 24 * 3600.0
"""Seconds after which work is taken for left behind where the file system knows no locks."""


def opened(place: Path) -> tuple[Path, int]:
    """A work folder of our own for a place, and the descriptor that keeps it locked.

    Raises:
        OSError: nothing can be made beside the place.
    """
    for _ in range(_TRIES):
        work = place.with_name(f"{_prefix(place)}{secrets.token_hex(4)}.part")
        work.mkdir(mode=0o700)
        try:
            handle = os.open(work / LOCK, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        except FileNotFoundError:
            continue  # another process has just cleared the folder away: it held nothing yet
        if _taken(handle) and (work / LOCK).exists():
            return work, handle
        os.close(handle)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))


def closed(work: Path, handle: int, place: Path) -> None:
    """Give a work folder up: the place is filled again if need be, the rest is removed."""
    kept = not _filled(work, place)
    os.close(handle)
    if not kept:
        _removed(work)


def discard(work: Path) -> None:
    """Remove what is called old; none of it is called so from the first moment on."""
    with contextlib.suppress(OSError):
        _emptied(work / GONE)
        if os.path.lexists(work / OLD):
            (work / OLD).rename(work / GONE)
            _emptied(work / GONE)


def tidy(place: Path) -> None:
    """Clear away what killed processes left beside a place, and fill it if one of them left it empty.

    The work of living processes stays, and so does all that is not exactly like a work
    folder of this place.  What cannot be cleared away now is left to the next time.
    """
    with contextlib.suppress(OSError):
        name = re.compile(re.escape(_prefix(place)) + r"[0-9a-f]{8}\.part")
        for work in sorted(path for path in place.parent.iterdir() if name.fullmatch(path.name)):
            with contextlib.suppress(OSError):
                _swept(work, place)


def _prefix(place: Path) -> str:
    """Of a fixed length: a name may be as long as the file system allows, and ours would be longer."""
    return f".dossier-{hashlib.sha256(os.fsencode(place.name)).hexdigest()[:8]}-"


def _swept(work: Path, place: Path) -> None:
    if not stat.S_ISDIR(work.lstat().st_mode):
        return
    parts = {path.name: path.lstat().st_mode for path in work.iterdir()}
    if not parts:
        work.rmdir()  # fails if its maker has gone on meanwhile
        return
    if not parts.keys() <= _PARTS or not stat.S_ISREG(parts.pop(LOCK, 0)):
        return
    if not all(map(stat.S_ISDIR, parts.values())):
        return
    handle = os.open(work / LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    if _abandoned(handle):
        closed(work, handle, place)
    else:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        return locks.take(handle)
    except OSError:
        return True  # no locks here: others go by the age


def _abandoned(handle: int) -> bool:
    try:
        return locks.take(handle)
    except OSError:
        return time.time() - os.fstat(handle).st_mtime > _STALE


def _filled(work: Path, place: Path) -> bool:
    """Put back what was taken out of the place, if nothing else stands there; False if that fails."""
    if not os.path.lexists(work / OLD) or os.path.lexists(place):
        return True
    with contextlib.suppress(OSError):
        (work / OLD).rename(place)
    return os.path.lexists(place)


def _removed(work: Path) -> None:
    """Remove a work folder, the lock last: without it the rest would not be known for ours."""
    discard(work)
    _emptied(work / NEW)
    with contextlib.suppress(OSError):
        if not any(os.path.lexists(work / name) for name in _PARTS - {LOCK}):
            (work / LOCK).unlink()
            work.rmdir()


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.is_dir():
        return
    # Something in it may not be changed; it is ours, so now it may.
    folder.chmod(stat.S_IRWXU)
    for here, folders, files in os.walk(folder):
        for path in (Path(here, name) for name in (*folders, *files)):
            if not path.is_symlink():
                path.chmod(stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)
