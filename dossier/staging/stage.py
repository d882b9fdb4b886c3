"""A folder of outputs that is there whole or not at all, whenever the process dies.

What is made goes to a hidden work folder beside the place (:mod:`dossier.staging.leftovers`)
and takes the place when it is whole and on the disk.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Self

from dossier.errors import NotWritten
from dossier.staging import leftovers
from dossier.staging.exchange import exchange

_PIECE = 1 << 20
_TRIES = 20
_PAUSE = 0.05
"""Seconds; a scanner of viruses on Windows, or another build, lets go of a folder soon."""
_OCCUPIED = frozenset({errno.ENOTEMPTY, errno.EEXIST})


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the stage: its path within, ``/`` between parts, its size and the SHA-256 of its bytes."""

    path: str
    bytes: int
    sha256: str


class Stage:
    """What is to stand in a place, while it is being made; to be used in a ``with``.

    Leaving without :meth:`finish` removes whatever was made, and the place is as it was.
    Of two processes that make the same place, the one that finishes last has it, whole.
    """

    def __init__(self, place: Path) -> None:
        """Nothing is touched yet.

        Args:
            place: the folder that is to be; a link is followed.  A folder that stands there
                will be replaced with all that is in it: the caller makes sure that it may be.
        """
        self._place = place
        self._work = Path()
        self._lock: int | None = None
        self._parents: list[Path] = []
        self._written: dict[str, Written] = {}

    @property
    def files(self) -> tuple[Written, ...]:
        """What was written so far, in that order."""
        return tuple(self._written.values())

    def __enter__(self) -> Self:
        """Make the work folder, after clearing away what killed processes left.

        Raises:
            NotWritten: the place cannot hold a folder, or nothing can be written beside it.
        """
        with self._telling():
            self._place = _resolved(self._place)
            leftovers.tidy(self._place)
            _check(self._place)
            self._parents = _missing(self._place.parent)
            try:
                self._place.parent.mkdir(parents=True, exist_ok=True)
                self._work, self._lock = leftovers.opened(self._place)
                self._new.mkdir()
            except BaseException:
                self._close()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        """Remove whatever did not take the place."""
        self._close()

    def put(self, name: str, data: bytes) -> Written:
        """Write a file; it is on the disk when this returns.

        Args:
            name: path within the folder, ``/`` between parts.
            data: its content.

        Raises:
            NotWritten: the disk refuses, or a name that the file system takes for the same is there.
        """
        with self._telling(), self._file(name) as stream:
            stream.write(data)
        return self._noted(Written(name, len(data), hashlib.sha256(data).hexdigest()))

    def copy(self, name: str, source: IO[bytes]) -> Written:
        """Write a file from an open one, piece by piece; the hash is of what was written.

        Raises:
            NotWritten: see :meth:`put`.
            OSError: the source cannot be read.
        """
        digest, length = hashlib.sha256(), 0
        with contextlib.ExitStack() as stack:
            with self._telling():
                stream = stack.enter_context(self._file(name))
            while piece := source.read(_PIECE):
                with self._telling():
                    stream.write(piece)
                digest.update(piece)
                length += len(piece)
            with self._telling():
                stack.close()
        return self._noted(Written(name, length, digest.hexdigest()))

    def finish(self) -> None:
        """Let what was made take the place; what stood there is removed.

        Raises:
            NotWritten: it cannot be, and the place is as it was.
        """
        with self._telling():
            with contextlib.suppress(FileNotFoundError):
                # A folder that its owner closed to others stays closed to them.
                shutil.copymode(self._place, self._new)
            if any((self._new / one.path).stat().st_size != one.bytes for one in self.files):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._new))
            for folder, _, _ in os.walk(self._new):
                _synced(Path(folder))
            _synced(self._work)
            self._replace()
            _synced(self._place.parent)
        self._parents = []
        self._close()

    @property
    def _new(self) -> Path:
        return self._work / leftovers.NEW

    @contextlib.contextmanager
    def _file(self, name: str) -> Iterator[IO[bytes]]:
        path = PurePosixPath(name)
        if self._lock is None or path.is_absolute() or ".." in path.parts or not path.parts:
            raise ValueError(name)
        if not self._new.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._new))
        target = self._new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())

    def _noted(self, written: Written) -> Written:
        self._written[written.path] = written
        return written

    def _replace(self) -> None:
        """The moment itself.  Another process may be at the same, so each step may find the place changed.

        Raises:
            OSError: the place cannot be taken, and is as it was.
        """
        for last in (*[False] * (_TRIES - 1), True):
            _check(self._place)
            try:
                if self._moved() or exchange(self._new, self._place) or self._renamed():
                    return
            except PermissionError:
                # On Windows a file that is open somewhere holds its folder, often but for a moment.
                if last or sys.platform != "win32":
                    raise
            time.sleep(_PAUSE)
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(self._place))

    def _moved(self) -> bool:
        """Take the place where nothing stands, or an empty folder.

        Raises:
            OSError: it is refused for another reason than that something stands there.
        """
        try:
            self._new.rename(self._place)
        except OSError as error:
            if self._is_occupied(error):
                return False
            raise
        return True

    def _renamed(self) -> bool:
        """Replace the place by two renames; False when another process was there between them.

        Raises:
            OSError: one of them is refused.
        """
        old = self._work / leftovers.OLD
        try:
            self._place.rename(old)
        except FileNotFoundError:
            return False
        try:
            self._new.rename(self._place)
        except OSError:
            try:
                old.rename(self._place)
            except OSError as error:
                if not self._is_occupied(error):
                    raise
                # Another packet stands there, a whole one too.
                leftovers.discard(self._work)
                return False
            raise
        return True

    def _is_occupied(self, error: OSError) -> bool:
        """Whether a rename failed because something stands in the place, or did a moment ago."""
        return error.errno in _OCCUPIED or os.path.lexists(self._place)

    def _close(self) -> None:
        if self._lock is not None:
            lock, self._lock = self._lock, None
            leftovers.closed(self._work, lock, self._place)
        for parent in self._parents:
            with contextlib.suppress(OSError):
                parent.rmdir()

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if sys.platform == "win32" and isinstance(error, PermissionError) and self._place.exists():
                raise NotWritten("in-use", path=str(self._place)) from error
            raise NotWritten(
                "not-written", path=str(self._place), why=error.strerror or str(error)
            ) from error


def tidy(place: Path) -> None:
    """Clear away what killed processes left beside a place, and fill it if one of them left it empty.

    It never fails, and never touches the work of a living process.
    """
    with contextlib.suppress(OSError):
        leftovers.tidy(_resolved(place))


def _resolved(place: Path) -> Path:
    """The place itself, behind all links."""
    try:
        found = place.resolve()
    except RuntimeError as error:  # how Python 3.11 and 3.12 tell a ring of links
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(place)) from error
    if not found.name:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(place))
    return found


def _check(place: Path) -> None:
    """Make sure that a folder can stand there, as far as the name tells."""
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISDIR(place.lstat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))


def _missing(folder: Path) -> list[Path]:
    """The folder and those above it that do not exist, the deepest first."""
    return [path for path in (folder, *folder.parents) if not path.exists()]


def _synced(folder: Path) -> None:
    """Let the names in a folder reach the disk, where the system can do that."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
